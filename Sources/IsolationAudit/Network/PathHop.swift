/// One step of a path in words: an element, what it did, and the rule that decided.
package struct PathHop: Sendable {
  /// The element; empty for the internet.
  package var resource: Symbol
  /// What the element is, in AWS's words.
  package var type: String
  /// What it did.
  package var action: String
  /// The rule as its owner would write it.
  package var rule: String?
  /// Where the rule is declared.
  package var provenance: Provenance?
}

/// Tells the steps of a walker's trail in words.
package struct PathNarrator: Sendable {
  /// The estate, ready for forwarding.
  package let model: ForwardingModel

  /// Creates a narrator.
  package init(_ model: ForwardingModel) { self.model = model }

  var estate: Estate { model.estate }

  /// The hops from the sender to a step of a trail.
  package func hops(_ trail: ContiguousArray<TrailStep>, to last: Int32, witness: HeaderBox) -> [PathHop] {
    var steps: [TrailStep] = []
    var index = last
    while index >= 0 {
      steps.append(trail[Int(index)])
      index = trail[Int(index)].parent
    }
    return steps.reversed().compactMap { hop($0, witness) }
  }

  /// The hop of an ingress rule that admits packets to an interface.
  package func hop(admitting rule: SecurityGroupFilter.Rule?, to interface: EstateID<NetworkInterface>) -> PathHop {
    let id = estate.networkInterfaces[interface].id
    let service = InterfaceService(of: interface, in: model).map { " (\($0.text))" } ?? ""
    guard let rule else {
      return PathHop(resource: id, type: "network interface", action: "received; it has no security group\(service)")
    }
    return PathHop(
      resource: rule.group,
      type: "security group",
      action: "ingress allowed to \(estate.symbols[id])\(service)",
      rule: text(rule, isIngress: true),
      provenance: rule.provenance
    )
  }

  private func hop(_ step: TrailStep, _ witness: HeaderBox) -> PathHop? {
    func hop(_ type: String, _ action: String, _ rule: String? = nil) -> PathHop {
      PathHop(resource: step.resource, type: type, action: action, rule: rule, provenance: step.rule)
    }
    switch step.action {
    case .start:
      return step.resource.isEmpty
        ? hop("internet", "sent from the internet") : hop(type(of: step.resource), "sent from here")
    case .egressRule:
      return hop("security group", "egress allowed", egressText(step))
    case .aclEgress: return hop("network ACL", "egress allowed", entryText(step))
    case .aclIngress: return hop("network ACL", "ingress allowed", entryText(step))
    case .route: return hop("route table", "routed", routeText(step))
    case .deliveredInSubnet: return hop("subnet", "delivered inside the subnet")
    case .sourceTranslated(let family, let value):
      return hop(type(of: step.resource), "source translated to \(IPAddress(family: family, value: value))")
    case .destinationTranslated(let family, let value):
      return hop(type(of: step.resource), "destination translated to \(IPAddress(family: family, value: value))")
    case .natTranslated(let value):
      return hop("NAT gateway", "source translated to \(IPAddress(family: .ipv4, value: value))")
    case .natAnswered: return hop("NAT gateway", "answer translated back")
    case .enteredInternet: return hop(type(of: step.resource), "sent to the internet")
    case .peering: return hop("VPC peering connection", "crossed")
    case .transitGateway:
      return hop(type(of: step.resource, orElse: "transit gateway"), "entered through its attachment")
    case .transitGatewayRoute: return hop(type(of: step.resource), "routed", transitRouteText(step))
    case .vpnGateway: return hop("virtual private gateway", "passed")
    case .vpnConnection: return hop("VPN connection", "passed")
    case .directConnectGateway: return hop("Direct Connect gateway", "passed")
    case .virtualInterface: return hop(type(of: step.resource, orElse: "virtual interface"), "passed")
    case .appliance: return hop("network interface", "may be forwarded by the appliance")
    case .unevaluatedEndpoint: return hop("VPC endpoint", "may be forwarded by the appliances behind it")
    case .firewall(let note):
      return hop("Network Firewall endpoint", "passed by the firewall", firewallText(note, step))
    case .firewallUndecided(let note):
      return hop("Network Firewall endpoint", "may be passed by the firewall", firewallText(note, step))
    case .serviceEndpoint: return hop(type(of: step.resource), "taken by a service of AWS")
    case .clientVPN: return hop("Client VPN endpoint", "entered")
    case .clientVPNAuthorization: return hop("Client VPN endpoint", "authorized", authorizationText(step))
    case .clientVPNRoute: return hop("Client VPN endpoint", "routed to its target subnet")
    case .ingressRule: return hop("security group", "ingress allowed")
    case .missing(let code): return hop(type(of: step.resource), "not known (\(code.rawValue))")
    }
  }

  /// What a symbol names, in AWS's words; what it must be where no record tells.
  private func type(of symbol: Symbol, orElse type: String) -> String {
    if estate.find(symbol) == nil {
      return estate.symbols.utf8(symbol).starts(with: "core-network-".utf8) ? "core network" : type
    }
    return self.type(of: symbol)
  }

  /// What a symbol names, in AWS's words.
  package func type(of symbol: Symbol) -> String {
    switch estate.find(symbol) {
    case .account: "account"
    case .vpc: "VPC"
    case .subnet: "subnet"
    case .routeTable: "route table"
    case .prefixList: "prefix list"
    case .networkACL: "network ACL"
    case .securityGroup: "security group"
    case .networkInterface: "network interface"
    case .instance: "instance"
    case .internetGateway(let id):
      estate.internetGateways[id].isEgressOnly ? "egress-only internet gateway" : "internet gateway"
    case .natGateway: "NAT gateway"
    case .peeringConnection: "VPC peering connection"
    case .vpcEndpoint: "VPC endpoint"
    case .endpointService: "endpoint service"
    case .serviceNetwork: "VPC Lattice service network"
    case .latticeService: "VPC Lattice service"
    case .resourceGateway: "resource gateway"
    case .resourceConfiguration: "resource configuration"
    case .instanceConnectEndpoint: "EC2 Instance Connect Endpoint"
    case .resolverEndpoint: "Route 53 Resolver endpoint"
    case .resolverRule: "Route 53 Resolver rule"
    case .transitGateway: "transit gateway"
    case .transitGatewayAttachment(let id):
      isOfCoreNetwork(estate.transitGatewayAttachments[id].transitGateway)
        ? "core network attachment" : "transit gateway attachment"
    case .transitGatewayRouteTable(let id):
      isOfCoreNetwork(estate.transitGatewayRouteTables[id].transitGateway)
        ? "core network route table" : "transit gateway route table"
    case .coreNetwork: "core network"
    case .directConnectGateway: "Direct Connect gateway"
    case .virtualInterface: "virtual interface"
    case .vpnGateway: "virtual private gateway"
    case .customerGateway: "customer gateway"
    case .vpnConnection: "VPN connection"
    case .clientVPNEndpoint: "Client VPN endpoint"
    case .networkFirewall: "Network Firewall"
    case .firewallPolicy: "firewall policy"
    case .firewallRuleGroup: "firewall rule group"
    case .loadBalancer: "load balancer"
    case .targetGroup: "target group"
    case .service(let id):
      switch estate.services[id].kind {
      case .database: "database"
      case .databaseCluster: "database cluster"
      case .kubernetesCluster: "EKS cluster"
      case .function: "function"
      }
    case .principal(let id):
      switch estate.principals[id].kind {
      case .role: "role"
      case .user: "user"
      case .group: "group"
      }
    case .managedPolicy: "policy"
    case .instanceProfile: "instance profile"
    case .identityProvider: "identity provider"
    case .dataStore(let id): estate.dataStores[id].kind.name
    case .workload(let id): estate.workloads[id].kind.name
    case .permissionSet: "permission set"
    case .trustAnchor: "trust anchor"
    case .rolesAnywhereProfile: "Roles Anywhere profile"
    case .organizationalUnit: "organizational unit"
    case .organizationPolicy: "organization policy"
    case nil: "resource"
    }
  }

  private func isOfCoreNetwork(_ hub: Symbol) -> Bool {
    estate.symbols.utf8(hub).starts(with: "core-network-".utf8)
  }
}
