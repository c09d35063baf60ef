// AWS Network Firewall: firewalls, policies and rule groups.
extension ResourceReader {
  /// `aws_networkfirewall_firewall`, with its endpoints.
  mutating func firewall() {
    let vpc = named("vpc_id")
    record(
      "Firewalls",
      [
        "FirewallArn": .string(arn),
        "Firewall": [
          "FirewallArn": .string(arn), "FirewallName": .string(known("name") ?? address),
          "FirewallPolicyArn": DraftValue(named("firewall_policy_arn")), "VpcId": DraftValue(vpc), "Tags": tags(),
        ],
        "FirewallStatus": ["ConfigurationSyncStateSummary": "IN_SYNC", "Status": "READY"],
      ]
    )
    // The provider tells the endpoints once they are there.
    var endpoints: [String: String] = [:]
    for status in isComputed("firewall_status") ? [] : blocks("firewall_status") {
      for zone in blocks("sync_states", in: status) {
        for attachment in blocks("attachment", in: zone) {
          if let subnet = known("subnet_id", in: attachment), let endpoint = known("endpoint_id", in: attachment) {
            endpoints[subnet] = endpoint
          }
        }
      }
    }
    for mapping in blocks("subnet_mapping") {
      guard let subnet = named("subnet_id", in: mapping) else { continue }
      let endpoint = endpoints[subnet] ?? "\(address)/\(subnet)"
      field(
        "Firewalls",
        arn,
        ["FirewallStatus", "SyncStates", subnet],
        ["Attachment": ["SubnetId": .string(subnet), "EndpointId": .string(endpoint), "Status": "READY"]]
      )
      record(
        "VpcEndpoints",
        [
          "VpcEndpointId": .string(endpoint), "VpcEndpointType": "GatewayLoadBalancer", "VpcId": DraftValue(vpc),
          "ServiceName": .string("com.amazonaws.vpce.\(region).vpce-svc-of-\(arn)"), "State": "available",
          "OwnerId": .string(account), "SubnetIds": [.string(subnet)],
          "NetworkInterfaceIds": [.string("\(endpoint)/interface")],
        ]
      )
      managedInterface(
        "\(endpoint)/interface",
        subnet: subnet,
        groups: [],
        kind: "gateway_load_balancer_endpoint",
        description: "VPC Endpoint Interface \(endpoint)"
      )
    }
  }

  /// `aws_networkfirewall_firewall_policy`.
  mutating func firewallPolicy() {
    guard let policy = block("firewall_policy") else { return }
    var fields = DraftObject()
    func references(_ blocks: [Block], _ reader: inout ResourceReader) -> DraftValue {
      .array(
        blocks.compactMap { block in
          guard let group = reader.named("resource_arn", in: block) else { return nil }
          let action = reader.block("override", in: block).flatMap { reader.known("action", in: $0) }
          return [
            "ResourceArn": .string(group), "Priority": DraftValue(reader.integer("priority", in: block)),
            "Override": action.map { ["Action": .string($0)] },
          ]
        }
      )
    }
    fields["StatelessRuleGroupReferences"] = references(blocks("stateless_rule_group_reference", in: policy), &self)
    fields["StatefulRuleGroupReferences"] = references(blocks("stateful_rule_group_reference", in: policy), &self)
    fields["StatelessDefaultActions"] = .init(texts("stateless_default_actions", in: policy).sorted())
    fields["StatelessFragmentDefaultActions"] = .init(texts("stateless_fragment_default_actions", in: policy).sorted())
    let defaults = texts("stateful_default_actions", in: policy).sorted()
    if !defaults.isEmpty { fields["StatefulDefaultActions"] = .init(defaults) }
    if let options = block("stateful_engine_options", in: policy) {
      fields["StatefulEngineOptions"] = [
        "RuleOrder": DraftValue(text("rule_order", in: options)),
        "StreamExceptionPolicy": DraftValue(text("stream_exception_policy", in: options)),
      ]
    }
    fields["TLSInspectionConfigurationArn"] = DraftValue(named("tls_inspection_configuration_arn", in: policy))
    if let variables = block("policy_variables", in: policy) {
      fields["PolicyVariables"] = ["RuleVariables": sets(blocks("rule_variables", in: variables), "ip_set")]
    }
    record(
      "FirewallPolicies",
      [
        "FirewallPolicyArn": .string(arn), "FirewallPolicy": .object(fields),
        "FirewallPolicyResponse": [
          "FirewallPolicyArn": .string(arn), "FirewallPolicyName": .string(known("name") ?? address), "Tags": tags(),
        ],
      ]
    )
  }

  /// Named sets of addresses or ports.
  private mutating func sets(_ blocks: [Block], _ inner: String) -> DraftValue {
    var sets = DraftObject()
    for block in blocks {
      guard let key = text("key", in: block), let set = self.block(inner, in: block) else { continue }
      sets[key] = ["Definition": .init(texts("definition", in: set).sorted())]
    }
    return .object(sets)
  }

