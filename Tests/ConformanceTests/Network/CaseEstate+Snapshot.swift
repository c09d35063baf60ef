/// The estate of a case written as a snapshot directory in memory.
extension CaseEstate {
  /// The snapshot, a file for each account and Region.
  ///
  /// Every file has every key, empty ones too, so that nothing counts as not collected.
  func files() -> [(path: String, bytes: [UInt8])] {
    snapshot().map { place, members in
      (path: "accounts/\(place.account)/\(place.region)/ec2.json", bytes: Array(JSONText.object(members).text.utf8))
    }
  }

  typealias Place = (account: String, region: String)

  func snapshot() -> [(place: Place, members: [(key: String, value: JSONText)])] {
    var places: [Place] = []
    for place in vpcs.map({ ($0.account, $0.region) }) + transit.gateways.map({ ($0.account, $0.region) })
    where !places.contains(where: { $0 == place }) {
      places.append(place)
    }
    return places.map { place in
      let all = rows(at: place) + transitRows(at: place)
      let members = Self.keys.map { key in
        (key: key, value: JSONText.array(all.filter { $0.key == key }.map(\.json)))
      }
      let found = all.filter { $0.key == "TransitGatewayRoutes" }.map(\.json)
      return (place, members + (found.isEmpty ? [] : [(key: "TransitGatewayRoutes", value: .array(found))]))
    }
  }

  /// The keys every file carries.
  ///
  /// The routes of a transit gateway are static ones with propagations beside them; where a case gives the routes in
  /// force, `TransitGatewayRoutes` comes last.
  private static let keys = [
    "Vpcs", "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "NetworkInterfaces", "Addresses", "Reservations",
    "PrefixLists", "PrefixListEntries", "InternetGateways", "EgressOnlyInternetGateways", "NatGateways",
    "VpcPeeringConnections", "TransitGateways", "TransitGatewayAttachments", "TransitGatewayVpcAttachments",
    "TransitGatewayPeeringAttachments", "TransitGatewayRouteTables", "TransitGatewayAssociations",
    "TransitGatewayPropagations", "TransitGatewayStaticRoutes", "VpnGateways", "CustomerGateways",
    "VpnConnections", "ClientVpnEndpoints", "ClientVpnTargetNetworks", "ClientVpnRoutes", "ClientVpnAuthorizationRules",
    "VpcEndpoints", "Firewalls", "FirewallPolicies", "RuleGroups", "VpcBlockPublicAccessOptions",
    "VpcBlockPublicAccessExclusions", "LoadBalancers", "TargetGroups", "LoadBalancerListeners", "ListenerRules",
    "LoadBalancerAttributes", "TargetGroupAttributes", "LoadBalancerTargetHealth", "LoadBalancerDescriptions",
    "DBInstances", "Functions", "ServiceConfigurations", "VpcEndpointServicePermissions", "VpcEndpointConnections",
    "InstanceConnectEndpoints", "serviceNetworks", "serviceNetworkVpcAssociations",
    "serviceNetworkServiceAssociations", "serviceNetworkResourceAssociations", "latticeServices", "latticeListeners",
    "latticeRules", "latticeTargetGroups", "latticeTargets", "latticeAuthPolicies", "resourceGateways",
    "resourceConfigurations", "ResolverEndpoints", "ResolverEndpointIpAddresses", "ResolverRules",
    "ResolverRuleAssociations", "FirewallRuleGroupAssociations", "TransitGatewayConnects",
    "TransitGatewayConnectPeers", "TransitGatewayPolicyTables", "TransitGatewayPolicyTableAssociations",
    "TransitGatewayPrefixListReferences", "CoreNetworks", "Attachments", "CoreNetworkVpcAttachments",
    "CoreNetworkRoutes", "CoreNetworkPolicies", "directConnectGateways", "directConnectGatewayAssociations",
    "directConnectGatewayAttachments", "virtualInterfaces", "SecurityGroupVpcAssociations", "StaleSecurityGroupSet",
  ]

  // MARK: Rows of a VPC

