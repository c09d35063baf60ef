/// Arranges a result as suites and cases.
struct JUnitSuites {
  /// The suites: the run, then a suite for each policy file and kind of assertion, in the policy's order.
  private(set) var suites: [JUnitSuite] = []

  private let result: AuditResult
  private let isRich: Bool
  private let context: FindingContext
  private let places: FindingPlaces
  private let findings: [String: [Finding]]
  private let properties: [(name: String, value: String)]
  /// The part of a name that stands for a policy file, by path.
  private var stems: [String: String] = [:]

  init(_ result: AuditResult, profile: JUnitProfile = .strict) {
    isRich = profile == .rich
    self.result = result
    (context, places) = (FindingContext(result), FindingPlaces(result))
    // Those that nobody has waived come first.
    let ordered = ResultDigest(result).findings
    findings = Dictionary(
      grouping: ordered.filter { $0.waiver == nil } + ordered.filter { $0.waiver != nil },
      by: \.assertion
    )
    properties = [
      ("tool", "\(result.tool.name) \(result.tool.version)"),
      ("subject", result.subject),
      ("generated", result.generated),
      ("verdict", result.verdict.rawValue),
      ("snapshot.sha256", ResultDigest.ofInputs(result.inputs)),
    ]
    nameStems()
    suites = [runSuite()]
    var places: [String: Int] = [:]
    for assertion in result.assertions {
      let package = "isolation.\(stem(of: assertion))"
      let name = "\(package).\(Self.part(assertion.kind))"
      let place = places[name] ?? suites.count
      if place == suites.count {
        places[name] = place
        suites.append(JUnitSuite(name: name, package: package, properties: properties + policyProperties(assertion)))
      }
      add(casesOf: assertion, package: package, to: &suites[place].cases)
      suites[place].output += Self.exceptions(of: assertion)
    }
    Self.makeUnique(&suites)
  }

  /// The suite about the run: it fails where there is nothing to judge, and carries what was noticed while reading.
  private func runSuite() -> JUnitSuite {
    var suite = JUnitSuite.run(properties: properties)
    var run = JUnitCase(name: JUnitSuite.runCase, classname: suite.name, outcome: .passed)
    if result.assertions.isEmpty {
      run.outcome = .error
      run.type = "isolation.not-completed"
      run.message = "the policy states no assertion, so nothing was judged"
      run.body = [run.message]
    }
    suite.cases = [run]
    suite.errors = result.diagnostics.map { $0.description.visible(limit: 1_000) }
    return suite
  }

  /// Adds the case of an assertion, and one for each ordered pair of environments that it speaks about.
  ///
  /// There may be 200,000 cases: they are made where they stay.
  private func add(casesOf assertion: AssertionResult, package: String, to cases: inout [JUnitCase]) {
    let classname = "\(package).\(Self.part(assertion.id))"
    let title = Self.token(assertion.title.isEmpty ? assertion.id : assertion.title)
    let own = findings[assertion.id] ?? []
    var byPair: [Direction: [Finding]] = [:]
    for finding in own { byPair[Direction(from: finding.from, to: finding.to), default: []].append(finding) }
    var loose = own
    if !byPair.isEmpty {
      var paired: Set<Direction> = []
      for pair in assertion.pairs {
        let direction = Direction(from: pair.from, to: pair.to)
        if byPair[direction] != nil { paired.insert(direction) }
      }
      loose = own.filter { !paired.contains(Direction(from: $0.from, to: $0.to)) }
    }

    var whole = JUnitCase(
      name: JUnitReport.shortened(title, to: JUnitReport.maximumName),
      classname: classname,
      outcome: .passed
    )
    describe(&whole, assertion, own)
    switch assertion.outcome {
    case .passed: break
    case .waived: waive(&whole, assertion, own)
    case .violated:
      let violated = assertion.pairs.filter { $0.outcome == .violated }.map(\.direction)
      whole.fail(message: own.isEmpty ? title : "\(own.count.of("finding")): \(own[0].title)")
      whole.body = Self.heading(assertion)
      if !violated.isEmpty {
        whole.body += ["violated: " + violated.joined(separator: ", ").visible(limit: 2_000), ""]
      }
      // The findings of pairs are told in the cases of the pairs.
      whole.body += evidence(loose, room: JUnitReport.maximumBody - whole.size)
      if loose.isEmpty { whole.body += own.prefix(40).map { "- \($0.title.visible())" } }
    case .inconclusive:
      whole.undecided(message: assertion.gaps.first ?? "the assertion could not be judged")
      whole.body = Self.heading(assertion) + assertion.gaps.prefix(200).map { "- \($0.visible())" }
    }
    // There are few environments and many pairs of them, the first of a pair often that of the pair before.
    var tokens: [String: String] = [:]
    func token(_ name: String) -> String {
      if let token = tokens[name] { return token }
      let token = Self.token(name)
      tokens[name] = token
      return token
    }
    var last = (from: "", token: "")
    cases.append(whole)
    for pair in assertion.pairs {
      if pair.from.isEmpty || pair.from != last.from { last = (pair.from, token(pair.from)) }
      let name = JUnitReport.name(
        title,
        pair.from.isEmpty ? "" : last.token,
        pair.to.isEmpty ? "" : token(pair.to)
      )
      var testcase = JUnitCase(name: name, classname: classname, outcome: .passed)
      let found = byPair.isEmpty ? [] : byPair[Direction(from: pair.from, to: pair.to)] ?? []
      describe(&testcase, assertion, found)
      switch pair.outcome {
      case .passed: break
      case .waived: waive(&testcase, assertion, found)
      case .violated:
        let more = found.count > 1 ? " (and \((found.count - 1).of("more finding")))" : ""
        testcase.fail(message: (found.first?.title ?? pair.reason) + more)
        testcase.body = Self.heading(assertion)
        testcase.body += evidence(found, room: JUnitReport.maximumBody - testcase.size)
      case .inconclusive:
        testcase.undecided(message: pair.reason)
        testcase.body = Self.heading(assertion) + [pair.reason.visible()]
        testcase.body += assertion.gaps.prefix(200).map { "- \($0.visible())" }
      }
      cases.append(testcase)
    }
  }

