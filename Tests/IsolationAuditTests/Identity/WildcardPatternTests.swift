import IsolationAudit
import Testing

@Suite("Wildcard patterns")
struct WildcardPatternTests {
  @Test(
    "a pattern covers the texts that AWS says it covers",
    arguments: [
      ("*", "", true), ("*", "anything", true), ("?", "", false), ("?", "a", true), ("?", "ab", false),
      ("", "", true), ("", "a", false), ("a*", "a", true), ("*a", "ba", true), ("a*a", "a", false), ("a*a", "aa", true),
      ("s3:Get*", "s3:GetObject", true), ("s3:Get*", "s3:PutObject", false), ("**", "x", true),
      ("arn:aws:s3:::b/*/z", "arn:aws:s3:::b/x/y/z", true), ("arn:aws:s3:::b/?", "arn:aws:s3:::b/ab", false),
      ("*ab*ba*", "aba", false), ("*ab*ba*", "abba", true), ("a?c*", "abcd", true), ("é?", "éü", true),
      ("?", "🦊", true), ("b/??", "b/🦊", false),
    ]
  )
  func examples(pattern: String, text: String, isCovered: Bool) {
    #expect(WildcardPattern(pattern).matches(text) == isCovered)
  }

  @Test("the matcher agrees with the definition on all short patterns and texts")
  func agreesWithDefinition() {
    let texts = Self.words(over: ["a", "b"], upTo: 5)
    for pattern in Self.words(over: ["a", "b", "*", "?"], upTo: 5) {
      let compiled = WildcardPattern(pattern)
      for text in texts {
        let expected = Self.defines(Array(pattern.utf8)[...], Array(text.utf8)[...])
        if compiled.matches(text) != expected { Issue.record("\(pattern) against \(text): expected \(expected)") }
      }
    }
  }

  @Test("long segments are found by other searches and give the same answers")
  func longSegments() {
    for segment in [String(repeating: "ab", count: 20), String(repeating: "a", count: 70) + "b"] {
      for variant in [segment, "?" + segment.dropFirst(), String(segment.dropLast(2)) + "?" + segment.suffix(1)] {
        let pattern = WildcardPattern("*" + variant + "*")
        for prefix in ["", "a", "aba", String(repeating: "a", count: 100)] {
          #expect(pattern.matches(prefix + segment + "xyz"), "\(variant) after \(prefix)")
          #expect(!pattern.matches(prefix + segment.dropLast() + "xyz"), "\(variant) after \(prefix), cut")
        }
      }
    }
  }

  @Test(
    "hostile patterns cost no more than a few looks at each character",
    arguments: [
      String(repeating: "*a", count: 2_000) + "b",
      "*" + String(repeating: "a", count: 5_000) + "b*",
      "*" + String(repeating: "a", count: 500) + "?" + String(repeating: "a", count: 500) + "b*",
    ]
  )
  func hostilePatterns(pattern: String) {
    #expect(!WildcardPattern(pattern).matches(String(repeating: "a", count: 20_000)))
  }

  /// The definition of matching, one character at a time.
  private static func defines(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == UInt8(ascii: "*") {
      return defines(pattern.dropFirst(), text) || (!text.isEmpty && defines(pattern, text.dropFirst()))
    }
    guard let character = text.first else { return false }
    return (first == UInt8(ascii: "?") || first == character) && defines(pattern.dropFirst(), text.dropFirst())
  }

  private static func words(over alphabet: [String], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in alphabet.map { word + $0 } }
      all += last
    }
    return all
  }
}
