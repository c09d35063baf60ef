import Synchronization

/// The estates that a plan leads through: with none of its changes made, with all of them, or with some.
///
/// The plan, and what of the base it touches, are read once. An estate with some of the changes is the draft of what was
/// before with what these changes say, over a base that is read once for all such estates.
final class PlannedEstates: Sendable {
  /// What the resources say.
  let statements: PlannedStatements
  /// Whether anything is known of the estate before the plan.
  let hasBefore: Bool

  private let document: TerraformDocument
  /// The files that somebody can open: those of the base, and the plan.
  private let registry: SourceFiles
  private let plan: FileID
  /// What of the base is touched; `nil` without a base.
  private let records: BaseRecords?
  /// The resources of which the base does not know.
  private let filling: [TerraformResource]
  /// What there was before, as it was said.
  private let original: EstateDraft
  /// The draft before the plan, and after all of it.
  private let before: Drafted
  private let after: Drafted
  /// The base without what the whole plan touches, once it was asked for.
  private let baseOfAfter = Mutex<SnapshotBase?>(nil)

  /// A draft with what AWS would add to it, and what is open in it.
  private struct Drafted: Sendable {
    var completion: DraftCompletion
    var open: [ResourceReader.OpenQuestion]
  }

  /// Reads the resources of a plan or a state, over the files of a base snapshot if there is one.
  init(_ document: TerraformDocument, base: [SourceFile]?) {
    let statements = PlannedStatements(document, hasBase: base != nil)
    var registry = SourceFiles()
    for file in base ?? [] { registry.add(file) }
    let plan = registry.add(document.file)
    let records = base.map { BaseRecords.capture(statements, document, $0) }
    var draft = EstateDraft()
    for (key, row) in records?.rows ?? [] { draft.take(key, row) }
    // A resource that the base knows is as the base says.
    let filling = statements.before.filter { said in
      records.map { said.records.isDisjoint(with: $0.found) } ?? true
    }
    let told = filling.flatMap { PlannedStatements.added($0, after: nil) }
      .filter { records?.found.contains($0.edit.target) != true }
    let unanswered = PlannedStatements.add(told, to: &draft, plan)
    let before = Drafted(
      completion: DraftCompletion(draft, used: records?.addresses ?? [:]),
      open: base == nil ? statements.before.flatMap(\.open) + unanswered : []
    )
    self.statements = statements
    self.document = document
    self.registry = registry
    self.plan = plan
    self.records = records
    self.filling = filling.map(\.resource)
    original = draft
    hasBefore = document.kind == .plan && (base != nil || !document.before.isEmpty)
    self.before = before
    after = Self.drafted(
      draft,
      statements.changed,
      records,
      plan,
      keeping: before.completion.given,
      open: unanswered + statements.after.flatMap(\.open)
    )
  }

  /// A draft after some changes.
  private static func drafted(
    _ original: EstateDraft,
    _ changed: [PlannedStatements.Changed],
    _ records: BaseRecords?,
    _ plan: FileID,
    keeping given: [String: String],
    open: [ResourceReader.OpenQuestion]
  ) -> Drafted {
    var draft = original
    func meant(_ statement: PlannedStatements.Statement) -> [PlannedStatements.Statement] {
      records == nil ? [statement] : statement.aliases(in: draft)
    }
    for change in changed {
      for statement in PlannedStatements.removed(change.old, change.new) {
        for statement in meant(statement) { draft.remove(statement.edit) }
      }
    }
    var added: [PlannedStatements.Statement] = []
    for change in changed {
      if let new = change.new { added += PlannedStatements.added(new, after: change.old).flatMap(meant) }
    }
    let unanswered = PlannedStatements.add(added, to: &draft, plan)
    return Drafted(
      completion: DraftCompletion(draft, used: records?.addresses ?? [:], keeping: given),
      open: open + unanswered
    )
  }
}

extension PlannedEstates {
  /// The records that each resource changes, sorted by address.
  var changes: [TerraformEstate.Change] { statements.changes }

  /// What was filled in, passed over, or not understood.
  var notes: [Diagnostic] { statements.notes(after.completion.assumptions) }

