import IsolationAudit
import Oracles
import Testing

/// Random policies against the plain reading of their rules, packet by packet.
@Suite("Firewall policy in normal form")
struct CompiledFirewallTests {
  private static let place = Provenance(file: FileID(rawValue: 0), offset: 0)
  private static let world = TinyHeaderSpace.tcp

  /// An estate with some rule groups, a policy of them, and what the test knows of it.
  private struct Sample {
    var estate = Estate()
    var policy: FirewallPolicy
    var stateless: [[FirewallRule]] = []
    var stateful: [[FirewallRule]?] = []

    init(_ random: inout SeededNumbers) {
      policy = FirewallPolicy(arn: estate.symbols.intern("arn:policy"), provenance: CompiledFirewallTests.place)
      policy.isStrictOrder = random.chance(50)
      policy.statefulDefault = random.pick([.pass, .dropStrict, .dropEstablished])
      policy.statelessDefault = random.pick([.forward, .forward, .pass, .drop])
      for index in 0..<Int.random(in: 0...2, using: &random) {
        let rules = (0..<3).map { Self.rule($0, [.pass, .drop, .forward], isStateless: true, &random) }
        stateless.append(rules)
        policy.statelessGroups.append(add(rules, "arn:stateless/\(index)", index))
      }
      for index in 0..<Int.random(in: 0...3, using: &random) {
        let isMissing = random.chance(10)
        let rules = (0..<3).map { Self.rule($0, [.pass, .drop, .alert], isStateless: false, &random) }
        stateful.append(isMissing ? nil : rules)
        policy.statefulGroups.append(add(isMissing ? nil : rules, "arn:stateful/\(index)", index))
      }
    }

    private mutating func add(
      _ rules: [FirewallRule]?,
      _ arn: String,
      _ priority: Int
    ) -> FirewallPolicy.GroupReference {
      let symbol = estate.symbols.intern(arn)
      if let rules {
        var group = FirewallRuleGroup(arn: symbol, provenance: CompiledFirewallTests.place)
        group.rules = rules
        estate.bind(symbol, to: .firewallRuleGroup(estate.firewallRuleGroups.append(group)))
      }
      return FirewallPolicy.GroupReference(
        group: symbol,
        priority: priority,
        dropsAreAlerts: false,
        provenance: CompiledFirewallTests.place
      )
    }

    private static func rule(
      _ position: Int,
      _ actions: [FirewallRule.Action],
      isStateless: Bool,
      _ random: inout SeededNumbers
    ) -> FirewallRule {
      var rule = FirewallRule(
        action: random.pick(actions),
        priority: position,
        text: "rule",
        provenance: CompiledFirewallTests.place
      )
      rule.matchesWithoutPorts = isStateless
      if random.chance(60) { rule.protocols = [ProtocolRange(random.pick([5, 6, 7]))] }
      rule.source = addresses(&random)
      rule.destination = addresses(&random)
      rule.sourcePorts = ports(&random)
      rule.destinationPorts = ports(&random)
      rule.isBidirectional = random.chance(15)
      if random.chance(20) { rule.condition = "something" }
      return rule
    }

    private static func addresses(_ random: inout SeededNumbers) -> FirewallExpression {
      if random.chance(40) { return .any }
      let items = (0..<Int.random(in: 1...2, using: &random)).map { _ in
        let host = IPPrefix(host: IPAddress(ipv4: UInt32.random(in: 0...3, using: &random)))
        return FirewallExpression.Item(isNegated: random.chance(30), .prefix(host))
      }
      return .list(items)
    }

    private static func ports(_ random: inout SeededNumbers) -> FirewallExpression {
      if random.chance(60) { return .any }
      let port = UInt16.random(in: 0...2, using: &random)
      return .list([FirewallExpression.Item(isNegated: random.chance(30), .ports(PortRange(port, port)))])
    }

    // MARK: The plain reading

    private func holds(_ expression: FirewallExpression, _ value: UInt128) -> Bool {
      switch expression {
      case .any: true
      case .prefix(let prefix): prefix.range.contains(value)
      case .ports(let ports): UInt128(ports.lower) <= value && value <= UInt128(ports.upper)
      case .variable, .reference: false
      case .list(let items):
        !items.contains { $0.isNegated && holds($0.expression, value) }
          && (items.allSatisfy(\.isNegated) || items.contains { !$0.isNegated && holds($0.expression, value) })
      }
    }

    private func matches(_ rule: FirewallRule, _ point: HeaderPoint) -> Bool {
      if !rule.protocols.isEmpty, !rule.protocols.contains(where: { $0.contains(point.protocolNumber) }) {
        return false
      }
      func one(_ point: HeaderPoint) -> Bool {
        guard holds(rule.source, point.source), holds(rule.destination, point.destination) else { return false }
        if rule.sourcePorts == .any, rule.destinationPorts == .any { return true }
        // Only TCP has ports here; a stateful rule with ports is for other protocols only when it names one.
        guard point.protocolNumber == 6 else { return rule.matchesWithoutPorts || !rule.protocols.isEmpty }
        return holds(rule.sourcePorts, UInt128(point.sourcePort))
          && holds(rule.destinationPorts, UInt128(point.destinationPort))
      }
      return one(point) || (rule.isBidirectional && one(point.swapped))
    }

