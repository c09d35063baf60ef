/// Answers probes about one estate.
package struct ReachSession: Sendable {
  /// The estate, ready for forwarding.
  package let model: ForwardingModel
  /// The files that the estate was read from, for places.
  package let files: SourceFiles
  let narrator: PathNarrator
  let interfacesOf: InterfaceOwners

  /// Prepares an estate.
  package init(_ estate: Estate, files: SourceFiles) {
    self.init(ForwardingModel(estate), files: files)
  }

  /// Uses an estate that is prepared.
  package init(_ model: ForwardingModel, files: SourceFiles) {
    (self.model, self.files) = (model, files)
    narrator = PathNarrator(model)
    interfacesOf = model.owners
  }

  private var estate: Estate { model.estate }

  /// Answers JSON Lines, an answer a line, in order; a line that is no probe gets an answer with the verdict `unknown` and the error.
  package func answer(probes text: [UInt8]) -> [ReachAnswer] {
    text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      guard line.contains(where: { $0 > 0x20 }) else { return nil }
      do {
        return answer(try ReachProbe(JSONValue(parsing: Array(line))))
      } catch {
        return failure(id: "line \(index + 1)", "line \(index + 1): \(error)")
      }
    }
  }

  private func failure(id: String, _ message: String, expected: String? = nil) -> ReachAnswer {
    ReachAnswer(
      id: id,
      verdict: .unknown,
      decidedBy: nil,
      via: nil,
      hops: [],
      sourcePorts: nil,
      expected: expected,
      asExpected: expected.map { _ in false },
      error: message
    )
  }

  /// Answers a probe.
  package func answer(_ probe: ReachProbe) -> ReachAnswer {
    do {
      return try evaluate(probe)
    } catch {
      return failure(id: probe.id, error.description, expected: probe.expected)
    }
  }

  // MARK: - Evaluation

  /// The best that any sender and destination of a probe achieves.
  struct Best {
    var reachability: Reachability = .isolated
    var delivery: Delivery?
    var trail: ContiguousArray<TrailStep> = []
    var conversation: Conversation?
    var ports: [PortRange] = []
    var loss: Drop?
    var beyond: (ExplanationCode, Symbol, Provenance?)?
    var beyondTrail: (ContiguousArray<TrailStep>, Int32)?
  }

  private func evaluate(_ probe: ReachProbe) throws(ProbeError) -> ReachAnswer {
    if case .domainName(let name) = probe.to { return try resolve(name, probe) }
    var best = Best()
    let senders = try senders(probe.from)
    if case .resource(let id) = probe.to, let symbol = estate.symbols.find(id),
      let search = search(probe, from: senders, behindRelays: symbol)
    {
      return describe(search, probe)
    }
    if senders.isEmpty { best.loss = try refusal(of: probe.from) }
    for sender in senders {
      guard let protocols = probe.protocols.intersection(sender.protocols) else { continue }
      let destinations = try destinations(probe.to, seenBy: sender)
      if destinations.isEmpty, best.loss == nil {
        best.loss = Drop(
          code: .internetGatewayPrivateAssociation,
          resource: .empty,
          rule: nil,
          trail: -1,
          depth: -1
        )
      }
      for destination in destinations {
        var box = HeaderBox(
          family: destination.family,
          destination: destination.range,
          protocols: protocols,
          sourcePorts: probe.sourcePorts,
          destinationPorts: probe.destinationPorts
        )
        if let source = sender.source {
          guard source.family == destination.family else { continue }
          box.source = AddressRange(source.value)
        }
        consider(box, from: sender.sender, to: destination.receiver, &best)
      }
    }
    let direct = describe(best, probe)
    guard direct.verdict != .connects, !model.relays.isEmpty else { return direct }
    var search = RelaySearch()
    for sender in senders {
      for destination in try relayDestinations(probe.to) {
        search.merge(relayed(probe, from: sender, to: destination))
      }
    }
    if let path = search.best, path.reachability < direct.verdict { return describe(search, probe) }
    guard direct.verdict == .isolated else { return direct }
    return search.isCut || search.obstacle != nil ? describe(search, probe) : direct
  }

  func consider(
    _ box: HeaderBox,
    from sender: Sender,
    to wanted: EstateID<NetworkInterface>?,
    _ best: inout Best
  ) {
    var walker = Walker(model, recordsDrops: true)
    walker.send(box, from: sender)
    for (index, arrival) in walker.arrivals.enumerated() {
      guard index < WalkBounds.maximumParallelWays else {
        if best.beyond == nil { best.beyond = (.walkBound, .empty, nil) }
        break
      }
      if case .beyond(let code, let resource, let rule) = arrival.place {
        if best.beyond == nil {
          best.beyond = (code, resource, rule)
          best.beyondTrail = (walker.trail, arrival.flow.trail)
        }
        continue
      }
      for delivery in walker.deliveries(of: arrival) {
        if let wanted, case .interface(let interface, _) = delivery.receiver, interface != wanted { continue }
        let conversation = Conversation(of: delivery, from: sender, in: model, recordsDrops: true)
        let reachability = conversation.reachability(of: delivery)
        guard reachability < best.reachability else {
          if reachability == best.reachability { best.ports += conversation.answered.map(\.sent.sourcePorts) }
          continue
        }
        best.reachability = reachability
        (best.delivery, best.conversation, best.trail) = (delivery, conversation, walker.trail)
        best.ports = conversation.answered.map(\.sent.sourcePorts)
      }
    }
    if let deepest = walker.drops.max(by: { $0.depth < $1.depth }), deepest.depth > (best.loss?.depth ?? -2) {
      best.loss = deepest
      if best.delivery == nil { best.trail = walker.trail }
    }
  }

  func describe(_ best: Best, _ probe: ReachProbe) -> ReachAnswer {
    var verdict = best.reachability
    if verdict == .isolated, best.beyond != nil { verdict = .unknown }
    var hops: [PathHop] = []
    var decision: ReachAnswer.Decision?
    if let delivery = best.delivery {
      let witness = delivery.flow.boxes[0].sent
      hops = narrator.hops(best.trail, to: delivery.flow.trail, witness: witness)
      if case .interface(let interface, _) = delivery.receiver {
        hops.append(narrator.hop(admitting: delivery.ingressRule, to: interface))
      }
      if verdict == .oneWay {
        if let loss = best.conversation?.loss { decision = self.decision(loss) }
        decision = decision ?? ReachAnswer.Decision(code: ExplanationCode.noAnswer.rawValue)
      } else {
        let last = hops.last { $0.rule != nil } ?? hops.last
        decision = last.map { self.decision(code: nil, $0.resource, $0.rule, $0.provenance) }
      }
    } else if let beyond = best.beyond {
      decision = self.decision(code: beyond.0, beyond.1, nil, beyond.2)
      if let (trail, last) = best.beyondTrail { hops = narrator.hops(trail, to: last, witness: .all(.ipv4)) }
    } else if let loss = best.loss {
      decision = self.decision(loss)
      if loss.trail >= 0 { hops = narrator.hops(best.trail, to: loss.trail, witness: .all(.ipv4)) }
    }
    return answer(
      probe,
      verdict,
      decision,
      hops,
      ports: [ProtocolRange.tcp, .udp].contains(probe.protocols) && verdict == .connects ? best.ports : nil
    )
  }

  private func describe(_ search: RelaySearch, _ probe: ReachProbe) -> ReachAnswer {
    if let path = search.best {
      let last = path.hops.last { $0.rule != nil } ?? path.hops.last
      let decision = last.map { self.decision(code: nil, $0.resource, $0.rule, $0.provenance) }
      return answer(probe, path.reachability, decision, path.hops, via: path.relays)
    }
    if search.isCut {
      return answer(probe, .unknown, self.decision(code: .relayChain, .empty, nil, nil), [])
    }
    guard let obstacle = search.obstacle else { return answer(probe, .isolated, nil, []) }
    let drop = Drop(code: obstacle.code, resource: obstacle.resource, rule: obstacle.rule, trail: -1, depth: 0)
    return answer(probe, .isolated, self.decision(drop), obstacle.hops)
  }

  private func answer(
    _ probe: ReachProbe,
    _ verdict: Reachability,
    _ decision: ReachAnswer.Decision?,
    _ hops: [PathHop],
    via: [Symbol] = [],
    ports: [PortRange]? = nil
  ) -> ReachAnswer {
    ReachAnswer(
      id: probe.id,
      verdict: verdict,
      decidedBy: decision,
      via: via.isEmpty ? nil : via.map { estate.symbols[$0] },
      hops: hops.map {
        ReachAnswer.ReachHop(kind: $0.type, resource: estate.symbols[$0.resource], action: $0.action, rule: $0.rule)
      },
      sourcePorts: ports.map { Self.union($0).map(\.text) },
      expected: probe.expected,
      asExpected: probe.expected.map { Self.matches(verdict, $0) },
      error: nil
    )
  }

  private func decision(_ drop: Drop) -> ReachAnswer.Decision {
    let rule = narrator.ruleText(of: drop)
    return decision(code: drop.code, drop.resource, rule, drop.rule)
  }

  private func decision(
    code: ExplanationCode?,
    _ resource: Symbol,
    _ rule: String?,
    _ provenance: Provenance?
  ) -> ReachAnswer.Decision {
    let location = provenance.map { files.locate($0) }
    return ReachAnswer.Decision(
      code: code?.rawValue,
      resource: resource.isEmpty ? nil : estate.symbols[resource],
      rule: rule,
      file: location?.file,
      pointer: location?.pointer
    )
  }

  private static func matches(_ verdict: Reachability, _ expected: String) -> Bool {
    expected == "reachable" ? verdict.violatesIsolation : verdict.rawValue == expected
  }

  /// Ranges sorted and joined where they touch.
  static func union(_ ranges: [PortRange]) -> [PortRange] {
    var result: [PortRange] = []
    for range in ranges.sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
      if let last = result.last, Int(range.lower) <= Int(last.upper) + 1 {
        result[result.count - 1].upper = max(last.upper, range.upper)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
