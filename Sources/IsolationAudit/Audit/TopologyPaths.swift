/// Follows the hops of findings over the links of a topology.
struct TopologyPaths {
  private let survey: TopologySurvey
  /// The links of the survey, with the findings that pass them, and those that only findings tell of.
  private(set) var links: [Topology.Link]
  /// The ends of each link.
  private(set) var ends: [TopologySurvey.Pair]
  private var linksOf: [TopologySurvey.Pair: [Int]]
  /// Where the packets are.
  private var place: Int?

  /// A hop as the picture has it.
  private enum Stop {
    /// Something inside of a node.
    case inside(Int)
    /// A crossing between two nodes: by which link, and the end that packets come from when nothing else tells.
    case crossing(Int, from: Int)
  }

  init(_ survey: TopologySurvey) {
    self.survey = survey
    (links, linksOf) = (survey.links, survey.linksOf)
    ends = Array(repeating: TopologySurvey.Pair(0, 0), count: survey.links.count)
    for (pair, indices) in survey.linksOf { for index in indices { ends[index] = pair } }
  }

  private var estate: Estate { survey.estate }

  /// Marks the links that a finding's path takes.
  mutating func follow(_ finding: Finding) {
    // What an arrangement lists as hops is no path.
    guard finding.kind != .arrangement else { return }
    place = nil
    if finding.legs.isEmpty {
      follow(finding.hops, of: finding.id)
    } else {
      for leg in finding.legs { follow(leg.hops, of: finding.id) }
    }
    place = nil
    for step in finding.chain { if let leg = step.leg { follow(leg.hops, of: finding.id) } }
  }

  private mutating func follow(_ hops: [Hop], of finding: String) {
    var last = ""
    for hop in hops where hop.resource.id != last {
      last = hop.resource.id
      switch stop(last) {
      case .inside(let node)?: go(to: node, of: finding, by: hop.resource)
      case .crossing(let other, let from)?:
        go(to: from, of: finding, by: hop.resource)
        go(to: other, of: finding, by: hop.resource)
      case nil: continue
      }
    }
  }

  private mutating func go(to node: Int, of finding: String, by resource: ResourceReference) {
    defer { place = node }
    guard let place, place != node else { return }
    let pair = TopologySurvey.Pair(place, node)
    let between = linksOf[pair] ?? []
    let exact = between.filter { links[$0].id == resource.id }
    if between.isEmpty {
      // A relay opens a connection in a VPC that no gateway joins with the one before.
      linksOf[pair] = [links.count]
      ends.append(pair)
      links.append(Topology.Link(from: "", to: "", kind: resource.type, id: resource.id, findings: [finding]))
      return
    }
    for index in exact.isEmpty ? between : exact where links[index].findings.last != finding {
      mark(index, finding)
    }
  }

  private mutating func mark(_ index: Int, _ finding: String) {
    // Sorted, and most findings come in another order than that of their ids.
    let place = links[index].findings.partitioningIndex { $0 >= finding }
    if place < links[index].findings.count, links[index].findings[place] == finding { return }
    links[index].findings.insert(finding, at: place)
  }

  private func stop(_ id: String) -> Stop? {
    if id == "internet" { return survey.internet.map { .inside($0) } }
    guard let symbol = estate.symbols.find(id) else { return nil }
    func inVPC(_ vpc: Symbol) -> Stop? { survey.nodeOf[vpc].map { .inside($0) } }
    switch estate.find(symbol) {
    case .subnet(let id)?: return inVPC(estate.subnets[id].vpc)
    case .routeTable(let id)?: return inVPC(estate.routeTables[id].vpc)
    case .networkACL(let id)?: return inVPC(estate.networkACLs[id].vpc)
    case .networkInterface(let id)?: return inVPC(estate.networkInterfaces[id].vpc)
    case .instance(let id)?: return inVPC(estate.instances[id].vpc)
    case .natGateway(let id)?: return inVPC(estate.natGateways[id].vpc)
    case .vpcEndpoint(let id)?: return inVPC(estate.vpcEndpoints[id].vpc)
    case .loadBalancer(let id)?: return inVPC(estate.loadBalancers[id].vpc)
    case .networkFirewall(let id)?: return inVPC(estate.networkFirewalls[id].vpc)
    case .service(let id)?: return inVPC(estate.services[id].vpc)
    case .workload(let id)?: return inVPC(estate.workloads[id].vpc)
    case .resolverEndpoint(let id)?: return inVPC(estate.resolverEndpoints[id].vpc)
    case .instanceConnectEndpoint(let id)?: return inVPC(estate.instanceConnectEndpoints[id].vpc)
    case .resourceGateway(let id)?: return inVPC(estate.resourceGateways[id].vpc)
    // A group can be used in other VPCs than its own; where it stands between others, those tell.
    case .securityGroup(let id)?: return place == nil ? inVPC(estate.securityGroups[id].vpc) : nil
    case .vpc?, .transitGateway?, .coreNetwork?, .directConnectGateway?, .clientVPNEndpoint?:
      return survey.nodeOf[symbol].map { .inside($0) }
    case .transitGatewayRouteTable(let id)?:
      return survey.nodeOf[estate.transitGatewayRouteTables[id].transitGateway].map { .inside($0) }
    case .transitGatewayAttachment(let id)?:
      if let site = survey.nodeOf[symbol] { return .inside(site) }
      return survey.nodeOf[estate.transitGatewayAttachments[id].transitGateway].map { .inside($0) }
    case .vpnGateway?: return survey.vpc(ofVPNGateway: symbol).map { .inside($0) }
    case .peeringConnection(let id)?:
      let connection = estate.peeringConnections[id]
      return crossing(survey.nodeOf[connection.requester.vpc], survey.nodeOf[connection.accepter.vpc])
    case .internetGateway(let id)?:
      return crossing(estate.internetGateways[id].attachments.first.flatMap { survey.nodeOf[$0.vpc] }, survey.internet)
    case .vpnConnection(let id)?:
      let connection = estate.vpnConnections[id]
      let end = survey.nodeOf[connection.transitGateway] ?? survey.vpc(ofVPNGateway: connection.vpnGateway)
      return crossing(end, survey.nodeOf[symbol])
    case .virtualInterface(let id)?:
      let gateway = estate.virtualInterfaces[id].gateway
      return crossing(survey.nodeOf[gateway] ?? survey.vpc(ofVPNGateway: gateway), survey.nodeOf[symbol])
    default: return nil
    }
  }

  /// A crossing from where the packets are to the other end; from the second end when they are at neither.
  private func crossing(_ first: Int?, _ second: Int?) -> Stop? {
    guard let first, let second, first != second else { return (first ?? second).map { .inside($0) } }
    return place == first ? .crossing(second, from: first) : .crossing(first, from: second)
  }
}

extension Array {
  /// The index of the first element that belongs to the second part of a partitioned array.
  fileprivate func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
