import Foundation
import IsolationAudit
import Testing

/// The catalogues that come with the program.
@Suite("Catalogues of controls")
struct ShippedControlsTests {
  private static let folder = FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "policies/controls")

  @Test("what is compiled in is what the files say")
  func compiledIn() throws {
    let folder = Self.folder
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
    let files = try names.filter { $0.hasSuffix(".yaml") }.map { name in
      (
        id: String(name.dropLast(5)),
        text: String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
      )
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let source = folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/IsolationAudit/Policy/ShippedControls.swift")
      try Data(ShippedControls.source(files).utf8).write(to: source)
      Issue.record("wrote ShippedControls.swift anew; build and run again without UPDATE_GOLDEN")
      return
    }
    #expect(ShippedControls.files.map(\.id) == files.map(\.id))
    for (compiled, file) in zip(ShippedControls.files, files) {
      #expect(compiled.text == file.text, "\(file.id): UPDATE_GOLDEN=1 script/test --filter ShippedControls")
    }
  }

  @Test("each is read without a fault, under the name of its framework and version")
  func readable() throws {
    for file in ShippedControls.files {
      let catalogues = try ControlCatalogues(files: [PolicyInput(file: "\(file.id).yaml", text: file.text)])
      let catalogue = try #require(catalogues.catalogue(file.id), "\(file.id)")
      #expect(catalogue.controls.count >= 3 && !catalogue.source.isEmpty && CalendarDay(catalogue.checked) != nil)
      for control in catalogue.controls {
        #expect(!control.paraphrase.isEmpty && control.paraphrase.count <= 200, "\(file.id)/\(control.id)")
        #expect(control.title != control.paraphrase)
        // A kind is explained once for each control.
        let kinds = control.support.flatMap(\.kinds)
        #expect(Set(kinds).count == kinds.count, "\(file.id)/\(control.id)")
      }
    }
  }

  @Test(
    "the frameworks that are promised are there",
    arguments: [
      "nist-800-53-5.1.1", "pci-dss-4.0.1", "iso-27001-2022", "soc-2-2017", "cis-controls-8",
      "cis-aws-foundations-3.0.0",
      "cis-aws-foundations-5.0.0", "cis-aws-foundations-6.0.0", "cis-aws-foundations-7.0.0",
      "aws-well-architected-2024",
      "fedramp-high-rev5",
    ]
  )
  func promised(_ id: String) { #expect(ControlCatalogues().catalogue(id) != nil) }

  @Test(
    "the peering check of CIS AWS Foundations has the number of its version",
    arguments: [("3.0.0", "5.5"), ("5.0.0", "5.6"), ("6.0.0", "6.6"), ("7.0.0", "6.6")]
  )
  func peering(_ version: String, _ id: String) throws {
    let catalogue = try #require(ControlCatalogues().catalogue("cis-aws-foundations-\(version)"))
    #expect(catalogue.control(id)?.title.contains("VPC peering") == true)
  }

  @Test("penetration tests are supported between tests, and never replaced", arguments: ["11.4.5", "11.4.6"])
  func penetrationTests(_ id: String) throws {
    let control = try #require(ControlCatalogues().catalogue("pci-dss-4.0.1")?.control(id))
    #expect(!control.support.isEmpty && control.support.allSatisfy { $0.strength == .supporting })
    for support in control.support {
      #expect(support.because.contains("supports the scoping") && support.because.contains("between them"))
      #expect(support.because.contains("does not replace"))
    }
  }

  @Test("nothing in them says that anybody is compliant")
  func wording() {
    for file in ShippedControls.files {
      let text = file.text.lowercased()
      for word in ["compliant", "complies", "satisfies", "certified"] {
        #expect(!text.contains(word), "\(file.id): \(word)")
      }
    }
  }

  @Test("the shipped policies name controls that the catalogues have and explain", arguments: ["flowmart", "baseline"])
  func policies(_ name: String) throws {
    let input = PolicyInput(file: "\(name).yaml", bytes: try FixtureFile.repository("policies/\(name).yaml"))
    let subjects = Policy.assertions(in: [input]).map(ControlCheck.Subject.init)
    #expect(subjects.count > 5)
    let check = ControlCheck(ControlCatalogues())
    #expect(check.warnings(subjects).map(\.description) == [])
    #expect(check.notes(subjects).map(\.description) == [])
  }
}

/// What assertions say about controls.
@Suite("Controls of a result")
struct ControlAssessmentTests {
  private func result(_ outcome: AssertionResult.Outcome, _ controls: [String], kind: String = "no-traffic")
    -> AuditResult
  {
    var result = WaivedSample.result
    result.diagnostics = []
    result.assertions.removeLast()
    result.assertions[0].outcome = outcome
    result.assertions[0].controls = controls
    result.assertions[0].kind = kind
    return result
  }

  private func control(_ result: AuditResult, _ id: String) -> ControlCoverage.Control? {
    result.controls?.frameworks.flatMap(\.controls).first { $0.id == id }
  }

