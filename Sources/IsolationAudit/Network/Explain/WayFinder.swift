/// Follows packets, and their answers, from obstacle to obstacle.
struct WayFinder {
  private let explainer: PathExplainer
  private let question: PathExplainer.Question
  /// The estate without the obstacles found so far.
  private var model: ForwardingModel
  private var drafts: [Draft] = []
  /// The hops of the last walk, as far as they are among the drafts.
  private var told: [PathHop] = []

  private(set) var forward = PathExplanation.Way(ending: .stopped, steps: [])
  private(set) var back: PathExplanation.Way?
  private(set) var bounds: [String] = []

  /// A step before places are worked out.
  private struct Draft {
    var hop: PathHop
    var code: ExplanationCode?
    var supposing: String?
  }

  init(_ explainer: PathExplainer, _ question: PathExplainer.Question) {
    (self.explainer, self.question) = (explainer, question)
    model = explainer.session.model
  }

  private var estate: Estate { model.estate }
  private var narrator: PathNarrator { PathNarrator(model) }

  /// Finds the way of the packets, and of their answers when there is a receiver.
  mutating func run() {
    let sender = question.sender.sender
    let box = question.box
    var (ending, delivery, last) = lacksPublicAddress() ?? follow { $0.send(box, from: sender) }
    if delivery == nil, ending == .stopped, let last, let start = startBehind(last) {
      if let index = drafts.indices.last { drafts[index].supposing = "another way led to \(start.name)" }
      suppose(start.vpc)
      (ending, delivery, _) = follow { walker in
        let flow = walker.starting(start.boxes, start.family, start.groups, start.scope, .empty, start.vpc)
        walker.deliverLocally(flow, Walker.Context(vpc: start.id, entry: .gateway))
      }
    }
    forward = take(ending)
    guard let delivery else { return }
    if case .service = delivery.receiver { return }
    back = answer(delivery)
  }

  // MARK: - The way of the packets

  /// Walks until packets arrive, or nothing more can be supposed.
  private mutating func follow(_ launch: (inout Walker) -> Void) -> (PathExplanation.Ending, Delivery?, Drop?) {
    var last: Drop?
    for _ in 0..<PathExplainer.maximumObstacles {
      var walker = Walker(model, recordsDrops: true)
      launch(&walker)
      if let delivery = best(&walker) {
        tell(walker.trail, to: delivery.flow.trail)
        if case .interface(let interface, _) = delivery.receiver { tellAdmission(delivery, interface) }
        return (drafts.contains { $0.code != nil } ? .wouldArrive : .arrives, delivery, nil)
      }
      if let (code, resource, rule, trail) = beyond(walker) {
        tell(walker.trail, to: trail)
        let hop = PathHop(
          resource: resource,
          type: resource.isEmpty ? "element" : narrator.type(of: resource),
          action: code == .walkBound ? "a bound of the search is met" : "what happens here is not known",
          provenance: rule
        )
        drafts.append(Draft(hop: hop, code: code))
        return (.unknown, nil, nil)
      }
      guard let drop = walker.drops.max(by: { $0.depth < $1.depth }) else { return (.stopped, nil, last) }
      tell(walker.trail, to: drop.trail)
      guard pass(drop, last) else { return (.stopped, nil, drop) }
      last = drop
    }
    bounds.append("more than \(PathExplainer.maximumObstacles) obstacles are on the way; the others are not told")
    return (.stopped, nil, nil)
  }

  /// Notes an obstacle and takes it away; returns whether that was possible.
  private mutating func pass(_ drop: Drop, _ last: Drop?) -> Bool {
    if let last, last.code == drop.code, last.resource == drop.resource, last.rule == drop.rule,
      last.filter == drop.filter, last.packets == drop.packets
    {
      return false
    }
    let repair = ModelRepair(drop, in: model)
    var hop = PathHop(
      resource: drop.resource,
      type: drop.resource.isEmpty ? "internet" : narrator.type(of: drop.resource),
      action: drop.code.meaning,
      rule: narrator.ruleText(of: drop),
      provenance: drop.rule
    )
    if case .securityGroups(let groups, let isEgress)? = drop.filter {
      hop.rule = narrator.allowedText(groups, isEgress: isEgress, family: question.destination.family)
      if case .securityGroup(let id)? = estate.find(drop.resource) {
        hop.provenance = estate.securityGroups[id].provenance
      }
    }
    drafts.append(Draft(hop: hop, code: drop.code, supposing: repair?.supposition))
    guard let repair else { return false }
    model = repair.model
    return true
  }

