extension Waiver {
  /// Whether everything that the waiver names agrees with a finding of its assertion, apart from the digest of the path.
  package func describes(_ finding: Finding) -> Bool {
    guard assertion == finding.assertion else { return false }
    if !findings.isEmpty, !findings.contains(finding.id) { return false }
    if let from, from != finding.from { return false }
    if let to, to != finding.to { return false }
    if !traffic.isEmpty {
      guard !finding.traffic.isEmpty, finding.traffic.allSatisfy({ set in traffic.contains { $0.covers(set) } })
      else { return false }
    }
    if !via.isEmpty {
      guard !finding.via.isEmpty, finding.via.allSatisfy({ via.matches($0.id) || $0.name.map(via.matches) ?? false })
      else { return false }
    }
    if !principals.isEmpty {
      guard let first = finding.chain.first?.from, principals.matches(first.id) else { return false }
    }
    return true
  }

  /// Whether the path of a finding is one of those that the waiver permits.
  ///
  /// A finding without a digest, in a result of an older version, is on no path that is known.
  package func permitsPath(of finding: Finding) -> Bool {
    finding.pathDigest.map(paths.contains) ?? false
  }
}

extension WaivedTraffic {
  /// Whether all packets of a set lie within the part; a set whose numbers are not understood does not.
  package func covers(_ set: TrafficSet) -> Bool {
    if !protocols.isEmpty {
      guard let number = Self.number(ofProtocol: set.protocol), protocols.contains(number) else { return false }
    }
    guard !ports.isEmpty else { return true }
    guard let text = set.ports, let range = Self.range(text) else { return false }
    return ports.contains { $0.contains(range) }
  }

  private static func number(ofProtocol text: String) -> UInt8? {
    switch text {
    case "icmp": 1
    case "tcp": 6
    case "udp": 17
    case "icmpv6": 58
    default: UInt8(text)
    }
  }

  private static func range(_ text: String) -> PortRange? {
    if text == "any" { return .all }
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
    guard (1...2).contains(bounds.count), let lower = bounds[0], let upper = bounds[bounds.count - 1], lower <= upper
    else { return nil }
    return PortRange(lower, upper)
  }
}
