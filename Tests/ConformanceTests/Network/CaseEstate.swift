/// An estate described in a few lines and written out as a snapshot in the form of the AWS command line.
///
/// Every case starts with the standing fixture (``standing()``) and states only its difference from it. Ids are
/// readable (`eni-a1-10`, `rtb-a`) instead of hexadecimal; nothing else differs from what `aws ec2 describe-…` prints.
struct CaseEstate: Sendable {
  struct VPC: Sendable {
    let id: String
    let account: String
    var region = "us-east-1"
    var environment: String
    var cidrs: [(cidr: String, state: String)]
    var ipv6: [String] = []
    /// `off`, `block-bidirectional` or `block-ingress`.
    var blockMode = "off"
  }

  struct Subnet: Sendable {
    let id: String
    let vpc: String
    let cidr: String
    let zone: Int
    var ipv6: String?
  }

  struct RouteTable: Sendable {
    let id: String
    let vpc: String
    var isMain = false
    var subnets: [String] = []
    var gateways: [String] = []
    var propagating: [String] = []
    var routes: [CaseRoute]
  }

  struct NetworkACL: Sendable {
    let id: String
    let vpc: String
    var isDefault = false
    var subnets: [String] = []
    var ingress: [ACLEntry]
    var egress: [ACLEntry]
  }

  struct SecurityGroup: Sendable {
    let id: String
    let vpc: String
    var ingress: [GroupRule]
    var egress: [GroupRule]
  }

  struct Interface: Sendable {
    let id: String
    let subnet: String
    let address: String
    var ipv6: String?
    var publicAddress: String?
    var groups: [String]
    var sourceDestCheck = true
    var type = "interface"
    var description = ""
    var isRequesterManaged = false
    /// The instance whose primary interface it is.
    var instance: String?
    /// Further addresses, and delegated prefixes.
    var secondary: [String] = []
    var prefixes: [String] = []
    /// The account that owns it where that is not the VPC's.
    var owner: String?
  }

  /// A record that is written as it stands: where it was collected, its top-level key, and itself.
  struct Record: Sendable {
    let account: String
    let region: String
    let key: String
    var json: JSONText
  }

  var vpcs: [VPC] = []
  var subnets: [Subnet] = []
  var routeTables: [RouteTable] = []
  var acls: [NetworkACL] = []
  var groups: [SecurityGroup] = []
  var interfaces: [Interface] = []
  var transit = TransitNetwork()
  var records: [Record] = []
  /// What VPC Block Public Access does to a subnet; its VPC's mode where it is not told.
  var blockModeOfSubnet: [String: String] = [:]
  /// Ids that a case names on purpose though nothing with that id exists.
  var dangling: [String] = []

  // MARK: The standing fixture

  /// VPC-A 10.1.0.0/16 (development), VPC-B 10.2.0.0/16 (production) and VPC-C 10.3.0.0/16, each with its main route
  /// table (`rtb-a`), its default network ACL (`acl-a`) and an open security group (`sg-a`); nothing joins them.
  static func standing() -> CaseEstate {
    var estate = CaseEstate()
    estate.vpc("a", "10.1.0.0/16", account: "111111111111", environment: "dev")
    estate.vpc("b", "10.2.0.0/16", account: "333333333333", environment: "prod")
    estate.vpc("c", "10.3.0.0/16", account: "444444444444", environment: "shared")
    for (name, cidr, zone) in [
      ("a1", "10.1.1.0/24", 1), ("a2", "10.1.2.0/24", 2),
      ("b1", "10.2.1.0/24", 1), ("b2", "10.2.2.0/24", 2), ("c1", "10.3.1.0/24", 1),
    ] {
      estate.subnet(name, cidr, zone: zone)
    }
    estate.host("a1.10")
    estate.host("a1.11")
    estate.host("a1.20")
    estate.host("a2.20")
    estate.host("b1.10")
    estate.host("b2.5")
    estate.host("c1.10")
    return estate
  }

