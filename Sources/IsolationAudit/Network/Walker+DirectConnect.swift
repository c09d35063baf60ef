extension Walker {
  /// Packets leave a transit gateway or a core network by its attachment to a Direct Connect gateway.
  mutating func leaveByDirectConnect(_ attachment: TransitGatewayAttachment, _ flow: Flow) {
    guard let id = estate.directConnectGateway(attachment.resource) else {
      return arrive(.beyond(.resourceUnknown, attachment.resource, attachment.provenance), flow)
    }
    let table = model.onPremises.directConnect[Int(id.index)]
    let gateway = estate.directConnectGateways[id]
    leaveToAssociates(of: attachment.transitGateway, [id], flow, attachment.provenance)
    guard !table.links.isEmpty else { return drop(flow, .noDestination, gateway.id, gateway.provenance) }
    for link in table.links { leaveByLine(link, flow) }
  }

  /// Packets go out over a line of Direct Connect.
  mutating func leaveByLine(_ link: OnPremisesLink, _ flow: Flow) {
    var passing = flow
    if case .virtualInterface(let id) = link {
      let interface = estate.virtualInterfaces[id]
      if let gateway = estate.directConnectGateway(interface.gateway) {
        passing = step(
          passing,
          .directConnectGateway,
          interface.gateway,
          estate.directConnectGateways[gateway].provenance
        )
      }
      passing = step(passing, .virtualInterface, interface.id, interface.provenance)
    } else {
      passing = step(passing, .directConnectGateway, link.resource(in: estate), link.provenance(in: estate))
    }
    arrive(.onPremises(link), passing)
  }

  /// Packets of a virtual private gateway on their way up to Direct Connect, for a VPC behind another association of the same
  /// Direct Connect gateway: it does not join them, but an announcement from on-premises that covers both may.
  mutating func leaveToAssociates(of gateway: Symbol, _ flow: Flow, _ rule: Provenance) {
    leaveToAssociates(of: gateway, model.onPremises.throughDirectConnect[gateway] ?? [], flow, rule)
  }

  private mutating func leaveToAssociates(
    of gateway: Symbol,
    _ directConnect: [EstateID<DirectConnectGateway>],
    _ flow: Flow,
    _ rule: Provenance
  ) {
    for id in directConnect {
      let compiled = model.onPremises.directConnect[Int(id.index)]
      let table = compiled.table(flow.family)
      for interval in table.intervals(overlapping: flow.destinationHull) {
        let payloads = table.payloads[Int(interval.winners.lowerBound)..<Int(interval.winners.upperBound)]
        guard payloads.contains(where: { compiled.associations[Int($0)].gateway != gateway }),
          let piece = flow.narrowed(destination: interval.range)
        else { continue }
        arrive(.beyond(.destinationUnknown, estate.directConnectGateways[id].id, rule), piece)
      }
    }
  }

  /// Packets from a customer's site come in over a virtual interface.
  mutating func enterFromLine(_ id: EstateID<VirtualInterface>, _ flow: Flow) {
    let interface = estate.virtualInterfaces[id]
    guard interface.isUsable else { return drop(flow, .badState, interface.id, interface.provenance) }
    let inside = step(flow, .virtualInterface, interface.id, interface.provenance)
    if interface.kind == .public { return enterFromPublicLine(interface, inside) }
    switch estate.find(interface.gateway) {
    case .vpnGateway(let gateway)?: enterFromVPNGateway(gateway, from: .virtualInterface(id), inside)
    case .directConnectGateway(let gateway)?: enterDirectConnectGateway(gateway, from: .virtualInterface(id), inside)
    default:
      let missing = interface.gateway.isEmpty ? interface.id : interface.gateway
      arrive(.beyond(.resourceUnknown, missing, interface.provenance), inside)
    }
  }

  /// Over a public virtual interface hosts reach public addresses of AWS, and are seen with the public addresses that they
  /// announce.
  private mutating func enterFromPublicLine(_ interface: VirtualInterface, _ flow: Flow) {
    let announced = interface.routeFilterPrefixes.filter { $0.family == flow.family }.map(\.range)
    for range in announced.isEmpty ? Self.publicRanges(flow.family) : announced {
      let piece = flow.mapping { box in box.narrowed(source: range).map { [$0] } ?? [] }
      if let piece { reachInternet(piece) }
    }
  }

  /// Packets from a site come to a Direct Connect gateway: into the gateways whose prefixes it advertises, or with SiteLink to
  /// other sites.
  mutating func enterDirectConnectGateway(
    _ id: EstateID<DirectConnectGateway>,
    from link: OnPremisesLink,
    _ flow: Flow
  ) {
    let gateway = estate.directConnectGateways[id]
    let compiled = model.onPremises.directConnect[Int(id.index)]
    guard let inside = entering(flow, .directConnectGateway, id.index, gateway.id) else { return }
    let passing = step(inside, .directConnectGateway, gateway.id, gateway.provenance)
    let table = compiled.table(flow.family)
    let hull = flow.destinationHull
    for interval in table.intervals(overlapping: hull) {
      guard let piece = passing.narrowed(destination: interval.range) else { continue }
      for payload in table.payloads[Int(interval.winners.lowerBound)..<Int(interval.winners.upperBound)] {
        enter(compiled.associations[Int(payload)], of: gateway, piece)
      }
    }
    for index in compiled.coreNetworks { enter(compiled.associations[index], of: gateway, passing) }
    for gap in table.gaps(in: hull) {
      guard let rest = passing.narrowed(destination: gap) else { continue }
      crossSiteLink(from: link, compiled.links, rest)
      if compiled.isWhole {
        drop(rest, .directConnectPrefix, gateway.id, gateway.provenance)
      } else {
        enterUntold(gateway, compiled, rest)
      }
    }
  }

  /// The associations of the gateway are not all known: what is attached to it may take packets for anything.
  private mutating func enterUntold(_ gateway: DirectConnectGateway, _ compiled: DirectConnectTable, _ flow: Flow) {
    let known = Set(compiled.associations.map(\.gateway))
    for id in model.onPremises.attachmentsOfDirectConnect[gateway.id] ?? []
    where !known.contains(estate.transitGatewayAttachments[id].transitGateway) {
      enter(by: id, missing(flow, .resourceUnknown, gateway.id, gateway.provenance))
    }
    arrive(.beyond(.resourceUnknown, gateway.id, gateway.provenance), flow)
  }

  /// Packets come from a Direct Connect gateway into a gateway that is associated with it.
  private mutating func enter(
    _ association: DirectConnectGateway.Association,
    of gateway: DirectConnectGateway,
    _ flow: Flow
  ) {
    if case .vpnGateway(let id)? = estate.find(association.gateway) {
      let record = estate.vpnGateways[id]
      let passing = step(flow, .vpnGateway, record.id, association.provenance)
      for attachment in record.attachments where attachment.isUsable {
        guard let vpc = estate.vpc(attachment.vpc) else {
          arrive(.beyond(.resourceUnknown, attachment.vpc, record.provenance), passing)
          continue
        }
        enterThroughEdge(record.id, vpc, passing)
      }
      return
    }
    let attachments = (model.onPremises.attachmentsOfDirectConnect[gateway.id] ?? [])
      .filter { estate.transitGatewayAttachments[$0].transitGateway == association.gateway }
    guard !attachments.isEmpty else {
      return arrive(.beyond(.resourceUnknown, association.gateway, association.provenance), flow)
    }
    for id in attachments { enter(by: id, flow) }
  }

  /// Packets come in by a transit gateway's or core network's attachment to a Direct Connect gateway.
  private mutating func enter(by id: EstateID<TransitGatewayAttachment>, _ flow: Flow) {
    let record = estate.transitGatewayAttachments[id]
    guard record.isAvailable else { return drop(flow, .badStateAttachment, record.id, record.provenance) }
    var inside = flow
    inside.transitGateways += 1
    lookUp(
      from: record,
      on: record.transitGateway,
      step(inside, .transitGateway, record.transitGateway, record.provenance)
    )
  }

  /// SiteLink sends packets from one virtual interface of a Direct Connect gateway to others (Direct Connect User Guide,
  /// "SiteLink"); which prefixes, BGP tells.
  private mutating func crossSiteLink(from link: OnPremisesLink, _ links: [OnPremisesLink], _ flow: Flow) {
    guard case .virtualInterface(let id) = link, estate.virtualInterfaces[id].hasSiteLink != false
    else { return }
    for case .virtualInterface(let other) in links where other != id {
      let theirs = estate.virtualInterfaces[other].hasSiteLink
      guard theirs != false else { continue }
      var crossing = flow
      let isSure = theirs == true && estate.virtualInterfaces[id].hasSiteLink == true
      crossing.certainty = max(crossing.certainty, isSure ? .may : .unknown)
      leaveByLine(.virtualInterface(other), crossing)
    }
  }
}
