extension ReachSession {
  /// A sender with the one address that it uses, where the probe names one.
  struct ProbeSender {
    var sender: Sender
    var source: IPAddress?
    /// The protocols that it can send: TCP alone for an Instance Connect endpoint.
    var protocols = ProtocolRange.all
  }

  /// A destination as the sender writes it, and the interface that must take the packet, where the probe names one.
  struct ProbeDestination {
    var family: AddressFamily
    var range: AddressRange
    var receiver: EstateID<NetworkInterface>?
  }

  private var estate: Estate { model.estate }

  func senders(_ end: ReachProbe.End) throws(ProbeError) -> [ProbeSender] {
    switch end {
    case .resource(let id):
      if let symbol = estate.symbols.find(id), case .instanceConnectEndpoint(let endpoint)? = estate.find(symbol) {
        return senders(of: endpoint)
      }
      return try interfaces(end).flatMap { senders(of: $0) }
    case .interface, .instance:
      return try interfaces(end).flatMap { senders(of: $0) }
    case .domainName: throw ProbeError("`from`: a domain name sends nothing")
    case .interfaceAddress(_, let address):
      return try interfaces(end).flatMap { sender(of: $0, using: address) }
    case .address(let address):
      let owners = owners(of: address)
      guard owners.count <= 1 else {
        throw ProbeError(
          "`from`: \(owners.count) interfaces have the address \(address), expected one; give the interface"
        )
      }
      guard let owner = owners.first else {
        throw ProbeError("`from`: no network interface has the address \(address)")
      }
      return senders(of: owner).filter { $0.source == address }
    case .internet(let host):
      return [ProbeSender(sender: .internet(nil), source: host)]
    case .onPremises(let host):
      let links = model.onPremises.all.filter { link in
        link.announced(in: estate).map { prefixes in prefixes.contains { $0.contains(host) } } ?? true
      }
      guard !links.isEmpty else {
        throw ProbeError("`from`: no VPN connection or virtual interface leads to \(host)")
      }
      return links.map { ProbeSender(sender: .onPremises($0, nil), source: host) }
    case .clientVPN(let id, let group):
      guard let symbol = estate.symbols.find(id), case .clientVPNEndpoint(let endpoint)? = estate.find(symbol) else {
        throw ProbeError("`from`: no Client VPN endpoint `\(id)`")
      }
      let member: Sender.ClientGroup = group.map { .member(estate.symbols.find($0) ?? .empty) } ?? .none
      return [ProbeSender(sender: .clientVPN(endpoint, member), source: nil)]
    }
  }

  /// Why an end opens no connections: a VPC endpoint's interface only takes them (AWS PrivateLink guide, "AWS PrivateLink
  /// concepts").
  func refusal(of end: ReachProbe.End) throws(ProbeError) -> Drop? {
    switch end {
    case .interface, .interfaceAddress, .instance, .resource: break
    default: return nil
    }
    if case .resource(let id) = end, let symbol = estate.symbols.find(id),
      case .instanceConnectEndpoint(let endpoint)? = estate.find(symbol)
    {
      return Drop(
        code: .badState,
        resource: symbol,
        rule: estate.instanceConnectEndpoints[endpoint].provenance,
        trail: -1,
        depth: 0
      )
    }
    let endpoint = try interfaces(end).first { estate.networkInterfaces[$0].kind == .vpcEndpoint }
    return endpoint.map { id in
      let interface = estate.networkInterfaces[id]
      return Drop(
        code: .endpointCannotInitiate,
        resource: interface.id,
        rule: interface.provenance,
        trail: -1,
        depth: 0
      )
    }
  }

  /// The users of an Instance Connect endpoint: TCP from its interfaces, with the user's address where it is kept.
  ///
  /// Source: EC2 User Guide, "Security groups for EC2 Instance Connect Endpoint" (the security groups of the endpoint count
  /// either way).
  private func senders(of id: EstateID<InstanceConnectEndpoint>) -> [ProbeSender] {
    let endpoint = estate.instanceConnectEndpoints[id]
    guard endpoint.isAvailable else { return [] }
    return model.doors(of: endpoint).compactMap { door in
      guard let subnet = door.subnet else { return nil }
      let own = door.ranges.filter { $0.family == .ipv4 }.map(\.range)
      let opening = Sender.Opening(
        subnet: subnet,
        groups: door.groups,
        ranges: endpoint.preservesClientAddress ? [.all(.ipv4)] : own,
        keepsClients: endpoint.preservesClientAddress,
        asksACLWithinSubnet: false
      )
      return ProbeSender(sender: .relay(opening), source: nil, protocols: .tcp)
    }
  }

