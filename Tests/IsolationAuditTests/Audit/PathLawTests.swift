import IsolationAudit
import Oracles
import Testing

/// Mixed ways against a walk that takes one step at a time, and laws about policies and rules.
@Suite("Laws of mixed ways")
struct PathLawTests {
  typealias E = PrincipalEstate

  /// A random small estate: roles of three accounts that trust each other at random, an instance with a role, a secret
  /// that some of production's roles may read, and a network between the two hosts and the database.
  struct Random {
    var estate = PathEstate()
    var steps = 4
    var throughHosts = false
    /// Roles by ARN: whom each trusts, and whether it may assume roles.
    var trusts: [String: [String]] = [:]
    var assumes: Set<String> = []
    var reads: Set<String> = []
    var instanceRole = ""

    init(seed: UInt64) {
      var random = SeededNumbers(seed: seed)
      let names = [(E.dev, ["d0", "d1"]), (E.hub, ["h0", "h1"]), (E.prod, ["p0", "p1", "p2"])]
      let all = names.flatMap { account, names in names.map { E.arn(account, $0) } }
      for arn in all {
        trusts[arn] = all.filter { $0 != arn && Int.random(in: 0..<5, using: &random) == 0 }
        if Int.random(in: 0..<3, using: &random) > 0 { assumes.insert(arn) }
        if arn.contains(E.prod), Bool.random(using: &random) { reads.insert(arn) }
      }
      instanceRole = E.arn(E.dev, "d0")
      steps = Int.random(in: 1...5, using: &random)
      throughHosts = Bool.random(using: &random)
      estate.network.isPeered = Bool.random(using: &random)
      if estate.network.isPeered {
        estate.network.development.routes.append(("10.2.0.0/16", "pcx-1"))
        estate.network.production.routes.append(("10.0.0.0/16", "pcx-1"))
      }
      for rule in [
        AuditEstate.Rule(port: 443, peer: "10.0.0.0/16"), .init(port: 5432, peer: "10.0.0.0/16"),
        .init(port: 5432, peer: "sg-prod"),
      ]
      where Int.random(in: 0..<2, using: &random) == 0 {
        estate.network.production.ingress.append(rule)
      }
    }

    /// The estate's files, with statements and rules besides.
    func snapshot(denying: String? = nil, opening rule: AuditEstate.Rule? = nil) -> PathEstate {
      var result = estate
      result.role = "d0"
      result.addSecret(trust: [])
      func role(_ account: String, _ name: String) -> String {
        let arn = E.arn(account, name)
        var may: [String] = []
        if assumes.contains(arn) { may.append(E.allows("sts:AssumeRole")) }
        if reads.contains(arn) { may.append(DataAuditTests.mayRead) }
        if arn == denying { may.append(E.allows("sts:AssumeRole").replacing("Allow", with: "Deny")) }
        return E.role(account, name, trust: (trusts[arn] ?? []).map { E.trustsAWS($0) }, may: may)
      }
      result.principals.development.roles = ["d0", "d1"].map { role(E.dev, $0) }
      result.principals.third = E.Side(roles: ["h0", "h1"].map { role(E.hub, $0) })
      result.principals.production.roles = ["p0", "p1", "p2"].map { role(E.prod, $0) }
      if let rule { result.network.production.ingress.append(rule) }
      return result
    }

    var kind: String {
      PathAuditTests.path("end: [database, data], kinds: secret, max-steps: \(steps), through-hosts: \(throughHosts)")
    }

    /// What the audit finds that is reached.
    func ends(denying: String? = nil, opening rule: AuditEstate.Rule? = nil) throws -> Set<String> {
      let (_, findings) = try snapshot(denying: denying, opening: rule).audit(kind)
      return Set(findings.flatMap(\.resources).map(\.id))
    }

    /// What a walk reaches that asks for each packet and each role by itself.
    func walked() throws -> Set<String> {
      let files = snapshot().files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
      let read = try AWSSnapshot.read(files: files)
      let session = ReachSession(read.estate, files: read.files)
      func gets(_ host: String, _ address: String, _ port: Int) throws -> Bool {
        let text =
          "{\"id\": \"p\", \"from\": {\"eni\": \"\(host)\"}, \"to\": {\"ip\": \"\(address)\"}, \"protocol\": \"tcp\", \"port\": \(port)}"
        return session.answer(try ReachProbe(try JSONValue(parsing: text))).verdict.violatesIsolation
      }
      var here: Set<String> = [E.arn(E.dev, "d0"), E.arn(E.dev, "d1"), "i-dev", "eni-dev"]
      var ends: Set<String> = []
      for _ in 0..<steps {
        var next = here
        for place in here {
          if place == "i-dev" { next.insert(instanceRole) }
          if place.hasPrefix("eni-") {
            if try gets(place, "10.2.1.20", 5432) { ends.insert(PathEstate.database) }
            for (host, address) in [("eni-dev", "10.0.1.10"), ("eni-prod", "10.2.1.10")]
            where throughHosts && host != place {
              for port in [443, 5432, 22] where try gets(place, address, port) { next.insert(host) }
            }
          }
          if reads.contains(place) { ends.insert(PathEstate.secret) }
          guard assumes.contains(place) else { continue }
          for (role, trusted) in trusts where trusted.contains(place) { next.insert(role) }
        }
        here = next
      }
      return ends
    }
  }

  @Test("the ways that are found are those of a walk that takes one step at a time")
  func walk() throws {
    var counts: [Int: Int] = [:]
    for seed in UInt64(1)...40 {
      let random = Random(seed: seed)
      let expected = try random.walked()
      #expect(try random.ends() == expected, "seed \(seed), \(random.kind)")
      counts[expected.count, default: 0] += 1
    }
    #expect([0, 1, 2].allSatisfy { (counts[$0] ?? 0) > 2 }, "\(counts)")
  }

  @Test("a Deny never adds a way, and one more rule of a security group never takes one")
  func laws() throws {
    for seed in UInt64(41)...52 {
      let random = Random(seed: seed)
      let ends = try random.ends()
      for role in random.assumes.sorted().prefix(3) {
        #expect(try random.ends(denying: role).isSubset(of: ends), "seed \(seed), \(role)")
      }
      let more = try random.ends(opening: .init(port: 5432, peer: "10.0.0.0/16"))
      #expect(more.isSuperset(of: ends), "seed \(seed)")
    }
  }
}
