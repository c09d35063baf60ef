import Crypto

/// A digest of everything that makes the path of a finding: its elements, their rules, the statements and the traffic.
///
/// A waiver holds for one digest, so the digest changes with whatever somebody would have to look at again, and with
/// nothing else. It is over stable names and over sets in an order of its own; it leaves out lines, files, counts, times, what
/// would close the finding, and which of several equal hosts serve as the example.
///
/// An element is known by its name and account, or by its id where it has no name; one that is made anew under the same name
/// with the same rules is the same.
package struct PathDigest {
  /// The first 16 hexadecimal digits of the SHA-256.
  package let text: String

  /// Digests the path of a finding.
  package init(_ finding: Finding) {
    var writer = PathWriter(finding)
    writer.add("path/v1", finding.assertion, finding.kind.rawValue, finding.from, finding.to)
    writer.add(finding.verdict?.rawValue ?? "", finding.calls.map(String.init) ?? "")
    writer.list(finding.via.map(writer.element))
    writer.list(finding.resources.map(writer.element))
    writer.list(finding.traffic.map(writer.traffic))
    writer.add(finding.hops, finding.returnHops)
    writer.add("legs", String(finding.legs.count))
    for leg in finding.legs { writer.add(leg.hops, leg.returnHops) }
    writer.add("chain", String(finding.chain.count))
    for step in finding.chain { writer.add(step) }
    text = TrafficFindingWriter.hexadecimal(SHA256.hash(data: writer.bytes).prefix(8))
  }
}

/// Writes the parts of a path one after the other, each with its length, so that no two paths give the same bytes.
private struct PathWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  /// The names of elements by the ids that AWS gave them.
  private let names: [String: String]

  init(_ finding: Finding) {
    var names: [String: String] = [:]
    func learn(_ reference: ResourceReference) {
      if let name = reference.name, Self.isGenerated(reference.id) { names[reference.id] = name }
    }
    func learn(_ leg: PathLeg) {
      for hop in leg.hops + leg.returnHops { learn(hop.resource) }
    }
    for reference in finding.via + finding.resources { learn(reference) }
    for hop in finding.hops + finding.returnHops { learn(hop.resource) }
    for leg in finding.legs { learn(leg) }
    for step in finding.chain {
      learn(step.from)
      learn(step.to)
      if let leg = step.leg { learn(leg) }
    }
    self.names = names
  }

  mutating func add(_ parts: String...) {
    for part in parts { append(part) }
  }

  /// Parts whose order means nothing.
  mutating func list(_ parts: [String]) {
    append(String(parts.count))
    // By bytes: two texts that Unicode calls equivalent are two texts.
    for part in parts.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { append(part) }
  }

  mutating func add(_ hops: [Hop], _ returnHops: [Hop]) {
    for way in [hops, returnHops] {
      append(String(way.count))
      for hop in way {
        let isExample =
          Self.isInterface(hop.resource) && ["sent from", "received"].contains { hop.action.hasPrefix($0) }
        append(isExample ? "network interface" : element(hop.resource))
        append(stable(hop.action, dropsInterfaces: true))
        append(stable(hop.rule ?? "", dropsInterfaces: false))
      }
    }
  }

  mutating func add(_ step: ChainStep) {
    add(element(step.from), step.action, element(step.to), step.kind ?? "")
    list(step.conditions.map { stable($0, dropsInterfaces: false) })
    list(step.allowedBy.map { Self.withoutPlace($0.text) + "\u{1F}" + ($0.digest ?? "") })
    guard let leg = step.leg else { return append("") }
    add("leg", leg.packet.protocol, leg.packet.destinationPort.map(String.init) ?? "")
    add(leg.hops, leg.returnHops)
  }

  /// An element by what it is, whose it is and its name.
  func element(_ reference: ResourceReference) -> String {
    [reference.type, reference.account ?? "", reference.environment ?? "", reference.name ?? reference.id]
      .joined(separator: "\u{1F}")
  }

  func traffic(_ set: TrafficSet) -> String {
    [
      set.verdict.rawValue, set.source, set.destination, set.protocol, set.ports ?? "", set.icmpType ?? "",
      set.icmpCode ?? "",
    ].joined(separator: "\u{1F}")
  }

  private mutating func append(_ part: String) {
    bytes += Array("\(part.utf8.count):".utf8)
    bytes += Array(part.utf8)
  }

  // MARK: - Names instead of ids

  /// A text with the names of elements for their ids, without the ids of security group rules, and in actions without the
  /// interfaces that only serve as examples.
  private func stable(_ text: String, dropsInterfaces: Bool) -> String {
    guard text.utf8.contains(0x2D) else { return text }
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      guard Self.isPartOfID(first) else {
        result.append(first)
        rest.removeFirst()
        continue
      }
      let word = rest.prefix(while: Self.isPartOfID)
      rest = rest[word.endIndex...]
      if let name = names[String(word)], !(dropsInterfaces && word.hasPrefix("eni-")) {
        result += name
      } else if Self.isGenerated(word), word.hasPrefix("sgr-") || (dropsInterfaces && word.hasPrefix("eni-")) {
        result += word.prefix(3)
      } else {
        result += word
      }
    }
    return result
  }

  private static func isPartOfID(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-")
  }

  /// Whether a text is an id as EC2 makes them: words, and eight or more hexadecimal digits behind a hyphen.
  private static func isGenerated(_ text: some StringProtocol) -> Bool {
    guard let hyphen = text.lastIndex(of: "-"), hyphen != text.startIndex else { return false }
    let digits = text[text.index(after: hyphen)...]
    return digits.utf8.count >= 8 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func isInterface(_ reference: ResourceReference) -> Bool { reference.type == "network interface" }

  /// A statement's text without its place among the others of its policy.
  private static func withoutPlace(_ text: String) -> String {
    guard text.hasSuffix(")"), let open = text.ranges(of: " (/").last else { return text }
    return String(text[..<open.lowerBound])
  }
}
