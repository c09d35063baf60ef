/// The addresses of VPC Lattice.
///
/// Clients of an associated VPC find services and resources at these addresses, and targets see requests come from them.
/// Source: Amazon VPC Lattice User Guide, "Control traffic in VPC Lattice using security groups" (managed prefix lists of
/// link-local and non-routable public addresses) and "Control traffic to VPC Lattice using network ACLs".
package enum LatticeAddresses {
  /// The link-local addresses of services, IPv4 and IPv6, and the non-routable public addresses of resources.
  package static let prefixes: [IPPrefix] = ["169.254.171.0/24", "129.224.0.0/17", "fd00:ec2:80::/64"].compactMap {
    try? IPPrefix($0)
  }

  /// The ranges of one IP version.
  package static func ranges(_ family: AddressFamily) -> [AddressRange] {
    prefixes.filter { $0.family == family }.map(\.range)
  }
}

/// Makes the entries and exits of what a service network or a resource endpoint of VPC Lattice leads to.
///
/// Source: Amazon VPC Lattice User Guide, "How VPC Lattice works"; AWS PrivateLink guide, "Access VPC resources through AWS
/// PrivateLink".
struct LatticeExits {
  private let model: ForwardingModel

  private var estate: Estate { model.estate }

  init(_ model: ForwardingModel) { self.model = model }

  /// What may stand between a client and a service besides packets.
  private struct Gate {
    /// Whether nobody gets past.
    var isShut = false
    /// Whether a fact that decides is missing.
    var isUncertain = false
    /// The element whose auth policy decides; empty for none.
    var policy = Symbol.empty

    init(_ access: [(LatticeAccess, Symbol)]) {
      for (one, name) in access {
        if one.refusesAll { isShut = true }
        switch one.authType {
        case .open: break
        case .iam: policy = name
        case .unknown: isUncertain = true
        }
      }
    }
  }

  // MARK: - Service networks

  /// The entries of a service network; an uncertain one where nobody knows what is in it.
  func entries(ofNetwork name: Symbol, at place: Provenance) -> [Relay.Entry] {
    guard case .serviceNetwork(let id)? = estate.find(name) else { return [unknownEntry(name, at: place)] }
    let network = estate.serviceNetworks[id]
    var entries: [Relay.Entry] = []
    if let services = network.services {
      for association in services where association.isInForce {
        entries += self.entries(ofService: association, network)
      }
    }
    if let resources = network.resources {
      for association in resources where association.isInForce {
        entries += self.entries(ofResource: association.target, at: association.provenance)
      }
    }
    if network.services == nil || network.resources == nil {
      entries.append(unknownEntry(network.arn, at: network.provenance))
    }
    return entries
  }

  private func entries(ofService association: ServiceNetwork.Association, _ network: ServiceNetwork) -> [Relay.Entry] {
    guard case .latticeService(let id)? = estate.find(association.target) else {
      let gate = Gate([(network.access, network.arn)])
      return gate.isShut ? [] : [unknownEntry(association.target, at: association.provenance)]
    }
    let service = estate.latticeServices[id]
    let gate = Gate([(network.access, network.arn), (service.access, service.arn)])
    guard !gate.isShut else { return [] }
    guard let listeners = service.listeners else { return [unknownEntry(service.arn, at: service.provenance)] }
    return listeners.map { listener in
      Relay.Entry(
        name: service.arn,
        protocols: [.tcp],
        ports: PortRange(listener.port, listener.port),
        isUncertain: gate.isUncertain,
        policy: gate.policy,
        exits: listener.targetGroups.map { $0.flatMap(exits(toGroup:)) }
          ?? [missing(listener.arn, at: listener.provenance)],
        provenance: listener.provenance
      )
    }
  }

  /// The exits to the targets of a target group of VPC Lattice, which see a request come from Lattice's addresses.
  private func exits(toGroup name: Symbol) -> [Relay.Exit] {
    guard case .targetGroup(let id)? = estate.find(name) else { return [missing(name, at: nil)] }
    let group = estate.targetGroups[id]
    guard let targets = group.targets else { return [missing(group.arn, at: group.provenance)] }
    guard group.kind != .lambda else {
      return targets.map { Relay.Exit(.service($0.id), group: group.arn, provenance: $0.provenance) }
    }
    guard let vpc = estate.vpc(group.vpc) else { return [missing(group.vpc, at: group.provenance)] }
    let door = Relay.Door(
      .hosts(vpc, destinations: []),
      ranges: LatticeAddresses.prefixes.map { Relay.FamilyRange($0.family, $0.range) }
    )
    return targets.flatMap { target -> [Relay.Exit] in
      let addresses = addresses(of: target, group.kind)
      guard !addresses.isEmpty else { return [missing(target.id, at: target.provenance)] }
      return addresses.map { address in
        Relay.Exit(
          .address(address.family, AddressRange(address.value)),
          from: .doors([door]),
          protocols: [.tcp],
          ports: target.port == 0 ? .all : PortRange(target.port, target.port),
          group: group.arn,
          provenance: target.provenance
        )
      }
    }
  }

  private func addresses(of target: TargetGroup.Target, _ kind: TargetGroup.Kind) -> [IPAddress] {
    switch kind {
    case .ip: return (try? IPAddress(estate.symbols[target.id])).map { [$0] } ?? []
    case .instance:
      let own = model.owners[target.id].filter { estate.networkInterfaces[$0].instance == target.id }
      let primary = own.filter { estate.networkInterfaces[$0].isPrimary }
      return (primary.isEmpty ? own : primary).flatMap(addresses(ofInterface:))
    case .loadBalancer: return model.owners[target.id].flatMap(addresses(ofInterface:))
    case .lambda: return []
    }
  }

