import Foundation

/// Writes the snapshot of an estate, file by file; memory does not grow with the estate's interfaces.
public struct SnapshotWriter {
  /// What was written.
  public struct Summary: Sendable {
    /// The number of JSON files, `collection.json` included.
    public fileprivate(set) var files = 0
    /// The number of bytes in them.
    public fileprivate(set) var bytes = 0
  }

  private struct Call {
    let account: String
    let region: String
    let service: StaticString
    let operation: StaticString
    let file: String?
  }

  private let estate: EstatePlan
  private let root: URL
  private let compact: Bool
  private var calls: [Call] = []
  private var summary = Summary()

  private init(_ estate: EstatePlan, root: URL, compact: Bool) {
    (self.estate, self.root, self.compact) = (estate, root, compact)
  }

  /// Writes the snapshot of `estate` below the directory `root`, with `policy.yaml` and `expected.json` beside it.
  ///
  /// The directory then holds `snapshot/`, `policy.yaml` and `expected.json`.
  ///
  /// - Parameters:
  ///   - estate: what to write.
  ///   - root: the directory, which exists.
  ///   - compact: without any space between the tokens, instead of the aws command line's four spaces a level.
  /// - Returns: how many files and bytes the snapshot has.
  /// - Throws: the first error of the file system.
  public static func write(_ estate: EstatePlan, to root: URL, compact: Bool) throws -> Summary {
    var writer = SnapshotWriter(estate, root: root.appending(path: "snapshot"), compact: compact)
    try writer.writeAccounts()
    try writer.writeCollection()
    try PolicyText(estate).text.write(to: root.appending(path: "policy.yaml"), atomically: true, encoding: .utf8)
    try ExpectedFindings(estate).write(to: root.appending(path: "expected.json"))
    return writer.summary
  }

  private mutating func writeAccounts() throws {
    for account in estate.accounts {
      try writeGlobal(GlobalFolder(estate: estate, account: account))
      guard account.environment != nil else { continue }
      for region in EstatePlan.regions.indices {
        try writeRegion(RegionFolder(estate, account, region: region))
      }
    }
  }

  private mutating func writeGlobal(_ folder: GlobalFolder) throws {
    let isMember = folder.account.environment != nil
    try write("iam", "get-account-authorization-details", folder.account, "global", isEmpty: !isMember) { json in
      json.list("UserDetailList")
      json.list("GroupDetailList")
      json.list("RoleDetailList") { folder.writeRoles(&$0) }
      json.list("Policies")
    }
    try write("iam", "list-instance-profiles", folder.account, "global", isEmpty: !isMember) { json in
      json.list("InstanceProfiles") { folder.writeProfiles(&$0) }
    }
    guard !isMember else { return }
    try write("organizations", "describe-organization", folder.account, "global") { json in
      json.object("Organization") { folder.writeOrganization(&$0) }
    }
    try write("organizations", "list-roots", folder.account, "global") { json in
      json.list("Roots") { folder.writeRoots(&$0) }
    }
    try write("organizations", "list-organizational-units-for-parent", folder.account, "global") { json in
      json.list("OrganizationalUnits") { folder.writeUnits(&$0) }
    }
    try write("organizations", "list-accounts", folder.account, "global") { json in
      json.list("Accounts") { folder.writeAccounts(&$0) }
    }
  }

