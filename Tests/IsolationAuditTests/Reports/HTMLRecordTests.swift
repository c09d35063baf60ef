import Crypto
import Foundation
import IsolationAudit
import Testing

@Suite("The record as files")
struct HTMLRecordTests {
  private func inDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory.path)
  }

  private func large(_ count: Int) -> AuditResult {
    var result = SampleResult.complete
    let assertions = ["no-cross-traffic", "no-assume-role", "separate-roles"]
    result.findings = (0..<count).map { number in
      var finding = result.findings[number % 6]
      let digits = String(number, radix: 16)
      finding.id = String(repeating: "0", count: 16 - digits.count) + digits
      finding.assertion = assertions[number % 3]
      return finding
    }
    result.summary.findings = count
    return result
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func tree(_ html: [UInt8]) throws -> XMLElement {
    try XMLReader(maximumSize: .max).read(String(text(html).dropFirst("<!DOCTYPE html>\n".count)))
  }

  private func all(_ element: XMLElement) -> [XMLElement] { [element] + element.elements.flatMap(all) }

  @Test("a record of few findings is one page, the one that `render` gives")
  func alone() throws {
    let files = try HTMLRecord(SampleResult.complete).files(at: "/nowhere/report.html")
    #expect(files.others.isEmpty)
    #expect(files.main.path == "/nowhere/report.html")
    let page = try HTMLReport(SampleResult.complete).render()
    #expect(files.main.bytes == page)
  }

  @Test("10,000 findings: the main page stays small, and each finding is in full on just one page of its assertion")
  func pages() throws {
    let result = large(10_000)
    let files = try HTMLRecord(result).files(at: "out/nightly.html")
    #expect(files.main.bytes.count <= 5_000_000)
    #expect(text(files.main.bytes).contains("Showing 200 of 10,000 findings, the most severe first"))
    let pages = files.others.filter { $0.path.hasPrefix("out/nightly-files/") }
    #expect(pages.map(\.path).first == "out/nightly-files/assertion-no-cross-traffic-part-1.html")
    #expect(pages.allSatisfy { $0.bytes.count <= 5_000_000 })
    var anchors: [String] = []
    for page in pages {
      anchors += all(try tree(page.bytes)).filter { $0.name == "article" }.compactMap { $0.attribute("id") }
    }
    #expect(anchors.count == 10_000 && Set(anchors).count == 10_000)
  }

  @Test("every link of every page has an end, on the page itself or on another")
  func links() throws {
    let files = try HTMLRecord(large(1_000), assets: .external).files(at: "out/a report #1.html")
    let whole = [files.main] + files.others.filter { $0.path.hasSuffix(".html") }
    var ids: [String: Set<String>] = [:]
    for (path, bytes) in whole { ids[path] = Set(all(try tree(bytes)).compactMap { $0.attribute("id") }) }
    for (path, bytes) in whole {
      let folder = path.split(separator: "/").dropLast()
      for element in all(try tree(bytes)) {
        guard let link = element.attribute("href") else { continue }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        var steps = folder
        for step in parts[0].split(separator: "/") {
          if step == ".." {
            steps = steps.dropLast()
          } else {
            steps.append(Substring(step.removingPercentEncoding ?? ""))
          }
        }
        let target = parts[0].isEmpty ? path : steps.joined(separator: "/")
        if element.name == "link" {
          #expect(files.others.contains { $0.path == target }, "\(link)")
        } else if parts.count == 2 {
          #expect(ids[target]?.contains(String(parts[1])) == true, "\(link) of \(path)")
        } else {
          #expect(ids[target] != nil, "\(link) of \(path)")
        }
      }
    }
  }

  @Test("the style sheet beside the page is the one that would be in it, and no style is left in the page")
  func external() throws {
    let files = try HTMLRecord(SampleResult.complete, assets: .external).files(at: "out/report.html")
    let sheet = try #require(files.others.first { $0.path == "out/report.css" })
    let inline = text(try HTMLReport(SampleResult.complete).render())
    #expect(inline.contains("<style>" + text(sheet.bytes) + "</style>"))
    let page = text(files.main.bytes)
    #expect(!page.contains("<style") && !page.contains("style=") && page.contains("style-src 'self'"))
    #expect(page.contains("<link rel=\"stylesheet\" href=\"report.css\"/>"))
  }

  @Test("the manifest has the digest and the size of each file")
  func manifest() throws {
    let files = try HTMLRecord(large(300), assets: .external).files(at: "report.html")
    let manifest = try #require(files.others.last)
    #expect(manifest.path == "report.manifest.json")
    struct Manifest: Decodable {
      struct File: Decodable {
        var bytes: Int
        var path: String
        var sha256: String
      }
      var files: [File]
    }
    let entries = try JSONDecoder().decode(Manifest.self, from: Data(manifest.bytes)).files
    let written = [files.main] + files.others.dropLast()
    #expect(entries.map(\.path) == written.map(\.path))
    for (entry, file) in zip(entries, written) {
      #expect(entry.bytes == file.bytes.count)
      #expect(
        entry.sha256 == SHA256.hash(data: file.bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      )
    }
  }

  @Test("files are written, pages that an earlier run left are removed, and nothing else of the folder is touched")
  func writes() throws {
    try inDirectory { directory in
      let folder = directory + "/report-files"
      try HTMLRecord(large(900)).files(at: directory + "/report.html").write()
      let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(
        before == ["assertion-no-assume-role.html", "assertion-no-cross-traffic.html", "assertion-separate-roles.html"]
      )
      try Data("mine".utf8).write(to: URL(fileURLWithPath: folder + "/notes.html"))
      var fewer = large(900)
      fewer.findings.removeAll { $0.assertion == "no-assume-role" }
      try HTMLRecord(fewer).files(at: directory + "/report.html").write()
      let after = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(after == ["assertion-no-cross-traffic.html", "assertion-separate-roles.html", "notes.html"])
      try HTMLRecord(SampleResult.clean).files(at: directory + "/report.html").write()
      let last = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(last == ["notes.html"])
      let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
      #expect(names == ["report-files", "report.html"])
    }
  }

  @Test("a folder that cannot be made is an error with its name, and the page is as it was")
  func noFolder() throws {
    try inDirectory { directory in
      try Data("a file".utf8).write(to: URL(fileURLWithPath: directory + "/report-files"))
      let error = #expect(throws: ReportError.self) {
        try HTMLRecord(large(300)).files(at: directory + "/report.html").write()
      }
      #expect(error?.message.contains("report-files") == true)
      #expect(!FileManager.default.fileExists(atPath: directory + "/report.html"))
    }
  }

  @Test("texts without end: the page is shortened until it is one that a browser shows, and says so")
  func shortened() throws {
    var result = large(400)
    let long = String(repeating: "long ", count: 2_000)
    for index in result.findings.indices {
      result.findings[index].hops = Array(
        repeating: Hop(resource: result.findings[0].via.first ?? .init(id: "x", type: "y"), action: long, rule: long),
        count: 60
      )
    }
    let page = try HTMLReport(result).render()
    #expect(page.count <= 5_000_000)
    #expect(text(page).contains("of 400 findings, the most severe first"))
  }
}
