/// The answer to a probe, in the form in which it is written.
package struct ReachAnswer: Codable, Equatable, Sendable {
  /// What decided.
  package struct Decision: Codable, Equatable, Sendable {
    /// The reason, in the vocabulary of VPC Reachability Analyzer; `nil` when packets pass.
    package var code: String?
    /// The element that decided.
    package var resource: String?
    /// The rule, route or entry that decided, as its owner would write it.
    package var rule: String?
    /// The file that declares it.
    package var file: String?
    /// Its place in the file, as a JSON pointer.
    package var pointer: String?
  }

  /// A step of the path.
  package struct ReachHop: Codable, Equatable, Sendable {
    /// What the element is, in AWS's words.
    package var kind: String
    /// The element's id.
    package var resource: String
    /// What it did.
    package var action: String
    /// The rule that decided there.
    package var rule: String?
  }

  /// The probe's name.
  package var id: String
  /// How far packets get.
  package var verdict: Reachability
  /// What decided.
  package var decidedBy: Decision?
  /// The relays on the path, in order; `nil` when packets go to their destination themselves.
  package var via: [String]?
  /// The path of the packets.
  package var hops: [ReachHop]
  /// The source ports with which there is a conversation, as ranges; `nil` when none or when the protocol has no ports.
  package var sourcePorts: [String]?
  /// The verdict that the probe expected.
  package var expected: String?
  /// Whether the verdict is the expected one.
  package var asExpected: Bool?
  /// Why the probe could not be asked.
  package var error: String?

  enum CodingKeys: String, CodingKey {
    case id, verdict
    case decidedBy = "decided-by"
    case via
    case hops
    case sourcePorts = "source-ports"
    case expected = "expect"
    case asExpected = "as-expected"
    case error
  }
}
