/// What one resource says about one record: that it exists, what a field of it is, or what a list in it holds.
///
/// A plan changes an estate by the difference between what its resources said before and what they say after. What an
/// attribute repeats (an `aws_route_table` lists the routes of `aws_route` resources too) is in both, and so changes
/// nothing.
struct DraftEdit: Hashable, Sendable {
  /// The record.
  var target: RecordKey
  /// What is said.
  var statement: Statement
  /// The members that name the record, if it is a wrapper that exists as soon as something is in it.
  var wrapper: DraftValue?
  /// Whether nothing is missing if there is no record to say it of.
  var isOptional = false

  enum Statement: Hashable, Sendable {
    /// The record exists and has these fields.
    case record(DraftValue)
    /// The member at a path of the record has a value.
    case field([String], DraftValue)
    /// The list at a path of the record holds a value.
    case element([String], DraftValue, ElementIdentity)
    /// The list at a path holds nothing but elements one of whose members has one of some values.
    case only([String], String, [String])
  }

  /// When two elements of a list are the same thing.
  enum ElementIdentity: Hashable, Sendable {
    /// Those with the same values of some members; a member that neither has does not tell them apart.
    case members([String])
    /// Those that say the same.
    case value
    /// Permissions of a security group: one for each peer.
    case permission
  }
}

/// The name of a record: the list that it is in, and what identifies it there.
struct RecordKey: Hashable, Sendable {
  /// The top-level key of the list, such as `RouteTables`.
  var list: String
  /// What identifies the record: an id or ARN, or account, Region and name.
  var id: String
  /// The account of the folder that the record stands in.
  var account: String
  /// The Region of the folder, or `global`.
  var region: String

  // Several folders may hold views of one record.
  static func == (a: RecordKey, b: RecordKey) -> Bool { a.list == b.list && a.id == b.id }

  func hash(into hasher: inout Hasher) {
    hasher.combine(list)
    hasher.combine(id)
  }
}

extension RecordKey {
  /// Lists whose records are named within an account and Region, and the members that name them.
  static let named: [String: [String]] = [
    "Clusters": ["name"], "DBInstances": ["DBInstanceIdentifier"], "DBClusters": ["DBClusterIdentifier"],
    "Functions": ["FunctionName"], "FunctionPolicies": ["FunctionName"], "Tables": ["TableName"],
    "LoadBalancerDescriptions": ["LoadBalancerName"],
    "repositories": ["repositoryName"], "repositoryPolicies": ["repositoryName"], "EventBuses": ["Name"],
    "Parameters": ["Name"], "Aliases": ["AliasName"], "BackupVaultList": ["BackupVaultName"],
    "BackupVaultPolicies": ["BackupVaultName"], "DomainStatusList": ["DomainName"],
    "accessEntries": ["clusterName"], "podIdentityAssociations": ["clusterName"], "nodegroups": ["clusterName"],
    "fargateProfiles": ["clusterName"], "Jobs": ["Name"], "DevEndpoints": ["EndpointName"], "projects": ["name"],
    "pipelines": ["name"], "NotebookInstances": ["NotebookInstanceName"], "Stacks": ["StackName"],
    "stateMachines": ["name"], "trustAnchors": ["name"], "profiles": ["name"],
    "VpcBlockPublicAccessOptions": [], "AccountPublicAccessBlocks": ["AccountId"],
  ]

  /// Lists whose records have no single member that identifies them, and the members that do so together.
  static let composite: [String: [String]] = [
    "AccountAssignments": ["AccountId", "PermissionSetArn", "PrincipalId"],
    "SecurityGroupVpcAssociations": ["GroupId", "VpcId"],
    "TransitGatewayPrefixListReferences": ["TransitGatewayRouteTableId", "PrefixListId"],
    "VpcEndpointConnections": ["ServiceId", "VpcEndpointId"],
    "TransitGatewayPolicyTableAssociations": ["TransitGatewayPolicyTableId"],
    "CoreNetworkVpcAttachments": ["Attachment.AttachmentId"],
    "CoreNetworkRoutes": ["RouteTableIdentifier"],
    "directConnectGatewayAssociations": ["directConnectGatewayId", "associatedGateway.id"],
    "DelegatedAdministrators": ["AccountId"],
    "Policies": ["Arn|PolicySummary.Id"],
    "Organization": [],
    "identityCenterInstances": ["InstanceArn"],
    "CustomerGateways": ["CustomerGatewayId"],
    "pipelines": ["pipeline.name|name"],
    "virtualInterfaces": ["virtualInterfaceId"],
  ]

  /// Names the record of a list with some fields; `nil` if a field that identifies it is missing.
  init?(_ list: String, _ record: DraftValue, account: String, region: String) {
    (self.list, self.account, self.region) = (list, account, region)
    let members = Self.composite[list] ?? Self.named[list] ?? Self.single[list].map { [$0] }
    guard let members else { return nil }
    var parts: [String] = []
    for member in members {
      guard let part = Self.value(at: member, in: record), !part.isEmpty else { return nil }
      parts.append(part)
    }
    id = parts.joined(separator: "\u{1F}")
    if Self.named[list] != nil { id = "\(account)\u{1F}\(region)\u{1F}\(id)" }
  }

  /// Whether one member identifies a list's records wherever they stand.
  static func hasOwnID(_ list: String) -> Bool { named[list] == nil && composite[list] == nil }

  private static let single: [String: String] = {
    var result: [String: String] = [:]
    for key in AWSKey.allCases {
      if let id = key.idKey { result["\(key)"] = "\(id)" }
    }
    return result
  }()

  private static func value(at paths: String, in record: DraftValue) -> String? {
    for path in paths.split(separator: "|") {
      var value: DraftValue? = record
      for member in path.split(separator: ".") { value = value?[String(member)] }
      switch value {
      case .string(let text)?, .number(let text)?: return text
      case let other?: return other.flattened
      case nil: continue
      }
    }
    return nil
  }
}

extension DraftValue {
  /// All texts of a value, in order: what identifies a record whose name is an object.
  fileprivate var flattened: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .number(let text), .string(let text): text
    case .array(let elements): elements.map(\.flattened).joined(separator: "\u{1E}")
    case .object(let object):
      object.members.map { $0.key + "\u{1E}" + $0.value.flattened }.sorted().joined(separator: "\u{1E}")
    }
  }
}

extension AWSKey {
  /// The name of the list that the records of a top-level key stand in: an answer about one thing is a list of one.
  var recordList: String {
    switch self {
    case .cluster: "Clusters"
    case .taskDefinition: "taskDefinitions"
    case .Table: "Tables"
    default: "\(self)"
    }
  }
}
