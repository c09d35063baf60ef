/// Tells what closes a way of identities in words, with the places that declare it.
struct IdentityCutWording: Sendable {
  private let estate: Estate
  private let namer: ResourceNamer
  private let files: SourceFiles
  private let places: PolicyPlaces
  private let network: CutWording

  init(_ judge: IdentityJudge, _ places: PolicyPlaces) {
    (estate, namer, files) = (judge.identity.estate, judge.identity.namer, judge.identity.files)
    self.places = places
    network = CutWording(judge.traffic.survey.model, namer, files)
  }

  /// The element with what to do; what doing it closes besides is not filled in.
  func element(_ element: IdentityElement) -> CutElement {
    switch element {
    case .network(let element): return network.element(element)
    case .denial(let denial):
      let holder = namer.reference(estate.principals[denial.holder].arn)
      let actions = Self.list(denial.actions, "action")
      let resources = Self.list(denial.resources, "resource")
      return CutElement(
        resource: holder,
        step: "Deny \(holder.type) \(holder.name ?? holder.id) \(actions) on \(resources).",
        location: files.locate(estate.principals[denial.holder].provenance),
        statement: denial.text
      )
    case .role(let role, let workload):
      let (symbol, place) = self.workload(workload)
      let holder = namer.reference(symbol)
      let role = namer.reference(estate.principals[role].arn)
      let orNone = if case .instance = workload { ", or none" } else { "" }
      return CutElement(
        resource: holder,
        step: "Give \(holder.type) \(holder.name ?? holder.id) another role than \(role.name ?? role.id)\(orNone).",
        rule: role.id,
        location: place.map { files.locate($0) }
      )
    case .attachment(let policy, let principal):
      let holder = namer.reference(estate.principals[principal].arn)
      return CutElement(
        resource: holder,
        step: "Detach policy \(estate.symbols[policy]) from \(holder.type) \(holder.name ?? holder.id).",
        rule: estate.symbols[policy],
        location: files.locate(estate.principals[principal].provenance)
      )
    case .statement(let place, let pointer):
      let (holder, statement, rule, location) = self.statement(at: place, pointer)
      return CutElement(resource: holder, step: "Remove \(statement).", rule: rule, location: location)
    case .narrowing(let narrowing):
      let (holder, statement, rule, location) = self.statement(at: narrowing.policy, narrowing.pointer)
      let step: String =
        switch narrowing.change {
        case .without(let principal):
          "Take `\(places.statement(at: narrowing.policy, narrowing.pointer)?.text(of: principal) ?? "")` out of \(statement)."
        case .condition(let name, let key, let value):
          "Add the condition `\(name)` `\(key)` `\(value)` to \(statement)."
        }
      return CutElement(
        resource: holder,
        step: step,
        rule: rule,
        location: location,
        statement: places.narrowed(by: narrowing)?.line
      )
    }
  }

  /// A statement with whose it is, its name or place, and where it is declared.
  private func statement(
    at place: Provenance,
    _ pointer: String
  ) -> (holder: ResourceReference, name: String, rule: String, location: SourceLocation) {
    let (holder, what) = policy(at: place)
    let sid = places.statement(at: place, pointer)?["Sid"]?.string
    var location = files.locate(place)
    location.pointer = (location.pointer ?? "") + pointer
    return (holder, "statement \(sid.map { "`\($0)`" } ?? "#\(pointer)") of \(what)", sid ?? pointer, location)
  }

  /// A few texts, or how many there are: the statement has them all.
  private static func list(_ texts: [String], _ noun: String) -> String {
    texts.count > 4 ? "\(texts.count) \(noun)s" : texts.map { "`\($0)`" }.joined(separator: ", ")
  }

  private func workload(_ handle: Estate.Handle) -> (symbol: Symbol, place: Provenance?) {
    switch handle {
    case .instance(let id): (estate.instances[id].id, estate.instances[id].provenance)
    case .service(let id): (estate.services[id].arn, estate.services[id].provenance)
    case .workload(let id): (estate.workloads[id].arn, estate.workloads[id].provenance)
    default: (.empty, nil)
    }
  }

  /// Whose policy a place declares, and what it is called.
  private func policy(at place: Provenance) -> (holder: ResourceReference, name: String) {
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
}