  private func rows(at place: Place) -> [(key: String, json: JSONText)] {
    func here(_ vpc: String) -> Bool { self.place(of: vpc) == place }
    var out: [(key: String, json: JSONText)] = []
    out += vpcs.filter { here($0.id) }.map { ("Vpcs", row($0)) }
    out += subnets.filter { here($0.vpc) }.map { ("Subnets", row($0, place)) }
    out += routeTables.filter { here($0.vpc) }.map { ("RouteTables", row($0, place)) }
    out += acls.filter { here($0.vpc) }.map { ("NetworkAcls", row($0, place)) }
    out += groups.filter { here($0.vpc) }.map { ("SecurityGroups", row($0, place)) }
    for interface in interfaces {
      guard let vpc = subnets.first(where: { $0.id == interface.subnet })?.vpc, here(vpc) else { continue }
      out.append(("NetworkInterfaces", row(interface, vpc, place)))
      if let address = interface.publicAddress {
        out.append(
          (
            "Addresses",
            [
              "AllocationId": .string(allocation(of: interface)), "PublicIp": .string(address), "Domain": "vpc",
              "AssociationId": .string("eipassoc-\(interface.id.dropFirst(4))"),
              "NetworkInterfaceId": .string(interface.id), "PrivateIpAddress": .string(interface.address),
            ]
          )
        )
      }
    }
    out += records.filter { ($0.account, $0.region) == place }.map { ($0.key, $0.json) }
    return out
  }

  private func allocation(of interface: Interface) -> String { "eipalloc-\(interface.id.dropFirst(4))" }

  private func row(_ vpc: VPC) -> JSONText {
    [
      "VpcId": .string(vpc.id), "OwnerId": .string(vpc.account), "State": "available", "IsDefault": false,
      "CidrBlock": .string(vpc.cidrs.first?.cidr ?? ""),
      "CidrBlockAssociationSet": .array(
        vpc.cidrs.map { ["CidrBlock": .string($0.cidr), "CidrBlockState": ["State": .string($0.state)]] }
      ),
      "Ipv6CidrBlockAssociationSet": .array(
        vpc.ipv6.map { ["Ipv6CidrBlock": .string($0), "Ipv6CidrBlockState": ["State": "associated"]] }
      ),
      "BlockPublicAccessStates": ["InternetGatewayBlockMode": .string(vpc.blockMode)],
      "Tags": [["Key": "Environment", "Value": .string(vpc.environment)]],
    ]
  }

  private func row(_ subnet: Subnet, _ place: Place) -> JSONText {
    let mode = blockModeOfSubnet[subnet.id] ?? vpcs.first { $0.id == subnet.vpc }?.blockMode ?? "off"
    return [
      "SubnetId": .string(subnet.id), "VpcId": .string(subnet.vpc), "OwnerId": .string(place.account),
      "CidrBlock": .string(subnet.cidr), "State": "available",
      "Ipv6CidrBlockAssociationSet": .array(
        (subnet.ipv6.map { [$0] } ?? []).map {
          ["Ipv6CidrBlock": .string($0), "Ipv6CidrBlockState": ["State": "associated"]]
        }
      ),
      "AvailabilityZone": .string("\(place.region)\(subnet.zone == 1 ? "a" : "b")"),
      "AvailabilityZoneId": .string("\(place.region == "us-east-1" ? "use1" : "usw2")-az\(subnet.zone)"),
      "MapPublicIpOnLaunch": false, "BlockPublicAccessStates": ["InternetGatewayBlockMode": .string(mode)], "Tags": [],
    ]
  }

  private func row(_ table: RouteTable, _ place: Place) -> JSONText {
    var associations: [JSONText] = []
    func associate(_ key: String?, _ value: String) {
      var members: [(key: String, value: JSONText)] = [
        (key: "RouteTableAssociationId", value: .string("rtbassoc-\(table.id.dropFirst(4))-\(associations.count)")),
        (key: "RouteTableId", value: .string(table.id)), (key: "Main", value: .boolean(key == nil)),
      ]
      if let key { members.append((key: key, value: .string(value))) }
      members.append((key: "AssociationState", value: ["State": "associated"]))
      associations.append(.object(members))
    }
    if table.isMain { associate(nil, "") }
    for subnet in table.subnets { associate("SubnetId", subnet) }
    for gateway in table.gateways { associate("GatewayId", gateway) }
    return [
      "RouteTableId": .string(table.id), "VpcId": .string(table.vpc), "OwnerId": .string(place.account),
      "Associations": .array(associations), "PropagatingVgws": .records("GatewayId", table.propagating),
      "Routes": .array(table.routes.map(\.json)), "Tags": [],
    ]
  }

