import IsolationAudit
import Testing

@Suite("Text report")
struct TextReportTests {
  private func text(_ result: AuditResult, width: Int = 100, color: Bool = false) -> String {
    String(decoding: TextReport(result, width: width, color: color).render(), as: UTF8.self)
  }

  @Test("the drifted sample in 100 columns") func wide() throws {
    try Golden.expect(TextReport(SampleResult.drifted).render(), "drifted-100.txt")
  }

  @Test("the drifted sample in 80 columns") func narrow() throws {
    try Golden.expect(TextReport(SampleResult.drifted, width: 80).render(), "drifted-80.txt")
  }

  @Test("the clean sample") func clean() throws {
    try Golden.expect(TextReport(SampleResult.clean).render(), "clean-100.txt")
  }

  /// The complete sample without a comparison, which has a report of its own.
  private var whole: AuditResult {
    var result = SampleResult.complete
    result.change = nil
    return result
  }

  @Test("waivers, controls and history", arguments: [80, 100, 160]) func record(width: Int) throws {
    try Golden.expect(TextReport(whole, width: width).render(), "record-\(width).txt")
  }

  @Test("no line is longer than the width", arguments: [60, 80, 100, 120, 160])
  func width(width: Int) {
    for result in [SampleResult.drifted, whole, SampleResult.complete] {
      for line in text(result, width: width).split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    }
  }

  @Test("long lists are cut and counted")
  func longLists() throws {
    var result = whole
    let assertion = result.assertions[1]
    result.assertions += (0..<500).map { number in
      var copy = assertion
      copy.id = "more-\(number)"
      return copy
    }
    let waiver = try #require(result.waivers?.waivers.first)
    result.waivers?.waivers = (0..<90).map { number in
      var copy = waiver
      copy.id = "w\(number)"
      return copy
    }
    let text = text(result)
    #expect(text.contains("and 502 assertions that hold"))
    #expect(text.contains("and 70 more waivers"))
    #expect(text.split(separator: "\n").count < 600)
  }

  @Test("colours are written only when asked for, and say nothing that words do not")
  func colours() {
    let plain = text(SampleResult.drifted)
    let colored = text(SampleResult.drifted, color: true)
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}[31m"))
    var stripped = ""
    var isEscape = false
    for scalar in colored.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { stripped.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    #expect(stripped == plain)
  }

  @Test(
    "what an attacker wrote is shown, not obeyed",
    arguments: [
      ("\u{1B}]0;owned\u{7}\u{1B}[2J", "\\u{1B}]0;owned\\u{7}\\u{1B}[2J"),
      ("\u{202E}txt.exe", "\\u{202E}txt.exe"),
      ("a\r\nb", "a\\r\\nb"),
      ("\u{9B}31m", "\\u{9B}31m"),
      ("\u{200B}\u{FEFF}\u{2066}", "\\u{200B}\\u{FEFF}\\u{2066}"),
    ]
  )
  func hostile(attack: String, shown: String) {
    let text = text(SampleResult.hostile(attack))
    #expect(text.contains(shown))
    let obeyed = text.unicodeScalars.filter { scalar in
      let category = scalar.properties.generalCategory
      return scalar != "\n" && (category == .control || category == .format)
    }
    #expect(obeyed.isEmpty)
  }

  @Test("a string of 100 kB does not make a report of megabytes")
  func long() {
    let text = text(SampleResult.hostile(String(repeating: "A", count: 100_000)))
    #expect(text.utf8.count < 300_000)
    #expect(text.contains("characters)"))
  }

  @Test("findings beyond the bound are counted")
  func bound() {
    let report = TextReport(SampleResult.drifted, maximumFindings: 2).render()
    let text = String(decoding: report, as: UTF8.self)
    #expect(text.contains("and 4 more findings; the JSON result has all"))
    #expect(text.contains("3f9a1c5be0427d68"))
    #expect(!text.contains("e6a3b1c8420ffd19"))
  }
}
