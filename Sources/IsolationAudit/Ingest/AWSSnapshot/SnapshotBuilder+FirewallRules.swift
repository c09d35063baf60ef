// The rules of `network-firewall describe-rule-group`.
extension SnapshotBuilder {
  /// The longest text of a rule that is kept, in characters.
  static let longestRuleText = 160

  /// Reads the object `RuleGroup` of an answer.
  mutating func firewallRuleGroup(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> FirewallRuleGroup {
    var group = FirewallRuleGroup(arn: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .RuleVariables:
        if let sets = try self.member(tape, member, .IPSets) {
          group.addressSets = try variables(tape, sets, .addresses)
        }
        if let sets = try self.member(tape, member, .PortSets) { group.portSets = try variables(tape, sets, .ports) }
      case .ReferenceSets:
        if let sets = try self.member(tape, member, .IPSetReferences) {
          var references = try object(tape, sets)
          while let reference = references.next(in: tape) {
            group.references[tape.keyName(reference)] = try symbol(tape, reference, .ReferenceArn)
          }
        }
      case .RulesSource: try rulesSource(tape, member, &group)
      default: break
      }
    }
    return group
  }

  /// Reads a map from names of variables to `{Definition: […]}`.
  mutating func variables(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ kind: FirewallExpressionParser.Kind
  ) throws(SnapshotFault) -> [String: FirewallExpression] {
    var result: [String: FirewallExpression] = [:]
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let definition = try self.member(tape, member, .Definition) else { continue }
      var items: [FirewallExpression.Item] = []
      var isWhole = true
      var elements = try array(tape, definition)
      while let element = elements.next(in: tape) {
        do throws(SuricataRule.Fault) {
          guard let text = tape.string(element) else { throw SuricataRule.Fault(message: "not a text") }
          switch try FirewallExpressionParser.parse(text, kind) {
          case .list(let parts) where parts.count == 1: items += parts
          case let expression: items.append(FirewallExpression.Item(expression))
          }
        } catch {
          isWhole = false
          remarks.add(.warning, "bad-rule", error.message, at: place(tape, element))
        }
      }
      // A variable with a part that cannot be read is as good as unknown.
      if isWhole { result[tape.keyName(member)] = .list(items) }
    }
    return result
  }

  private mutating func rulesSource(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ group: inout FirewallRuleGroup
  ) throws(SnapshotFault) {
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .RulesString: rulesString(tape, member, &group)
      case .RulesSourceList: try domainList(tape, member, &group)
      case .StatefulRules:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          let position = group.rules.count
          let read = rule(tape, element, position) { builder, tape throws(SnapshotFault) in
            try builder.statefulRule(tape, element, position)
          }
          group.rules.append(read)
        }
      case .StatelessRulesAndCustomActions:
        guard let list = try self.member(tape, member, .StatelessRules) else { continue }
        var elements = try array(tape, list)
        while let element = elements.next(in: tape) {
          let read = rule(tape, element, group.rules.count) { builder, tape throws(SnapshotFault) in
            try builder.statelessRule(tape, element)
          }
          group.rules.append(read)
        }
        noteRepeatedPriorities(group.rules.map { ($0.priority, $0.provenance) })
      default: break
      }
    }
  }

  /// A rule, or one that may do anything to any packet when it cannot be read.
  private mutating func rule(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ position: Int,
    _ read: (inout SnapshotBuilder, borrowing JSONTape) throws(SnapshotFault) -> FirewallRule
  ) -> FirewallRule {
    do {
      return try read(&self, tape)
    } catch {
      remarks.add(.warning, "\(error.code)", error.message, at: Provenance(file: file, offset: error.offset))
      var rule = FirewallRule(
        action: .undecided,
        priority: position,
        text: "rule \(position + 1), which cannot be read",
        provenance: place(tape, node)
      )
      rule.condition = "the rule cannot be read"
      return rule
    }
  }

  // MARK: - Stateful rules

  private mutating func rulesString(_ tape: borrowing JSONTape, _ node: Int, _ group: inout FirewallRuleGroup) {
    guard let text = tape.string(node) else {
      remarks.add(
        .warning,
        "wrong-type",
        "\(shown(tape, node)) for RulesString, expected a string",
        at: place(tape, node)
      )
      group.rules.append(unreadable("RulesString", group.rules.count, place(tape, node)))
      return
    }
    for (number, line) in SuricataRule.lines(of: text) {
      do throws(SuricataRule.Fault) {
        let parsed = try SuricataRule(line)
        var rule = try stateful(parsed, group.rules.count, place(tape, node))
        if let signature = parsed.signature { rule.text += " (sid \(signature.prefix(20)))" }
        group.rules.append(rule)
      } catch {
        remarks.add(.warning, "bad-rule", "line \(number): \(error.message)", at: place(tape, node))
        group.rules.append(unreadable("line \(number)", group.rules.count, place(tape, node)))
      }
    }
  }

  private func unreadable(_ what: String, _ position: Int, _ place: Provenance) -> FirewallRule {
    var rule = FirewallRule(
      action: .undecided,
      priority: position,
      text: "\(what), which cannot be read",
      provenance: place
    )
    rule.condition = "the rule cannot be read"
    return rule
  }

  private func stateful(
    _ parsed: SuricataRule,
    _ position: Int,
    _ place: Provenance
  ) throws(SuricataRule.Fault) -> FirewallRule {
    var rule = FirewallRule(
      action: parsed.action,
      priority: position,
      text: String(parsed.header.prefix(Self.longestRuleText)),
      provenance: place
    )
    rule.protocols = parsed.protocols
    rule.source = try FirewallExpressionParser.parse(parsed.source, .addresses)
    rule.sourcePorts = try FirewallExpressionParser.parse(parsed.sourcePort, .ports)
    rule.destination = try FirewallExpressionParser.parse(parsed.destination, .addresses)
    rule.destinationPorts = try FirewallExpressionParser.parse(parsed.destinationPort, .ports)
    rule.isBidirectional = parsed.isBidirectional
    rule.condition = parsed.condition
    return rule
  }

  /// Reads an element of `StatefulRules`: a Suricata rule in parts.
  private mutating func statefulRule(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ position: Int
  ) throws(SnapshotFault) -> FirewallRule {
    guard let header = try member(tape, node, .Header) else { throw missing(.Header, tape, node) }
    let arrow = try requiredText(tape, header, .Direction) == "ANY" ? "<>" : "->"
    let parts = [
      try requiredText(tape, node, .Action), try requiredText(tape, header, .Protocol),
      try requiredText(tape, header, .Source), try requiredText(tape, header, .SourcePort), arrow,
      try requiredText(tape, header, .Destination), try requiredText(tape, header, .DestinationPort),
    ]
    var options: [(keyword: String, value: String)] = []
    if let list = try member(tape, node, .RuleOptions) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        guard let keyword = try member(tape, element, .Keyword) else { continue }
        // Some write the whole option as the keyword: `sid:1000`.
        let words = (try text(tape, keyword) ?? "").split(separator: ":", maxSplits: 1)
        var values = words.count > 1 ? [String(words[1])] : []
        if let settings = try member(tape, element, .Settings) {
          var texts = try array(tape, settings)
          while let setting = texts.next(in: tape) { values.append(try text(tape, setting) ?? "") }
        }
        options.append((words.first.map { $0.trimmingSpace.lowercased() } ?? "", values.joined(separator: ",")))
      }
    }
    do throws(SuricataRule.Fault) {
      var parsed = try SuricataRule(parts.map { $0.filter { $0 != " " } }.joined(separator: " ")[...])
      parsed.condition = parsed.condition ?? SuricataRule.condition(options)
      var rule = try stateful(parsed, position, place(tape, node))
      if let signature = options.first(where: { $0.keyword == "sid" })?.value {
        rule.text += " (sid \(signature.prefix(20)))"
      }
      return rule
    } catch {
      throw SnapshotFault(offset: tape.offset(node), code: "bad-rule", message: error.message)
    }
  }

  /// The text of a member that must be there.
  private func requiredText(_ tape: borrowing JSONTape, _ node: Int, _ key: AWSKey) throws(SnapshotFault) -> String {
    guard let value = try member(tape, node, key), let text = try text(tape, value) else {
      throw missing(key, tape, node)
    }
    return text
  }

  /// Reads a list of domains: it looks at host names of HTTP and TLS that come from the firewall's home network.
  private mutating func domainList(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ group: inout FirewallRuleGroup
  ) throws(SnapshotFault) {
    var type: String?
    if let value = try member(tape, node, .GeneratedRulesType) { type = try text(tape, value) }
    let action: FirewallRule.Action
    switch type {
    case "ALLOWLIST": action = .passOrDrop
    case "DENYLIST", "REJECTLIST": action = .drop
    case "ALERTLIST": action = .alert
    default:
      action = .undecided
      remarks.add(
        .warning,
        "unknown-action",
        "`\(type?.prefix(40) ?? "")` for GeneratedRulesType, expected ALLOWLIST, DENYLIST, REJECTLIST or ALERTLIST",
        at: place(tape, node)
      )
    }
    var count = 0
    if let targets = try member(tape, node, .Targets) {
      var elements = try array(tape, targets)
      while elements.next(in: tape) != nil { count += 1 }
    }
    var rule = FirewallRule(
      action: action,
      priority: group.rules.count,
      text: "\(type ?? "domain list") of \(count == 1 ? "one domain" : "\(count) domains")",
      provenance: place(tape, node)
    )
    rule.protocols = [.tcp]
    rule.source = .variable("HOME_NET")
    rule.condition = "host names are told by what packets carry"
    group.rules.append(rule)
  }

  // MARK: - Stateless rules

  /// Reads an element of `StatelessRules`.
  private mutating func statelessRule(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> FirewallRule {
    guard let priorityValue = try member(tape, node, .Priority) else { throw missing(.Priority, tape, node) }
    let priority = try integer(tape, priorityValue, 0...65535)
    guard let definition = try member(tape, node, .RuleDefinition) else { throw missing(.RuleDefinition, tape, node) }
    guard let actions = try member(tape, definition, .Actions) else { throw missing(.Actions, tape, definition) }
    var rule = FirewallRule(action: .undecided, priority: priority, text: "", provenance: place(tape, node))
    rule.action = try statelessAction(tape, actions)
    if rule.action == .undecided { rule.condition = "its action is not known" }
    rule.matchesWithoutPorts = true
    if let match = try member(tape, definition, .MatchAttributes) {
      var members = try object(tape, match)
      while let member = members.next(in: tape) {
        guard let key = key(tape, member), tape.kind(member) != .null else { continue }
        switch key {
        case .Sources: rule.source = try addresses(tape, member)
        case .Destinations: rule.destination = try addresses(tape, member)
        case .SourcePorts: rule.sourcePorts = try ports(tape, member)
        case .DestinationPorts: rule.destinationPorts = try ports(tape, member)
        case .Protocols:
          var elements = try array(tape, member)
          while let element = elements.next(in: tape) {
            guard let number = tape.integer(element), (0...255).contains(number) else {
              throw SnapshotFault(
                offset: tape.offset(element),
                code: "wrong-value",
                message: "\(shown(tape, element)) among Protocols, expected an integer from 0 to 255"
              )
            }
            rule.protocols.append(ProtocolRange(UInt8(number)))
          }
        case .TCPFlags:
          var elements = try array(tape, member)
          if elements.next(in: tape) != nil { rule.condition = "it looks at TCP flags" }
        default: break
        }
      }
    }
    let verb =
      switch rule.action {
      case .pass: "pass"
      case .drop: "drop"
      case .forward: "forward to the stateful engine"
      case .alert, .passOrDrop, .undecided: "an action that is not known"
      }
    let protocols = rule.protocols.isEmpty ? "any protocol" : rule.protocols.map(\.text).joined(separator: ", ")
    rule.text = String("stateless rule \(priority): \(verb), \(protocols)".prefix(Self.longestRuleText))
    return rule
  }

  private func addresses(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> FirewallExpression {
    var items: [FirewallExpression.Item] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      guard let value = try member(tape, element, .AddressDefinition) else {
        throw missing(.AddressDefinition, tape, element)
      }
      do throws(SuricataRule.Fault) {
        items.append(
          FirewallExpression.Item(try FirewallExpressionParser.parse(tape.string(value) ?? "", .addresses))
        )
      } catch {
        throw SnapshotFault(offset: tape.offset(value), code: "bad-rule", message: error.message)
      }
    }
    return items.isEmpty ? .any : .list(items)
  }

  private func ports(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> FirewallExpression {
    var items: [FirewallExpression.Item] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      guard let from = try member(tape, element, .FromPort) else { throw missing(.FromPort, tape, element) }
      let low = try integer(tape, from, 0...65535)
      var high = low
      if let to = try member(tape, element, .ToPort) { high = try integer(tape, to, 0...65535) }
      guard low <= high else {
        throw SnapshotFault(
          offset: tape.offset(element),
          code: "wrong-value",
          message: "FromPort \(low) above ToPort \(high), expected them in order"
        )
      }
      items.append(FirewallExpression.Item(.ports(PortRange(UInt16(low), UInt16(high)))))
    }
    return items.isEmpty ? .any : .list(items)
  }
}
