/// The one-line form in which a certificate writes a box of headers.
///
/// `tcp 10.1.0.0/16 any > 10.2.1.0/24 443`: protocol, source addresses, source ports, destination addresses, destination
/// ports. For ICMP the code stands for the source port and the type for the destination port, as in ``HeaderBox``.
package enum CertificateBoxText {
  /// The line of a box.
  package static func text(_ box: HeaderBox) -> String {
    let (source, destination) = (box.source.text(box.family), box.destination.text(box.family))
    return
      "\(box.protocols.text) \(source) \(box.sourcePorts.text) > \(destination) \(box.destinationPorts.text)"
  }

  /// The box of a line, or `nil` when the line is none.
  package static func box(_ text: String) -> HeaderBox? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[3] == ">",
      let protocols = protocols(words[0]),
      let (family, source) = addresses(words[1]),
      let sourcePorts = ports(words[2]),
      let (otherFamily, destination) = addresses(words[4]), otherFamily == family,
      let destinationPorts = ports(words[5])
    else { return nil }
    return HeaderBox(
      family: family,
      source: source,
      destination: destination,
      protocols: protocols,
      sourcePorts: sourcePorts,
      destinationPorts: destinationPorts
    )
  }

  private static func protocols(_ word: Substring) -> ProtocolRange? {
    switch word {
    case "any": return .all
    case "icmp": return .icmp
    case "tcp": return .tcp
    case "udp": return .udp
    case "icmpv6": return .icmpv6
    default:
      guard let (lower, upper) = numbers(word, of: UInt8.self) else { return nil }
      return ProtocolRange(lower, upper)
    }
  }

  private static func ports(_ word: Substring) -> PortRange? {
    if word == "any" { return .all }
    guard let (lower, upper) = numbers(word, of: UInt16.self) else { return nil }
    return PortRange(lower, upper)
  }

  /// A number, or two with a hyphen between them, the lower one first.
  private static func numbers<Number: FixedWidthInteger>(_ word: Substring, of: Number.Type) -> (Number, Number)? {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let lower = Number(parts[0]), let upper = Number(parts[parts.count - 1]),
      lower <= upper
    else { return nil }
    return (lower, upper)
  }

  /// An address, a prefix, or two addresses with a hyphen between them.
  private static func addresses(_ word: Substring) -> (AddressFamily, AddressRange)? {
    if word.contains("/") {
      guard let prefix = try? IPPrefix(word) else { return nil }
      return (prefix.family, prefix.range)
    }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let lower = try? IPAddress(parts[0]),
      let upper = try? IPAddress(parts[parts.count - 1]), lower.family == upper.family, lower.value <= upper.value
    else { return nil }
    return (lower.family, AddressRange(lower.value, upper.value))
  }
}

/// What certificates need of lists of boxes beyond ``HeaderSet``.
package enum CertificateBoxes {
  /// The parts of boxes whose destinations lie in a range.
  static func narrowed(_ boxes: [HeaderBox], to range: AddressRange) -> [HeaderBox] {
    boxes.compactMap { box in
      guard let common = box.destination.intersection(range) else { return nil }
      var box = box
      box.destination = common
      return box
    }
  }

  /// The parts of boxes whose destinations lie outside a range.
  static func removing(_ range: AddressRange, from boxes: [HeaderBox]) -> [HeaderBox] {
    var rest: [HeaderBox] = []
    rest.reserveCapacity(boxes.count)
    for box in boxes {
      guard let common = box.destination.intersection(range) else {
        rest.append(box)
        continue
      }
      var piece = box
      if box.destination.lower < common.lower {
        piece.destination = AddressRange(box.destination.lower, common.lower - 1)
        rest.append(piece)
      }
      if common.upper < box.destination.upper {
        piece.destination = AddressRange(common.upper + 1, box.destination.upper)
        rest.append(piece)
      }
    }
    return rest
  }

  /// The headers of a box that are in none of some others.
  package static func missing(_ box: HeaderBox, from boxes: [HeaderBox]) -> [HeaderBox] {
    if boxes.contains(where: { $0.contains(box) }) { return [] }
    return HeaderSet.subtract(boxes, from: [box])
  }

  /// The same headers in fewer boxes, sorted: boxes that touch or overlap in one part and agree in all others are joined.
  package static func compact(_ boxes: [HeaderBox]) -> [HeaderBox] {
    var result = HeaderSet.withoutContained(boxes)
    var count = Int.max
    while result.count < count, result.count > 1 {
      count = result.count
      result = joined(result, \.source)
      result = joined(result, \.destination)
      result = joinedPorts(result, \.destinationPorts)
      result = joinedPorts(result, \.sourcePorts)
    }
    return result.sorted(by: precedes)
  }

  private static func joined(_ boxes: [HeaderBox], _ part: WritableKeyPath<HeaderBox, AddressRange>) -> [HeaderBox] {
    var groups: [HeaderBox: [AddressRange]] = [:]
    var order: [HeaderBox] = []
    for box in boxes {
      var key = box
      key[keyPath: part] = AddressRange(0)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(box[keyPath: part])
    }
    return order.flatMap { key in
      merged(groups[key] ?? []).map { range in
        var box = key
        box[keyPath: part] = range
        return box
      }
    }
  }

  private static func joinedPorts(_ boxes: [HeaderBox], _ part: WritableKeyPath<HeaderBox, PortRange>) -> [HeaderBox] {
    var groups: [HeaderBox: [PortRange]] = [:]
    var order: [HeaderBox] = []
    for box in boxes {
      var key = box
      key[keyPath: part] = PortRange(0, 0)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(box[keyPath: part])
    }
    return order.flatMap { key in
      let ranges = (groups[key] ?? []).map { AddressRange(UInt128($0.lower), UInt128($0.upper)) }
      return merged(ranges).map { range in
        var box = key
        box[keyPath: part] = PortRange(UInt16(range.lower), UInt16(range.upper))
        return box
      }
    }
  }

  /// Ranges that touch or overlap joined, ascending.
  static func merged(_ ranges: [AddressRange]) -> [AddressRange] {
    guard ranges.count > 1 else { return ranges }
    var result: [AddressRange] = []
    for range in ranges.sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
      if let last = result.last, last.upper == .max || range.lower <= last.upper + 1 {
        result[result.count - 1].upper = max(last.upper, range.upper)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private static func precedes(_ a: HeaderBox, _ b: HeaderBox) -> Bool {
    if a.family != b.family { return a.family < b.family }
    if a.destination != b.destination {
      return (a.destination.lower, a.destination.upper) < (b.destination.lower, b.destination.upper)
    }
    if a.source != b.source { return (a.source.lower, a.source.upper) < (b.source.lower, b.source.upper) }
    if a.protocols != b.protocols {
      return (a.protocols.lower, a.protocols.upper) < (b.protocols.lower, b.protocols.upper)
    }
    let (ports, others) = (a.destinationPorts, b.destinationPorts)
    if ports != others { return (ports.lower, ports.upper) < (others.lower, others.upper) }
    return (a.sourcePorts.lower, a.sourcePorts.upper) < (b.sourcePorts.lower, b.sourcePorts.upper)
  }
}
