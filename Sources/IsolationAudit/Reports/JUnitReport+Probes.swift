extension JUnitReport {
  /// The report of connectivity tests: a case for each probe.
  ///
  /// A probe that says what it expects fails when the answer differs; where the answer is that a fact is missing, nothing
  /// was tested, and the case is in error, like a probe that could not be asked. A probe without an expectation passes.
  ///
  /// - Parameters:
  ///   - answers: The answers, in the order of the probes.
  ///   - tool: The program.
  ///   - generated: When the probes were asked: RFC 3339, UTC.
  /// - Returns: The report.
  package static func probes(_ answers: [ReachAnswer], tool: AuditResult.Tool, generated: String) -> JUnitReport {
    var suite = JUnitSuite(
      name: "isolation.reach",
      package: "isolation",
      properties: [("tool", "\(tool.name) \(tool.version)"), ("generated", generated)]
    )
    suite.cases = answers.map(testcase)
    if answers.isEmpty {
      var none = JUnitCase(name: "There are probes", classname: suite.name, outcome: .error)
      (none.type, none.message) = ("isolation.not-completed", "there is no probe, so nothing was tested")
      none.body = [none.message]
      suite.cases = [none]
    }
    var suites = [suite]
    JUnitSuites.makeUnique(&suites)
    return JUnitReport(suites: suites, generated: generated)
  }

  private static func testcase(_ answer: ReachAnswer) -> JUnitCase {
    var testcase = JUnitCase(
      name: shortened(JUnitSuites.token(answer.id), to: maximumName),
      classname: "isolation.reach",
      outcome: .passed
    )
    if let error = answer.error {
      testcase.undecided(message: error.isEmpty ? "the probe could not be asked" : error)
      testcase.body = [testcase.message.visible(limit: 2_000)]
    } else if answer.asExpected == false {
      let expected = (answer.expected ?? "").visible(limit: 40)
      let message = "expected \(expected), but it is \(answer.verdict.rawValue): \(answer.verdict.meaning)"
      if answer.verdict == .unknown { testcase.undecided(message: message) } else { testcase.fail(message: message) }
      testcase.body = [message] + evidence(answer)
    }
    return testcase
  }

  private static func evidence(_ answer: ReachAnswer) -> [String] {
    var lines: [String] = []
    if let decision = answer.decidedBy {
      let words = [decision.code, decision.resource, decision.rule].compactMap { $0?.visible(limit: 300) }
      lines.append("decided by " + words.joined(separator: ", "))
      if let file = decision.file {
        lines.append(
          "at " + [file, decision.pointer.map { "#\($0)" } ?? ""].joined(separator: " ").visible(limit: 600)
        )
      }
    }
    if let via = answer.via, !via.isEmpty { lines.append("via " + via.joined(separator: ", ").visible(limit: 600)) }
    for (number, hop) in answer.hops.enumerated() {
      let rule = hop.rule.map { ": \($0.visible(limit: 300))" } ?? ""
      lines.append(
        "\(number + 1). \(hop.kind.visible(limit: 80)) \(hop.resource.visible(limit: 200)) \(hop.action.visible())\(rule)"
      )
    }
    return lines
  }
}
