// Reading selectors and parts of traffic.

extension PolicyFileReader {
  /// Reads a selector: one term, or a list of alternatives.
  mutating func selector(_ node: YAMLNode, for key: String) -> Selector? {
    let nodes: [YAMLNode]
    switch node.content {
    case .mapping: nodes = [node]
    case .sequence(let items) where !items.isEmpty: nodes = items
    default:
      report(
        "wrong-type",
        "`\(key)` takes a selector such as `{ tier: production }`, or a list of them; found \(node.kindDescription)",
        at: node.location
      )
      return nil
    }
    let terms = nodes.compactMap { term($0) }
    return terms.count == nodes.count ? Selector(terms) : nil
  }

  /// Reads the selector of a key.
  mutating func selector(_ entry: YAMLEntry?) -> Selector? {
    guard let entry else { return nil }
    return selector(entry.value, for: entry.key)
  }

  private mutating func term(_ node: YAMLNode) -> SelectorTerm? {
    let before = diagnostics.count
    guard let fields = fields(of: node, "a selector", keys: PolicyKeys.selector) else { return nil }
    var term = SelectorTerm(location: node.location)
    term.environments = globs(fields["environment"], what: "the name of an environment")
    term.tiers = oneOrMore(fields["tier"], what: "the name of a tier") { _, _, text in text }
    term.accounts = accounts(fields["account"])
    term.organizationalUnits = organizationalUnits(fields["organizational-unit"])
    term.vpcs = globs(fields["vpc"], what: "the id or name of a VPC")
    term.subnets = globs(fields["subnet"], what: "the id or name of a subnet")
    term.tags = tags(fields["tag"])
    term.names = globs(fields["name"], what: "a name")
    term.types = oneOrMore(fields["type"], what: "a type of resource") { reader, node, _ in
      reader.word(node, of: "type of resource", plural: "types", as: SelectedType.self)
    }
    term.regions = globs(fields["region"], what: "a Region")
    term.resources = globs(fields["resource"], what: "an id or ARN")
    term.prefixes = prefixes(fields["cidr"])
    term.internet = mustBeTrue(fields["internet"])
    term.outsideSites = globs(fields["outside"], what: "the name of an outside site")
    term.clientVPN = clientVPN(fields["client-vpn"])
    term.excluded = selector(fields["not"])
    guard diagnostics.count == before else { return nil }
    guard fields.entries.contains(where: { $0.key != "not" }) else {
      let message =
        fields.entries.isEmpty
        ? "a selector without keys would select everything; name what is meant"
        : "`not` alone would select everything else, the internet included; name what it is taken from as well"
      report("empty-selector", message, at: node.location)
      return nil
    }
    return checkCombination(term, at: node.location) ? term : nil
  }

  /// Refuses terms that nothing can satisfy.
  private mutating func checkCombination(_ term: SelectorTerm, at location: SourceLocation) -> Bool {
    let beyond = [
      ("internet", term.internet), ("outside", !term.outsideSites.isEmpty), ("client-vpn", term.clientVPN != nil),
    ].filter(\.1).map(\.0)
    guard let first = beyond.first else { return true }
    if beyond.count > 1 {
      report(
        "impossible-selector",
        "`\(first)` and `\(beyond[1])` never hold together; give a list of two selectors",
        at: location
      )
      return false
    }
    var rest = term
    if first == "outside" { rest.tiers = [] }
    // A client of a VPN endpoint stands where the endpoint stands; nothing else that is outside stands in the estate.
    guard first != "client-vpn", rest.asksForResource else { return true }
    report(
      "impossible-selector",
      "`\(first)` is outside of the estate, so it combines only with \(first == "outside" ? "`cidr` and `tier`" : "`cidr`")",
      at: location
    )
    return false
  }

  /// A flag that only makes sense when it is true.
  private mutating func mustBeTrue(_ entry: YAMLEntry?) -> Bool {
    guard let entry, let value = flag(entry) else { return false }
    if !value {
      report(
        "wrong-type",
        "`\(entry.key)` takes only true; leave it out otherwise",
        at: entry.value.location
      )
    }
    return value
  }

  private mutating func clientVPN(_ entry: YAMLEntry?) -> ClientVPNSelector? {
    guard let entry else { return nil }
    if entry.value.text == "*" { return ClientVPNSelector() }
    guard case .mapping(let entries) = entry.value.content, !entries.isEmpty else {
      report(
        "wrong-type",
        "`client-vpn` takes \"*\" or a mapping with `endpoint`, `group` or both; found \(entry.value.kindDescription)",
        at: place(of: entry)
      )
      return nil
    }
    guard let fields = fields(of: entry.value, "`client-vpn`", keys: PolicyKeys.clientVPN) else { return nil }
    return ClientVPNSelector(
      endpoints: globs(fields["endpoint"], what: "the id or name of an endpoint"),
      groups: globs(fields["group"], what: "the name or id of a group")
    )
  }
}

// MARK: - Traffic

