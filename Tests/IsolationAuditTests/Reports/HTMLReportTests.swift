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

  @Test("the drifted sample") func drifted() throws {
    try Golden.expect(HTMLReport(SampleResult.drifted).render(), "drifted.html")
  }

  @Test("the clean sample") func clean() throws {
    try Golden.expect(HTMLReport(SampleResult.clean).render(), "clean.html")
  }

  @Test("a sample that wants to run a script in every string; a browser that opens it keeps its title")
  func hostileSample() throws {
    let attack = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    let result = SampleResult.hostile(attack + "]]>\u{0}\u{1B}[31m\u{202E}")
    try Golden.expect(HTMLReport(result).render(), "hostile.html")
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
    "html": ["lang", "dir"], "head": [], "meta": ["charset", "http-equiv", "content", "name"], "title": [], "style": [],
    "body": [], "a": ["class", "href"], "header": ["class"], "nav": ["aria-label"], "main": [], "footer": [],
    "section": ["id", "aria-labelledby"], "article": ["class", "id", "aria-labelledby"],
    "div": ["class", "role", "aria-label", "tabindex"], "p": ["class"], "span": ["class", "aria-hidden"], "b": [],
    "code": ["class"], "pre": [], "small": [], "br": [], "h1": [], "h2": ["id"], "h3": [], "h4": ["id"], "h5": [],
    "ul": ["class"], "ol": ["class"], "li": ["class"], "dl": ["class"], "dt": [], "dd": [], "details": [],
    "summary": [], "table": ["class"], "caption": [], "thead": [], "tbody": [], "tr": ["id"],
    "th": ["class", "scope"], "td": ["class"],
  ]

  @Test("nothing that an attacker wrote becomes markup", arguments: attacks)
  func hostile(attack: String) throws {
    for element in all(try tree(html(SampleResult.hostile(attack)))) {
      let allowed = try #require(Self.vocabulary[element.name], "<\(element.name)>")
      for attribute in element.attributes {
        #expect(allowed.contains(attribute.name), "\(attribute.name) of <\(element.name)>")
        if attribute.name == "href" { #expect(attribute.value.hasPrefix("#")) }
      }
    }
  }

  @Test("the page loads nothing and runs nothing, whatever the strings", arguments: attacks)
  func loadsNothing(attack: String) throws {
    let root = try tree(html(SampleResult.hostile(attack)))
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
    let html = try html(SampleResult.hostile(attack))
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
    let html = try html(SampleResult.hostile(String(repeating: "A", count: 100_000)))
    #expect(html.utf8.count < 1_000_000)
    #expect(html.contains("(+"))
  }

  @Test("ids are unique, and every link has an end", arguments: [0, 1, 2])
  func anchors(sample: Int) throws {
    var results = [SampleResult.drifted, SampleResult.clean, SampleResult.hostile("a b\"<")]
    results[0].assertions[1].id = "no/cross-traffic"
    results[0].assertions[2].id = "no cross-traffic"
    let elements = all(try tree(html(results[sample])))
    let ids = elements.compactMap { $0.attribute("id") }
    #expect(Set(ids).count == ids.count)
    let targets = elements.compactMap { $0.attribute("href")?.dropFirst() }.map(String.init)
    #expect(Set(targets).subtracting(ids) == [])
    let labels = elements.compactMap { $0.attribute("aria-labelledby") }
    #expect(Set(labels).subtracting(ids) == [])
  }

  @Test("headings never skip a level, tables have a caption and headers")
  func structure() throws {
    let elements = all(try tree(html(SampleResult.drifted)))
    #expect(elements.count { $0.name == "h1" } == 1)
    var level = 0
    for heading in elements where heading.name.count == 2 && heading.name.hasPrefix("h") && heading.name != "hr" {
      let next = try #require(Int(heading.name.dropFirst()))
      #expect(next <= level + 1, "\(heading.text)")
      level = next
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
    #expect(html.contains("Showing 2 of 6 findings; the JSON result has all."))
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

  @Test("equal results give equal bytes")
  func deterministic() throws {
    #expect(try html(SampleResult.drifted) == html(SampleResult.drifted))
  }
}
