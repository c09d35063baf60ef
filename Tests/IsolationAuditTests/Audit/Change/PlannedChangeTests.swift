import Foundation
import IsolationAudit
import Testing

/// The plans below `examples/flowmart/changes`, made with the real Terraform over the applied state of the reference estate.
enum PlannedFlowMart {
  /// What is expected of a plan, as `expected.json` beside it says.
  struct Expectation: Decodable, Sendable, CustomTestStringConvertible {
    /// A finding that the plan opens.
    struct Opened: Decodable, Hashable, Sendable {
      var assertion: String
      var from: String
      var to: String
      /// The addresses that are blamed, in order; some texts of them are enough.
      var blamed: [String]
    }

    var title: String
    var opens: Bool
    /// What is opened; `nil` for a harmless plan.
    var opened: [Opened]?
    /// The assertions of which the plan leaves something undecided.
    var undecided: [String]?
    var name = ""

    private enum CodingKeys: CodingKey { case title, opens, opened, undecided }

    var testDescription: String { "\(name): \(title)" }
  }

  private static let root = FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "examples/flowmart")

  /// The plans, by name, or none when they cannot be read; ``PlannedChangeTests`` asks for fourteen.
  static let changes: [Expectation] = {
    let folder = root.appending(path: "changes")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return names.sorted().compactMap { name in
      let file = folder.appending(path: name).appending(path: "expected.json")
      guard let data = try? Data(contentsOf: file) else { return nil }
      guard var expectation = try? JSONDecoder().decode(Expectation.self, from: data) else { return nil }
      expectation.name = name
      return expectation
    }
  }()

  /// The path of a file of a change.
  static func path(_ name: String, _ file: String = "") -> String {
    root.appending(path: "changes/\(name)").appending(path: file).path(percentEncoded: false)
  }

  /// The directory of a plan's root module: its own, or the estate's with the change's patch.
  private static func sources(_ name: String) throws -> String {
    let patch = path(name, "change.patch")
    guard FileManager.default.fileExists(atPath: patch) || name == "fresh" else { return path(name) }
    let estate = root.appending(path: "terraform/10-estate")
    guard name != "fresh" else { return estate.path(percentEncoded: false) }
    let copy = FileManager.default.temporaryDirectory.appending(path: "flowmart-\(name)-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: estate, to: copy)
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "apply", patch]
    git.currentDirectoryURL = copy
    // Whatever repository the temporary folder may be in, the patch is for the copy.
    var environment = ProcessInfo.processInfo.environment
    environment["GIT_CEILING_DIRECTORIES"] = copy.deletingLastPathComponent().path(percentEncoded: false)
    git.environment = environment
    try git.run()
    git.waitUntilExit()
    #expect(git.terminationStatus == 0, "git apply")
    return copy.path(percentEncoded: false)
  }

  /// Judges a plan over the snapshot.
  static func audit(
    _ name: String,
    snapshot: Bool = true,
    sources isGiven: Bool = true,
    worksOutCuts: Bool = true
  ) throws -> AuditResult {
    let sources = try sources(name)
    defer { if sources.contains("/flowmart-\(name)-") { try? FileManager.default.removeItem(atPath: sources) } }
    let policy = root.deletingLastPathComponent().deletingLastPathComponent().appending(path: "policies/flowmart.yaml")
    return try IsolationAuditor().audit(
      PlanInput(
        plan: path(name, "plan.json"),
        snapshot: snapshot ? root.appending(path: "snapshot").path(percentEncoded: false) : nil,
        terraformRoot: isGiven ? sources : nil
      ),
      policies: [policy.path(percentEncoded: false)],
      options: AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "FlowMart", worksOutCuts: worksOutCuts)
    )
  }
}

/// What the gate says of changes as people make them.
@Suite("Plans of the reference estate")
struct PlannedChangeTests {
  private static let overSnapshot = PlannedFlowMart.changes.filter { $0.name != "fresh" }

  @Test("there are fourteen plans over the snapshot, six of them harmless")
  func all() {
    #expect(Self.overSnapshot.count == 14)
    #expect(Self.overSnapshot.count { !$0.opens } == 6)
  }