  /// `aws_networkfirewall_rule_group`.
  mutating func firewallRuleGroup() {
    let type = text("type") ?? "STATEFUL"
    var group = DraftObject()
    if let rules = text("rules") {
      group["RulesSource"] = ["RulesString": .string(rules)]
    } else if let block = block("rule_group") {
      if let variables = self.block("rule_variables", in: block) {
        group["RuleVariables"] = [
          "IPSets": sets(blocks("ip_sets", in: variables), "ip_set"),
          "PortSets": sets(blocks("port_sets", in: variables), "port_set"),
        ]
      }
      if let references = self.block("reference_sets", in: block) {
        var sets = DraftObject()
        for reference in blocks("ip_set_references", in: references) {
          guard let key = text("key", in: reference), let inner = self.block("ip_set_reference", in: reference) else {
            continue
          }
          sets[key] = ["ReferenceArn": DraftValue(named("reference_arn", in: inner))]
        }
        group["ReferenceSets"] = ["IPSetReferences": .object(sets)]
      }
      if let source = self.block("rules_source", in: block) { group["RulesSource"] = rulesSource(source) }
      if let options = self.block("stateful_rule_options", in: block) {
        group["StatefulRuleOptions"] = ["RuleOrder": DraftValue(text("rule_order", in: options))]
      }
    }
    record(
      "RuleGroups",
      [
        "RuleGroupArn": .string(arn), "RuleGroup": .object(group),
        "RuleGroupResponse": [
          "RuleGroupArn": .string(arn), "RuleGroupName": .string(known("name") ?? address), "Type": .string(type),
          "Tags": tags(),
        ],
      ]
    )
  }

  private mutating func rulesSource(_ source: Block) -> DraftValue {
    var fields = DraftObject()
    if let rules = text("rules_string", in: source) { fields["RulesString"] = .string(rules) }
    if let list = block("rules_source_list", in: source) {
      fields["RulesSourceList"] = [
        "GeneratedRulesType": DraftValue(text("generated_rules_type", in: list)),
        "TargetTypes": .init(texts("target_types", in: list).sorted()),
        "Targets": .init(texts("targets", in: list).sorted()),
      ]
    }
    let stateful = blocks("stateful_rule", in: source)
    if !stateful.isEmpty { fields["StatefulRules"] = .array(stateful.map { statefulRule($0) }) }
    if let stateless = block("stateless_rules_and_custom_actions", in: source) {
      fields["StatelessRulesAndCustomActions"] = [
        "StatelessRules": .array(blocks("stateless_rule", in: stateless).map { statelessRule($0) })
      ]
    }
    return .object(fields)
  }

  private mutating func statefulRule(_ rule: Block) -> DraftValue {
    let header = block("header", in: rule)
    func part(_ name: String, _ reader: inout ResourceReader) -> DraftValue? {
      DraftValue(header.flatMap { reader.text(name, in: $0) })
    }
    let options = blocks("rule_option", in: rule).map { option -> DraftValue in
      [
        "Keyword": DraftValue(text("keyword", in: option)), "Settings": .init(texts("settings", in: option)),
      ]
    }
    return [
      "Action": DraftValue(text("action", in: rule)),
      "Header": [
        "Protocol": part("protocol", &self), "Source": part("source", &self), "SourcePort": part("source_port", &self),
        "Direction": part("direction", &self), "Destination": part("destination", &self),
        "DestinationPort": part("destination_port", &self),
      ],
      "RuleOptions": .array(options),
    ]
  }

  private mutating func statelessRule(_ rule: Block) -> DraftValue {
    let definition = block("rule_definition", in: rule)
    let match = definition.flatMap { block("match_attributes", in: $0) }
    func addresses(_ name: String, _ reader: inout ResourceReader) -> DraftValue {
      .array(
        (match.map { reader.blocks(name, in: $0) } ?? []).map {
          ["AddressDefinition": DraftValue(reader.text("address_definition", in: $0))]
        }
      )
    }
    func ports(_ name: String, _ reader: inout ResourceReader) -> DraftValue {
      .array(
        (match.map { reader.blocks(name, in: $0) } ?? []).map { block in
          let from = reader.integer("from_port", in: block)
          return ["FromPort": DraftValue(from), "ToPort": DraftValue(reader.integer("to_port", in: block) ?? from)]
        }
      )
    }
    let protocols = (match.map { texts("protocols", in: $0) } ?? []).compactMap { Int($0) }.sorted()
    let flags = (match.map { blocks("tcp_flag", in: $0) } ?? []).map { block -> DraftValue in
      ["Flags": .init(texts("flags", in: block).sorted())]
    }
    return [
      "Priority": DraftValue(integer("priority", in: rule)),
      "RuleDefinition": [
        "Actions": .init((definition.map { texts("actions", in: $0) } ?? []).sorted()),
        "MatchAttributes": [
          "Sources": addresses("source", &self), "Destinations": addresses("destination", &self),
          "SourcePorts": ports("source_port", &self), "DestinationPorts": ports("destination_port", &self),
          "Protocols": protocols.isEmpty ? nil : .array(protocols.map { DraftValue(integerLiteral: $0) }),
          "TCPFlags": flags.isEmpty ? nil : .array(flags),
        ],
      ],
    ]
  }
}
