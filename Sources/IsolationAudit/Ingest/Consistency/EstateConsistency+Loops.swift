// Appliances that routes send packets to in a circle.
extension EstateConsistency {
  /// The most routes that are looked at in search of circles; estates have few routes to appliances.
  private static var budget: Int { 2_000_000 }

  /// Follows the first and the last address of each route to an appliance from subnet to subnet.
  ///
  /// A circle drops packets (their Time to Live runs out), so it hides nothing; it is hardly meant, though.
  mutating func checkAppliances() {
    let tables = ApplianceTables(estate)
    guard !tables.starts.isEmpty else { return }
    var known: Set<Provenance> = []
    var budget = Self.budget
    for (index, prefix) in tables.starts {
      for address in [prefix.range.lower, prefix.range.upper] {
        var seen: Set<Int> = []
        var at = index
        // A circle is found on its first round; longer ways than this are no estate's.
        var steps = 64
        while budget > 0, steps > 0, let (next, taken) = tables.step(at, prefix.family, address, &budget) {
          guard seen.insert(at).inserted else {
            if known.insert(taken.provenance).inserted { loop(at, taken, prefix.family, address) }
            break
          }
          at = next
          steps -= 1
        }
      }
    }
  }

  private mutating func loop(_ index: Int, _ route: Route, _ family: AddressFamily, _ address: UInt128) {
    let table = estate.routeTables.records[index]
    guard case .networkInterface(let appliance) = route.target else { return }
    found(
      .applianceLoop,
      "packets for \(IPAddress(family: family, value: address)) that leave appliance \(quoted(appliance)) come back to it, "
        + "expected a route that leads on from the subnet of the appliance",
      of: table.id,
      concerning: [],
      at: route.provenance
    )
  }
}

/// The route tables of subnets, as far as appliances are concerned.
private struct ApplianceTables {
  private let estate: Estate
  private var tableOfSubnet: [Symbol: Int] = [:]
  private var mainTable: [Symbol: Int] = [:]
  /// The routes to appliances without source/destination check, by table and prefix.
  private(set) var starts: [(table: Int, prefix: IPPrefix)] = []

  /// The most prefixes that are followed.
  private static let maximumStarts = 10_000

  init(_ estate: Estate) {
    self.estate = estate
    for (index, table) in estate.routeTables.records.enumerated() {
      for route in table.routes where isToAppliance(route) {
        switch route.destination {
        case .prefix(let prefix): starts.append((index, prefix))
        case .prefixList(let list):
          guard let id = estate.prefixList(list), starts.count < Self.maximumStarts else { continue }
          starts += (estate.prefixLists[id].entries ?? []).map { (index, $0.prefix) }
        }
      }
    }
    guard !starts.isEmpty else { return }
    for (index, table) in estate.routeTables.records.enumerated() {
      if table.isMain { mainTable[table.vpc] = index }
      for subnet in table.subnets { tableOfSubnet[subnet] = index }
    }
  }

  private func isToAppliance(_ route: Route) -> Bool {
    guard !route.isBlackhole, case .networkInterface(let id) = route.target, let interface = estate.networkInterface(id)
    else { return false }
    return !estate.networkInterfaces[interface].checksSourceAndDestination
  }

  /// The table behind the appliance that a table sends an address to, and the route; `nil` when it goes elsewhere.
  func step(_ table: Int, _ family: AddressFamily, _ address: UInt128, _ budget: inout Int) -> (Int, Route)? {
    var best: (length: Int, route: Route)?
    for route in estate.routeTables.records[table].routes {
      budget -= 1
      var length = -1
      switch route.destination {
      case .prefix(let prefix):
        if prefix.family == family, prefix.range.contains(address) { length = Int(prefix.length) }
      case .prefixList(let list):
        guard let id = estate.prefixList(list) else { continue }
        for entry in estate.prefixLists[id].entries ?? []
        where entry.prefix.family == family && entry.prefix.range.contains(address) {
          length = max(length, Int(entry.prefix.length))
        }
        budget -= estate.prefixLists[id].entries?.count ?? 0
      }
      if length >= 0, length > best?.length ?? -1 { best = (length, route) }
    }
    guard let route = best?.route, isToAppliance(route), case .networkInterface(let id) = route.target,
      let interface = estate.networkInterface(id)
    else { return nil }
    let subnet = estate.networkInterfaces[interface].subnet
    if let next = tableOfSubnet[subnet] { return (next, route) }
    guard let home = estate.subnet(subnet), let next = mainTable[estate.subnets[home].vpc] else { return nil }
    return (next, route)
  }
}
