extension Reachability {
  /// What the verdict says, in a sentence.
  package var sentence: String {
    switch self {
    case .connects: "packets arrive and answers come back"
    case .oneWay: "packets arrive, answers do not come back"
    case .may: "packets pass something that is not evaluated, such as an appliance; they may arrive"
    case .unknown: "a fact that decides is not in the snapshot"
    case .isolated: "no packet arrives"
    }
  }
}

extension ReachProbe {
  /// Creates a probe from ends as a person writes them.
  ///
  /// - Throws: ``ProbeError`` when an end or the protocol is not known.
  package init(from: String, to: String, transport: String, port: UInt16?) throws(ProbeError) {
    var members: [JSONValue.Member] = [
      .init(key: "id", value: .string("explain")), .init(key: "from", value: Self.end(from)),
      .init(key: "to", value: Self.end(to)), .init(key: "protocol", value: .string(transport)),
    ]
    if let port { members.append(.init(key: "port", value: .number("\(port)"))) }
    try self.init(.object(members))
  }

  private static func end(_ text: String) -> JSONValue {
    func object(_ key: String, _ value: String) -> JSONValue { .object([.init(key: key, value: .string(value))]) }
    if text == "internet" { return .object([.init(key: "internet", value: .bool(true))]) }
    if text.hasPrefix("eni-") { return object("eni", text) }
    if text.hasPrefix("i-") { return object("instance", text) }
    if text.hasPrefix("on-premises:") { return object("on-premises", String(text.dropFirst("on-premises:".count))) }
    if text.hasPrefix("client-vpn:") {
      let parts = text.dropFirst("client-vpn:".count).split(separator: ":", maxSplits: 1).map(String.init)
      var members = [JSONValue.Member(key: "client-vpn", value: .string(parts.first ?? ""))]
      if parts.count > 1 { members.append(.init(key: "group", value: .string(parts[1]))) }
      return .object(members)
    }
    if (try? IPAddress(text)) != nil { return object("ip", text) }
    return object("resource", text)
  }
}