  @Test("a plan opens what is expected and nothing else, and what is blamed is what brings it", arguments: overSnapshot)
  func opens(_ expected: PlannedFlowMart.Expectation) throws {
    let result = try PlannedFlowMart.audit(expected.name)
    let change = try #require(result.change)
    let findings = Dictionary(result.findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let opened = try change.opened.map { opened in
      let finding = try #require(findings[opened.finding])
      return PlannedFlowMart.Expectation.Opened(
        assertion: finding.assertion,
        from: finding.from,
        to: finding.to,
        blamed: opened.blamed.map(\.address)
      )
    }
    let wanted = expected.opened ?? []
    #expect(
      Set(opened) == Set(wanted),
      "\(opened.filter { !wanted.contains($0) }) instead of \(wanted.filter { !opened.contains($0) })"
    )
    #expect(Set(change.undecided.map(\.assertion)) == Set(expected.undecided ?? []), "\(change.undecided)")
    #expect(change.closed.isEmpty)
    let decision = ChangeGate().decide(result)
    #expect(decision == (expected.opens ? .violation : expected.undecided == nil ? .pass : .inconclusive))
  }

  @Test(
    "what only the sources tell is undecided without them, by its attribute, and the result says what would settle it"
  )
  func withoutSources() throws {
    let result = try PlannedFlowMart.audit("sandbox-propagation", sources: false)
    let change = try #require(result.change)
    #expect(ChangeGate().decide(result) == .inconclusive)
    #expect(change.opened.isEmpty)
    let attribute =
      #"aws_ec2_transit_gateway_route_table_association.east["sandbox"].transit_gateway_attachment_id"#
    let isNamed = change.undecided.filter { $0.assertion == "sandbox-isolated" }.map { pair in
      pair.reasons.contains {
        $0 == "\(attribute) is known after apply: local.associations is not in the plan"
      }
    }
    #expect(isNamed.contains(true) && !isNamed.contains(false))
    #expect(change.notes.contains { $0.contains("--terraform-root") })
    // With them there is nothing to settle.
    #expect(try PlannedFlowMart.audit("sandbox-propagation").change?.notes == [])
  }

  @Test(
    "the files of a snapshot are among the inputs with their digests, the plan as well, and nothing that is no file"
  )
  func inputs() throws {
    let result = try PlannedFlowMart.audit("own-role", worksOutCuts: false)
    #expect(result.inputs.count == (try FlowMart.files("snapshot").count) + 1)
    for input in result.inputs {
      #expect(input.sha256.count == 64 && input.bytes > 0, "\(input.path)")
      #expect(!input.path.hasSuffix("terraform.json"))
    }
    let plan = try #require(result.inputs.first { $0.path.hasSuffix("own-role/plan.json") })
    let bytes = try Data(contentsOf: URL(fileURLWithPath: PlannedFlowMart.path("own-role", "plan.json")))
    #expect(plan.bytes == bytes.count)
  }

  @Test(
    "no report of any plan has a value that the plan marks as sensitive",
    arguments: PlannedFlowMart.changes.map(\.name)
  )
  func secrets(_ name: String) throws {
    let markers = ["set-by-the-service-team", "not-a-real-key-of-anything"]
    let plan = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: PlannedFlowMart.path(name, "plan.json"))),
      as: UTF8.self
    )
    guard markers.contains(where: { plan.contains($0) }) else { return }
    let result = try PlannedFlowMart.audit(name, snapshot: name != "fresh", worksOutCuts: false)
    let json = String(decoding: try JSONReport(result).render(), as: UTF8.self)
    let text = String(decoding: TextReport(result).render(), as: UTF8.self)
    for marker in markers { #expect(!json.contains(marker) && !text.contains(marker)) }
  }

  @Test("the plans hold the markers, so that the test above looks for something")
  func markers() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: PlannedFlowMart.path("reports-route", "plan.json")))
    let plan = String(decoding: data, as: UTF8.self)
    #expect(plan.contains("set-by-the-service-team") && plan.contains("not-a-real-key-of-anything"))
  }
}
