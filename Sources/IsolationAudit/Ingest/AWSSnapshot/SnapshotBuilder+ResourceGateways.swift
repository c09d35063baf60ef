// `vpc-lattice`: resource gateways and resource configurations; and the joining of all that several lists tell.
extension SnapshotBuilder {
  /// Reads an element of `resourceGateways`.
  mutating func resourceGateway(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var gateway = ResourceGateway(
      arn: .empty,
      id: .empty,
      owner: account,
      region: region,
      vpc: .empty,
      subnets: [],
      groups: .none,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .arn:
        gateway.arn = try symbol(tape, member)
        (gateway.region, gateway.owner) = partsOfARN(gateway.arn)
      case .id: gateway.id = try symbol(tape, member)
      case .name: gateway.name = try symbol(tape, member)
      case .vpcId, .vpcIdentifier: gateway.vpc = try symbol(tape, member)
      case .subnetIds: gateway.subnets = try symbols(tape, member)
      case .securityGroupIds: gateway.groups = try groups(tape, member, nil)
      case .tags: gateway.tags = try tags(tape, member)
      default: break
      }
    }
    try require(gateway.id, .id, tape, node)
    if gateway.arn.isEmpty { gateway.arn = gateway.id }
    gateway.isInForce = try isInForce(tape, node)
    guard isNew(gateway.id, tape, node) else { return }
    let id = estate.resourceGateways.append(gateway)
    estate.bind(gateway.id, to: .resourceGateway(id))
    estate.bind(gateway.arn, to: .resourceGateway(id))
  }

  /// Reads an element of `resourceConfigurations`: a row of the list, or the answer about one, which alone names ports and
  /// the resource.
  mutating func resourceConfiguration(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var configuration = ResourceConfiguration(
      arn: .empty,
      id: .empty,
      owner: account,
      region: region,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .arn:
        configuration.arn = try symbol(tape, member)
        (configuration.region, configuration.owner) = partsOfARN(configuration.arn)
      case .id: configuration.id = try symbol(tape, member)
      case .name: configuration.name = try symbol(tape, member)
      case .type:
        switch try text(tape, member) {
        case "SINGLE", "CHILD": configuration.kind = .single
        case "GROUP": configuration.kind = .group
        case "ARN": configuration.kind = .awsResource
        default: throw wrongKind(tape, member, expected: "SINGLE, GROUP, CHILD or ARN")
        }
      case .resourceConfigurationGroupId: configuration.group = try symbol(tape, member)
      case .resourceGatewayId: configuration.gateway = try symbol(tape, member)
      case .portRanges: configuration.ports = try portRanges(tape, member)
      case .resourceConfigurationDefinition: configuration.definition = try definition(tape, member)
      case .tags: configuration.tags = try tags(tape, member)
      default: break
      }
    }
    try require(configuration.arn, .arn, tape, node)
    configuration.isInForce = try isInForce(tape, node)
    guard isNew(configuration.arn, tape, node) else { return }
    let id = estate.resourceConfigurations.append(configuration)
    estate.bind(configuration.arn, to: .resourceConfiguration(id))
    if !configuration.id.isEmpty { estate.bind(configuration.id, to: .resourceConfiguration(id)) }
  }

  /// Port ranges as the service writes them: `5432`, `1024-2048`, several with commas between.
  private func portRanges(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> [PortRange] {
    var ranges: [PortRange] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      for part in (try text(tape, element) ?? "").filter({ $0 != " " }).split(separator: ",") {
        let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
        guard let lower = bounds[0], let upper = bounds[bounds.count - 1], lower <= upper, bounds.count <= 2 else {
          throw wrongKind(tape, element, expected: "a port or a range of ports such as 1-65535")
        }
        ranges.append(PortRange(lower, upper))
      }
    }
    return ranges
  }

  private mutating func definition(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> ResourceConfiguration.Definition {
    if let resource = try member(tape, node, .ipResource), let value = try member(tape, resource, .ipAddress) {
      return .address(try address(tape, value))
    }
    if let resource = try member(tape, node, .dnsResource) {
      let name = try symbol(tape, resource, .domainName)
      return .domainName(name)
    }
    if let resource = try member(tape, node, .arnResource) {
      let arn = try symbol(tape, resource, .arn)
      return .arn(arn)
    }
    return .unknown
  }

  /// Gives service networks and services what other lists tell of them.
  mutating func joinLattice() {
    addNetworksOfAssociations()
    for id in estate.serviceNetworks.ids {
      let network = estate.serviceNetworks[id]
      func isListed(_ list: String) -> Bool {
        estate.completeness.isCollected([list], account: network.owner, region: network.region)
      }
      if isListed("serviceNetworkVpcAssociations") { estate.serviceNetworks[id].vpcs = [] }
      if isListed("serviceNetworkServiceAssociations") { estate.serviceNetworks[id].services = [] }
      if isListed("serviceNetworkResourceAssociations") { estate.serviceNetworks[id].resources = [] }
    }
    for (name, association) in staged.latticeVPCs {
      guard let id = estate.serviceNetwork(name) else { continue }
      var known = estate.serviceNetworks[id].vpcs ?? []
      if let index = known.firstIndex(where: { $0.vpc == association.vpc }) {
        // A row of the list and the answer about it: the groups are in the answer alone.
        if known[index].groups == nil { known[index] = association }
      } else {
        known.append(association)
      }
      estate.serviceNetworks[id].vpcs = known
    }
    for (name, association) in staged.latticeServices {
      guard let id = estate.serviceNetwork(name) else { continue }
      let known = estate.serviceNetworks[id].services ?? []
      guard !known.contains(where: { $0.target == association.target }) else { continue }
      estate.serviceNetworks[id].services = known + [association]
    }
    for (name, association) in staged.latticeResources {
      guard let id = estate.serviceNetwork(name) else { continue }
      let known = estate.serviceNetworks[id].resources ?? []
      guard !known.contains(where: { $0.target == association.target }) else { continue }
      estate.serviceNetworks[id].resources = known + [association]
    }
    joinLatticeServices()
  }

  /// A network that only an association names is there all the same, with what nobody told left open.
  private mutating func addNetworksOfAssociations() {
    for (name, association) in staged.latticeVPCs where estate.serviceNetwork(name) == nil {
      let parts = partsOfARN(name)
      let network = ServiceNetwork(
        arn: name,
        id: .empty,
        name: .empty,
        owner: parts.account,
        region: parts.region,
        provenance: association.provenance
      )
      estate.bind(name, to: .serviceNetwork(estate.serviceNetworks.append(network)))
    }
  }

  private mutating func joinLatticeServices() {
    var rules: [Symbol: [Symbol]?] = [:]
    for (listener, groups) in staged.latticeRules { rules[listener] = groups }
    for (name, listener) in staged.latticeListeners {
      guard let id = estate.latticeService(name) else { continue }
      var known = estate.latticeServices[id].listeners ?? []
      if var listener, !known.contains(where: { $0.arn == listener.arn }) {
        // Without the rules nobody knows where else the listener forwards.
        if let more = rules[listener.arn], let more, let groups = listener.targetGroups {
          listener.targetGroups = groups + more.filter { !groups.contains($0) }
        } else {
          listener.targetGroups = nil
        }
        known.append(listener)
      }
      estate.latticeServices[id].listeners = known
    }
    for (name, policy) in staged.latticeAuthPolicies {
      switch estate.find(name) {
      case .serviceNetwork(let id)?: estate.serviceNetworks[id].access.policy = policy
      case .latticeService(let id)?: estate.latticeServices[id].access.policy = policy
      default: break
      }
    }
  }
}
