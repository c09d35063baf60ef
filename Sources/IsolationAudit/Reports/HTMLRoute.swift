/// The way of a finding as one diagram: stops in order, packets and identities alike, by where they stand.
package struct HTMLRoute: Sendable {
  /// Where stops stand: an environment, an account and a Region; all `nil` for what is outside of the estate.
  package struct Place: Equatable, Sendable {
    package var environment: String?
    package var account: String?
    package var region: String?
  }

  /// What a diagram shows beside a stop.
  package enum Line: Equatable, Sendable {
    /// What the element does, and the rule by which it does so.
    case rule(action: String, rule: String?)
    /// What is asked of the next stop.
    case call(String)
    /// What allows a call.
    case evidence(String)
    /// What has to hold besides.
    case condition(String)
    /// Where that is declared.
    case location(SourceLocation)
  }

  /// An element on the way.
  package struct Stop: Equatable, Sendable {
    package var resource: ResourceReference
    package var lines: [Line]
  }

  /// Stops that follow each other at one place.
  package struct Zone: Equatable, Sendable {
    package var place: Place
    package var stops: [Stop]
    /// The packet that starts here, where the way consists of several connections.
    package var packet: String?

    /// The types of what stands between environments rather than in none.
    private static let between: Set<String> = [
      "transit gateway", "core network", "VPC peering connection", "VPN connection", "virtual private gateway",
      "Direct Connect gateway", "virtual interface", "internet gateway", "internet", "on-premises site",
      "transit gateway attachment", "transit gateway route table", "customer gateway",
    ]

    /// The place in words: its environment.
    package var title: String {
      if let environment = place.environment { return environment.visible(limit: 80) }
      if stops.allSatisfy({ Self.between.contains($0.resource.type) }) { return "between environments" }
      return place.account == nil ? "outside of the accounts" : "no environment"
    }
  }

  /// The zones in order.
  package private(set) var zones: [Zone] = []

  /// The number of stops.
  package var count: Int { zones.reduce(0) { $0 + $1.stops.count } }

  /// The way of a packet.
  package init(_ hops: [Hop]) { for hop in hops { add(hop, packet: nil) } }

  /// The way of a finding: its packets, its legs, or its chain with the packets in it.
  package init(_ finding: Finding) {
    if !finding.legs.isEmpty {
      for leg in finding.legs { add(leg) }
    } else {
      for hop in finding.hops { add(hop, packet: nil) }
    }
    for (index, step) in finding.chain.enumerated() {
      if index == 0 || finding.chain[index - 1].to != step.from { add(step.from) }
      add(step)
    }
  }

  private mutating func add(_ leg: PathLeg) {
    for (index, hop) in leg.hops.enumerated() { add(hop, packet: index == 0 ? leg.packet.summary : nil) }
  }

  private mutating func add(_ hop: Hop, packet: String?) {
    var lines = [Line.rule(action: hop.action, rule: hop.rule)]
    if let location = hop.location { lines.append(.location(location)) }
    add(Stop(resource: hop.resource, lines: lines), packet: packet)
  }

  private mutating func add(_ resource: ResourceReference) { add(Stop(resource: resource, lines: []), packet: nil) }

  private mutating func add(_ step: ChainStep) {
    var lines = [Line.call(step.action)]
    for evidence in step.allowedBy.prefix(20) {
      lines.append(.evidence(evidence.text))
      if let location = evidence.location { lines.append(.location(location)) }
    }
    lines += step.conditions.prefix(20).map { .condition($0) }
    if let zone = zones.indices.last, let stop = zones[zone].stops.indices.last {
      zones[zone].stops[stop].lines += lines
    }
    if let leg = step.leg { add(leg) }
    add(step.to)
  }

  private mutating func add(_ stop: Stop, packet: String?) {
    let resource = stop.resource
    var place = Place(environment: resource.environment, account: resource.account, region: resource.region)
    // A route table of a transit gateway tells no account: it stands where the gateway does.
    if packet == nil, place == Place(), let last = zones.last, resource.type.hasSuffix("route table") {
      place = last.place
    }
    if packet == nil, let last = zones.indices.last, zones[last].place == place {
      zones[last].stops.append(stop)
    } else {
      zones.append(Zone(place: place, stops: [stop], packet: packet))
    }
  }
}

extension HTMLRoute.Place {
  /// The account and the Region.
  var detail: String {
    [account.map { "account \($0.visible(limit: 40))" }, region?.visible(limit: 40)].compactMap(\.self)
      .joined(separator: ", ")
  }
}

extension HTMLReport {
  /// Draws a way: a list of places, each with its stops as boxes, their rules beside them.
  func write(_ route: HTMLRoute, _ page: borrowing XMLWriter) {
    var number = 1
    let limit = 120
    page.block("ol", ["class": "way"]) {
      page.line()
      for zone in route.zones where number <= limit {
        page.block("li", ["class": "zone"]) {
          if let packet = zone.packet {
            page.block("p", ["class": "packet"]) {
              page.text("connection ")
              page.tag("code", packet, limit: 200)
            }
          }
          page.block("p", ["class": "where"]) {
            page.tag("b", zone.title)
            if !zone.place.detail.isEmpty { page.tag("span", " \(zone.place.detail)", ["class": "quiet"]) }
          }
          page.block("ol", ["class": "hops", "start": String(number)]) {
            page.line()
            for stop in zone.stops.prefix(limit - number + 1) { write(stop, page) }
          }
        }
        number += zone.stops.count
      }
    }
    page.cut(route.count, shown: limit, "hop")
  }

  private func write(_ stop: HTMLRoute.Stop, _ page: borrowing XMLWriter) {
    page.block("li") {
      page.block("div", ["class": "box"]) {
        page.tag("span", stop.resource.type, ["class": "type"], limit: 80)
        page.text(" ")
        if let name = stop.resource.name, !name.isEmpty, name != stop.resource.id {
          page.tag("b", name, limit: 160)
          page.text(" ")
        }
        page.tag("code", stop.resource.id, limit: 300)
      }
      guard !stop.lines.isEmpty else { return }
      page.block("div", ["class": "rule"]) {
        for line in stop.lines { write(line, page) }
      }
    }
  }

  private func write(_ line: HTMLRoute.Line, _ page: borrowing XMLWriter) {
    switch line {
    case .rule(let action, let rule):
      page.block("p") {
        page.text(action.visible())
        if let rule {
          page.text(": ")
          page.tag("b", rule)
        }
      }
    case .call(let action):
      page.block("p") {
        page.text("then ")
        page.tag("b", action)
      }
    case .evidence(let text):
      page.block("p") {
        page.text("allowed by ")
        page.prose(text)
      }
    case .condition(let text):
      page.block("p", ["class": "condition"]) { page.text("on the condition that \(text.visible())") }
    case .location(let location): page.location(location)
    }
  }
}