  /// Skips a case whose findings are all waived, and says by whom and until when.
  private func waive(_ testcase: inout JUnitCase, _ assertion: AssertionResult, _ findings: [Finding]) {
    var terms: [String] = []
    for finding in findings {
      if let term = context.waived(finding), !terms.contains(term) { terms.append(term) }
    }
    let more = terms.count > 1 ? ", and \((terms.count - 1).of("more waiver"))" : ""
    testcase.body = [""] + Self.heading(assertion)
    for term in terms.dropFirst().prefix(20) { testcase.body.append(term.visible()) }
    testcase.body += evidence(findings, room: JUnitReport.maximumBody - testcase.size - 2_000)
    testcase.skip(message: (terms.first ?? "waived") + more)
  }

  /// Gives a case its place and what consumers of the rich profile show beside it.
  private func describe(_ testcase: inout JUnitCase, _ assertion: AssertionResult, _ findings: [Finding]) {
    guard isRich else { return }
    let first = findings.first
    testcase.location =
      first.flatMap { places.place(of: $0, blamed: context.blamed(for: $0)) } ?? places.place(ofAssertion: assertion.id)
    testcase.properties = [
      ("assertion", assertion.id), ("kind", assertion.kind), ("severity", assertion.severity.rawValue),
    ]
    if !assertion.controls.isEmpty {
      testcase.properties.append(("controls", assertion.controls.joined(separator: ", ")))
    }
    guard let first else { return }
    let ids = findings.prefix(20).map(\.id).joined(separator: ", ")
    let more = findings.count > 20 ? " and \((findings.count - 20).of("more finding"))" : ""
    testcase.properties.append(("findings", ids + more))
    if let address = testcase.location?.address { testcase.properties.append(("terraform-address", address)) }
    if let age = context.age(of: first) { testcase.properties.append(("first-seen", age.firstSeen)) }
    let waivers = findings.compactMap(\.waiver)
    if let waiver = waivers.first { testcase.properties.append(("waiver", waiver)) }
    if findings.contains(where: { context.novelty(of: $0) == .new }) { testcase.properties.append(("change", "new")) }
  }

  /// What a case starts with: the assertion, its severity, its controls, where it is declared.
  private static func heading(_ assertion: AssertionResult) -> [String] {
    var lines = ["assertion \(assertion.id.visible(limit: 200)), severity \(assertion.severity.rawValue)"]
    if let location = assertion.location { lines.append("declared at \(location.visible)") }
    if !assertion.controls.isEmpty {
      lines.append("supports " + assertion.controls.joined(separator: ", ").visible(limit: 600))
    }
    if let rationale = assertion.rationale { lines.append(rationale.visible(limit: 600)) }
    return lines + [""]
  }

