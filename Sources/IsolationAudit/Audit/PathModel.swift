/// The places of the search for mixed ways, and what joins packets and identities there.
///
/// Places are numbered: the nodes of the graph of capabilities with its hubs, then the network interfaces, then the
/// databases, then the data stores of the estate, at last the Client VPN endpoints, where their clients stand.
struct PathModel {
  private(set) var graph: CapabilityGraph
  private(set) var traffic: TrafficAudit

  private(set) var firstInterface: Int
  private(set) var firstDatabase: Int
  private(set) var firstStore: Int
  private(set) var firstClients: Int
  private(set) var count: Int

  /// The workload that an interface belongs to.
  private var workloadOfInterface: [EstateID<NetworkInterface>: Int] = [:]
  /// The interfaces of workloads that have some.
  private var interfacesOfNode: [Int: [EstateID<NetworkInterface>]] = [:]
  /// The node of each data store, to which ways lead that open it.
  private var nodeOfStore: [EstateID<DataStore>: Int] = [:]
  /// Other places from which a node sends packets.
  private var standpointsOfNode: [Int: [Standpoint]] = [:]

  var estate: Estate { graph.estate }
  private var model: ForwardingModel { traffic.survey.model }

  init(_ graph: CapabilityGraph, _ traffic: TrafficAudit) {
    (self.graph, self.traffic) = (graph, traffic)
    firstInterface = graph.nodeCount
    firstDatabase = firstInterface + graph.estate.networkInterfaces.count
    firstStore = firstDatabase + graph.estate.services.count
    firstClients = firstStore + graph.estate.dataStores.count
    count = firstClients + graph.estate.clientVPNEndpoints.count
    let groups = Self.groups(graph.estate)
    for (index, node) in graph.nodes.enumerated() {
      switch node {
      case .workload(let workload): place(workload, index)
      case .foothold(let foothold): place(foothold, index, groups)
      case .dataStore(let store): nodeOfStore[store] = index
      default: break
      }
    }
  }

  /// The sets of security groups of the interfaces of each VPC, in the order in which they come.
  private static func groups(_ estate: Estate) -> [Symbol: [GroupSetID]] {
    var groups: [Symbol: [GroupSetID]] = [:]
    var seen: [Symbol: Set<GroupSetID>] = [:]
    for interface in estate.networkInterfaces.records {
      if seen[interface.vpc, default: []].insert(interface.groups).inserted {
        groups[interface.vpc, default: []].append(interface.groups)
      }
    }
    return groups
  }

  /// The same places with other ways between them, and other packets.
  func with(_ graph: CapabilityGraph, _ traffic: TrafficAudit) -> PathModel {
    var model = self
    (model.graph, model.traffic) = (graph, traffic)
    // Only the hubs, and what has no interface, may be others.
    let shift = graph.nodeCount - self.graph.nodeCount
    model.firstInterface += shift
    model.firstDatabase += shift
    model.firstStore += shift
    model.firstClients += shift
    model.count += shift
    return model
  }

  private mutating func place(_ workload: CapabilityWorkload, _ node: Int) {
    switch workload.record {
    case .instance(let id): add(model.owners[estate.instances[id].id], to: node)
    case .service(let id):
      let service = estate.services[id]
      switch workload.kind {
      case .pods, .nodes:
        // A pod sends from the node that it runs on.
        let roles = estate.kubernetesClusters[service.arn]?.nodeRoles ?? []
        for instance in estate.instances.records where runs(instance, with: roles) {
          add(model.owners[instance.id], to: node)
        }
        stand(node, in: service.subnets, service.groups)
      case .database: break
      default: stand(node, in: service.subnets, service.groups)
      }
    case .workload(let id):
      let workload = estate.workloads[id]
      stand(node, in: workload.subnets, workload.groups)
    default: break
    }
  }

  private func runs(_ instance: Instance, with roles: [Symbol]) -> Bool {
    guard !roles.isEmpty, let profile = estate.instanceProfile(instance.instanceProfile) else { return false }
    return estate.instanceProfiles[profile].roles.contains(where: roles.contains)
  }

  private mutating func add(_ interfaces: [EstateID<NetworkInterface>], to node: Int) {
    for interface in interfaces {
      interfacesOfNode[node, default: []].append(interface)
      if workloadOfInterface[interface] == nil { workloadOfInterface[interface] = node }
    }
  }

  private mutating func stand(_ node: Int, in subnets: [Symbol], _ groups: GroupSetID) {
    for subnet in subnets {
      guard let id = estate.subnet(subnet) else { continue }
      standpointsOfNode[node, default: []].append(.placed(subnet: id, groups: groups))
    }
  }

