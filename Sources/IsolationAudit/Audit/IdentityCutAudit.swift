/// Works out for each finding about identities what to take away, and writes it into the finding.
///
/// Implicit hitting set, as for packets: what a way rests on is a set of which something must go. The cheapest choice that
/// takes something from each known set is taken out of the estate's policies and the assertion is judged again; a way that
/// is still there gives one more set.
///
/// Each trial decides again for those whom it concerns, but goes through all pairs of the assertion, so the number of trials
/// falls with the size of the estate: the time for all of them together stays in proportion to that of the audit. The
/// gravest findings come first. For those for which no trial is left, what the known way rests on is named, as something
/// that was not tried.
struct IdentityCutAudit {
  /// What all trials of an audit may cost together: for each the number of principals, workloads and data stores, and ten
  /// times that where ways are mixed.
  static let maximumWork = 200_000
  /// The number of choices that are tried for one finding.
  private static let attempts = 12
  /// The number of findings for which trials are done together.
  private static let stride = 32
  private static let unit = 1 << 24
  /// What a step that stays in one environment counts besides: more than any single element.
  private static let own = 1 << 12

  private let estate: Estate
  private let judge: IdentityJudge
  private let assertions: [String: Assertion]
  private let wording: IdentityCutWording
  private let places: PolicyPlaces
  private let groups: IAMGroups
  private let size: Int
  private var workLeft: Int
  private var known: [Trial: [IdentityCutSubject]] = [:]
  /// What trials came to that may be needed, and cost nothing before they are.
  private var ahead: [Trial: [IdentityCutSubject]] = [:]
  /// Whether a search stops at a trial of which nothing is known.
  private var isLookingAhead = false

  private struct Trial: Hashable, Sendable {
    var assertion: String
    var elements: Set<IdentityElement>
  }

  /// A finding as a question, with its assertion.
  private typealias Asked = (subject: IdentityCutSubject, assertion: Assertion)

  /// Why there is no cut.
  private enum Failure: Error {
    case nothingToRemove
    /// A search that looks ahead needs a trial.
    case untried(Trial)
    /// Nothing was found that stood a trial; perhaps what the known ways rest on.
    case boundMet([IdentityElement])
  }