  /// The findings in full, as many as there is room for; the first always, however long it is.
  private func evidence(_ findings: [Finding], room: Int) -> [String] {
    var lines: [String] = []
    var size = 0
    for (index, finding) in findings.enumerated() {
      var page = TerminalText(width: 110, color: false)
      page.paragraph([.init(finding.title.visible())])
      FindingText(finding: finding, context: context).write(to: &page, indent: 2)
      // 80 bytes are kept for the line that says what was left out.
      if index > 0, size + page.text.utf8.count + 81 > room {
        let rest = (findings.count - index).of("more finding")
        return lines + ["and \(rest) here; the JSON result has all"]
      }
      size += page.text.utf8.count + 1
      lines += page.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) + [""]
    }
    return lines
  }

  /// The traffic that exists and that the policy allows, a line each.
  private static func exceptions(of assertion: AssertionResult) -> [String] {
    assertion.exceptions.map { exception in
      let services = exception.traffic.prefix(8).map(\.service).joined(separator: "; ")
      let direction = "\(exception.from.visible(limit: 80)) → \(exception.to.visible(limit: 80))"
      return "\(assertion.id.visible(limit: 200)): allowed \(direction) \(services): \(exception.reason.visible())"
    }
  }

  private func policyProperties(_ assertion: AssertionResult) -> [(name: String, value: String)] {
    guard let file = assertion.location?.file else { return [] }
    let digest = result.policies.first { $0.path == file }?.sha256
    return [("policy", file)] + (digest.map { [("policy.sha256", $0)] } ?? [])
  }

  /// Gives each policy file a name: its last component without extension, numbered where two are the same.
  private mutating func nameStems() {
    var taken: [String: Int] = [:]
    for path in result.policies.map(\.path) + result.assertions.compactMap({ $0.location?.file }) {
      guard stems[path] == nil else { continue }
      let last = path.split(separator: "/").last.map(String.init) ?? "policy"
      let stem = Self.part(last.split(separator: ".").first.map(String.init) ?? last)
      taken[stem, default: 0] += 1
      stems[path] = taken[stem] == 1 ? stem : "\(stem)-\(taken[stem] ?? 0)"
    }
  }

  private func stem(of assertion: AssertionResult) -> String {
    assertion.location.flatMap { stems[$0.file] } ?? "policy"
  }

  /// A part of a dotted name: what is not a letter, a digit, `-` or `_` becomes `-`.
  private static func part(_ text: String) -> String {
    let characters = text.prefix(80).map { character in
      character.isASCII && (character.isLetter || character.isNumber || character == "_") ? character : "-"
    }
    return characters.isEmpty ? "unnamed" : String(characters)
  }

  /// One line without white space at its ends and with single spaces inside, as schemas want names.
  static func token(_ text: String) -> String {
    // A mark after a blank makes one character of both, so blanks are looked for among code points.
    let words = text.visible(limit: 1_000).unicodeScalars.split(separator: " ").map(String.init)
    return words.isEmpty ? "unnamed" : words.joined(separator: " ")
  }

  /// Tells apart cases that have the same class and name, of which consumers would keep only one.
  static func makeUnique(_ suites: inout [JUnitSuite]) {
    guard !haveDifferentHashes(suites) else { return }
    var seen: [Title: Int] = [:]
    seen.reserveCapacity(suites.reduce(0) { $0 + $1.cases.count })
    for suite in suites.indices {
      for index in suites[suite].cases.indices {
        let title = Title(suites[suite].cases[index])
        let count = seen[title, default: 0] + 1
        seen[title] = count
        guard count > 1 else { continue }
        let suffix = " (\(count))"
        let head = JUnitReport.shortened(title.name, to: JUnitReport.maximumName - suffix.count)
        suites[suite].cases[index].name = head + suffix
      }
    }
  }

  /// Whether no two cases have titles of one hash, as is nearly always so: quicker to tell than their number by title.
  private static func haveDifferentHashes(_ suites: [JUnitSuite]) -> Bool {
    var hashes: Set<Int> = []
    hashes.reserveCapacity(suites.reduce(0) { $0 + $1.cases.count })
    for suite in suites.indices {
      for index in suites[suite].cases.indices {
        guard hashes.insert(Title(suites[suite].cases[index]).hashValue).inserted else { return false }
      }
    }
    return true
  }

  /// What consumers know a case by.
  private struct Title: Hashable {
    var classname: String
    var name: String

    init(_ testcase: JUnitCase) { (classname, name) = (testcase.classname, testcase.name) }
  }
}

/// An ordered pair of environments.
private struct Direction: Hashable {
  var from: String
  var to: String
}
