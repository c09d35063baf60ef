/// What `collection.json` says: each call that the collector made, and how it ended.
struct SnapshotCollection {
  /// One call.
  struct Call {
    var account: String
    var region: String
    /// The service as the aws command line calls it; empty when the record does not say.
    var service: String
    var operation: String
    var status: Completeness.Status
    /// Whether the call ended well and found nothing.
    var isEmpty: Bool
    var provenance: Provenance
  }

  /// The lists that an operation of the aws command line fills, by its name.
  static func lists(ofOperation operation: String, service: String = "") -> [String] {
    switch service {
    case "elb" where operation == "describe-load-balancers": return ["LoadBalancerDescriptions"]
    case "vpc-lattice": return latticeLists[operation].map { [$0] } ?? []
    case "route53resolver": return resolverLists[operation].map { [$0] } ?? []
    case "":
      let known = lists(ofOperation: operation)
      if !known.isEmpty { return known }
      // Without the service, an operation counts that one service alone has.
      let found = Set(identityLists.values.compactMap { $0[operation] })
      return found.count == 1 ? Array(found) : []
    default:
      if let lists = identityLists[service] { return lists[operation].map { [$0] } ?? [] }
    }
    if let lists = dataLists[service] {
      if let list = lists[operation] { return [list] }
      // Further operations of these are known by their names alone.
      if service != "lambda", service != "rds" { return [] }
    }
    return lists(ofOperation: operation)
  }

  /// The lists that operations about data stores fill, by service.
  private static let dataLists: [String: [String: String]] = [
    "s3api": [
      "list-buckets": "Buckets", "get-bucket-policy": "BucketPolicies",
      "get-public-access-block": "BucketPublicAccessBlocks", "get-bucket-encryption": "BucketEncryptions",
      "get-bucket-tagging": "BucketTags",
    ],
    "s3control": ["get-public-access-block": "AccountPublicAccessBlocks"],
    "resourcegroupstaggingapi": ["get-resources": "ResourceTagMappingList"],
    "kms": [
      "list-keys": "Keys", "describe-key": "KeyMetadata", "get-key-policy": "KeyPolicies", "list-grants": "KeyGrants",
      "list-aliases": "Aliases", "list-resource-tags": "KeyTags",
    ],
    "secretsmanager": ["list-secrets": "SecretList", "get-resource-policy": "SecretPolicies"],
    "ssm": ["describe-parameters": "Parameters"],
    "sqs": ["get-queue-attributes": "QueueAttributes"],
    "sns": ["get-topic-attributes": "TopicAttributes"],
    "events": ["list-event-buses": "EventBuses", "describe-event-bus": "EventBuses"],
    "ecr": ["describe-repositories": "repositories", "get-repository-policy": "repositoryPolicies"],
    "lambda": ["get-policy": "FunctionPolicies"],
    "dynamodb": ["describe-table": "Tables", "get-resource-policy": "TablePolicies"],
    "efs": ["describe-file-systems": "FileSystems", "describe-file-system-policy": "FileSystemPolicies"],
    "fsx": [:],
    "backup": ["list-backup-vaults": "BackupVaultList", "get-backup-vault-access-policy": "BackupVaultPolicies"],
    "opensearch": ["describe-domain": "DomainStatusList", "describe-domains": "DomainStatusList"],
    "rds": [
      "describe-db-snapshots": "DBSnapshots", "describe-db-snapshot-attributes": "DBSnapshotAttributes",
      "describe-db-cluster-snapshots": "DBClusterSnapshots",
      "describe-db-cluster-snapshot-attributes": "DBClusterSnapshotAttributes",
    ],
    "redshift": [:],
    "elasticache": [:],
  ]

