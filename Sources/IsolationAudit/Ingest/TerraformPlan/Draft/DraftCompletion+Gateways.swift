// NAT gateways, peering connections, endpoints, transit gateways and Client VPN endpoints.
extension DraftCompletion {
  /// Addresses of NAT gateways and resolver endpoints are those of their interfaces.
  mutating func completeGateways() {
    for key in keys("NatGateways") {
      var addresses = DraftObject.list(at: ["NatGatewayAddresses"], in: draft[key].first?.record ?? DraftObject())
      let isPrivate = draft[key].first?.record["ConnectivityType"]?.text == "private"
      var isChanged = false
      for index in addresses.indices {
        guard case .object(var object) = addresses[index], let interface = object["NetworkInterfaceId"]?.text else {
          continue
        }
        let known = record("NetworkInterfaces", interface)
        if object["PrivateIp"] == nil, let address = known?["PrivateIpAddress"] {
          object["PrivateIp"] = address
          isChanged = true
        }
        if !isPrivate, object["PublicIp"] == nil {
          object["PublicIp"] = known?["Association"]?["PublicIp"] ?? .string(Self.text(nextPublic))
          nextPublic += 1
          isChanged = true
        }
        addresses[index] = .object(object)
      }
      if isChanged { change(key) { $0["NatGatewayAddresses"] = .array(addresses) } }
    }
    for key in keys("ResolverEndpointIpAddresses") {
      var addresses = DraftObject.list(at: ["IpAddresses"], in: draft[key].first?.record ?? DraftObject())
      var isChanged = false
      for index in addresses.indices {
        guard case .object(var object) = addresses[index], object["Ip"] == nil,
          let interface = object["TerraformInterface"]?.text
        else { continue }
        object["Ip"] = record("NetworkInterfaces", interface)?["PrivateIpAddress"]
        addresses[index] = .object(object)
        isChanged = true
      }
      if isChanged { change(key) { $0["IpAddresses"] = .array(addresses) } }
    }
  }

  /// Both sides of a peering connection know each other's CIDR blocks.
  mutating func completePeerings() {
    for key in keys("VpcPeeringConnections") {
      for side in ["RequesterVpcInfo", "AccepterVpcInfo"] {
        guard let info = draft[key].first?.record[side]?.object, info["CidrBlock"] == nil, info["CidrBlockSet"] == nil,
          let vpc = info["VpcId"]?.text
        else { continue }
        let blocks = blocks(ofVPC: vpc)
        guard !blocks.ipv4.isEmpty else { continue }
        change(key) { record in
          var info = info
          info["CidrBlockSet"] = .array(blocks.ipv4.map { ["CidrBlock": .string($0)] })
          info["Ipv6CidrBlockSet"] = .array(blocks.ipv6.map { ["Ipv6CidrBlock": .string($0)] })
          record[side] = .object(info)
        }
      }
    }
  }

  /// An endpoint that is made comes to a service of another account only if that lets it in (AWS PrivateLink guide, "Manage
  /// permissions"); one that is connected stays so.
  mutating func completeEndpoints() {
    for key in keys("VpcEndpointConnections") {
      guard let connection = draft[key].first?.record, connection["TerraformPlanned"] != nil,
        let service = connection["ServiceId"]?.text, let owner = connection["VpcEndpointOwner"]?.text,
        let provider = draft[RecordKey(list: "ServiceConfigurations", id: service, account: "", region: "")].first,
        provider.account != owner, let permissions = record("VpcEndpointServicePermissions", service)
      else { continue }
      let isAdmitted = DraftObject.list(at: ["AllowedPrincipals"], in: permissions).contains { principal in
        let name = principal["Principal"]?.text ?? "*"
        // A principal that is not known may be anybody.
        guard name.hasPrefix("arn:") else { return true }
        return name.split(separator: ":", omittingEmptySubsequences: false).dropFirst(4).first.map(String.init) == owner
      }
      guard !isAdmitted, let endpoint = connection["VpcEndpointId"]?.text else { continue }
      change(key) { $0["VpcEndpointState"] = "rejected" }
      change(RecordKey(list: "VpcEndpoints", id: endpoint, account: "", region: "")) { $0["State"] = "rejected" }
      assumptions.append("\(endpoint): \(service) does not let its account in, so that nothing connects them")
    }
  }

