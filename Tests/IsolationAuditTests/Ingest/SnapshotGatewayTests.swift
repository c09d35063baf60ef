import IsolationAudit
import Testing

@Suite("Snapshot: gateways, VPN, services")
struct SnapshotGatewayTests {
  @Test("internet gateways, egress-only ones and NAT gateways")
  func gateways() throws {
    let read = try SnapshotReading(
      """
      {"InternetGateways": [{"InternetGatewayId": "igw-1", "OwnerId": "111111111111",
          "Attachments": [{"VpcId": "vpc-1", "State": "available"}, {"VpcId": "vpc-2", "State": "detaching"}]}],
       "EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-1",
          "Attachments": [{"VpcId": "vpc-1", "State": "attached"}]}],
       "NatGateways": [{"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": "available",
          "ConnectivityType": "public", "NatGatewayAddresses": [{"PrivateIp": "10.0.1.5", "PublicIp": "203.0.113.5",
          "NetworkInterfaceId": "eni-5"}]},
          {"NatGatewayId": "nat-2", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": "deleted",
           "ConnectivityType": "private", "NatGatewayAddresses": [{"PrivateIp": "10.0.1.6"}]}]}
      """
    )
    let gateways = read.estate.internetGateways.records
    #expect(gateways.map { read($0.id) } == ["igw-1", "eigw-1"])
    #expect(gateways.map(\.isEgressOnly) == [false, true])
    #expect(gateways[0].attachments.map(\.isUsable) == [true, false])
    #expect(gateways[1].attachments.map(\.isUsable) == [true])
    let nat = read.estate.natGateways.records
    #expect(nat.map(\.isPublic) == [true, false])
    #expect(nat.map(\.isAvailable) == [true, false])
    #expect(nat[0].addresses.map(\.publicAddress) == [0xCB00_7105])
    #expect(nat[1].addresses.map(\.privateAddress) == [0x0A00_0106])
  }

