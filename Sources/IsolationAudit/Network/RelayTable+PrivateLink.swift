// Interface endpoints of customers' endpoint services.
//
// Source: AWS PrivateLink guide, "Access AWS services through AWS PrivateLink", "Create a service powered by AWS PrivateLink"
// and "Share your services"; Network Load Balancers guide, "Update the security groups for your Network Load Balancer".
extension RelayTable {
  /// Adds the interface endpoints of an estate that lead to a customer's service; the load balancers are there already.
  mutating func addInterfaceEndpoints(_ model: ForwardingModel) {
    let estate = model.estate
    for endpoint in estate.vpcEndpoints.records
    where estate.symbols[endpoint.type] == "Interface" && endpoint.isOfCustomersService(estate.symbols) {
      let relay = InterfaceEndpointRelay(model, self, endpoint).relay()
      add(relay)
    }
  }
}

extension VPCEndpoint {
  /// Whether it asks for a service that a customer offers: the service's name holds its id, `vpce-svc-…`.
  package func isOfCustomersService(_ symbols: SymbolTable) -> Bool {
    symbols[service].contains("vpce-svc-")
  }
}

/// Makes the relay of one interface endpoint.
private struct InterfaceEndpointRelay {
  private let model: ForwardingModel
  private let table: RelayTable
  private let endpoint: VPCEndpoint
  private let doors: [Relay.Door]

  private var estate: Estate { model.estate }

  init(_ model: ForwardingModel, _ table: RelayTable, _ endpoint: VPCEndpoint) {
    (self.model, self.table, self.endpoint) = (model, table, endpoint)
    doors = model.doors(of: endpoint)
  }

  func relay() -> Relay {
    Relay(
      id: endpoint.id,
      kind: .interfaceEndpoint,
      owner: endpoint.owner,
      vpc: endpoint.vpc,
      doors: doors,
      entries: entries(),
      provenance: endpoint.provenance
    )
  }

  private func entries() -> [Relay.Entry] {
    guard case .endpointService(let id)? = estate.find(endpoint.service) else {
      return endpoint.isAvailable ? [entryOfUnknownProvider()] : []
    }
    let service = estate.endpointServices[id]
    let connection = service.connections?.first { $0.endpoint == endpoint.id }
    // Both sides tell of the connection; where they differ, one of them is not up to date.
    let views = [endpoint.isAvailable] + (service.connections == nil ? [] : [connection?.isAvailable ?? false])
    guard views.contains(true) else { return [] }
    let isUncertain = views.contains(false) || !service.isAvailable
    let named = connection?.networkLoadBalancers ?? []
    let balancers = named.isEmpty ? service.networkLoadBalancers : named
    return balancers.flatMap { entries(to: $0, service, isUncertain: isUncertain) }
  }

  // MARK: - The provider's load balancer

  private func entries(to arn: Symbol, _ service: EndpointService, isUncertain: Bool) -> [Relay.Entry] {
    guard case .loadBalancer(let id)? = estate.find(arn), let relay = table[arn] else {
      return [entry(arn, [.tcp, .udp], .all, nil, isUncertain: true, [missing(arn, at: service.provenance)])]
    }
    let balancer = estate.loadBalancers[id]
    var served: [Int] = []
    var exits: [Relay.Exit] = []
    for (index, door) in doors.enumerated() {
      guard let nodes = nodes(of: table.relays[relay], servingZoneOf: door, service) else { continue }
      served.append(index)
      let zone: Symbol? = door.zone.isEmpty ? nil : door.zone
      guard !exits.contains(where: { $0.zone == zone }) else { continue }
      exits += admissions(balancer).map { admission in
        Relay.Exit(
          .handOver(relay: arn, admission: admission.groups, doors: nodes.doors),
          zone: zone,
          isUncertain: admission.isUncertain,
          provenance: service.provenance
        )
      }
    }
    guard let listeners = balancer.listeners else {
      return [entry(arn, [.tcp, .udp], .all, served, isUncertain: true, exits)]
    }
    return listeners.map { listener in
      var entry = entry(
        listener.arn,
        listener.protocols,
        PortRange(listener.port, listener.port),
        served,
        isUncertain: isUncertain,
        exits
      )
      entry.passesPackets = !listener.endsTransport
      return entry
    }
  }

  /// The security groups of the load balancer that judge what comes from endpoints, by the client's private address.
  private func admissions(_ balancer: LoadBalancer) -> [(groups: GroupSetID, isUncertain: Bool)] {
    guard balancer.groups != .none else { return [(.none, false)] }
    switch balancer.filtersPrivateLink {
    case true?: return [(balancer.groups, false)]
    case false?: return [(.none, false)]
    case nil: return [(balancer.groups, false), (.none, true)]
    }
  }

