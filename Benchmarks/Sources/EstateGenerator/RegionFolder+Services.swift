/// Load balancers, databases and functions.
extension RegionFolder {
  private static let zoneOfBalancers = "Z35SXDOTRQ7X7K"

  func writeLoadBalancers(_ json: inout JSONFile) {
    for vpc in vpcs {
      json.object { json in
        json.field("LoadBalancerArn", vpc.loadBalancerARN)
        json.field(
          "DNSName",
          "\(vpc.loadBalancerName)-\(identifiers.hexadecimal(.loadBalancer, vpc.index, 1)).\(regionName).elb.amazonaws.com"
        )
        json.field("CanonicalHostedZoneId", Self.zoneOfBalancers)
        json.field("CreatedTime", "2026-02-27T10:05:11.420000+00:00")
        json.field("LoadBalancerName", vpc.loadBalancerName)
        json.field("Scheme", "internet-facing")
        json.field("VpcId", vpc.id)
        json.object("State") { $0.field("Code", "active") }
        json.field("Type", "application")
        json.list("AvailabilityZones") { json in
          for subnet in [VPCPlan.Subnet.publicA, .publicB] {
            json.object { json in
              json.field("ZoneName", vpc.zoneName(subnet))
              json.field("SubnetId", vpc.subnetID(subnet))
              json.list("LoadBalancerAddresses")
            }
          }
        }
        json.list("SecurityGroups") { $0.item(vpc.groupID(.balancer)) }
        json.field("IpAddressType", "ipv4")
      }
    }
  }

  func writeTargetGroups(_ json: inout JSONFile) {
    for vpc in vpcs {
      json.object { json in
        json.field("TargetGroupArn", vpc.targetGroupARN)
        json.field("TargetGroupName", vpc.loadBalancerName)
        json.field("Protocol", "HTTP")
        json.field("Port", 8080)
        json.field("VpcId", vpc.id)
        json.field("HealthCheckProtocol", "HTTP")
        json.field("HealthCheckPort", "traffic-port")
        json.field("HealthCheckEnabled", true)
        json.field("HealthCheckPath", "/health")
        json.list("LoadBalancerArns") { $0.item(vpc.loadBalancerARN) }
        json.field("TargetType", "ip")
        json.field("ProtocolVersion", "HTTP1")
        json.field("IpAddressType", "ipv4")
      }
    }
  }

  func writeListeners(_ json: inout JSONFile) {
    for vpc in vpcs {
      let listener =
        "arn:aws:elasticloadbalancing:\(regionName):\(account.id):listener/\(vpc.loadBalancerSuffix)/"
        + identifiers.hexadecimal(.listener, vpc.index)
      json.object { json in
        json.field("LoadBalancerArn", vpc.loadBalancerARN)
        json.list("Listeners") { json in
          json.object { json in
            json.field("ListenerArn", listener)
            json.field("LoadBalancerArn", vpc.loadBalancerARN)
            json.field("Port", 443)
            json.field("Protocol", "HTTPS")
            json.field("SslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06")
            json.list("DefaultActions") { json in
              json.object { json in
                json.field("Type", "forward")
                json.field("TargetGroupArn", vpc.targetGroupARN)
                json.object("ForwardConfig") { json in
                  json.list("TargetGroups") { json in
                    json.object { json in
                      json.field("TargetGroupArn", vpc.targetGroupARN)
                      json.field("Weight", 1)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  func writeTargetHealth(_ json: inout JSONFile) {
    for vpc in vpcs {
      json.object { json in
        json.field("TargetGroupArn", vpc.targetGroupARN)
        json.list("TargetHealthDescriptions") { json in
          for interface in vpc.interfaces().filter({ $0.kind == .task }).prefix(4) {
            json.object { json in
              json.object("Target") { json in
                json.field("Id", interface.address)
                json.field("Port", 8080)
                json.field("AvailabilityZone", vpc.zoneName(interface.subnet))
              }
              json.field("HealthCheckPort", "8080")
              json.object("TargetHealth") { $0.field("State", "healthy") }
            }
          }
        }
      }
    }
  }

  func writeDatabases(_ json: inout JSONFile) {
    for vpc in vpcs {
      let subnets = [VPCPlan.Subnet.dataA, .dataB]
      json.object { json in
        json.field("DBInstanceIdentifier", vpc.databaseName)
        json.field("DBInstanceClass", "db.r6g.large")
        json.field("Engine", "postgres")
        json.field("DBInstanceStatus", "available")
        json.field("DBName", "orders")
        json.object("Endpoint") { json in
          json.field(
            "Address",
            "\(vpc.databaseName).\(identifiers.hexadecimal(.loadBalancer, vpc.index, 2, digits: 12)).\(regionName).rds.amazonaws.com"
          )
          json.field("Port", 5432)
        }
        json.field("AllocatedStorage", 100)
        json.list("VpcSecurityGroups") { json in
          json.object { json in
            json.field("VpcSecurityGroupId", vpc.groupID(.data))
            json.field("Status", "active")
          }
        }
        json.field("AvailabilityZone", vpc.zoneName(.dataA))
        json.object("DBSubnetGroup") { json in
          json.field("DBSubnetGroupName", "\(vpc.name)-data")
          json.field("VpcId", vpc.id)
          json.field("SubnetGroupStatus", "Complete")
          json.list("Subnets") { json in
            for subnet in subnets {
              json.object { json in
                json.field("SubnetIdentifier", vpc.subnetID(subnet))
                json.object("SubnetAvailabilityZone") { $0.field("Name", vpc.zoneName(subnet)) }
                json.field("SubnetStatus", "Active")
              }
            }
          }
        }
        json.field("MultiAZ", true)
        json.field("EngineVersion", "16.4")
        json.field("PubliclyAccessible", false)
        json.field("StorageEncrypted", true)
        json.field("DBInstanceArn", arn("rds", "db:\(vpc.databaseName)"))
        json.tags(tags(vpc.databaseName, vpc), key: "TagList")
      }
    }
  }

  func writeFunctions(_ json: inout JSONFile) {
    for vpc in vpcs {
      json.object { json in
        json.field("FunctionName", vpc.functionName)
        json.field("FunctionArn", arn("lambda", "function:\(vpc.functionName)"))
        json.field("Runtime", "python3.13")
        json.field("Role", "arn:aws:iam::\(account.id):role/function")
        json.field("Handler", "events.handler")
        json.field("Timeout", 30)
        json.field("MemorySize", 256)
        json.field("LastModified", "2026-03-02T08:15:42.000+0000")
        json.object("VpcConfig") { json in
          json.list("SubnetIds") { json in
            for subnet in [VPCPlan.Subnet.privateA, .privateB] { json.item(vpc.subnetID(subnet)) }
          }
          json.list("SecurityGroupIds") { $0.item(vpc.groupID(.function)) }
          json.field("VpcId", vpc.id)
          json.field("Ipv6AllowedForDualStack", false)
        }
        json.field("PackageType", "Zip")
        json.list("Architectures") { $0.item("x86_64") }
      }
    }
  }
}