    /// All that may become of a packet, as the documentation reads.
    func fates(_ point: HeaderPoint) -> Set<String> {
      var fates: Set<String> = []
      var isForwarded = false
      search: for rules in stateless {
        for rule in rules where matches(rule, point) {
          switch rule.action {
          case .forward: isForwarded = true
          case .pass: fates.insert("pass")
          default: fates.insert("drop")
          }
          if rule.condition == nil { break search }
        }
      }
      let isDecided = stateless.joined().contains { $0.condition == nil && matches($0, point) }
      if !isDecided {
        switch policy.statelessDefault {
        case .forward: isForwarded = true
        case .pass: fates.insert("pass")
        default: fates.insert("drop")
        }
      }
      return isForwarded ? fates.union(statefulFates(point)) : fates
    }

    private func statefulFates(_ point: HeaderPoint) -> Set<String> {
      var fates: Set<String> = []
      func apply(_ rules: [FirewallRule]) -> Bool {
        for rule in rules where rule.action != .alert && matches(rule, point) {
          fates.insert(rule.action == .pass ? "pass" : "drop")
          if rule.condition == nil { return true }
        }
        return false
      }
      if policy.isStrictOrder {
        for rules in stateful {
          guard let rules else {
            fates.insert("missing")
            continue
          }
          if apply(rules) { return fates }
        }
        fates.insert(["pass", "drop", "opening"][Int(policy.statefulDefault.rawValue)])
        return fates
      }
      let known = stateful.compactMap(\.self).flatMap(\.self)
      let passing = known.filter { $0.action == .pass }
      if passing.contains(where: { $0.condition == nil && matches($0, point) }) { return ["pass"] }
      _ = apply(passing)
      if stateful.contains(where: { $0 == nil }) { fates.insert("missing") }
      let dropping = known.filter { $0.action == .drop }
      if dropping.contains(where: { $0.condition == nil && matches($0, point) }) { return fates.union(["drop"]) }
      if apply(dropping) { return fates }
      fates.insert("pass")
      return fates
    }
  }

  @Test("every packet has the fate that its rules give it", arguments: [11, 12, 13, 14] as [UInt64])
  func fates(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    for round in 0..<60 {
      let sample = Sample(&random)
      let compiled = CompiledFirewall(sample.policy, deployment: nil, in: sample.estate)
      let asked = Self.world.box(&random)
      let parts = compiled.judge(asked)
      for point in Self.world.points where point.isIn(asked) {
        let own = parts.filter { point.isIn($0.box) }
        let fates = sample.fates(point)
        let expected: CompiledFirewall.Verdict =
          if fates.contains("missing") { .unknown } else {
            switch fates {
            case ["pass"]: .pass
            case ["drop"]: .drop
            case ["opening"]: .opening
            default: .may
            }
          }
        #expect(own.count == 1, "seed \(seed), round \(round): \(point) is in \(own.count) parts")
        guard own.map(\.verdict) == [expected] else {
          Issue.record("seed \(seed), round \(round): \(point) is \(own.map(\.verdict)), expected \(fates)")
          return
        }
      }
    }
  }

  @Test("a policy that falls into too many parts is unknown behind the bound, and says so")
  func bound() throws {
    var estate = Estate()
    var group = FirewallRuleGroup(arn: estate.symbols.intern("arn:many"), provenance: Self.place)
    // Boxes that cross each other in every dimension.
    for index in 0..<400 {
      var rule = FirewallRule(action: .drop, priority: index, text: "rule \(index)", provenance: Self.place)
      rule.condition = index % 2 == 0 ? "something" : nil
      let number = UInt32(index) << 8
      rule.source = index % 4 < 2 ? .prefix(IPPrefix(masking: IPAddress(ipv4: number), length: 24)) : .any
      rule.destination = index % 4 < 2 ? .any : .prefix(IPPrefix(masking: IPAddress(ipv4: number), length: 24))
      rule.protocols = [.tcp]
      rule.action = index % 3 == 0 ? .pass : .drop
      group.rules.append(rule)
    }
    estate.bind(group.arn, to: .firewallRuleGroup(estate.firewallRuleGroups.append(group)))
    var policy = FirewallPolicy(arn: estate.symbols.intern("arn:policy"), provenance: Self.place)
    policy.statelessDefault = .forward
    policy.isStrictOrder = true
    policy.statefulDefault = .dropStrict
    policy.statefulGroups = [
      FirewallPolicy.GroupReference(group: group.arn, priority: 1, dropsAreAlerts: false, provenance: Self.place)
    ]
    let compiled = CompiledFirewall(policy, deployment: nil, in: estate)
    let parts = compiled.judge(HeaderBox(family: .ipv4, protocols: .tcp))
    #expect(parts.contains { $0.verdict == .unknown })
    #expect(compiled.notes.contains { $0.text.contains("more than") })
  }
}
