/// What one account holds in one Region, row by row as `aws ec2 describe-…` prints it.
///
/// Each function writes the rows of one list; the caller opens the file and the list.
struct RegionFolder: Sendable {
  let estate: EstatePlan
  let account: EstatePlan.Account
  let region: Int
  let vpcs: [VPCPlan]

  init(_ estate: EstatePlan, _ account: EstatePlan.Account, region: Int) {
    (self.estate, self.account, self.region) = (estate, account, region)
    vpcs = account.vpcs.map { estate.vpcs[$0] }.filter { $0.region == region }
  }

  var regionName: String { EstatePlan.regions[region] }
  var identifiers: IdentifierSource { estate.identifiers }

  func arn(_ service: StaticString, _ resource: String) -> String {
    "arn:aws:\(service):\(regionName):\(account.id):\(resource)"
  }

  /// The tags of a resource of a VPC.
  func tags(_ name: String, _ vpc: VPCPlan) -> [(key: StaticString, value: String)] {
    [("Name", name), ("Environment", vpc.environment.name)]
  }
}

// MARK: - VPCs and what forwards inside them

extension RegionFolder {
  func writeVPCs(_ json: inout JSONFile) {
    for vpc in vpcs {
      json.object { json in
        json.field("OwnerId", account.id)
        json.field("InstanceTenancy", "default")
        json.list("Ipv6CidrBlockAssociationSet")
        json.list("CidrBlockAssociationSet") { json in
          json.object { json in
            json.field("AssociationId", identifiers.id("vpc-cidr-assoc", .vpc, vpc.index, 1))
            json.field("CidrBlock", vpc.block.description)
            json.object("CidrBlockState") { $0.field("State", "associated") }
          }
        }
        json.field("IsDefault", false)
        json.tags(tags(vpc.name, vpc))
        json.object("BlockPublicAccessStates") { $0.field("InternetGatewayBlockMode", "off") }
        json.field("VpcId", vpc.id)
        json.field("State", "available")
        json.field("CidrBlock", vpc.block.description)
        json.field("DhcpOptionsId", identifiers.id("dopt", .dhcpOptions, region))
      }
    }
  }

  func writeSubnets(_ json: inout JSONFile) {
    for vpc in vpcs {
      var used = [Int](repeating: 0, count: VPCPlan.Subnet.allCases.count)
      for interface in vpc.interfaces() { used[interface.subnet.rawValue] += 1 }
      for subnet in VPCPlan.Subnet.allCases {
        let block = vpc.block(subnet)
        json.object { json in
          json.field("AvailabilityZoneId", (region == 0 ? "use1-az" : "usw2-az") + (subnet.zone == "a" ? "1" : "2"))
          json.field("MapCustomerOwnedIpOnLaunch", false)
          json.field("OwnerId", account.id)
          json.field("AssignIpv6AddressOnCreation", false)
          json.list("Ipv6CidrBlockAssociationSet")
          json.tags(tags("\(vpc.name)-\(subnet.kind)-\(subnet.zone)", vpc))
          json.field("SubnetArn", arn("ec2", "subnet/" + vpc.subnetID(subnet)))
          json.field("EnableDns64", false)
          json.field("Ipv6Native", false)
          json.object("PrivateDnsNameOptionsOnLaunch") { json in
            json.field("HostnameType", "ip-name")
            json.field("EnableResourceNameDnsARecord", false)
            json.field("EnableResourceNameDnsAAAARecord", false)
          }
          json.field("SubnetId", vpc.subnetID(subnet))
          json.field("State", "available")
          json.field("VpcId", vpc.id)
          json.field("CidrBlock", block.description)
          json.field("AvailableIpAddressCount", block.usableCount - used[subnet.rawValue])
          json.field("AvailabilityZone", vpc.zoneName(subnet))
          json.field("DefaultForAz", false)
          json.field("MapPublicIpOnLaunch", subnet.kind == "public")
        }
      }
    }
  }