  @Test("a peering connection has two sides; seen from both accounts it is one, with the requester's tags")
  func peering() throws {
    func connection(_ tag: String) -> String {
      """
      {"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active", "Message": "Active"},
        "RequesterVpcInfo": {"VpcId": "vpc-1", "OwnerId": "111111111111", "Region": "us-east-1",
          "CidrBlock": "10.0.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.0.0.0/16"}, {"CidrBlock": "10.9.0.0/16"}]},
        "AccepterVpcInfo": {"VpcId": "vpc-2", "OwnerId": "222222222222", "Region": "us-west-2", "CidrBlock": "10.1.0.0/16"},
        "Tags": [{"Key": "Seen", "Value": "\(tag)"}]}]}
      """
    }
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": connection("requester"),
      "accounts/222222222222/us-west-2/a.json": connection("accepter"),
    ])
    #expect(read.estate.peeringConnections.count == 1)
    let peering = try #require(read.estate.peeringConnections.records.first)
    #expect(peering.isActive)
    #expect(peering.requester.prefixes.map(\.description) == ["10.0.0.0/16", "10.9.0.0/16"])
    #expect(read(peering.accepter.region) == "us-west-2")
    #expect(read(peering.tags) == ["Seen=requester"])
    #expect(read.errors == [])
  }

  @Test("VPC endpoints of both kinds")
  func endpoints() throws {
    let read = try SnapshotReading(
      """
      {"VpcEndpoints": [
        {"VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "VpcEndpointType": "Gateway", "State": "available",
         "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-1"]},
        {"VpcEndpointId": "vpce-2", "VpcId": "vpc-1", "VpcEndpointType": "Interface", "State": "Pending",
         "SubnetIds": ["subnet-1"], "NetworkInterfaceIds": ["eni-1"]}]}
      """
    )
    let endpoints = read.estate.vpcEndpoints.records
    #expect(endpoints.map { read($0.type) } == ["Gateway", "Interface"])
    #expect(endpoints.map(\.isAvailable) == [true, false])
    #expect(read(endpoints[0].routeTables) == ["rtb-1"])
    #expect(read(endpoints[1].networkInterfaces) == ["eni-1"])
  }

  @Test("what several lists tell of a transit gateway comes together")
  func transitGateway() throws {
    let read = try SnapshotReading(
      """
      {"TransitGatewayRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "AdditionalRoutesAvailable": true, "Routes": [
         {"DestinationCidrBlock": "10.0.0.0/16", "Type": "propagated", "State": "active",
          "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "ResourceId": "vpc-1"}]},
         {"DestinationCidrBlock": "10.1.0.0/16", "Type": "static", "State": "blackhole"},
         {"DestinationCidrBlock": "10.2.0.0/16", "Type": "static", "State": "deleted"}]}],
       "TransitGatewayStaticRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "Routes": []},
         {"TransitGatewayRouteTableId": "tgw-rtb-2", "Routes": [{"PrefixListId": "pl-1", "Type": "static",
          "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1"}]}]}],
       "TransitGatewayPropagations": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": [
         {"TransitGatewayAttachmentId": "tgw-attach-1", "State": "enabled"},
         {"TransitGatewayAttachmentId": "tgw-attach-2", "State": "disabled"}]}],
       "TransitGatewayAssociations": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "Associations": [
         {"TransitGatewayAttachmentId": "tgw-attach-1", "State": "associated"}]}],
       "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"},
         {"TransitGatewayRouteTableId": "tgw-rtb-2", "TransitGatewayId": "tgw-1"}],
       "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1",
         "ResourceType": "vpc", "ResourceId": "vpc-1", "ResourceOwnerId": "111111111111", "State": "available"}],
       "TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1",
         "VpcId": "vpc-1", "VpcOwnerId": "111111111111", "State": "available", "SubnetIds": ["subnet-1"],
         "Options": {"ApplianceModeSupport": "enable", "Ipv6Support": "disable"}}],
       "TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "666666666666",
         "TransitGatewayArn": "arn:aws:ec2:us-east-1:666666666666:transit-gateway/tgw-1",
         "Options": {"SecurityGroupReferencingSupport": "enable"}}]}
      """
    )
    let gateway = try #require(read.estate.transitGateways.records.first)
    #expect(read(gateway.owner) == "666666666666" && gateway.referencesSecurityGroups == true)
    let attachment = try #require(read.estate.transitGatewayAttachments.records.first)
    #expect(read.estate.transitGatewayAttachments.count == 1)
    #expect(attachment.kind == .vpc)
    #expect(read(attachment.resource) == "vpc-1")
    #expect(attachment.subnets.map { read($0) } == ["subnet-1"])
    #expect(attachment.isApplianceMode && !attachment.supportsIPv6 && attachment.isAvailable)
    #expect(read(attachment.routeTable) == "tgw-rtb-1" && attachment.isAssociated)
    let tables = read.estate.transitGatewayRouteTables.records
    #expect(tables.map(\.source) == [.inForce, .staticAndPropagations])
    #expect(tables.map(\.isTruncated) == [true, false])
    #expect(tables[0].routes.map(\.isBlackhole) == [false, true])
    #expect(tables[0].routes.map(\.isStatic) == [false, true])
    #expect(tables[0].propagations?.map { read($0.attachment) } == ["tgw-attach-1"])
    #expect(tables[1].propagations == nil)
    #expect(read.status("TransitGatewayRoutes") == .truncated)
    #expect(read.errors == [])
  }

  @Test("a peering attachment has a record for each of its transit gateways, with that side's route table")
  func transitGatewayPeering() throws {
    let attachment = """
      {"TransitGatewayPeeringAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-9", "State": "available",
        "RequesterTgwInfo": {"TransitGatewayId": "tgw-1", "OwnerId": "111111111111", "Region": "us-east-1"},
        "AccepterTgwInfo": {"TransitGatewayId": "tgw-2", "OwnerId": "222222222222", "Region": "us-west-2"}}],
      """
    func side(_ gateway: String, _ table: String) -> String {
      attachment
        + """
        "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "\(table)", "TransitGatewayId": "\(gateway)"}],
        "TransitGatewayAssociations": [{"TransitGatewayRouteTableId": "\(table)",
          "Associations": [{"TransitGatewayAttachmentId": "tgw-attach-9", "State": "associated"}]}]}
        """
    }
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": side("tgw-1", "tgw-rtb-1"),
      "accounts/222222222222/us-west-2/a.json": side("tgw-2", "tgw-rtb-2"),
    ])
    let sides = read.estate.transitGatewayAttachments.records
    #expect(sides.map { read($0.transitGateway) } == ["tgw-1", "tgw-2"])
    #expect(sides.map { read($0.peerTransitGateway) } == ["tgw-2", "tgw-1"])
    #expect(sides.map { read($0.routeTable) } == ["tgw-rtb-1", "tgw-rtb-2"])
    #expect(sides.map(\.kind) == [.peering, .peering])
    #expect(read.errors == [])
  }

  @Test("a VPN connection has the tunnels of its XML document, and nothing of its keys")
  func vpn() throws {
    let xml = """
      <?xml version=\\"1.0\\" encoding=\\"UTF-8\\"?>\\n<vpn_connection id=\\"vpn-1\\">\\n  <ipsec_tunnel>\
      <customer_gateway><tunnel_outside_address><ip_address>198.51.100.1</ip_address></tunnel_outside_address>\
      <bgp><asn>65010</asn></bgp></customer_gateway><vpn_gateway><tunnel_outside_address><ip_address>\\n203.0.113.1 \
      </ip_address></tunnel_outside_address></vpn_gateway><ike><pre_shared_key>hunter2secret</pre_shared_key></ike>\
      </ipsec_tunnel></vpn_connection>
      """
    let read = try SnapshotReading(
      """
      {"VpnGateways": [{"VpnGatewayId": "vgw-1", "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}]}],
       "CustomerGateways": [{"CustomerGatewayId": "cgw-1", "IpAddress": "198.51.100.1", "BgpAsn": "65010"}],
       "VpnConnections": [{"VpnConnectionId": "vpn-1", "VpnGatewayId": "vgw-1", "CustomerGatewayId": "cgw-1",
        "State": "available", "Options": {"StaticRoutesOnly": true},
        "Routes": [{"DestinationCidrBlock": "192.168.0.0/16", "State": "available"},
          {"DestinationCidrBlock": "192.168.9.0/24", "State": "deleted"}],
        "CustomerGatewayConfiguration": "\(xml)"}]}
      """
    )
    #expect(read.diagnostics == [])
    let connection = try #require(read.estate.vpnConnections.records.first)
    #expect(connection.usesStaticRoutes && connection.isAvailable)
    #expect(connection.routes.map(\.description) == ["192.168.0.0/16"])
    #expect(connection.tunnels.map { read($0.customerAddress) } == ["198.51.100.1"])
    #expect(connection.tunnels.map { read($0.awsAddress) } == ["203.0.113.1"])
    #expect(connection.tunnels.map { read($0.customerAutonomousSystem) } == ["65010"])
    let texts = (0..<read.estate.symbols.count).map { read(Symbol(UInt32($0))) }
    #expect(!texts.contains { $0.contains("hunter2secret") || $0.contains("pre_shared_key") })
    #expect(read.estate.vpnGateways.records[0].attachments.map(\.isUsable) == [true])
    #expect(read(read.estate.customerGateways.records[0].autonomousSystem) == "65010")
  }

  @Test(
    "XML that cannot be trusted is refused, without a word of what it says",
    arguments: [
      #"<!DOCTYPE a [<!ENTITY x \"y\">]><vpn_connection>secretkey &x;</vpn_connection>"#,
      #"<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><vpn_connection>secretkey</vpn_connection>"#,
      #"<vpn_connection>secretkey</vpn>"#,
    ]
  )
  func badXML(xml: String) throws {
    let read = try SnapshotReading(
      #"{"VpnConnections": [{"VpnConnectionId": "vpn-1", "CustomerGatewayConfiguration": "\#(xml)"}]}"#
    )
    #expect(read.errors.count == 1)
    let error = try #require(read.errors.first)
    #expect(
      error.hasPrefix("ec2.json:1:82 #/VpnConnections/0/CustomerGatewayConfiguration (vpn-1): error: customer gateway")
    )
    #expect(!error.contains("secretkey"))
    #expect(read.estate.vpnConnections.count == 0)
    #expect(read.status("VpnConnections") == .error)
  }

  @Test("a Client VPN endpoint gets its target networks, routes and rules, wrapped or not")
  func clientVPN() throws {
    let read = try SnapshotReading(
      """
      {"ClientVpnEndpoints": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "ClientCidrBlock": "172.16.0.0/22",
         "VpcId": "vpc-1", "SecurityGroupIds": ["sg-1"], "Description": "production"},
         {"ClientVpnEndpointId": "cvpn-endpoint-2", "ClientCidrBlock": "172.17.0.0/22"}],
       "ClientVpnTargetNetworks": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "ClientVpnTargetNetworks": [
         {"ClientVpnEndpointId": "cvpn-endpoint-1", "TargetNetworkId": "subnet-1", "Status": {"Code": "associated"},
          "SecurityGroups": ["sg-1"]}]}],
       "ClientVpnRoutes": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "DestinationCidr": "10.2.0.0/16",
         "TargetSubnet": "subnet-1", "Status": {"Code": "active"}}],
       "ClientVpnAuthorizationRules": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "AuthorizationRules": [
         {"DestinationCidr": "10.2.0.0/16", "GroupId": "S-1-5-21", "AccessAll": false, "Status": {"Code": "active"}},
         {"DestinationCidr": "0.0.0.0/0", "AccessAll": true, "Status": {"Code": "authorizing"}}]}]}
      """
    )
    let endpoint = try #require(read.estate.clientVPNEndpoints.records.first)
    #expect(endpoint.clientPrefix?.description == "172.16.0.0/22")
    #expect(endpoint.targetNetworks?.map { read($0.subnet) } == ["subnet-1"])
    #expect(endpoint.routes?.map(\.destination.description) == ["10.2.0.0/16"])
    #expect(endpoint.authorizationRules?.map(\.admitsAll) == [false, true])
    #expect(endpoint.authorizationRules?.map(\.isActive) == [true, false])
    #expect(read.estate.clientVPNEndpoints.records[1].routes == [])
  }

  @Test("load balancers get their listeners, target groups their targets")
  func loadBalancers() throws {
    let read = try SnapshotReading(
      """
      {"LoadBalancers": [{"LoadBalancerArn": "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/web/1",
         "LoadBalancerName": "web", "Type": "application", "Scheme": "internet-facing", "VpcId": "vpc-1",
         "SecurityGroups": ["sg-1"], "AvailabilityZones": [{"ZoneName": "us-east-1a", "SubnetId": "subnet-1"}]}],
       "LoadBalancerListeners": [{"LoadBalancerArn": "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/web/1",
         "Listeners": [{"ListenerArn": "listener-1", "Port": 443, "Protocol": "HTTPS",
          "DefaultActions": [{"Type": "forward", "TargetGroupArn": "tg-1",
            "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "tg-1"}, {"TargetGroupArn": "tg-2"}]}}]}]}],
       "ListenerRules": [{"ListenerArn": "listener-1", "Rules": [{"Actions": [{"Type": "forward", "TargetGroupArn": "tg-3"}]}]}],
       "TargetGroups": [{"TargetGroupArn": "tg-1", "TargetGroupName": "web", "TargetType": "ip", "VpcId": "vpc-1",
         "Port": 8080, "Protocol": "TCP_UDP"}],
       "TargetGroupAttributes": [{"TargetGroupArn": "tg-1", "Attributes": [
         {"Key": "stickiness.enabled", "Value": "true"}, {"Key": "preserve_client_ip.enabled", "Value": "false"}]}],
       "LoadBalancerAttributes": [],
       "LoadBalancerTargetHealth": [{"TargetGroupArn": "tg-1", "TargetHealthDescriptions": [
         {"Target": {"Id": "10.0.1.10", "Port": 9090}, "TargetHealth": {"State": "unhealthy"}},
         {"Target": {"Id": "10.0.1.11"}}]}]}
      """
    )
    let balancer = try #require(read.estate.loadBalancers.records.first)
    #expect(balancer.kind == .application && balancer.isInternetFacing)
    #expect(read(balancer.owner) == "111111111111" && read(balancer.region) == "us-east-1")
    #expect(read(balancer.subnets) == ["subnet-1"])
    #expect(balancer.listeners?.map(\.port) == [443])
    #expect(balancer.listeners?.map { read($0.targetGroups) } == [["tg-1", "tg-2", "tg-3"]])
    let group = try #require(read.estate.targetGroups.records.first)
    #expect(group.protocols == [.tcp, .udp])
    #expect(group.preservesClientAddress == false)
    #expect(group.targets?.map(\.port) == [9090, 8080])
  }

  @Test("databases, clusters and functions stand in their subnets")
  func services() throws {
    let read = try SnapshotReading(
      """
      {"DBInstances": [{"DBInstanceArn": "arn:aws:rds:us-east-1:111111111111:db:orders", "DBInstanceIdentifier": "orders",
         "Endpoint": {"Address": "orders.x", "Port": 5432}, "DbInstancePort": 0, "PubliclyAccessible": true,
         "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]},
         "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}]}],
       "DBClusters": [{"DBClusterArn": "arn:aws:rds:us-east-1:111111111111:cluster:c", "DBClusterIdentifier": "c",
         "Port": 3306, "DBSubnetGroup": "default"}],
       "cluster": {"arn": "arn:aws:eks:us-east-1:111111111111:cluster/k", "name": "k", "roleArn": "arn:aws:iam::111111111111:role/k",
         "resourcesVpcConfig": {"vpcId": "vpc-1", "subnetIds": ["subnet-1"], "securityGroupIds": ["sg-2"],
           "clusterSecurityGroupId": "sg-1", "endpointPublicAccess": false}, "tags": {"Environment": "dev"}},
       "Functions": [{"FunctionArn": "arn:aws:lambda:us-east-1:111111111111:function:f", "FunctionName": "f",
         "Role": "arn:aws:iam::111111111111:role/f",
         "VpcConfig": {"VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}}]}
      """
    )
    let services = read.estate.services.records
    #expect(services.map(\.kind) == [.database, .databaseCluster, .kubernetesCluster, .function])
    #expect(services.map(\.port) == [5432, 3306, 443, 0])
    #expect(services.map { read($0.vpc) } == ["vpc-1", "", "vpc-1", "vpc-1"])
    #expect(services.map { read($0.groups) } == [["sg-1"], [], ["sg-1", "sg-2"], ["sg-1"]])
    #expect(services.map(\.isPubliclyAccessible) == [true, false, false, false])
    #expect(read(services[2].tags) == ["Environment=dev"])
    #expect(read(services[3].role) == "arn:aws:iam::111111111111:role/f")
    #expect(read.status("Clusters") == .collected)
  }
}