  init(_ judge: IdentityJudge, _ assertions: [Assertion], maximumWork: Int) {
    (self.judge, estate, workLeft) = (judge, judge.identity.estate, maximumWork)
    self.assertions = Dictionary(assertions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    places = PolicyPlaces(estate)
    groups = IAMGroups(estate)
    wording = IdentityCutWording(judge, places)
    size = estate.principals.count + estate.workloads.count + estate.dataStores.count
  }

  /// Writes cuts into findings.
  mutating func write(_ subjects: [IdentityCutSubject], into findings: inout [Finding]) {
    var outcomes: [String: (elements: [IdentityElement], note: String?)] = [:]
    var failures: [String: Failure] = [:]
    let assertionOf = Dictionary(findings.map { ($0.id, $0.assertion) }, uniquingKeysWith: { first, _ in first })
    let asked = subjects.compactMap { subject -> Asked? in
      assertionOf[subject.finding].flatMap { assertions[$0] }.map { (subject, $0) }
    }
    // The gravest first; the order of the assertions among equals.
    let ordered = asked.enumerated().sorted {
      ($1.element.assertion.severity, $0.offset) < ($0.element.assertion.severity, $1.offset)
    }.map(\.element)
    for (place, (subject, assertion)) in ordered.enumerated() {
      if place % Self.stride == 0 { lookAhead(ordered[place..<min(place + Self.stride, ordered.count)]) }
      if outcomes[subject.finding] != nil { continue }
      do throws(Failure) {
        outcomes[subject.finding] = try search(subject, assertion)
      } catch {
        failures[subject.finding] = error
      }
    }
    let alternatives = alternatives(
      ordered,
      outcomes.compactMapValues { $0.elements.count == 1 ? $0.elements[0] : nil }
    )
    var closedBy: [IdentityElement: [String]] = [:]
    for (id, outcome) in outcomes where outcome.elements.count == 1 {
      closedBy[outcome.elements[0], default: []].append(id)
    }
    for element in closedBy.keys { closedBy[element]?.sort() }
    for index in findings.indices {
      let id = findings[index].id
      if let (elements, note) = outcomes[id] {
        let shown = elements.map { element in
          var shown = wording.element(element)
          shown.alsoCloses = closedBy[element]?.filter { $0 != id } ?? []
          return shown
        }
        findings[index].cut = Cut(
          status: note == nil ? .smallest : .sufficient,
          elements: shown,
          alternatives: alternatives[id].map { [wording.element($0)] } ?? [],
          note: note
        )
        findings[index].remediation = shown.map(\.step)
      } else if let failure = failures[id] {
        switch failure {
        case .nothingToRemove, .untried: continue
        case .boundMet([]):
          findings[index].remediation = [
            "What closes this chain was not found within the bounds of the search; its steps name the statements."
          ]
        case .boundMet(let elements):
          findings[index].remediation =
            elements.map { wording.element($0).step } + [
              "Not tried on the estate: another way may be left, which the next audit finds."
            ]
        }
      }
    }
  }

  /// Does what trials some searches are going to need, on as many cores as there are.
  ///
  /// The searches themselves go on one after the other, so that what is tried within the bound is the same on any machine.
  private mutating func lookAhead(_ asked: ArraySlice<Asked>) {
    ahead = [:]
    var work = workLeft
    var waiting = Array(asked)
    while !waiting.isEmpty, work > 0 {
      var needed: [Trial] = []
      var blocked: [Asked] = []
      for (subject, assertion) in waiting where work > 0 {
        var probe = self
        probe.isLookingAhead = true
        do throws(Failure) {
          _ = try probe.search(subject, assertion)
        } catch {
          guard case .untried(let trial) = error else { continue }
          blocked.append((subject, assertion))
          if needed.contains(trial) { continue }
          work -= cost(trial)
          // What is still to be paid for is done all the same.
          if work >= 0 { needed.append(trial) }
        }
      }
      perform(needed)
      waiting = blocked
    }
  }

  /// Makes trials on as many cores as there are.
  private mutating func perform(_ trials: [Trial]) {
    let found = trials.concurrentMap { [judge, assertions] trial in
      assertions[trial.assertion].flatMap { judge.judge($0, without: Array(trial.elements)) }?.identitySubjects ?? []
    }
    for (trial, found) in zip(trials, found) { ahead[trial] = found }
  }

  /// The work of one trial; without a workload's role, what there is to know of identities is worked out anew.
  private func cost(_ trial: Trial) -> Int {
    guard let assertion = assertions[trial.assertion] else { return 0 }
    let isAnew = trial.elements.contains { if case .role = $0 { true } else { false } }
    return (assertion.kind.mixesSteps ? 10 * size : size) * (isAnew ? 3 : 1)
  }

  /// A Deny for each of some findings that closes it as well as the one thing that its cut takes away, where one does.
  ///
  /// One is tried for each: the narrowest. It is for those who cannot change what the cut names.
  private mutating func alternatives(_ asked: [Asked], _ cuts: [String: IdentityElement]) -> [String: IdentityElement] {
    var candidates: [(subject: IdentityCutSubject, denial: IdentityElement, trial: Trial)] = []
    var needed: [Trial] = []
    var work = workLeft
    for (subject, assertion) in asked {
      guard let cut = cuts[subject.finding], !candidates.contains(where: { $0.subject.finding == subject.finding }),
        let denial = denial(of: subject), denial != cut
      else { continue }
      let trial = Trial(assertion: assertion.id, elements: [denial])
      if known[trial] == nil, !needed.contains(trial) {
        work -= cost(trial)
        if work < 0 { break }
        needed.append(trial)
      }
      candidates.append((subject, denial, trial))
    }
    ahead = [:]
    perform(needed)
    var found: [String: IdentityElement] = [:]
    for (subject, denial, trial) in candidates {
      guard let left = known[trial] ?? ahead[trial] else { continue }
      if ways(left, of: subject).isEmpty { found[subject.finding] = denial }
    }
    return found
  }

  /// The narrowest Deny that closes a way.
  private func denial(of way: IdentityCutSubject) -> IdentityElement? {
    needs(of: way).filter { if case .denial = $0.element { true } else { false } }
      .min { $0.breadth < $1.breadth }?.element
  }

  private mutating func search(
    _ subject: IdentityCutSubject,
    _ assertion: Assertion
  ) throws(Failure) -> (elements: [IdentityElement], note: String?) {
    var problem = HittingSet()
    var elements: [IdentityElement] = []
    var note: String?
    var found = [subject]
    var chosen: [IdentityElement] = []
    for _ in 0..<Self.attempts {
      for way in found {
        // What was tried and leaves the way open does not close it.
        let need = needs(of: way).filter { !chosen.contains($0.element) }
        guard !need.isEmpty else { throw .nothingToRemove }
        let numbers = need.map { element, breadth -> Int in
          if let number = elements.firstIndex(of: element) { return number }
          elements.append(element)
          problem.costs.append(Self.unit + breadth)
          return elements.count - 1
        }
        problem.add(.init(anyOf: numbers))
      }
      guard let solution = problem.solve() else { throw .boundMet([]) }
      if !solution.isOptimal { note = "the search for the smallest set was cut short" }
      chosen = solution.chosen.map { elements[$0] }
      guard let remaining = try ways(of: subject, assertion, without: chosen) else { throw .boundMet(chosen) }
      if remaining.isEmpty { return (chosen, note) }
      found = remaining
    }
    throw .boundMet([])
  }

  /// The ways to the ends of a finding that are there without some elements; `nil` when nothing may be tried any more.
  private mutating func ways(
    of subject: IdentityCutSubject,
    _ assertion: Assertion,
    without elements: [IdentityElement]
  ) throws(Failure) -> [IdentityCutSubject]? {
    let trial = Trial(assertion: assertion.id, elements: Set(elements))
    let found: [IdentityCutSubject]
    if let known = known[trial] {
      found = known
    } else {
      let work = cost(trial)
      guard work <= workLeft else { return nil }
      workLeft -= work
      if let ahead = ahead[trial] {
        found = ahead
      } else if isLookingAhead {
        throw .untried(trial)
      } else {
        found = judge.judge(assertion, without: elements)?.identitySubjects ?? []
      }
      known[trial] = found
    }
    return ways(found, of: subject)
  }

  /// Those of some ways that lead to an end of a finding.
  private func ways(_ found: [IdentityCutSubject], of subject: IdentityCutSubject) -> [IdentityCutSubject] {
    found.filter { way in (way.end ?? way.ends.first).map(subject.ends.contains) ?? false }
  }

  // MARK: - Elements

  /// What can be taken away of a way, or forbidden, and how much it carries besides.
  private func needs(of way: IdentityCutSubject) -> [(element: IdentityElement, breadth: Int)] {
    var needs: [(element: IdentityElement, breadth: Int)] = []
    for step in way.steps {
      let elements = elements(of: step)
      for element in elements where !needs.contains(where: { $0.element == element }) {
        let breadth = breadth(element) + (servesOthers(element, elements) ? 6 : 0)
        needs.append((element, min(breadth, Self.own - 1) + (step.crosses ? 0 : Self.own)))
      }
    }
    return needs
  }

  /// Whether a statement can be made to let in fewer: it lets others in, who need not lose what they may.
  private func servesOthers(_ element: IdentityElement, _ all: [IdentityElement]) -> Bool {
    guard case .statement(let policy, let pointer) = element else { return false }
    return all.contains { other in
      if case .narrowing(let narrowing) = other {
        (narrowing.policy, narrowing.pointer) == (policy, pointer)
      } else {
        false
      }
    }
  }

  /// What can be taken away of a step, or forbidden.
  private func elements(of step: IdentityCutStep) -> [IdentityElement] {
    var elements: [IdentityElement] = []
    for support in step.supports {
      let origin = support.statement.origin
      // Nobody but AWS changes what AWS wrote.
      let isOfAWS = origin.name.hasPrefix("arn:aws:iam::aws:")
      if let place = origin.provenance, !isOfAWS, support.statement.pointer.hasPrefix("/Statement") {
        elements.append(.statement(policy: place, pointer: support.statement.pointer))
      }
      guard let holder = support.holder, let policy = estate.symbols.find(origin.name) else { continue }
      let record = estate.principals[holder]
      for id in [holder] + groups.ids(of: record) where estate.principals[id].attachedPolicies.contains(policy) {
        elements.append(.attachment(of: policy, to: id))
      }
    }
    // Some changes cannot be made to the statement as it is written.
    return elements
      + step.others.filter {
        if case .narrowing(let narrowing) = $0 { places.narrowed(by: narrowing) != nil } else { true }
      }
  }

  /// How much an element carries besides, which decides between choices of one size.
  private func breadth(_ element: IdentityElement) -> Int {
    switch element {
    case .network(let element): element.breadth + 2
    case .attachment: 8
    case .narrowing(let narrowing):
      // Who is taken out loses this and nothing else; nor does anybody else lose anything.
      if case .without = narrowing.change { 0 } else { narrowing.change == .withMFA ? 0 : 3 }
    case .role: 4
    case .denial(let denial): denial.resources.contains { $0.contains("*") } ? 7 : 6
    case .statement(let place, _): 1 + 4 * max(0, places.holderCount(of: place) - 1)
    }
  }
}
