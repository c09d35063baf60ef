extension TrafficSurvey {
  private var estate: Estate { model.estate }

  /// Sends packets to the receivers' public addresses: once as far as the internet, then on to those receivers whose
  /// security groups may admit them.
  ///
  /// The way to the internet does not depend on the address at the other end, so it is walked once for each sender; for each
  /// receiver a few interval overlaps decide whether the rest of the way is worth a walk.
  func walkOverInternet(
    _ sender: Sender,
    _ origin: Crossing.Origin,
    _ targets: Targets,
    _ outcome: inout Outcome,
    isNAT64: Bool = false
  ) {
    guard let lowest = targets.publicAddresses.first, let highest = targets.publicAddresses.last else { return }
    var outward = Walker(box)
    outward.stopsAtInternet = true
    let range = AddressRange(UInt128(lowest), UInt128(highest))
    let asked =
      isNAT64
      ? HeaderBox(family: .ipv6, destination: NAT64.embedded(range)) : HeaderBox(family: .ipv4, destination: range)
    outward.send(asked, from: sender)
    outcome.walks += 1
    for arrival in outward.arrivals {
      switch arrival.place {
      case .internet: enter(arrival.flow, outward, sender, origin, targets, &outcome)
      case .beyond(let code, let resource, let provenance):
        let mayMatter = targets.publicAddresses.contains { address in
          arrival.flow.boxes.contains { $0.now.destination.contains(UInt128(address)) }
        }
        if mayMatter { outcome.gaps.insert(Gap(code: code, resource: resource, provenance: provenance)) }
      default: break
      }
    }
  }

  /// Packets on the internet go on to the receivers that may admit them.
  private func enter(
    _ flow: Flow,
    _ outward: Walker,
    _ sender: Sender,
    _ origin: Crossing.Origin,
    _ targets: Targets,
    _ outcome: inout Outcome
  ) {
    for address in targets.publicAddresses {
      let destination = AddressRange(UInt128(address))
      guard flow.boxes.contains(where: { $0.now.destination.overlaps(destination) }) else { continue }
      for owner in model.addresses.publicOwners(in: destination) where mayAdmit(flow, owner.networkInterface) {
        guard let piece = flow.narrowed(destination: destination) else { continue }
        var inward = outward
        inward.stopsAtInternet = false
        inward.forgetArrivals()
        inward.enterFromInternet(owner, piece)
        outcome.walks += 1
        collect(inward, sender, origin, targets, &outcome)
      }
    }
  }

  /// Whether the security groups of an interface may admit some packet of a flow that comes over the internet.
  private func mayAdmit(_ flow: Flow, _ id: EstateID<NetworkInterface>) -> Bool {
    let groups = estate.networkInterfaces[id].groups
    guard groups != .none else { return true }
    let filter = model.securityGroups[Int(groups.index)]
    if !filter.missingGroups.isEmpty { return true }
    return filter.ingress.contains { rule in
      guard rule.peerGroup.isEmpty, rule.box.family == .ipv4 else { return false }
      return flow.boxes.contains { box in
        box.now.source.overlaps(rule.box.source) && box.now.protocols.intersection(rule.box.protocols) != nil
          && box.now.destinationPorts.intersection(rule.box.destinationPorts) != nil
      }
    }
  }
}
