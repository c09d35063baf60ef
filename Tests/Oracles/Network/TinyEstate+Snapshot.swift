/// The tiny estate written as AWS describes it, a file for each account.
extension TinyEstate {
  static let region = "us-east-1"
  static let network = "900000000000"

  /// The files of the snapshot.
  package func files() -> [(path: String, bytes: [UInt8])] {
    let accounts = vpcs.map(\.account) + [Self.network]
    return accounts.map { account in
      let members = Self.keys.map { key in "\(quoted(key)):\(list(rows(key, account)))" }
      return (
        path: "accounts/\(account)/\(Self.region)/ec2.json",
        bytes: Array("{\(members.joined(separator: ",\n"))}\n".utf8)
      )
    }
  }

  private static let keys = [
    "Vpcs", "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "NetworkInterfaces", "Addresses", "Reservations",
    "PrefixLists", "PrefixListEntries", "InternetGateways", "EgressOnlyInternetGateways", "NatGateways",
    "VpcPeeringConnections", "TransitGateways", "TransitGatewayAttachments", "TransitGatewayVpcAttachments",
    "TransitGatewayPeeringAttachments", "TransitGatewayRouteTables", "TransitGatewayAssociations",
    "TransitGatewayPropagations", "TransitGatewayStaticRoutes", "VpnGateways", "CustomerGateways", "VpnConnections",
    "ClientVpnEndpoints", "ClientVpnTargetNetworks", "ClientVpnRoutes", "ClientVpnAuthorizationRules", "VpcEndpoints",
    "LoadBalancers", "TargetGroups", "LoadBalancerListeners", "LoadBalancerTargetHealth",
  ]

  private func rows(_ key: String, _ account: String) -> [String] {
    func here(_ vpc: Int) -> Bool { vpcs[vpc].account == account }
    let own = vpcs.indices.filter(here)
    switch key {
    case "Vpcs": return own.map { row($0) }
    case "Subnets": return subnets.filter { here($0.vpc) }.map { row($0) }
    case "RouteTables": return tables.indices.filter { here(tables[$0].vpc) }.map { row(table: $0) }
    case "NetworkAcls": return acls.indices.filter { here(acls[$0].vpc) }.map { row(acl: $0) }
    case "SecurityGroups": return groups.filter { here($0.vpc) }.map { row($0) }
    case "NetworkInterfaces": return interfaces.indices.filter { here(vpc(of: $0)) }.map { row(interface: $0) }
    case "NatGateways": return nats.filter { here(vpc(of: $0.interface)) }.map { row($0) }
    case "InternetGateways":
      return own.filter { vpcs[$0].hasInternetGateway }.map { vpc in
        let state = vpcs[vpc].internetGatewayWorks ? "available" : "detaching"
        return object([
          ("InternetGatewayId", quoted("igw-\(vpc)")),
          ("Attachments", list([object([("VpcId", quoted(vpcs[vpc].id)), ("State", quoted(state))])])),
        ])
      }
    case "EgressOnlyInternetGateways":
      return own.filter { vpcs[$0].hasEgressOnlyGateway }.map { vpc in
        object([
          ("EgressOnlyInternetGatewayId", quoted("eigw-\(vpc)")),
          ("Attachments", list([object([("VpcId", quoted(vpcs[vpc].id)), ("State", quoted("attached"))])])),
        ])
      }
    case "VpcPeeringConnections":
      return peerings.filter { here($0.left) || here($0.right) }.map { row($0) }
    case "PrefixLists":
      return account != vpcs[0].account
        ? []
        : prefixLists.indices.map {
          object([
            ("PrefixListId", quoted("pl-\($0)")), ("AddressFamily", quoted(isIPv6 ? "IPv6" : "IPv4")),
            ("OwnerId", quoted(account)),
            ("PrefixListName", quoted("list \($0)")), ("State", quoted("create-complete")),
          ])
        }
    case "PrefixListEntries":
      return account != vpcs[0].account
        ? []
        : prefixLists.indices.map { index in
          let entries = prefixLists[index].map { object([("Cidr", quoted(isIPv6 ? $0.ipv6 : $0.text))]) }
          return object([("PrefixListId", quoted("pl-\(index)")), ("Entries", list(entries))])
        }
    case "VpnGateways", "CustomerGateways", "VpnConnections":
      return own.filter { vpcs[$0].virtualGateway != nil }.map { vpnRow(key, $0) }
    default: return transitRows(key, account)
    }
  }

  // MARK: VPC rows

