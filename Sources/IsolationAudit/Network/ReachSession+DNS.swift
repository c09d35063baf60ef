// Whether DNS queries for a name get from a host to whoever answers them.
extension ReachSession {
  private var estate: Estate { model.estate }

  /// Answers a probe to a domain name: the query goes to the sender's VPC resolver, which neither security groups nor network
  /// ACLs stop, and from there to the name servers of the rule with the longest matching domain, or to the internet's.
  ///
  /// What DNS Firewall lets through is not evaluated: with a rule group on the VPC a query may pass.
  ///
  /// Source: Route 53 Developer Guide, "How VPC Resolver determines whether the domain name in a query matches any rules" and
  /// "How Route 53 VPC Resolver DNS Firewall works".
  func resolve(_ name: String, _ probe: ReachProbe) throws(ProbeError) -> ReachAnswer {
    var best = Best()
    var hops: [ReachAnswer.ReachHop] = []
    for sender in try senders(probe.from) {
      guard let vpc = vpc(of: sender.sender) else {
        throw ProbeError("`from`: only hosts of a VPC ask its resolver for a domain name")
      }
      let filter = estate.dnsFirewallAssociations.first { $0.vpc == estate.vpcs[vpc].id }
      guard let rule = rule(for: name, vpc) else { return recursive(probe, vpc, filter) }
      hops = forwarded(by: rule, vpc, filter)
      guard !rule.targets.isEmpty, let id = estate.resolverEndpoint(rule.endpoint) else {
        best.beyond = (.resourceUnknown, rule.endpoint.isEmpty ? rule.id : rule.endpoint, rule.provenance)
        continue
      }
      for door in model.doors(of: estate.resolverEndpoints[id]) {
        for target in rule.targets { ask(target, from: door, &best) }
      }
      if filter != nil, best.reachability < .may { best.reachability = .may }
    }
    var answer = describe(best, probe)
    answer.hops.insert(contentsOf: hops, at: 0)
    return answer
  }

  private func vpc(of sender: Sender) -> EstateID<VPC>? {
    guard case .interfaces(let subnet, _, _) = sender else { return nil }
    return estate.vpc(estate.subnets[subnet].vpc)
  }

  /// The rule that decides about a name in a VPC: the one with the longest domain; `nil` when none forwards it.
  private func rule(for name: String, _ vpc: EstateID<VPC>) -> ResolverRule? {
    let id = estate.vpcs[vpc].id
    let labels = Self.labels(name)
    let matching = estate.resolverRules.records.filter { rule in
      (rule.vpcs ?? []).contains { $0.vpc == id }
        && labels.suffix(Self.labels(estate.symbols[rule.domain]).count)
          .elementsEqual(Self.labels(estate.symbols[rule.domain]))
    }
    let longest = matching.max {
      Self.labels(estate.symbols[$0.domain]).count < Self.labels(estate.symbols[$1.domain]).count
    }
    return longest.flatMap { $0.forwards ? $0 : nil }
  }

  private static func labels(_ name: String) -> [Substring] { name.lowercased().split(separator: ".")[...].map { $0 } }

  private func ask(_ target: ResolverRule.Target, from door: Relay.Door, _ best: inout Best) {
    guard let subnet = door.subnet else { return }
    let own = door.ranges.filter { $0.family == target.address.family }.map(\.range)
    guard !own.isEmpty else { return }
    let opening = Sender.Opening(
      subnet: subnet,
      groups: door.groups,
      ranges: own,
      keepsClients: false,
      asksACLWithinSubnet: false
    )
    for protocols in target.isEncrypted ? [ProtocolRange.tcp] : [.udp, .tcp] {
      let box = HeaderBox(
        family: target.address.family,
        destination: AddressRange(target.address.value),
        protocols: protocols,
        sourcePorts: PortRange(1024, 65_535),
        destinationPorts: PortRange(target.port, target.port)
      )
      consider(box, from: .relay(opening), to: nil, &best)
    }
  }

  private func forwarded(
    by rule: ResolverRule,
    _ vpc: EstateID<VPC>,
    _ filter: DNSFirewallAssociation?
  ) -> [ReachAnswer.ReachHop] {
    var hops = [hop("VPC resolver", estate.vpcs[vpc].id, "asked")]
    if let filter { hops.append(hop("DNS Firewall rule group", filter.group, "may let the query pass")) }
    hops.append(
      hop("Route 53 Resolver rule", rule.id, "sent to its name servers", "forward `\(estate.symbols[rule.domain])`")
    )
    if !rule.endpoint.isEmpty { hops.append(hop("Route 53 Resolver endpoint", rule.endpoint, "opened the connection")) }
    return hops
  }

  private func hop(_ kind: String, _ resource: Symbol, _ action: String, _ rule: String? = nil)
    -> ReachAnswer.ReachHop
  {
    ReachAnswer.ReachHop(kind: kind, resource: estate.symbols[resource], action: action, rule: rule)
  }

  /// A name that no rule forwards: the resolver asks the name servers of the internet, whoever owns them.
  private func recursive(_ probe: ReachProbe, _ vpc: EstateID<VPC>, _ filter: DNSFirewallAssociation?) -> ReachAnswer {
    let name = estate.symbols[estate.vpcs[vpc].id]
    let location = filter.map { files.locate($0.provenance) }
    var hops = [hop("VPC resolver", estate.vpcs[vpc].id, "asked")]
    if let filter { hops.append(hop("DNS Firewall rule group", filter.group, "may let the query pass")) }
    hops.append(ReachAnswer.ReachHop(kind: "internet", resource: "", action: "asked for the name", rule: nil))
    let verdict: Reachability = filter == nil ? .connects : .may
    return ReachAnswer(
      id: probe.id,
      verdict: verdict,
      decidedBy: ReachAnswer.Decision(
        code: nil,
        resource: filter.map { estate.symbols[$0.group] } ?? name,
        rule: nil,
        file: location?.file,
        pointer: location?.pointer
      ),
      hops: hops,
      sourcePorts: nil,
      expected: probe.expected,
      asExpected: probe.expected.map { $0 == "reachable" ? verdict.violatesIsolation : verdict.rawValue == $0 },
      error: nil
    )
  }
}
