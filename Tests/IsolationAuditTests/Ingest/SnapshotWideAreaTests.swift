import IsolationAudit
import Testing

@Suite("Reading Direct Connect and Cloud WAN")
struct SnapshotWideAreaTests {
  @Test("a virtual interface that two accounts list is one, and its keys are not kept")
  func virtualInterface() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/dx.json": """
      {"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1", "ownerAccount": "222222222222", "connectionId": "dxcon-1",
        "virtualInterfaceType": "transit", "virtualInterfaceName": "office", "asn": 65010, "authKey": "SECRET-KEY",
        "virtualInterfaceState": "down", "customerRouterConfig": "<key>SECRET-KEY</key>", "region": "us-east-1"}]}
      """,
      "accounts/222222222222/us-east-1/dx.json": """
      {"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1", "ownerAccount": "222222222222",
        "virtualInterfaceType": "transit", "virtualInterfaceState": "down", "directConnectGatewayId": "dxgw-1",
        "siteLinkEnabled": true, "tags": [{"key": "Name", "value": "line"}]}]}
      """,
    ])
    #expect(read.errors == [])
    let interface = try #require(read.estate.virtualInterfaces.records.first)
    #expect(read.estate.virtualInterfaces.count == 1)
    #expect(interface.kind == .transit && interface.isUsable && interface.hasSiteLink == true)
    #expect(read(interface.gateway) == "dxgw-1" && read(interface.connection) == "dxcon-1")
    #expect(read(interface.name) == "office" && read(interface.owner) == "222222222222")
    #expect(read.estate.symbols.find("SECRET-KEY") == nil)
    #expect(read.estate.directConnectGateways.records.map { read($0.id) } == ["dxgw-1"])
    #expect(read.estate.directConnectGateways.records.map(\.isListed) == [false])
  }

  @Test("two different definitions of a virtual interface are an error")
  func conflict() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/dx.json": """
      {"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1", "virtualInterfaceState": "down", "virtualGatewayId": "vgw-1"}]}
      """,
      "accounts/222222222222/us-east-1/dx.json": """
      {"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1", "virtualInterfaceState": "down", "virtualGatewayId": "vgw-2"}]}
      """,
    ])
    #expect(read.errors.count == 1, "\(read.diagnostics)")
    #expect(read.status("virtualInterfaces", account: "222222222222") == .error)
  }

  @Test("a Direct Connect gateway with its associations and attachments")
  func gateway() throws {
    let read = try SnapshotReading(
      """
      {"directConnectGateways": [{"directConnectGatewayId": "dxgw-1", "directConnectGatewayName": "hub",
         "ownerAccount": "666666666666", "directConnectGatewayState": "available"}],
       "directConnectGatewayAssociations": [
         {"directConnectGatewayId": "dxgw-1", "associationId": "a1", "associationState": "associated",
          "associatedGateway": {"id": "tgw-1", "type": "transitGateway", "ownerAccount": "666666666666"},
          "allowedPrefixesToDirectConnectGateway": [{"cidr": "10.1.0.0/16"}, {"cidr": "2001:db8::/32"}]},
         {"directConnectGatewayId": "dxgw-1", "associationId": "a2", "associationState": "disassociated",
          "associatedGateway": {"id": "tgw-2", "type": "transitGateway"}},
         {"directConnectGatewayId": "dxgw-1", "associationId": "a3", "associationState": "updating",
          "associatedCoreNetwork": {"id": "core-network-1", "attachmentId": "attachment-1"}}],
       "directConnectGatewayAttachments": [{"directConnectGatewayId": "dxgw-1", "virtualInterfaceId": "dxvif-1",
         "virtualInterfaceRegion": "eu-west-1", "virtualInterfaceOwnerAccount": "777777777777",
         "attachmentState": "attached", "attachmentType": "TransitVirtualInterface"}]}
      """
    )
    #expect(read.errors == [])
    let gateway = try #require(read.estate.directConnectGateways.records.first)
    #expect(read(gateway.name) == "hub" && gateway.isListed)
    #expect(gateway.associations.map { read($0.gateway) }.sorted() == ["core-network-1", "tgw-1", "tgw-2"])
    let transit = try #require(gateway.associations.first { read($0.gateway) == "tgw-1" })
    #expect(transit.allowedPrefixes.map(\.description) == ["10.1.0.0/16", "2001:db8::/32"])
    #expect(
      gateway.associations.filter(\.isAssociated).map { read($0.gateway) }.sorted() == ["core-network-1", "tgw-1"]
    )
    let interface = try #require(read.estate.virtualInterfaces.records.first)
    #expect(interface.kind == .transit && interface.hasSiteLink == nil && read(interface.region) == "eu-west-1")
    #expect(read.status("directConnectGatewayAttachments") == .collected)
  }

  @Test("a core network's attachments and routes become what a transit gateway's are")
  func coreNetwork() throws {
    let read = try SnapshotReading(
      """
      {"CoreNetworks": [{"CoreNetworkId": "core-network-1", "OwnerAccountId": "111111111111",
         "CoreNetworkArn": "arn:aws:networkmanager::111111111111:core-network/core-network-1"}],
       "Attachments": [
         {"AttachmentId": "attachment-1", "CoreNetworkId": "core-network-1", "AttachmentType": "VPC", "State": "UPDATING",
          "EdgeLocation": "us-east-1", "SegmentName": "dev", "ResourceArn": "arn:aws:ec2:us-east-1:1:vpc/vpc-1",
          "Tags": [{"Key": "env", "Value": "prod"}]},
         {"AttachmentId": "attachment-2", "CoreNetworkId": "core-network-1", "AttachmentType": "DIRECT_CONNECT_GATEWAY",
          "State": "AVAILABLE", "EdgeLocations": ["us-east-1", "eu-west-1"], "SegmentName": "dev",
          "ResourceArn": "arn:aws:directconnect::1:dx-gateway/dxgw-1"},
         {"AttachmentId": "attachment-3", "CoreNetworkId": "core-network-1", "AttachmentType": "VPC", "State": "REJECTED",
          "EdgeLocation": "us-east-1", "NetworkFunctionGroupName": "fw",
          "ResourceArn": "arn:aws:ec2:us-east-1:1:vpc/vpc-3"}],
       "CoreNetworkVpcAttachments": [{"Attachment": {"AttachmentId": "attachment-1", "CoreNetworkId": "core-network-1",
          "AttachmentType": "VPC", "State": "UPDATING", "EdgeLocation": "us-east-1", "SegmentName": "dev",
          "ResourceArn": "arn:aws:ec2:us-east-1:1:vpc/vpc-1"},
         "SubnetArns": ["arn:aws:ec2:us-east-1:1:subnet/subnet-1"], "Options": {"ApplianceModeSupport": true,
          "Ipv6Support": true, "SecurityGroupReferencingSupport": true}}],
       "CoreNetworkRoutes": [{"CoreNetworkSegmentEdge": {"CoreNetworkId": "core-network-1", "SegmentName": "dev",
          "EdgeLocation": "us-east-1"}, "RouteTableType": "CORE_NETWORK_SEGMENT", "NetworkRoutes": [
           {"DestinationCidrBlock": "10.1.0.0/16", "Type": "PROPAGATED", "State": "ACTIVE",
            "Destinations": [{"CoreNetworkAttachmentId": "attachment-1"}]},
           {"DestinationCidrBlock": "10.9.0.0/16", "Type": "STATIC", "State": "BLACKHOLE", "Destinations": []},
           {"DestinationCidrBlock": "0.0.0.0/0", "Type": "STATIC", "State": "ACTIVE",
            "Destinations": [{"NetworkFunctionGroupName": "fw", "EdgeLocation": "us-east-1"}]}]}],
       "CoreNetworkPolicies": [{"CoreNetworkId": "core-network-1", "Alias": "LIVE", "PolicyDocument":
         "{\\"version\\": \\"2021.12\\", \\"core-network-configuration\\": {\\"security-group-referencing-support\\": true}, \\"segments\\": [{\\"name\\": \\"dev\\", \\"isolate-attachments\\": true}], \\"attachment-policies\\": [{\\"rule-number\\": 1, \\"conditions\\": [{\\"type\\": \\"tag-value\\", \\"operator\\": \\"equals\\", \\"key\\": \\"env\\", \\"value\\": \\"prod\\"}], \\"action\\": {\\"segment\\": \\"prod\\"}}]}"}]}
      """
    )
    #expect(read.errors == [])
    let network = try #require(read.estate.coreNetworks.records.first)
    #expect(network.referencesSecurityGroups == true && read(network.isolatedSegments) == ["dev"])
    let attachments = read.estate.transitGatewayAttachments.records
    #expect(attachments.map { read($0.id) } == ["attachment-1", "attachment-2", "attachment-2", "attachment-3"])
    #expect(attachments.map(\.isAvailable) == [true, true, true, false])
    #expect(read(attachments[0].routeTable) == "core-network-1/segment/dev/us-east-1")
    #expect(attachments[0].subnets.map { read($0) } == ["subnet-1"])
    #expect(attachments[0].isApplianceMode && attachments[0].supportsIPv6)
    #expect(attachments[0].referencesSecurityGroups == true)
    #expect(Set(attachments[1...2].map { read($0.routeTable) }).count == 2)
    #expect(read(attachments[3].routeTable) == "core-network-1/network-function-group/fw/us-east-1")
    let table = try #require(read.estate.transitGatewayRouteTables.records.first)
    #expect(table.source == .inForce && table.routes.map(\.isBlackhole) == [false, true, false])
    #expect(table.routes.map { read($0.attachments) } == [["attachment-1"], [], ["attachment-3"]])
    #expect(read.diagnostics.contains { $0.contains("tag env=prod would put the attachment into segment `prod`") })
  }

  @Test(
    "records that cannot be read say what was expected",
    arguments: [
      ("{\"CoreNetworkRoutes\": [{\"NetworkRoutes\": []}]}", "no RouteTableIdentifier, expected one in every record"),
      ("{\"Attachments\": [{\"CoreNetworkId\": \"core-network-1\"}]}", "no AttachmentId, expected one in every record"),
      (
        "{\"CoreNetworkPolicies\": [{\"CoreNetworkId\": \"core-network-1\", \"PolicyDocument\": \"{\"}]}",
        "core network policy document:"
      ),
      (
        "{\"directConnectGatewayAssociations\": [{\"directConnectGatewayId\": \"dxgw-1\"}]}",
        "no associatedGateway, expected one in every record"
      ),
      (
        "{\"virtualInterfaces\": [{\"siteLinkEnabled\": \"yes\", \"virtualInterfaceId\": \"dxvif-1\"}]}",
        "expected true or false"
      ),
    ]
  )
  func unreadable(text: String, message: String) throws {
    let read = try SnapshotReading(text)
    #expect(read.errors.count == 1 && read.errors[0].contains(message), "\(read.diagnostics)")
  }

  @Test("an interface that carries a group of another VPC without an association is noted")
  func groupAssociation() throws {
    func read(_ state: String) throws -> SnapshotReading {
      try SnapshotReading(
        """
        {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111"}, {"VpcId": "vpc-2", "OwnerId": "111111111111"}],
         "SecurityGroups": [{"GroupId": "sg-1", "GroupName": "one", "VpcId": "vpc-1", "OwnerId": "111111111111"}],
         "Subnets": [{"SubnetId": "subnet-2", "VpcId": "vpc-2", "CidrBlock": "10.2.1.0/24"}],
         "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-2", "VpcId": "vpc-2",
           "Groups": [{"GroupId": "sg-1"}]}],
         "SecurityGroupVpcAssociations": [{"GroupId": "sg-1", "VpcId": "vpc-2", "State": "\(state)"}]}
        """
      )
    }
    let message = "carries security group `sg-1` of `vpc-1`"
    #expect(try !read("associated").diagnostics.contains { $0.contains(message) })
    #expect(try read("disassociated").diagnostics.contains { $0.contains(message) })
  }

  @Test("a table's prefix list route without entries falls back on the block that AWS wrote beside it")
  func prefixListBlock() throws {
    let read = try SnapshotReading(
      """
      {"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}],
       "TransitGatewayRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "NextToken": "more", "Routes": [
         {"DestinationCidrBlock": "10.1.0.0/16", "PrefixListId": "pl-1", "Type": "static", "State": "active",
          "TransitGatewayAttachments": []}]}]}
      """
    )
    let table = try #require(read.estate.transitGatewayRouteTables.records.first)
    #expect(table.routes.map(\.destination) == [.prefix(try IPPrefix("10.1.0.0/16"))])
    #expect(table.isTruncated)
  }

  @Test("a Connect attachment has its transport and peers")
  func connect() throws {
    let read = try SnapshotReading(
      """
      {"TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1",
         "ResourceType": "connect", "ResourceId": "tgw-attach-2", "State": "available"}],
       "TransitGatewayConnects": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1",
         "TransportTransitGatewayAttachmentId": "tgw-attach-2", "State": "available"}],
       "TransitGatewayConnectPeers": [{"TransitGatewayAttachmentId": "tgw-attach-1", "State": "available",
         "TransitGatewayConnectPeerId": "tgw-connect-peer-1", "ConnectPeerConfiguration": {"PeerAddress": "10.1.1.5"}}]}
      """
    )
    let attachment = try #require(read.estate.transitGatewayAttachments.records.first)
    #expect(read.estate.transitGatewayAttachments.count == 1 && attachment.kind == .connect)
    #expect(read(attachment.transport) == "tgw-attach-2" && read(attachment.connectPeers) == ["10.1.1.5"])
    #expect(read.errors == [])
  }
}
