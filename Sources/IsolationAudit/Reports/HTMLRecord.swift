import Crypto
import Foundation

/// The compliance record as files: the page, and what stands beside it.
///
/// - `report.html` is the whole record where that fits a page that a browser shows at once.
/// - `report-files/assertion-….html` holds all findings of an assertion where it does not.
/// - `report.css` is the style sheet, when it may not be in the page.
/// - `report.manifest.json` has the SHA-256 of each file, when there are several.
///
/// The names follow from the page's own; the bytes follow from the result.
public struct HTMLRecord: Sendable {
  /// The number of findings that the main page shows in full.
  static let maximumFindings = 200
  /// The number of findings that a page of an assertion shows.
  static let findingsPerPage = 400

  /// The identifier of the form of a manifest.
  static let manifestSchema = "isolation-audit/manifest/v1"

  private let result: AuditResult
  private let assets: HTMLAssets

  /// Creates the record of a result.
  public init(_ result: AuditResult, assets: HTMLAssets = .inline) { (self.result, self.assets) = (result, assets) }

  /// The files of a record.
  public struct Files: Sendable {
    /// The files beside the page, in the order of writing: path and bytes.
    public var others: [(path: String, bytes: [UInt8])] = []
    /// The page, which is written last: what it links to is then there.
    public var main: (path: String, bytes: [UInt8])
    /// The folder for pages of findings, whether or not there are any.
    var folder: String
    /// The path of the manifest, whether or not there is one.
    var manifest: String
  }

  /// Renders the files of a record.
  ///
  /// - Parameter path: The path of the page.
  /// - Returns: The files, not yet written.
  /// - Throws: ``ReportError`` when a page could not be made.
  public func files(at path: String) throws(ReportError) -> Files {
    var report = HTMLReport(result, maximumFindings: Self.maximumFindings)
    let names = Names(path: path)
    // A pipe or a device takes one page, which has all that it needs.
    guard !AtomicFile(path: path).isStream else {
      return Files(main: (path, try report.render()), folder: names.folder, manifest: names.manifest)
    }
    if assets == .external { report.styleSheet = names.link(names.style) }
    if report.digest.findings.count > Self.maximumFindings {
      report.links.pages = Self.pages(report)
      report.links.folder = names.link(names.folder) + "/"
      for page in report.links.pages {
        for finding in page.findings { report.links.fileOfFinding[report.digest.findings[finding].id] = page.name }
      }
    }
    var files = Files(main: (path, try report.render()), folder: names.folder, manifest: names.manifest)
    let pages = report.links.pages.concurrentMap { [report] page in
      Result { () throws(ReportError) in try render(page, of: report, names) }
    }
    for (page, bytes) in zip(report.links.pages, pages) {
      files.others.append((names.folder + "/" + page.name, try bytes.get()))
    }
    if assets == .external { files.others.append((names.style, HTMLStyle.bytes(runID: report.runID))) }
    if !files.others.isEmpty { files.others.append((names.manifest, manifest(files, names))) }
    return files
  }

  /// The findings by assertion, in pages.
  private static func pages(_ report: HTMLReport) -> [HTMLLinks.Page] {
    var findings: [String: [Int]] = [:]
    var order: [String] = []
    for (place, finding) in report.digest.findings.enumerated() {
      if findings[finding.assertion] == nil { order.append(finding.assertion) }
      findings[finding.assertion, default: []].append(place)
    }
    order.sort {
      (report.links.anchors.place(ofAssertion: $0), $0) < (report.links.anchors.place(ofAssertion: $1), $1)
    }
    var pages: [HTMLLinks.Page] = []
    for (number, assertion) in order.enumerated() {
      let name = report.links.anchors.assertion(assertion) ?? "assertion-number-\(number + 1)"
      let all = findings[assertion] ?? []
      let parts = (all.count + findingsPerPage - 1) / findingsPerPage
      for part in 0..<parts {
        let suffix = parts == 1 ? "" : "-part-\(part + 1)"
        let range = part * findingsPerPage..<min(all.count, (part + 1) * findingsPerPage)
        pages.append(HTMLLinks.Page(name: name + suffix + ".html", assertion: assertion, findings: Array(all[range])))
      }
    }
    return pages
  }

