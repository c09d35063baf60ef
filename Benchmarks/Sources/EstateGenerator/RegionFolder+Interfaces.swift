/// Interfaces and the instances that carry some of them.
extension RegionFolder {
  func writeNetworkInterfaces(_ json: inout JSONFile) {
    for vpc in vpcs {
      for interface in vpc.interfaces() { writeInterface(&json, interface, vpc) }
    }
  }

  private func writeInterface(_ json: inout JSONFile, _ interface: InterfacePlan, _ vpc: VPCPlan) {
    let managed = service(of: interface, vpc)
    let isInstance = interface.kind == .instance || interface.kind == .node
    let hostName = "ip-\(interface.address.replacing(".", with: "-"))"
    let suffix = region == 0 ? ".ec2.internal" : ".\(regionName).compute.internal"
    json.object { json in
      if let address = interface.publicAddress {
        json.object("Association") { writeAssociation(&$0, interface, address, vpc) }
      }
      json.object("Attachment") { json in
        json.field("AttachTime", "2026-03-02T08:15:42+00:00")
        json.field(
          "AttachmentId",
          managed?.attachment ?? identifiers.id("eni-attach", .attachment, vpc.index, interface.number)
        )
        json.field("DeleteOnTermination", isInstance)
        json.field("DeviceIndex", isInstance ? 0 : 1)
        json.field("NetworkCardIndex", 0)
        if isInstance { json.field("InstanceId", instanceID(vpc, interface)) }
        json.field("InstanceOwnerId", managed?.owner ?? account.id)
        json.field("Status", "attached")
      }
      json.field("AvailabilityZone", vpc.zoneName(interface.subnet))
      json.field("Description", managed?.description ?? "")
      json.list("Groups") { json in
        if let group = interface.kind.group {
          json.object { json in
            json.field("GroupId", vpc.groupID(group))
            json.field("GroupName", "\(vpc.name)-\(group.name)")
          }
        }
      }
      json.field("InterfaceType", managed?.type ?? "interface")
      json.list("Ipv6Addresses")
      json.field("MacAddress", identifiers.hardwareAddress(vpc.index, interface.number))
      json.field("NetworkInterfaceId", vpc.interfaceID(interface.number))
      json.field("OwnerId", account.id)
      json.field("PrivateDnsName", hostName + suffix)
      json.field("PrivateIpAddress", interface.address)
      json.list("PrivateIpAddresses") { json in
        json.object { json in
          if let address = interface.publicAddress {
            json.object("Association") { writeAssociation(&$0, interface, address, vpc) }
          }
          json.field("Primary", true)
          json.field("PrivateDnsName", hostName + suffix)
          json.field("PrivateIpAddress", interface.address)
        }
      }
      if let managed { json.field("RequesterId", managed.requester ?? account.id) }
      json.field("RequesterManaged", managed != nil)
      json.field("SourceDestCheck", interface.kind != .natGateway && interface.kind != .privateNAT)
      json.field("Status", "in-use")
      json.field("SubnetId", vpc.subnetID(interface.subnet))
      json.tags(isInstance ? tags("\(vpc.name)-\(interface.number)", vpc) : [], key: "TagSet")
      json.field("VpcId", vpc.id)
    }
  }

  private func writeAssociation(_ json: inout JSONFile, _ interface: InterfacePlan, _ address: String, _ vpc: VPCPlan) {
    if interface.kind == .natGateway {
      json.field("AllocationId", identifiers.id("eipalloc", .address, vpc.index))
      json.field("AssociationId", identifiers.id("eipassoc", .addressAssociation, vpc.index))
    }
    json.field("IpOwnerId", interface.kind == .natGateway ? account.id : "amazon-elb")
    json.field("PublicDnsName", "ec2-\(address.replacing(".", with: "-")).\(regionName).compute.amazonaws.com")
    json.field("PublicIp", address)
  }

  /// How AWS marks the interface of one of its services; `nil` for the customer's own.
  private func service(
    of interface: InterfacePlan,
    _ vpc: VPCPlan
  ) -> (type: StaticString, description: String, requester: String?, owner: String, attachment: String)? {
    let attachment = identifiers.id("ela-attach", .attachment, vpc.index, interface.number)
    switch interface.kind {
    case .instance, .node: return nil
    case .natGateway:
      return ("nat_gateway", "Interface for NAT Gateway \(vpc.natID)", nil, "amazon-aws", attachment)
    case .privateNAT:
      return ("nat_gateway", "Interface for NAT Gateway \(vpc.privateNATID)", nil, "amazon-aws", attachment)
    case .transitGateway:
      let description = "Network Interface for Transit Gateway Attachment \(vpc.attachmentID)"
      return ("transit_gateway", description, nil, "amazon-aws", attachment)
    case .balancer:
      return ("interface", "ELB \(vpc.loadBalancerSuffix)", "amazon-elb", "amazon-elb", attachment)
    case .endpoint:
      return ("vpc_endpoint", "VPC Endpoint Interface \(vpc.endpointID(0))", nil, "amazon-aws", attachment)
    case .database: return ("interface", "RDSNetworkInterface", "amazon-rds", "amazon-rds", attachment)
    case .cache:
      let node = "\(vpc.name)-sessions-\(interface.number)"
      return ("interface", "ElastiCache \(node)", "amazon-elasticache", "amazon-elasticache", attachment)
    case .task:
      let uuid = identifiers.uuid(.attachment, vpc.index, interface.number)
      return ("interface", arn("ecs", "attachment/\(uuid)"), nil, "amazon-aws", attachment)
    case .function:
      let uuid = identifiers.uuid(.attachment, vpc.index, interface.number)
      return ("lambda", "AWS Lambda VPC ENI-\(vpc.functionName)-\(uuid)", nil, "amazon-aws", attachment)
    }
  }