  /// The standing fixture with IPv6: `2001:db8:a::/56`, `2001:db8:b::/56`, a /64 for each subnet, an address for each host.
  static func dualStack() -> CaseEstate {
    var estate = standing()
    for (vpc, prefix) in [("a", "2001:db8:a:"), ("b", "2001:db8:b:")] {
      estate.change(vpc: vpc) { $0.ipv6 = ["\(prefix):/56"] }
      estate.change(table: "rtb-\(vpc)") {
        $0.routes.append(CaseRoute(destination: "\(prefix):/56", target: "local", isLocal: true))
      }
      estate.change(acl: "acl-\(vpc)") {
        $0.ingress.append(.allow(101, "::/0"))
        $0.egress.append(.allow(101, "::/0"))
      }
      estate.change(group: "sg-\(vpc)") {
        $0.ingress.append(.all("::/0"))
        $0.egress.append(.all("::/0"))
      }
      for index in estate.subnets.indices where estate.subnets[index].vpc == "vpc-\(vpc)" {
        let number = estate.subnets[index].id.suffix(1)
        estate.subnets[index].ipv6 = "\(prefix)\(number)::/64"
        for host in estate.interfaces.indices where estate.interfaces[host].subnet == estate.subnets[index].id {
          let last = estate.interfaces[host].address.split(separator: ".")[3]
          estate.interfaces[host].ipv6 = "\(prefix)\(number)::\(last)"
        }
      }
    }
    return estate
  }

  // MARK: VPC, subnet, host

  mutating func vpc(_ name: String, _ cidr: String, account: String, environment: String) {
    vpcs.append(VPC(id: "vpc-\(name)", account: account, environment: environment, cidrs: [(cidr, "associated")]))
    routeTables.append(
      RouteTable(
        id: "rtb-\(name)",
        vpc: "vpc-\(name)",
        isMain: true,
        routes: [CaseRoute(destination: cidr, target: "local", isLocal: true)]
      )
    )
    acls.append(
      NetworkACL(id: "acl-\(name)", vpc: "vpc-\(name)", isDefault: true, ingress: [.allow(100)], egress: [.allow(100)])
    )
    group("sg-\(name)", in: name, [.all("0.0.0.0/0")])
  }

  /// Adds a second CIDR to a VPC, with local routes if it is associated.
  mutating func cidr(_ cidr: String, of vpc: String, state: String = "associated") {
    change(vpc: vpc) { $0.cidrs.append((cidr, state)) }
    guard state == "associated" else { return }
    for index in routeTables.indices where routeTables[index].vpc == "vpc-\(vpc)" {
      routeTables[index].routes.append(CaseRoute(destination: cidr, target: "local", isLocal: true))
    }
  }

  /// A subnet; its VPC is told by the first letter of its name unless `vpc` says otherwise.
  mutating func subnet(_ name: String, _ cidr: String, zone: Int = 1, vpc: String? = nil) {
    subnets.append(Subnet(id: "subnet-\(name)", vpc: "vpc-\(vpc ?? String(name.prefix(1)))", cidr: cidr, zone: zone))
  }

  /// An instance's interface: `a1.10` is `eni-a1-10` with the tenth address of subnet a1.
  mutating func host(_ name: String, groups: [String]? = nil, publicAddress: String? = nil) {
    let parts = name.split(separator: ".")
    let subnet = "subnet-\(parts[0])"
    guard let row = subnets.first(where: { $0.id == subnet }) else { return }
    let network = row.cidr.split(separator: ".").prefix(3).joined(separator: ".")
    let id = "eni-\(name.replacing(".", with: "-"))"
    interfaces.removeAll { $0.id == id }
    interfaces.append(
      Interface(
        id: id,
        subnet: subnet,
        address: "\(network).\(parts[1])",
        publicAddress: publicAddress,
        groups: groups ?? ["sg-\(row.vpc.dropFirst(4))"]
      )
    )
  }

