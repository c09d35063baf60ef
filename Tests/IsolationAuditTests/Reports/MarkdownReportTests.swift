import Foundation
import Testing

@testable import IsolationAudit

@Suite("Markdown report")
struct MarkdownReportTests {
  private func text(_ result: AuditResult, limit: Int = MarkdownReport.defaultLimit) -> String {
    String(decoding: MarkdownReport(result, limit: limit).render(), as: UTF8.self)
  }

  /// A result with many findings like the first of the sample, each with an id of its own.
  private func large(_ count: Int) -> AuditResult {
    var result = SampleResult.complete
    let finding = result.findings[1]
    result.findings = (0..<count).map { number in
      var copy = finding
      copy.id = String(repeating: "0", count: 16 - "\(number)".count) + "\(number)"
      return copy
    }
    result.summary.findings = count
    return result
  }

  @Test("the complete sample") func golden() throws {
    try Golden.expect(MarkdownReport(SampleResult.complete).render(), "complete.md")
  }

  @Test("the clean sample") func clean() throws {
    try Golden.expect(MarkdownReport(SampleResult.clean).render(), "clean.md")
  }

  @Test("it begins with a marker that is the same in every run of a subject, and that nothing in the subject ends")
  func marker() {
    #expect(text(SampleResult.drifted).hasPrefix("<!-- isolation-audit report: flowmart -->\n"))
    #expect(text(SampleResult.complete).hasPrefix("<!-- isolation-audit report: flowmart -->\n"))
    #expect(MarkdownReport.marker(subject: "--><b>é\n") == "<!-- isolation-audit report: b -->")
    #expect(MarkdownReport.marker(subject: "") == "<!-- isolation-audit report: - -->")
  }

  @Test("what the change opens, leaves undecided and closes comes before everything that was there before")
  func changeFirst() throws {
    let text = text(SampleResult.complete)
    let places = try ["**opened**", "**undecided**", "**closed**", "### Who reaches whom", "### Findings"].map {
      try #require(text.range(of: $0)).lowerBound
    }
    #expect(places == places.sorted())
  }

  @Test("ten thousand findings fit, in bytes; the rest is counted, and what stands below is still there")
  func bound() throws {
    let text = text(large(10_000))
    #expect(text.utf8.count <= 65_000)
    #expect(text.utf8.count > 55_000)
    #expect(text.contains("### Findings (10,000)"))
    let shown = text.split(separator: "\n").count {
      $0.contains("MEDIUM") || $0.contains("CRITICAL") || $0.contains("HIGH")
    }
    #expect(text.contains("- … and \((10_000 - shown).grouped) more findings; the JSON result has all"))
    #expect(text.contains("### Could not be judged"))
    #expect(text.contains("### Waivers (2)"))
  }

  @Test("characters of several bytes count as their bytes", arguments: ["ü", "漢", "👩‍👩‍👧"])
  func bytes(character: String) {
    let result = SampleResult.hostile(String(repeating: character, count: 3_000))
    #expect(text(result).utf8.count <= 65_000)
    #expect(text(result, limit: 20_000).utf8.count <= 20_000)
  }

  @Test(
    "text from outside is shown and does nothing",
    arguments: [
      ("a mention", "@flowmart/admins", "\\@&#8203;flowmart/admins"),
      ("an issue", "fixes #1", "fixes \\#&#8203;1"),
      ("an issue of GitHub's", "GH-12", "GH-&#8203;12"),
      ("a merge request", "!7", "\\!&#8203;7"),
      ("a link", "[x](javascript:alert)", "\\[x\\]\\(javascript:alert\\)"),
      ("a bare link", "https://evil.example", "https:&#8203;/&#8203;/evil.example"),
      ("a bare host", "www.evil.example", "www&#8203;.evil.example"),
      ("an image", "![x](y)", "\\!&#8203;\\[x\\]\\(y\\)"),
      ("markup", "<img src=x onerror=y>", "&lt;img src\\=x onerror\\=y&gt;"),
      ("an entity", "&lt;b&gt;", "&amp;&#8203;lt;b&amp;&#8203;gt;"),
      ("emphasis", "*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~&#8203;c\\~"),
      ("code", "`a`", "\\`a\\`"),
      ("a cell", "a|b", "a\\|b"),
      ("a second line", "a\n/close", "a\\\\n/close"),
      ("a change of direction", "\u{202E}a", "\\\\u\\{202E\\}a"),
      ("nothing special", "dev-app-1 to 10.0.0.0/8, port 443", "dev-app-1 to 10.0.0.0/8, port 443"),
    ]
  )
  func escaping(what: String, text: String, shown: String) {
    #expect(MarkdownText.plain(text) == shown, "\(what)")
  }

  @Test(
    "code ends where it should",
    arguments: [
      ("a", "`a`"), ("a`b", "``a`b``"), ("``", "``` `` ```"), ("`x", "`` `x ``"), (" x ", "`  x  `"), ("", ""),
      ("<b>@x #1</b>", "`<b>@x #1</b>`"),
    ]
  )
  func code(text: String, shown: String) {
    #expect(MarkdownText.code(text) == shown)
  }

  @Test("a bar in a cell does not end it, inside code either")
  func codeInTables() { #expect(MarkdownText.code("a|b", isInTable: true) == "`a\\|b`") }

  @Test("what stands between backticks in a sentence of the program is code")
  func sentences() {
    #expect(MarkdownText.sentence("Remove route `10.0.0.0/8 | a_b`.") == "Remove route `10.0.0.0/8 | a_b`.")
    #expect(MarkdownText.sentence("a`b_c") == "a\\`b\\_c")
    #expect(MarkdownText.sentence("Prüfe `größe → vpc`, `a`.") == "Prüfe `größe → vpc`, `a`.")
  }

  @Test("no string of a hostile result begins a line, ends a comment or opens an element")
  func hostile() throws {
    // Nothing between equal fences is rendered; what is left is what a renderer acts on.
    let code = try Regex("(`+)[^`\n]+?\\1(?!`)")
    for attack in ["\n/close ", "--></details><h1>", "\n\n# Isolated\n", "</summary>", "\u{0}\u{1B}[2J", "@all #1 "] {
      let text = text(SampleResult.hostile(attack))
      for line in text.split(separator: "\n") {
        #expect(!line.hasPrefix("/") && !line.hasPrefix("# "), "\(line)")
      }
      let rendered = text.replacing(code, with: "")
      #expect(!rendered.contains("<h1>") && !rendered.contains("@all") && !rendered.contains("#1"))
      #expect(
        rendered.components(separatedBy: "</summary>").count == rendered.components(separatedBy: "<summary>").count
      )
      #expect(
        rendered.components(separatedBy: "</details>").count == rendered.components(separatedBy: "<details>").count
      )
      #expect(rendered.components(separatedBy: "-->").count == 2)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }
}
