/// That some identities may make a change of the network on some elements.
package struct NetworkPower: Sendable {
  package let change: NetworkChange
  /// Those who may: users and roles with the same permissions, or one who does not exist yet, such as an administrator.
  package private(set) var holders: [CapabilityNodeID]
  /// The one of them whose policies ``grants`` names; nobody where he who may does not exist yet.
  let representative: PrincipalID?
  /// The places of the elements in ``RewiringSurvey/elements``, in ascending order.
  package let elements: [Int]
  /// How sure it is.
  package let standing: AssumeRoleEdge.Standing
  /// The conditions that remain to be met.
  package let residual: [ConditionExpression]
  /// What allows it: an entry for each action that is required.
  package let grants: [CapabilityEdge.Grant]
  /// The facts that are missing and could decide otherwise, as sentences.
  package let gaps: [String]

  /// Whether it takes effect by itself; otherwise somebody else has to do the other half.
  package var isWhole: Bool { change.half == nil }

  /// The same without some who may; `nil` where nobody is left.
  fileprivate func without(_ nodes: Set<Int>) -> NetworkPower? {
    var power = self
    power.holders.removeAll { nodes.contains($0.index) }
    return power.holders.isEmpty ? nil : power
  }
}

extension [NetworkPower] {
  /// In the order of the table, as they are within a change.
  fileprivate func sortedByChange() -> [NetworkPower] {
    let places = Dictionary(
      NetworkChange.table.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let keyed = enumerated().map { (change: places[$1.change.id] ?? 0, place: $0, power: $1) }
    return keyed.sorted { ($0.change, $0.place) < ($1.change, $1.place) }.map(\.power)
  }
}

/// Who may change which element of the network: what is latent beside what packets reach today.
///
/// Answers are sets. Callers with the same permissions and elements that no policy tells apart are decided once.
package struct RewiringSurvey: Sendable {
  package let graph: CapabilityGraph
  package let elements: NetworkElementList
  /// The powers, in the order of the table, then of callers.
  package let powers: [NetworkPower]
  /// For each element the powers over it.
  private let powersOver: [[Int32]]
  private let powersOf: [Int: [Int]]

  /// Asks for everybody in an estate.
  package init(_ graph: CapabilityGraph) {
    let elements = NetworkElementList(graph.estate)
    var collector = RewiringCollector(graph, elements)
    self.init(graph, elements, collector.collect(graph.callers))
  }

  /// Asks again for those for whom the graph was asked again; others may what they might.
  init(reducing base: RewiringSurvey, to graph: CapabilityGraph, _ asked: CapabilityGraphBuilder.Asked) {
    var changed = Set(asked.principals.map(\.index))
    changed.formUnion(asked.latent.map { Int($0) })
    var powers = base.powers.compactMap { $0.without(changed) }
    var collector = RewiringCollector(graph, base.elements)
    powers += collector.collect(asked.callers)
    self.init(graph, base.elements, powers.sortedByChange())
  }

  private init(_ graph: CapabilityGraph, _ elements: NetworkElementList, _ found: [NetworkPower]) {
    (self.graph, self.elements) = (graph, elements)
    powers = found
    var over = [[Int32]](repeating: [], count: elements.elements.count)
    var of: [Int: [Int]] = [:]
    for (place, power) in found.enumerated() {
      for element in power.elements { over[element].append(Int32(place)) }
      for holder in power.holders { of[holder.index, default: []].append(place) }
    }
    powersOver = over
    powersOf = of
  }

  /// What lets a holder use a power: the statements of his own policies, where several have equal ones.
  func grants(of power: NetworkPower, heldBy holder: PrincipalID?) -> [CapabilityEdge.Grant] {
    guard let holder, let representative = power.representative, holder != representative else { return power.grants }
    return power.grants.map { grant in
      var grant = grant
      grant.identityStatements = grant.identityStatements.map {
        graph.model.statement($0, of: representative, heldBy: holder)
      }
      return grant
    }
  }

  /// What a principal, or administration of an account, may change.
  package func powers(of holder: CapabilityNodeID) -> [NetworkPower] {
    (powersOf[holder.index] ?? []).map { powers[$0] }
  }

  /// Who may change an element, given by its place.
  package func powers(over element: Int) -> [NetworkPower] { powersOver[element].map { powers[Int($0)] } }

  /// Who may change a record of the estate, as any kind of element.
  package func powers(over record: Estate.Handle) -> [NetworkPower] {
    NetworkElement.Kind.allCases.flatMap { kind in
      elements.place(of: record, as: kind).map { powers(over: $0) } ?? []
    }
  }

  /// Both halves of a change that takes two: who may ask for it on one element, and who may accept it on another.
  ///
  /// - Parameters:
  ///   - asking: The place of the element on the asking side, such as a VPC.
  ///   - accepting: The place of the element on the accepting side.
  /// - Returns: The halves that fit each other; a half without the other opens nothing.
  package func handshakes(asking: Int, accepting: Int) -> [(asks: NetworkPower, accepts: NetworkPower)] {
    powers(over: asking).flatMap { first -> [(asks: NetworkPower, accepts: NetworkPower)] in
      guard case .asks = first.change.half else { return [] }
      return powers(over: accepting).compactMap { second in
        guard case .accepts(let other) = second.change.half, other == first.change.id else { return nil }
        return (first, second)
      }
    }
  }
}

/// Goes through the table for each caller.
private struct RewiringCollector {
  let graph: CapabilityGraph
  let elements: NetworkElementList
  private var domains = CapabilityDomains()

