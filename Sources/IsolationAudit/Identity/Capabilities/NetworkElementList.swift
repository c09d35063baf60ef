/// The elements of an estate's network that an identity may change, in the order of kinds and ARNs.
package struct NetworkElementList: Sendable {
  package private(set) var elements: [NetworkElement] = []
  private let placeOfRecord: [Key: Int]

  private struct Key: Hashable, Sendable {
    let record: Estate.Handle
    let kind: NetworkElement.Kind
  }

  package init(_ estate: Estate) {
    var collector = Collector(estate: estate)
    collector.collect()
    elements = collector.elements.sorted { ($0.kind, $0.arn) < ($1.kind, $1.arn) }
    placeOfRecord = Dictionary(
      elements.enumerated().map { (Key(record: $1.record, kind: $1.kind), $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The place of a record's element.
  package func place(of record: Estate.Handle, as kind: NetworkElement.Kind) -> Int? {
    placeOfRecord[Key(record: record, kind: kind)]
  }
}

/// Goes through the estate's tables.
private struct Collector {
  let estate: Estate
  var elements: [NetworkElement] = []

  private mutating func add(
    _ kind: NetworkElement.Kind,
    _ record: Estate.Handle,
    _ resource: String,
    _ id: Symbol,
    _ owner: Symbol,
    _ region: Symbol,
    vpc: Symbol = .empty
  ) {
    let account = estate.symbols[owner]
    let name = estate.symbols[id]
    let place = estate.symbols[region]
    let partition = place.hasPrefix("cn-") ? "aws-cn" : place.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    let arn =
      name.hasPrefix("arn:")
      ? name
      : "arn:\(partition):\(resource.split(separator: ":")[0]):\(place):\(account):\(resource.split(separator: ":")[1])/\(name)"
    elements.append(NetworkElement(kind: kind, arn: arn, account: account, record: record, vpc: vpc))
  }

  private func region(of vpc: Symbol) -> Symbol { estate.vpc(vpc).map { estate.vpcs[$0].region } ?? .empty }
  private func owner(of vpc: Symbol) -> Symbol { estate.vpc(vpc).map { estate.vpcs[$0].owner } ?? .empty }

  mutating func collect() {
    collectVPCs()
    collectTransit()
    collectConnections()
    collectServices()
  }

  private mutating func collectVPCs() {
    for id in estate.vpcs.ids {
      let vpc = estate.vpcs[id]
      add(.vpc, .vpc(id), "ec2:vpc", vpc.id, vpc.owner, vpc.region, vpc: vpc.id)
    }
    for id in estate.subnets.ids {
      let subnet = estate.subnets[id]
      add(.subnet, .subnet(id), "ec2:subnet", subnet.id, subnet.owner, region(of: subnet.vpc), vpc: subnet.vpc)
    }
    for id in estate.securityGroups.ids {
      let group = estate.securityGroups[id]
      add(
        .securityGroup,
        .securityGroup(id),
        "ec2:security-group",
        group.id,
        group.owner,
        region(of: group.vpc),
        vpc: group.vpc
      )
    }
    for id in estate.networkInterfaces.ids {
      let interface = estate.networkInterfaces[id]
      add(
        .networkInterface,
        .networkInterface(id),
        "ec2:network-interface",
        interface.id,
        interface.owner,
        region(of: interface.vpc),
        vpc: interface.vpc
      )
    }
    for id in estate.instances.ids {
      let instance = estate.instances[id]
      add(.instance, .instance(id), "ec2:instance", instance.id, instance.owner, instance.region, vpc: instance.vpc)
    }
    for id in estate.networkACLs.ids {
      let list = estate.networkACLs[id]
      add(
        .networkACL,
        .networkACL(id),
        "ec2:network-acl",
        list.id,
        owner(of: list.vpc),
        region(of: list.vpc),
        vpc: list.vpc
      )
    }
    for id in estate.routeTables.ids {
      let table = estate.routeTables[id]
      add(
        .routeTable,
        .routeTable(id),
        "ec2:route-table",
        table.id,
        owner(of: table.vpc),
        region(of: table.vpc),
        vpc: table.vpc
      )
    }
    for id in estate.prefixLists.ids {
      let list = estate.prefixLists[id]
      // AWS changes its own lists itself.
      if !AmazonResourceName.isAccount(estate.symbols[list.owner]) { continue }
      add(.prefixList, .prefixList(id), "ec2:prefix-list", list.id, list.owner, .empty)
    }
  }

  private mutating func collectTransit() {
    for id in estate.transitGateways.ids {
      let gateway = estate.transitGateways[id]
      add(
        .transitGateway,
        .transitGateway(id),
        "ec2:transit-gateway",
        gateway.id,
        gateway.owner,
        gateway.region
      )
    }
    for id in estate.transitGatewayRouteTables.ids {
      let table = estate.transitGatewayRouteTables[id]
      guard let gateway = estate.transitGateway(table.transitGateway) else { continue }
      let owner = estate.transitGateways[gateway]
      add(
        .transitGatewayRouteTable,
        .transitGatewayRouteTable(id),
        "ec2:transit-gateway-route-table",
        table.id,
        owner.owner,
        owner.region
      )
    }
    for id in estate.coreNetworks.ids {
      let network = estate.coreNetworks[id]
      add(
        .coreNetwork,
        .coreNetwork(id),
        "networkmanager:core-network",
        network.id,
        network.owner,
        .empty
      )
    }
    for id in estate.directConnectGateways.ids {
      let gateway = estate.directConnectGateways[id]
      add(
        .directConnectGateway,
        .directConnectGateway(id),
        "directconnect:dx-gateway",
        gateway.id,
        gateway.owner,
        .empty
      )
    }
  }

  private mutating func collectConnections() {
    for id in estate.peeringConnections.ids {
      let peering = estate.peeringConnections[id]
      // Each side changes its own options.
      for side in [peering.requester, peering.accepter] {
        add(
          .peeringConnection,
          .peeringConnection(id),
          "ec2:vpc-peering-connection",
          peering.id,
          side.owner,
          side.region,
          vpc: side.vpc
        )
      }
    }
    for id in estate.vpnGateways.ids {
      let gateway = estate.vpnGateways[id]
      add(.vpnGateway, .vpnGateway(id), "ec2:vpn-gateway", gateway.id, gateway.owner, gateway.region)
    }
    for id in estate.vpnConnections.ids {
      let connection = estate.vpnConnections[id]
      add(
        .vpnConnection,
        .vpnConnection(id),
        "ec2:vpn-connection",
        connection.id,
        connection.owner,
        connection.region
      )
    }
    for id in estate.clientVPNEndpoints.ids {
      let endpoint = estate.clientVPNEndpoints[id]
      add(
        .clientVPNEndpoint,
        .clientVPNEndpoint(id),
        "ec2:client-vpn-endpoint",
        endpoint.id,
        endpoint.owner,
        endpoint.region,
        vpc: endpoint.vpc
      )
    }
    for id in estate.vpcEndpoints.ids {
      let endpoint = estate.vpcEndpoints[id]
      add(
        .vpcEndpoint,
        .vpcEndpoint(id),
        "ec2:vpc-endpoint",
        endpoint.id,
        endpoint.owner,
        region(of: endpoint.vpc),
        vpc: endpoint.vpc
      )
    }
    for id in estate.endpointServices.ids {
      let service = estate.endpointServices[id]
      add(
        .endpointService,
        .endpointService(id),
        "ec2:vpc-endpoint-service",
        service.id,
        service.owner,
        service.region
      )
    }
    for id in estate.resolverRules.ids {
      let rule = estate.resolverRules[id]
      if !AmazonResourceName.isAccount(estate.symbols[rule.owner]) { continue }
      add(.resolverRule, .resolverRule(id), "route53resolver:resolver-rule", rule.id, rule.owner, .empty)
    }
  }

  private mutating func collectServices() {
    for id in estate.serviceNetworks.ids {
      let network = estate.serviceNetworks[id]
      add(
        .serviceNetwork,
        .serviceNetwork(id),
        "vpc-lattice:servicenetwork",
        network.arn,
        network.owner,
        network.region
      )
    }
    for id in estate.latticeServices.ids {
      let service = estate.latticeServices[id]
      add(.latticeService, .latticeService(id), "vpc-lattice:service", service.arn, service.owner, service.region)
    }
    for id in estate.firewallPolicies.ids {
      addNamed(.firewallPolicy, .firewallPolicy(id), estate.firewallPolicies[id].arn)
    }
    for id in estate.firewallRuleGroups.ids {
      addNamed(.firewallRuleGroup, .firewallRuleGroup(id), estate.firewallRuleGroups[id].arn)
    }
    for id in estate.loadBalancers.ids {
      let balancer = estate.loadBalancers[id]
      add(
        .loadBalancer,
        .loadBalancer(id),
        "elasticloadbalancing:loadbalancer",
        balancer.arn,
        balancer.owner,
        balancer.region,
        vpc: balancer.vpc
      )
    }
    for id in estate.targetGroups.ids {
      let group = estate.targetGroups[id]
      add(
        .targetGroup,
        .targetGroup(id),
        "elasticloadbalancing:targetgroup",
        group.arn,
        group.owner,
        .empty,
        vpc: group.vpc
      )
    }
    for id in estate.services.ids {
      let service = estate.services[id]
      let kind: NetworkElement.Kind? =
        switch service.kind {
        case .database: .database
        case .databaseCluster: nil
        case .kubernetesCluster: .cluster
        case .function: .function
        }
      guard let kind else { continue }
      add(kind, .service(id), "service:resource", service.arn, service.owner, service.region, vpc: service.vpc)
    }
  }

  /// Adds what its ARN alone places, unless it belongs to AWS.
  private mutating func addNamed(_ kind: NetworkElement.Kind, _ record: Estate.Handle, _ arn: Symbol) {
    let text = estate.symbols[arn]
    guard let name = AmazonResourceName(text), AmazonResourceName.isAccount(name.account) else { return }
    elements.append(NetworkElement(kind: kind, arn: text, account: name.account, record: record, vpc: .empty))
  }
}