  func senders(of id: EstateID<NetworkInterface>) -> [ProbeSender] {
    let interface = estate.networkInterfaces[id]
    guard let subnet = estate.subnet(interface.subnet), interface.kind != .vpcEndpoint else { return [] }
    return estate.interfaceAddresses[interface.addresses.range].map { address in
      ProbeSender(
        sender: .interfaces(subnet: subnet, groups: interface.groups, ranges: [address.range]),
        source: IPAddress(family: address.family, value: address.range.lower)
      )
    }
  }

  /// An interface that sends from an address: one of its own, unless its source/destination check is off.
  private func sender(of id: EstateID<NetworkInterface>, using address: IPAddress) -> [ProbeSender] {
    let interface = estate.networkInterfaces[id]
    guard let subnet = estate.subnet(interface.subnet) else { return [] }
    let own = estate.interfaceAddresses[interface.addresses.range].filter { $0.family == address.family }.map(\.range)
    let ranges = interface.checksSourceAndDestination ? own : [AddressRange(address.value)]
    let sender = Sender.interfaces(subnet: subnet, groups: interface.groups, ranges: ranges)
    return [ProbeSender(sender: sender, source: address)]
  }

  func destinations(_ end: ReachProbe.End, seenBy sender: ProbeSender) throws(ProbeError) -> [ProbeDestination] {
    switch end {
    case .interface, .instance, .resource:
      return try interfaces(end).flatMap { destinations(of: $0, seenBy: sender) }
    case .interfaceAddress(_, let address):
      return try interfaces(end).map { id in
        ProbeDestination(family: address.family, range: AddressRange(address.value), receiver: id)
      }
    case .address(let address), .onPremises(let address):
      return [ProbeDestination(family: address.family, range: AddressRange(address.value), receiver: nil)]
    case .internet(let host?):
      return [ProbeDestination(family: host.family, range: AddressRange(host.value), receiver: nil)]
    case .internet(nil):
      // 192.0.2.1 and 2001:db8::1 are documentation addresses (RFC 5737, RFC 3849): no interface owns them.
      return [IPAddress(ipv4: 0xC000_0201), IPAddress(family: .ipv6, value: 0x2001_0DB8 << 96 | 1)].map {
        ProbeDestination(family: $0.family, range: AddressRange($0.value), receiver: nil)
      }
    case .domainName: return []
    case .clientVPN(let id, _):
      guard let symbol = estate.symbols.find(id), case .clientVPNEndpoint(let endpoint)? = estate.find(symbol),
        let prefix = estate.clientVPNEndpoints[endpoint].clientPrefix
      else { throw ProbeError("`to`: no Client VPN endpoint `\(id)` with a client address range") }
      return [ProbeDestination(family: prefix.family, range: prefix.range, receiver: nil)]
    }
  }

  func destinations(of id: EstateID<NetworkInterface>, seenBy sender: ProbeSender) -> [ProbeDestination] {
    var isOutside = false
    if case .internet = sender.sender { isOutside = true }
    return estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range].compactMap { address in
      if let source = sender.source, source.family != address.family { return nil }
      if isOutside, address.family == .ipv4 {
        guard address.hasPublicAddress else { return nil }
        let range = AddressRange(UInt128(address.publicAddress))
        return ProbeDestination(family: .ipv4, range: range, receiver: id)
      }
      return ProbeDestination(family: address.family, range: address.range, receiver: id)
    }
  }

  func interfaces(_ end: ReachProbe.End) throws(ProbeError) -> [EstateID<NetworkInterface>] {
    let text: String
    switch end {
    case .interface(let id), .interfaceAddress(let id, _), .instance(let id), .resource(let id): text = id
    default: return []
    }
    let found = estate.symbols.find(text).map { interfacesOf[$0] } ?? []
    guard !found.isEmpty else { throw ProbeError("`\(text)` owns no network interface of the snapshot") }
    return found
  }

  func owners(of address: IPAddress) -> [EstateID<NetworkInterface>] {
    estate.networkInterfaces.ids.filter { id in
      estate.interfaceAddresses[estate.networkInterfaces[id].addresses.range].contains { own in
        own.family == address.family && own.range.contains(address.value)
      }
    }
  }
}
