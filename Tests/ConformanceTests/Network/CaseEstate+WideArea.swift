/// Direct Connect and Cloud WAN of a case.
extension CaseEstate {
  // MARK: Direct Connect

  /// A Direct Connect gateway with its associations: the gateway on AWS's side, and the prefixes that it may advertise.
  mutating func directConnectGateway(
    _ id: String,
    in vpc: String,
    _ associations: [(gateway: String, allowed: [String])]
  ) {
    let account = place(of: "vpc-\(vpc)").account
    record(
      "directConnectGateways",
      in: vpc,
      [
        "directConnectGatewayId": .string(id), "directConnectGatewayName": .string("name of \(id)"),
        "amazonSideAsn": 64512, "ownerAccount": .string(account), "directConnectGatewayState": "available",
      ]
    )
    for (gateway, allowed) in associations {
      let type = gateway.hasPrefix("vgw-") ? "virtualPrivateGateway" : "transitGateway"
      record(
        "directConnectGatewayAssociations",
        in: vpc,
        [
          "associationId": .string("association-\(id)-\(gateway)"), "directConnectGatewayId": .string(id),
          "directConnectGatewayOwnerAccount": .string(account), "associationState": "associated",
          "associatedGateway": [
            "id": .string(gateway), "type": .string(type), "ownerAccount": .string(account), "region": "us-east-1",
          ],
          "allowedPrefixesToDirectConnectGateway": .records("cidr", allowed),
        ]
      )
    }
  }

  /// A virtual interface at a virtual private gateway, a Direct Connect gateway or, when public, at none.
  mutating func virtualInterface(
    _ id: String,
    at gateway: String,
    in vpc: String,
    kind: String = "private",
    state: String = "available",
    hasSiteLink: Bool = false,
    announced: [String] = []
  ) {
    let place = place(of: "vpc-\(vpc)")
    let key = gateway.hasPrefix("vgw-") ? "virtualGatewayId" : "directConnectGatewayId"
    let end: [(key: String, value: JSONText)] = kind == "public" ? [] : [(key: key, value: .string(gateway))]
    let interface: JSONText =
      [
        "virtualInterfaceId": .string(id), "ownerAccount": .string(place.account), "location": "EqDC2",
        "connectionId": .string("dxcon-\(id.dropFirst(6))"), "virtualInterfaceType": .string(kind),
        "virtualInterfaceName": .string("name of \(id)"), "vlan": 101, "asn": 65010, "authKey": "not-to-be-kept",
        "addressFamily": "ipv4", "virtualInterfaceState": .string(state),
        "routeFilterPrefixes": .records("cidr", announced), "region": .string(place.region),
        "siteLinkEnabled": .boolean(hasSiteLink),
      ]
    record("virtualInterfaces", in: vpc, interface.adding(end))
  }

  // MARK: Cloud WAN

  static func arn(ofCoreNetwork id: String) -> String { "arn:aws:networkmanager::111111111111:core-network/\(id)" }

  mutating func coreNetwork(_ id: String = "core-network-1") {
    record(
      "CoreNetworks",
      in: "a",
      [
        "CoreNetworkId": .string(id), "CoreNetworkArn": .string(Self.arn(ofCoreNetwork: id)),
        "GlobalNetworkId": "global-network-1", "OwnerAccountId": "111111111111", "State": "AVAILABLE",
      ]
    )
  }