  private func row(_ acl: NetworkACL, _ place: Place) -> JSONText {
    func entry(_ entry: ACLEntry, egress: Bool) -> JSONText {
      var members: [(key: String, value: JSONText)] = [
        (key: entry.cidr.contains(":") ? "Ipv6CidrBlock" : "CidrBlock", value: .string(entry.cidr)),
        (key: "Egress", value: .boolean(egress)), (key: "Protocol", value: .string(entry.protocolNumber)),
        (key: "RuleAction", value: entry.allows ? "allow" : "deny"),
        (key: "RuleNumber", value: .integer(entry.number)),
      ]
      if let ports = entry.ports {
        members.append(
          (key: "PortRange", value: ["From": .integer(ports.lowerBound), "To": .integer(ports.upperBound)])
        )
      }
      if let icmp = entry.icmp {
        members.append((key: "IcmpTypeCode", value: ["Type": .integer(icmp.type), "Code": .integer(icmp.code)]))
      }
      return .object(members)
    }
    // The entries `*`, which AWS lists too.
    let last: [ACLEntry] =
      [.deny(32767)] + (vpcs.first { $0.id == acl.vpc }?.ipv6.isEmpty == false ? [.deny(32768, "::/0")] : [])
    let explicit = Set(acls.filter { $0.vpc == acl.vpc && !$0.isDefault }.flatMap(\.subnets))
    let associated =
      acl.isDefault
      ? subnets.filter { $0.vpc == acl.vpc && !explicit.contains($0.id) }.map(\.id) : acl.subnets
    return [
      "NetworkAclId": .string(acl.id), "VpcId": .string(acl.vpc), "OwnerId": .string(place.account),
      "IsDefault": .boolean(acl.isDefault),
      "Associations": .array(
        associated.map {
          [
            "NetworkAclAssociationId": .string("aclassoc-\($0.dropFirst(7))"), "NetworkAclId": .string(acl.id),
            "SubnetId": .string($0),
          ]
        }
      ),
      "Entries": .array(
        (acl.egress + last).map { entry($0, egress: true) } + (acl.ingress + last).map { entry($0, egress: false) }
      ),
      "Tags": [],
    ]
  }

  private func row(_ group: SecurityGroup, _ place: Place) -> JSONText {
    [
      "GroupId": .string(group.id), "VpcId": .string(group.vpc), "OwnerId": .string(place.account),
      "GroupName": .string(group.id), "Description": "case",
      "IpPermissions": .array(group.ingress.map { permission($0, of: group) }),
      "IpPermissionsEgress": .array(group.egress.map { permission($0, of: group) }), "Tags": [],
    ]
  }

