/// A line of a Suricata rule file, taken apart: `action protocol source port direction destination port (options)`.
///
/// Source: Suricata User Guide, "Rules Format". Only the header is understood; an option that narrows what a rule matches
/// makes it a ``condition``.
struct SuricataRule: Equatable {
  var action: FirewallRule.Action
  /// The protocols; empty for all of them.
  var protocols: [ProtocolRange]
  var source: String
  var sourcePort: String
  var isBidirectional: Bool
  var destination: String
  var destinationPort: String
  /// Why the header alone does not tell whether the rule matches.
  var condition: String?
  /// The `sid`, where there is one.
  var signature: String?
  /// The header as it is written.
  var header: String

  /// Why a line is no rule: what is wrong and what was expected.
  struct Fault: Error, Equatable {
    var message: String
  }

  /// Takes a line apart.
  ///
  /// - Throws: ``Fault`` when it is no rule.
  init(_ line: Substring) throws(Fault) {
    var body = line
    var options: [(keyword: String, value: String)] = []
    if let open = Self.firstParenthesis(in: line) {
      guard line.last == ")" else { throw Fault(message: "the options do not end with `)`") }
      options = Self.options(line[line.index(after: open)...].dropLast())
      body = line[..<open]
    }
    let words = Self.words(body)
    guard words.count == 7 else {
      throw Fault(
        message: "\(words.count) words before the options, expected `action protocol source port -> destination port`"
      )
    }
    action = try Self.action(words[0])
    let known = Self.protocols(words[1])
    protocols = known.numbers
    condition = known.condition
    (source, sourcePort) = (words[2], words[3])
    switch words[4] {
    case "->", "=>": isBidirectional = false
    case "<>": isBidirectional = true
    default: throw Fault(message: "`\(words[4].prefix(20))` is no direction, expected `->` or `<>`")
    }
    (destination, destinationPort) = (words[5], words[6])
    signature = options.first { $0.keyword == "sid" }?.value
    header = words.joined(separator: " ")
    condition = condition ?? Self.condition(options)
  }

  /// The rules of a text and the number of the line that each begins on; comments and empty lines are left out.
  static func lines(of text: String) -> [(number: Int, line: Substring)] {
    var result: [(Int, Substring)] = []
    var joined = ""
    var start = 0
    // A carriage return and a line feed are one character.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    for (index, line) in lines.enumerated() {
      var trimmed = line.trimmingSpace
      if joined.isEmpty { start = index + 1 }
      if trimmed.last == "\\" {
        trimmed.removeLast()
        joined += trimmed
        continue
      }
      joined += trimmed
      if !joined.isEmpty, joined.first != "#" { result.append((start, joined[...].trimmingSpace)) }
      joined = ""
    }
    if !joined.isEmpty, joined.first != "#" { result.append((start, joined[...].trimmingSpace)) }
    return result
  }

  // MARK: - Parts

  static func action(_ word: String) throws(Fault) -> FirewallRule.Action {
    switch word.lowercased() {
    case "pass": .pass
    case "drop", "reject", "rejectsrc", "rejectdst", "rejectboth": .drop
    case "alert": .alert
    default: throw Fault(message: "`\(word.prefix(20))` is no action, expected pass, drop, reject or alert")
    }
  }

  /// The protocols that a name covers, and why it does not tell by itself whether a packet matches.
  static func protocols(_ name: String) -> (numbers: [ProtocolRange], condition: String?) {
    let name = name.lowercased()
    switch name {
    case "ip": return ([], nil)
    case "tcp": return ([.tcp], nil)
    case "udp": return ([.udp], nil)
    case "icmp": return ([.icmp, .icmpv6], nil)
    case "sctp": return ([ProtocolRange(132)], nil)
    default:
      let condition = "the protocol `\(name.prefix(20))` is told by what packets carry"
      if tcpApplications.contains(name) { return ([.tcp], condition) }
      if udpApplications.contains(name) { return ([.udp], condition) }
      if applications.contains(name) { return ([.tcp, .udp], condition) }
      return ([], condition)
    }
  }

  private static let tcpApplications: Set<String> = [
    "tcp-pkt", "tcp-stream", "http", "http1", "http2", "ftp", "ftp-data", "tls", "ssl", "smb", "ssh", "smtp", "imap",
    "pop3", "msn", "rdp", "rfb", "mqtt", "telnet", "websocket", "modbus", "dnp3", "pgsql",
  ]
  private static let udpApplications: Set<String> = [
    "ntp", "dhcp", "tftp", "snmp", "quic", "ikev2", "ike", "bittorrent-dht",
  ]
  private static let applications: Set<String> = ["dns", "krb5", "dcerpc", "sip", "nfs", "enip", "ldap"]

  /// Options that say nothing about which packets a rule matches.
  private static let harmless: Set<String> = [
    "sid", "msg", "rev", "gid", "priority", "metadata", "classtype", "reference", "target", "noalert",
  ]

  /// Why options keep the header from telling whether a rule matches; `nil` when they do not.
  static func condition(_ options: [(keyword: String, value: String)]) -> String? {
    for (keyword, value) in options where !harmless.contains(keyword) {
      let flow = value.split(separator: ",").map { String($0.trimmingSpace) }
      // A rule that looks at the side that opened a connection sees its first packet.
      if keyword == "flow", !flow.isEmpty, flow.allSatisfy({ $0 == "to_server" || $0 == "from_client" }) { continue }
      return "the option `\(keyword.prefix(30))` looks at more than the header"
    }
    return nil
  }

  private static func firstParenthesis(in line: Substring) -> Substring.Index? { line.firstIndex(of: "(") }

  /// `key:value; key; …`, where `;` within quotes or behind `\` separates nothing.
  static func options(_ text: Substring) -> [(keyword: String, value: String)] {
    var result: [(String, String)] = []
    var current = ""
    var isQuoted = false
    var isEscaped = false
    func close() {
      let option = current[...].trimmingSpace
      current = ""
      guard !option.isEmpty else { return }
      let parts = option.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? String(parts[1].trimmingSpace) : ""
      result.append((parts[0].trimmingSpace.lowercased(), value))
    }
    for character in text {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == ";", !isQuoted {
        close()
        continue
      }
      current.append(character)
    }
    close()
    return result
  }

  /// The words of a header; spaces within brackets separate nothing.
  private static func words(_ text: Substring) -> [String] {
    var result: [String] = []
    var word = ""
    var depth = 0
    for character in text {
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      guard character == " " || character == "\t" else {
        word.append(character)
        continue
      }
      if depth > 0 { continue }
      if !word.isEmpty { result.append(word) }
      word = ""
    }
    if !word.isEmpty { result.append(word) }
    return result
  }
}

extension Substring {
  /// The text without spaces, tabs and carriage returns at its ends.
  var trimmingSpace: Substring {
    var text = self
    while let first = text.first, first == " " || first == "\t" || first == "\r" || first == "\r\n" {
      text.removeFirst()
    }
    while let last = text.last, last == " " || last == "\t" || last == "\r" || last == "\r\n" { text.removeLast() }
    return text
  }
}
