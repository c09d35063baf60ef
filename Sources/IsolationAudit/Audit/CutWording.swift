/// Tells removable elements in words, with the places that declare them.
struct CutWording: Sendable {
  private let model: ForwardingModel
  private let namer: ResourceNamer
  private let files: SourceFiles
  private let narrator: PathNarrator

  init(_ model: ForwardingModel, _ namer: ResourceNamer, _ files: SourceFiles) {
    (self.model, self.namer, self.files) = (model, namer, files)
    narrator = PathNarrator(model)
  }

  private var estate: Estate { model.estate }

  /// The element with what to do; what removing it does besides is not filled in.
  func element(_ element: RemovableElement) -> CutElement {
    switch element {
    case .groupRule(let id, let place, let isEgress):
      let rule = narrator.rule(at: place, isEgress: isEgress).map { narrator.text($0, isIngress: !isEgress) }
      return removing(
        isEgress ? "egress rule" : "ingress rule",
        rule,
        of: "security group",
        estate.securityGroups[id].id,
        place
      )
    case .networkACLEntry(let id, let place):
      let acl = estate.networkACLs[id]
      let isEgress = acl.entries.first { $0.provenance == place }?.isEgress ?? false
      let text = narrator.entryText(step(acl.id, place))
      return removing("\(isEgress ? "egress" : "ingress") entry", text, of: "network ACL", acl.id, place)
    case .route(let id, let place):
      let table = estate.routeTables[id].id
      return removing("route", narrator.routeText(step(table, place)), of: "route table", table, place)
    case .gatewayPropagation(let id, let gateway):
      let table = estate.routeTables[id]
      return turningOff("virtual private gateway", gateway, "route table", table.id, table.provenance)
    case .transitGatewayRoute(let id, let place):
      let table = estate.transitGatewayRouteTables[id].id
      // The sentence says already that it is static.
      let text = narrator.transitRouteText(step(table, place)).map { $0.replacing(", static", with: "") }
      return removing("static route", text, of: "transit gateway route table", table, place)
    case .transitGatewayPropagation(let id, let attachment):
      let table = estate.transitGatewayRouteTables[id]
      let place =
        table.propagations?.first { $0.attachment == attachment }?.provenance
        ?? table.routes.first { !$0.isStatic && $0.attachments.contains(attachment) }?.provenance
      return turningOff(
        "attachment",
        attachment,
        "transit gateway route table",
        table.id,
        place ?? table.provenance
      )
    case .peering(let id):
      let connection = estate.peeringConnections[id]
      return deleting("VPC peering connection", connection.id, connection.provenance)
    case .attachment(let symbol):
      guard let id = estate.transitGatewayAttachment(symbol) else {
        return deleting("transit gateway attachment", symbol, nil)
      }
      let attachment = estate.transitGatewayAttachments[id]
      let resource = attachment.resource.isEmpty ? nil : name(namer.reference(attachment.resource))
      return deleting("transit gateway attachment", symbol, attachment.provenance, of: resource)
    case .vpnConnection(let id):
      let connection = estate.vpnConnections[id]
      return deleting("VPN connection", connection.id, connection.provenance)
    case .listener(let id, let place):
      let balancer = estate.loadBalancers[id]
      let text = balancer.listeners?.first { $0.provenance == place }.map { listener in
        "\(listener.protocols.map(\.text).joined(separator: "/")) \(listener.port)"
      }
      return removing("listener", text, of: "load balancer", balancer.arn, place)
    case .authorizationRule(let id, let place):
      let endpoint = estate.clientVPNEndpoints[id].id
      let text = narrator.authorizationText(step(endpoint, place))
      return removing("authorization rule", text, of: "Client VPN endpoint", endpoint, place)
    case .vpcEndpoint(let id):
      let endpoint = estate.vpcEndpoints[id]
      return deleting("VPC endpoint", endpoint.id, endpoint.provenance)
    }
  }

  /// Why there is no cut, as a sentence.
  static func text(_ failure: CutSearch.Failure) -> String {
    switch failure {
    case .nothingToRemove: "No rule, route or connection that could be removed closes this path; change its ends."
    case .untraceable: "What closes this path could not be worked out; the elements under “via” carry it."
    case .boundMet:
      "What closes this path was not found within the bounds of the search; the elements under “via” carry it."
    }
  }

  private func step(_ resource: Symbol, _ place: Provenance) -> TrailStep {
    TrailStep(parent: -1, action: .start, resource: resource, rule: place)
  }

  private func name(_ reference: ResourceReference) -> String {
    guard let name = reference.name, name != reference.id else { return reference.id }
    // An ARN says nothing that the name and the place do not.
    return reference.id.hasPrefix("arn:") ? name : "\(reference.id) (\(name))"
  }

  private func removing(
    _ what: String,
    _ rule: String?,
    of holder: String,
    _ symbol: Symbol,
    _ place: Provenance
  ) -> CutElement {
    let reference = namer.reference(symbol, type: holder)
    let text = rule.map { " `\($0)`" } ?? ""
    return CutElement(
      resource: reference,
      step: "Remove \(what)\(text) of \(holder) \(name(reference)).",
      rule: rule,
      location: files.locate(place)
    )
  }

  private func turningOff(
    _ source: String,
    _ from: Symbol,
    _ holder: String,
    _ table: Symbol,
    _ place: Provenance
  ) -> CutElement {
    let reference = namer.reference(table, type: holder)
    let origin = name(namer.reference(from))
    return CutElement(
      resource: reference,
      step: "Disable the propagation of \(source) \(origin) into \(holder) \(name(reference)).",
      rule: "propagation of \(estate.symbols[from])",
      location: files.locate(place)
    )
  }

  private func deleting(
    _ what: String,
    _ symbol: Symbol,
    _ place: Provenance?,
    of attached: String? = nil
  ) -> CutElement {
    let reference = namer.reference(symbol, type: what)
    return CutElement(
      resource: reference,
      step: "Delete \(what) \(name(reference))\(attached.map { " of \($0)" } ?? "").",
      location: place.map { files.locate($0) }
    )
  }
}

extension PathNarrator {
  /// The rule of a security group that a place declares.
  func rule(at place: Provenance, isEgress: Bool) -> SecurityGroupFilter.Rule? {
    for filter in model.securityGroups {
      let rules = isEgress ? filter.egress : filter.ingress
      if let rule = rules.first(where: { $0.provenance == place }) { return rule }
    }
    return nil
  }
}
