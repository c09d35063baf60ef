/// A rule of Network Firewall: the header that it is for, and what it does.
package struct FirewallRule: Sendable {
  /// What a rule does with the packets that it matches.
  package enum Action: UInt8, Hashable, Sendable {
    /// Lets them go on to their destination.
    case pass
    /// Drops them; `reject` as well.
    case drop
    /// Hands them to the stateful engine (`aws:forward_to_sfe`).
    case forward
    /// Notes them and asks the rules behind it.
    case alert
    /// Lets the domains of a list pass and drops what names another (`GeneratedRulesType` is `ALLOWLIST`).
    case passOrDrop
    /// Something that is not known.
    case undecided
  }
  /// What the rule does.
  package var action: Action
  /// The protocols; empty for all of them.
  package var protocols: [ProtocolRange] = []
  /// The source addresses.
  package var source = FirewallExpression.any
  /// The source ports.
  package var sourcePorts = FirewallExpression.any
  /// The destination addresses.
  package var destination = FirewallExpression.any
  /// The destination ports.
  package var destinationPorts = FirewallExpression.any
  /// Whether it is for packets in the other direction too.
  package var isBidirectional = false
  /// Whether protocols without ports match whatever ports it names, as in stateless rules.
  package var matchesWithoutPorts = false
  /// Why the header alone does not tell whether the rule matches, in words; `nil` when it does.
  package var condition: String?
  /// The priority of a stateless rule; the position of a stateful one.
  package var priority: Int
  /// The rule as its owner would write it, shortened.
  package var text: String
  /// Where it is declared.
  package var provenance: Provenance

  package init(action: Action, priority: Int, text: String, provenance: Provenance) {
    (self.action, self.priority, self.text, self.provenance) = (action, priority, text, provenance)
  }
}

/// Addresses or ports as a firewall rule writes them: `any`, `10.0.0.0/8`, `$HOME_NET`, `@SET`, `[80:90,!85]`, `!$WEB`.
///
/// Source: Suricata User Guide, "Rules Format"; Network Firewall Developer Guide, "IP set references".
package indirect enum FirewallExpression: Hashable, Sendable {
  /// Everything.
  case any
  /// A CIDR block.
  case prefix(IPPrefix)
  /// A range of ports.
  case ports(PortRange)
  /// A variable, by name without the `$`.
  case variable(String)
  /// An IP set reference, by name without the `@`.
  case reference(String)
  /// Some expressions together, less the negated ones; with negated ones alone, everything but those.
  case list([Item])

  /// A part of a list.
  package struct Item: Hashable, Sendable {
    /// Whether it stands behind a `!`.
    package var isNegated: Bool
    /// What it stands for.
    package var expression: FirewallExpression

    package init(isNegated: Bool = false, _ expression: FirewallExpression) {
      (self.isNegated, self.expression) = (isNegated, expression)
    }
  }
}