  /// The lists that operations of services fill whose calls are named as other services' are.
  private static let identityLists: [String: [String: String]] = [
    "sso-admin": [
      "list-instances": "identityCenterInstances", "list-permission-sets": "PermissionSets",
      "describe-permission-set": "PermissionSets",
      "get-inline-policy-for-permission-set": "PermissionSetInlinePolicies",
      "list-managed-policies-in-permission-set": "PermissionSetManagedPolicies",
      "list-account-assignments": "AccountAssignments",
    ],
    "identitystore": [
      "list-users": "identityStoreUsers", "list-groups": "identityStoreGroups",
      "list-group-memberships": "identityStoreGroupMemberships",
    ],
    "eks": [
      "describe-cluster": "Clusters",
      "list-access-entries": "accessEntries", "describe-access-entry": "accessEntries",
      "list-associated-access-policies": "accessEntries",
      "list-pod-identity-associations": "podIdentityAssociations",
      "describe-pod-identity-association": "podIdentityAssociations",
      "list-nodegroups": "nodegroups", "describe-nodegroup": "nodegroups",
      "list-fargate-profiles": "fargateProfiles", "describe-fargate-profile": "fargateProfiles",
    ],
    "ecs": [
      "list-task-definitions": "taskDefinitions", "describe-task-definition": "taskDefinitions",
      "list-services": "services", "describe-services": "services",
      "list-tasks": "tasks", "describe-tasks": "tasks",
    ],
    "glue": ["get-jobs": "Jobs", "get-dev-endpoints": "DevEndpoints"],
    "codebuild": ["list-projects": "projects", "batch-get-projects": "projects"],
    "codepipeline": ["list-pipelines": "pipelines", "get-pipeline": "pipelines"],
    "sagemaker": [
      "list-notebook-instances": "NotebookInstances", "describe-notebook-instance": "NotebookInstances",
    ],
    "cloudformation": ["describe-stacks": "Stacks"],
    "apprunner": ["list-services": "appRunnerServices", "describe-service": "appRunnerServices"],
    "stepfunctions": ["list-state-machines": "stateMachines", "describe-state-machine": "stateMachines"],
    "rolesanywhere": ["list-trust-anchors": "trustAnchors", "list-profiles": "profiles"],
  ]

  /// The lists that operations of `vpc-lattice` fill; other services have operations with the same names.
  private static let latticeLists = [
    "list-service-networks": "serviceNetworks", "get-service-network": "serviceNetworks",
    "list-service-network-vpc-associations": "serviceNetworkVpcAssociations",
    "get-service-network-vpc-association": "serviceNetworkVpcAssociations",
    "list-service-network-service-associations": "serviceNetworkServiceAssociations",
    "list-service-network-resource-associations": "serviceNetworkResourceAssociations",
    "list-services": "latticeServices", "get-service": "latticeServices",
    "list-listeners": "latticeListeners", "get-listener": "latticeListeners",
    "list-rules": "latticeRules", "get-rule": "latticeRules",
    "list-target-groups": "latticeTargetGroups", "get-target-group": "latticeTargetGroups",
    "list-targets": "latticeTargets", "get-auth-policy": "latticeAuthPolicies",
    "list-resource-gateways": "resourceGateways", "get-resource-gateway": "resourceGateways",
    "list-resource-configurations": "resourceConfigurations",
    "get-resource-configuration": "resourceConfigurations",
  ]

  /// The lists that operations of `route53resolver` fill.
  private static let resolverLists = [
    "list-resolver-endpoints": "ResolverEndpoints",
    "list-resolver-endpoint-ip-addresses": "ResolverEndpointIpAddresses",
    "list-resolver-rules": "ResolverRules", "list-resolver-rule-associations": "ResolverRuleAssociations",
    "list-firewall-rule-group-associations": "FirewallRuleGroupAssociations",
  ]

