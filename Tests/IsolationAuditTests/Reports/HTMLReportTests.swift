import Crypto
import Foundation
import IsolationAudit
import Testing

@Suite("HTML report")
struct HTMLReportTests {
  private func html(_ result: AuditResult, maximumFindings: Int = 200) throws -> String {
    String(decoding: try HTMLReport(result, maximumFindings: maximumFindings).render(), as: UTF8.self)
  }

  /// The page as a tree; the document type is one of HTML and is left out.
  private func tree(_ html: String) throws -> XMLElement {
    let doctype = "<!DOCTYPE html>\n"
    #expect(html.hasPrefix(doctype))
    return try XMLReader(maximumSize: .max).read(String(html.dropFirst(doctype.count)))
  }

  private func all(_ element: XMLElement) -> [XMLElement] { [element] + element.elements.flatMap(all) }

  /// All text inside an element, the pieces with a space between.
  private func words(_ element: XMLElement) -> String {
    element.children.map { node in
      switch node {
      case .text(let part): part
      case .element(let child): words(child)
      }
    }.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// All text of a section of a result's page.
  private func words(_ section: String, of result: AuditResult) throws -> String {
    words(try #require(all(try tree(html(result))).first { $0.attribute("id") == section }))
  }

  @Test("the drifted sample") func drifted() throws {
    try Golden.expect(HTMLReport(SampleResult.drifted).render(), "drifted.html")
  }

  @Test("the clean sample") func clean() throws {
    try Golden.expect(HTMLReport(SampleResult.clean).render(), "clean.html")
  }

  @Test("the sample with waivers, controls, change, history and topology") func complete() throws {
    try Golden.expect(HTMLReport(SampleResult.complete).render(), "complete.html")
  }

  @Test("a sample that wants to run a script in every string; a browser that opens it keeps its title")
  func hostileSample() throws {
    let attack = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    let result = SampleResult.hostile(attack + "]]>\u{0}\u{1B}[31m\u{202E}")
    let complete = SampleResult(text: { attack + "]]>\u{0}\u{1B}[31m\u{202E}" + $0 }).completeResult()
    try Golden.expect(HTMLReport(complete).render(), "hostile.html")
    try Golden.expect(JUnitReport(result).render(), "hostile.junit.xml")
    try Golden.expect(TextReport(result).render(), "hostile-100.txt")
  }

  private static let attacks = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>", "]]><script>", "--><script>", "</title><script>", "javascript:alert(1)",
    "&lt;script&gt;", "\u{0}\u{1B}[2J", "\u{202E}<b>", "{{7*7}}", "http://203.0.113.1/x.png",
    "url(http://203.0.113.1/)",
  ]

  /// The elements and the attributes that the page may be made of.
  private static let vocabulary: [String: Set<String>] = [
    "html": ["lang", "dir"], "head": [], "meta": ["charset", "http-equiv", "content", "name"], "title": ["id"],
    "style": [], "body": [], "a": ["class", "href"], "header": ["class"], "nav": ["aria-label"], "main": [],
    "footer": [], "section": ["id", "aria-labelledby", "class"], "article": ["class", "id", "aria-labelledby"],
    "div": ["class", "role", "aria-label", "tabindex"], "p": ["class"], "span": ["class", "aria-hidden"], "b": [],
    "code": ["class"], "pre": ["class", "role", "aria-label", "tabindex"], "small": [], "br": [], "h1": [],
    "h2": ["id"], "h3": [], "h4": ["id"], "h5": [], "ul": ["class"], "ol": ["class", "start"], "li": ["class"],
    "dl": ["class"], "dt": [], "dd": [], "details": ["class", "open"], "summary": [], "table": ["class"],
    "caption": [], "thead": [], "tbody": [], "tr": ["id"], "th": ["class", "scope"], "td": ["class"], "figure": [],
    "figcaption": [], "desc": ["id"], "tspan": ["class"],
    "svg": ["class", "role", "width", "height", "viewBox", "aria-labelledby"],
    "line": ["class", "x1", "y1", "x2", "y2", "stroke", "stroke-width", "stroke-dasharray"],
    "rect": ["class", "x", "y", "width", "height", "rx", "fill", "stroke"], "circle": ["class", "cx", "cy", "r"],
    "text": ["class", "x", "y", "fill", "font-size", "text-anchor"],
    "polyline": ["class", "fill", "stroke", "stroke-width", "points"],
  ]

  @Test("nothing that an attacker wrote becomes markup", arguments: attacks)
  func hostile(attack: String) throws {
    for element in all(try tree(html(SampleResult(text: { attack + $0 }).completeResult()))) {
      let allowed = try #require(Self.vocabulary[element.name], "<\(element.name)>")
      for attribute in element.attributes {
        #expect(allowed.contains(attribute.name), "\(attribute.name) of <\(element.name)>")
        if attribute.name == "href" { #expect(attribute.value.hasPrefix("#")) }
      }
    }
  }

  @Test("the page loads nothing and runs nothing, whatever the strings", arguments: attacks)
  func loadsNothing(attack: String) throws {
    let root = try tree(html(SampleResult(text: { attack + $0 }).completeResult()))
    let elements = all(root)
    let style = try #require(elements.first { $0.name == "style" })
    #expect(elements.count { $0.name == "style" } == 1)
    for word in ["url(", "@import", "http:", "https:", "expression("] {
      let sheet = style.children.reduce(into: "") { if case .text(let part) = $1 { $0 += part } }
      #expect(!sheet.contains(word))
    }
    let policy = try #require(elements.first { $0.attribute("http-equiv") == "Content-Security-Policy" })
    #expect(policy.attribute("content")?.hasPrefix("default-src 'none'; style-src 'sha256-") == true)
  }

  @Test("the policy's digest is that of the style sheet")
  func digest() throws {
    let html = try html(SampleResult.drifted)
    let start = try #require(html.range(of: "<style>")?.upperBound)
    let end = try #require(html.range(of: "</style>")?.lowerBound)
    let digest = Data(SHA256.hash(data: Data(html[start..<end].utf8))).base64EncodedString()
    #expect(html.contains("style-src 'sha256-\(digest)'"))
    #expect(!html[start..<end].contains { "<&".contains($0) })
  }

  @Test(
    "what an attacker wrote is shown, not obeyed",
    arguments: ["\u{202E}evil", "\u{1B}[2J", "\u{200B}x", "\u{85}y"]
  )
  func invisible(attack: String) throws {
    let html = try html(SampleResult(text: { attack + $0 }).completeResult())
    #expect(html.contains("\\u{"))
    // U+FE0E asks for shapes in the form of letters, and is the page's own.
    let obeyed = html.unicodeScalars.filter { scalar in
      let category = scalar.properties.generalCategory
      return scalar != "\n" && (category == .control || category == .format)
    }
    #expect(obeyed.isEmpty)
  }

  @Test("strings of 100 kB do not make a page of megabytes")
  func long() throws {
    let long = String(repeating: "A", count: 100_000)
    let html = try html(SampleResult(text: { long + $0 }).completeResult())
    #expect(html.utf8.count < 1_500_000)
    #expect(html.contains("(+"))
  }

  @Test("ids are unique, and every link has an end", arguments: [0, 1, 2, 3])
  func anchors(sample: Int) throws {
    var results = [
      SampleResult.drifted, SampleResult.clean, SampleResult.complete,
      SampleResult(text: { "a b\"<" + $0 }).completeResult(),
    ]
    results[0].assertions[1].id = "no/cross-traffic"
    results[0].assertions[2].id = "no cross-traffic"
    let elements = all(try tree(html(results[sample])))
    let ids = elements.compactMap { $0.attribute("id") }
    #expect(Set(ids).count == ids.count)
    let targets = elements.compactMap { $0.attribute("href")?.dropFirst() }.map(String.init)
    #expect(Set(targets).subtracting(ids) == [])
    let labels = elements.compactMap { $0.attribute("aria-labelledby") }.flatMap { $0.split(separator: " ") }
      .map(String.init)
    #expect(Set(labels).subtracting(ids) == [])
  }

  @Test("headings never skip a level, tables have a caption and headers")
  func structure() throws {
    let elements = all(try tree(html(SampleResult.complete)))
    #expect(elements.count { $0.name == "h1" } == 1)
    var level = 0
    for heading in elements where heading.name.count == 2 && heading.name.hasPrefix("h") && heading.name != "hr" {
      let next = try #require(Int(heading.name.dropFirst()))
      #expect(next <= level + 1, "\(heading.text)")
      level = next
    }
    for landmark in ["header", "nav", "main", "footer"] {
      #expect(elements.count { $0.name == landmark } == 1, "<\(landmark)>")
    }
    for picture in elements where picture.name == "svg" {
      #expect(picture.attribute("role") == "img")
      #expect(picture.element("title")?.text.isEmpty == false && picture.element("desc")?.text.isEmpty == false)
    }
    for table in elements where table.name == "table" {
      #expect(table.element("caption") != nil)
      #expect(table.element("thead", "tr", "th") != nil)
      #expect(all(table).filter { $0.name == "th" }.allSatisfy { $0.attribute("scope") != nil })
    }
  }

  @Test("findings beyond the bound are counted, and nothing links to them")
  func bound() throws {
    let html = try html(SampleResult.drifted, maximumFindings: 2)
    #expect(html.contains("Showing 2 of 6 findings, the most severe first; the JSON result has all."))
    let elements = all(try tree(html))
    #expect(elements.count { $0.name == "article" } == 2)
    let ids = Set(elements.compactMap { $0.attribute("id") })
    #expect(elements.compactMap { $0.attribute("href")?.dropFirst() }.allSatisfy { ids.contains(String($0)) })
  }

  @Test("an estate with many environments and findings stays a page that a browser shows")
  func large() throws {
    var result = SampleResult.drifted
    result.findings = (0..<5_000).map { number in
      var finding = result.findings[0]
      let digits = String(number, radix: 16)
      finding.id = String(repeating: "0", count: 16 - digits.count) + digits
      return finding
    }
    result.environments = (0..<60).map { number in
      var environment = result.environments[0]
      environment.name = "environment-\(number)"
      return environment
    }
    result.matrix = result.environments.flatMap { from in
      result.environments.filter { $0.name != from.name }.map { to in
        AuditResult.MatrixCell(from: from.name, to: to.name, status: .violated, assertions: [], findings: [])
      }
    }
    let html = try html(result)
    #expect(html.utf8.count < 5_000_000)
    #expect(html.contains("Showing 200 of 5,000 findings"))
    #expect(html.contains("Showing 500 of 3,540 pairs"))
  }

  @Test("the parts stand in the order in which an auditor reads them")
  func order() throws {
    let elements = all(try tree(html(SampleResult.complete)))
    let sections = elements.filter { $0.name == "section" }.compactMap { $0.attribute("id") }
    #expect(
      sections == [
        "verdict", "coverage", "environments", "topology", "controls", "assertions", "findings", "exceptions",
        "waivers",
        "change", "history", "method", "sign-off", "certificates", "policy", "inputs", "glossary",
      ]
    )
  }

  @Test("the title says of what, as of when, against what, with what, and names the run")
  func titleBlock() throws {
    var result = SampleResult.complete
    result.coverage.collected = "2026-11-23T01:30:00Z"
    let header = try #require(all(try tree(html(result))).first { $0.name == "header" })
    let words = words(header)
    for part in [
      "FlowMart", "2026-11-23, 01:30:00 UTC", "2026-11-23, 02:00:00 UTC", "nightly.json", "IsolationAudit 0.1.0",
      result.policies[0].sha256, String(repeating: "7", count: 64),
    ] {
      #expect(words.contains(part), "\(part)")
    }
    result.coverage.collected = nil
    let page = try html(result)
    #expect(page.contains("not told by the inputs"))
  }

  @Test("the run's id changes with the inputs, the policy, the waivers and the time, and with nothing else")
  func run() throws {
    func runID(_ change: (inout AuditResult) -> Void) throws -> String {
      var result = SampleResult.complete
      change(&result)
      let page = try html(result)
      let start = try #require(page.range(of: "Isolation audit, run \" \"")?.upperBound)
      return String(page[start...].prefix(16))
    }
    let plain = try runID { _ in }
    #expect(plain.allSatisfy { $0.isHexDigit })
    let same = try runID { $0.diagnostics = [] }
    #expect(plain == same)
    let others = try [
      runID { $0.inputs[0].sha256 = String(repeating: "9", count: 64) },
      runID { $0.policies[0].sha256 = String(repeating: "9", count: 64) },
      runID { $0.waivers?.files[0].sha256 = String(repeating: "9", count: 64) },
      runID { $0.generated = "2026-11-24T02:00:00Z" }, runID { $0.subject = "Other" },
    ]
    #expect(Set(others + [plain]).count == 6)
  }

  @Test(
    "a control is supported, not supported, inconclusive or not assessed, and never satisfied or complied with",
    arguments: [
      (ControlCoverage.Control.Status.supported, "supports it"), (.notSupported, "does not support it"),
      (.inconclusive, "inconclusive"), (.notAssessed, "not assessed"),
    ]
  )
  func controls(status: ControlCoverage.Control.Status, word: String) throws {
    var result = SampleResult.complete
    result.controls?.frameworks[0].controls[0].status = status
    let words = try words("controls", of: result)
    #expect(words.contains(word))
    #expect(!words.lowercased().contains("compliant"))
  }

  @Test("without a catalogue the controls that the policy names are listed")
  func namedControls() throws {
    let words = try words("controls", of: SampleResult.drifted)
    #expect(words.contains("Controls that the policy names") && words.contains("PCI DSS v4.0.1"))
  }

  @Test(
    "each waiver of the register tells reason, owner, approver, ticket, days and what became of it",
    arguments: [
      (WaiverRecord.Status.inForce, "in force"), (.expiring, "expires soon"), (.expired, "expired"),
      (.void, "void, the path changed"), (.unused, "unused"), (.malformed, "malformed"),
    ]
  )
  func waivers(status: WaiverRecord.Status, word: String) throws {
    var result = SampleResult.complete
    result.waivers?.waivers[1].status = status
    let words = try words("waivers", of: result)
    for part in [
      word, "The migration of orders ends in December.", "orders@flowmart.example", "ciso@flowmart.example", "SEC-1234",
      "2026-11-01", "2026-12-15", "22 days left", "3 days over", "The flow logs of the peering are watched.",
    ] {
      #expect(words.contains(part), "\(part)")
    }
  }

  @Test(
    "the days between two times",
    arguments: [
      ("2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z", 1), ("2024-02-28T00:00:00Z", "2024-03-01T00:00:00Z", 2),
      ("2023-02-28T23:59:59Z", "2023-03-01T00:00:00Z", 1), ("1999-12-31T00:00:00Z", "2000-01-01T00:00:00Z", 1),
      ("2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z", -365), ("2000-01-01T00:00:00Z", "2400-01-01T00:00:00Z", 146_097),
    ]
  )
  func days(start: String, end: String, days: Int) {
    #expect(AuditResult.days(from: start, to: end) == days)
    #expect(AuditResult.days(from: "yesterday", to: end) == nil)
  }

  @Test("the style sheet has rules for paper: repeated heads, expanded details, unbroken rows, the run's id")
  func paper() throws {
    let page = try html(SampleResult.complete)
    for rule in [
      "thead { display: table-header-group; }", "details::details-content", "break-inside: avoid", "size: A4",
      "@bottom-left", "counter(pages)", "prefers-color-scheme: dark", "prefers-reduced-motion",
    ] {
      #expect(page.contains(rule), "\(rule)")
    }
  }

  @Test("equal results give equal bytes")
  func deterministic() throws {
    let pages = try [html(SampleResult.complete), html(SampleResult.complete)]
    #expect(pages[0] == pages[1])
  }
}