  @Test(
    "a control is as good as the worst of its assertions, and without one it is not assessed",
    arguments: [
      (AssertionResult.Outcome.passed, ControlCoverage.Control.Status.supported), (.waived, .supported),
      (.violated, .notSupported), (.inconclusive, .inconclusive),
    ]
  )
  func status(_ outcome: AssertionResult.Outcome, _ status: ControlCoverage.Control.Status) {
    var result = result(outcome, ["pci-dss-4.0.1/6.5.3"])
    ControlAssessment(ControlCatalogues()).apply(to: &result)
    #expect(control(result, "6.5.3")?.status == status)
    #expect(control(result, "6.5.3")?.evidence.map(\.strength) == [.direct])
    #expect(control(result, "6.5.4")?.status == .notAssessed && control(result, "6.5.4")?.evidence.isEmpty == true)
    #expect(result.controls?.frameworks.map(\.id) == ["pci-dss-4.0.1"], "only frameworks that somebody asked for")
  }

  @Test("one violated assertion outweighs those that hold, one undecided as well")
  func worst() {
    var result = result(.passed, ["pci-dss-4.0.1/6.5.3"])
    var other = result.assertions[0]
    (other.id, other.outcome) = ("other", .inconclusive)
    result.assertions.append(other)
    ControlAssessment(ControlCatalogues()).apply(to: &result)
    #expect(control(result, "6.5.3")?.status == .inconclusive)
    result.assertions[1].outcome = .violated
    ControlAssessment(ControlCatalogues()).apply(to: &result)
    #expect(control(result, "6.5.3")?.status == .notSupported)
    #expect(control(result, "6.5.3")?.evidence.map(\.assertion) == ["traffic", "other"])
  }

  @Test("a kind that the catalogue does not explain counts as supporting")
  func unexplained() {
    var result = result(.passed, ["cis-controls-8/13.4"], kind: "separate-regions")
    ControlAssessment(ControlCatalogues()).apply(to: &result)
    #expect(control(result, "13.4")?.evidence.map(\.strength) == [.supporting])
    #expect(control(result, "13.4")?.evidence[0].because.contains("does not say why") == true)
  }

  @Test("the warnings of an unknown control are in the result once, however often it is assessed")
  func once() {
    var result = result(.passed, ["pci-dss-4.0.1/6.5.33"])
    for _ in 0..<3 { ControlAssessment(ControlCatalogues()).apply(to: &result) }
    #expect(result.diagnostics.count == 1)
  }

  // MARK: Mistakes

  static let mistakes = [
    ("pci-dss-4.0.1/6.5.33", "the catalogue of pci-dss-4.0.1 has no such control; did you mean `6.5.3`?"),
    ("iso-27001-2022/a.8.31", "the catalogue of iso-27001-2022 has no such control; did you mean `A.8.31`?"),
    (
      "pci-dss-4.0.1/99.99.99",
      "the catalogue of pci-dss-4.0.1 has no such control; see `audit-cli controls list pci-dss-4.0.1`"
    ),
    ("pci-dss-3.2.1/6.4.1", "there is no catalogue of this version; known versions: `pci-dss-4.0.1`"),
    ("pci-ds-4.0.1/6.5.3", "there is no catalogue of this framework; did you mean `pci-dss-4.0.1`?"),
    (
      "cis-aws-foundations-4.0.0/5.5",
      "there is no catalogue of this version; known versions: `cis-aws-foundations-3.0.0`, `cis-aws-foundations-5.0.0`, "
        + "`cis-aws-foundations-6.0.0`, `cis-aws-foundations-7.0.0`"
    ),
  ]