  private static func lists(ofOperation operation: String) -> [String] {
    switch operation {
    case "describe-vpc-endpoint-service-configurations": ["ServiceConfigurations"]
    case "describe-instances": ["Reservations"]
    case "get-managed-prefix-list-entries": ["PrefixListEntries"]
    case "describe-managed-prefix-lists", "describe-prefix-lists": ["PrefixLists"]
    case "get-transit-gateway-route-table-associations": ["TransitGatewayAssociations"]
    case "get-transit-gateway-route-table-propagations": ["TransitGatewayPropagations"]
    case "search-transit-gateway-routes": ["TransitGatewayRoutes", "TransitGatewayStaticRoutes"]
    case "get-transit-gateway-prefix-list-references": ["TransitGatewayPrefixListReferences"]
    case "get-transit-gateway-policy-table-associations": ["TransitGatewayPolicyTableAssociations"]
    case "describe-stale-security-groups": ["StaleSecurityGroupSet"]
    case "list-core-networks": ["CoreNetworks"]
    case "list-attachments": ["Attachments"]
    case "get-vpc-attachment": ["CoreNetworkVpcAttachments"]
    case "get-network-routes": ["CoreNetworkRoutes"]
    case "get-core-network-policy": ["CoreNetworkPolicies"]
    case "describe-listeners": ["LoadBalancerListeners"]
    case "describe-rules": ["ListenerRules"]
    case "describe-target-health": ["LoadBalancerTargetHealth"]
    case "list-firewalls", "describe-firewall": ["Firewalls"]
    case "list-firewall-policies", "describe-firewall-policy": ["FirewallPolicies"]
    case "list-rule-groups", "describe-rule-group": ["RuleGroups"]
    case "list-vpc-endpoint-associations", "describe-vpc-endpoint-association": ["VpcEndpointAssociations"]
    case "describe-db-instances": ["DBInstances"]
    case "describe-db-clusters": ["DBClusters"]
    case "describe-cluster": ["Clusters"]
    case "list-functions": ["Functions"]
    case "describe-organization": ["Organization"]
    case "list-roots": ["Roots"]
    case "list-accounts": ["Accounts"]
    case "list-organizational-units-for-parent": ["OrganizationalUnits"]
    case "list-parents": ["Parents"]
    case "list-tags-for-resource": ["AccountTags"]
    case "list-policies", "describe-policy", "list-targets-for-policy": ["Policies"]
    case "get-account-authorization-details": ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]
    case "list-instance-profiles": ["InstanceProfiles"]
    case "describe-snapshot-attribute": ["SnapshotAttributes"]
    case "describe-image-attribute": ["ImageAttributes"]
    case "list-open-id-connect-providers", "get-open-id-connect-provider": ["OpenIDConnectProviders"]
    case "list-saml-providers", "get-saml-provider": ["SAMLProviders"]
    case "list-delegated-administrators", "list-delegated-services-for-account": ["DelegatedAdministrators"]
    case "get-function": ["FunctionCode"]
    default: describedLists[operation].map { [$0] } ?? []
    }
  }

  /// The lists whose operations are named after them: `describe-client-vpn-target-networks`.
  private static let describedLists: [String: String] = {
    var lists: [String: String] = [:]
    for name in AWSKey.listNames { lists["describe-" + kebab(name)] = name }
    return lists
  }()

  /// `ClientVpnTargetNetworks` as `client-vpn-target-networks`.
  private static func kebab(_ name: String) -> String {
    var text: [UInt8] = []
    for byte in name.utf8 {
      let isUppercase = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      if isUppercase, !text.isEmpty { text.append(UInt8(ascii: "-")) }
      text.append(isUppercase ? byte | 0x20 : byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension SnapshotBuilder {
  /// Reads an element of `calls`.
  mutating func call(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var call = SnapshotCollection.Call(
      account: "",
      region: "",
      service: "",
      operation: "",
      status: .error,
      isEmpty: false,
      provenance: place(tape, node)
    )
    var hasStatus = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .account: call.account = try text(tape, member) ?? ""
      case .region: call.region = try text(tape, member) ?? ""
      case .service: call.service = try text(tape, member) ?? ""
      case .operation: call.operation = try text(tape, member) ?? ""
      case .status:
        hasStatus = true
        switch try text(tape, member) {
        case "ok": call.status = .collected
        case "empty": (call.status, call.isEmpty) = (.collected, true)
        case "denied": call.status = .denied
        case "error": call.status = .error
        case "truncated": call.status = .truncated
        case "skipped": call.status = .skipped
        default: throw wrongKind(tape, member, expected: "ok, empty, denied, error, truncated or skipped")
        }
      default: break
      }
    }
    guard !call.operation.isEmpty else { throw missing(.operation, tape, node) }
    guard hasStatus else { throw missing(.status, tape, node) }
    calls.append(call)
  }

  /// Records what `collection.json` says, and holds it against the lists that are there.
  mutating func joinCollection() {
    guard !calls.isEmpty || hasCollection else { return }
    estate.completeness.hasCollectionRecord = true
    for call in calls {
      let account = estate.symbols.intern(call.account)
      let region = estate.symbols.intern(call.region.isEmpty ? "global" : call.region)
      let lists = SnapshotCollection.lists(ofOperation: call.operation, service: call.service)
      let present = lists.filter {
        let status = estate.completeness.status(Completeness.Call(account: account, region: region, list: $0))
        return status != .absent
      }
      for list in lists {
        // Two lists can stand for one call: routes in force, or the static ones alone.
        if call.status == .collected, !call.isEmpty, lists.count == 2, !present.isEmpty, !present.contains(list) {
          continue
        }
        var status = call.status
        if status == .collected, !call.isEmpty, !present.contains(list) {
          status = .error
          remarks.add(
            .warning,
            "list-missing",
            "\(call.operation) ended well in \(call.account) \(call.region), but no file there has \(list)",
            at: call.provenance
          )
        }
        estate.completeness.record(Completeness.Call(account: account, region: region, list: list), status)
      }
    }
  }
}
