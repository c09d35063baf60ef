/// The parties of certificates, compared with the estate: who is there, and whether everybody is somewhere.
package struct CertificateParties {
  private let certificates: IsolationCertificates
  private let network: CertificateNetwork
  /// Who belongs where; `nil` when the parties cannot be used.
  package private(set) var membership: CertificateMembership?
  /// What is wrong with the parties.
  private(set) var refusals: [CertificateReport.Refusal] = []
  /// The load balancers of each party.
  private var balancers: [[EstateID<LoadBalancer>]] = []

  private var estate: Estate { network.estate }

  /// Compares the parties with the estate.
  package init(_ certificates: IsolationCertificates, _ network: CertificateNetwork) {
    (self.certificates, self.network) = (certificates, network)
    guard certificates.parties.count <= CertificateMembership.maximumParties else {
      refuse(
        .form,
        "\(certificates.parties.count) parties, expected at most \(CertificateMembership.maximumParties)"
      )
      return
    }
    guard let bits = bits() else { return }
    checkBalancers(bits)
    if refusals.isEmpty { membership = CertificateMembership(network, parties: bits) }
  }

  private mutating func refuse(_ step: CertificateReport.Step, _ message: String) {
    refusals.append(.init(step, "certificates", message))
  }

  /// The parties of each interface; `nil` when a party names what is not there.
  private mutating func bits() -> [UInt128]? {
    var bits = [UInt128](repeating: 0, count: estate.networkInterfaces.count)
    var homes = [Int](repeating: 0, count: estate.networkInterfaces.count)
    var names: Set<String> = []
    for (index, party) in certificates.parties.enumerated() {
      let isWhole = party.selector == nil
      if isWhole, let name = party.environment, !names.insert(name).inserted {
        refuse(.form, "environment `\(name)` is there twice")
        return nil
      }
      for name in party.interfaces {
        guard let id = interface(name) else {
          refuse(.form, "\(name) of `\(party.name)` is not in the snapshot")
          return nil
        }
        bits[Int(id.index)] |= 1 << UInt128(index)
        if isWhole { homes[Int(id.index)] += 1 }
      }
    }
    for name in certificates.unassigned {
      if let id = interface(name) { homes[Int(id.index)] += 1 }
    }
    for (index, count) in homes.enumerated() where count != 1 {
      let name = estate.symbols[estate.networkInterfaces.records[index].id]
      refuse(
        .coverage,
        count == 0
          ? "\(name) is in no environment, and not listed as being in none"
          : "\(name) is in \(count) environments, expected one"
      )
    }
    for (index, party) in certificates.parties.enumerated() {
      guard party.selector != nil, let environment = party.environment else { continue }
      guard let whole = certificates.parties.firstIndex(where: { $0.environment == environment && $0.selector == nil })
      else {
        refuse(.form, "environment `\(environment)` of `\(party.name)` is not among the parties")
        return nil
      }
      let strays = bits.indices.filter {
        bits[$0] & (1 << UInt128(index)) != 0 && bits[$0] & (1 << UInt128(whole)) == 0
      }
      if let stray = strays.first {
        let name = estate.symbols[estate.networkInterfaces.records[stray].id]
        refuse(.coverage, "\(name) is in `\(party.name)` and not in `\(environment)`")
      }
    }
    checkEndpoints()
    return bits
  }

  private func interface(_ name: String) -> EstateID<NetworkInterface>? {
    estate.symbols.find(name).flatMap { estate.networkInterface($0) }
  }

  /// Every Client VPN endpoint is in one environment, or in none by name.
  private mutating func checkEndpoints() {
    let whole = certificates.parties.filter { $0.selector == nil }
    for endpoint in estate.clientVPNEndpoints.records {
      let name = estate.symbols[endpoint.id]
      let homes =
        whole.count { $0.clientVPNEndpoints.contains(name) } + (certificates.unassigned.contains(name) ? 1 : 0)
      if homes != 1 {
        refuse(.coverage, "\(name) is in \(homes) environments, expected one, or to be listed as in none")
      }
    }
  }

  /// A load balancer belongs to each party that holds one of its interfaces; one without interfaces to one party, or to none
  /// by name.
  private mutating func checkBalancers(_ bits: [UInt128]) {
    balancers = Array(repeating: [], count: certificates.parties.count)
    for id in estate.loadBalancers.ids {
      let name = estate.symbols[estate.loadBalancers[id].arn]
      let nodes = network.nodes[Int(id.index)]
      let held = nodes.reduce(UInt128(0)) { $0 | bits[Int($1.index)] }
      var homes = certificates.unassigned.contains(name) ? 1 : 0
      for (index, party) in certificates.parties.enumerated() {
        let isNamed = party.loadBalancers.contains(name)
        let isHeld = held & (1 << UInt128(index)) != 0
        if isNamed { balancers[index].append(id) }
        if isNamed, party.selector == nil { homes += 1 }
        if nodes.isEmpty || isNamed == isHeld { continue }
        refuse(
          .coverage,
          isHeld
            ? "\(name) has interfaces in `\(party.name)`, and the party lacks it"
            : "\(name) has no interface in `\(party.name)`, and the party names it"
        )
      }
      if nodes.isEmpty, homes != 1 {
        refuse(.coverage, "\(name) is in \(homes) environments, expected one, or to be listed as in none")
      }
    }
  }

  /// The origin of an invariant, or `nil` when it names what is not there.
  package func origin(_ party: Int, targets: UInt128, _ membership: CertificateMembership) -> CertificateOrigin? {
    let record = certificates.parties[party]
    let endpoints = record.clientVPNEndpoints.compactMap { estate.symbols.find($0) }
      .compactMap { estate.clientVPNEndpoint($0) }
    guard endpoints.count == record.clientVPNEndpoints.count else { return nil }
    var sites: [(connections: [EstateID<VPNConnection>], isTrusted: Bool)] = []
    for site in certificates.sites {
      let connections = site.connections.compactMap { estate.symbols.find($0) }.compactMap { estate.vpnConnection($0) }
      guard connections.count == site.connections.count else { return nil }
      sites.append((connections, site.isTrusted))
    }
    return CertificateOrigin(
      network,
      membership,
      party: party,
      targets: targets,
      endpoints: endpoints,
      balancers: balancers[party],
      sites: sites
    )
  }

  /// The load balancers all of whose interfaces are a party's: what they pass on has been taken by the party before.
  package func ownBalancers(of party: Int) -> Set<Symbol> {
    guard let membership else { return [] }
    let bit: UInt128 = 1 << UInt128(party)
    return Set(
      estate.loadBalancers.ids.filter { id in
        let nodes = network.nodes[Int(id.index)]
        return !nodes.isEmpty && nodes.allSatisfy { membership.parties[Int($0.index)] & bit != 0 }
      }.map { estate.loadBalancers[$0].arn }
    )
  }

  /// A term ready for comparison, or `nil` when it cannot be used.
  func term(_ term: IsolationCertificates.Term) -> CertificateTerm? {
    for party in [term.from, term.to].compactMap({ $0 }) where !certificates.parties.indices.contains(party) {
      return nil
    }
    let boxes = term.boxes.compactMap { CertificateBoxText.box($0) }
    // An element that certificates do not know is passed by nothing.
    let via = term.via.isEmpty ? nil : CertificateLocation.Elements(names: term.via)
    guard boxes.count == term.boxes.count else { return nil }
    return CertificateTerm(
      from: term.from,
      to: term.to,
      boxes: boxes,
      via: via,
      isOpenToTheInternet: term.isOpenToTheInternet
    )
  }
}
