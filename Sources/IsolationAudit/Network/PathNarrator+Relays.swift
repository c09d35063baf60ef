extension PathNarrator {
  /// The hop of a relay that passes on what it took, and of the one that handed it over.
  package func hops(through node: RelayTable.Node, in model: ForwardingModel) -> [PathHop] {
    let relay = model.relays.relays[node.relay]
    let entry = model.relays[node]
    var hops = [
      PathHop(
        resource: relay.id,
        type: type(of: relay.id),
        action: "passed on by the relay",
        rule: text(entry, of: relay),
        provenance: entry.provenance
      )
    ]
    if !entry.policy.isEmpty {
      hops.append(PathHop(resource: entry.policy, type: type(of: entry.policy), action: "its auth policy decides"))
    }
    return hops
  }

  /// What an entry takes, as its owner would write it: `listener tcp 443`.
  private func text(_ entry: Relay.Entry, of relay: Relay) -> String {
    let what = relay.kind.isLoadBalancer ? "listener" : "connections"
    let protocols = entry.protocols.map(\.text).joined(separator: " and ")
    return "\(what) \(protocols)\(entry.ports == .all ? "" : " \(entry.ports.text)")"
  }
}
