extension Walker {
  /// What packets need on their way to a step of the trail: of every element there, whatever can be removed.
  ///
  /// The walk must have been asked to trace network ACLs. Where the trail does not tell which of several rules let packets
  /// pass, all of them are taken: as long as none of the elements is removed, the packets arrive.
  ///
  /// - Parameters:
  ///   - last: The last step.
  ///   - senders: The sets of security groups whose egress rules may have let the packets out.
  /// - Returns: The elements, sorted, none twice.
  package func removableElements(to last: Int32, senders: [GroupSetID]) -> [RemovableElement] {
    var elements: Set<RemovableElement> = []
    var index = last
    while index >= 0 {
      let step = trail[Int(index)]
      collect(step, senders, into: &elements)
      index = step.parent
    }
    return elements.sorted()
  }

  private func collect(_ step: TrailStep, _ senders: [GroupSetID], into elements: inout Set<RemovableElement>) {
    switch step.action {
    case .egressRule:
      for groups in senders where groups != .none {
        for rule in model.securityGroups[Int(groups.index)].egress
        where step.rule == nil || rule.provenance == step.rule {
          if let id = estate.securityGroup(rule.group) {
            elements.insert(.groupRule(id, rule.provenance, isEgress: true))
          }
        }
      }
    case .appliance:
      guard let id = estate.networkInterface(step.resource) else { return }
      let groups = estate.networkInterfaces[id].groups
      guard groups != .none else { return }
      let filter = model.securityGroups[Int(groups.index)]
      for (rules, isEgress) in [(filter.ingress, false), (filter.egress, true)] {
        for rule in rules {
          if let id = estate.securityGroup(rule.group) {
            elements.insert(.groupRule(id, rule.provenance, isEgress: isEgress))
          }
        }
      }
    case .aclEgress, .aclIngress:
      guard let id = estate.networkACL(step.resource), let place = step.rule,
        estate.networkACLs[id].entries.contains(where: { $0.provenance == place && $0.allows })
      else { return }
      elements.insert(.networkACLEntry(id, place))
    case .route: insertRoute(step, into: &elements)
    case .transitGatewayRoute: insertTransitGatewayRoute(step, into: &elements)
    case .peering:
      if let id = estate.peeringConnection(step.resource) { elements.insert(.peering(id)) }
    case .transitGateway:
      let door = estate.transitGatewayAttachments.records.first { $0.provenance == step.rule }
      if let door { elements.insert(.attachment(door.id)) }
    case .vpnConnection:
      guard case .vpnConnection(let id)? = estate.find(step.resource) else { return }
      if estate.vpnConnections[id].vpnGateway.isEmpty {
        let attachment = model.attachmentOfConnection[step.resource]
        if let attachment { elements.insert(.attachment(estate.transitGatewayAttachments[attachment].id)) }
      } else {
        elements.insert(.vpnConnection(id))
      }
    case .unevaluatedEndpoint:
      if let id = estate.vpcEndpoint(step.resource) { elements.insert(.vpcEndpoint(id)) }
    case .clientVPNAuthorization:
      guard case .clientVPNEndpoint(let id)? = estate.find(step.resource), let place = step.rule else { return }
      elements.insert(.authorizationRule(id, place))
    default: break
    }
  }

  private func insertRoute(_ step: TrailStep, into elements: inout Set<RemovableElement>) {
    guard case .routeTable(let id)? = estate.find(step.resource), let place = step.rule,
      let route = model.routeTables[Int(id.index)].candidates.first(where: { $0.route.provenance == place })?.route,
      route.target != .local
    else { return }
    if route.origin == .propagated, case .vpnGateway(let gateway) = route.target {
      elements.insert(.gatewayPropagation(id, gateway: gateway))
    } else {
      elements.insert(.route(id, place))
    }
  }

  private func insertTransitGatewayRoute(_ step: TrailStep, into elements: inout Set<RemovableElement>) {
    guard let id = estate.transitGatewayRouteTable(step.resource), let place = step.rule else { return }
    for candidate in model.transitGatewayTables[Int(id.index)].candidates where candidate.route.provenance == place {
      for attachment in candidate.route.attachments {
        elements.insert(.attachment(attachment))
        if !candidate.route.isStatic { elements.insert(.transitGatewayPropagation(id, attachment: attachment)) }
      }
      if candidate.route.isStatic { elements.insert(.transitGatewayRoute(id, place)) }
    }
  }
}

extension RemovableElement {
  /// The ingress rule that admitted packets, as an element.
  package init?(admitting rule: SecurityGroupFilter.Rule?, in estate: Estate) {
    guard let rule, let id = estate.securityGroup(rule.group) else { return nil }
    self = .groupRule(id, rule.provenance, isEgress: false)
  }
}
