import IsolationAudit
import Oracles
import Testing

/// What must hold for all policies, on the random requests of the oracle and in every world that they leave open.
@Suite("Laws of decisions")
struct PolicyLawTests {
  static let seeds: Range<UInt64> = 0..<8
  static let requestsPerSeed: UInt64 = 120

  /// Where a statement can be added: the names that the generator knows.
  private static func places(of request: OracleCase) -> [String] {
    var places: [String] = []
    if !request.identity.isEmpty { places.append("identity") }
    if request.boundary != nil { places.append("boundary") }
    if request.session != nil { places.append("session") }
    if request.resourcePolicy != nil { places.append("resource") }
    if request.serviceControl != nil { places.append("scp") }
    if request.resourceControl != nil { places.append("rcp") }
    if !request.vpcEndpoints.isEmpty { places.append("vpce") }
    return places
  }

  private static func add(_ statement: OracleCase.Statement, to request: OracleCase, in place: String) -> OracleCase {
    var request = request
    switch place {
    case "identity": request.identity[0].append(statement)
    case "boundary": request.boundary?.append(statement)
    case "session": request.session?.append(statement)
    case "resource": request.resourcePolicy?.append(statement)
    case "scp": request.serviceControl?[0][0].append(statement)
    case "rcp": request.resourceControl?[0][0].append(statement)
    default: request.vpcEndpoints[0].append(statement)
    }
    return request
  }

  /// Goes through requests, and says in how many worlds each is allowed before and after a change.
  private func compare(
    seed: UInt64,
    _ change: (OracleCase, UInt64) -> OracleCase?,
    law: (_ before: Bool, _ after: Bool) -> Bool
  ) throws -> (compared: Int, changed: Int) {
    var compared = 0
    var changed = 0
    for index in 0..<Self.requestsPerSeed {
      let number = seed * Self.requestsPerSeed + index + 1_000_000
      let request = OracleCaseGenerator.request(seed: number)
      guard let other = change(request, number) else { continue }
      let before = try request.decision()
      let after = try other.decision()
      for world in other.worlds {
        let wasAllowed = try ResidualJudge(request: request, world: world).allows(before)
        let isAllowed = try ResidualJudge(request: other, world: world).allows(after)
        compared += 1
        if wasAllowed != isAllowed { changed += 1 }
        if !law(wasAllowed, isAllowed) { Issue.record("seed \(number) in \(world)\n\(request)\nand\n\(other)") }
      }
    }
    return (compared, changed)
  }

  @Test("adding a Deny never adds a reach", arguments: seeds)
  func denials(seed: UInt64) throws {
    let count = try compare(seed: seed) { request, number in
      let places = Self.places(of: request)
      guard !places.isEmpty else { return nil }
      let place = places[Int(number % UInt64(places.count))]
      return Self.add(
        OracleCaseGenerator.statement(seed: number, for: request, in: place, effect: "Deny"),
        to: request,
        in: place
      )
    } law: { before, after in
      before || !after
    }
    #expect(count.compared > 100 && count.changed > 0, "\(count)")
  }

  @Test("adding an Allow never removes one", arguments: seeds)
  func allows(seed: UInt64) throws {
    let count = try compare(seed: seed) { request, number in
      let places = Self.places(of: request)
      // An Allow can make a bucket policy public, which is what cuts foreign accounts off.
      guard !places.isEmpty, !request.restrictsPublicBuckets else { return nil }
      let place = places[Int(number % UInt64(places.count))]
      return Self.add(
        OracleCaseGenerator.statement(seed: number, for: request, in: place, effect: "Allow"),
        to: request,
        in: place
      )
    } law: { before, after in
      after || !before
    }
    #expect(count.compared > 100 && count.changed > 0, "\(count)")
  }

  @Test(
    "a service control policy, a resource control policy, a boundary or a session policy never grants",
    arguments: seeds
  )
  func guardRails(seed: UInt64) throws {
    let count = try compare(seed: seed) { request, number in
      var other = request
      let statement = { (kind: String) in
        OracleCaseGenerator.statement(seed: number, for: request, in: kind, effect: "Allow")
      }
      switch number % 4 {
      case 0: other.serviceControl = (request.serviceControl ?? []) + [[[statement("scp")]]]
      case 1: other.resourceControl = (request.resourceControl ?? []) + [[[statement("rcp")]]]
      case 2 where request.boundary == nil: other.boundary = [statement("boundary")]
      // A federation token without a policy has nothing from its user; one with a policy has what both allow.
      case 3 where request.session == nil && request.caller.kind != "federated-user":
        other.session = [statement("session")]
      default: return nil
      }
      return other
    } law: { before, after in
      before || !after
    }
    #expect(count.compared > 100 && count.changed > 0, "\(count)")
  }
}
