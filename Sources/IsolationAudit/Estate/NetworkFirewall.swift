/// A Network Firewall: which policy judges the packets that routes send to which of its endpoints.
///
/// Source: `network-firewall describe-firewall`, `describe-vpc-endpoint-association`.
package struct NetworkFirewall: Sendable {
  /// An endpoint of a firewall in a subnet, the target of routes.
  package struct Endpoint: Hashable, Sendable {
    /// The id of the VPC endpoint, `vpce-…`.
    package var endpoint: Symbol
    /// The id of its subnet.
    package var subnet: Symbol
    /// Whether its status is `READY` or `SCALING`.
    package var isReady: Bool
    /// Where it is declared.
    package var provenance: Provenance

    package init(endpoint: Symbol, subnet: Symbol, isReady: Bool, provenance: Provenance) {
      (self.endpoint, self.subnet, self.isReady, self.provenance) = (endpoint, subnet, isReady, provenance)
    }
  }
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The ARN of its policy.
  package var policy: Symbol
  /// The id of the VPC that it is deployed in; empty for one that is attached to a transit gateway.
  package var vpc: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The endpoints, those of VPC endpoint associations included.
  package var endpoints: [Endpoint]
  /// The id of its attachment to a transit gateway; empty when routes of VPCs lead to it.
  package var transitGatewayAttachment: Symbol
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    arn: Symbol,
    name: Symbol = .empty,
    policy: Symbol = .empty,
    vpc: Symbol = .empty,
    owner: Symbol = .empty,
    region: Symbol = .empty,
    endpoints: [Endpoint] = [],
    transitGatewayAttachment: Symbol = .empty,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.name, self.policy, self.vpc) = (arn, name, policy, vpc)
    (self.owner, self.region, self.endpoints) = (owner, region, endpoints)
    (self.transitGatewayAttachment, self.tags, self.provenance) = (transitGatewayAttachment, tags, provenance)
  }
}

/// A policy of Network Firewalls: rule groups in order, and what happens to packets that no rule is for.
///
/// Source: `network-firewall describe-firewall-policy`.
package struct FirewallPolicy: Sendable {
  /// A rule group of a policy.
  package struct GroupReference: Hashable, Sendable {
    /// The ARN of the rule group.
    package var group: Symbol
    /// The priority: groups are asked in ascending order.
    ///
    /// Stateful groups have one only in strict order.
    package var priority: Int
    /// Whether the policy turns the group's drops into alerts (`Override.Action` is `DROP_TO_ALERT`).
    package var dropsAreAlerts: Bool
    /// Where it is declared.
    package var provenance: Provenance

    package init(group: Symbol, priority: Int, dropsAreAlerts: Bool, provenance: Provenance) {
      (self.group, self.priority) = (group, priority)
      (self.dropsAreAlerts, self.provenance) = (dropsAreAlerts, provenance)
    }
  }
  /// What happens to packets that no stateful rule decides, in strict order.
  package enum StatefulDefault: UInt8, Hashable, Sendable {
    /// They pass: no `aws:drop_…` is among `StatefulDefaultActions`.
    case pass
    /// `aws:drop_strict`: they are dropped.
    case dropStrict
    /// `aws:drop_established`: those that open a connection pass, those of an established connection are dropped.
    case dropEstablished
    /// An action that is not known.
    case undecided
  }
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The stateless rule groups.
  package var statelessGroups: [GroupReference] = []
  /// What happens to packets that no stateless rule is for: ``FirewallRule/Action/pass``, `drop`, `forward` or `undecided`.
  package var statelessDefault = FirewallRule.Action.undecided
  /// The stateful rule groups.
  package var statefulGroups: [GroupReference] = []
  /// Whether `RuleOrder` is `STRICT_ORDER`; else all pass rules come before all drop rules.
  package var isStrictOrder = false
  /// What happens to packets that no stateful rule decides, in strict order.
  package var statefulDefault = StatefulDefault.pass
  /// Whether packets of a connection whose beginning the firewall has not seen are judged by the rules
  /// (`StreamExceptionPolicy` is `CONTINUE`) instead of dropped.
  package var continuesBrokenStreams = false
  /// Variables of the policy, by name: AWS knows `HOME_NET`.
  package var variables: [String: FirewallExpression] = [:]
  /// The ARN of the TLS inspection configuration; empty when there is none.
  package var tlsInspection = Symbol.empty
  /// The tags.
  package var tags = TagSetID.none
  /// Where it is declared.
  package var provenance: Provenance

  package init(arn: Symbol, name: Symbol = .empty, provenance: Provenance) {
    (self.arn, self.name, self.provenance) = (arn, name, provenance)
  }
}

/// A group of rules of Network Firewall.
///
/// Source: `network-firewall describe-rule-group`.
package struct FirewallRuleGroup: Sendable {
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The rules: stateless ones with their priorities, stateful ones in the order of the group.
  package var rules: [FirewallRule] = []
  /// IP sets by name, without the `$`.
  package var addressSets: [String: FirewallExpression] = [:]
  /// Port sets by name, without the `$`.
  package var portSets: [String: FirewallExpression] = [:]
  /// ARNs that IP set references name, without the `@`.
  package var references: [String: Symbol] = [:]
  /// The tags.
  package var tags = TagSetID.none
  /// Where it is declared.
  package var provenance: Provenance

  package init(arn: Symbol, name: Symbol = .empty, provenance: Provenance) {
    (self.arn, self.name, self.provenance) = (arn, name, provenance)
  }
}
