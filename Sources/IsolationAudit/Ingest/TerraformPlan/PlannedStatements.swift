/// What the resources of a plan say about the estate before it and after it.
struct PlannedStatements: Sendable {
  /// What a resource says at one moment.
  struct Said: Sendable {
    var resource: TerraformResource
    var edits: [DraftEdit] = []
    var open: [ResourceReader.OpenQuestion] = []
    var assumptions: [String] = []
    var lookups: Set<RecordKey> = []
    var adopts = false

    /// The records that the resource says exist.
    var records: Set<RecordKey> {
      Set(edits.compactMap { edit in if case .record = edit.statement { edit.target } else { nil } })
    }
  }

  /// A change of the plan, with what its resource says before and after.
  struct Changed: Sendable {
    /// The place of the change in ``TerraformDocument/changes``.
    var index: Int
    var change: TerraformChange
    var old: Said?
    var new: Said?
  }

  /// A statement of a resource, and what the same resource said of the record before.
  struct Statement {
    var edit: DraftEdit
    var old: DraftValue?
    var resource: TerraformResource
    /// Whether the resource owns the record that it speaks of.
    var isOwner: Bool
  }

  /// What the resources said before the plan.
  private(set) var before: [Said] = []
  /// The changes, in the order of the plan.
  private(set) var changed: [Changed] = []
  /// What the resources say after it: with a base only those that change, because the base tells of the others.
  private(set) var after: [Said] = []
  /// Types that were passed over, of what there is after the plan.
  private(set) var ignored: [String: Int] = [:]
  /// Resources of types that are not read, of what there is after the plan.
  private(set) var unsupported: [String] = []

  /// Reads the resources of a plan or a state.
  init(_ document: TerraformDocument, hasBase: Bool) {
    let isState = document.kind == .state
    let beforeState = PlannedState(document.before)
    let unchanged = Set(
      document.changes.lazy
        .filter { $0.action == .noOperation && $0.previousAddress == nil && $0.deposedKey == nil }.map(\.address)
    )
    let afterState =
      isState ? beforeState : PlannedState(document.after, unchanged: unchanged, since: beforeState)
    before = document.before.concurrentMap { Self.say($0, in: beforeState) }
    let effective = document.changes.enumerated().filter {
      $0.element.isEffective && $0.element.deposedKey == nil && $0.element.action != .forget
    }
    changed = effective.map { ($0.offset, $0.element) }.concurrentMap { index, change in
      let old = change.action == .createAndForget ? nil : change.before.map { Self.say($0, in: beforeState) }
      let new = change.after.map { Self.say($0, in: afterState) }
      return Changed(index: index, change: change, old: old, new: new)
    }
    if hasBase {
      after = changed.compactMap(\.new)
    } else {
      after = isState ? before : document.after.concurrentMap { Self.say($0, in: afterState) }
    }
    for said in after { count(said.resource) }
  }

  private mutating func count(_ resource: TerraformResource) {
    guard resource.mode == .managed, resource.isAWS, MappingTable.entry(resource.type) == nil else { return }
    if IgnoredTypes.contains(resource.type) {
      ignored[resource.type, default: 0] += 1
    } else {
      unsupported.append(resource.address)
    }
  }

  /// What a resource says.
  private static func say(_ resource: TerraformResource, in state: PlannedState) -> Said {
    var said = Said(resource: resource)
    guard resource.mode == .managed, resource.isAWS else { return said }
    guard let entry = MappingTable.entry(resource.type) else {
      guard !IgnoredTypes.contains(resource.type) else { return said }
      let place = DraftPlace(account: resource.account, region: resource.region)
      said.open = UnsupportedTypes.concerns(resource.type).map { concern in
        ResourceReader.OpenQuestion(
          words: "\(resource.address): resources of type \(resource.type) are not read",
          concern: concern,
          place: place
        )
      }
      return said
    }
    var reader = ResourceReader(resource, in: state, entry.concern)
    entry.read(&reader)
    if resource.place.account == nil, resource.providerKey != nil {
      reader.note(
        "the account of \(resource.providerKey.map { "provider \($0)" } ?? resource.address) is not known",
        .arrangement
      )
    }
    said.edits = reader.edits
    said.open = reader.open
    said.assumptions = reader.assumptions
    said.lookups = reader.lookups
    said.adopts = entry.adopts
    return said
  }
}

extension PlannedStatements {
  /// What a resource says that it did not say before.
  static func added(_ new: Said, after old: Said?) -> [Statement] {
    let known = Set(old?.edits ?? [])
    let own = new.records
    return new.edits.filter { !known.contains($0) }.map { edit in
      var value: DraftValue?
      if case .record(let fields)? = old?.edits.first(where: { isRecord($0, edit.target) })?.statement {
        value = fields
      }
      return Statement(edit: edit, old: value, resource: new.resource, isOwner: own.contains(edit.target))
    }
  }

