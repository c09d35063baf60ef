/// The transit gateways of a case: gateways, attachments, route tables.
struct TransitNetwork: Sendable {
  struct Gateway: Sendable {
    let id: String
    let account: String
    let region: String
    var referencing: Bool?
  }

  struct Attachment: Sendable {
    let id: String
    let gateway: String
    /// `vpc`, `vpn`, `peering`, `connect` or `direct-connect-gateway`.
    let kind: String
    let resource: String
    var subnets: [String] = []
    /// The route table in which packets that come from this attachment are looked up.
    var table: String?
    var propagatesTo: [String] = []
    var state = "available"
    var referencing: Bool? = false
    var isApplianceMode = false
    /// The gateway at the other side of a peering attachment.
    var peer: String?
  }

  struct StaticRoute: Sendable {
    let table: String
    let destination: String
    /// The attachment; a route without one drops.
    let attachment: String?
  }

  var gateways: [Gateway] = []
  var tables: [(id: String, gateway: String)] = []
  var attachments: [Attachment] = []
  var staticRoutes: [StaticRoute] = []
  /// Route tables whose routes in force are given as found (`search-transit-gateway-routes`), with those routes.
  var foundRoutes: [(table: String, routes: [JSONText])] = []
}

extension CaseEstate {
  /// A transit gateway of the network account with one route table for each name in `tables`.
  mutating func transitGateway(
    _ id: String,
    tables: [String],
    region: String = "us-east-1",
    referencing: Bool? = false
  ) {
    transit.gateways.append(
      TransitNetwork.Gateway(id: id, account: "666666666666", region: region, referencing: referencing)
    )
    transit.tables += tables.map { ($0, id) }
  }

  /// Attaches a VPC through attachment subnets of its own (`ta1` and `ta2` for VPC-A, one in each zone, with a route table
  /// that holds the local routes only), unless `subnets` names others.
  ///
  /// `propagate` names the route tables that learn the VPC's CIDRs; the associated one when left out.
  mutating func attach(
    _ vpc: String,
    to gateway: String,
    table: String?,
    propagate: [String]? = nil,
    subnets names: [String]? = nil,
    state: String = "available",
    referencing: Bool? = false,
    isApplianceMode: Bool = false
  ) {
    var attached = names ?? []
    if names == nil, let cidr = vpcs.first(where: { $0.id == "vpc-\(vpc)" })?.cidrs.first?.cidr {
      let network = cidr.split(separator: ".").prefix(2).joined(separator: ".")
      attached = ["t\(vpc)1", "t\(vpc)2"]
      if !subnets.contains(where: { $0.id == "subnet-t\(vpc)1" }) {
        subnet(attached[0], "\(network).250.0/28", zone: 1, vpc: vpc)
        subnet(attached[1], "\(network).250.16/28", zone: 2, vpc: vpc)
        self.table("rtb-t\(vpc)", in: vpc, subnets: attached)
      }
    }
    let id = "tgw-attach-\(gateway.dropFirst(4))-\(vpc)"
    for name in attached {
      guard let row = subnets.first(where: { $0.id == "subnet-\(name)" }) else { continue }
      let parts = row.cidr.prefix { $0 != "/" }.split(separator: ".")
      guard parts.count == 4, let last = Int(parts[3]) else { continue }
      interface(
        "eni-\(id.dropFirst(4))-\(name)",
        in: name,
        "\(parts[0]).\(parts[1]).\(parts[2]).\(last + 4)",
        groups: [],
        sourceDestCheck: false,
        type: "transit_gateway",
        description: "Network Interface for Transit Gateway Attachment \(id)"
      )
    }
    transit.attachments.append(
      TransitNetwork.Attachment(
        id: id,
        gateway: gateway,
        kind: "vpc",
        resource: "vpc-\(vpc)",
        subnets: attached.map { "subnet-\($0)" },
        table: table,
        propagatesTo: propagate ?? (table.map { [$0] } ?? []),
        state: state,
        referencing: referencing,
        isApplianceMode: isApplianceMode
      )
    )
  }

  /// A peering between two transit gateways: an attachment at each, associated with the table given for it.
  mutating func transitPeering(_ id: String, _ left: (String, table: String), _ right: (String, table: String)) {
    for (own, other) in [(left, right), (right, left)] {
      transit.attachments.append(
        TransitNetwork.Attachment(
          id: id,
          gateway: own.0,
          kind: "peering",
          resource: other.0,
          table: own.table,
          peer: other.0
        )
      )
    }
  }

  /// The attachment of a VPN connection or a Connect attachment.
  mutating func attachment(_ id: String, kind: String, of resource: String, at gateway: String, table: String?) {
    transit.attachments.append(
      TransitNetwork.Attachment(id: id, gateway: gateway, kind: kind, resource: resource, table: table)
    )
  }

  /// A static route of a transit gateway table; without an attachment it drops.
  mutating func transitRoute(_ table: String, _ destination: String, _ attachment: String?) {
    transit.staticRoutes.append(
      TransitNetwork.StaticRoute(table: table, destination: destination, attachment: attachment)
    )
  }

  /// VPC-A and VPC-B on one transit gateway (`tgw-1`) with one table (`tgw-rtb-1`) for association and propagation, and
  /// the route `10.0.0.0/8` to it in both main tables.
  mutating func joinByTransitGateway(referencing: Bool? = false, attachmentReferencing: Bool? = false) {
    transitGateway("tgw-1", tables: ["tgw-rtb-1"], referencing: referencing)
    attach("a", to: "tgw-1", table: "tgw-rtb-1", referencing: attachmentReferencing)
    attach("b", to: "tgw-1", table: "tgw-rtb-1", referencing: attachmentReferencing)
    route("rtb-a", "10.0.0.0/8", "tgw-1")
    route("rtb-b", "10.0.0.0/8", "tgw-1")
  }
}