  func instanceID(_ vpc: VPCPlan, _ interface: InterfacePlan) -> String {
    identifiers.id("i", .instance, vpc.index, interface.number)
  }

  func writeReservations(_ json: inout JSONFile) {
    for vpc in vpcs {
      for interface in vpc.interfaces() where interface.kind == .instance || interface.kind == .node {
        json.object { json in
          json.field("ReservationId", identifiers.id("r", .reservation, vpc.index, interface.number))
          json.field("OwnerId", account.id)
          json.list("Groups")
          json.list("Instances") { writeInstance(&$0, interface, vpc) }
        }
      }
    }
  }

  private func writeInstance(_ json: inout JSONFile, _ interface: InterfacePlan, _ vpc: VPCPlan) {
    guard let group = interface.kind.group else { return }
    let profile = interface.kind == .node ? "node" : "application"
    let started: StaticString = "2026-03-02T08:15:42+00:00"
    let hostName =
      "ip-\(interface.address.replacing(".", with: "-"))"
      + (region == 0 ? ".ec2.internal" : ".\(regionName).compute.internal")
    func writeGroups(_ json: inout JSONFile, _ key: StaticString) {
      json.list(key) { json in
        json.object { json in
          json.field("GroupId", vpc.groupID(group))
          json.field("GroupName", "\(vpc.name)-\(group.name)")
        }
      }
    }
    json.object { json in
      json.field("Architecture", "x86_64")
      json.list("BlockDeviceMappings") { json in
        json.object { json in
          json.field("DeviceName", "/dev/xvda")
          json.object("Ebs") { json in
            json.field("AttachTime", started)
            json.field("DeleteOnTermination", true)
            json.field("Status", "attached")
            json.field("VolumeId", identifiers.id("vol", .volume, vpc.index, interface.number))
          }
        }
      }
      json.field("ClientToken", identifiers.uuid(.clientToken, vpc.index, interface.number))
      json.field("EbsOptimized", false)
      json.field("EnaSupport", true)
      json.field("Hypervisor", "xen")
      json.object("IamInstanceProfile") { json in
        json.field("Arn", "arn:aws:iam::\(account.id):instance-profile/\(profile)")
        json.field("Id", GlobalFolder.profileID(identifiers, account.id, profile))
      }
      json.list("NetworkInterfaces") { json in
        json.object { json in
          json.object("Attachment") { json in
            json.field("AttachTime", started)
            json.field("AttachmentId", identifiers.id("eni-attach", .attachment, vpc.index, interface.number))
            json.field("DeleteOnTermination", true)
            json.field("DeviceIndex", 0)
            json.field("Status", "attached")
            json.field("NetworkCardIndex", 0)
          }
          json.field("Description", "")
          writeGroups(&json, "Groups")
          json.list("Ipv6Addresses")
          json.field("MacAddress", identifiers.hardwareAddress(vpc.index, interface.number))
          json.field("NetworkInterfaceId", vpc.interfaceID(interface.number))
          json.field("OwnerId", account.id)
          json.field("PrivateDnsName", hostName)
          json.field("PrivateIpAddress", interface.address)
          json.list("PrivateIpAddresses") { json in
            json.object { json in
              json.field("Primary", true)
              json.field("PrivateDnsName", hostName)
              json.field("PrivateIpAddress", interface.address)
            }
          }
          json.field("SourceDestCheck", true)
          json.field("Status", "in-use")
          json.field("SubnetId", vpc.subnetID(interface.subnet))
          json.field("VpcId", vpc.id)
          json.field("InterfaceType", "interface")
        }
      }
      json.field("RootDeviceName", "/dev/xvda")
      json.field("RootDeviceType", "ebs")
      writeGroups(&json, "SecurityGroups")
      json.field("SourceDestCheck", true)
      json.tags(tags("\(vpc.name)-\(interface.number)", vpc))
      json.field("VirtualizationType", "hvm")
      json.object("CpuOptions") { json in
        json.field("CoreCount", 1)
        json.field("ThreadsPerCore", 2)
      }
      json.object("MetadataOptions") { json in
        json.field("State", "applied")
        json.field("HttpTokens", "required")
        json.field("HttpPutResponseHopLimit", 1)
        json.field("HttpEndpoint", "enabled")
        json.field("HttpProtocolIpv6", "disabled")
        json.field("InstanceMetadataTags", "disabled")
      }
      json.field("InstanceId", instanceID(vpc, interface))
      json.field("ImageId", identifiers.id("ami", .instance, -1, region))
      json.object("State") { json in
        json.field("Code", 16)
        json.field("Name", "running")
      }
      json.field("PrivateDnsName", hostName)
      json.field("PublicDnsName", "")
      json.field("InstanceType", interface.kind == .node ? "m6i.large" : "t3.medium")
      json.field("LaunchTime", started)
      json.object("Placement") { json in
        json.field("GroupName", "")
        json.field("Tenancy", "default")
        json.field("AvailabilityZone", vpc.zoneName(interface.subnet))
      }
      json.object("Monitoring") { $0.field("State", "disabled") }
      json.field("SubnetId", vpc.subnetID(interface.subnet))
      json.field("VpcId", vpc.id)
      json.field("PrivateIpAddress", interface.address)
    }
  }
}