extension PolicyFileReader {
  /// Reads the parts of traffic that a key lists; `except` wants a reason for each.
  mutating func traffic(_ entry: YAMLEntry?) -> [TrafficTerm]? {
    guard let entry else { return [] }
    let nodes = items(of: entry.value, entry.key, what: "parts of traffic such as `{ protocol: tcp, ports: [443] }`")
    let terms = nodes.compactMap { trafficTerm($0, needsReason: entry.key == "except") }
    return terms.count == nodes.count && !nodes.isEmpty ? terms : nil
  }

  private mutating func trafficTerm(_ node: YAMLNode, needsReason: Bool) -> TrafficTerm? {
    let before = diagnostics.count
    guard let fields = fields(of: node, "a part of traffic", keys: PolicyKeys.traffic) else { return nil }
    var term = TrafficTerm(location: node.location)
    term.source = selector(fields["from"])
    term.destination = selector(fields["to"])
    (term.protocols, term.ports) = protocolsAndPorts(fields)
    term.icmpType = number(fields["icmp-type"], in: 0...255).map { UInt8($0) }
    term.icmpCode = number(fields["icmp-code"], in: 0...255).map { UInt8($0) }
    term.via = oneOrMore(fields["via"], what: "an element of a path") { reader, node, _ in
      reader.word(node, of: "element of a path", plural: "elements", as: PathElement.self)
    }
    term.isOpenToTheInternet = mustBeTrue(fields["open-to-the-internet"])
    term.reason = text(fields["reason"])
    guard diagnostics.count == before else { return nil }
    if !fields.entries.contains(where: { $0.key != "reason" }) {
      report("empty-traffic", "a part of traffic without keys is all traffic; name what is meant", at: node.location)
    } else if needsReason, fields["reason"] == nil {
      report("missing-reason", "an exception needs `reason`: why this traffic is accepted", at: node.location)
    }
    checkICMP(fields, protocols: term.protocols)
    return diagnostics.count == before ? term : nil
  }

  /// Reads `protocol` and `ports`; no protocol stands for any, and so does no port.
  mutating func protocolsAndPorts(_ fields: PolicyFields) -> (protocols: [UInt8], ports: [PortRange]) {
    let before = diagnostics.count
    let given = oneOrMore(fields["protocol"], what: "a protocol") { $0.protocolNumber($1, $2) }
    let protocols = given.contains(nil) ? [] : given.compactMap { $0 }
    let ports = oneOrMore(fields["ports"], what: "a port or a range such as `\"1000-2000\"`") { $0.ports($1, $2) }
    let havePorts = !protocols.isEmpty && protocols.allSatisfy { [6, 17].contains($0) }
    if let entry = fields["ports"], !havePorts, diagnostics.count == before {
      report("ports-without-protocol", "`ports` needs `protocol: tcp`, `udp` or both beside it", at: entry.keyLocation)
    }
    return (protocols, ports)
  }

  private mutating func checkICMP(_ fields: PolicyFields, protocols: [UInt8]) {
    let areICMP = !protocols.isEmpty && protocols.allSatisfy { [1, 58].contains($0) }
    for key in ["icmp-type", "icmp-code"] where !areICMP {
      guard let entry = fields[key] else { continue }
      report(
        "icmp-without-protocol",
        "`\(key)` needs `protocol: icmp` or `icmpv6` beside it",
        at: entry.keyLocation
      )
    }
    if let entry = fields["icmp-code"], fields["icmp-type"] == nil {
      report("icmp-without-type", "`icmp-code` needs `icmp-type` beside it", at: entry.keyLocation)
    }
  }

  /// Reads a protocol; the inner `nil` is any protocol.
  private mutating func protocolNumber(_ node: YAMLNode, _ text: String) -> UInt8?? {
    switch text {
    case "any": return .some(nil)
    case "icmp": return 1
    case "tcp": return 6
    case "udp": return 17
    case "icmpv6": return 58
    default:
      if let number = UInt8(text), String(number) == text { return number }
      report(
        "unknown-word",
        "`\(text.abbreviated)` is no protocol; expected tcp, udp, icmp, icmpv6, any or a number from 0 to 255",
        at: node.location
      )
      return nil
    }
  }

  /// Reads a port or a range of ports.
  private mutating func ports(_ node: YAMLNode, _ text: String) -> PortRange? {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> UInt16? in
      UInt16(part).flatMap { String($0) == part ? $0 : nil }
    }
    guard (1...2).contains(bounds.count), let lower = bounds[0], let upper = bounds[bounds.count - 1] else {
      report(
        "bad-port",
        "`\(text.abbreviated)` is no port, expected a number from 0 to 65535 or a range such as `1000-2000`",
        at: node.location
      )
      return nil
    }
    guard lower <= upper else {
      report(
        "bad-port",
        "the port range `\(text)` runs backwards, expected `\(upper)-\(lower)`",
        at: node.location
      )
      return nil
    }
    return PortRange(lower, upper)
  }
}