  @Test("a control that no catalogue has is a warning, with what was probably meant", arguments: mistakes)
  func mistake(_ reference: String, _ complaint: String) {
    let subject = ControlCheck.Subject(
      assertion: "a",
      kind: "no-traffic",
      controls: [reference],
      location: SourceLocation(file: "p.yaml", line: 3, column: 5)
    )
    #expect(
      ControlCheck(ControlCatalogues()).warnings([subject]).map(\.description)
        == ["p.yaml:3:5: warning: control `\(reference)` of assertion `a`: \(complaint)"]
    )
  }

  @Test(
    "a framework without its version is an error of the policy",
    arguments: ["pci-dss/6.5.3", "soc-2/CC6.1", "cis-controls/16.8"]
  )
  func unversioned(_ reference: String) {
    let text = """
      schema: isolation-audit/v1
      assertions:
        - id: a
          title: A
          controls: ["\(reference)"]
          separate-vpcs: { among: { environment: "*" } }
      """
    let lines = Policy.lint([PolicyInput(file: "p.yaml", text: text)]).map(\.description)
    #expect(lines.contains { $0.hasPrefix("p.yaml:5:16: error: `\(reference)` names no version") }, "\(lines)")
  }

  // MARK: The user's catalogues

  private func own(_ controls: String, framework: String = "pci-dss", version: String = "4.0.1") -> PolicyInput {
    PolicyInput(
      file: "own.yaml",
      text:
        "schema: isolation-audit/controls/v1\nframework: \(framework)\nversion: \"\(version)\"\ntitle: Own\ncontrols:\n\(controls)"
    )
  }

  @Test("a file replaces a control as a whole, adds others, and leaves the rest")
  func override() throws {
    let file = own(
      """
        - id: "6.5.3"
          paraphrase: Our reading.
        - id: "99.1"
          paraphrase: Our own.
          supported-by:
            - kinds: separate-regions
              strength: direct
              because: We say so.
      """
    )
    let catalogue = try #require(try ControlCatalogues(files: [file]).catalogue("pci-dss-4.0.1"))
    #expect(catalogue.control("6.5.3")?.paraphrase == "Our reading." && catalogue.control("6.5.3")?.support == [])
    #expect(catalogue.control("99.1")?.support(by: "separate-regions")?.strength == .direct)
    #expect(catalogue.control("1.3.1") == ControlCatalogues().catalogue("pci-dss-4.0.1")?.control("1.3.1"))
    #expect(catalogue.title == "PCI DSS")
  }

  @Test("a framework of one's own is known like the others")
  func ownFramework() throws {
    let catalogues = try ControlCatalogues(files: [
      own("  - { id: R-1, paraphrase: Ours. }\n", framework: "house-rules", version: "7")
    ])
    #expect(catalogues.ids.contains("house-rules-7"))
    var result = result(.passed, ["house-rules-7/R-1"])
    ControlAssessment(catalogues).apply(to: &result)
    #expect(control(result, "R-1")?.status == .supported && result.diagnostics.isEmpty)
  }

  static let faults: [(text: String, message: String)] = [
    ("  - { id: \"1\" }\n", "own.yaml:6:5: error: a control needs `paraphrase`"),
    ("  - { paraphrase: a }\n", "own.yaml:6:5: error: a control needs `id`"),
    ("  - { id: a b, paraphrase: a }\n", "own.yaml:6:11: error: `a b` is no id of a control"),
    (
      "  - id: a\n    paraphrase: a\n    supported-by: [{ kinds: no-trafic, strength: direct, because: b }]\n",
      "own.yaml:8:29: error: `no-trafic` is no kind of assertion; did you mean `no-traffic`?"
    ),
    (
      "  - id: a\n    paraphrase: a\n    supported-by: [{ kinds: no-traffic, strength: full, because: b }]\n",
      "own.yaml:8:51: error: `full` is no strength"
    ),
    (
      "  - id: a\n    paraphrase: a\n    supported-by: [{ kinds: no-traffic, strength: direct }]\n",
      "own.yaml:8:20: error: what supports a control needs `because`"
    ),
    (
      "  - { id: a, paraphrase: a }\n  - { id: a, paraphrase: b }\n",
      "own.yaml:7:5: error: control `pci-dss-4.0.1/a` is declared already at own.yaml:6:5"
    ),
    (
      "  - { id: a, paraphrase: a, titel: b }\n",
      "own.yaml:6:29: error: unknown key `titel` in a control; did you mean `title`?"
    ),
  ]

  @Test("each fault of a catalogue is told with its place", arguments: faults.indices)
  func fault(_ index: Int) {
    let fault = Self.faults[index]
    do throws(GovernanceFaults) {
      _ = try ControlCatalogues(files: [own(fault.text)])
      Issue.record("accepted: \(fault.text)")
    } catch {
      let lines = error.diagnostics.map(\.description)
      #expect(lines.contains { $0.hasPrefix(fault.message) }, "\(lines)")
    }
  }

  // MARK: Commands

  @Test("controls list, show and coverage", .enabled(if: CommandLineProgram.executable != nil))
  func commands() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let list = try program.run("controls", "list")
    #expect(list.code == 0 && list.output.contains("pci-dss-4.0.1: PCI DSS, "), "\(list.errors)")
    #expect(
      try program.run("controls", "list", "iso-27001-2022").output.contains(
        "iso-27001-2022/A.8.22: Segregation of networks"
      )
    )
    let unknown = try program.run("controls", "list", "pci-dss-4.0.2")
    #expect(unknown.code == 2 && unknown.errors.contains("did you mean `pci-dss-4.0.1`?"))
    let show = try program.run("controls", "show", "pci-dss-4.0.1/11.4.5")
    #expect(show.code == 0 && show.output.contains("does not replace them"))
    #expect(try program.run("controls", "show", "pci-dss-4.0.1").code == 2)
    #expect(try program.run("controls", "show", "pci-dss-4.0.1/0.0").code == 2)
    let policy = FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "policies/flowmart.yaml").path(percentEncoded: false)
    let coverage = try program.run("controls", "coverage", "--policy", policy, "--framework", "pci-dss-4.0.1")
    #expect(coverage.code == 0 && coverage.output.contains("\n– not assessed  1.2.4 "), "\(coverage.errors)")
    #expect(
      coverage.output.contains("no-cross-traffic  direct: ") && coverage.output.contains("evidence could come from")
    )
    #expect(try program.run("controls", "coverage").code == 2)
    try program.write("bad.yaml", "schema: isolation-audit/v1\n")
    #expect(try program.run("controls", "list", "--controls", "bad.yaml").code == 2)
  }
}
