/// What was read, what was not, and what was missing.
public struct Coverage: Codable, Equatable, Sendable {
  /// The number of resources of one kind.
  public struct ResourceCount: Codable, Equatable, Sendable {
    /// The kind in AWS's words: `subnets`.
    public var kind: String
    /// The number of resources that were read and modelled.
    public var modelled: Int
    /// The number of records that could not be read.
    public var unreadable: Int

    /// Creates a count.
    public init(kind: String, modelled: Int, unreadable: Int) {
      (self.kind, self.modelled, self.unreadable) = (kind, modelled, unreadable)
    }
  }

  /// What was collected of one account and Region.
  public struct Place: Codable, Equatable, Sendable {
    /// The account id.
    public var account: String
    /// The Region, or `global`.
    public var region: String
    /// The environment of the account, when the policy names one.
    public var environment: String?
    /// The number of VPCs.
    public var vpcs: Int
    /// The number of network interfaces.
    public var networkInterfaces: Int
    /// What is missing, denied, truncated or unsupported here: `ec2 describe-network-acls: denied`.
    public var gaps: [String]

    /// Creates a record of a place.
    public init(
      account: String,
      region: String,
      environment: String?,
      vpcs: Int,
      networkInterfaces: Int,
      gaps: [String]
    ) {
      (self.account, self.region, self.environment) = (account, region, environment)
      (self.vpcs, self.networkInterfaces, self.gaps) = (vpcs, networkInterfaces, gaps)
    }
  }

  /// How completeness was judged: from `collection.json`, or from the keys that are present.
  public var basis: String
  /// When the snapshot was collected, as its `collection.json` says; `nil` where nothing does.
  public var collected: String?
  /// The resources by kind, in a fixed order.
  public var resources: [ResourceCount]
  /// The accounts and Regions.
  public var places: [Place]
  /// Top-level keys that were present and are not read, sorted.
  public var unreadKeys: [String]
  /// Resources that stand in no environment, at most 100, with ``unassignedCount`` the whole number.
  public var unassigned: [ResourceReference]
  /// The number of network interfaces that stand in no environment.
  public var unassignedCount: Int
  /// What this audit does not look at, a sentence each.
  public var notAnalysed: [String]

  /// Creates a coverage statement.
  public init(
    basis: String,
    collected: String? = nil,
    resources: [ResourceCount],
    places: [Place],
    unreadKeys: [String],
    unassigned: [ResourceReference],
    unassignedCount: Int,
    notAnalysed: [String]
  ) {
    (self.basis, self.collected, self.resources) = (basis, collected, resources)
    (self.places, self.unreadKeys) = (places, unreadKeys)
    (self.unassigned, self.unassignedCount, self.notAnalysed) = (unassigned, unassignedCount, notAnalysed)
  }
}