  private mutating func writeRegion(_ folder: RegionFolder) throws {
    let isEmpty = folder.vpcs.isEmpty
    let ownsGateway = folder.account == estate.networkAccount
    let lists: [(StaticString, StaticString, StaticString, isEmpty: Bool, (inout JSONFile) -> Void)] = [
      ("ec2", "describe-vpcs", "Vpcs", isEmpty, folder.writeVPCs),
      ("ec2", "describe-subnets", "Subnets", isEmpty, folder.writeSubnets),
      ("ec2", "describe-route-tables", "RouteTables", isEmpty, folder.writeRouteTables),
      ("ec2", "describe-network-acls", "NetworkAcls", isEmpty, folder.writeNetworkACLs),
      ("ec2", "describe-security-groups", "SecurityGroups", isEmpty, folder.writeSecurityGroups),
      ("ec2", "describe-security-group-rules", "SecurityGroupRules", isEmpty, folder.writeSecurityGroupRules),
      ("ec2", "describe-network-interfaces", "NetworkInterfaces", isEmpty, folder.writeNetworkInterfaces),
      ("ec2", "describe-instances", "Reservations", isEmpty, folder.writeReservations),
      ("ec2", "describe-addresses", "Addresses", isEmpty, folder.writeAddresses),
      ("ec2", "describe-internet-gateways", "InternetGateways", isEmpty, folder.writeInternetGateways),
      ("ec2", "describe-nat-gateways", "NatGateways", isEmpty, folder.writeNATGateways),
      (
        "ec2", "describe-vpc-peering-connections", "VpcPeeringConnections", folder.peerings.isEmpty,
        folder.writePeerings
      ),
      ("ec2", "describe-vpc-endpoints", "VpcEndpoints", isEmpty, folder.writeEndpoints),
      (
        "ec2", "describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments", isEmpty,
        folder.writeVPCAttachments
      ),
      ("ec2", "describe-transit-gateways", "TransitGateways", !ownsGateway, folder.writeTransitGateways),
      (
        "ec2", "describe-transit-gateway-attachments", "TransitGatewayAttachments", !ownsGateway,
        folder.writeTransitAttachments
      ),
      (
        "ec2", "describe-transit-gateway-route-tables", "TransitGatewayRouteTables", !ownsGateway,
        folder.writeTransitRouteTables
      ),
      (
        "ec2", "get-transit-gateway-route-table-associations", "TransitGatewayAssociations", !ownsGateway,
        folder.writeTransitAssociations
      ),
      (
        "ec2", "get-transit-gateway-route-table-propagations", "TransitGatewayPropagations", !ownsGateway,
        folder.writeTransitPropagations
      ),
      ("ec2", "search-transit-gateway-routes", "TransitGatewayRoutes", !ownsGateway, folder.writeTransitRoutes),
      ("elbv2", "describe-load-balancers", "LoadBalancers", isEmpty, folder.writeLoadBalancers),
      ("elbv2", "describe-target-groups", "TargetGroups", isEmpty, folder.writeTargetGroups),
      ("elbv2", "describe-listeners", "LoadBalancerListeners", isEmpty, folder.writeListeners),
      ("elbv2", "describe-target-health", "LoadBalancerTargetHealth", isEmpty, folder.writeTargetHealth),
      ("rds", "describe-db-instances", "DBInstances", isEmpty, folder.writeDatabases),
      ("lambda", "list-functions", "Functions", isEmpty, folder.writeFunctions),
    ]
    for (service, operation, key, isEmpty, rows) in lists {
      try write(service, operation, folder.account, folder.regionName, isEmpty: isEmpty) { $0.list(key, rows) }
    }
    for (service, operation) in Self.emptyCalls {
      try write(service, operation, folder.account, folder.regionName, isEmpty: true) { _ in }
    }
  }

  /// Calls that were made and found nothing anywhere.
  private static let emptyCalls: [(StaticString, StaticString)] = [
    ("ec2", "describe-managed-prefix-lists"), ("ec2", "describe-egress-only-internet-gateways"),
    ("ec2", "describe-transit-gateway-peering-attachments"), ("ec2", "describe-vpn-gateways"),
    ("ec2", "describe-customer-gateways"), ("ec2", "describe-vpn-connections"),
    ("ec2", "describe-client-vpn-endpoints"), ("rds", "describe-db-clusters"), ("eks", "list-clusters"),
  ]

  /// Records a call and, unless it found nothing, writes its file.
  private mutating func write(
    _ service: StaticString,
    _ operation: StaticString,
    _ account: EstatePlan.Account,
    _ region: String,
    isEmpty: Bool = false,
    _ body: (inout JSONFile) -> Void
  ) throws {
    let folder = "accounts/\(account.id)/\(region)"
    let file = "\(folder)/\(service).\(operation).json"
    calls.append(
      Call(account: account.id, region: region, service: service, operation: operation, file: isEmpty ? nil : file)
    )
    guard !isEmpty else { return }
    try FileManager.default.createDirectory(at: root.appending(path: folder), withIntermediateDirectories: true)
    try write(file, body)
  }

  private mutating func write(_ file: String, _ body: (inout JSONFile) -> Void) throws {
    var json = try JSONFile(root.appending(path: file), compact: compact)
    json.object(body)
    summary.files += 1
    summary.bytes += try json.finish()
  }

  private mutating func writeCollection() throws {
    let calls = calls
    try write("collection.json") { json in
      json.field("schema", "isolation-audit/collection/v1")
      json.field("collected", "2026-11-23T02:00:00Z")
      json.field("partition", "aws")
      json.list("calls") { json in
        for call in calls {
          json.object { json in
            json.field("account", call.account)
            json.field("region", call.region)
            json.field("service", call.service)
            json.field("operation", call.operation)
            json.field("status", call.file == nil ? "empty" : "ok")
            if let file = call.file { json.field("file", file) }
          }
        }
      }
    }
  }
}
