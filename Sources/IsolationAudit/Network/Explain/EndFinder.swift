/// Finds what a person means by an end: an id, a name, the beginning of either, a CIDR block.
package struct EndFinder: Sendable {
  /// What was found.
  package enum Found: Sendable {
    /// An end that a probe can name.
    case end(ReachProbe.End)
    /// Network interfaces, any of them, ascending.
    case interfaces([EstateID<NetworkInterface>])
    /// Addresses that no network interface of the estate has; for receivers.
    case addresses(IPPrefix)
  }

  private let session: ReachSession
  private let names: ResourceNames
  private var estate: Estate { session.model.estate }

  /// Prepares a session's estate.
  package init(_ session: ReachSession) {
    self.session = session
    names = ResourceNames(session.model.estate)
  }

  /// Finds an end.
  ///
  /// - Throws: ``ProbeError`` when nothing, or more than one thing, is meant.
  package func find(_ text: String) throws(ProbeError) -> Found {
    if text == "internet" { return .end(.internet(nil)) }
    if let host = Self.rest(text, after: "internet:") { return .end(.internet(try Self.address(host))) }
    if let host = Self.rest(text, after: "on-premises:") { return .end(.onPremises(try Self.address(host))) }
    if let client = Self.rest(text, after: "client-vpn:") {
      let parts = client.split(separator: ":", maxSplits: 1).map(String.init)
      let endpoint = try clientVPN(parts.first ?? "")
      return .end(.clientVPN(endpoint, group: parts.count > 1 ? parts[1] : nil))
    }
    if let address = try? IPAddress(text) { return .end(.address(address)) }
    if text.contains("/"), text.first?.isNumber == true || (try? IPPrefix(text)) != nil { return try prefix(text) }
    if let symbol = estate.symbols.find(text) {
      let own = interfaces(of: symbol)
      if !own.isEmpty { return .interfaces(own) }
      if case .clientVPNEndpoint? = estate.find(symbol) { return .end(.clientVPN(text, group: nil)) }
    }
    return try byName(text)
  }

  private func prefix(_ text: String) throws(ProbeError) -> Found {
    let prefix: IPPrefix
    do { prefix = try IPPrefix(text) } catch { throw ProbeError("`\(text)`: \(error)") }
    var found: [EstateID<NetworkInterface>] = []
    for subnet in estate.subnets.ids where estate.subnets[subnet].prefixes.contains(where: { $0.overlaps(prefix) }) {
      found += session.model.addresses.owners(in: subnet, family: prefix.family, range: prefix.range)
        .map(\.networkInterface)
    }
    return found.isEmpty ? .addresses(prefix) : .interfaces(Array(Set(found)).sorted())
  }

  /// The network interfaces of a resource: its own, or those that stand in it or carry it.
  private func interfaces(of symbol: Symbol) -> [EstateID<NetworkInterface>] {
    let own = session.interfacesOf[symbol]
    if !own.isEmpty { return own }
    switch estate.find(symbol) {
    case .subnet?: return estate.networkInterfaces.ids.filter { estate.networkInterfaces[$0].subnet == symbol }
    case .vpc?: return estate.networkInterfaces.ids.filter { estate.networkInterfaces[$0].vpc == symbol }
    case .securityGroup?:
      let isOfGroup = (0..<estate.groupSetCount).map { estate.groups(GroupSetID($0)).contains(symbol) }
      return estate.networkInterfaces.ids.filter { isOfGroup[Int(estate.networkInterfaces[$0].groups.index)] }
    default: return []
    }
  }

  // MARK: - Names

  /// Resources by name: all with exactly that name, else those whose name or id begins so, if they are one.
  private func byName(_ text: String) throws(ProbeError) -> Found {
    var exact: [Symbol] = []
    var beginning: [Symbol] = []
    for symbol in named() {
      let name = names[symbol]
      if name == text {
        exact.append(symbol)
      } else if name?.hasPrefix(text) == true || estate.symbols[symbol].hasPrefix(text) {
        beginning.append(symbol)
      }
    }
    let matches = withoutParts(exact.isEmpty ? beginning : exact)
    guard !matches.isEmpty else {
      throw ProbeError(
        "`\(text)` is not in the snapshot, expected an id, an ARN, a name, the beginning of one, an address, a CIDR block, "
          + "internet, on-premises:ADDRESS or client-vpn:ENDPOINT"
      )
    }
    if exact.isEmpty, Set(matches.map { names[$0] ?? estate.symbols[$0] }).count > 1 {
      let list = matches.map(label).sorted()
      let more = list.count > 6 ? " and \(list.count - 6) more" : ""
      throw ProbeError(
        "`\(text)` may mean \(list.prefix(6).joined(separator: ", "))\(more), expected a longer beginning or the id"
      )
    }
    if matches.count == 1, case .clientVPNEndpoint? = estate.find(matches[0]) {
      return .end(.clientVPN(estate.symbols[matches[0]], group: nil))
    }
    let found = Array(Set(matches.flatMap { interfaces(of: $0) })).sorted()
    guard !found.isEmpty else {
      throw ProbeError("`\(text)` (\(matches.prefix(3).map(label).joined(separator: ", "))) has no network interface")
    }
    return .interfaces(found)
  }

  private func label(_ symbol: Symbol) -> String {
    names[symbol].map { "\($0) (\(estate.symbols[symbol]))" } ?? estate.symbols[symbol]
  }

  /// What has a name and stands in a network.
  private func named() -> [Symbol] {
    var symbols = estate.instances.records.map(\.id) + estate.networkInterfaces.records.map(\.id)
    symbols += estate.loadBalancers.records.map(\.arn) + estate.services.records.map(\.arn)
    symbols += estate.natGateways.records.map(\.id) + estate.vpcEndpoints.records.map(\.id)
    symbols += estate.clientVPNEndpoints.records.map(\.id) + estate.subnets.records.map(\.id)
    return symbols + estate.vpcs.records.map(\.id) + estate.securityGroups.records.map(\.id)
  }

  /// The resources without the interfaces of others among them, which have the same name as a rule.
  private func withoutParts(_ symbols: [Symbol]) -> [Symbol] {
    let all = Set(symbols)
    return symbols.filter { symbol in
      guard case .networkInterface(let id)? = estate.find(symbol) else { return true }
      return !all.contains(estate.networkInterfaces[id].instance)
    }
  }

  private func clientVPN(_ text: String) throws(ProbeError) -> String {
    let matches = estate.clientVPNEndpoints.records.map(\.id).filter { id in
      estate.symbols[id] == text || names[id] == text || (!text.isEmpty && estate.symbols[id].hasPrefix(text))
    }
    guard matches.count == 1 else {
      let list = matches.map(label).sorted().prefix(6).joined(separator: ", ")
      throw ProbeError(
        "`client-vpn:\(text)`: \(matches.isEmpty ? "no Client VPN endpoint matches" : "may mean \(list)"), expected one"
      )
    }
    return estate.symbols[matches[0]]
  }

  private static func rest(_ text: String, after start: String) -> String? {
    text.hasPrefix(start) ? String(text.dropFirst(start.count)) : nil
  }

  private static func address(_ text: String) throws(ProbeError) -> IPAddress {
    do { return try IPAddress(text) } catch { throw ProbeError("`\(text)`: \(error)") }
  }
}
