/// Whether packets that were delivered get answers.
package struct Conversation: Sendable {
  /// The delivered packets that answers come back for, narrowed to source ports that work.
  package var answered: [TrackedBox] = []
  /// How sure the way back is.
  package var certainty: Certainty = .exact
  /// The walker of the first answer that came back, for its trail.
  package var walker: Walker?
  /// The trail's last step of that answer.
  package var trail: Int32 = -1
  /// Whether answers get to where a fact is missing: they may come back.
  package var meetsUnknown = false
  /// Why the last answer that did not come back was lost.
  package var loss: Drop?
  /// The steps of that answer.
  package var lossTrail: ContiguousArray<TrailStep> = []

  /// No answers.
  package init() {}

  /// Sends the answers of a delivery back to its sender.
  ///
  /// Stateful elements pass answers because they saw the request; network ACLs and routes judge them on their own.
  ///
  /// With `tracesLists`, the walker's trail has every entry of a network ACL that lets the answer through.
  package init(
    of delivery: Delivery,
    from sender: Sender,
    in model: ForwardingModel,
    recordsDrops: Bool = false,
    tracesLists: Bool = false
  ) {
    var broken: Drop?
    for box in delivery.flow.boxes {
      for part in box.now.byAnswerKind() {
        guard let request = box.narrowed(to: part), let answer = part.answer else { continue }
        var walker = Walker(model, isAnswer: true, recordsDrops: recordsDrops)
        walker.tracesLists = tracesLists
        walker.expected = delivery.flow.mappings
        walker.requested = delivery.flow.visited
        if case .relay(let opening) = sender {
          walker.asksACLWithinSubnet = opening.asksACLWithinSubnet
          walker.interceptor = opening.keepsClients ? opening.subnet : nil
        }
        walker.passed = delivery.flow.firewalls
        walker.pinned = delivery.flow.pins
        if case .lattice = sender { walker.returnsToLattice = true }
        walker.sendAnswer(answer, from: delivery)
        meetsUnknown =
          meetsUnknown
          || walker.arrivals.contains { arrival in
            if case .beyond = arrival.place { true } else { arrival.flow.certainty == .unknown }
          }
        for arrival in walker.arrivals
        where Self.isHome(arrival, sender, delivery.flow, model) {
          let blind = Self.firewallBlindToAnswer(delivery.flow, arrival.flow, model)
          for returned in arrival.flow.boxes {
            guard let whole = Self.request(request, answeredBy: returned.sent) else { continue }
            let parts = blind == nil ? [whole] : Self.withoutStreams(whole)
            if parts.isEmpty { broken = Drop(code: .firewallState, resource: blind ?? .empty, trail: -1, depth: 0) }
            for var matched in parts {
              if !delivery.flow.mappings.isEmpty, matched.now.protocols != .icmp {
                // A NAT gateway put the sender's own port back: the lists behind it judged that one.
                guard let ports = matched.sent.sourcePorts.intersection(returned.now.destinationPorts) else { continue }
                matched.sent.sourcePorts = ports
              }
              if answered.isEmpty {
                certainty = arrival.flow.certainty
                (self.walker, trail) = (walker, arrival.flow.trail)
              }
              certainty = min(certainty, arrival.flow.certainty)
              if !answered.contains(matched) { answered.append(matched) }
            }
          }
        }
        if recordsDrops, answered.isEmpty, let last = broken ?? walker.drops.max(by: { $0.depth < $1.depth }) {
          (loss, lossTrail) = (last, walker.trail)
        }
      }
    }
  }

  /// How far a delivery gets, with these answers.
  package func reachability(of delivery: Delivery) -> Reachability {
    switch delivery.flow.certainty {
    case .may: .may
    case .unknown: .unknown
    case .exact:
      if case .service = delivery.receiver {
        .connects
      } else {
        !answered.isEmpty && certainty == .exact ? .connects : .oneWay
      }
    }
  }

  /// A firewall that saw a request and does not see its answer: it drops the stream in the middle.
  ///
  /// Source: Network Firewall Developer Guide, "Asymmetric routing" and "Stream exception policy".
  private static func firewallBlindToAnswer(_ request: Flow, _ answer: Flow, _ model: ForwardingModel) -> Symbol? {
    request.firewalls.first { passage in
      !answer.firewalls.contains { $0.door == passage.door }
        && !(model.firewalls.policy(of: passage.firewall)?.continuesBrokenStreams ?? false)
    }?.door
  }

  /// The part of a request that is not TCP: TCP alone has a handshake to miss.
  private static func withoutStreams(_ box: TrackedBox) -> [TrackedBox] {
    guard box.now.protocols.contains(6) else { return [box] }
    return [ProtocolRange(0, 5), ProtocolRange(7, 255)].compactMap { protocols in
      box.narrowed(to: HeaderBox(family: box.now.family, protocols: protocols))
    }
  }

  /// The part of a request whose answer is in a box.
  private static func request(_ box: TrackedBox, answeredBy answer: HeaderBox) -> TrackedBox? {
    var asked = HeaderBox(
      family: answer.family,
      source: answer.destination,
      destination: answer.source,
      protocols: answer.protocols
    )
    if box.now.protocols == .icmp || box.now.protocols == .icmpv6 {
      asked.sourcePorts = answer.sourcePorts
    } else {
      (asked.sourcePorts, asked.destinationPorts) = (answer.destinationPorts, answer.sourcePorts)
    }
    return box.narrowed(to: asked)
  }

  /// Whether an answer is back with the sender, turned back by every NAT gateway on the way.
  private static func isHome(_ arrival: Arrival, _ sender: Sender, _ request: Flow, _ model: ForwardingModel) -> Bool {
    guard arrival.flow.visited.count(where: { $0.kind == .natAnswer }) == request.mappings.count else { return false }
    switch (arrival.place, sender) {
    case (.subnet(let here), .interfaces(let home, _, let ranges)):
      return here == home && arrival.flow.boxes.contains { box in ranges.contains { $0.overlaps(box.now.destination) } }
    case (.subnet(let here), .relay(let opening)):
      return here == opening.subnet
        && arrival.flow.boxes.contains { box in opening.ranges.contains { $0.overlaps(box.now.destination) } }
    case (.subnet(let here), .clientVPN(let endpoint, _)):
      let networks = model.estate.clientVPNEndpoints[endpoint].targetNetworks ?? []
      return networks.contains { $0.subnet == model.estate.subnets[here].id }
    case (.service, .lattice): return true
    case (.internet, .internet): return true
    case (.onPremises, .onPremises): return true
    case (.internet, .onPremises(.virtualInterface(let id), _)):
      return model.estate.virtualInterfaces[id].kind == .public
    default: return false
    }
  }
}

extension Walker {
  /// Sends an answer from the receiver of a request.
  mutating func sendAnswer(_ answer: HeaderBox, from delivery: Delivery) {
    let boxes = [TrackedBox(sent: answer)]
    switch delivery.receiver {
    case .interface(let interface, let subnet):
      let zone = estate.subnets[subnet].zone
      leave(subnet, starting(boxes, answer.family, .none, .lost, zone, estate.networkInterfaces[interface].id))
    case .internet:
      reachInternet(starting(boxes, answer.family, .none, .lost, .empty, .empty))
    case .onPremises(let link):
      guard let link else { return }
      enterFromOnPremises(link, starting(boxes, answer.family, .none, .lost, .empty, link.resource(in: estate)))
    case .service: break
    }
  }
}
