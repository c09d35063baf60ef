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
  private static let unit = 1 << 16

  private let estate: Estate
  private let judge: IdentityJudge
  private let assertions: [String: Assertion]
  private let wording: CutWording
  private let places: PolicyPlaces
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
    wording = CutWording(judge.traffic.survey.model, judge.identity.namer, judge.identity.files)
    places = PolicyPlaces(estate)
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
    var closedBy: [IdentityElement: [String]] = [:]
    for (id, outcome) in outcomes where outcome.elements.count == 1 {
      closedBy[outcome.elements[0], default: []].append(id)
    }
    for element in closedBy.keys { closedBy[element]?.sort() }
    for index in findings.indices {
      let id = findings[index].id
      if let (elements, note) = outcomes[id] {
        let shown = elements.map { element in
          var shown = self.shown(element)
          shown.alsoCloses = closedBy[element]?.filter { $0 != id } ?? []
          return shown
        }
        findings[index].cut = Cut(status: note == nil ? .smallest : .sufficient, elements: shown, note: note)
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
            elements.map { shown($0).step } + [
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
    while !waiting.isEmpty {
      var needed: [Trial] = []
      var blocked: [Asked] = []
      for (subject, assertion) in waiting {
        var probe = self
        probe.isLookingAhead = true
        do throws(Failure) {
          _ = try probe.search(subject, assertion)
        } catch {
          guard case .untried(let trial) = error else { continue }
          blocked.append((subject, assertion))
          if needed.contains(trial) { continue }
          work -= assertions[trial.assertion].map(cost) ?? 0
          if work < 0 { return }
          needed.append(trial)
        }
      }
      let found = needed.concurrentMap { [judge, assertions] trial in
        assertions[trial.assertion].flatMap { judge.judge($0, without: Array(trial.elements)) }?.identitySubjects ?? []
      }
      for (trial, found) in zip(needed, found) { ahead[trial] = found }
      waiting = blocked
    }
  }

  /// The work of one trial.
  private func cost(_ assertion: Assertion) -> Int { assertion.kind.mixesSteps ? 10 * size : size }

  private mutating func search(
    _ subject: IdentityCutSubject,
    _ assertion: Assertion
  ) throws(Failure) -> (elements: [IdentityElement], note: String?) {
    var problem = HittingSet()
    var elements: [IdentityElement] = []
    var note: String?
    var found = [subject]
    for _ in 0..<Self.attempts {
      for way in found {
        let need = needs(of: way)
        guard !need.isEmpty else { throw .nothingToRemove }
        let numbers = need.map { element -> Int in
          if let number = elements.firstIndex(of: element) { return number }
          elements.append(element)
          problem.costs.append(Self.unit + breadth(element))
          return elements.count - 1
        }
        problem.add(.init(anyOf: numbers))
      }
      guard let solution = problem.solve() else { throw .boundMet([]) }
      if !solution.isOptimal { note = "the search for the smallest set was cut short" }
      let chosen = solution.chosen.map { elements[$0] }
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
      let work = cost(assertion)
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
    return found.filter { way in (way.end ?? way.ends.first).map(subject.ends.contains) ?? false }
  }

  // MARK: - Elements

  /// What can be taken away of a way.
  private func needs(of way: IdentityCutSubject) -> [IdentityElement] {
    var needs: [IdentityElement] = []
    func add(_ element: IdentityElement) { if !needs.contains(element) { needs.append(element) } }
    for support in way.supports {
      let origin = support.statement.origin
      // Nobody but AWS changes what AWS wrote.
      let isOfAWS = origin.name.hasPrefix("arn:aws:iam::aws:")
      if let place = origin.provenance, !isOfAWS, support.statement.pointer.hasPrefix("/Statement") {
        add(.statement(policy: place, pointer: support.statement.pointer))
      }
      guard let holder = support.holder, let policy = estate.symbols.find(origin.name) else { continue }
      let record = estate.principals[holder]
      for id in [holder] + record.groups.compactMap({ estate.principal($0) })
      where estate.principals[id].attachedPolicies.contains(policy) {
        add(.attachment(of: policy, to: id))
      }
    }
    for packets in way.network { for element in packets { add(.network(element)) } }
    return needs
  }

  /// How much an element carries besides, which decides between choices of one size.
  private func breadth(_ element: IdentityElement) -> Int {
    switch element {
    case .network(let element): return element.breadth + 2
    case .attachment: return 8
    case .statement(let place, _): return 1 + 4 * max(0, places.holderCount(of: place) - 1)
    }
  }

  private func shown(_ element: IdentityElement) -> CutElement {
    let (namer, files) = (judge.identity.namer, judge.identity.files)
    switch element {
    case .network(let element): return wording.element(element)
    case .attachment(let policy, let principal):
      let holder = namer.reference(estate.principals[principal].arn)
      return CutElement(
        resource: holder,
        step: "Detach policy \(estate.symbols[policy]) from \(holder.type) \(holder.name ?? holder.id).",
        rule: estate.symbols[policy],
        location: files.locate(estate.principals[principal].provenance)
      )
    case .statement(let place, let pointer):
      let (holder, what) = policy(at: place)
      let sid = self.sid(at: place, pointer)
      var location = files.locate(place)
      location.pointer = (location.pointer ?? "") + pointer
      return CutElement(
        resource: holder,
        step: "Remove statement \(sid.map { "`\($0)`" } ?? "#\(pointer)") of \(what).",
        rule: sid ?? pointer,
        location: location
      )
    }
  }

  /// Whose policy a place declares, and what it is called.
  private func policy(at place: Provenance) -> (holder: ResourceReference, name: String) {
    let namer = judge.identity.namer
    func named(_ id: EstateID<IAMPrincipal>) -> (holder: ResourceReference, name: String) {
      let holder = namer.reference(estate.principals[id].arn)
      return (holder, "\(holder.type) \(holder.name ?? holder.id)")
    }
    switch places[place]?.owner {
    case .trust(let id):
      let (holder, name) = named(id)
      return (holder, "the trust policy of \(name)")
    case .inline(let id, let policy):
      let (holder, name) = named(id)
      return (holder, "inline policy \(estate.symbols[policy]) of \(name)")
    case .managed(let arn):
      let arn = estate.symbols[arn]
      return (ResourceReference(id: arn, type: "policy"), "policy \(arn)")
    case .resource(let arn):
      let holder = namer.reference(arn)
      return (holder, "the policy of \(holder.type) \(holder.name ?? holder.id)")
    case nil:
      return (ResourceReference(id: "", type: "policy"), "a policy")
    }
  }

  private func sid(at place: Provenance, _ pointer: String) -> String? {
    guard let statement = places[place]?.document?["Statement"] else { return nil }
    guard let number = Int(pointer.split(separator: "/").last ?? ""), let all = statement.array else {
      return statement["Sid"]?.string
    }
    return all.indices.contains(number) ? all[number]["Sid"]?.string : nil
  }
}
