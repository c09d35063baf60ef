import IsolationAudit
import Testing

@Suite("Assumptions")
struct AssumptionTests {
  /// The worked cases whose source is an assumption and not AWS's documentation.
  static let cases = [
    "C004", "C008", "C020", "C021", "C022", "C044", "C045", "C055", "C067", "C068", "C069", "C077", "C079", "C085",
    "C087",
    "C099", "C103", "C110", "C111", "C115", "C116", "C118", "C125", "C126", "C135", "C142", "C147", "C148", "C149",
    "C151",
    "C152", "C153", "C157", "C163", "C166", "C167", "C168", "C169", "C170", "C172", "C173", "C174", "C175", "C176",
  ]

  @Test("each case that rests on an assumption is covered by exactly one, and no other case is")
  func coverage() {
    #expect(Assumptions.all.flatMap(\.cases).sorted() == Self.cases)
  }

  @Test("ids are unique and in kebab case, statements are sentences")
  func form() {
    let ids = Assumptions.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for assumption in Assumptions.all {
      #expect(assumption.id.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber }, "\(assumption.id)")
      #expect(assumption.statement.hasSuffix("."), "\(assumption.id)")
      #expect(!assumption.matters.isEmpty && !assumption.matters.hasSuffix("."), "\(assumption.id)")
    }
  }

  @Test("an empty estate rests on none of them")
  func empty() {
    #expect(AssumptionList(for: Estate()).assumptions.allSatisfy { $0.applies == false })
    #expect(AssumptionList().assumptions.allSatisfy { $0.applies == nil })
  }
}