  private func best(_ walker: inout Walker) -> Delivery? {
    var best: Delivery?
    for arrival in walker.arrivals.prefix(Int(WalkBounds.maximumParallelWays)) {
      for delivery in walker.deliveries(of: arrival) where explainer.takes(delivery, question) {
        if best.map({ delivery.flow.certainty < $0.flow.certainty }) ?? true { best = delivery }
      }
    }
    return best
  }

  private func beyond(_ walker: Walker) -> (ExplanationCode, Symbol, Provenance?, Int32)? {
    for arrival in walker.arrivals {
      if case .beyond(let code, let resource, let rule) = arrival.place {
        return (code, resource, rule, arrival.flow.trail)
      }
    }
    return nil
  }

  /// What stops packets from the internet to an interface without a public address: there is none to write to.
  private mutating func lacksPublicAddress() -> (PathExplanation.Ending, Delivery?, Drop?)? {
    guard case .internet = question.sender.sender, let receiver = question.destination.receiver,
      question.destination.family == .ipv4
    else { return nil }
    let interface = estate.networkInterfaces[receiver]
    let addresses = estate.interfaceAddresses[interface.addresses.range]
    guard addresses.contains(where: { $0.family == .ipv4 && $0.range.overlaps(question.destination.range) }) else {
      return nil
    }
    let boxes = Walker.publicRanges(.ipv4).map { range in
      var sent = question.box
      sent.source = question.sender.source == nil ? range : sent.source
      return TrackedBox(sent: sent)
    }
    let drop = Drop(
      code: .internetGatewayPrivateAssociation,
      resource: interface.id,
      rule: interface.provenance,
      trail: -1,
      depth: 0,
      packets: boxes
    )
    drafts.append(Draft(hop: PathHop(resource: .empty, type: "internet", action: "sent from the internet")))
    _ = pass(drop, nil)
    return (.stopped, nil, drop)
  }

  // MARK: - Behind what cannot be supposed away

  private struct Start {
    var id: EstateID<VPC>
    var vpc: Symbol
    var name: String
    var boxes: [TrackedBox]
    var family: AddressFamily
    var groups: GroupSetID
    var scope: IdentityScope
  }

  /// The packets at the receiver's VPC, when no way leads there.
  private func startBehind(_ drop: Drop) -> Start? {
    guard drop.code != .noDestination, drop.code != .sourceDestinationCheck, !drop.packets.isEmpty,
      let receiver = explainer.receiver(of: question)
    else { return nil }
    let interface = estate.networkInterfaces[receiver]
    let family = question.destination.family
    guard let subnet = estate.subnet(interface.subnet), let vpc = estate.vpc(estate.subnets[subnet].vpc),
      let address = estate.interfaceAddresses[interface.addresses.range].first(where: { own in
        own.family == family
          && (own.range.overlaps(question.destination.range)
            || own.hasPublicAddress && question.destination.range.contains(UInt128(own.publicAddress)))
      })
    else { return nil }
    var groups = GroupSetID.none
    var packets = drop.packets
    if case .interfaces(let home, let own, _) = question.sender.sender {
      groups = own
      // Within a VPC there is always a way: what stops packets there stops them for good.
      if estate.subnets[home].vpc == estate.vpcs[vpc].id { return nil }
      // As the sender wrote them: what a gateway on a way that leads nowhere made of them does not count.
      packets = [TrackedBox(sent: question.box)]
    }
    let boxes = packets.map { box in
      var box = box
      if !address.range.contains(box.now.destination) { box.translateDestination(to: address.range) }
      return box
    }
    return Start(
      id: vpc,
      vpc: estate.vpcs[vpc].id,
      name: estate.symbols[estate.vpcs[vpc].id],
      boxes: boxes,
      family: family,
      groups: groups,
      // The most that any way could keep of the sender's identity.
      scope: groups == .none ? .lost : .peering
    )
  }

  private mutating func suppose(_ vpc: Symbol) {
    drafts.append(Draft(hop: PathHop(resource: vpc, type: "VPC", action: "entered, as is supposed")))
    told = []
  }

  // MARK: - The way of the answers

