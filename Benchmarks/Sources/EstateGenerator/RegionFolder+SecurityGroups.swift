/// Security groups, as whole groups and as single rules.
extension RegionFolder {
  func writeSecurityGroups(_ json: inout JSONFile) {
    for vpc in vpcs {
      for group in SecurityGroup.allCases {
        let rules = vpc.rules(group)
        json.object { json in
          json.field("GroupId", vpc.groupID(group))
          writePermissions(&json, "IpPermissionsEgress", rules.filter { $0.direction == .egress }, vpc)
          json.tags(tags("\(vpc.name)-\(group.name)", vpc))
          json.field("VpcId", vpc.id)
          json.field("SecurityGroupArn", arn("ec2", "security-group/" + vpc.groupID(group)))
          json.field("OwnerId", account.id)
          json.field("GroupName", group == .default ? group.name : "\(vpc.name)-\(group.name)")
          json.field(
            "Description",
            group == .default ? "default VPC security group" : "The \(group.name) of \(vpc.name)"
          )
          writePermissions(&json, "IpPermissions", rules.filter { $0.direction == .ingress }, vpc)
        }
      }
    }
  }

  /// Writes rules as AWS groups them: one permission for each protocol and port range.
  private func writePermissions(_ json: inout JSONFile, _ key: StaticString, _ rules: [RulePlan], _ vpc: VPCPlan) {
    json.list(key) { json in
      var rest = rules[...]
      while let first = rest.first {
        let alike = rest.filter { $0.ports == first.ports && $0.ipProtocol.description == first.ipProtocol.description }
        rest = rest.filter { $0.ports != first.ports || $0.ipProtocol.description != first.ipProtocol.description }[...]
        json.object { json in
          json.field("IpProtocol", first.ipProtocol)
          if let ports = first.ports {
            json.field("FromPort", ports.lowerBound)
            json.field("ToPort", ports.upperBound)
          }
          json.list("UserIdGroupPairs") { json in
            for rule in alike {
              guard case .group(let group) = rule.peer else { continue }
              json.object { json in
                json.field("Description", rule.description)
                json.field("UserId", account.id)
                json.field("GroupId", vpc.groupID(group))
              }
            }
          }
          json.list("IpRanges") { json in
            for rule in alike {
              guard case .block(let block) = rule.peer else { continue }
              json.object { json in
                json.field("Description", rule.description)
                json.field("CidrIp", block)
              }
            }
          }
          json.list("Ipv6Ranges")
          json.list("PrefixListIds")
        }
      }
    }
  }

  func writeSecurityGroupRules(_ json: inout JSONFile) {
    for vpc in vpcs {
      for group in SecurityGroup.allCases {
        for (number, rule) in vpc.rules(group).enumerated() {
          let id = vpc.ruleID(group, number)
          json.object { json in
            json.field("SecurityGroupRuleId", id)
            json.field("GroupId", vpc.groupID(group))
            json.field("GroupOwnerId", account.id)
            json.field("IsEgress", rule.direction == .egress)
            json.field("IpProtocol", rule.ipProtocol)
            json.field("FromPort", rule.ports?.lowerBound ?? -1)
            json.field("ToPort", rule.ports?.upperBound ?? -1)
            switch rule.peer {
            case .block(let block): json.field("CidrIpv4", block)
            case .group(let peer):
              json.object("ReferencedGroupInfo") { json in
                json.field("GroupId", vpc.groupID(peer))
                json.field("UserId", account.id)
              }
            }
            json.field("Description", rule.description)
            json.list("Tags")
            json.field("SecurityGroupRuleArn", arn("ec2", "security-group-rule/" + id))
          }
        }
      }
    }
  }
}

extension VPCPlan {
  /// The identifier of the `number`-th rule of a security group.
  func ruleID(_ group: SecurityGroup, _ number: Int) -> String {
    identifiers.id("sgr", .securityGroupRule, index, group.rawValue * 100 + number)
  }
}
