import IsolationAudit

/// Strings that somebody may write into a name, a tag or a policy.
enum HostileText {
  /// What breaks out of one format or another.
  static let attacks = [
    "</failure><script>alert(1)</script>", "]]>", "\u{0}", "\u{1B}[31m\u{9B}2J", "\u{202E}\u{2066}\u{200B}\u{FEFF}",
    "\u{FFFE}\u{FFFF}", "  a\n\t b\r\nc\r ", "\u{2028}\u{2029}\u{85}", "\"\\\",'`|", "=cmd()|x!A0",
    "-->*/ @all #1 !1",
    "../../etc/passwd", "http://x:y@z/?a#b", "\u{1F469}\u{200D}\u{1F4BB}\u{E0001}", "e\u{301}\u{301}\u{301}",
    String(repeating: "A", count: 20_000), String(repeating: "ü\u{10FFFD}", count: 5_000), "",
  ]

  /// A string of random scalars: of all planes, and of the ranges in which the odd ones are.
  static func random(_ generator: inout some RandomNumberGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<40, using: &generator) {
      let value: UInt32 =
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: .random(in: 0..<0x20, using: &generator)
        case 1: .random(in: 0x20..<0x7F, using: &generator)
        case 2: .random(in: 0x7F..<0x250, using: &generator)
        case 3: .random(in: 0x2000..<0x2100, using: &generator)
        case 4: .random(in: 0xFDD0..<0x1_0000, using: &generator)
        default: .random(in: 0..<0x11_0000, using: &generator)
        }
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}

/// A small seeded source of numbers (SplitMix64), so that a failure is told by its seed.
struct HostileNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension SampleResult {
  /// The complete sample with a function applied to every string from outside.
  static func complete(_ text: @escaping (String) -> String) -> AuditResult {
    var sample = SampleResult()
    sample.text = text
    return sample.completeResult()
  }

  /// The complete sample with every string from outside replaced by a hostile one, its own text kept at the end.
  static func hostileComplete(_ attack: String) -> AuditResult {
    complete { attack + $0 }
  }
}