  private mutating func place(_ foothold: CapabilityFoothold, _ node: Int, _ groups: [Symbol: [GroupSetID]]) {
    guard let symbol = estate.symbols.find(foothold.id) else { return }
    switch foothold.kind {
    case .subnet:
      // Whoever starts something chooses among the security groups of the VPC.
      guard let subnet = estate.subnet(symbol) else { return }
      let found = (groups[estate.subnets[subnet].vpc] ?? []).map { Standpoint.placed(subnet: subnet, groups: $0) }
      if !found.isEmpty { standpointsOfNode[node] = found }
    case .clientVPNEndpoint:
      if let id = estate.clientVPNEndpoints.ids.first(where: { estate.clientVPNEndpoints[$0].id == symbol }) {
        standpointsOfNode[node] = [.clients(id)]
      }
    case .instanceConnectEndpoint:
      guard
        let id = estate.instanceConnectEndpoints.ids.first(where: { estate.instanceConnectEndpoints[$0].id == symbol })
      else { return }
      if estate.instanceConnectEndpoints[id].preservesClientAddress {
        standpointsOfNode[node] = [.instanceConnect(id)]
      } else {
        standpointsOfNode[node] = model.owners[symbol].map { .interface($0) }
      }
    }
  }

  // MARK: - Places

  /// The place of an interface.
  func place(of interface: EstateID<NetworkInterface>) -> Int { firstInterface + Int(interface.index) }

  /// The place of a database.
  func place(of database: EstateID<ManagedService>) -> Int { firstDatabase + Int(database.index) }

  /// The place of a data store.
  func place(of store: EstateID<DataStore>) -> Int { firstStore + Int(store.index) }

  /// The place at which ways end that open a data store: by its policy, for one.
  func opening(of store: EstateID<DataStore>) -> Int? { nodeOfStore[store] }

  /// The place of the clients of an endpoint.
  func place(of endpoint: EstateID<ClientVPNEndpoint>) -> Int { firstClients + Int(endpoint.index) }

  /// What stands at a place.
  enum Kind {
    case node(CapabilityNodeID)
    case hub
    case interface(EstateID<NetworkInterface>)
    case database(EstateID<ManagedService>)
    case store(EstateID<DataStore>)
    case clients(EstateID<ClientVPNEndpoint>)
  }

  /// What stands at a place.
  func kind(_ place: Int) -> Kind {
    if place >= firstClients { return .clients(EstateID(place - firstClients)) }
    if place >= firstStore { return .store(EstateID(place - firstStore)) }
    if place >= firstDatabase { return .database(EstateID(place - firstDatabase)) }
    if place >= firstInterface { return .interface(EstateID(place - firstInterface)) }
    return graph.isHub(place) ? .hub : .node(CapabilityNodeID(place))
  }

  /// Other places where whoever is at a place stands as well: a workload's interfaces, an interface's workload.
  func also(at place: Int) -> [Int] {
    switch kind(place) {
    case .node: (interfacesOfNode[place] ?? []).map { self.place(of: $0) }
    case .interface(let id): workloadOfInterface[id].map { [$0] } ?? []
    default: []
    }
  }

  /// From where packets can be sent at a place.
  func standpoints(at place: Int) -> [Standpoint] {
    switch kind(place) {
    case .node: standpointsOfNode[place] ?? []
    case .interface(let id): [.interface(id)]
    case .clients(let id): [.clients(id)]
    default: []
    }
  }

  /// The environment of a place, `-1` for none.
  func environment(of place: Int, _ identity: IdentityAudit) -> Int16 {
    let placement = identity.placement
    switch kind(place) {
    case .interface(let id): return placement.ofInterface[Int(id.index)]
    case .database(let id): return placement.ofService[Int(id.index)]
    case .store(let id): return placement.ofDataStore.isEmpty ? -1 : placement.ofDataStore[Int(id.index)]
    case .clients(let id): return placement.ofClientVPN[Int(id.index)]
    case .hub: return -1
    case .node(let id):
      switch graph[id] {
      case .principal(let principal): return identity.environment(of: principal)
      case .workload(let workload): return identity.environment(of: workload.record, account: workload.account)
      case .foothold(let foothold): return identity.environment(of: foothold.record, account: foothold.account)
      case .account(let account), .boundedAccount(let account, _): return identity.environment(ofAccount: account)
      case .group(let group): return identity.placement.ofPrincipal[Int(group.index)]
      case .unbounded(let principal): return identity.environment(of: principal)
      case .dataStore(let store): return self.environment(of: self.place(of: store), identity)
      default: return -1
      }
    }
  }
}
