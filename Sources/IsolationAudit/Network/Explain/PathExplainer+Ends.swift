extension PathExplainer {
  /// An end as it is told.
  func end(_ asked: String, _ interface: EstateID<NetworkInterface>?, _ address: IPAddress?, candidates: Int)
    -> PathExplanation.End
  {
    guard let interface else {
      let kind =
        asked.hasPrefix("internet")
        ? "internet"
        : asked.hasPrefix("on-premises:") ? "site" : asked.hasPrefix("client-vpn:") ? "Client VPN user" : "addresses"
      return .init(
        asked: asked,
        interface: nil,
        kind: kind,
        owner: nil,
        name: nil,
        address: address?.description,
        candidates: candidates
      )
    }
    let id = estate.networkInterfaces[interface].id
    let owner = owner(of: interface)
    return .init(
      asked: asked,
      interface: estate.symbols[id],
      kind: session.narrator.type(of: owner ?? id),
      owner: owner.map { estate.symbols[$0] },
      name: owner.flatMap { names[$0] } ?? names[id],
      address: address?.description,
      candidates: candidates
    )
  }

  private func owner(of interface: EstateID<NetworkInterface>) -> Symbol? {
    let record = estate.networkInterfaces[interface]
    if !record.instance.isEmpty { return record.instance }
    guard record.isRequesterManaged || record.kind != .interface else { return nil }
    let owners =
      estate.loadBalancers.records.map(\.arn) + estate.services.records.map(\.arn)
      + estate.natGateways.records.map(\.id) + estate.vpcEndpoints.records.map(\.id)
    return owners.first { session.interfacesOf[$0].contains(interface) }
  }

  /// The other pairs, and the other ways of the chosen one.
  func alternatives(_ trials: [Trial], _ chosen: Int, _ from: String, _ to: String)
    -> [PathExplanation.Alternative]
  {
    var result = otherWays(trials[chosen], from, to)
    let ends = (trials[chosen].question.from, receiver(of: trials[chosen].question))
    var seen: Set<[String]> = []
    let others = trials.indices.filter { $0 != chosen }
      .sorted { (trials[$0].verdict, $0) < (trials[$1].verdict, $1) }
    for index in others {
      guard result.count < Self.maximumAlternatives else { break }
      let trial = trials[index]
      let receiver = receiver(of: trial.question)
      if trial.question.from == ends.0, receiver == ends.1 { continue }
      let labels = [label(trial.question.from, from), label(receiver, to)]
      guard seen.insert(labels).inserted else { continue }
      let loss = trial.verdict == .isolated ? trial.loss : nil
      result.append(
        .init(
          from: labels[0],
          to: labels[1],
          verdict: trial.verdict,
          code: loss?.code.rawValue,
          resource: loss.flatMap { $0.resource.isEmpty ? nil : estate.symbols[$0.resource] }
        )
      )
    }
    return result
  }

  private func label(_ interface: EstateID<NetworkInterface>?, _ asked: String) -> String {
    interface.map { estate.symbols[estate.networkInterfaces[$0].id] } ?? asked
  }

  /// Ways of the same packets over other gateways.
  private func otherWays(_ trial: Trial, _ from: String, _ to: String) -> [PathExplanation.Alternative] {
    let ways = trial.arrivals.prefix(Int(WalkBounds.maximumParallelWays)).map { gateways(trial.trail, to: $0) }
    var seen = Set(ways.prefix(1))
    return ways.dropFirst().filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(Self.maximumAlternatives / 2).map
    {
      .init(
        from: label(trial.question.from, from),
        to: label(receiver(of: trial.question), to),
        verdict: trial.verdict,
        code: nil,
        resource: $0.joined(separator: ", ")
      )
    }
  }

  /// The gateways on a way.
  private func gateways(_ trail: ContiguousArray<TrailStep>, to last: Int32) -> [String] {
    var result: [String] = []
    var index = last
    while index >= 0 {
      let step = trail[Int(index)]
      switch step.action {
      case .peering, .transitGateway, .natTranslated, .vpnGateway, .vpnConnection, .appliance, .unevaluatedEndpoint:
        result.append(estate.symbols[step.resource])
      default: break
      }
      index = step.parent
    }
    return result.reversed()
  }
}
