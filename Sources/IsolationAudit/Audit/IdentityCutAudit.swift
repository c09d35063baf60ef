/// Works out for each finding about identities what to take away, and writes it into the finding.
///
/// Implicit hitting set, as for packets: what a way rests on is a set of which something must go. The cheapest choice that
/// takes something from each known set is taken out of the estate's policies and the assertion is judged again; a way that
/// is still there gives one more set.
struct IdentityCutAudit {
  /// The number of times that an assertion is judged again, for all findings of an audit together.
  static let maximumTrials = 400
  /// The number of choices that are tried for one finding.
  private static let attempts = 12
  private static let unit = 1 << 16

  private let estate: Estate
  private let judge: IdentityJudge
  private let assertions: [String: Assertion]
  private let wording: CutWording
  private var left = IdentityCutAudit.maximumTrials
  private var known: [Trial: [IdentityCutSubject]] = [:]

  private struct Trial: Hashable {
    var assertion: String
    var elements: Set<IdentityElement>
  }

  /// Why there is no cut.
  private enum Failure: Error {
    case nothingToRemove, boundMet
  }

  init(_ judge: IdentityJudge, _ assertions: [Assertion]) {
    (self.judge, estate) = (judge, judge.identity.estate)
    self.assertions = Dictionary(assertions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    wording = CutWording(judge.traffic.survey.model, judge.identity.namer, judge.identity.files)
  }

  /// Writes cuts into findings.
  mutating func write(_ subjects: [IdentityCutSubject], into findings: inout [Finding]) {
    var outcomes: [String: (elements: [IdentityElement], note: String?)] = [:]
    var failures: [String: Failure] = [:]
    let assertionOf = Dictionary(findings.map { ($0.id, $0.assertion) }, uniquingKeysWith: { first, _ in first })
    for subject in subjects where outcomes[subject.finding] == nil {
      guard let id = assertionOf[subject.finding], let assertion = assertions[id] else { continue }
      do throws(Failure) {
        outcomes[subject.finding] = try search(subject, assertion)
      } catch {
        failures[subject.finding] = error
      }
    }
    for index in findings.indices {
      let id = findings[index].id
      if let (elements, note) = outcomes[id] {
        let shown = elements.map { element in
          var shown = self.shown(element)
          shown.alsoCloses =
            outcomes.filter { $0.key != id && $0.value.elements == [element] }.map(\.key).sorted()
          return shown
        }
        findings[index].cut = Cut(status: note == nil ? .smallest : .sufficient, elements: shown, note: note)
        findings[index].remediation = shown.map(\.step)
      } else if let failure = failures[id] {
        switch failure {
        case .nothingToRemove: continue
        case .boundMet:
          findings[index].remediation = [
            "What closes this chain was not found within the bounds of the search; its steps name the statements."
          ]
        }
      }
    }
  }

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
      guard let solution = problem.solve() else { throw .boundMet }
      if !solution.isOptimal { note = "the search for the smallest set was cut short" }
      let chosen = solution.chosen.map { elements[$0] }
      guard let remaining = ways(of: subject, assertion, without: chosen) else { throw .boundMet }
      if remaining.isEmpty { return (chosen, note) }
      found = remaining
    }
    throw .boundMet
  }

  /// The ways to the ends of a finding that are there without some elements; `nil` when nothing may be tried any more.
  private mutating func ways(
    of subject: IdentityCutSubject,
    _ assertion: Assertion,
    without elements: [IdentityElement]
  ) -> [IdentityCutSubject]? {
    let trial = Trial(assertion: assertion.id, elements: Set(elements))
    let found: [IdentityCutSubject]
    if let known = known[trial] {
      found = known
    } else {
      guard left > 0 else { return nil }
      left -= 1
      let network = elements.compactMap { if case .network(let element) = $0 { element } else { nil } }
      var reduced = IdentityJudge(
        estate.removing(elements),
        [assertion],
        judge.identity.namer,
        judge.identity.files,
        judge.traffic.removing(network)
      )
      found = reduced.judge(assertion)?.identitySubjects ?? []
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
    case .statement(let place, _):
      guard let id = estate.managedPolicies.ids.first(where: { estate.managedPolicies[$0].provenance == place }) else {
        return 1
      }
      let arn = estate.managedPolicies[id].arn
      return 1 + 4 * max(0, estate.principals.records.count { $0.attachedPolicies.contains(arn) } - 1)
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
    for principal in estate.principals.records {
      let holder = namer.reference(principal.arn)
      let name = "\(holder.type) \(holder.name ?? holder.id)"
      if principal.trustPolicy?.provenance == place { return (holder, "the trust policy of \(name)") }
      if let policy = principal.inlinePolicies.first(where: { $0.provenance == place }) {
        return (holder, "inline policy \(estate.symbols[policy.name]) of \(name)")
      }
    }
    if let policy = estate.managedPolicies.records.first(where: { $0.provenance == place }) {
      let arn = estate.symbols[policy.arn]
      return (ResourceReference(id: arn, type: "policy"), "policy \(arn)")
    }
    let owner = estate.resourcePolicies.filter {
      if case .policy(let policy) = $0.value { policy.provenance == place } else { false }
    }.keys.sorted().first
    let holder = owner.map { namer.reference($0) } ?? ResourceReference(id: "", type: "policy")
    return (holder, "the policy of \(holder.type) \(holder.name ?? holder.id)")
  }

  private func sid(at place: Provenance, _ pointer: String) -> String? {
    var documents = estate.managedPolicies.records.filter { $0.provenance == place }.map(\.document)
    for principal in estate.principals.records {
      documents += (principal.inlinePolicies + [principal.trustPolicy].compactMap { $0 })
        .filter { $0.provenance == place }.map(\.document)
    }
    for told in estate.resourcePolicies.values {
      if case .policy(let policy) = told, policy.provenance == place { documents.append(policy.document) }
    }
    guard let statement = documents.first.flatMap({ $0?["Statement"] }) else { return nil }
    guard let number = Int(pointer.split(separator: "/").last ?? ""), let all = statement.array else {
      return statement["Sid"]?.string
    }
    return all.indices.contains(number) ? all[number]["Sid"]?.string : nil
  }
}
