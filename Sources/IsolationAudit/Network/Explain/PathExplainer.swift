/// Explains why packets get from one end to another, or everything that stops them.
package struct PathExplainer: Sendable {
  /// The most network interfaces of an end that are tried.
  package static let maximumInterfaces = 64
  /// The most pairs of a sender and a destination that are tried.
  package static let maximumPairs = 256
  /// The most obstacles of a way that are taken away one after another.
  package static let maximumObstacles = 24
  /// The most alternatives that are told.
  package static let maximumAlternatives = 8

  let session: ReachSession
  let names: ResourceNames
  private let finder: EndFinder

  var estate: Estate { session.model.estate }

  /// Prepares a session's estate.
  package init(_ session: ReachSession) {
    self.session = session
    names = ResourceNames(session.model.estate)
    finder = EndFinder(session)
  }

  /// One sender, one destination, one kind of packets.
  struct Question {
    var sender: ReachSession.ProbeSender
    /// The sending interface; `nil` for a sender outside of the VPCs.
    var from: EstateID<NetworkInterface>?
    var destination: ReachSession.ProbeDestination
    var box: HeaderBox
  }

  /// What becomes of a question's packets.
  struct Trial {
    var question: Question
    var verdict: Reachability = .isolated
    /// The steps of the walk.
    var trail: ContiguousArray<TrailStep> = []
    /// The ends of all ways that arrive, in the trail.
    var arrivals: [Int32] = []
    var ports: [PortRange] = []
    var loss: Drop?
    var isCut = false
  }

  /// Explains packets between two ends as a person writes them.
  ///
  /// - Parameters:
  ///   - from: Who sends; see ``EndFinder``.
  ///   - to: Who shall receive.
  ///   - transport: The protocol, as in probes.
  ///   - port: The destination port; any when `nil`.
  /// - Returns: The ways of the packets and of their answers, with all obstacles.
  /// - Throws: ``ProbeError`` when an end or the protocol is not known.
  package func explain(from: String, to: String, transport: String, port: UInt16?) throws(ProbeError)
    -> PathExplanation
  {
    let probe = try ReachProbe(from: "internet", to: "internet", transport: transport, port: port)
    let (source, target) = (try find(from, "--from"), try find(to, "--to"))
    var bounds: [String] = []
    let questions = try self.questions(source, target, probe, &bounds)
    guard !questions.isEmpty else {
      throw ProbeError("`\(from)` and `\(to)` have no addresses of one IP version")
    }
    let trials = questions.map { trial($0) }
    let chosen = trials.indices.min { a, b in
      let (one, other) = (trials[a], trials[b])
      if one.verdict != other.verdict { return one.verdict < other.verdict }
      // Of those that do not get there, the one that gets furthest tells most.
      if one.loss?.depth != other.loss?.depth { return one.loss?.depth ?? -1 > other.loss?.depth ?? -1 }
      return a < b
    }
    let best = trials[chosen ?? 0]
    if trials.contains(where: \.isCut) {
      bounds.append("more than \(WalkBounds.maximumParallelWays) ways that are equally good were found (WALK_BOUND)")
    }
    var ways = WayFinder(self, best.question)
    ways.run()
    bounds += ways.bounds
    return PathExplanation(
      from: end(from, best.question.from, best.question.sender.source, candidates: Self.count(source)),
      to: end(to, receiver(of: best.question), Self.address(best.question), candidates: Self.count(target)),
      packets: port.map { "\(transport) \($0)" }
        ?? (transport == "any"
          ? "any protocol" : ["tcp", "udp"].contains(transport) ? "\(transport), any port" : transport),
      verdict: best.verdict,
      forward: ways.forward,
      back: ways.back,
      sourcePorts: sourcePorts(best, probe),
      alternatives: alternatives(trials, chosen ?? 0, from, to),
      bounds: bounds
    )
  }

  private func find(_ text: String, _ option: String) throws(ProbeError) -> EndFinder.Found {
    do { return try finder.find(text) } catch { throw ProbeError("\(option): \(error.description)") }
  }

  // MARK: - Questions

  private func questions(
    _ source: EndFinder.Found,
    _ target: EndFinder.Found,
    _ probe: ReachProbe,
    _ bounds: inout [String]
  ) throws(ProbeError) -> [Question] {
    var result: [Question] = []
    for (sender, from) in try senders(source, &bounds) {
      for destination in try destinations(target, sender, &bounds) {
        var box = HeaderBox(
          family: destination.family,
          destination: destination.range,
          protocols: probe.protocols,
          sourcePorts: probe.sourcePorts,
          destinationPorts: probe.destinationPorts
        )
        if let address = sender.source {
          guard address.family == destination.family else { continue }
          box.source = AddressRange(address.value)
        }
        guard result.count < Self.maximumPairs else {
          bounds.append("more than \(Self.maximumPairs) pairs of interfaces are meant; the others were not tried")
          return result
        }
        // A CIDR block or a name may mean both ends; nobody asks how an interface reaches itself.
        if let from, from == destination.receiver, Self.count(source) > 1 || Self.count(target) > 1 { continue }
        result.append(Question(sender: sender, from: from, destination: destination, box: box))
      }
    }
    return result
  }

  private func senders(_ found: EndFinder.Found, _ bounds: inout [String]) throws(ProbeError)
    -> [(ReachSession.ProbeSender, EstateID<NetworkInterface>?)]
  {
    switch found {
    case .addresses(let prefix): throw ProbeError("--from: no network interface has an address of \(prefix)")
    case .interfaces(let ids):
      return limited(ids, &bounds).flatMap { id in session.senders(of: id).map { ($0, id) } }
    case .end(let end):
      var owner: EstateID<NetworkInterface>?
      if case .address(let address) = end { owner = session.owners(of: address).first }
      return try session.senders(end).map { ($0, owner) }
    }
  }

  private func destinations(
    _ found: EndFinder.Found,
    _ sender: ReachSession.ProbeSender,
    _ bounds: inout [String]
  ) throws(ProbeError) -> [ReachSession.ProbeDestination] {
    switch found {
    case .addresses(let prefix):
      return [.init(family: prefix.family, range: prefix.range, receiver: nil)]
    case .interfaces(let ids):
      let seen = limited(ids, &bounds).flatMap { session.destinations(of: $0, seenBy: sender) }
      if !seen.isEmpty { return seen }
      // Without a public address there is nothing to write to from the internet; the private one shows why.
      return limited(ids, &bounds).flatMap { id in
        estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range].prefix(1).map {
          .init(family: $0.family, range: $0.range, receiver: id)
        }
      }
    case .end(let end): return try session.destinations(end, seenBy: sender)
    }
  }

  private func limited(_ ids: [EstateID<NetworkInterface>], _ bounds: inout [String]) -> ArraySlice<
    EstateID<NetworkInterface>
  > {
    let text = "one end means \(ids.count) network interfaces; the first \(Self.maximumInterfaces) were tried"
    if ids.count > Self.maximumInterfaces, !bounds.contains(text) { bounds.append(text) }
    return ids.prefix(Self.maximumInterfaces)
  }

  private static func count(_ found: EndFinder.Found) -> Int {
    if case .interfaces(let ids) = found { ids.count } else { 1 }
  }

  // MARK: - Trials

  private func trial(_ question: Question) -> Trial {
    var trial = Trial(question: question)
    var walker = Walker(session.model, recordsDrops: true)
    walker.send(question.box, from: question.sender.sender)
    var meetsUnknown = false
    for (index, arrival) in walker.arrivals.enumerated() {
      guard index < WalkBounds.maximumParallelWays else {
        (trial.isCut, meetsUnknown) = (true, true)
        break
      }
      if case .beyond = arrival.place {
        meetsUnknown = true
        continue
      }
      for delivery in walker.deliveries(of: arrival) where takes(delivery, question) {
        let conversation = Conversation(of: delivery, from: question.sender.sender, in: session.model)
        let verdict = conversation.reachability(of: delivery)
        if verdict < trial.verdict { (trial.verdict, trial.ports) = (verdict, []) }
        if verdict == trial.verdict { trial.ports += conversation.answered.map(\.sent.sourcePorts) }
        trial.arrivals.append(delivery.flow.trail)
      }
    }
    if trial.verdict == .isolated, meetsUnknown { trial.verdict = .unknown }
    trial.trail = walker.trail
    trial.loss = walker.drops.max { $0.depth < $1.depth }
    return trial
  }

  /// Whether a delivery is what a question asks for.
  func takes(_ delivery: Delivery, _ question: Question) -> Bool {
    guard let wanted = question.destination.receiver, case .interface(let interface, _) = delivery.receiver else {
      return true
    }
    return interface == wanted
  }

  /// The interface that a question's packets are for: the one that is meant, or the only one with the address.
  func receiver(of question: Question) -> EstateID<NetworkInterface>? {
    if let wanted = question.destination.receiver { return wanted }
    let range = question.destination.range
    guard range.lower == range.upper else { return nil }
    let address = IPAddress(family: question.destination.family, value: range.lower)
    let owners = session.owners(of: address)
    if owners.count == 1 { return owners[0] }
    guard owners.isEmpty, address.family == .ipv4 else { return nil }
    let known = session.model.addresses.publicOwners(in: range)
    return known.count == 1 ? known.first?.networkInterface : nil
  }

  private func sourcePorts(_ trial: Trial, _ probe: ReachProbe) -> [String]? {
    guard trial.verdict == .connects, [ProtocolRange.tcp, .udp].contains(probe.protocols) else { return nil }
    return ReachSession.union(trial.ports).map(\.text)
  }

  private static func address(_ question: Question) -> IPAddress? {
    let range = question.destination.range
    return range.lower == range.upper ? IPAddress(family: question.destination.family, value: range.lower) : nil
  }
}