  private func render(_ page: HTMLLinks.Page, of main: HTMLReport, _ names: Names) throws(ReportError) -> [UInt8] {
    var report = main
    let findings = page.findings.map { main.digest.findings[$0] }
    report.links.shown = Set(findings.map(\.id))
    report.links.folder = ""
    report.links.mainPage = "../" + names.link(names.page)
    if main.styleSheet != nil { report.styleSheet = "../" + names.link(names.style) }
    return try report.findingPage(page, findings)
  }

  /// The digests of the files, in JSON.
  private func manifest(_ files: Files, _ names: Names) -> [UInt8] {
    struct Manifest: Encodable {
      struct File: Encodable {
        var bytes: Int
        var path: String
        var sha256: String
      }
      var files: [File]
      var generated: String
      var schema = HTMLRecord.manifestSchema
    }
    let root = names.directory.count
    let entries = ([files.main] + files.others).map { path, bytes in
      Manifest.File(
        bytes: bytes.count,
        path: String(path.dropFirst(root)),
        sha256: ResultDigest.hexadecimal(SHA256.hash(data: bytes))
      )
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(Manifest(files: entries, generated: result.generated)) else { return [] }
    return Array(json) + [UInt8(ascii: "\n")]
  }

  /// The names of the files, made from the page's.
  struct Names {
    /// The folder of the page with a slash at its end, or nothing.
    let directory: String
    let page: String
    let style: String
    let folder: String
    let manifest: String

    init(path: String) {
      page = path.split(separator: "/").last.map(String.init) ?? path
      directory = String(path.dropLast(page.count))
      var base = page
      for ending in [".html", ".htm"] where base.lowercased().hasSuffix(ending) && base.count > ending.count {
        base = String(base.dropLast(ending.count))
        break
      }
      (style, folder) = (directory + base + ".css", directory + base + "-files")
      manifest = directory + base + ".manifest.json"
    }

    /// A path as a link of a page in ``directory`` has it.
    func link(_ path: String) -> String {
      let name = path.hasPrefix(directory) ? path.dropFirst(directory.count) : path[...]
      return name.utf8.reduce(into: "") { text, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
          text.unicodeScalars.append(Unicode.Scalar(byte))
        default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }
    }
  }
}

extension HTMLReport {
  /// A page with findings of one assertion.
  func findingPage(_ page: HTMLLinks.Page, _ findings: [Finding]) throws(ReportError) -> [UInt8] {
    let number = links.pages.filter { $0.assertion == page.assertion }.firstIndex { $0.name == page.name } ?? 0
    let parts = links.pages.count { $0.assertion == page.assertion }
    let assertion = digest.assertions[page.assertion]
    let whole = assertion?.findings.count ?? findings.count
    return try document(title: "Findings of \(page.assertion.visible(limit: 80))") { writer in
      writer.tag("a", "Skip to the findings", ["class": "skip", "href": "#findings"])
      writer.line()
      writer.block("header", ["class": "title"]) {
        writer.block("p", ["class": "kicker"]) {
          writer.tag("a", "Isolation audit of \(result.subject.visible(limit: 120))", ["href": links.mainPage])
        }
        writer.tag("h1", assertion?.title ?? page.assertion)
        writer.line()
        var facts: [(term: String, fact: XMLWriter.Fact)] = [
          ("Assertion", .code(page.assertion)), ("Judged", .text(Self.time(result.generated))), ("Run", .code(runID)),
        ]
        facts.append(("Findings here", .text("\(findings.count.grouped) of \(whole.of("finding"))")))
        if parts > 1 { facts.append(("Part", .text("\(number + 1) of \(parts)"))) }
        writer.facts(facts)
      }
      writer.block("main", ["id": "findings"]) {
        writer.tag("h2", "Findings")
        writer.line()
        writeListing(findings, writer)
        writer.tag("h3", "In full")
        writer.line()
        for finding in findings { write(finding, writer) }
      }
      writeFooter(writer)
    }
  }

  /// The findings of a page in one table.
  private func writeListing(_ findings: [Finding], _ page: borrowing XMLWriter) {
    page.scrolling("List of findings") {
      page.table("Findings of this page", count: findings.count, columns: ["Severity", "Pair", "Finding"]) {
        for finding in findings {
          page.block("tr") {
            page.container("td") {
              page.tag("span", finding.severity.rawValue, ["class": "severity \(finding.severity.rawValue)"])
            }
            page.tag("td", finding.direction)
            page.container("th", ["scope": "row"]) { link(to: finding, page) }
          }
        }
      }
    }
  }
}