  init(_ graph: CapabilityGraph, _ elements: NetworkElementList) {
    (self.graph, self.elements) = (graph, elements)
    var found: [NetworkElement.Kind: [String: [CapabilityDomain.Member]]] = [:]
    for (place, element) in elements.elements.enumerated() {
      found[element.kind, default: [:]][element.account, default: []].append(
        CapabilityDomain.Member(
          arn: element.arn,
          node: Int32(place),
          tags: graph.estate.tags(of: element.record),
          region: AmazonResourceName(element.arn)?.region ?? "",
          record: element.record
        )
      )
    }
    for kind in NetworkElement.Kind.allCases { domains.provide(.elements(kind), found[kind] ?? [:]) }
  }

  /// What some callers may change, in the order of the table, then of callers.
  mutating func collect(_ callers: [CapabilityCaller]) -> [NetworkPower] {
    let model = graph.model
    let changes = NetworkChange.table.compactMap { change in
      CapabilityCheck(change.requires, passingTo: nil, model.index).map { (change: change, check: $0) }
    }
    var found: [NetworkPower] = []
    for caller in callers {
      var decider = CapabilityDecider(model, caller)
      for entry in changes where entry.check.isMentioned(by: caller) {
        let places = entry.change.elements.compactMap { domains.domain(.elements($0), caller.account) }
        guard !places.isEmpty, let given = entry.check.given(&decider, &domains) else { continue }
        for place in places {
          let domain = domains[place]
          let all = domain.members.indices.map { Int32($0) }
          for group in entry.check.groups(of: all, in: domain, at: place, &decider) {
            found.append(power(entry.change, entry.check, caller, domain, group, given))
          }
        }
      }
    }
    return found.sortedByChange()
  }

  private func power(
    _ change: NetworkChange,
    _ check: CapabilityCheck,
    _ caller: CapabilityCaller,
    _ domain: CapabilityDomain,
    _ group: CapabilityCheck.Group,
    _ given: [CapabilityCheck.Given]
  ) -> NetworkPower {
    var basis = CapabilityGraph.Basis()
    var standing = AssumeRoleEdge.Standing.allowed
    for answer in group.answers + given { basis.add(answer, check, graph.model, &standing) }
    return NetworkPower(
      change: change,
      holders: Int(caller.node) >= graph.assumptions.principals.count
        ? [CapabilityNodeID(Int(caller.node))] : caller.members.map { CapabilityNodeID($0) },
      representative: caller.members.first,
      elements: group.members.map { Int(domain.members[Int($0)].node) },
      standing: standing,
      residual: basis.residual,
      grants: basis.grants,
      gaps: basis.gaps
    )
  }
}

extension Estate {
  /// The tags of an element of the network.
  fileprivate func tags(of record: Handle) -> TagSetID {
    switch record {
    case .vpc(let id): vpcs[id].tags
    case .subnet(let id): subnets[id].tags
    case .securityGroup(let id): securityGroups[id].tags
    case .networkInterface(let id): networkInterfaces[id].tags
    case .instance(let id): instances[id].tags
    case .networkACL(let id): networkACLs[id].tags
    case .routeTable(let id): routeTables[id].tags
    case .prefixList(let id): prefixLists[id].tags
    case .transitGateway(let id): transitGateways[id].tags
    case .transitGatewayRouteTable(let id): transitGatewayRouteTables[id].tags
    case .coreNetwork(let id): coreNetworks[id].tags
    case .directConnectGateway(let id): directConnectGateways[id].tags
    case .peeringConnection(let id): peeringConnections[id].tags
    case .vpnGateway(let id): vpnGateways[id].tags
    case .vpnConnection(let id): vpnConnections[id].tags
    case .clientVPNEndpoint(let id): clientVPNEndpoints[id].tags
    case .vpcEndpoint(let id): vpcEndpoints[id].tags
    case .endpointService(let id): endpointServices[id].tags
    case .serviceNetwork(let id): serviceNetworks[id].tags
    case .latticeService(let id): latticeServices[id].tags
    case .firewallPolicy(let id): firewallPolicies[id].tags
    case .firewallRuleGroup(let id): firewallRuleGroups[id].tags
    case .loadBalancer(let id): loadBalancers[id].tags
    case .targetGroup(let id): targetGroups[id].tags
    case .service(let id): services[id].tags
    default: .none
    }
  }
}
