import IsolationAudit
import Testing

@Suite("Tables of the estate")
struct EstateTableTests {
  @Test("records have dense ids in the order of their adding")
  func table() {
    var table = Table<String>()
    #expect(table.count == 0 && table.ids.isEmpty)
    let ids = ["a", "b", "c"].map { table.append($0) }
    #expect(ids.map(\.index) == [0, 1, 2])
    #expect(Array(table.ids) == ids)
    table[ids[1]] += "b"
    #expect(Array(table.records) == ["a", "bb", "c"])
  }

  @Test("tags are kept once, sorted by the text of their keys")
  func tags() {
    var estate = Estate()
    func tag(_ key: String, _ value: String) -> IsolationAudit.Tag {
      IsolationAudit.Tag(key: estate.symbols.intern(key), value: estate.symbols.intern(value))
    }
    let (name, environment) = (tag("Name", "x"), tag("Environment", "production"))
    let set = estate.intern(tags: [name, environment])
    #expect(estate.tags(set) == [environment, name])
    #expect(estate.intern(tags: [environment, name]) == set)
    #expect(estate.intern(tags: [environment]) != set)
    #expect(estate.intern(tags: []) == .none && estate.tags(.none).isEmpty)
    #expect(estate.tag(name.key, in: set) == name.value)
    #expect(estate.tag(estate.symbols.intern("name"), in: set) == nil)
  }

  @Test("a set of security groups has no order and no repetition")
  func groups() {
    var estate = Estate()
    let (a, b) = (estate.symbols.intern("sg-a"), estate.symbols.intern("sg-b"))
    let set = estate.intern(groups: [b, a, b])
    #expect(estate.intern(groups: [a, b]) == set)
    #expect(estate.groups(set) == [a, b])
    #expect(estate.intern(groups: []) == .none)
    #expect(estate.groupSetCount == 2)
  }

  @Test("a symbol names the record it was last bound to, and nothing before")
  func binding() {
    var estate = Estate()
    let id = estate.symbols.intern("vpc-1")
    #expect(estate.find(id) == nil)
    #expect(estate.find(Symbol(4_000_000)) == nil)
    estate.bind(id, to: .vpc(EstateID(0)))
    #expect(estate.find(id) == .vpc(EstateID(0)))
    estate.bind(id, to: .subnet(EstateID(7)))
    #expect(estate.find(id) == .subnet(EstateID(7)))
  }

  @Test("of two statements about a call the worse stands, and silence is absence")
  func completeness() {
    var completeness = Completeness()
    let call = Completeness.Call(account: .empty, region: .empty, list: "Vpcs")
    #expect(completeness.status(call) == .absent)
    completeness.record(call, .collected)
    #expect(completeness.status(call) == .collected)
    completeness.record(call, .truncated)
    completeness.record(call, .collected)
    #expect(completeness.status(call) == .truncated)
  }
}