  private func addresses(ofInterface id: EstateID<NetworkInterface>) -> [IPAddress] {
    estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range]
      .map { IPAddress(family: $0.family, value: $0.range.lower) }
  }

  // MARK: - Resource configurations

  /// The entries of a resource configuration, or of the children of a group; resources see the resource gateway's address.
  func entries(ofResource name: Symbol, at place: Provenance) -> [Relay.Entry] {
    guard case .resourceConfiguration(let id)? = estate.find(name) else { return [unknownEntry(name, at: place)] }
    let configuration = estate.resourceConfigurations[id]
    guard configuration.isInForce else { return [] }
    guard configuration.kind == .group else { return entries(of: configuration, gateway: configuration.gateway) }
    // Groups hold no groups.
    let children = estate.resourceConfigurations.records.filter {
      $0.kind != .group && $0.isInForce && !$0.group.isEmpty
        && ($0.group == configuration.id || $0.group == configuration.arn)
    }
    return children.flatMap { child in
      entries(of: child, gateway: child.gateway.isEmpty ? configuration.gateway : child.gateway)
    }
  }

  private func entries(of configuration: ResourceConfiguration, gateway: Symbol) -> [Relay.Entry] {
    guard let ports = configuration.ports ?? defaultPorts(configuration) else {
      return [unknownEntry(configuration.arn, at: configuration.provenance)]
    }
    return ports.map { ports in
      Relay.Entry(
        name: configuration.arn,
        protocols: [.tcp],
        ports: ports,
        exits: exits(to: configuration, ports, gateway),
        provenance: configuration.provenance
      )
    }
  }

  /// The port of a resource of AWS whose configuration names none.
  private func defaultPorts(_ configuration: ResourceConfiguration) -> [PortRange]? {
    guard case .arn(let arn) = configuration.definition, case .service(let id)? = estate.find(arn),
      estate.services[id].port > 0
    else { return nil }
    return [PortRange(estate.services[id].port, estate.services[id].port)]
  }

  private func exits(to configuration: ResourceConfiguration, _ ports: PortRange, _ gateway: Symbol) -> [Relay.Exit] {
    guard case .resourceGateway(let id)? = estate.find(gateway) else {
      return [missing(gateway.isEmpty ? configuration.arn : gateway, at: configuration.provenance)]
    }
    let record = estate.resourceGateways[id]
    guard record.isInForce else { return [] }
    let doors = doors(of: record)
    guard !doors.isEmpty else { return [missing(record.id, at: record.provenance)] }
    func exit(_ family: AddressFamily, _ range: AddressRange, isUncertain: Bool = false) -> Relay.Exit {
      Relay.Exit(
        .address(family, range),
        from: .doors(doors),
        protocols: [.tcp],
        ports: ports,
        isUncertain: isUncertain,
        group: configuration.arn,
        provenance: configuration.provenance
      )
    }
    switch configuration.definition {
    case .address(let address): return [exit(address.family, AddressRange(address.value))]
    case .arn(let arn):
      let interfaces = model.owners[arn]
      guard !interfaces.isEmpty else { return [missing(arn, at: configuration.provenance)] }
      return interfaces.flatMap(addresses(ofInterface:)).map { exit($0.family, AddressRange($0.value)) }
    case .domainName, .unknown:
      // Nobody can tell which addresses a name has: any that the gateway reaches.
      return [AddressFamily.ipv4, .ipv6].map { exit($0, .all($0), isUncertain: true) }
    }
  }

  /// Where a resource gateway opens connections: its interfaces, or its subnets where the snapshot does not tell them apart.
  private func doors(of gateway: ResourceGateway) -> [Relay.Door] {
    let subnets = Set(gateway.subnets)
    let id = estate.symbols[gateway.id]
    var named: [EstateID<NetworkInterface>] = []
    var alike: [EstateID<NetworkInterface>] = []
    for subnet in gateway.subnets.compactMap({ estate.subnet($0) }) {
      let present = [AddressFamily.ipv4, .ipv6].flatMap { family in
        model.addresses.owners(in: subnet, family: family, range: .all(family)).map(\.networkInterface)
      }
      for interface in Set(present).sorted() where estate.networkInterfaces[interface].isRequesterManaged {
        if estate.symbols[estate.networkInterfaces[interface].description].contains(id) {
          named.append(interface)
        } else if estate.networkInterfaces[interface].groups == gateway.groups {
          alike.append(interface)
        }
      }
    }
    let interfaces = named.isEmpty ? alike : named
    return Relay.Door.doors(
      of: interfaces,
      in: gateway.subnets,
      groups: gateway.groups,
      isComplete: Set(interfaces.map { estate.networkInterfaces[$0].subnet }) == subnets,
      estate
    )
  }

  // MARK: - What is not known

  /// What may be taken and where it may go when nobody knows what is behind a name.
  func unknownEntry(_ name: Symbol, at place: Provenance) -> Relay.Entry {
    Relay.Entry(
      name: name,
      protocols: [.tcp],
      ports: .all,
      isUncertain: true,
      exits: [missing(name, at: place)],
      provenance: place
    )
  }

  private func missing(_ what: Symbol, at place: Provenance?) -> Relay.Exit {
    Relay.Exit(
      .missing(.resourceUnknown, what),
      from: .anywhere,
      protocols: [.tcp],
      isUncertain: true,
      group: what,
      provenance: place ?? Provenance(file: FileID(rawValue: 0), offset: 0)
    )
  }
}
