import Foundation
import IsolationAudit
import Testing

/// A certificate that was tampered with, or that fits another snapshot, is refused with the step that fails.
@Suite("Certificates that were changed")
struct CertificateMutationTests {
  typealias Step = CertificateReport.Step

  /// A change of FlowMart's certificates.
  struct Mutation: Sendable, CustomTestStringConvertible {
    let name: String
    /// The step that must refuse it.
    let step: Step
    /// A part of the message.
    let message: String
    let change: @Sendable (inout IsolationCertificates) -> Void
    var testDescription: String { name }

    init(
      _ name: String,
      _ step: Step,
      _ message: String,
      _ change: @escaping @Sendable (inout IsolationCertificates) -> Void
    ) {
      (self.name, self.step, self.message, self.change) = (name, step, message, change)
    }
  }

  /// FlowMart's certificates, worked out once.
  private static let flowMart = Result {
    let snapshot = try AWSSnapshot.read(files: FlowMart.files("snapshot"))
    let inputs = [try FlowMart.policy()]
    let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "FlowMart", provesIsolation: true)
    let result = try IsolationAuditor().audit(snapshot, try IsolationAuditor.policy(inputs), inputs, options)
    return (snapshot, result)
  }

  private static func claims(_ result: AuditResult) throws -> CertificateClaims {
    try CertificateClaims.read(JSONReport(result).render())
  }

  @Test("FlowMart's certificates hold, for every pair that is called isolated, and name what stops the traffic")
  func intact() throws {
    let (snapshot, result) = try Self.flowMart.get()
    let report = CertificateCheck.run(try Self.claims(result), snapshot, [try FlowMart.policy()])
    #expect(report.refusals.map(\.description) == [])
    #expect(report.unproven == [])
    let isolated = result.assertions.filter { $0.kind == "no-traffic" || $0.kind == "only-traffic" }.flatMap(\.pairs)
    #expect(report.verified.count == isolated.count)
    #expect(report.verified.allSatisfy { $0.stops > 0 })
    let refresh = report.verified.first { $0.assertion == "refresh-only" }
    #expect((refresh?.accepted ?? 0) > 0)
  }

  static let mutations: [Mutation] = [
    Mutation("another schema", .form, "expected `isolation-audit/certificates/v1`") { $0.schema += "x" },
    Mutation("a stale digest of the snapshot", .digest, "this one has") {
      $0.snapshot = String($0.snapshot.reversed())
    },
    Mutation("a stale digest of the policy", .digest, "these have") { $0.policy = String($0.policy.reversed()) },
    Mutation("a member is left out of its environment", .coverage, "is in no environment") {
      $0.parties[0].interfaces.removeFirst()
    },
    Mutation("a member stands in two environments", .coverage, "is in 2 environments") {
      $0.parties[1].interfaces.append($0.parties[0].interfaces[0])
    },
    Mutation("a member that does not exist", .form, "eni-none of `production` is not in the snapshot") {
      $0.parties[0].interfaces.append("eni-none")
    },
    Mutation("a member moves to another environment", .policy, "has other members than the policy says") {
      $0.parties[1].interfaces.append($0.parties[0].interfaces.removeLast())
    },
    Mutation("a Client VPN endpoint is left out", .coverage, "is in 0 environments") { certificates in
      guard let place = certificates.parties.firstIndex(where: { !$0.clientVPNEndpoints.isEmpty }) else { return }
      certificates.parties[place].clientVPNEndpoints.removeFirst()
    },
    Mutation("a load balancer is left out", .coverage, "and the party lacks it") { certificates in
      guard let place = certificates.parties.firstIndex(where: { !$0.loadBalancers.isEmpty }) else { return }
      certificates.parties[place].loadBalancers.removeFirst()
    },
    Mutation("the members of two environments are swapped", .policy, "has other members than the policy says") {
      ($0.parties[0].interfaces, $0.parties[2].interfaces) = ($0.parties[2].interfaces, $0.parties[0].interfaces)
      ($0.parties[0].loadBalancers, $0.parties[2].loadBalancers) = (
        $0.parties[2].loadBalancers, $0.parties[0].loadBalancers
      )
      ($0.parties[0].clientVPNEndpoints, $0.parties[2].clientVPNEndpoints) = (
        $0.parties[2].clientVPNEndpoints, $0.parties[0].clientVPNEndpoints
      )
    },
    Mutation("a pair that is called isolated has no certificate", .coverage, "no certificate speaks of it") {
      $0.pairs.removeLast()
    },
    Mutation("the sides of a pair are swapped", .form, "not those of its invariant") { certificates in
      (certificates.pairs[0].origin, certificates.pairs[0].target) = (
        certificates.pairs[0].target, certificates.pairs[0].origin
      )
    },
    Mutation("a pair is about another environment than it says", .form, "is not `") { certificates in
      guard let other = certificates.pairs.first(where: { $0.to != certificates.pairs[0].to }) else { return }
      certificates.pairs[0].target = other.target
    },
    Mutation("a pair rests on the invariant of another origin", .form, "not those of its invariant") { certificates in
      let own = certificates.pairs[0].origin
      certificates.pairs[0].invariant = certificates.invariants.firstIndex { $0.origin != own }
    },
    Mutation("an invariant that is not there", .form, "invariant 99 is not there") { $0.pairs[0].invariant = 99 },
    Mutation("a location is dropped where the origin sends", .start, "and the invariant lacks it") { certificates in
      guard
        let place = certificates.invariants[0].locations.firstIndex(where: { $0.place == "subnet" && $0.passed.isEmpty }
        )
      else { return }
      certificates.invariants[0].locations.remove(at: place)
    },
    Mutation("a location is dropped on the way", .closure, "and the invariant lacks it") { certificates in
      guard
        let place = certificates.invariants[0].locations.firstIndex(where: { $0.place == "transit-gateway-route-table" }
        )
      else { return }
      certificates.invariants[0].locations.remove(at: place)
    },
    Mutation("a box is dropped on the way", .closure, "and the invariant lacks it") { certificates in
      guard let place = certificates.invariants[0].locations.firstIndex(where: { $0.place == "internet" }) else {
        return
      }
      certificates.invariants[0].locations[place].boxes.removeFirst()
    },
    Mutation("a box is narrowed", .closure, "and the invariant lacks it") { certificates in
      guard
        let place = certificates.invariants[0].locations.firstIndex(where: { $0.place == "transit-gateway-route-table" }
        ),
        var box = certificates.invariants[0].locations[place].boxes.first.flatMap({ CertificateBoxText.box($0) })
      else { return }
      box.destination.upper -= 1
      certificates.invariants[0].locations[place].boxes[0] = CertificateBoxText.text(box)
    },
    Mutation("a box is widened", .support, "nothing sends") { certificates in
      for place in certificates.invariants[0].locations.indices
      where certificates.invariants[0].locations[place].place == "attachment-subnet" {
        certificates.invariants[0].locations[place].boxes = ["any 0.0.0.0/0 any > 10.0.0.0/8 any"]
      }
    },
    Mutation("a box that is none", .form, "is no set of headers") {
      $0.invariants[0].locations[0].boxes[0] = "tcp everything > 10.0.0.0/8"
    },
    Mutation("a location that the snapshot does not have", .form, "is not in the snapshot") {
      $0.invariants[0].locations[0].id = "subnet-none"
    },
    Mutation("a location twice", .form, "is there twice") {
      $0.invariants[0].locations.append($0.invariants[0].locations[0])
    },
    Mutation("an invariant claims to be exact", .support, "nothing sends") { certificates in
      guard let place = certificates.invariants.firstIndex(where: { $0.precision == .destinations }) else { return }
      certificates.invariants[place].precision = .headers
    },
    Mutation("what crosses is no more accepted", .safety, "are taken by") { certificates in
      for place in certificates.pairs.indices { certificates.pairs[place].terms = [] }
    },
    Mutation("an accepted box is left out", .accepted, "and the certificate does not state it") { certificates in
      guard let place = certificates.pairs.firstIndex(where: { !$0.accepted.isEmpty }) else { return }
      certificates.pairs[place].accepted[0].boxes.removeFirst()
    },
    Mutation("an accepted box is widened", .accepted, "term") { certificates in
      guard let place = certificates.pairs.firstIndex(where: { !$0.accepted.isEmpty }) else { return }
      certificates.pairs[place].accepted[0].boxes[0] = "any 0.0.0.0/0 any > 0.0.0.0/0 any"
    },
    Mutation("the policy's terms are widened", .policy, "is not what the policy accepts") { certificates in
      for place in certificates.terms.indices {
        certificates.terms[place].boxes = ["any 0.0.0.0/0 any > 0.0.0.0/0 any"]
      }
    },
    Mutation("an untrusted site is called trusted", .policy, "the sites are not those of the policy") {
      for place in $0.sites.indices { $0.sites[place].isTrusted = true }
    },
    Mutation("an entry is dropped from what stops a pair", .stops, "leaves out") { $0.pairs[0].stops.removeFirst() },
    Mutation("the id of a rule's owner is changed", .stops, "which stops nothing on the way") {
      $0.pairs[0].stops[0].resource = "sg-other"
    },
    Mutation("the place of a rule is changed", .stops, "which stops nothing on the way") {
      $0.pairs[0].stops[0].location?.line += 1
    },
    Mutation("the order of what stops a pair is changed", .stops, "in another order") { $0.pairs[0].stops.reverse() },
    Mutation("an invariant on which nothing rests", .support, "no pair rests on it") {
      $0.invariants.append($0.invariants[0])
    },
  ]

  @Test("A changed certificate is refused at the step that it breaks", arguments: mutations)
  func changed(mutation: Mutation) throws {
    var (snapshot, result) = try Self.flowMart.get()
    var certificates = try #require(result.certificates)
    mutation.change(&certificates)
    #expect(certificates != result.certificates, "the mutation changes something")
    result.certificates = certificates
    let report = CertificateCheck.run(try Self.claims(result), snapshot, [try FlowMart.policy()])
    let found = report.refusals.filter { $0.step == mutation.step && $0.description.contains(mutation.message) }
    #expect(!found.isEmpty, "\(report.refusals.map(\.description))")
  }

  @Test("A pair without a certificate is told with its reason, and is not verified")
  func unproven() throws {
    var (snapshot, result) = try Self.flowMart.get()
    let pair = try #require(result.certificates?.pairs[0])
    result.certificates?.pairs[0] = IsolationCertificates.Pair(
      assertion: pair.assertion,
      from: pair.from,
      to: pair.to,
      reason: "it is too large"
    )
    let report = CertificateCheck.run(try Self.claims(result), snapshot, nil)
    #expect(report.unproven.map(\.reason) == ["it is too large"])
    #expect(!report.verified.contains { [$0.assertion, $0.from, $0.to] == [pair.assertion, pair.from, pair.to] })
  }

  @Test("A result without certificates, and what is no result, are refused")
  func none() throws {
    let (snapshot, result) = try Self.flowMart.get()
    var bare = result
    bare.certificates = nil
    let report = CertificateCheck.run(try Self.claims(bare), snapshot, nil)
    #expect(report.refusals.map(\.step) == [.form])
    #expect(throws: CertificateClaims.Unreadable.self) { try CertificateClaims.read(Array("{}".utf8)) }
    #expect(throws: CertificateClaims.Unreadable.self) { try CertificateClaims.read(Array("no JSON".utf8)) }
  }
}