  private func row(_ vpc: Int) -> String {
    let vpc = vpcs[vpc]
    return object([
      ("VpcId", quoted(vpc.id)), ("OwnerId", quoted(vpc.account)), ("CidrBlock", quoted(vpc.cidr.text)),
      (
        "CidrBlockAssociationSet",
        list([
          object([
            ("CidrBlock", quoted(vpc.cidr.text)), ("CidrBlockState", object([("State", quoted("associated"))])),
          ])
        ])
      ), ("Ipv6CidrBlockAssociationSet", ipv6Blocks(vpc.cidr)),
    ])
  }

  private func row(_ subnet: Subnet) -> String {
    object([
      ("SubnetId", quoted(subnet.id)), ("VpcId", quoted(vpcs[subnet.vpc].id)),
      ("OwnerId", quoted(vpcs[subnet.vpc].account)), ("CidrBlock", quoted(subnet.cidr.text)),
      ("AvailabilityZone", quoted("\(Self.region)\(subnet.zone == 1 ? "a" : "b")")),
      ("AvailabilityZoneId", quoted("use1-az\(subnet.zone)")),
      ("Ipv6CidrBlockAssociationSet", ipv6Blocks(subnet.cidr)),
    ])
  }

  private func ipv6Blocks(_ cidr: CIDR) -> String {
    list(
      isIPv6
        ? [
          object([
            ("Ipv6CidrBlock", quoted(cidr.ipv6)), ("Ipv6CidrBlockState", object([("State", quoted("associated"))])),
          ])
        ] : []
    )
  }

  private func row(table index: Int) -> String {
    let table = tables[index]
    var associations: [(String, String)?] = subnets.filter { $0.table == index }.map { ("SubnetId", $0.id) }
    if vpcs[table.vpc].internetEdge == index { associations.append(("GatewayId", "igw-\(table.vpc)")) }
    if vpcs[table.vpc].virtualEdge == index { associations.append(("GatewayId", "vgw-\(table.vpc)")) }
    if tables.firstIndex(where: { $0.vpc == table.vpc }) == index { associations.append(nil) }
    let rows = associations.enumerated().map { number, association in
      object(
        [
          ("RouteTableAssociationId", quoted("rtbassoc-\(index)-\(number)")), ("RouteTableId", quoted(table.id)),
          ("Main", association == nil ? "true" : "false"),
        ] + (association.map { [($0.0, quoted($0.1))] } ?? [])
          + [("AssociationState", object([("State", quoted("associated"))]))]
      )
    }
    let propagating = table.routes.contains { $0.isPropagated }
    return object([
      ("RouteTableId", quoted(table.id)), ("VpcId", quoted(vpcs[table.vpc].id)),
      ("OwnerId", quoted(vpcs[table.vpc].account)), ("Associations", list(rows)),
      ("PropagatingVgws", propagating ? list([object([("GatewayId", quoted("vgw-\(table.vpc)"))])]) : "[]"),
      ("Routes", list(table.routes.map { row($0, vpc: table.vpc) })),
    ])
  }

  private func row(_ route: Route, vpc: Int) -> String {
    let target: (String, String) =
      switch route.target {
      case .local: ("GatewayId", "local")
      case .interface(let index): ("NetworkInterfaceId", interfaces[index].id)
      case .internetGateway: ("GatewayId", "igw-\(vpc)")
      case .egressOnlyGateway: ("EgressOnlyInternetGatewayId", "eigw-\(vpc)")
      case .nat(let index): ("NatGatewayId", nats[index].id)
      case .peering(let index): ("VpcPeeringConnectionId", peerings[index].id)
      case .transit: ("TransitGatewayId", "tgw-0")
      case .virtualGateway: ("GatewayId", "vgw-\(vpc)")
      }
    let destination: (String, String) =
      switch route.destination {
      case .cidr(let cidr):
        isIPv6 ? ("DestinationIpv6CidrBlock", cidr.ipv6) : ("DestinationCidrBlock", cidr.text)
      case .prefixList(let list): ("DestinationPrefixListId", "pl-\(list)")
      }
    // AWS calls a route a blackhole when what it leads to does not carry packets.
    let isStale =
      switch route.target {
      case .peering(let index): !peerings[index].isActive
      case .internetGateway: !vpcs[vpc].internetGatewayWorks
      default: false
      }
    let origin =
      route.target == .local ? "CreateRouteTable" : route.isPropagated ? "EnableVgwRoutePropagation" : "CreateRoute"
    return object([
      (destination.0, quoted(destination.1)), (target.0, quoted(target.1)), ("Origin", quoted(origin)),
      ("State", quoted(route.isBlackhole || isStale ? "blackhole" : "active")),
    ])
  }

