/// The picture of a topology: VPCs as rows, by environment and account, and what joins them as rails beside the rows.
///
/// A rail is a gateway, a site, the internet or a link between two VPCs. A wire leads from each VPC to the rails that it
/// is joined with; a dot is a joint, a crossing without a dot is none. The layout follows from the topology alone.
package struct TopologyPicture: Sendable {
  /// The number of rows of a sheet.
  package static let maximumRows = 36
  /// The number of rails of a sheet that stand for links between two VPCs.
  package static let maximumDirectRails = 16
  /// The number of rails of a sheet that stand for gateways and sites.
  package static let maximumHubs = 24

  /// A sheet: rows that fit on a page, with the rails that they need.
  package struct Sheet: Sendable {
    /// The groups of rows from top to bottom.
    package var groups: [Group] = []
    /// The rails from left to right.
    package var rails: [Rail] = []
    /// The joints between rows and rails.
    package var wires: [Wire] = []
    /// The joints between two rails.
    package var bridges: [Bridge] = []
    /// The number of links between VPCs, of gateways and of sites that have no rail.
    package var omitted = 0
    package var height = 0
  }

  /// The VPCs of an environment.
  package struct Group: Sendable {
    package var title: String
    package var isContinued = false
    package var accounts: [(title: String, rows: [Row])]
    package var top = 0
    package var bottom = 0
  }

  /// A VPC, or the VPCs of an account.
  package struct Row: Sendable {
    package var node: Int
    package var top = 0
    package var height = 40
    package var wires = 0
  }

  /// What joins VPCs.
  package struct Rail: Sendable {
    /// The kind and the name.
    package var kind: String
    package var name: String
    /// The node, or the link between two VPCs.
    package var node: Int?
    package var link: Int?
    package var x = 0
    package var top = 0
    package var bottom = 0
    /// The stretches that paths of findings take.
    package var broken: [(from: Int, to: Int)] = []
  }

  /// A joint between a row and a rail.
  package struct Wire: Sendable {
    package var node: Int
    package var rail: Int
    package var y = 0
    package var findings: [String]
    package var members: Int?
  }

  /// A joint between two rails.
  package struct Bridge: Sendable {
    package var first: Int
    package var second: Int
    package var kind: String
    package var y = 0
    package var findings: [String]
  }

  let topology: Topology
  package private(set) var sheets: [Sheet] = []
  private var rowNodes: Set<Int> = []
  private var index: [String: Int] = [:]

  /// Lays out a topology.
  ///
  /// - Parameters:
  ///   - topology: The topology.
  ///   - environments: The environments in the order in which they are shown, with their tiers.
  package init(_ topology: Topology, environments: [(name: String, tier: String?)]) {
    self.topology = topology
    for (place, node) in topology.nodes.enumerated() where index[node.id] == nil { index[node.id] = place }
    rowNodes = Set(topology.nodes.indices.filter { topology.nodes[$0].kind == .vpc })
    for groups in paged(groups(environments)) {
      var sheet = Sheet(groups: groups)
      join(&sheet)
      place(&sheet)
      sheets.append(sheet)
    }
  }

  // MARK: Rows

  private func groups(_ environments: [(name: String, tier: String?)]) -> [Group] {
    var nodes: [String: [Int]] = [:]
    for node in topology.nodes.indices where rowNodes.contains(node) {
      nodes[topology.nodes[node].environment ?? "", default: []].append(node)
    }
    let known = environments.map { (name: $0.name, title: $0.tier.map { tier in " · \(tier)" } ?? "") }
    let others = Set(nodes.keys).subtracting(known.map(\.name)).sorted()
    let order = known + others.map { (name: $0, title: "") }
    return order.compactMap { environment in
      guard let members = nodes[environment.name] else { return nil }
      var accounts: [(title: String, rows: [Row])] = []
      for node in members {
        let account = topology.nodes[node].account.map { "account \($0)" } ?? "account not known"
        if accounts.last?.title == account {
          accounts[accounts.count - 1].rows.append(Row(node: node))
        } else {
          accounts.append((account, [Row(node: node)]))
        }
      }
      let name = environment.name.isEmpty ? "no environment" : environment.name
      return Group(title: name.visible(limit: 60) + environment.title.visible(limit: 60), accounts: accounts)
    }
  }

  /// The groups on sheets: a group that does not fit goes on the next sheet, one that fits on none is continued.
  private func paged(_ groups: [Group]) -> [[Group]] {
    var sheets: [[Group]] = []
    var room = 0
    for group in groups {
      let count = group.accounts.reduce(0) { $0 + $1.rows.count }
      if count > room, count <= Self.maximumRows || room < 6 {
        sheets.append([])
        room = Self.maximumRows
      }
      var piece = Group(title: group.title, accounts: [])
      for account in group.accounts {
        for row in account.rows {
          if room == 0 {
            sheets[sheets.count - 1].append(piece)
            sheets.append([])
            room = Self.maximumRows
            piece = Group(title: group.title, isContinued: true, accounts: [])
          }
          if piece.accounts.last?.title == account.title {
            piece.accounts[piece.accounts.count - 1].rows.append(row)
          } else {
            piece.accounts.append((account.title, [row]))
          }
          room -= 1
        }
      }
      sheets[sheets.count - 1].append(piece)
    }
    return sheets
  }

  // MARK: Rails

  /// The order of rails: what joins VPCs first, what is outside last.
  private static func order(_ kind: Topology.Node.Kind) -> Int {
    switch kind {
    case .vpc: 0
    case .transitGateway: 1
    case .vpnGateway: 2
    case .clientVPN: 3
    case .site: 4
    case .internet: 5
    }
  }

  private func join(_ sheet: inout Sheet) {
    let here = Set(sheet.groups.flatMap { $0.accounts.flatMap { $0.rows.map(\.node) } })
    var direct: [Int] = []
    var hubs: Set<Int> = []
    for (place, link) in topology.links.enumerated() {
      guard let from = index[link.from], let to = index[link.to] else { continue }
      switch (rowNodes.contains(from), rowNodes.contains(to)) {
      case (true, true): if here.contains(from) || here.contains(to) { direct.append(place) }
      case (true, false): if here.contains(from) { hubs.insert(to) }
      case (false, true): if here.contains(to) { hubs.insert(from) }
      case (false, false): continue
      }
    }
    // Hubs that only other hubs lead to: a site behind a transit gateway.
    var grown = true
    while grown {
      grown = false
      for link in topology.links {
        guard let from = index[link.from], let to = index[link.to], !rowNodes.contains(from), !rowNodes.contains(to)
        else { continue }
        if hubs.contains(from), hubs.insert(to).inserted { grown = true }
        if hubs.contains(to), hubs.insert(from).inserted { grown = true }
      }
    }
    let chosen = direct.filter { !topology.links[$0].findings.isEmpty }.prefix(Self.maximumDirectRails)
    let rest = direct.filter { topology.links[$0].findings.isEmpty }
      .prefix(Self.maximumDirectRails - chosen.count)
    sheet.omitted = direct.count - chosen.count - rest.count
    for place in (chosen + rest).sorted() {
      let link = topology.links[place]
      sheet.rails.append(Rail(kind: link.kind, name: link.members.map { "×\($0.grouped)" } ?? link.id, link: place))
    }
    let passed = Set(topology.links.filter { !$0.findings.isEmpty }.flatMap { [index[$0.from], index[$0.to]] })
    func order(_ node: Int) -> (Int, Int, Int) {
      (passed.contains(node) ? 0 : 1, Self.order(topology.nodes[node].kind), node)
    }
    let kept = hubs.sorted { order($0) < order($1) }.prefix(Self.maximumHubs)
    sheet.omitted += hubs.count - kept.count
    for node in kept.sorted(by: { (order($0).1, $0) < (order($1).1, $1) }) { sheet.rails.append(rail(node)) }
    wire(&sheet, here)
  }

  private func rail(_ place: Int) -> Rail {
    let node = topology.nodes[place]
    let members = node.members.map { " (\($0.grouped))" } ?? ""
    return Rail(kind: node.kind.word, name: node.kind == .internet ? "" : (node.name ?? node.id) + members, node: place)
  }

  private func wire(_ sheet: inout Sheet, _ here: Set<Int>) {
    var railOfNode: [Int: Int] = [:]
    var railOfLink: [Int: Int] = [:]
    for (place, rail) in sheet.rails.enumerated() {
      if let node = rail.node { railOfNode[node] = place }
      if let link = rail.link { railOfLink[link] = place }
    }
    for (place, link) in topology.links.enumerated() {
      guard let from = index[link.from], let to = index[link.to] else { continue }
      if let rail = railOfLink[place] {
        for node in [from, to] where here.contains(node) {
          sheet.wires.append(Wire(node: node, rail: rail, findings: link.findings, members: link.members))
        }
      } else if let first = railOfNode[from], let second = railOfNode[to] {
        sheet.bridges.append(
          Bridge(first: min(first, second), second: max(first, second), kind: link.kind, findings: link.findings)
        )
      } else if let rail = railOfNode[to], here.contains(from) {
        add(Wire(node: from, rail: rail, findings: link.findings, members: link.members), to: &sheet)
      } else if let rail = railOfNode[from], here.contains(to) {
        add(Wire(node: to, rail: rail, findings: link.findings, members: link.members), to: &sheet)
      }
    }
  }

  /// Adds a wire, or the findings of a second link between the same two.
  private func add(_ wire: Wire, to sheet: inout Sheet) {
    guard let place = sheet.wires.firstIndex(where: { $0.node == wire.node && $0.rail == wire.rail }) else {
      return sheet.wires.append(wire)
    }
    sheet.wires[place].findings = Array(Set(sheet.wires[place].findings + wire.findings)).sorted()
    if let members = wire.members { sheet.wires[place].members = (sheet.wires[place].members ?? 0) + members }
  }
}

extension Topology.Node.Kind {
  /// The kind in words, as a rail is labelled.
  var word: String {
    switch self {
    case .vpc: "VPC"
    case .transitGateway: "Transit gateway"
    case .vpnGateway: "Direct Connect gateway"
    case .clientVPN: "Client VPN"
    case .site: "Site"
    case .internet: "Internet"
    }
  }
}
