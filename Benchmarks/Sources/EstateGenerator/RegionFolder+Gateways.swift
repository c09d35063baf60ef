/// Gateways, peering, endpoints and what belongs to them.
extension RegionFolder {
  func writeInternetGateways(_ json: inout JSONFile) {
    for vpc in vpcs {
      json.object { json in
        json.list("Attachments") { json in
          json.object { json in
            json.field("State", "available")
            json.field("VpcId", vpc.id)
          }
        }
        json.field("InternetGatewayId", vpc.internetGatewayID)
        json.field("OwnerId", account.id)
        json.tags(tags(vpc.name, vpc))
      }
    }
  }

  func writeNATGateways(_ json: inout JSONFile) {
    for vpc in vpcs {
      for interface in vpc.interfaces() where interface.kind == .natGateway || interface.kind == .privateNAT {
        let isPublic = interface.kind == .natGateway
        json.object { json in
          json.field("CreateTime", "2026-02-27T10:00:03+00:00")
          json.list("NatGatewayAddresses") { json in
            json.object { json in
              if let address = interface.publicAddress {
                json.field("AllocationId", identifiers.id("eipalloc", .address, vpc.index))
                json.field("AssociationId", identifiers.id("eipassoc", .addressAssociation, vpc.index))
                json.field("PublicIp", address)
              }
              json.field("NetworkInterfaceId", vpc.interfaceID(interface.number))
              json.field("PrivateIp", interface.address)
              json.field("IsPrimary", true)
              json.field("Status", "succeeded")
            }
          }
          json.field("NatGatewayId", isPublic ? vpc.natID : vpc.privateNATID)
          json.field("State", "available")
          json.field("SubnetId", vpc.subnetID(interface.subnet))
          json.field("VpcId", vpc.id)
          json.tags(tags(isPublic ? "\(vpc.name)-out" : "\(vpc.name)-migration", vpc))
          json.field("ConnectivityType", isPublic ? "public" : "private")
        }
      }
    }
  }

  func writeAddresses(_ json: inout JSONFile) {
    for vpc in vpcs {
      for interface in vpc.interfaces() where interface.kind == .natGateway {
        json.object { json in
          json.field("AllocationId", identifiers.id("eipalloc", .address, vpc.index))
          json.field("AssociationId", identifiers.id("eipassoc", .addressAssociation, vpc.index))
          json.field("Domain", "vpc")
          json.field("NetworkInterfaceId", vpc.interfaceID(interface.number))
          json.field("NetworkInterfaceOwnerId", account.id)
          json.field("PrivateIpAddress", interface.address)
          json.tags(tags("\(vpc.name)-out", vpc))
          json.field("PublicIpv4Pool", "amazon")
          json.field("NetworkBorderGroup", regionName)
          if let address = interface.publicAddress { json.field("PublicIp", address) }
        }
      }
    }
  }

  /// The peering connections that one of this folder's VPCs takes part in; both sides see each.
  var peerings: [(requester: VPCPlan, accepter: VPCPlan)] {
    estate.peerings.map { (estate.vpcs[$0.requester], estate.vpcs[$0.accepter]) }
      .filter { $0.0.region == region && ($0.0.account == account.id || $0.1.account == account.id) }
  }

  func writePeerings(_ json: inout JSONFile) {
    for (requester, accepter) in peerings {
      json.object { json in
        for (key, vpc) in [("AccepterVpcInfo" as StaticString, accepter), ("RequesterVpcInfo", requester)] {
          json.object(key) { json in
            json.field("CidrBlock", vpc.block.description)
            json.list("CidrBlockSet") { json in
              json.object { $0.field("CidrBlock", vpc.block.description) }
            }
            json.field("OwnerId", vpc.account)
            json.object("PeeringOptions") { json in
              json.field("AllowDnsResolutionFromRemoteVpc", false)
              json.field("AllowEgressFromLocalClassicLinkToRemoteVpc", false)
              json.field("AllowEgressFromLocalVpcToRemoteClassicLink", false)
            }
            json.field("VpcId", vpc.id)
            json.field("Region", vpc.regionName)
          }
        }
        json.object("Status") { json in
          json.field("Code", "active")
          json.field("Message", "Active")
        }
        json.list("Tags")
        json.field("VpcPeeringConnectionId", estate.peeringID(requester.index, accepter.index))
      }
    }
  }

  func writeEndpoints(_ json: inout JSONFile) {
    for vpc in vpcs {
      let interfaces = vpc.interfaces().filter { $0.kind == .endpoint }
      json.object { json in
        json.field("VpcEndpointId", vpc.endpointID(0))
        json.field("VpcEndpointType", "Interface")
        json.field("VpcId", vpc.id)
        json.field("ServiceName", "com.amazonaws.\(regionName).ssm")
        json.field("State", "available")
        json.field("IpAddressType", "ipv4")
        json.list("RouteTableIds")
        json.list("SubnetIds") { json in
          for interface in interfaces { json.item(vpc.subnetID(interface.subnet)) }
        }
        json.list("Groups") { json in
          json.object { json in
            json.field("GroupId", vpc.groupID(.endpoint))
            json.field("GroupName", "\(vpc.name)-endpoint")
          }
        }
        json.field("PrivateDnsEnabled", true)
        json.field("RequesterManaged", false)
        json.list("NetworkInterfaceIds") { json in
          for interface in interfaces { json.item(vpc.interfaceID(interface.number)) }
        }
        json.tags(tags("\(vpc.name)-ssm", vpc))
        json.field("OwnerId", account.id)
      }
    }
  }
}