  private func row(acl index: Int) -> String {
    let acl = acls[index]
    func entry(_ rule: ACLRule, egress: Bool) -> String {
      var members = [
        isIPv6 ? ("Ipv6CidrBlock", quoted(rule.cidr.ipv6)) : ("CidrBlock", quoted(rule.cidr.text)),
        ("Egress", egress ? "true" : "false"), ("Protocol", quoted(number(rule.traffic).map(String.init) ?? "-1")),
        ("RuleAction", quoted(rule.allows ? "allow" : "deny")), ("RuleNumber", String(rule.number)),
      ]
      if let ports = rule.traffic.ports {
        members.append(("PortRange", object([("From", "\(ports.lowerBound)"), ("To", "\(ports.upperBound)")])))
      }
      if let icmp = rule.traffic.icmp {
        members.append(("IcmpTypeCode", object([("Type", "\(type(icmp.type))"), ("Code", "\(icmp.code)")])))
      }
      return object(members)
    }
    let last = ACLRule(number: isIPv6 ? 32768 : 32767, allows: false, traffic: Traffic(), cidr: .everything)
    let associations = subnets.filter { $0.acl == index }.map {
      object([
        ("NetworkAclAssociationId", quoted("aclassoc-\($0.id)")), ("NetworkAclId", quoted(acl.id)),
        ("SubnetId", quoted($0.id)),
      ])
    }
    return object([
      ("NetworkAclId", quoted(acl.id)), ("VpcId", quoted(vpcs[acl.vpc].id)),
      ("IsDefault", acls.firstIndex { $0.vpc == acl.vpc } == index ? "true" : "false"),
      ("Associations", list(associations)),
      (
        "Entries",
        list(
          (acl.ingress + [last]).map { entry($0, egress: false) }
            + (acl.egress + [last]).map { entry($0, egress: true) }
        )
      ),
    ])
  }