  func writeRouteTables(_ json: inout JSONFile) {
    for vpc in vpcs {
      for table in VPCPlan.RouteTable.allCases {
        json.object { json in
          json.list("Associations") { json in
            if table == .main {
              json.object { json in
                json.field("Main", true)
                json.field(
                  "RouteTableAssociationId",
                  identifiers.id("rtbassoc", .routeTableAssociation, vpc.index, 100)
                )
                json.field("RouteTableId", vpc.routeTableID(table))
                json.object("AssociationState") { $0.field("State", "associated") }
              }
            }
            for subnet in vpc.subnets(table) {
              json.object { json in
                json.field("Main", false)
                json.field(
                  "RouteTableAssociationId",
                  identifiers.id("rtbassoc", .routeTableAssociation, vpc.index, subnet.rawValue)
                )
                json.field("RouteTableId", vpc.routeTableID(table))
                json.field("SubnetId", vpc.subnetID(subnet))
                json.object("AssociationState") { $0.field("State", "associated") }
              }
            }
          }
          json.list("PropagatingVgws")
          json.field("RouteTableId", vpc.routeTableID(table))
          json.list("Routes") { json in
            json.object { json in
              json.field("DestinationCidrBlock", vpc.block.description)
              json.field("GatewayId", "local")
              json.field("Origin", "CreateRouteTable")
              json.field("State", "active")
            }
            for route in vpc.routes(table) { writeRoute(&json, route, vpc) }
          }
          json.tags(tags("\(vpc.name)-\(table)", vpc))
          json.field("VpcId", vpc.id)
          json.field("OwnerId", account.id)
        }
      }
    }
  }

  private func writeRoute(_ json: inout JSONFile, _ route: VPCPlan.Route, _ vpc: VPCPlan) {
    json.object { json in
      json.field("DestinationCidrBlock", route.destination.description)
      switch route.target {
      case .internetGateway: json.field("GatewayId", vpc.internetGatewayID)
      case .natGateway: json.field("NatGatewayId", vpc.natID)
      case .privateNAT: json.field("NatGatewayId", vpc.privateNATID)
      case .transitGateway: json.field("TransitGatewayId", estate.transitGatewayID(region))
      case .peering(let id): json.field("VpcPeeringConnectionId", id)
      }
      json.field("Origin", "CreateRoute")
      json.field("State", "active")
    }
  }

  func writeNetworkACLs(_ json: inout JSONFile) {
    for vpc in vpcs {
      let whole = vpc.block.description
      // The default one, with the public and private subnets, and one for the data subnets.
      for number in 0...1 {
        let subnets = VPCPlan.Subnet.allCases.filter { ($0.kind == "data") == (number == 1) }
        json.object { json in
          json.list("Associations") { json in
            for subnet in subnets {
              json.object { json in
                json.field(
                  "NetworkAclAssociationId",
                  identifiers.id("aclassoc", .networkACLAssociation, vpc.index, subnet.rawValue)
                )
                json.field("NetworkAclId", vpc.networkACLID(number))
                json.field("SubnetId", vpc.subnetID(subnet))
              }
            }
          }
          json.list("Entries") { json in
            for egress in [true, false] {
              if number == 0 {
                writeEntry(&json, 100, egress, "-1", "0.0.0.0/0", nil, allows: true)
              } else if egress {
                writeEntry(&json, 100, egress, "6", whole, 1024...65535, allows: true)
              } else {
                writeEntry(&json, 100, egress, "6", whole, 5432...5432, allows: true)
                writeEntry(&json, 110, egress, "6", whole, 6379...6379, allows: true)
              }
              writeEntry(&json, 32767, egress, "-1", "0.0.0.0/0", nil, allows: false)
            }
          }
          json.field("IsDefault", number == 0)
          json.field("NetworkAclId", vpc.networkACLID(number))
          json.tags(tags(number == 0 ? "\(vpc.name)-default" : "\(vpc.name)-data", vpc))
          json.field("VpcId", vpc.id)
          json.field("OwnerId", account.id)
        }
      }
    }
  }

  private func writeEntry(
    _ json: inout JSONFile,
    _ number: Int,
    _ egress: Bool,
    _ ipProtocol: StaticString,
    _ block: String,
    _ ports: ClosedRange<Int>?,
    allows: Bool
  ) {
    json.object { json in
      json.field("CidrBlock", block)
      json.field("Egress", egress)
      if let ports {
        json.object("PortRange") { json in
          json.field("From", ports.lowerBound)
          json.field("To", ports.upperBound)
        }
      }
      json.field("Protocol", ipProtocol)
      json.field("RuleAction", allows ? "allow" : "deny")
      json.field("RuleNumber", number)
    }
  }
}
