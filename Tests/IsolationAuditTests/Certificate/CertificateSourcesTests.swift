import Foundation
import Testing

/// The verifier is worth something because it is not the engine: its sources name no type of the engine.
@Suite("Independence of the verifier")
struct CertificateSourcesTests {
  private static let sources = FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/IsolationAudit")

  private static func files(_ folder: String) throws -> [(name: String, text: String)] {
    try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: folder).path(percentEncoded: false))
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { name in
        let bytes = try Data(contentsOf: sources.appending(path: "\(folder)/\(name)"))
        return (name, String(decoding: bytes, as: UTF8.self))
      }
  }

  /// The words of a text outside of comments.
  private static func words(_ text: String) -> Set<String> {
    var words: Set<String> = []
    for line in text.split(separator: "\n") {
      let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
      words.formUnion(code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) })
    }
    return words
  }

  @Test("No source of it names a type of the network engine, the audit, the policy, the identities or the reports")
  func namesNoEngine() throws {
    let declaration =
      /^(?:(?:package|public|fileprivate|private|final|indirect) )*(?:struct|class|enum|protocol|actor|typealias) (\w+)/
    var engine: Set<String> = []
    for folder in ["Network", "Identity", "Policy", "Audit", "Reports"] {
      for file in try Self.files(folder) {
        for line in file.text.split(separator: "\n") {
          if let match = line.firstMatch(of: declaration) { engine.insert(String(match.1)) }
        }
      }
    }
    #expect(engine.contains("Walker") && engine.contains("TrafficSurvey") && engine.contains("Placement"))
    let own = try Self.files("Certificate")
    #expect(own.count > 8)
    for file in own {
      #expect(Self.words(file.text).intersection(engine).isEmpty, "\(file.name)")
    }
  }
}