  private func row(_ group: SecurityGroup) -> String {
    func permission(_ rule: GroupRule) -> String {
      let name = number(rule.traffic).map { [1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6"][$0] ?? String($0) } ?? "-1"
      var members = [("IpProtocol", quoted(name))]
      if let ports = rule.traffic.ports {
        members += [("FromPort", "\(ports.lowerBound)"), ("ToPort", "\(ports.upperBound)")]
      } else if let icmp = rule.traffic.icmp {
        members += [("FromPort", "\(type(icmp.type))"), ("ToPort", "\(icmp.code)")]
      }
      switch rule.peer {
      case .cidr(let cidr) where isIPv6:
        members.append(("Ipv6Ranges", list([object([("CidrIpv6", quoted(cidr.ipv6))])])))
      case .cidr(let cidr): members.append(("IpRanges", list([object([("CidrIp", quoted(cidr.text))])])))
      case .prefixList(let index):
        members.append(("PrefixListIds", list([object([("PrefixListId", quoted("pl-\(index)"))])])))
      case .group(let index):
        let named = groups[index]
        var pair = [("GroupId", quoted(named.id)), ("UserId", quoted(vpcs[named.vpc].account))]
        if named.vpc != group.vpc {
          pair.append(("VpcId", quoted(vpcs[named.vpc].id)))
          if let peering = peerings.first(where: { Set([$0.left, $0.right]) == [named.vpc, group.vpc] }) {
            pair.append(("VpcPeeringConnectionId", quoted(peering.id)))
            pair.append(("PeeringStatus", quoted(peering.isActive ? "active" : "pending-acceptance")))
          }
        }
        members.append(("UserIdGroupPairs", list([object(pair)])))
      }
      return object(members)
    }
    return object([
      ("GroupId", quoted(group.id)), ("VpcId", quoted(vpcs[group.vpc].id)),
      ("OwnerId", quoted(vpcs[group.vpc].account)), ("GroupName", quoted(group.id)),
      ("IpPermissions", list(group.ingress.map(permission))),
      ("IpPermissionsEgress", list(group.egress.map(permission))),
    ])
  }

  private func row(interface index: Int) -> String {
    let interface = interfaces[index]
    var address = [("PrivateIpAddress", quoted(interface.address.dotted)), ("Primary", "true")]
    if let publicAddress = interface.publicAddress {
      address.append(
        (
          "Association",
          object([("PublicIp", quoted(publicAddress.dotted)), ("AllocationId", quoted("eipalloc-\(interface.id)"))])
        )
      )
    }
    return object([
      ("NetworkInterfaceId", quoted(interface.id)), ("SubnetId", quoted(subnets[interface.subnet].id)),
      ("VpcId", quoted(vpcs[vpc(of: index)].id)), ("OwnerId", quoted(vpcs[vpc(of: index)].account)),
      ("InterfaceType", quoted(interface.nat == nil ? "interface" : "nat_gateway")), ("Status", quoted("in-use")),
      ("SourceDestCheck", interface.sourceDestCheck ? "true" : "false"),
      ("PrivateIpAddress", quoted(interface.address.dotted)), ("PrivateIpAddresses", list([object(address)])),
      ("Groups", list(interface.groups.map { object([("GroupId", quoted(groups[$0].id))]) })),
      ("Ipv6Addresses", list(isIPv6 ? [object([("Ipv6Address", quoted(interface.address.ipv6))])] : [])),
    ])
  }

  private func row(_ nat: NAT) -> String {
    let interface = interfaces[nat.interface]
    var address = [("NetworkInterfaceId", quoted(interface.id)), ("PrivateIp", quoted(interface.address.dotted))]
    if let publicAddress = interface.publicAddress { address.append(("PublicIp", quoted(publicAddress.dotted))) }
    return object([
      ("NatGatewayId", quoted(nat.id)), ("VpcId", quoted(vpcs[vpc(of: nat.interface)].id)),
      ("SubnetId", quoted(subnets[interface.subnet].id)), ("State", quoted("available")),
      ("ConnectivityType", quoted(nat.isPublic ? "public" : "private")),
      ("NatGatewayAddresses", list([object(address)])),
    ])
  }

  private func row(_ peering: Peering) -> String {
    func side(_ vpc: Int) -> String {
      object([
        ("VpcId", quoted(vpcs[vpc].id)), ("OwnerId", quoted(vpcs[vpc].account)), ("Region", quoted(Self.region)),
        ("CidrBlock", quoted(vpcs[vpc].cidr.text)),
        ("CidrBlockSet", list([object([("CidrBlock", quoted(vpcs[vpc].cidr.text))])])),
        ("Ipv6CidrBlockSet", list(isIPv6 ? [object([("Ipv6CidrBlock", quoted(vpcs[vpc].cidr.ipv6))])] : [])),
      ])
    }
    return object([
      ("VpcPeeringConnectionId", quoted(peering.id)),
      ("Status", object([("Code", quoted(peering.isActive ? "active" : "pending-acceptance"))])),
      ("RequesterVpcInfo", side(peering.left)), ("AccepterVpcInfo", side(peering.right)),
    ])
  }

  private func vpnRow(_ key: String, _ vpc: Int) -> String {
    switch key {
    case "VpnGateways":
      return object([
        ("VpnGatewayId", quoted("vgw-\(vpc)")), ("State", quoted("available")),
        (
          "VpcAttachments",
          list([object([("VpcId", quoted(vpcs[vpc].id)), ("State", quoted("attached"))])])
        ),
      ])
    case "CustomerGateways":
      return object([
        ("CustomerGatewayId", quoted("cgw-\(vpc)")), ("IpAddress", quoted("192.0.2.10")), ("BgpAsn", quoted("65010")),
        ("State", quoted("available")),
      ])
    default:
      let routes = (vpcs[vpc].virtualGateway ?? []).map {
        object([("DestinationCidrBlock", quoted($0.text)), ("State", quoted("available"))])
      }
      return object([
        ("VpnConnectionId", quoted("vpn-\(vpc)")), ("State", quoted("available")),
        ("CustomerGatewayId", quoted("cgw-\(vpc)")), ("VpnGatewayId", quoted("vgw-\(vpc)")),
        ("Options", object([("StaticRoutesOnly", "true")])), ("Routes", list(routes)), ("VgwTelemetry", "[]"),
      ])
    }
  }

  // MARK: Transit gateway rows

  private func transitRows(_ key: String, _ account: String) -> [String] {
    guard let transit, account == Self.network else { return [] }
    func target(_ attachment: Attachment) -> [(String, String)] {
      [
        ("TransitGatewayAttachmentId", quoted(attachment.id)), ("ResourceId", quoted(vpcs[attachment.vpc].id)),
        ("ResourceType", quoted("vpc")),
      ]
    }
    func support(_ enabled: Bool) -> String { quoted(enabled ? "enable" : "disable") }
    func state(_ attachment: Attachment) -> String {
      quoted(attachment.isAvailable ? "available" : "pendingAcceptance")
    }
    func parents(_ body: (Int) -> (String, [String])) -> [String] {
      transit.tables.indices.map { index in
        let (key, rows) = body(index)
        return object([("TransitGatewayRouteTableId", quoted(transit.tables[index].id)), (key, list(rows))])
      }
    }
    switch key {
    case "TransitGateways":
      return [
        object([
          ("TransitGatewayId", quoted("tgw-0")), ("OwnerId", quoted(account)), ("State", quoted("available")),
          ("Options", object([("SecurityGroupReferencingSupport", support(transit.referencing))])),
        ])
      ]
    case "TransitGatewayAttachments":
      return transit.attachments.map { attachment in
        object(
          target(attachment) + [
            ("TransitGatewayId", quoted("tgw-0")), ("TransitGatewayOwnerId", quoted(account)),
            ("ResourceOwnerId", quoted(vpcs[attachment.vpc].account)), ("State", state(attachment)),
          ]
            + (attachment.table.map {
              [
                (
                  "Association",
                  object([
                    ("TransitGatewayRouteTableId", quoted(transit.tables[$0].id)), ("State", quoted("associated")),
                  ])
                )
              ]
            } ?? [])
        )
      }
    case "TransitGatewayVpcAttachments":
      return transit.attachments.map { attachment in
        object([
          ("TransitGatewayAttachmentId", quoted(attachment.id)), ("TransitGatewayId", quoted("tgw-0")),
          ("VpcId", quoted(vpcs[attachment.vpc].id)), ("VpcOwnerId", quoted(vpcs[attachment.vpc].account)),
          ("State", state(attachment)), ("SubnetIds", list(attachment.subnets.map { quoted(subnets[$0].id) })),
          (
            "Options",
            object([
              ("ApplianceModeSupport", quoted("disable")), ("Ipv6Support", support(isIPv6)),
              ("SecurityGroupReferencingSupport", support(attachment.referencing)),
            ])
          ),
        ])
      }
    case "TransitGatewayRouteTables":
      return transit.tables.map {
        object([
          ("TransitGatewayRouteTableId", quoted($0.id)), ("TransitGatewayId", quoted("tgw-0")),
          ("State", quoted("available")),
        ])
      }
    case "TransitGatewayAssociations":
      return parents { index in
        (
          "Associations",
          transit.attachments.filter { $0.table == index }.map {
            object(target($0) + [("State", quoted("associated"))])
          }
        )
      }
    case "TransitGatewayPropagations":
      return parents { index in
        (
          "TransitGatewayRouteTablePropagations",
          transit.attachments.filter { $0.propagatesTo.contains(index) }.map {
            object(target($0) + [("State", quoted("enabled"))])
          }
        )
      }
    case "TransitGatewayStaticRoutes":
      return parents { index in
        (
          "Routes",
          transit.tables[index].staticRoutes.map { route in
            object([
              ("DestinationCidrBlock", quoted(isIPv6 ? route.cidr.ipv6 : route.cidr.text)), ("Type", quoted("static")),
              ("State", quoted(route.attachment == nil ? "blackhole" : "active")),
              (
                "TransitGatewayAttachments",
                list((route.attachment.map { [$0] } ?? []).map { object(target(transit.attachments[$0])) })
              ),
            ])
          }
        )
      }
    default: return []
    }
  }

  // MARK: Text

  /// The protocol of a rule; ICMP is ICMPv6 in an IPv6 estate.
  private func number(_ traffic: Traffic) -> UInt8? {
    isIPv6 && traffic.protocolNumber == 1 ? 58 : traffic.protocolNumber
  }

  /// The ICMP type of a rule; echo request and reply are 128 and 129 in ICMPv6.
  private func type(_ type: Int) -> Int { isIPv6 ? [8: 128, 0: 129][type] ?? type : type }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
  private func list(_ rows: [String]) -> String { "[\(rows.joined(separator: ","))]" }
  private func object(_ members: [(String, String)]) -> String {
    "{\(members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
  }
}

extension UInt32 {
  /// The address in dotted form.
  package var dotted: String { "\(self >> 24).\(self >> 16 & 255).\(self >> 8 & 255).\(self & 255)" }

  /// The address that this one stands for in an IPv6 estate.
  var ipv6: String { "2001:db8::\(String(self >> 16, radix: 16)):\(String(self & 0xFFFF, radix: 16))" }
  /// The same as a number.
  var ipv6Value: UInt128 { UInt128(0x2001_0DB8) << 96 | UInt128(self) }
}

extension TinyEstate.CIDR {
  var text: String { "\(address.dotted)/\(length)" }
  /// The same block in an IPv6 estate.
  var ipv6: String { length == 0 ? "::/0" : "\(address.ipv6)/\(96 + length)" }
}