  /// The estate before the plan.
  func estateBefore() -> AWSSnapshot {
    let places = places(filling)
    guard let records else { return snapshot(before, places, over: nil, without: []) }
    let touched = records.touched(by: before.completion.draft)
    return snapshot(before, places, over: base(without: touched), without: touched)
  }

  /// The estate after all of the plan; for a state, the estate that it describes.
  func estateAfter() -> AWSSnapshot { snapshot(after, after.completion.draft) }

  /// The estate with some of the changes made, by their places in ``TerraformDocument/changes``.
  func estate(applying kept: Set<Int>) -> AWSSnapshot {
    let changed = statements.changed.filter { kept.contains($0.index) }
    let given = after.completion.given
    let drafted = Self.drafted(original, changed, records, plan, keeping: given, open: after.open)
    return snapshot(drafted, drafted.completion.draft)
  }

  /// The estate of a draft over the base that all but the estate before the plan share.
  private func snapshot(_ drafted: Drafted, _ draft: EstateDraft) -> AWSSnapshot {
    let made = records == nil ? document.after : statements.changed.compactMap(\.change.after)
    let places = places(filling + made)
    guard let records else { return snapshot(drafted, places, over: nil, without: []) }
    let whole = records.touched(by: after.completion.draft)
    let touched = records.touched(by: draft)
    // Some of the changes alone may touch what all of them together leave.
    guard touched.isSubset(of: whole) else {
      return snapshot(drafted, places, over: base(without: touched), without: touched)
    }
    let shared = baseOfAfter.withLock { known in
      if let known { return known }
      let made = base(without: whole)
      known = made
      return made
    }
    return snapshot(drafted, places, over: shared, without: whole)
  }

  /// The base, read without some of its records.
  private func base(without keys: Set<RecordKey>) -> SnapshotBase {
    var superseded = SupersededRecords()
    for key in keys { for origin in records?.origins[key] ?? [] { superseded.insert(origin.list, origin.id) } }
    return SnapshotBase(registry, without: [plan], superseded: superseded)
  }

  /// The places that the estate describes wholly: all of them without a base, else those that it has nothing of.
  private func places(_ resources: [TerraformResource]) -> Set<DraftPlace> {
    var places: Set<DraftPlace> = []
    for resource in resources where resource.isAWS && resource.mode == .managed {
      for region in [resource.region, "global"] where !region.isEmpty {
        places.insert(DraftPlace(account: resource.account, region: region))
      }
    }
    return records.map { places.subtracting($0.places) } ?? places
  }

  /// Reads a draft, over a base if there is one.
  private func snapshot(
    _ drafted: Drafted,
    _ places: Set<DraftPlace>,
    over base: SnapshotBase?,
    without superseded: Set<RecordKey>
  ) -> AWSSnapshot {
    let draft = drafted.completion.draft
    let made = DraftWriter.files(
      draft,
      whole: places,
      only: records == nil ? nil : draft.touched.union(superseded),
      name: document.file.path
    )
    var snapshot = (base ?? SnapshotBase(registry, without: [plan])).joined(with: made)
    // Nobody but the plan can be connected to a service that it makes.
    for key in draft.touched where key.list == "ServiceConfigurations" && records?.origins[key] == nil {
      guard let symbol = snapshot.estate.symbols.find(key.id), let id = snapshot.estate.endpointService(symbol) else {
        continue
      }
      snapshot.estate.endpointServices[id].connections = snapshot.estate.endpointServices[id].connections ?? []
    }
    let addresses = PlaceholderCheck(drafted.completion.placeholders, snapshot.estate).questions
    snapshot.estate.settle(drafted.open, addresses)
    return snapshot
  }
}

extension BaseRecords {
  /// The records of the base that a draft changes.
  fileprivate func touched(by draft: EstateDraft) -> Set<RecordKey> { draft.touched.filter { origins[$0] != nil } }
}

extension Estate {
  /// Takes questions that are open into the estate, each once.
  fileprivate mutating func settle(_ questions: [ResourceReader.OpenQuestion]...) {
    var seen: Set<ResourceReader.OpenQuestion> = []
    for question in questions.joined() where seen.insert(question).inserted {
      unsettled.append(
        UnsettledAttribute(
          question.words,
          question.concern,
          account: symbols.intern(question.place.account),
          region: symbols.intern(question.place.region)
        )
      )
    }
  }
}
