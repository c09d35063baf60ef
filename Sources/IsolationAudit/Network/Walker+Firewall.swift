extension Walker {
  /// The most rules that are told apart when packets pass a firewall in several ways.
  private static let maximumNotes = 16

  /// A route sends packets to an endpoint of a Network Firewall; what its policy lets through leaves from the endpoint's
  /// subnet (Network Firewall Developer Guide, "How AWS Network Firewall works").
  mutating func enterFirewall(
    _ id: Symbol,
    _ door: FirewallIndex.Door,
    _ flow: Flow,
    _ context: Context,
    _ rule: Provenance
  ) {
    guard door.isReady else { return drop(flow, .badState, id, door.provenance) }
    guard let subnet = estate.subnet(door.subnet) else {
      return arrive(.beyond(.resourceUnknown, door.subnet.isEmpty ? id : door.subnet, door.provenance), flow)
    }
    guard let entered = intoSubnet(subnet, flow, context),
      var passing = entering(entered, .firewall, id.index, id)
    else { return }
    passing.scope = .lost
    passing.zone = estate.subnets[subnet].zone
    for piece in inspected(passing, by: door.firewall, at: id) { leave(subnet, piece) }
  }

  /// Packets get from where they are to an interface or endpoint of a subnet: the network ACLs on the way judge them.
  mutating func intoSubnet(_ subnet: EstateID<Subnet>, _ flow: Flow, _ context: Context) -> Flow? {
    guard context.subnet != subnet else { return flow }
    guard let left = leavingAttachment(flow, context) else { return nil }
    return filter(left, throughACLOf: subnet, isEgress: false)
  }

  /// Packets that share a fate at a firewall.
  private struct Fate {
    var verdict: CompiledFirewall.Verdict
    var isStateful: Bool
    var note: Int32
    var boxes: [TrackedBox]
  }

  /// What a firewall lets through, in parts that differ in how sure that is; `resource` is the endpoint or attachment.
  mutating func inspected(_ flow: Flow, by id: EstateID<NetworkFirewall>, at resource: Symbol) -> [Flow] {
    let firewall = estate.networkFirewalls[id]
    guard let policy = model.firewalls.policy(of: id) else {
      let what = firewall.policy.isEmpty ? firewall.arn : firewall.policy
      return [missing(flow, .resourceUnknown, what, firewall.provenance)]
    }
    var fates: [Fate] = []
    func add(_ box: TrackedBox?, _ verdict: CompiledFirewall.Verdict, _ isStateful: Bool, _ note: Int32) {
      guard let box else { return }
      let isNamed = verdict == .may || verdict == .unknown
      let same = fates.firstIndex { fate in
        fate.verdict == verdict && fate.isStateful == isStateful
          && (!isNamed || fate.note == note || fates.count >= Self.maximumNotes)
      }
      if let same {
        fates[same].boxes.append(box)
      } else {
        fates.append(Fate(verdict: verdict, isStateful: isStateful, note: note, boxes: [box]))
      }
    }
    if isAnswer {
      answerFates(flow, policy, at: resource, add)
    } else {
      for box in flow.boxes {
        for part in policy.judge(box.now) {
          add(box.narrowed(to: part.box), part.verdict, part.isStateful, part.note)
        }
      }
    }
    fates.sort { ($0.verdict, $0.isStateful ? 1 : 0, $0.note) < ($1.verdict, $1.isStateful ? 1 : 0, $1.note) }
    return fates.compactMap { fate in
      var piece = flow
      piece.boxes = fate.boxes
      let note = fate.note >= 0 ? policy.notes[Int(fate.note)] : nil
      switch fate.verdict {
      case .drop:
        let code: ExplanationCode = fate.note < 0 ? .firewallState : .firewallRules
        drop(piece, code, resource, note?.provenance ?? firewall.provenance, firewallNote: fate.note)
        return nil
      case .pass, .opening:
        piece = step(piece, .firewall(fate.note), resource, note?.provenance)
      case .may:
        piece.certainty = max(piece.certainty, .may)
        piece = step(piece, .firewallUndecided(fate.note), resource, note?.provenance)
      case .unknown:
        piece = step(piece, .firewallUndecided(fate.note), resource, note?.provenance)
        piece = missing(piece, note?.code ?? .resourceUnknown, note?.resource ?? firewall.policy, note?.provenance)
      }
      if fate.isStateful {
        piece.firewalls.append(
          FirewallPassage(door: resource, isOpeningOnly: fate.verdict == .opening, firewall: id)
        )
      }
      return piece
    }
  }

  /// What becomes of answers: the stateless rules judge them anew; the stateful engine passes those of connections that it
  /// has seen, and takes others for what they look like, or drops them in the middle of a TCP stream.
  private func answerFates(
    _ flow: Flow,
    _ policy: CompiledFirewall,
    at resource: Symbol,
    _ add: (TrackedBox?, CompiledFirewall.Verdict, Bool, Int32) -> Void
  ) {
    let passage = passed.first { $0.door == resource }
    for box in flow.boxes {
      for part in policy.judgeStateless(box.now) {
        guard part.outcomes.contains(.forward) else {
          add(box.narrowed(to: part.box), part.verdict, false, part.note)
          continue
        }
        let isSure = part.outcomes == .forward
        if let passage {
          let verdict: CompiledFirewall.Verdict = passage.isOpeningOnly ? .drop : isSure ? .pass : .may
          add(box.narrowed(to: part.box), verdict, true, part.note)
          continue
        }
        let tcp = HeaderBox(family: part.box.family, protocols: .tcp)
        if !policy.continuesBrokenStreams, let stream = part.box.intersection(tcp) {
          add(box.narrowed(to: stream), isSure ? .drop : .may, true, isSure ? -1 : part.note)
          for others in part.box.subtracting(tcp) { addJudged(box, others, policy, add) }
        } else {
          addJudged(box, part.box, policy, add)
        }
      }
    }
  }

  private func addJudged(
    _ box: TrackedBox,
    _ part: HeaderBox,
    _ policy: CompiledFirewall,
    _ add: (TrackedBox?, CompiledFirewall.Verdict, Bool, Int32) -> Void
  ) {
    for judged in policy.judge(part) {
      add(box.narrowed(to: judged.box), judged.verdict, judged.isStateful, judged.note)
    }
  }
}

/// A firewall that saw the packet that opened a connection.
package struct FirewallPassage: Hashable, Sendable {
  /// The endpoint or the attachment.
  package var door: Symbol
  /// Whether it drops what comes after the opening (`aws:drop_established`).
  package var isOpeningOnly: Bool
  /// The firewall.
  package var firewall: EstateID<NetworkFirewall>
}

/// The subnet that a transit gateway in appliance mode has chosen for a connection.
package struct AppliancePin: Hashable, Sendable {
  /// The attachment.
  package var attachment: Symbol
  /// The subnet.
  package var subnet: EstateID<Subnet>
}