  /// Attachments take the default tables of their transit gateway (Transit Gateways guide, "Default route table").
  mutating func completeTransitGateways() {
    var associated: Set<String> = []
    for key in keys("TransitGatewayAssociations") {
      for element in DraftObject.list(at: ["Associations"], in: draft[key].first?.record ?? DraftObject()) {
        if let id = element["TransitGatewayAttachmentId"]?.text { associated.insert(id) }
      }
    }
    for list in ["TransitGatewayVpcAttachments", "TransitGatewayConnects", "TransitGatewayAttachments"] {
      for key in keys(list) {
        guard let row = draft[key].first, let gateway = row.record["TransitGatewayId"]?.text,
          row.record["TerraformAssociates"] != nil, let options = record("TransitGateways", gateway)?["Options"]
        else { continue }
        if row.record["TerraformAssociates"]?.flag == true, !associated.contains(key.id),
          options["DefaultRouteTableAssociation"]?.text == "enable",
          let table = options["AssociationDefaultRouteTableId"]?.text
        {
          join(key.id, "TransitGatewayAssociations", table, "Associations", "associated", gateway, row)
          assumptions.append("\(key.id): it is associated with the default route table \(table), as AWS does")
        }
        if row.record["TerraformPropagates"]?.flag == true, options["DefaultRouteTablePropagation"]?.text == "enable",
          let table = options["PropagationDefaultRouteTableId"]?.text
        {
          join(
            key.id,
            "TransitGatewayPropagations",
            table,
            "TransitGatewayRouteTablePropagations",
            "enabled",
            gateway,
            row
          )
          assumptions.append("\(key.id): it propagates to the default route table \(table), as AWS does")
        }
      }
    }
  }

  private mutating func join(
    _ attachment: String,
    _ list: String,
    _ table: String,
    _ member: String,
    _ state: String,
    _ gateway: String,
    _ row: EstateDraft.Row
  ) {
    let owner = draft[RecordKey(list: "TransitGateways", id: gateway, account: "", region: "")].first ?? row
    let edit = DraftEdit(
      target: RecordKey(list: list, id: table, account: owner.account, region: owner.region),
      statement: .element(
        [member],
        ["TransitGatewayAttachmentId": .string(attachment), "State": .string(state)],
        .members(["TransitGatewayAttachmentId"])
      ),
      wrapper: ["TransitGatewayRouteTableId": .string(table)]
    )
    draft.add(edit, from: row.record.origin)
  }

  /// A first association gives an endpoint its VPC and a route to it (AWS Client VPN, "Associate a target network").
  mutating func completeClientVPN() {
    for key in keys("ClientVpnTargetNetworks") {
      guard let row = draft[key].first else { continue }
      let networks = DraftObject.list(at: ["ClientVpnTargetNetworks"], in: row.record)
      var completed: [DraftValue] = []
      var isChanged = false
      for network in networks {
        guard case .object(var object) = network, let subnet = object["TargetNetworkId"]?.text,
          let vpc = vpc(ofSubnet: subnet)
        else {
          completed.append(network)
          continue
        }
        let endpoint = RecordKey(list: "ClientVpnEndpoints", id: key.id, account: key.account, region: key.region)
        if let known = draft[endpoint].first?.record, known["VpcId"] == nil {
          change(endpoint) { $0["VpcId"] = .string(vpc) }
        }
        if object["SecurityGroups"] == nil, let group = defaultGroup(ofVPC: vpc) {
          object["SecurityGroups"] = [.string(group)]
          isChanged = true
        }
        completed.append(.object(object))
        for block in blocks(ofVPC: vpc).ipv4 {
          let edit = DraftEdit(
            target: RecordKey(list: "ClientVpnRoutes", id: key.id, account: key.account, region: key.region),
            statement: .element(
              ["Routes"],
              ["DestinationCidr": .string(block), "TargetSubnet": .string(subnet), "Status": ["Code": "active"]],
              .members(["DestinationCidr", "TargetSubnet"])
            ),
            wrapper: ["ClientVpnEndpointId": .string(key.id)]
          )
          let routes = DraftObject.list(at: ["Routes"], in: draft[edit.target].first?.record ?? DraftObject())
          let isKnown = routes.contains {
            $0["DestinationCidr"]?.text == block && $0["TargetSubnet"]?.text == subnet
          }
          if !isKnown { draft.add(edit, from: row.record.origin) }
        }
      }
      if isChanged { change(key) { $0["ClientVpnTargetNetworks"] = .array(completed) } }
    }
  }
}