  private func permission(_ rule: GroupRule, of group: SecurityGroup) -> JSONText {
    var members: [(key: String, value: JSONText)] = [(key: "IpProtocol", value: .string(rule.protocolName))]
    if let from = rule.from, let to = rule.to {
      members += [(key: "FromPort", value: .integer(from)), (key: "ToPort", value: .integer(to))]
    }
    var lists: [String: JSONText] = [:]
    if rule.peer.hasPrefix("sg-") {
      let named = groups.first { $0.id == rule.peer }
      var pair: [(key: String, value: JSONText)] = [
        (key: "GroupId", value: .string(rule.peer)),
        (key: "UserId", value: .string(place(of: named?.vpc ?? group.vpc).account)),
      ]
      if let named, named.vpc != group.vpc { pair.append((key: "VpcId", value: .string(named.vpc))) }
      if let peering = rule.peering {
        pair += [
          (key: "VpcPeeringConnectionId", value: .string(peering.id)),
          (key: "PeeringStatus", value: .string(peering.status)),
        ]
      }
      lists["UserIdGroupPairs"] = [.object(pair)]
    } else if rule.peer.hasPrefix("pl-") {
      lists["PrefixListIds"] = .records("PrefixListId", [rule.peer])
    } else if rule.peer.contains(":") {
      lists["Ipv6Ranges"] = .records("CidrIpv6", [rule.peer])
    } else {
      lists["IpRanges"] = .records("CidrIp", [rule.peer])
    }
    for key in ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"] {
      members.append((key: key, value: lists[key] ?? []))
    }
    return .object(members)
  }

  private func row(_ interface: Interface, _ vpc: String, _ place: Place) -> JSONText {
    var address: [(key: String, value: JSONText)] = [
      (key: "PrivateIpAddress", value: .string(interface.address)), (key: "Primary", value: true),
    ]
    if let publicAddress = interface.publicAddress {
      address.append(
        (
          key: "Association",
          value: [
            "PublicIp": .string(publicAddress), "AllocationId": .string(allocation(of: interface)),
            "IpOwnerId": .string(place.account),
          ]
        )
      )
    }
    let row: JSONText = [
      "NetworkInterfaceId": .string(interface.id), "SubnetId": .string(interface.subnet), "VpcId": .string(vpc),
      "OwnerId": .string(interface.owner ?? place.account), "RequesterManaged": .boolean(interface.isRequesterManaged),
      "InterfaceType": .string(interface.type), "Description": .string(interface.description), "Status": "in-use",
      "SourceDestCheck": .boolean(interface.sourceDestCheck), "PrivateIpAddress": .string(interface.address),
      "PrivateIpAddresses": .array(
        [.object(address)] + interface.secondary.map { ["PrivateIpAddress": .string($0), "Primary": false] }
      ), "Ipv4Prefixes": .records("Ipv4Prefix", interface.prefixes),
      "Ipv6Addresses": .records("Ipv6Address", interface.ipv6.map { [$0] } ?? []),
      "Groups": .array(interface.groups.map { ["GroupId": .string($0), "GroupName": .string($0)] }), "TagSet": [],
    ]
    return row.adding(
      interface.instance.map {
        [(key: "Attachment", value: ["InstanceId": .string($0), "DeviceIndex": 0, "Status": "attached"])]
      } ?? []
    )
  }

  // MARK: Rows of transit gateways

  private func transitRows(at place: Place) -> [(key: String, json: JSONText)] {
    var out: [(key: String, json: JSONText)] = []
    for gateway in transit.gateways where (gateway.account, gateway.region) == place {
      out.append(
        (
          "TransitGateways",
          [
            "TransitGatewayId": .string(gateway.id), "OwnerId": .string(gateway.account), "State": "available",
            "Options": Self.referencing(gateway.referencing), "Tags": [],
          ]
        )
      )
      for attachment in transit.attachments where attachment.gateway == gateway.id {
        out += rows(attachment, of: gateway)
      }
      for table in transit.tables where table.gateway == gateway.id {
        out += rows(table: table.id, of: gateway)
      }
    }
    return out
  }

  private func rows(
    _ attachment: TransitNetwork.Attachment,
    of gateway: TransitNetwork.Gateway
  ) -> [(key: String, json: JSONText)] {
    let owner = attachment.kind == "vpc" ? place(of: attachment.resource).account : gateway.account
    var members: [(key: String, value: JSONText)] = [
      (key: "TransitGatewayAttachmentId", value: .string(attachment.id)),
      (key: "TransitGatewayId", value: .string(gateway.id)),
      (key: "TransitGatewayOwnerId", value: .string(gateway.account)),
      (key: "ResourceOwnerId", value: .string(owner)), (key: "ResourceType", value: .string(attachment.kind)),
      (key: "ResourceId", value: .string(attachment.resource)), (key: "State", value: .string(attachment.state)),
    ]
    if let table = attachment.table {
      members.append(
        (
          key: "Association",
          value: ["TransitGatewayRouteTableId": .string(table), "State": "associated"]
        )
      )
    }
    members.append((key: "Tags", value: []))
    var out: [(key: String, json: JSONText)] = [("TransitGatewayAttachments", .object(members))]
    if attachment.kind == "vpc" {
      out.append(
        (
          "TransitGatewayVpcAttachments",
          [
            "TransitGatewayAttachmentId": .string(attachment.id), "TransitGatewayId": .string(gateway.id),
            "VpcId": .string(attachment.resource), "VpcOwnerId": .string(owner), "State": .string(attachment.state),
            "SubnetIds": .strings(attachment.subnets),
            "Options": Self.referencing(attachment.referencing).adding([
              (key: "DnsSupport", value: "enable"), (key: "Ipv6Support", value: "disable"),
              (key: "ApplianceModeSupport", value: attachment.isApplianceMode ? "enable" : "disable"),
            ]), "Tags": [],
          ]
        )
      )
    }
    if attachment.kind == "peering", let peer = transit.gateways.first(where: { $0.id == attachment.peer }) {
      func side(_ side: TransitNetwork.Gateway) -> JSONText {
        [
          "TransitGatewayId": .string(side.id), "OwnerId": .string(side.account), "Region": .string(side.region),
        ]
      }
      // The gateway with the smaller id asked for the peering; both describe it alike.
      let sides = [gateway, peer].sorted { $0.id < $1.id }
      // One description in each place, even when both gateways live in the same.
      if gateway.id == sides[0].id || (gateway.account, gateway.region) != (peer.account, peer.region) {
        out.append(
          (
            "TransitGatewayPeeringAttachments",
            [
              "TransitGatewayAttachmentId": .string(attachment.id), "RequesterTgwInfo": side(sides[0]),
              "AccepterTgwInfo": side(sides[1]), "State": .string(attachment.state), "Tags": [],
            ]
          )
        )
      }
    }
    return out
  }

  /// The option about security group references; none where a case leaves it untold.
  private static func referencing(_ isOn: Bool?) -> JSONText {
    .object(isOn.map { [(key: "SecurityGroupReferencingSupport", value: $0 ? "enable" : "disable")] } ?? [])
  }

  private func rows(table: String, of gateway: TransitNetwork.Gateway) -> [(key: String, json: JSONText)] {
    func target(_ attachment: TransitNetwork.Attachment) -> [(key: String, value: JSONText)] {
      [
        (key: "TransitGatewayAttachmentId", value: .string(attachment.id)),
        (key: "ResourceId", value: .string(attachment.resource)),
        (key: "ResourceType", value: .string(attachment.kind)),
      ]
    }
    var out: [(key: String, json: JSONText)] = [
      (
        "TransitGatewayRouteTables",
        [
          "TransitGatewayRouteTableId": .string(table), "TransitGatewayId": .string(gateway.id), "State": "available",
          "DefaultAssociationRouteTable": false, "DefaultPropagationRouteTable": false, "Tags": [],
        ]
      )
    ]
    let own = transit.attachments.filter { $0.gateway == gateway.id }
    out.append(
      (
        "TransitGatewayAssociations",
        [
          "TransitGatewayRouteTableId": .string(table),
          "Associations": .array(
            own.filter { $0.table == table }.map { .object(target($0) + [(key: "State", value: "associated")]) }
          ),
        ]
      )
    )
    out.append(
      (
        "TransitGatewayPropagations",
        [
          "TransitGatewayRouteTableId": .string(table),
          "TransitGatewayRouteTablePropagations": .array(
            own.filter { $0.propagatesTo.contains(table) }.map {
              .object(target($0) + [(key: "State", value: "enabled")])
            }
          ),
        ]
      )
    )
    if let found = transit.foundRoutes.first(where: { $0.table == table }) {
      out.append(
        (
          "TransitGatewayRoutes",
          [
            "TransitGatewayRouteTableId": .string(table), "Routes": .array(found.routes),
            "AdditionalRoutesAvailable": false,
          ]
        )
      )
    } else {
      let routes = transit.staticRoutes.filter { $0.table == table }.map { route -> JSONText in
        let attachment = own.first { $0.id == route.attachment }
        return [
          "DestinationCidrBlock": .string(route.destination), "Type": "static",
          "State": attachment == nil ? "blackhole" : "active",
          "TransitGatewayAttachments": attachment.map { [.object(target($0))] } ?? [],
        ]
      }
      out.append(
        (
          "TransitGatewayStaticRoutes",
          ["TransitGatewayRouteTableId": .string(table), "Routes": .array(routes)]
        )
      )
    }
    return out
  }
}
