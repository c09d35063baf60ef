import IsolationAudit
import Testing

@Suite("Terraform: networks as an estate")
struct TerraformNetworkMappingTests {
  private static func block(_ text: String) -> IPPrefix {
    (try? IPPrefix(text)) ?? IPPrefix(masking: IPAddress(family: .ipv6, value: 0), length: 0)
  }

  private static let vpc: PlannedEstate.Resource = (
    "aws_vpc.a", #"{"cidr_block": "10.0.0.0/16", "tags": {"Name": "a"}}"#
  )

  @Test("a VPC comes with what AWS makes with it: main route table, default network ACL, default security group")
  func companions() throws {
    let estate = try PlannedEstate.after([
      Self.vpc, ("aws_subnet.a", #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.1.0/24"}"#),
    ])
    let vpc = try #require(estate.vpcs.records.first)
    #expect(estate.symbols[vpc.id] == "aws_vpc.a")
    #expect(estate.symbols[vpc.owner] == "111111111111")
    #expect(estate.symbols[vpc.region] == "eu-west-1")
    let subnet = try #require(estate.subnets.records.first)
    #expect(subnet.vpc == vpc.id)
    let table = try #require(estate.routeTables.records.first)
    #expect(table.isMain)
    #expect(table.routes.map(\.target) == [.local])
    #expect(table.routes.map(\.destination) == [.prefix(Self.block("10.0.0.0/16"))])
    let acl = try #require(estate.networkACLs.records.first)
    #expect(acl.isDefault)
    #expect(acl.entries.map(\.allows) == [true, true])
    let group = try #require(estate.securityGroups.records.first)
    #expect(estate.symbols[group.name] == "default")
    #expect(estate.securityGroupRules[group.ingress.range].map(\.peer) == [.securityGroup(group.id)])
    #expect(estate.securityGroupRules[group.egress.range].map(\.peer) == [.prefix(Self.block("0.0.0.0/0"))])
  }

  @Test("what adopts a default group or network ACL decides what is in it")
  func adoption() throws {
    let estate = try PlannedEstate.after([
      Self.vpc,
      ("aws_default_security_group.a", #"{"vpc_id": "@aws_vpc.a.id", "ingress": [], "egress": []}"#),
      (
        "aws_default_network_acl.a",
        #"{"default_network_acl_id": "@aws_vpc.a.default_network_acl_id", "ingress": [], "egress": [], "subnet_ids": []}"#
      ),
    ])
    #expect(estate.securityGroups.count == 1)
    #expect(estate.securityGroupRules.isEmpty)
    #expect(estate.networkACLs.count == 1)
    #expect(estate.networkACLs.records.first?.isDefault == true)
    #expect(estate.networkACLs.records.first?.entries.isEmpty == true)
  }

  /// One rule in every form that the provider has.
  private static let forms: [(String, [PlannedEstate.Resource], String)] = [
    (
      "inline",
      [
        (
          "aws_security_group.g",
          #"{"vpc_id": "@aws_vpc.a.id", "name": "g", "egress": [], "ingress": [{"protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_blocks": ["10.0.0.0/8"], "ipv6_cidr_blocks": [], "prefix_list_ids": [], "security_groups": [], "self": false, "description": ""}]}"#
        )
      ], "aws_security_group.g"
    ),
    (
      "aws_security_group_rule",
      [
        ("aws_security_group.g", #"{"vpc_id": "@aws_vpc.a.id", "name": "g", "ingress": "@", "egress": "@"}"#),
        (
          "aws_security_group_rule.r",
          #"{"security_group_id": "@aws_security_group.g.id", "type": "ingress", "protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_blocks": ["10.0.0.0/8"], "source_security_group_id": "@"}"#
        ),
      ], "aws_security_group_rule.r"
    ),
    (
      "aws_vpc_security_group_ingress_rule",
      [
        ("aws_security_group.g", #"{"vpc_id": "@aws_vpc.a.id", "name": "g", "ingress": "@", "egress": "@"}"#),
        (
          "aws_vpc_security_group_ingress_rule.r",
          #"{"security_group_id": "@aws_security_group.g.id", "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_ipv4": "10.0.0.0/8"}"#
        ),
      ], "aws_vpc_security_group_ingress_rule.r"
    ),
  ]

  @Test("a rule is the same in every form, and says which resource declares it", arguments: forms)
  func rules(form: String, resources: [PlannedEstate.Resource], address: String) throws {
    let estate = try TerraformEstate.read(PlannedEstate.creating([Self.vpc] + resources)).after
    guard case .securityGroup(let id)? = estate.estate.named("aws_security_group.g") else {
      Issue.record("no group")
      return
    }
    let group = estate.estate.securityGroups[id]
    let rules = Array(estate.estate.securityGroupRules[group.ingress.range])
    #expect(rules.map(\.peer) == [.prefix(Self.block("10.0.0.0/8"))])
    #expect(rules.map(\.protocols) == [.tcp])
    #expect(rules.map(\.destinationPorts) == [PortRange(5432, 5432)])
    // Terraform takes away the rule that lets everything out.
    #expect(group.egress.count == 0)
    #expect(estate.estate.unsettled.map(\.words) == [])
    let place = estate.files.locate(try #require(rules.first).provenance)
    #expect(place.address == address)
    #expect(place.file == "plan.json")
    #expect(place.pointer?.hasPrefix("/resource_changes/") == true)
  }

  @Test(
    "a prefix list has the entries that are named, one or several, in its block or as resources; else they are unknown",
    arguments: [
      (#"{"name": "l", "entry": [{"cidr": "10.9.0.0/16", "description": ""}]}"#, false, ["10.9.0.0/16"]),
      (
        #"{"name": "l", "entry": [{"cidr": "10.8.0.0/16", "description": ""}, {"cidr": "10.9.0.0/16", "description": ""}]}"#,
        false, ["10.8.0.0/16", "10.9.0.0/16"]
      ),
      (#"{"name": "l", "entry": []}"#, false, []),
      (#"{"name": "l", "entry": "@"}"#, true, ["10.9.0.0/16"]),
      (#"{"name": "l", "entry": "@"}"#, false, nil),
      (#"{"name": "l", "entry": "@local.offices"}"#, false, nil),
    ] as [(String, Bool, [String]?)]
  )
  func prefixList(values: String, hasOwnEntry: Bool, entries: [String]?) throws {
    let entry: PlannedEstate.Resource = (
      "aws_ec2_managed_prefix_list_entry.e",
      #"{"prefix_list_id": "@aws_ec2_managed_prefix_list.l.id", "cidr": "10.9.0.0/16"}"#
    )
    let list: PlannedEstate.Resource = ("aws_ec2_managed_prefix_list.l", values)
    let estate = try PlannedEstate.after([list] + (hasOwnEntry ? [entry] : []))
    #expect(estate.prefixLists.records.map { $0.entries?.map(\.prefix.description) } == [entries])
    let words = estate.unsettled.map(\.words)
    #expect(words.isEmpty == (entries != nil), "\(words)")
    #expect(words.allSatisfy { $0.hasPrefix("aws_ec2_managed_prefix_list.l.entry is known after apply") })
  }

  @Test("inline routes and routes of their own come into one table, and each says who declares it")
  func routes() throws {
    let snapshot = try TerraformEstate.read(
      PlannedEstate.creating([
        Self.vpc, ("aws_internet_gateway.i", #"{"vpc_id": "@aws_vpc.a.id"}"#),
        (
          "aws_route_table.t",
          #"{"vpc_id": "@aws_vpc.a.id", "route": [{"cidr_block": "10.9.0.0/16", "ipv6_cidr_block": "", "gateway_id": "", "nat_gateway_id": "", "transit_gateway_id": "tgw-1", "vpc_peering_connection_id": "", "network_interface_id": "", "vpc_endpoint_id": "", "egress_only_gateway_id": "", "destination_prefix_list_id": "", "core_network_arn": "", "carrier_gateway_id": "", "local_gateway_id": ""}], "propagating_vgws": "@"}"#
        ),
        (
          "aws_route.r",
          #"{"route_table_id": "@aws_route_table.t.id", "destination_cidr_block": "0.0.0.0/0", "gateway_id": "@aws_internet_gateway.i.id"}"#
        ),
      ])
    ).after
    let estate = snapshot.estate
    guard case .routeTable(let id)? = estate.named("aws_route_table.t") else {
      Issue.record("no table")
      return
    }
    let routes = estate.routeTables[id].routes
    let gateway = try #require(estate.symbols.find("aws_internet_gateway.i"))
    let hub = try #require(estate.symbols.find("tgw-1"))
    #expect(routes.map(\.target) == [.local, .transitGateway(hub), .internetGateway(gateway)])
    #expect(
      routes.map { snapshot.files.locate($0.provenance).address ?? "" }
        == ["aws_route_table.t", "aws_route_table.t", "aws_route.r"]
    )
  }

  @Test("a route that Terraform destroys is gone, although its table still lists it")
  func staleListing() throws {
    let route = #"{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}"#
    let table = #"{"id": "rtb-1", "vpc_id": "vpc-1", "route": [\#(route)], "propagating_vgws": []}"#
    let vpc =
      #"{"id": "vpc-1", "cidr_block": "10.0.0.0/16", "default_route_table_id": "rtb-0", "default_network_acl_id": "acl-0", "default_security_group_id": "sg-0"}"#
    let plan = try PlannedEstate.plan([
      .init("aws_vpc.a", before: vpc, after: vpc), .init("aws_route_table.t", before: table, after: table),
      .init(
        "aws_route.r",
        before:
          #"{"id": "r", "route_table_id": "rtb-1", "destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}"#
      ),
    ])
    let estates = TerraformEstate.read(plan)
    func routes(_ estate: Estate?) -> [Route.Target]? {
      guard let estate, case .routeTable(let id)? = estate.named("rtb-1") else { return nil }
      return estate.routeTables[id].routes.map(\.target)
    }
    #expect(routes(estates.before?.estate)?.count == 2)
    #expect(routes(estates.after.estate) == [.local])
    #expect(estates.changes.map { "\($0.address) \($0.records)" } == [#"aws_route.r ["rtb-1"]"#])
  }

  @Test("a host has an interface in its subnet, with its groups, and an address of the subnet until it is known")
  func instance() throws {
    let estate = try PlannedEstate.after([
      Self.vpc, ("aws_subnet.a", #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.1.0/24"}"#),
      ("aws_security_group.g", #"{"vpc_id": "@aws_vpc.a.id", "name": "g", "ingress": "@", "egress": "@"}"#),
      (
        "aws_instance.h",
        #"{"subnet_id": "@aws_subnet.a.id", "vpc_security_group_ids": ["sg-1"], "private_ip": "@", "tags": {"Role": "app"}}"#
      ),
      ("aws_instance.d", #"{"subnet_id": "@aws_subnet.a.id", "vpc_security_group_ids": "@", "private_ip": "@"}"#),
    ])
    let interfaces = estate.networkInterfaces.records
    #expect(interfaces.count == 2)
    let instances = Dictionary(uniqueKeysWithValues: interfaces.map { (estate.symbols[$0.instance], $0) })
    let host = try #require(instances["aws_instance.h"])
    #expect(estate.texts(estate.groups(host.groups)) == ["sg-1"])
    #expect(estate.interfaceAddresses[host.addresses.range].count == 1)
    #expect(estate.symbols[host.vpc] == "aws_vpc.a")
    let other = try #require(instances["aws_instance.d"])
    #expect(estate.texts(estate.groups(other.groups)) == ["aws_vpc.a.default_security_group_id"])
    let addresses = Set(estate.interfaceAddresses.map(\.range))
    #expect(addresses.count == 2)
    #expect(estate.contradictions.isEmpty)
  }

  @Test("where a rule tells addresses of a subnet apart, an address that is not known is an open question")
  func placeholders() throws {
    func questions(_ block: String) throws -> [String] {
      try PlannedEstate.after([
        Self.vpc, ("aws_subnet.a", #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.1.0/24"}"#),
        ("aws_instance.h", #"{"subnet_id": "@aws_subnet.a.id", "private_ip": "@"}"#),
        ("aws_security_group.g", #"{"vpc_id": "@aws_vpc.a.id", "name": "g", "ingress": "@", "egress": "@"}"#),
        (
          "aws_security_group_rule.r",
          #"{"security_group_id": "@aws_security_group.g.id", "type": "ingress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["\#(block)"]}"#
        ),
      ]).unsettled.map(\.words)
    }
    #expect(try questions("10.0.1.0/24") == [])
    let cut = try questions("10.0.1.128/25")
    #expect(cut.count == 1)
    #expect(
      cut.first?.hasPrefix("the address of aws_instance.h in aws_subnet.a is known after apply, and rules for") == true
    )
    #expect(cut.first?.hasSuffix("tell the addresses of 10.0.1.0/24 apart") == true)
  }

  @Test("transit gateway attachments take the default tables unless they say otherwise")
  func defaultTables() throws {
    let estate = try PlannedEstate.after([
      Self.vpc, ("aws_subnet.a", #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.0.1.0/24"}"#),
      (
        "aws_ec2_transit_gateway.t",
        #"{"default_route_table_association": "enable", "default_route_table_propagation": "enable", "association_default_route_table_id": "@", "propagation_default_route_table_id": "@"}"#
      ),
      (
        "aws_ec2_transit_gateway_vpc_attachment.a",
        #"{"transit_gateway_id": "@aws_ec2_transit_gateway.t.id", "vpc_id": "@aws_vpc.a.id", "subnet_ids": ["@"], "transit_gateway_default_route_table_association": "@", "transit_gateway_default_route_table_propagation": false}"#
      ),
    ])
    let attachment = try #require(estate.transitGatewayAttachments.records.first)
    let table = try #require(estate.transitGatewayRouteTables.records.first)
    #expect(estate.transitGatewayRouteTables.count == 1)
    #expect(attachment.routeTable == table.id)
    #expect(attachment.isAssociated)
    #expect(table.propagations?.count == 0)
  }

  @Test("a VPC that was given a second block has local routes for it in all of its tables")
  func secondBlock() throws {
    let estate = try PlannedEstate.after([
      Self.vpc,
      ("aws_vpc_ipv4_cidr_block_association.b", #"{"vpc_id": "@aws_vpc.a.id", "cidr_block": "10.1.0.0/16"}"#),
      ("aws_route_table.t", #"{"vpc_id": "@aws_vpc.a.id", "route": "@", "propagating_vgws": "@"}"#),
    ])
    #expect(estate.vpcs.records.first?.prefixes.count == 2)
    for table in estate.routeTables.records { #expect(table.routes.map(\.target) == [.local, .local]) }
  }
}
