/// Reads addresses and ports as firewall rules write them.
struct FirewallExpressionParser {
  /// What the parts of an expression are.
  enum Kind {
    case addresses, ports
  }

  /// The deepest nesting of lists that is read.
  static let maximumDepth = 16

  let kind: Kind
  private let text: [UInt8]
  private var position = 0

  /// Reads an expression.
  ///
  /// - Throws: ``SuricataRule/Fault`` when the text is none.
  static func parse(_ text: some StringProtocol, _ kind: Kind) throws(SuricataRule.Fault) -> FirewallExpression {
    var parser = FirewallExpressionParser(kind: kind, text: Array(text.utf8).filter { $0 != 0x20 && $0 != 0x09 })
    let item = try parser.item(depth: 0)
    guard parser.position == parser.text.count else { throw parser.fault("nothing more") }
    return item.isNegated ? .list([item]) : item.expression
  }

  private init(kind: Kind, text: [UInt8]) { (self.kind, self.text) = (kind, text) }

  private var next: UInt8? { position < text.count ? text[position] : nil }

  private func fault(_ expected: String) -> SuricataRule.Fault {
    let shown = String(decoding: text.prefix(64), as: UTF8.self)
    return SuricataRule.Fault(
      message:
        "`\(shown)` is no \(kind == .ports ? "port" : "address") list, expected \(expected) at character \(position + 1)"
    )
  }

  private mutating func item(depth: Int) throws(SuricataRule.Fault) -> FirewallExpression.Item {
    guard depth < Self.maximumDepth else { throw fault("at most \(Self.maximumDepth) lists inside each other") }
    var isNegated = false
    while next == UInt8(ascii: "!") {
      isNegated.toggle()
      position += 1
    }
    guard next == UInt8(ascii: "[") else { return FirewallExpression.Item(isNegated: isNegated, try atom()) }
    position += 1
    var items: [FirewallExpression.Item] = []
    while true {
      items.append(try item(depth: depth + 1))
      switch next {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        position += 1
        return FirewallExpression.Item(isNegated: isNegated, .list(items))
      default: throw fault("`,` or `]`")
      }
    }
  }

  private mutating func atom() throws(SuricataRule.Fault) -> FirewallExpression {
    let start = position
    while let byte = next, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"), byte != UInt8(ascii: "[") {
      position += 1
    }
    let word = String(decoding: text[start..<position], as: UTF8.self)
    if word.lowercased() == "any" { return .any }
    if word.hasPrefix("$"), word.utf8.count > 1 { return .variable(String(word.dropFirst())) }
    if word.hasPrefix("@"), word.utf8.count > 1 { return .reference(String(word.dropFirst())) }
    position = start
    defer { position = start + word.utf8.count }
    switch kind {
    case .ports:
      guard let range = Self.ports(word) else { throw fault("`any`, a port of 0 to 65535 or `low:high`") }
      return .ports(range)
    case .addresses:
      guard let prefix = Self.prefix(word) else { throw fault("`any`, an address or a CIDR block") }
      return .prefix(prefix)
    }
  }

  /// `80`, `80:90`, `1024:`, `:1023`.
  static func ports(_ word: String) -> PortRange? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    func number(_ text: Substring, _ otherwise: UInt16) -> UInt16? {
      if text.isEmpty { return otherwise }
      guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      return UInt16(text)
    }
    switch parts.count {
    case 1:
      guard !word.isEmpty, let port = number(parts[0], 0) else { return nil }
      return PortRange(port, port)
    case 2:
      guard !(parts[0].isEmpty && parts[1].isEmpty), let low = number(parts[0], 0), let high = number(parts[1], .max),
        low <= high
      else { return nil }
      return PortRange(low, high)
    default: return nil
    }
  }

  /// An address, or a CIDR block whose host bits are dropped, as Suricata does.
  static func prefix(_ word: String) -> IPPrefix? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = try? IPAddress(parts[0]) else { return nil }
    guard parts.count == 2 else { return IPPrefix(host: address) }
    guard let length = UInt8(parts[1]), Int(length) <= address.family.addressLengthInBits else { return nil }
    return IPPrefix(masking: address, length: length)
  }
}
