/// What the verifier of certificates found.
package struct CertificateReport: Sendable {
  /// A step of the verification, in order.
  package enum Step: String, Sendable, CaseIterable, Comparable {
    /// The certificates are written as their schema says, and name what the snapshot has.
    case form
    /// They were made of this snapshot and this policy.
    case digest
    /// The snapshot is whole where packets hang on it, and holds nothing that certificates do not cover.
    case completeness
    /// Every interface, endpoint and load balancer belongs to one environment, or to none by name; every pass has a proof.
    case coverage
    /// Everything that the origin can send is in the invariant.
    case start
    /// One step of forwarding never leads out of the invariant.
    case closure
    /// Nothing is in the invariant that no step leads to.
    case support
    /// Nothing in the invariant is taken by the other side, but for what the policy accepts.
    case safety
    /// The accepted traffic that the certificate states is the accepted traffic that there is.
    case accepted
    /// The elements that the certificate names are those that stop the packets.
    case stops
    /// Members, sites and terms are those of the policy.
    case policy

    package static func < (lhs: Step, rhs: Step) -> Bool {
      (allCases.firstIndex(of: lhs) ?? 0) < (allCases.firstIndex(of: rhs) ?? 0)
    }
  }

  /// Why certificates are refused.
  package struct Refusal: Sendable, Equatable, CustomStringConvertible {
    /// The step that fails.
    package var step: Step
    /// What it is about: a pair, an invariant, or all certificates.
    package var subject: String
    /// What is wrong and what was expected.
    package var message: String

    package init(_ step: Step, _ subject: String, _ message: String) {
      (self.step, self.subject, self.message) = (step, subject, message)
    }

    package var description: String { "\(subject): \(step.rawValue): \(message)" }
  }

  /// A pair whose proof holds.
  package struct Verified: Sendable, Equatable {
    package var assertion: String
    package var from: String
    package var to: String
    /// The number of routing entries and filters that stop the traffic.
    package var stops: Int
    /// The number of boxes of traffic that the policy accepts.
    package var accepted: Int
  }

  /// A pair that is called isolated and has no proof.
  package struct Unproven: Sendable, Equatable {
    package var assertion: String
    package var from: String
    package var to: String
    package var reason: String
  }

  /// The pairs whose proofs hold, in the order of the certificates.
  package internal(set) var verified: [Verified] = []
  /// The pairs without a proof.
  package internal(set) var unproven: [Unproven] = []
  /// Why certificates are refused; empty when all hold.
  package internal(set) var refusals: [Refusal] = []

  /// Takes in refusals of further checks.
  package mutating func refuse(_ more: [Refusal]) { refusals += more }
}
