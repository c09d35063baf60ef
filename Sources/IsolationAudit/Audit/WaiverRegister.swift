/// The waivers that an audit was given, and what became of each.
public struct WaiverRegister: Codable, Equatable, Sendable {
  /// The files with their digests and text.
  public var files: [AuditResult.PolicyFile]
  /// The waivers, sorted by id.
  public var waivers: [WaiverRecord]

  /// Creates a register.
  public init(files: [AuditResult.PolicyFile], waivers: [WaiverRecord]) {
    (self.files, self.waivers) = (files, waivers)
  }
}

/// A waiver: somebody's decision to live with a finding until a day.
public struct WaiverRecord: Codable, Equatable, Sendable {
  /// What became of a waiver.
  public enum Status: String, Codable, Sendable {
    /// It permits the findings that it names.
    case inForce = "in-force"
    /// It is in force, and ends soon.
    case expiring
    /// Its last day is over: it counts as absent.
    case expired
    /// The path that it permitted has changed: it counts as absent.
    case void
    /// It permits nothing that was found.
    case unused
    /// It lacks something that a waiver needs, or holds what cannot be read: it counts as absent.
    case malformed
  }

  /// The waiver's id.
  public var id: String
  /// The id of the assertion.
  public var assertion: String
  /// The environment in which the permitted paths start; `nil` for any.
  public var from: String?
  /// The environment that they reach; `nil` for any.
  public var to: String?
  /// Why it is permitted.
  public var reason: String
  /// Who answers for it.
  public var owner: String
  /// Who agreed.
  public var approver: String
  /// The ticket, as its tracker names it.
  public var ticket: String
  /// The day on which it was written, `YYYY-MM-DD`.
  public var created: String
  /// Its last day, `YYYY-MM-DD`, in UTC.
  public var expires: String
  /// What compensates for the finding meanwhile.
  public var evidence: String?
  /// What became of it.
  public var status: Status
  /// The days that are left, 0 on its last day and negative when it is over; `nil` when its last day cannot be read.
  public var daysLeft: Int?
  /// The ids of the findings that it permits, or would permit if it were in force, sorted.
  public var findings: [String]
  /// What there is to say about it: that it is too wide, lasts too long, ends soon, a sentence each.
  public var remarks: [String]
  /// Where it is written.
  public var location: SourceLocation?

  /// Creates a record of a waiver.
  public init(
    id: String,
    assertion: String,
    from: String? = nil,
    to: String? = nil,
    reason: String,
    owner: String,
    approver: String,
    ticket: String,
    created: String,
    expires: String,
    evidence: String? = nil,
    status: Status,
    daysLeft: Int?,
    findings: [String],
    remarks: [String],
    location: SourceLocation?
  ) {
    (self.id, self.assertion, self.from, self.to) = (id, assertion, from, to)
    (self.reason, self.owner, self.approver, self.ticket) = (reason, owner, approver, ticket)
    (self.created, self.expires, self.evidence) = (created, expires, evidence)
    (self.status, self.daysLeft, self.findings) = (status, daysLeft, findings)
    (self.remarks, self.location) = (remarks, location)
  }
}