  /// The nodes of the load balancer that take what an endpoint's interface in one zone sends, by index, `nil` for all; no
  /// answer when the service is not offered in that zone.
  ///
  /// Source: AWS PrivateLink guide, "Availability Zones"; Reachability Analyzer, `VPCE_SERVICE_NOT_INSTALLED_IN_AZ`.
  private func nodes(
    of balancer: Relay,
    servingZoneOf door: Relay.Door,
    _ service: EndpointService
  ) -> (doors: [Int]?, Void)? {
    let isElsewhere =
      !endpoint.serviceRegion.isEmpty && !service.region.isEmpty
      && estate.vpc(endpoint.vpc).map { estate.vpcs[$0].region != service.region } ?? false
    if isElsewhere || door.zone.isEmpty { return (nil, ()) }
    if !service.zones.isEmpty, service.zones.allSatisfy({ isOther($0, than: door.zone, service.owner) }) { return nil }
    let zones = balancer.doors.map(\.zone)
    let same = zones.indices.filter { zones[$0] == door.zone }
    if !same.isEmpty { return (same, ()) }
    if !zones.isEmpty, zones.allSatisfy({ isOther($0, than: door.zone, service.owner) }) { return nil }
    return (nil, ())
  }

  /// Whether a zone of the provider is for certain another than one of the endpoint: ids can be compared, names only within
  /// one account, because each account has its own (EC2 User Guide, "Availability Zone IDs").
  private func isOther(_ zone: Symbol, than own: Symbol, _ provider: Symbol) -> Bool {
    func isID(_ symbol: Symbol) -> Bool { estate.symbols[symbol].contains("-az") }
    guard zone != own, !zone.isEmpty else { return false }
    if isID(zone) && isID(own) { return true }
    return !isID(zone) && !isID(own) && provider == endpoint.owner
  }

  // MARK: - Unknown providers

  /// What an endpoint takes whose service is not in the snapshot: the service is in an account that was not asked for its
  /// services, or it is none of the estate's.
  private func entryOfUnknownProvider() -> Relay.Entry {
    let name = endpoint.service
    guard model.mayHold("ServiceConfigurations", region: regionOfService()) else {
      let exit = Relay.Exit(.service(name), provenance: endpoint.provenance)
      return entry(endpoint.id, [.tcp, .udp], .all, nil, isUncertain: false, [exit])
    }
    return entry(endpoint.id, [.tcp, .udp], .all, nil, isUncertain: true, [missing(name, at: endpoint.provenance)])
  }

  /// The Region that a service's name tells: `com.amazonaws.vpce.us-east-1.vpce-svc-…`; empty when it tells none.
  private func regionOfService() -> Symbol {
    let parts = estate.symbols[endpoint.service].split(separator: ".")
    guard parts.count >= 4, parts[0] == "com", parts[2] == "vpce" else { return .empty }
    return estate.symbols.find(String(parts[3])) ?? .empty
  }

  private func missing(_ what: Symbol, at place: Provenance) -> Relay.Exit {
    Relay.Exit(
      .missing(.resourceUnknown, what),
      from: .anywhere,
      protocols: [.tcp, .udp],
      isUncertain: true,
      group: what,
      provenance: place
    )
  }

  private func entry(
    _ name: Symbol,
    _ protocols: [ProtocolRange],
    _ ports: PortRange,
    _ served: [Int]?,
    isUncertain: Bool,
    _ exits: [Relay.Exit]
  ) -> Relay.Entry {
    Relay.Entry(
      name: name,
      protocols: protocols,
      ports: ports,
      doors: served,
      passesPackets: true,
      isUncertain: isUncertain,
      exits: exits,
      provenance: endpoint.provenance
    )
  }
}

extension ForwardingModel {
  /// The doors of a VPC endpoint with network interfaces.
  func doors(of endpoint: VPCEndpoint) -> [Relay.Door] {
    let interfaces = owners[endpoint.id]
    var subnets = endpoint.subnets
    if interfaces.isEmpty, subnets.isEmpty, let vpc = estate.vpc(endpoint.vpc) {
      // Nothing tells where it stands in its VPC.
      subnets = subnetsOfVPC[Int(vpc.index)].map { estate.subnets[$0].id }
    }
    return Relay.Door.doors(
      of: interfaces,
      in: subnets,
      groups: endpoint.groups,
      isComplete: !interfaces.isEmpty && interfaces.count >= endpoint.networkInterfaces.count,
      estate
    )
  }

  /// Whether an account of the estate may have something in a list that the snapshot does not hold, because it was not asked
  /// for it there; an empty Region means any.
  ///
  /// The accounts are those of the organization, and all that anything was collected of.
  func mayHold(_ list: String, region: Symbol) -> Bool {
    let accounts = Set(estate.accounts.records.map(\.id)).union(estate.completeness.places.map(\.account))
    return accounts.contains { account in
      !account.isEmpty && !estate.completeness.isCollected([list], account: account, region: region)
    }
  }
}
