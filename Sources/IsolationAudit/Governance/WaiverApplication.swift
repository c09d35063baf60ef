/// Applies waivers to a result: marks what they permit, and says what became of each of them.
///
/// A waiver permits a finding when everything that it names agrees and the path is one of those whose digests it has. What is
/// malformed, over, not yet begun or void counts as absent. An assertion all of whose findings are permitted is `waived`, unless
/// something about it could not be judged: then it is inconclusive, as it would be without the findings.
package struct WaiverApplication: Sendable {
  /// The number of days before its last in which a waiver is told to end soon.
  package static let notice = 30

  private let files: [WaiverFile]
  private let today: CalendarDay?

  /// Prepares waivers for a day.
  ///
  /// - Parameters:
  ///   - files: The waivers.
  ///   - moment: The time of the audit, RFC 3339 in UTC. When it cannot be read, no waiver is in force.
  package init(_ files: [WaiverFile], at moment: String) {
    self.files = files
    today = CalendarDay(ofMoment: moment)
  }

  /// Applies the waivers, in the place of any that were applied before.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - sources: The waiver files with their text, for the register.
  package func apply(to result: inout AuditResult, sources: [AuditResult.PolicyFile]) {
    result.withdrawWaivers()
    let findings = Dictionary(grouping: result.findings, by: \.assertion)
    let context = Context(result)
    var permits: [String: WaiverRecord] = [:]
    var records: [WaiverRecord] = []
    for file in files {
      for waiver in file.waivers {
        let record = record(waiver, of: file, findings[waiver.assertion] ?? [], context)
        records.append(record)
        guard record.isInForce else { continue }
        for finding in record.findings {
          // Of several waivers for one finding, the first by id is named.
          if let other = permits[finding], other.id < record.id { continue }
          permits[finding] = record
        }
      }
    }
    for index in result.findings.indices {
      result.findings[index].waiver = permits[result.findings[index].id]?.id
    }
    result.waivers = WaiverRegister(
      files: sources,
      waivers: records.sorted { ($0.id, $0.location?.description ?? "") < ($1.id, $1.location?.description ?? "") }
    )
    result.judgeAnew(permits)
  }

  /// The names that a waiver can misspell.
  private struct Context {
    let assertions: [String]
    let environments: [String]

    init(_ result: AuditResult) {
      assertions = result.assertions.map(\.id)
      environments = result.environments.map(\.name)
    }
  }

  private func record(_ waiver: Waiver, of file: WaiverFile, _ findings: [Finding], _ context: Context) -> WaiverRecord
  {
    let described = findings.filter { waiver.describes($0) }
    let permitted = described.filter { waiver.permitsPath(of: $0) }
    var remarks: [String] = []
    let daysLeft = today.flatMap { today in waiver.expiryDay.map { $0.number - today.number } }
    let status = status(waiver, described, permitted, daysLeft, &remarks)
    remarks += self.remarks(waiver, of: file, findings, described, permitted, status, context)
    let named = status == .void || permitted.isEmpty ? described : permitted
    return WaiverRecord(
      id: waiver.id.isEmpty ? "(no id, line \(waiver.location.line))" : waiver.id,
      assertion: waiver.assertion,
      from: waiver.from,
      to: waiver.to,
      reason: waiver.reason,
      owner: waiver.owner,
      approver: waiver.approver,
      ticket: waiver.ticket,
      created: waiver.created,
      expires: waiver.expires,
      evidence: waiver.evidence,
      status: status,
      daysLeft: daysLeft,
      findings: named.map(\.id).sorted(),
      remarks: remarks,
      location: waiver.location
    )
  }

  /// What became of a waiver, the worst first, with a sentence about it.
  private func status(
    _ waiver: Waiver,
    _ described: [Finding],
    _ permitted: [Finding],
    _ daysLeft: Int?,
    _ remarks: inout [String]
  ) -> WaiverRecord.Status {
    guard waiver.faults.isEmpty else {
      remarks += waiver.faults.map { fault in
        "counts as absent: \(fault.message)" + (fault.location.map { " (line \($0.line), column \($0.column))" } ?? "")
      }
      return .malformed
    }
    guard let today, let daysLeft, let created = waiver.createdDay else {
      remarks.append("counts as absent: the day of the audit is not known")
      return .malformed
    }
    if created > today {
      remarks.append("counts as absent: it begins on \(waiver.created), after the day of the audit")
      return .unused
    }
    if daysLeft < 0 {
      remarks.append("expired on \(waiver.expires), \((-daysLeft).of("day")) ago; its owner is \(waiver.owner)")
      return .expired
    }
    if described.isEmpty { return .unused }
    if permitted.isEmpty {
      remarks.append(
        described.count == 1
          ? "the path that it permits has changed since; look at finding \(described[0].id) again"
          : "the paths that it permits have changed since; look at its findings again"
      )
      return .void
    }
    if daysLeft <= Self.notice {
      remarks.append(daysLeft == 0 ? "today is its last day" : "ends in \(daysLeft.of("day"))")
      return .expiring
    }
    return .inForce
  }

  private func remarks(
    _ waiver: Waiver,
    of file: WaiverFile,
    _ findings: [Finding],
    _ described: [Finding],
    _ permitted: [Finding],
    _ status: WaiverRecord.Status,
    _ context: Context
  ) -> [String] {
    guard status != .malformed else { return [] }
    var remarks: [String] = []
    if !context.assertions.contains(waiver.assertion) {
      let hint = PolicyWording.hint(for: waiver.assertion, known: context.assertions, plural: "assertions")
      remarks.append("the policy has no assertion `\(waiver.assertion.abbreviated)`; \(hint)")
    }
    for (key, name) in [("from", waiver.from), ("to", waiver.to)] {
      guard let name, !context.environments.contains(name),
        !findings.contains(where: { $0.from == name || $0.to == name })
      else { continue }
      let hint = PolicyWording.hint(for: name, known: context.environments, plural: "environments")
      remarks.append("`\(key)` is no environment: `\(name.abbreviated)`; \(hint)")
    }
    if status == .unused, remarks.isEmpty, described.isEmpty {
      remarks.append("permits nothing that was found; take it out if the path is gone for good")
    }
    let gone = waiver.findings.filter { id in !findings.contains { $0.id == id } }
    if !gone.isEmpty, gone.count < waiver.findings.count {
      remarks.append("not found any more: \(gone.joined(separator: ", "))")
    }
    if !permitted.isEmpty, permitted.count < described.count {
      let others = described.filter { !waiver.permitsPath(of: $0) }.map(\.id).sorted()
      remarks.append("does not permit \(others.joined(separator: ", ")): the path is not one of those that it has")
    }
    if waiver.coversWholeAssertion { remarks.append("too wide: it names nothing but the assertion") }
    if permitted.count > file.maximumFindings {
      remarks.append("too wide: it permits \(permitted.count.of("finding")), more than \(file.maximumFindings)")
    }
    if waiver.owner == waiver.approver { remarks.append("owner and approver are one person") }
    return remarks
  }
}

extension WaiverRecord {
  /// Whether the waiver permits what it names.
  package var isInForce: Bool { status == .inForce || status == .expiring }

  /// The waiver on one line, for the terminal: what became of it, until when it holds or held, and whose it is.
  package var line: String {
    var text = "waiver \(id.visible(limit: 80)): \(status.rawValue)"
    if !remarks.isEmpty { text += "; " + remarks.map { $0.visible(limit: 200) }.joined(separator: "; ") }
    if status != .malformed {
      text += " (until \(expires), owner \(owner.visible(limit: 80)), \(ticket.visible(limit: 80)))"
    } else if !owner.isEmpty || !expires.isEmpty {
      text +=
        " (until \(expires.isEmpty ? "?" : expires.visible(limit: 20)), owner \(owner.isEmpty ? "?" : owner.visible(limit: 80)))"
    }
    return text
  }
}
