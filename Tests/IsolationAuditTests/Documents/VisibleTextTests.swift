import Oracles
import Testing

@testable import IsolationAudit

@Suite("Text that is shown")
struct VisibleTextTests {
  /// One scalar after the other, as the rule says it.
  private static func slow(_ text: String, limit: Int, keepsLines: Bool) -> String {
    var shown = ""
    var rest = text.unicodeScalars[...]
    for _ in 0..<limit {
      guard let scalar = rest.popFirst() else { break }
      switch scalar {
      case "\n": shown += keepsLines ? "\n" : "\\n"
      case "\t": shown += keepsLines ? "\t" : "\\t"
      case "\r": shown += keepsLines && rest.first == "\n" ? "" : "\\r"
      default:
        let isObeyed: Bool =
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
          case .unassigned: scalar.properties.isNoncharacterCodePoint
          default: false
          }
        if isObeyed {
          shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
          shown.unicodeScalars.append(scalar)
        }
      }
    }
    return rest.isEmpty ? shown : shown + "… (+\(rest.count) characters)"
  }

  private static let scalars: [Unicode.Scalar] = [
    "a", "b", " ", "~", "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1B}", "\u{7F}", "\u{80}", "\u{A0}", "\u{AD}", "é",
    "ß",
    "\u{301}", "→", "∀", "\u{200B}", "\u{202E}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "中", "ﷺ",
    "😀",
    "\u{E0041}", "\u{10FFFF}", "\u{1FFFE}",
  ]

  @Test("a text without limit is shown whole")
  func unlimited() {
    for text in ["", "ä", "äb", "größe-vpc", "x→y→z", "a\u{202E}b\u{202E}c"] {
      #expect(text.visible(limit: .max) == Self.slow(text, limit: 1_000, keepsLines: false))
      #expect(text.visibleLines(limit: .max) == Self.slow(text, limit: 1_000, keepsLines: true))
    }
  }

  @Test(
    "controls and what readers obey are written out, the rest stays, and what is cut off is counted",
    arguments: 0..<50
  )
  func law(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<60 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.next() % 40 {
        let isPlain = random.next() % 3 > 0
        text.append(isPlain ? "x" : Self.scalars[Int(random.next() % UInt64(Self.scalars.count))])
      }
      let limit = Int(random.next() % 45)
      let whole = String(text)
      #expect(whole.visible(limit: limit) == Self.slow(whole, limit: limit, keepsLines: false))
      #expect(whole.visibleLines(limit: limit) == Self.slow(whole, limit: limit, keepsLines: true))
    }
  }
}