  /// What a resource says no longer, in the order in which it is taken back.
  static func removed(_ old: Said?, _ new: Said?) -> [Statement] {
    guard let old, !(old.adopts && new == nil) else { return [] }
    let kept = Set(new?.edits ?? [])
    let records = new?.records ?? []
    let own = old.records
    return old.edits.reversed().compactMap { edit in
      // What is in a record goes with it.
      if kept.contains(edit) { return nil }
      if case .record = edit.statement, records.contains(edit.target) { return nil }
      return Statement(edit: edit, old: nil, resource: old.resource, isOwner: own.contains(edit.target))
    }
  }

  private static func isRecord(_ edit: DraftEdit, _ target: RecordKey) -> Bool {
    if case .record = edit.statement { return edit.target == target }
    return false
  }

  /// The order in which statements are made true: records first, then what their owners say is in them, then what others
  /// say, which name the place of what both say.
  static func sorted(_ statements: [Statement]) -> [Statement] {
    func rank(_ statement: Statement) -> Int {
      switch statement.edit.statement {
      case .record: 0
      case .field: 1
      case .element: statement.isOwner ? 2 : 3
      case .only: 4
      }
    }
    return statements.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(
      \.element
    )
  }

  /// The records that each resource changes, sorted by address.
  var changes: [TerraformEstate.Change] {
    changed.map { changed in
      let (before, after) = (Set(changed.old?.edits ?? []), Set(changed.new?.edits ?? []))
      let ids = Set(before.symmetricDifference(after).map(\.target.id))
      return TerraformEstate.Change(address: changed.change.address, records: ids.sorted())
    }.sorted { $0.address < $1.address }
  }

  /// What was filled in, passed over, or not understood, with what was filled in besides.
  func notes(_ completed: [String]) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    for text in Set(after.flatMap(\.assumptions) + completed) {
      notes.append(Diagnostic(.note, code: "terraform-default", message: text))
    }
    for (type, count) in ignored {
      let what = count == 1 ? "1 resource" : "\(count) resources"
      notes.append(
        Diagnostic(
          .note,
          code: "terraform-ignored",
          message: "\(what) of type \(type): nothing of isolation hangs on it"
        )
      )
    }
    for address in Set(unsupported) {
      notes.append(
        Diagnostic(
          .warning,
          code: "terraform-unsupported",
          message: "resources of its type are not read",
          resource: address
        )
      )
    }
    return notes.sorted()
  }
}

// Making statements true.
extension PlannedStatements {
  /// Makes statements true in a draft; returns questions for what cannot be, because nothing is known to be the subject.
  static func add(_ statements: [Statement], to draft: inout EstateDraft, _ plan: FileID) -> [ResourceReader
    .OpenQuestion]
  {
    var open: [ResourceReader.OpenQuestion] = []
    for statement in sorted(statements) {
      let origin = statement.resource.origin(in: plan)
      let edit = statement.edit
      if case .record(let fields) = edit.statement, let old = statement.old {
        draft.update(edit.target, from: old, to: fields, at: origin)
      } else if !draft.add(edit, from: origin) {
        let (resource, target) = (statement.resource, edit.target.id)
        open.append(
          ResourceReader.OpenQuestion(
            words: "\(resource.address) changes `\(target)`, which is neither in the plan nor in the snapshot",
            concern: MappingTable.entry(resource.type)?.concern ?? .network,
            place: DraftPlace(account: resource.account, region: resource.region)
          )
        )
      }
    }
    return open
  }
}

extension PlannedStatements.Statement {
  /// Network interfaces that AWS made have ids in the base that no attribute tells: they are known by their descriptions.
  func aliases(in draft: EstateDraft) -> [Self] {
    let target = edit.target
    guard target.list == "NetworkInterfaces", !draft.holds(target), case .record(let fields) = edit.statement,
      let subnet = (old ?? fields)["SubnetId"]?.text, let description = (old ?? fields)["Description"]?.text
    else { return [self] }
    let groups = (old ?? fields)["Groups"]?.elements.compactMap { $0["GroupId"]?.text }
    let found = draft.keys("NetworkInterfaces").filter { key in
      guard let record = draft[key].first?.record,
        record["SubnetId"]?.text == subnet, let known = record["Description"]?.text,
        known == description || known.hasPrefix(description + "-")
      else { return false }
      // Such descriptions do not tell whose the interface is.
      guard ["RDSNetworkInterface", "ClientVPN Endpoint resource"].contains(description) else { return true }
      return Set(groups ?? []) == Set((record["Groups"]?.elements ?? []).compactMap { $0["GroupId"]?.text })
    }.sorted { $0.id < $1.id }
    guard !found.isEmpty else { return [self] }
    return found.map { key in
      var statement = self
      statement.edit.target = key
      if case .record(let fields) = statement.edit.statement, var object = fields.object {
        object["NetworkInterfaceId"] = nil
        object["TerraformOwner"] = nil
        statement.edit.statement = .record(.object(object))
      }
      if var old = old?.object {
        old["NetworkInterfaceId"] = nil
        old["TerraformOwner"] = nil
        statement.old = .object(old)
      }
      return statement
    }
  }
}

extension TerraformResource {
  /// Where the resource comes from, for reports: its block where that is known, else its place in the plan.
  fileprivate func origin(in plan: FileID) -> SourceOrigin {
    if var location = declaration {
      location.address = address
      return .location(location)
    }
    return .place(Provenance(file: plan, offset: provenance.offset), address: address)
  }
}
