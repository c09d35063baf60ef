/// What is missing of connections that no route table shows: who is connected to an endpoint service, which VPCs a service
/// network or a resolver rule concerns.
///
/// What an endpoint or an association leads to is not asked here: the relay that lacks it says so where somebody reaches it.
struct PrivateConnectionGaps {
  /// The gaps, by the account and Region that they concern, in the order of the records.
  private(set) var gaps: [(place: Completeness.Place, texts: [String])] = []

  private let estate: Estate

  /// Looks at the services, service networks and rules of an estate; free where there are none.
  init(_ estate: Estate) {
    self.estate = estate
    collectConnections()
    collectServiceNetworks()
    collectRules()
  }

  private func name(_ symbol: Symbol) -> String { estate.symbols[symbol] }

  private mutating func note(_ text: String, _ account: Symbol, _ region: Symbol) {
    gaps.append((Completeness.Place(account: account, region: region), [text]))
  }

  /// Endpoints of the estate's own accounts that an endpoint service tells of and no list of endpoints has.
  private mutating func collectConnections() {
    guard estate.endpointServices.count > 0 else { return }
    let accounts = Set(estate.accounts.records.map(\.id)).union(estate.completeness.places.map(\.account))
    for service in estate.endpointServices.records {
      if let connections = service.connections {
        for connection in connections
        where connection.isAvailable && accounts.contains(connection.endpointOwner)
          && estate.vpcEndpoint(connection.endpoint) == nil
        {
          note(
            "VPC endpoint \(name(connection.endpoint)) of account \(name(connection.endpointOwner)), which is connected to "
              + "\(name(service.id)), is not in the snapshot",
            connection.endpointOwner,
            service.region
          )
        }
        continue
      }
      for account in accounts.sorted()
      where !account.isEmpty && account != service.owner
        && !estate.completeness.isCollected(["VpcEndpoints"], account: account, region: service.region)
      {
        note(
          "whether account \(name(account)) has an endpoint for \(name(service.id)) is not in the snapshot: neither the "
            + "service's `VpcEndpointConnections` nor the account's `VpcEndpoints`",
          account,
          service.region
        )
      }
    }
  }

  /// Service networks whose VPCs nobody listed, and VPCs with a route to a service network that nobody named.
  private mutating func collectServiceNetworks() {
    var associated: Set<Symbol> = []
    for network in estate.serviceNetworks.records {
      if let vpcs = network.vpcs {
        associated.formUnion(vpcs.map(\.vpc))
      } else {
        note(
          "the VPCs of service network \(name(network.arn)) are not in the snapshot",
          network.owner,
          network.region
        )
      }
    }
    var noted: Set<Symbol> = []
    for table in estate.routeTables.records where !associated.contains(table.vpc) && !noted.contains(table.vpc) {
      let isRouted = table.routes.contains { route in
        guard case .unsupported(let target) = route.target else { return false }
        return name(target).lowercased() == "vpclattice"
      }
      guard isRouted, let vpc = estate.vpc(table.vpc) else { continue }
      noted.insert(table.vpc)
      note(
        "the service network that \(name(table.vpc)) is associated with is not in the snapshot",
        estate.vpcs[vpc].owner,
        estate.vpcs[vpc].region
      )
    }
  }

  /// Forwarding rules whose VPCs nobody listed.
  private mutating func collectRules() {
    for rule in estate.resolverRules.records where rule.forwards && rule.vpcs == nil {
      note("the VPCs of Route 53 Resolver rule \(name(rule.id)) are not in the snapshot", rule.owner, .empty)
    }
  }
}
