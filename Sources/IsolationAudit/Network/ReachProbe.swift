/// A question about one kind of packet between two ends, as a line of a probe file asks it.
package struct ReachProbe: Sendable {
  /// An end of a probe.
  package enum End: Hashable, Sendable {
    /// A network interface, by id.
    case interface(String)
    /// One address of a network interface; as a source it need not be the interface's own.
    case interfaceAddress(String, IPAddress)
    /// An instance, by id: any of its interfaces.
    case instance(String)
    /// An address; as a source it must belong to exactly one interface.
    case address(IPAddress)
    /// Any id or ARN that owns network interfaces.
    case resource(String)
    /// The internet, or one host on it.
    case internet(IPAddress?)
    /// A host behind a VPN connection or a virtual interface.
    case onPremises(IPAddress)
    /// A user of a Client VPN endpoint, in a group or in none.
    case clientVPN(String, group: String?)
    /// Whoever answers DNS queries for a name, asked of the sender's VPC resolver.
    case domainName(String)
  }

  /// The probe's name, repeated in the answer.
  package var id: String
  /// Who sends.
  package var from: End
  /// Who shall receive.
  package var to: End
  /// The protocols.
  package var protocols: ProtocolRange
  /// The source ports, or the ICMP codes.
  package var sourcePorts: PortRange
  /// The destination ports, or the ICMP types.
  package var destinationPorts: PortRange
  /// The verdict that is expected, `reachable` or `isolated` included; `nil` when the probe only asks.
  package var expected: String?

  /// Reads a probe.
  ///
  /// - Throws: ``ProbeError`` that says which member is wrong and what was expected.
  package init(_ value: JSONValue) throws(ProbeError) {
    guard let members = value.object else { throw ProbeError("a probe is a JSON object") }
    let known = ["id", "from", "to", "protocol", "port", "source-port", "type", "code", "expect"]
    if let unknown = members.first(where: { !known.contains($0.key) }) {
      throw ProbeError("unknown member `\(unknown.key)`, expected one of \(known.joined(separator: ", "))")
    }
    guard let id = value["id"]?.string, !id.isEmpty else { throw ProbeError("`id` is missing, expected a text") }
    self.id = id
    guard let from = value["from"] else { throw ProbeError("`from` is missing") }
    guard let to = value["to"] else { throw ProbeError("`to` is missing") }
    self.from = try Self.end(from, "from")
    self.to = try Self.end(to, "to")
    protocols = try Self.protocols(value["protocol"])
    destinationPorts = .all
    sourcePorts = .all
    if protocols == .icmp || protocols == .icmpv6 {
      if let type = value["type"] { destinationPorts = try Self.ports(type, "type", maximum: 255) }
      if let code = value["code"] { sourcePorts = try Self.ports(code, "code", maximum: 255) }
      if value["port"] != nil {
        throw ProbeError("`port` does not go with \(protocols.text), expected `type` and `code`")
      }
    } else {
      if let port = value["port"] { destinationPorts = try Self.ports(port, "port", maximum: 65_535) }
      // Clients send from ephemeral ports; a probe that means another port names it.
      if protocols == .tcp || protocols == .udp { sourcePorts = PortRange(1024, 65_535) }
      if let port = value["source-port"] { sourcePorts = try Self.ports(port, "source-port", maximum: 65_535) }
    }
    expected = value["expect"]?.string
    let verdicts = Reachability.allCases.map(\.rawValue) + ["reachable"]
    if let expected, !verdicts.contains(expected) {
      throw ProbeError("`expect` is `\(expected)`, expected one of \(verdicts.joined(separator: ", "))")
    }
  }

  private static func end(_ value: JSONValue, _ name: String) throws(ProbeError) -> End {
    func address(_ key: String) throws(ProbeError) -> IPAddress? {
      guard let text = value[key]?.string else { return nil }
      do { return try IPAddress(text) } catch { throw ProbeError("`\(name)`: \(error)") }
    }
    if let id = value["eni"]?.string {
      return try address("ip").map { .interfaceAddress(id, $0) } ?? .interface(id)
    }
    if let id = value["instance"]?.string { return .instance(id) }
    if let id = value["resource"]?.string { return .resource(id) }
    if value["internet"]?.bool == true { return .internet(try address("ip")) }
    if let id = value["client-vpn"]?.string { return .clientVPN(id, group: value["group"]?.string) }
    if let domain = value["dns"]?.string { return .domainName(domain) }
    if let host = try address("on-premises") { return .onPremises(host) }
    if let host = try address("ip") { return .address(host) }
    throw ProbeError(
      "`\(name)` names no end, expected one of eni, instance, ip, resource, internet, on-premises, client-vpn, dns"
    )
  }

  private static func protocols(_ value: JSONValue?) throws(ProbeError) -> ProtocolRange {
    switch value {
    case nil: return .all
    case .string("any"), .string("-1"): return .all
    case .string("tcp"): return .tcp
    case .string("udp"): return .udp
    case .string("icmp"): return .icmp
    case .string("icmpv6"): return .icmpv6
    case .string(let text), .number(let text):
      guard let number = UInt8(text) else {
        throw ProbeError("`protocol` is `\(text)`, expected tcp, udp, icmp, icmpv6, any or a number of 0 to 255")
      }
      return ProtocolRange(number)
    default: throw ProbeError("`protocol` must be a text or a number")
    }
  }

  private static func ports(_ value: JSONValue, _ name: String, maximum: Int) throws(ProbeError) -> PortRange {
    guard let port = value.integer, (0...maximum).contains(port) else {
      throw ProbeError("`\(name)` must be a number of 0 to \(maximum)")
    }
    return PortRange(UInt16(port), UInt16(port))
  }
}

/// Why a probe cannot be asked.
package struct ProbeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what was expected.
  package var description: String

  /// Creates an error.
  package init(_ description: String) { self.description = description }
}