  private mutating func answer(_ delivery: Delivery) -> PathExplanation.Way {
    (drafts, told) = ([], [])
    let sender = question.sender.sender
    var last: Drop?
    for _ in 0..<PathExplainer.maximumObstacles {
      let conversation = Conversation(of: delivery, from: sender, in: model, recordsDrops: true)
      if let walker = conversation.walker, !conversation.answered.isEmpty {
        tell(walker.trail, to: conversation.trail)
        return take(drafts.contains { $0.code != nil } ? .wouldArrive : .arrives)
      }
      if conversation.meetsUnknown {
        let hop = PathHop(resource: .empty, type: "answers", action: "they get to where a fact is missing")
        drafts.append(Draft(hop: hop, code: .resourceUnknown))
        return take(.unknown)
      }
      guard let drop = conversation.loss else { return take(.stopped) }
      tell(conversation.lossTrail, to: drop.trail)
      guard pass(drop, last) else {
        let isHome = followHome(drop)
        return take(isHome ? .wouldArrive : .stopped)
      }
      last = drop
    }
    bounds.append(
      "more than \(PathExplainer.maximumObstacles) obstacles are on the way of the answers; the others are not told"
    )
    return take(.stopped)
  }

  /// What answers would meet at the sender's subnet, when no way leads there; returns whether they would get home.
  private mutating func followHome(_ drop: Drop) -> Bool {
    guard drop.code != .noDestination, case .interfaces(let home, _, _) = question.sender.sender,
      let vpc = estate.vpc(estate.subnets[home].vpc), let first = drop.packets.first
    else { return false }
    drafts[drafts.count - 1].supposing = "another way led to \(estate.symbols[estate.vpcs[vpc].id])"
    suppose(estate.vpcs[vpc].id)
    for _ in 0..<PathExplainer.maximumObstacles {
      var walker = Walker(model, isAnswer: true, recordsDrops: true)
      let flow = walker.starting(drop.packets, first.now.family, .none, .lost, .empty, estate.vpcs[vpc].id)
      walker.deliverLocally(flow, Walker.Context(vpc: vpc, entry: .gateway))
      if let arrival = walker.arrivals.first(where: { arrival in
        if case .subnet(let here) = arrival.place { here == home } else { false }
      }) {
        tell(walker.trail, to: arrival.flow.trail)
        return true
      }
      guard let next = walker.drops.max(by: { $0.depth < $1.depth }) else { return false }
      tell(walker.trail, to: next.trail)
      guard pass(next, nil) else { return false }
    }
    return false
  }

  // MARK: - Telling

  private mutating func tell(_ trail: ContiguousArray<TrailStep>, to last: Int32) {
    guard last >= 0 else { return }
    let hops = narrator.hops(trail, to: last, witness: question.box)
    var common = 0
    while common < hops.count, common < told.count, Self.isSame(hops[common], told[common]) { common += 1 }
    var news = hops[common...]
    // Behind a supposition the walk begins anew, where the supposition says.
    if told.isEmpty, drafts.last?.hop.resource == news.first?.resource, !drafts.isEmpty { news = news.dropFirst() }
    // A rule that is supposed says nothing that the obstacle before it has not said.
    drafts += news.filter { $0.provenance != ModelRepair.supposed }.map { Draft(hop: $0) }
    told = hops
  }

  private static func isSame(_ one: PathHop, _ other: PathHop) -> Bool {
    one.resource == other.resource && one.type == other.type && one.action == other.action
      && one.provenance == other.provenance
  }

  private mutating func tellAdmission(_ delivery: Delivery, _ interface: EstateID<NetworkInterface>) {
    if let last = drafts.last, last.code != nil, last.hop.type != "network ACL",
      [estate.networkInterfaces[interface].id, delivery.ingressRule?.group].contains(last.hop.resource)
    {
      return
    }
    drafts.append(Draft(hop: narrator.hop(admitting: delivery.ingressRule, to: interface)))
  }

  /// The way of the drafts, with places.
  private func take(_ ending: PathExplanation.Ending) -> PathExplanation.Way {
    let files = explainer.session.files
    let places = drafts.compactMap(\.hop.provenance)
    var located: [Provenance: SourceLocation] = [:]
    for (place, location) in zip(places, files.locate(places)) { located[place] = location }
    let steps = drafts.map { draft in
      let hop = draft.hop
      let location = hop.provenance.flatMap { located[$0] }
      return PathExplanation.Step(
        kind: hop.type,
        resource: estate.symbols[hop.resource],
        name: explainer.names[hop.resource],
        action: hop.action,
        rule: hop.rule,
        code: draft.code?.rawValue,
        place: location.map { .init(file: $0.file, line: $0.line, column: $0.column, pointer: $0.pointer) },
        supposing: draft.supposing
      )
    }
    return PathExplanation.Way(ending: ending, steps: steps)
  }
}
