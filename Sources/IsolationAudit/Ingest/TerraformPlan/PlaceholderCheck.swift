/// Whether it matters which address of its subnet an interface gets that has none yet.
///
/// One address stands for all of the subnet. That is right unless some rule tells addresses of the subnet apart.
struct PlaceholderCheck {
  /// What is open because of it.
  private(set) var questions: [ResourceReader.OpenQuestion] = []

  init(_ placeholders: [DraftCompletion.Placeholder], _ estate: Estate) {
    guard !placeholders.isEmpty else { return }
    /// The interfaces in each block of a subnet.
    var waiting: [IPPrefix: [DraftCompletion.Placeholder]] = [:]
    for placeholder in placeholders {
      guard let symbol = estate.symbols.find(placeholder.subnet), let id = estate.subnet(symbol) else { continue }
      for prefix in estate.subnets[id].prefixes where prefix.family == .ipv4 {
        waiting[prefix, default: []].append(placeholder)
      }
    }
    var cut: [IPPrefix: AddressRange] = [:]
    func look(_ range: AddressRange, _ family: AddressFamily) {
      guard family == .ipv4 else { return }
      // A subnet's block has 16 to 28 bits.
      for length in UInt8(16)...28 {
        let outer = IPPrefix(masking: IPAddress(family: .ipv4, value: range.lower), length: length)
        guard outer.range != range, outer.range.contains(range) else { continue }
        if waiting[outer] != nil, cut[outer] == nil { cut[outer] = range }
      }
    }
    func look(_ prefix: IPPrefix) { look(prefix.range, prefix.family) }
    for rule in estate.securityGroupRules { if case .prefix(let prefix) = rule.peer { look(prefix) } }
    for list in estate.prefixLists.records { for entry in list.entries ?? [] { look(entry.prefix) } }
    for list in estate.networkACLs.records {
      for entry in list.entries {
        look(entry.isEgress ? entry.box.destination : entry.box.source, entry.box.family)
      }
    }
    for table in estate.routeTables.records {
      for route in table.routes { if case .prefix(let prefix) = route.destination { look(prefix) } }
    }
    for table in estate.transitGatewayRouteTables.records {
      for route in table.routes { if case .prefix(let prefix) = route.destination { look(prefix) } }
    }
    for endpoint in estate.clientVPNEndpoints.records {
      for route in endpoint.routes ?? [] { look(route.destination) }
      for rule in endpoint.authorizationRules ?? [] { look(rule.destination) }
    }
    for connection in estate.vpnConnections.records { for prefix in connection.routes { look(prefix) } }
    for (block, range) in cut.sorted(by: { $0.key < $1.key }) {
      let rule = range.text(.ipv4)
      for placeholder in waiting[block] ?? [] {
        let words =
          "the address of \(placeholder.owner) in \(placeholder.subnet) is known after apply, and rules for \(rule) tell "
          + "the addresses of \(block) apart"
        questions.append(
          ResourceReader.OpenQuestion(
            words: words,
            concern: .network,
            place: DraftPlace(account: placeholder.account, region: placeholder.region)
          )
        )
      }
    }
  }
}
