/// The Network Firewalls of an estate, by the endpoints and attachments that lead to them.
package struct FirewallIndex: Sendable {
  /// An endpoint of a firewall.
  package struct Door: Sendable {
    /// The firewall.
    package var firewall: EstateID<NetworkFirewall>
    /// The endpoint's subnet.
    package var subnet: Symbol
    /// Whether it forwards packets.
    package var isReady: Bool
    /// Where it is declared.
    package var provenance: Provenance
  }

  private var doors: [Symbol: Door] = [:]
  private var attachments: [Symbol: EstateID<NetworkFirewall>] = [:]
  /// For each firewall, its policy in ``policies``; -1 when the policy is not in the snapshot.
  private var policyOf: [Int] = []
  private var policies: [CompiledFirewall] = []

  /// Works out the policies of all firewalls of an estate.
  package init(_ estate: Estate) {
    struct Key: Hashable {
      var policy: Symbol
      var vpc: Symbol
    }
    var known: [Key: Int] = [:]
    for (index, firewall) in estate.networkFirewalls.records.enumerated() {
      let id = EstateID<NetworkFirewall>(index)
      for endpoint in firewall.endpoints {
        doors[endpoint.endpoint] = Door(
          firewall: id,
          subnet: endpoint.subnet,
          isReady: endpoint.isReady,
          provenance: endpoint.provenance
        )
      }
      if !firewall.transitGatewayAttachment.isEmpty { attachments[firewall.transitGatewayAttachment] = id }
      guard let policy = estate.firewallPolicy(firewall.policy) else {
        policyOf.append(-1)
        continue
      }
      let key = Key(policy: firewall.policy, vpc: firewall.vpc)
      if let compiled = known[key] {
        policyOf.append(compiled)
        continue
      }
      let deployment = estate.vpc(firewall.vpc).map { estate.vpcs[$0].prefixes }
      policies.append(CompiledFirewall(estate.firewallPolicies[policy], deployment: deployment, in: estate))
      known[key] = policies.count - 1
      policyOf.append(policies.count - 1)
    }
  }

  /// The endpoint of a firewall with an id.
  package func door(_ endpoint: Symbol) -> Door? { doors.isEmpty ? nil : doors[endpoint] }

  /// The firewall behind an attachment to a transit gateway.
  package func firewall(behind attachment: Symbol) -> EstateID<NetworkFirewall>? {
    attachments.isEmpty ? nil : attachments[attachment]
  }

  /// The firewall that an endpoint or attachment leads to.
  package func firewall(at resource: Symbol) -> EstateID<NetworkFirewall>? {
    door(resource)?.firewall ?? firewall(behind: resource)
  }

  /// A firewall's policy; `nil` when it is not in the snapshot.
  package func policy(of firewall: EstateID<NetworkFirewall>) -> CompiledFirewall? {
    let index = policyOf[Int(firewall.index)]
    return index < 0 ? nil : policies[index]
  }

  /// What a note says of the firewall that an endpoint or attachment leads to.
  package func note(_ index: Int32, at resource: Symbol) -> CompiledFirewall.Note? {
    guard index >= 0, let firewall = firewall(at: resource),
      let notes = policy(of: firewall)?.notes, Int(index) < notes.count
    else { return nil }
    return notes[Int(index)]
  }
}