  /// An interface that is no instance's: an appliance, a NAT gateway, an endpoint.
  mutating func interface(
    _ id: String,
    in subnet: String,
    _ address: String,
    groups: [String]? = nil,
    sourceDestCheck: Bool = true,
    type: String = "interface",
    description: String = "",
    publicAddress: String? = nil
  ) {
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    interfaces.append(
      Interface(
        id: id,
        subnet: row.id,
        address: address,
        publicAddress: publicAddress,
        groups: groups ?? ["sg-\(row.vpc.dropFirst(4))"],
        sourceDestCheck: sourceDestCheck,
        type: type,
        description: description,
        isRequesterManaged: type != "interface" || !description.isEmpty
      )
    )
  }

  // MARK: Rules and routes

  mutating func group(
    _ id: String,
    in vpc: String,
    _ ingress: [GroupRule],
    egress: [GroupRule] = [.all("0.0.0.0/0")]
  ) {
    groups.append(SecurityGroup(id: id, vpc: "vpc-\(vpc)", ingress: ingress, egress: egress))
  }

  /// Gives a host other groups than the open one of its VPC.
  mutating func assign(_ groups: [String], to host: String) {
    let id = "eni-\(host.replacing(".", with: "-"))"
    for index in interfaces.indices where interfaces[index].id == id { interfaces[index].groups = groups }
  }

  /// A route table of its own for some subnets (or, with `gateways`, for the edge), with the local routes of its VPC.
  mutating func table(
    _ id: String,
    in vpc: String,
    subnets: [String] = [],
    gateways: [String] = [],
    local: Bool = true,
    routes: [(String, String)] = []
  ) {
    let locals = routeTables.first { $0.id == "rtb-\(vpc)" }?.routes.filter(\.isLocal) ?? []
    routeTables.append(
      RouteTable(
        id: id,
        vpc: "vpc-\(vpc)",
        subnets: subnets.map { "subnet-\($0)" },
        gateways: gateways,
        routes: (local ? locals : []) + routes.map { CaseRoute(destination: $0.0, target: $0.1) }
      )
    )
  }

  mutating func route(_ table: String, _ destination: String, _ target: String, propagated: Bool = false) {
    change(table: table) {
      $0.routes.append(CaseRoute(destination: destination, target: target, isPropagated: propagated))
      if propagated, !$0.propagating.contains(target) { $0.propagating.append(target) }
    }
  }

  mutating func blackhole(_ table: String, _ destination: String, _ target: String) {
    change(table: table) {
      $0.routes.append(CaseRoute(destination: destination, target: target, isBlackhole: true))
    }
  }

  /// A network ACL for some subnets; a direction that is left out allows everything.
  mutating func acl(
    _ id: String,
    in vpc: String,
    subnets: [String],
    ingress: [ACLEntry] = [.allow(100)],
    egress: [ACLEntry] = [.allow(100)]
  ) {
    acls.append(
      NetworkACL(
        id: id,
        vpc: "vpc-\(vpc)",
        subnets: subnets.map { "subnet-\($0)" },
        ingress: ingress,
        egress: egress
      )
    )
  }

  // MARK: Changing what is there

  mutating func change(vpc: String, _ body: (inout VPC) -> Void) {
    for index in vpcs.indices where vpcs[index].id == "vpc-\(vpc)" { body(&vpcs[index]) }
  }

  mutating func change(table: String, _ body: (inout RouteTable) -> Void) {
    for index in routeTables.indices where routeTables[index].id == table { body(&routeTables[index]) }
  }

  mutating func change(acl: String, _ body: (inout NetworkACL) -> Void) {
    for index in acls.indices where acls[index].id == acl { body(&acls[index]) }
  }

  mutating func change(group: String, _ body: (inout SecurityGroup) -> Void) {
    for index in groups.indices where groups[index].id == group { body(&groups[index]) }
  }

  /// Where a VPC was collected.
  func place(of vpc: String) -> (account: String, region: String) {
    guard let row = vpcs.first(where: { $0.id == vpc }) else { return ("666666666666", "us-east-1") }
    return (row.account, row.region)
  }

  /// Adds a record as it stands, collected where its VPC was.
  mutating func record(_ key: String, in vpc: String, _ json: JSONText) {
    let place = place(of: "vpc-\(vpc)")
    records.append(Record(account: place.account, region: place.region, key: key, json: json))
  }
}
