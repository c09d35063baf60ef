/// What the assertions of a result say about controls of compliance frameworks.
///
/// An assertion can support a control; nothing here says that a control is satisfied.
public struct ControlCoverage: Codable, Equatable, Sendable {
  /// The frameworks of the catalogues that were read, sorted by id.
  public var frameworks: [Framework]

  /// A framework in one version.
  public struct Framework: Codable, Equatable, Sendable {
    /// The id with the version, as policies write it: `pci-dss-4.0.1`.
    public var id: String
    /// The framework's name.
    public var title: String
    /// The version.
    public var version: String
    /// The controls of the catalogue, in its order.
    public var controls: [Control]

    /// Creates a framework.
    public init(id: String, title: String, version: String, controls: [Control]) {
      (self.id, self.title, self.version, self.controls) = (id, title, version, controls)
    }
  }

  /// A control and what the assertions say about it.
  public struct Control: Codable, Equatable, Sendable {
    /// What the assertions say.
    public enum Status: String, Codable, Sendable {
      /// Every assertion that is mapped to it holds, or its findings are waived.
      case supported
      /// Some assertion that is mapped to it is violated.
      case notSupported = "not-supported"
      /// Some assertion that is mapped to it could not be judged, and none is violated.
      case inconclusive
      /// No assertion is mapped to it.
      case notAssessed = "not-assessed"
    }

    /// The control's id in its framework: `6.5.3`.
    public var id: String
    /// Its title.
    public var title: String
    /// What it asks for, in this project's words.
    public var paraphrase: String
    /// What the assertions say.
    public var status: Status
    /// The assertions that are mapped to it, in the policy's order.
    public var evidence: [Evidence]

    /// Creates a control.
    public init(id: String, title: String, paraphrase: String, status: Status, evidence: [Evidence]) {
      (self.id, self.title, self.paraphrase, self.status) = (id, title, paraphrase, status)
      self.evidence = evidence
    }
  }

  /// An assertion that is mapped to a control.
  public struct Evidence: Codable, Equatable, Sendable {
    /// How much the assertion says about the control.
    public enum Strength: String, Codable, Sendable {
      /// What it checks is what the control asks for.
      case direct
      /// It checks a part of what the control asks for.
      case partial
      /// It is evidence beside others.
      case supporting
    }

    /// The id of the assertion.
    public var assertion: String
    /// Its outcome.
    public var outcome: AssertionResult.Outcome
    /// How much it says about the control.
    public var strength: Strength
    /// Why it supports the control, in one sentence.
    public var because: String

    /// Creates a piece of evidence.
    public init(assertion: String, outcome: AssertionResult.Outcome, strength: Strength, because: String) {
      (self.assertion, self.outcome, self.strength, self.because) = (assertion, outcome, strength, because)
    }
  }

  /// Creates a coverage.
  public init(frameworks: [Framework]) { self.frameworks = frameworks }
}
