import Foundation
import Testing

@testable import IsolationAudit

@Suite("Report writer")
struct ReportWriterTests {
  /// Runs a test in a directory of its own.
  private func inDirectory(_ body: (URL) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory)
  }

  private func target(_ format: ReportFormat, _ directory: URL, _ name: String) -> ReportTarget {
    ReportTarget(format, to: .file("\(directory.path)/\(name)"))
  }

  @Test("an argument names a format and a place")
  func arguments() throws {
    #expect(try ReportTarget(argument: "junit=out/a=b.xml") == ReportTarget(.junit, to: .file("out/a=b.xml")))
    #expect(try ReportTarget(argument: "text=-") == ReportTarget(.text, to: .standardOutput))
    #expect(try ReportTarget(argument: "json") == ReportTarget(.json, to: .standardOutput))
  }

  @Test(
    "an argument that names no format or no place is refused",
    arguments: [
      (
        "sarf=x",
        "unknown report format 'sarf', expected one of junit, html, json, text, github, gitlab, markdown, sarif, csv, ocsf, asff, as in junit=report.xml"
      ),
      ("=x", "unknown report format ''"), ("", "unknown report format ''"), ("html=", "no path after 'html='"),
    ]
  )
  func badArguments(argument: String, message: String) {
    let error = #expect(throws: ReportError.self) { try ReportTarget(argument: argument) }
    #expect(error?.message.hasPrefix(message) == true, "\(error as Any)")
  }

  @Test("several reports are written in one run, and nothing else is left")
  func several() throws {
    try inDirectory { directory in
      let targets = ReportFormat.allCases.map { target($0, directory, "report.\($0.rawValue)") }
      try ReportWriter(targets).write(SampleResult.drifted)
      let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
      #expect(names == ReportFormat.allCases.map { "report.\($0.rawValue)" }.sorted())
      let json = Array(try Data(contentsOf: directory.appending(path: "report.json")))
      #expect(try JSONReport.read(json) == SampleResult.drifted)
      let text = String(decoding: try Data(contentsOf: directory.appending(path: "report.text")), as: UTF8.self)
      #expect(text.contains("NOT ISOLATED"))
    }
  }

  @Test("text in a file has no colours")
  func noColours() throws {
    try inDirectory { directory in
      try ReportWriter([target(.text, directory, "t")], options: ReportOptions(color: true)).write(SampleResult.drifted)
      #expect(try !Data(contentsOf: directory.appending(path: "t")).contains(0x1B))
    }
  }

  @Test("a file that exists is replaced, through a symbolic link as well")
  func replaces() throws {
    try inDirectory { directory in
      let file = directory.appending(path: "report.json")
      let link = directory.appending(path: "latest.json")
      try Data("old".utf8).write(to: file)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      try ReportWriter([target(.json, directory, "latest.json")]).write(SampleResult.clean)
      #expect(try JSONReport.read(Array(Data(contentsOf: file))) == SampleResult.clean)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
    }
  }

  @Test("a place that cannot be written is refused before the run, by name")
  func badPlaces() throws {
    try inDirectory { directory in
      func message(_ name: String) -> String {
        do throws(ReportError) {
          _ = try ReportWriter([target(.html, directory, name)])
          return ""
        } catch {
          return error.message
        }
      }
      #expect(message("missing/report.html").hasSuffix("missing does not exist"))
      #expect(message("missing/report.html").hasPrefix("cannot write "))
      #expect(message("").hasSuffix("it is a directory, expected a file"))
      try Data().write(to: directory.appending(path: "file"))
      #expect(message("file/report.html").hasSuffix("file is not a directory"))
      #expect(message("a\u{0}b").hasSuffix("a path cannot contain U+0000"))
      #expect(message("new.html") == "")
      let entries = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      #expect(entries == ["file"])
    }
  }

  @Test("a directory without permission to write is refused, except for root, whom nothing stops")
  func notWritable() throws {
    try inDirectory { directory in
      try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: directory.path)
      defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory.path) }
      guard !FileManager.default.isWritableFile(atPath: directory.path) else { return }
      let error = #expect(throws: ReportError.self) { try ReportWriter([target(.json, directory, "x")]) }
      #expect(error?.message.hasSuffix("is not writable") == true)
    }
  }

  @Test("two reports cannot go to one place")
  func onePlace() throws {
    try inDirectory { directory in
      let targets = [target(.html, directory, "x"), target(.json, directory, "x")]
      #expect(throws: ReportError.self) { try ReportWriter(targets) }
      #expect(throws: ReportError.self) {
        try ReportWriter([.init(.html, to: .standardOutput), .init(.text, to: .standardOutput)])
      }
    }
  }

  @Test("two paths of one file are one place", arguments: ["./x", "sub/../x", "link/x", "alias"])
  func onePlaceByAnotherName(name: String) throws {
    try inDirectory { directory in
      let manager = FileManager.default
      try manager.createDirectory(at: directory.appending(path: "sub"), withIntermediateDirectories: false)
      try manager.createSymbolicLink(at: directory.appending(path: "link"), withDestinationURL: directory)
      try Data().write(to: directory.appending(path: "x"))
      try manager.createSymbolicLink(
        at: directory.appending(path: "alias"),
        withDestinationURL: directory.appending(path: "x")
      )
      let error = #expect(throws: ReportError.self) {
        try ReportWriter([target(.html, directory, "x"), target(.json, directory, name)])
      }
      #expect(error?.message.hasPrefix("two reports go to one place, html to ") == true)
      #expect(throws: Never.self) {
        try ReportWriter([target(.html, directory, "x"), target(.json, directory, "sub/x")])
      }
    }
  }

  @Test(
    "the name of a numbered file",
    arguments: [
      ("out/a.b.xml", "out/a.b-2.xml"), ("report", "report-2"), ("dir.d/report", "dir.d/report-2"), (".xml", ".xml-2"),
    ]
  )
  func numberedNames(path: String, numbered: String) {
    #expect(ReportFile.path(.numbered(2), for: path) == numbered)
    #expect(ReportFile.path(.asked, for: path) == path)
  }

  @Test("a JUnit report that is too large becomes numbered files, which is said; an old one does not stay among them")
  func numbered() throws {
    try inDirectory { directory in
      try Data("<testsuites/>".utf8).write(to: directory.appending(path: "r.xml"))
      let options = ReportOptions(junitFileSize: 12_000)
      let notes = try ReportWriter([target(.junit, directory, "r.xml")], options: options).write(SampleResult.drifted)
      let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
      #expect(names == (1...names.count).map { "r-\($0).xml" })
      #expect(names.count >= 2)
      #expect(notes.count == 2)
      #expect(notes.first?.hasSuffix("r-\(names.count).xml") == true)
      #expect(notes.last?.hasSuffix("r.xml was an earlier run's and has been removed") == true)
      let again = try ReportWriter([target(.junit, directory, "r.xml")]).write(SampleResult.drifted)
      #expect(again.count == 1)
      #expect(again.first?.hasSuffix("r-1.xml is not of this run, and does not belong to this report") == true)
    }
  }

  @Test("text in a file is as wide on every machine")
  func fileWidth() throws {
    try inDirectory { directory in
      try ReportWriter([target(.text, directory, "t")], options: ReportOptions(width: 60)).write(SampleResult.drifted)
      let bytes = Array(try Data(contentsOf: directory.appending(path: "t")))
      #expect(bytes == TextReport(SampleResult.drifted, width: 100).render())
    }
  }

  @Test("a prefix of paths names a kind of files", arguments: ["", "infra", "tf=infra", "=x"])
  func badPrefix(argument: String) {
    var paths = PathPrefixes()
    #expect(throws: ReportError.self) { try paths.add(argument: argument) }
  }

  @Test(
    "a path is a relative reference whatever is in it",
    arguments: [
      ("a b/ü.tf", "infra/a%20b/%C3%BC.tf"), ("../x.tf", "infra/../x.tf"), ("a:b?c#d%.tf", "infra/a%3Ab%3Fc%23d%25.tf"),
    ]
  )
  func uris(file: String, uri: String) {
    let place = SourceLocation(file: file, line: 1, column: 1)
    #expect(PathPrefixes(terraform: "./infra/").uri(of: place, in: SampleResult.clean) == uri)
    #expect(PathPrefixes().uri(of: SourceLocation(file: "/etc/x"), in: SampleResult.clean) == "etc/x")
  }

  @Test("a device is written, not replaced")
  func device() throws {
    try ReportWriter([ReportTarget(.json, to: .file("/dev/null"))]).write(SampleResult.clean)
    var isDirectory: ObjCBool = false
    #expect(FileManager.default.fileExists(atPath: "/dev/null", isDirectory: &isDirectory))
  }

  @Test("a failed run writes its JUnit and nothing else")
  func failedRun() throws {
    try inDirectory { directory in
      let writer = try ReportWriter([target(.junit, directory, "a.xml"), target(.json, directory, "a.json")])
      let report = JUnitReport.failedRun(
        message: "no input",
        tool: .init(name: "IsolationAudit", version: "0.1.0"),
        generated: "2026-11-23T02:00:00Z"
      )
      try writer.write(failedRun: report)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["a.xml"])
    }
  }
}
