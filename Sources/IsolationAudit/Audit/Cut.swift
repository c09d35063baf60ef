/// What to remove, to narrow or to deny, so that no packet of a finding gets across any more, or nobody becomes whom he
/// should not.
///
/// Each cut was tried: with its elements out of the estate, the paths of the finding were looked for again and none was
/// found, nor a path that was not there before.
public struct Cut: Codable, Equatable, Sendable {
  /// How much is proven of a cut.
  public enum Status: String, Codable, Sendable {
    /// It closes the finding, and nothing smaller does.
    case smallest
    /// It closes the finding; whether something smaller does is not proven.
    case sufficient
  }

  /// How much is proven.
  public var status: Status
  /// What to remove, narrow or deny, all of it.
  public var elements: [CutElement]
  /// Other elements of which each alone closes the finding as well; some of them, and only where one is enough.
  public var alternatives: [CutElement]
  /// Why the cut is not proven to be the smallest; `nil` where it is.
  public var note: String?

  /// Creates a cut.
  public init(status: Status, elements: [CutElement], alternatives: [CutElement] = [], note: String? = nil) {
    (self.status, self.elements, self.alternatives, self.note) = (status, elements, alternatives, note)
  }
}

/// Something to remove or to narrow, or a Deny to add.
public struct CutElement: Codable, Equatable, Sendable {
  /// The resource that it belongs to: a security group, a route table, a connection.
  public var resource: ResourceReference
  /// What to do, in one sentence.
  public var step: String
  /// The rule, route or entry as its owner would write it; `nil` where the whole resource goes.
  public var rule: String?
  /// The statement to add, or as it is to be after this step alone, in JSON as IAM takes it; `nil` where something is
  /// removed.
  public var statement: String?
  /// Where it is declared; of a Deny, where the role or user is that gets it.
  public var location: SourceLocation?
  /// The ids of other findings that this step alone would close as well.
  public var alsoCloses: [String]
  /// Traffic that the policy accepts and that would be lost: the assertion and the policy's reason for each.
  public var breaks: [String]

  /// Creates an element.
  public init(
    resource: ResourceReference,
    step: String,
    rule: String? = nil,
    location: SourceLocation? = nil,
    alsoCloses: [String] = [],
    breaks: [String] = [],
    statement: String? = nil
  ) {
    self.statement = statement
    (self.resource, self.step, self.rule, self.location) = (resource, step, rule, location)
    (self.alsoCloses, self.breaks) = (alsoCloses, breaks)
  }
}