  /// An attachment of any type to the core network `core-network-1`, in a segment or a network function group.
  mutating func coreAttachment(
    _ id: String,
    type: String,
    resource arn: String,
    segment: String? = nil,
    functionGroup: String? = nil,
    state: String = "AVAILABLE",
    tags: [(String, String)] = []
  ) -> JSONText {
    var members: [(key: String, value: JSONText)] = [
      (key: "AttachmentId", value: .string(id)), (key: "CoreNetworkId", value: "core-network-1"),
      (key: "CoreNetworkArn", value: .string(Self.arn(ofCoreNetwork: "core-network-1"))),
      (key: "OwnerAccountId", value: "111111111111"), (key: "AttachmentType", value: .string(type)),
      (key: "State", value: .string(state)), (key: "EdgeLocation", value: "us-east-1"),
      (key: "ResourceArn", value: .string(arn)),
      (key: "Tags", value: .array(tags.map { ["Key": .string($0.0), "Value": .string($0.1)] })),
    ]
    if let segment { members.append((key: "SegmentName", value: .string(segment))) }
    if let functionGroup { members.append((key: "NetworkFunctionGroupName", value: .string(functionGroup))) }
    record("Attachments", in: "a", .object(members))
    return .object(members)
  }

  /// Attaches a VPC (`attachment-a`) through subnets of its own, one in each zone, with a route table (`rtb-ta`) that holds
  /// the local routes only; its main table leads private ranges to the core network.
  mutating func attachToCore(
    _ vpc: String,
    segment: String? = nil,
    functionGroup: String? = nil,
    state: String = "AVAILABLE",
    zones: [Int] = [1, 2],
    tags: [(String, String)] = []
  ) {
    guard let cidr = vpcs.first(where: { $0.id == "vpc-\(vpc)" })?.cidrs.first?.cidr else { return }
    let network = cidr.split(separator: ".").prefix(2).joined(separator: ".")
    let names = zones.map { "t\(vpc)\($0)" }
    for (name, zone) in zip(names, zones) { subnet(name, "\(network).250.\((zone - 1) * 16)/28", zone: zone, vpc: vpc) }
    table("rtb-t\(vpc)", in: vpc, subnets: names)
    route("rtb-\(vpc)", "10.0.0.0/8", "core-network-1")
    let attachment = coreAttachment(
      "attachment-\(vpc)",
      type: "VPC",
      resource: "arn:aws:ec2:us-east-1:111111111111:vpc/vpc-\(vpc)",
      segment: segment,
      functionGroup: functionGroup,
      state: state,
      tags: tags
    )
    record(
      "CoreNetworkVpcAttachments",
      in: "a",
      [
        "Attachment": attachment,
        "SubnetArns": .strings(names.map { "arn:aws:ec2:us-east-1:111111111111:subnet/subnet-\($0)" }),
        "Options": [
          "Ipv6Support": false, "ApplianceModeSupport": false, "DnsSupport": true,
          "SecurityGroupReferencingSupport": false,
        ],
      ]
    )
  }

  /// The routes in force of a segment, or of a network function group; each leads to an attachment, or with `group:` to
  /// whatever a network function group has.
  mutating func coreRoutes(_ name: String, isFunctionGroup: Bool = false, _ routes: [(String, String)]) {
    let key = isFunctionGroup ? "NetworkFunctionGroupName" : "SegmentName"
    let edge: JSONText = [
      "CoreNetworkId": "core-network-1", key: .string(name), "EdgeLocation": "us-east-1",
    ]
    record(
      "CoreNetworkRoutes",
      in: "a",
      [
        "RouteTableIdentifier": .object([
          (key: isFunctionGroup ? "CoreNetworkNetworkFunctionGroup" : "CoreNetworkSegmentEdge", value: edge)
        ]),
        "RouteTableType": isFunctionGroup ? "NETWORK_FUNCTION_GROUP" : "CORE_NETWORK_SEGMENT",
        "NetworkRoutes": .array(
          routes.map { cidr, target in
            let destination: JSONText =
              target.hasPrefix("group:")
              ? ["NetworkFunctionGroupName": .string(String(target.dropFirst(6))), "EdgeLocation": "us-east-1"]
              : ["CoreNetworkAttachmentId": .string(target), "SegmentName": .string(name), "EdgeLocation": "us-east-1"]
            return [
              "DestinationCidrBlock": .string(cidr), "Destinations": [destination], "State": "ACTIVE",
              "Type": "PROPAGATED",
            ]
          }
        ),
      ]
    )
  }
}
