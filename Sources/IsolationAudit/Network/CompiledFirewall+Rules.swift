extension CompiledFirewall {
  /// A rule ready to be applied: the headers that it is for, and what may become of them.
  struct Step {
    var boxes: [HeaderBox]
    /// What the rule does with what it matches.
    var outcomes: Outcomes
    /// Whether the boxes are exactly the packets that it matches.
    var isExact: Bool
    /// Its note.
    var note: Int32
  }

  /// The most boxes that one rule is expanded to; a rule with more is not evaluated.
  static let maximumBoxesOfRule = 4_096

  /// A rule as boxes of both families.
  mutating func step(
    _ rule: FirewallRule,
    _ outcomes: Outcomes,
    in scope: FirewallScope,
    isAmbiguous: Bool = false
  ) -> Step {
    var isExact = rule.condition == nil && !isAmbiguous
    var reason = rule.condition ?? (isAmbiguous ? "its priority is not its own" : nil)
    var boxes: [HeaderBox] = []
    for family in [AddressFamily.ipv4, .ipv6] {
      let source = scope.addresses(rule.source, family)
      let destination = scope.addresses(rule.destination, family)
      let sourcePorts = scope.ports(rule.sourcePorts)
      let destinationPorts = scope.ports(rule.destinationPorts)
      if source == nil || destination == nil || sourcePorts == nil || destinationPorts == nil {
        isExact = false
        reason = reason ?? "a variable or set that it names is not known"
      }
      let sides = (source ?? [.all(family)], destination ?? [.all(family)])
      let ports = (sourcePorts ?? [.all], destinationPorts ?? [.all])
      boxes += Self.boxes(rule, family, sides, ports)
      if rule.isBidirectional { boxes += Self.boxes(rule, family, (sides.1, sides.0), (ports.1, ports.0)) }
    }
    if boxes.count > Self.maximumBoxesOfRule {
      isExact = false
      reason = "it has more than \(Self.maximumBoxesOfRule) combinations of addresses and ports"
      boxes = [.all(.ipv4), .all(.ipv6)]
    }
    let name = scope.group.name.isEmpty ? scope.group.arn : scope.group.name
    let note = note(
      "`\(rule.text)` of rule group \(scope.estate.symbols[name])" + (reason.map { "; not evaluated: \($0)" } ?? ""),
      rule.provenance,
      scope.group.arn
    )
    return Step(boxes: boxes, outcomes: outcomes, isExact: isExact, note: note)
  }

  private static func boxes(
    _ rule: FirewallRule,
    _ family: AddressFamily,
    _ addresses: (source: [AddressRange], destination: [AddressRange]),
    _ ports: (source: [PortRange], destination: [PortRange])
  ) -> [HeaderBox] {
    var result: [HeaderBox] = []
    let hasPorts = ports.source != [.all] || ports.destination != [.all]
    func add(_ protocols: ProtocolRange, _ source: [PortRange], _ destination: [PortRange]) {
      for from in addresses.source {
        for to in addresses.destination {
          for sourcePorts in source {
            for destinationPorts in destination {
              guard result.count <= maximumBoxesOfRule else { return }
              result.append(
                HeaderBox(
                  family: family,
                  source: from,
                  destination: to,
                  protocols: protocols,
                  sourcePorts: sourcePorts,
                  destinationPorts: destinationPorts
                )
              )
            }
          }
        }
      }
    }
    for protocols in rule.protocols.isEmpty ? [.all] : rule.protocols {
      guard hasPorts else {
        add(protocols, [.all], [.all])
        continue
      }
      for transport in [ProtocolRange.tcp, .udp] where protocols.intersection(transport) != nil {
        add(transport, ports.source, ports.destination)
      }
      // A stateless rule's ports mean nothing to other protocols; a stateful rule with ports is not for them, unless it
      // names one.
      guard rule.matchesWithoutPorts || protocols.lower == protocols.upper else { continue }
      for others in [ProtocolRange(0, 5), ProtocolRange(7, 16), ProtocolRange(18, 255)] {
        if let part = protocols.intersection(others) { add(part, [.all], [.all]) }
      }
    }
    return result
  }
}
