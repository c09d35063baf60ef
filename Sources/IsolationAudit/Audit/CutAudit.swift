/// Works out for each finding about packets what to remove, and writes it into the finding.
package struct CutAudit: Sendable {
  /// The number of times that some part of the estate is looked at again, for all findings of an audit together.
  package static let maximumTrials = 4_000

  private let base: TrafficAudit
  private let wording: CutWording
  private var trials: CutTrials
  private var subjects: [CutSubject] = []
  private var outcomes: [String: CutSearch.Outcome] = [:]
  private var failures: [String: CutSearch.Failure] = [:]
  /// What the ways of each finding need, as far as the search found out.
  private var needs: [String: [[RemovableElement]]] = [:]
  private var closed: [RemovableElement: [String]] = [:]

  /// Prepares the work.
  ///
  /// - Parameters:
  ///   - base: The audit of packets.
  ///   - assertions: The assertions about packets.
  ///   - subjects: The findings, as questions; of several with one id the first counts.
  ///   - accepted: What the policy accepts and exists.
  package init(
    _ base: TrafficAudit,
    _ assertions: [Assertion],
    _ subjects: [CutSubject],
    _ accepted: [AcceptedTraffic]
  ) {
    self.base = base
    wording = CutWording(base.survey.model, base.namer, base.writer.files)
    trials = CutTrials(base, assertions, accepted, bound: Self.maximumTrials)
    var seen: Set<String> = []
    self.subjects = subjects.filter { seen.insert($0.finding).inserted }
  }

  /// Writes cuts into findings.
  package mutating func write(into findings: inout [Finding]) {
    guard !subjects.isEmpty else { return }
    for subject in subjects {
      var search = CutSearch(subject)
      do throws(CutSearch.Failure) {
        outcomes[subject.finding] = try search.run(&trials)
      } catch {
        failures[subject.finding] = error
      }
      needs[subject.finding] = search.known
    }
    for index in findings.indices {
      let id = findings[index].id
      if let outcome = outcomes[id] {
        let cut = cut(outcome, of: id)
        findings[index].cut = cut
        findings[index].remediation = cut.elements.map(\.step)
      } else if let failure = failures[id] {
        findings[index].remediation = [CutWording.text(failure)]
      }
    }
  }

  private mutating func cut(_ outcome: CutSearch.Outcome, of finding: String) -> Cut {
    Cut(
      status: outcome.note == nil ? .smallest : .sufficient,
      elements: outcome.elements.map { element($0, of: finding) },
      alternatives: outcome.alternatives.map { element($0, of: finding) },
      note: outcome.note
    )
  }

  private mutating func element(_ element: RemovableElement, of finding: String) -> CutElement {
    var shown = wording.element(element)
    shown.alsoCloses = findingsClosed(by: element).filter { $0 != finding }
    if trials.isLossy(element) { shown.breaks = trials.losses([element]) }
    return shown
  }

  /// The findings that are gone without one element.
  private mutating func findingsClosed(by element: RemovableElement) -> [String] {
    if let known = closed[element] { return known }
    var ids: [String] = []
    for subject in subjects {
      let id = subject.finding
      if outcomes[id]?.elements == [element] || outcomes[id]?.alternatives.contains(element) ?? false {
        ids.append(id)
      } else if let ways = needs[id], !ways.isEmpty, ways.allSatisfy({ $0.contains(element) }), trials.left > 0,
        trials.closes(element, subject)
      {
        ids.append(id)
      }
    }
    closed[element] = ids.sorted()
    return ids.sorted()
  }
}
