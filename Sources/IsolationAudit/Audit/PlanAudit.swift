import Dispatch
import Synchronization

/// Judges a plan: the estate before it against the estate after it, and what of the plan brings the difference.
struct PlanAudit {
  let states: PlannedStates
  let policy: Policy
  let inputs: [PolicyInput]
  let options: AuditOptions

  /// The result of the estate after the plan, with what changes.
  ///
  /// - Parameter auditor: The auditor, for its progress.
  /// - Returns: The result, with its change.
  /// - Throws: ``AuditError`` when the policy cannot be used on the estate.
  func run(_ auditor: IsolationAuditor) throws(AuditError) -> AuditResult {
    // Before the plan there may be less than the policy names; after it there must be all.
    let judged = Mutex<[Int: Result<AuditResult, AuditError>]>([:])
    DispatchQueue.concurrentPerform(iterations: states.hasBefore ? 2 : 1) { part in
      let outcome = Result { () throws(AuditError) in
        part == 0
          ? try judge(auditor, states.all, options, toleratesEmptiness: false)
          : try judge(auditor, [], quiet, toleratesEmptiness: true)
      }
      judged.withLock { $0[part] = outcome }
    }
    let outcomes = judged.withLock { $0 }
    guard var result = try outcomes[0]?.get() else { throw .input([]) }
    let before = try outcomes[1]?.get() ?? nothing(before: result)
    var change = ResultComparison(from: before, to: result).change(basis: .plan, name: states.name)
    if !states.hasSources,
      change.undecided.contains(where: { $0.reasons.contains(where: TerraformUnknown.isBehindExpression) })
    {
      change.notes.append(
        "the plan does not hold the expressions of what is known after apply; the Terraform sources do: give the directory "
          + "of the root module with --terraform-root"
      )
    }
    let isCut = blame(&change, result, auditor)
    if isCut {
      change.notes.append("the plan has too many changes to tell for each finding which of them alone brings it")
    }
    result.change = change
    return result
  }

  /// The options of audits whose findings only count.
  private var quiet: AuditOptions {
    var options = options
    (options.worksOutCuts, options.provesIsolation) = (false, false)
    return options
  }

  private func judge(
    _ auditor: IsolationAuditor,
    _ applied: PlannedStates.Applied,
    _ options: AuditOptions,
    toleratesEmptiness: Bool
  ) throws(AuditError) -> AuditResult {
    let snapshot = try states.state(applied)
    let run = try AuditRun(
      snapshot.estate,
      files: snapshot.files,
      policy: policy,
      toleratesEmptiness: toleratesEmptiness
    )
    return auditor.judge(run, snapshot, inputs, options)
  }

  /// What stands for the result of an estate of which nothing is known: nothing was found, and nothing was judged.
  private func nothing(before result: AuditResult) -> AuditResult {
    var nothing = result
    (nothing.findings, nothing.assertions, nothing.verdict) = ([], [], .pass)
    return nothing
  }

  // MARK: Blame

  /// Tells what of the plan each new finding hangs on; returns whether the search was ended before its end.
  private func blame(_ change: inout AuditChange, _ result: AuditResult, _ auditor: IsolationAuditor) -> Bool {
    guard !change.opened.isEmpty, !states.changes.isEmpty else { return false }
    let opened = Set(change.opened.map(\.finding))
    let findings = result.findings.filter { opened.contains($0.id) }
    var asked = policy
    asked.assertions = policy.assertions.filter { assertion in findings.contains { $0.assertion == assertion.id } }
    let quiet = quiet
    var search = BlameSearch(states.changes, opened: opened) { [states, inputs, asked] applied in
      guard let snapshot = try? states.state(applied),
        let run = try? AuditRun(snapshot.estate, files: snapshot.files, policy: asked, toleratesEmptiness: true)
      else { return [] }
      return Set(auditor.judge(run, snapshot, inputs, quiet).findings.map(\.id))
    }
    search.lookAhead(findings)
    for finding in findings {
      guard let index = change.opened.firstIndex(where: { $0.finding == finding.id }) else { continue }
      change.opened[index].blamed = search.blamed(for: finding)
    }
    return search.isCut
  }
}

extension IsolationAuditor {
  /// Judges a plan that was read.
  package func audit(_ states: PlannedStates, _ policy: Policy, _ inputs: [PolicyInput], _ options: AuditOptions)
    throws(AuditError) -> AuditResult
  {
    try PlanAudit(states: states, policy: policy, inputs: inputs, options: options).run(self)
  }
}
