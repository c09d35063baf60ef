/// The estates that a Terraform plan leads from and to.
///
/// Resources become records in the shape of AWS's answers, and the same decoders read them that read a snapshot. With a base
/// snapshot the plan's changes are made to its records; without one the prior state and the plan are all there is.
package struct TerraformEstate: Sendable {
  /// The estate before the change; `nil` if there is nothing yet.
  package var before: AWSSnapshot?
  /// The estate after the change.
  package var after: AWSSnapshot
  /// What each resource changes, sorted by address.
  package var changes: [Change] = []
  /// What was filled in, passed over, or not understood.
  package var notes: [Diagnostic] = []

  /// The records that a resource changes.
  package struct Change: Hashable, Sendable {
    /// The Terraform address.
    package var address: String
    /// The ids of the records, sorted.
    package var records: [String]
  }
}

/// Builds the two estates.
struct TerraformEstateBuilder {
  /// The plan or state.
  let document: TerraformDocument
  /// The files of the base snapshot, if there is one.
  let base: [SourceFile]?

  /// What a resource says at one moment.
  struct Said {
    var resource: TerraformResource
    var edits: [DraftEdit] = []
    var open: [ResourceReader.OpenQuestion] = []
    var assumptions: [String] = []
    var lookups: Set<RecordKey> = []
    var adopts = false
  }

  /// Types that were passed over.
  private(set) var ignored: [String: Int] = [:]
  /// Resources of types that are not read.
  private(set) var unsupported: [String] = []

  init(_ document: TerraformDocument, base: [SourceFile]?) {
    (self.document, self.base) = (document, base)
  }
}

extension TerraformEstateBuilder {
  /// What a resource says.
  private mutating func say(_ resource: TerraformResource, in state: PlannedState) -> Said {
    var said = Said(resource: resource)
    guard resource.mode == .managed else { return said }
    guard resource.isAWS else { return said }
    guard let entry = MappingTable.entry(resource.type) else {
      if IgnoredTypes.contains(resource.type) {
        ignored[resource.type, default: 0] += 1
      } else {
        unsupported.append(resource.address)
        let place = DraftPlace(account: resource.account, region: resource.region)
        said.open = UnsupportedTypes.concerns(resource.type).map { concern in
          ResourceReader.OpenQuestion(
            words: "\(resource.address): resources of type \(resource.type) are not read",
            concern: concern,
            place: place
          )
        }
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

  /// Where a resource comes from, for reports.
  private func origin(_ resource: TerraformResource, _ plan: FileID) -> SourceOrigin {
    if var location = resource.declaration {
      location.address = resource.address
      return .location(location)
    }
    return .place(Provenance(file: plan, offset: resource.provenance.offset), address: resource.address)
  }

  /// A statement of a resource, and what the same resource said of the record before.
  private struct Statement {
    var edit: DraftEdit
    var old: DraftValue?
    var resource: TerraformResource
    /// Whether the resource owns the record that it speaks of.
    var isOwner: Bool
  }

  /// The order in which statements are made true: records first, then what their owners say is in them, then what others
  /// say, which name the place of what both say.
  private static func sorted(_ statements: [Statement]) -> [Statement] {
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

  private static func isRecord(_ edit: DraftEdit, _ target: RecordKey) -> Bool {
    if case .record = edit.statement { return edit.target == target }
    return false
  }

  private static func records(_ said: Said) -> Set<RecordKey> {
    Set(said.edits.compactMap { edit in if case .record = edit.statement { edit.target } else { nil } })
  }

  /// Builds both estates.
  mutating func build() -> TerraformEstate {
    let isState = document.kind == .state
    let beforeState = PlannedState(document.before)
    let afterState = isState ? beforeState : PlannedState(document.after)
    var registry = SourceFiles()
    for file in base ?? [] { registry.add(file) }
    let plan = registry.add(document.file)

    let beforeSaid = document.before.map { say($0, in: beforeState) }
    var changed: [(change: TerraformChange, old: Said?, new: Said?)] = []
    (ignored, unsupported) = ([:], [])
    for change in document.changes where change.isEffective && change.deposedKey == nil && change.action != .forget {
      let old = change.action == .createAndForget ? nil : change.before.map { say($0, in: beforeState) }
      // Only what comes out of the change counts as passed over.
      if base == nil { (ignored, unsupported) = ([:], []) }
      changed.append((change, old, change.after.map { say($0, in: afterState) }))
    }
    var afterSaid = changed.compactMap(\.new)
    if base == nil {
      (ignored, unsupported) = ([:], [])
      afterSaid = (isState ? document.before : document.after).map { say($0, in: afterState) }
    }

    var draft = EstateDraft()
    let records = base.map { capture(changed, beforeSaid, $0) }
    for (key, row) in records?.rows ?? [] { draft.take(key, row) }
    // A resource that the base knows is as the base says.
    let filling = beforeSaid.filter { said in
      records.map { records in Self.records(said).isDisjoint(with: records.found) } ?? true
    }
    var open: [ResourceReader.OpenQuestion] = []
    let told = filling.flatMap { said($0, after: nil) }.filter { records?.found.contains($0.edit.target) != true }
    add(told, to: &draft, plan, &open)

    let used = records?.addresses ?? [:]
    let before = DraftCompletion(draft, used: used)
    var result = TerraformEstate(after: AWSSnapshot(estate: Estate(), files: registry, diagnostics: []))
    if !isState, base != nil || !document.before.isEmpty {
      let questions = base == nil ? beforeSaid.flatMap(\.open) + open : []
      result.before = snapshot(before, registry, plan, places(filling.map(\.resource), records), records, questions)
    }

    for (_, old, new) in changed { remove(old, new, from: &draft) }
    var statements: [Statement] = []
    for (_, old, new) in changed {
      if let new { statements += said(new, after: old).flatMap { aliases(of: $0, draft) } }
    }
    open += afterSaid.flatMap(\.open)
    add(statements, to: &draft, plan, &open)
    let after = DraftCompletion(draft, used: used, keeping: before.given)
    let all = filling.map(\.resource) + (base == nil ? document.after : changed.compactMap(\.change.after))
    result.after = snapshot(after, registry, plan, places(all, records), records, open)
    result.changes = changes(changed)
    result.notes = notes(afterSaid, after.assumptions)
    return result
  }

  /// What a resource says that it did not say before.
  private func said(_ new: Said, after old: Said?) -> [Statement] {
    let known = Set(old?.edits ?? [])
    let own = Self.records(new)
    return new.edits.filter { !known.contains($0) }.map { edit in
      var value: DraftValue?
      if case .record(let fields)? = old?.edits.first(where: { Self.isRecord($0, edit.target) })?.statement {
        value = fields
      }
      return Statement(edit: edit, old: value, resource: new.resource, isOwner: own.contains(edit.target))
    }
  }

  /// Makes statements true; what cannot be is an open question.
  private func add(
    _ statements: [Statement],
    to draft: inout EstateDraft,
    _ plan: FileID,
    _ open: inout [ResourceReader.OpenQuestion]
  ) {
    for statement in Self.sorted(statements) {
      let origin = origin(statement.resource, plan)
      let edit = statement.edit
      if case .record(let fields) = edit.statement, let old = statement.old {
        draft.update(edit.target, from: old, to: fields, at: origin)
      } else if !draft.add(edit, from: origin) {
        open.append(unanswered(edit, statement.resource))
      }
    }
  }

  /// Takes back what a resource says no longer.
  private func remove(_ old: Said?, _ new: Said?, from draft: inout EstateDraft) {
    guard let old, !(old.adopts && new == nil) else { return }
    let kept = Set(new?.edits ?? [])
    let records = new.map { Self.records($0) } ?? []
    let own = Self.records(old)
    // What is in a record goes with it.
    for edit in old.edits.reversed() where !kept.contains(edit) {
      if case .record = edit.statement, records.contains(edit.target) { continue }
      let statement = Statement(edit: edit, old: nil, resource: old.resource, isOwner: own.contains(edit.target))
      for statement in aliases(of: statement, draft) { draft.remove(statement.edit) }
    }
  }

  /// The question that a statement leaves which nothing is known to be the subject of.
  private func unanswered(_ edit: DraftEdit, _ resource: TerraformResource) -> ResourceReader.OpenQuestion {
    ResourceReader.OpenQuestion(
      words: "\(resource.address) changes `\(edit.target.id)`, which is neither in the plan nor in the snapshot",
      concern: MappingTable.entry(resource.type)?.concern ?? .network,
      place: DraftPlace(account: resource.account, region: resource.region)
    )
  }

  /// Network interfaces that AWS made have ids in the base that no attribute tells: they are known by their descriptions.
  private func aliases(of statement: Statement, _ draft: EstateDraft) -> [Statement] {
    let target = statement.edit.target
    guard base != nil, target.list == "NetworkInterfaces", !draft.holds(target),
      case .record(let fields) = statement.edit.statement,
      let subnet = (statement.old ?? fields)["SubnetId"]?.text,
      let description = (statement.old ?? fields)["Description"]?.text
    else { return [statement] }
    let groups = (statement.old ?? fields)["Groups"]?.elements.compactMap { $0["GroupId"]?.text }
    let found = draft.rows.keys.filter { key in
      guard key.list == "NetworkInterfaces", let record = draft[key].first?.record,
        record["SubnetId"]?.text == subnet, let known = record["Description"]?.text,
        known == description || known.hasPrefix(description + "-")
      else { return false }
      // Such descriptions do not tell whose the interface is.
      guard ["RDSNetworkInterface", "ClientVPN Endpoint resource"].contains(description) else { return true }
      return Set(groups ?? []) == Set((record["Groups"]?.elements ?? []).compactMap { $0["GroupId"]?.text })
    }.sorted { $0.id < $1.id }
    guard !found.isEmpty else { return [statement] }
    return found.map { key in
      var statement = statement
      statement.edit.target = key
      if case .record(let fields) = statement.edit.statement, var object = fields.object {
        object["NetworkInterfaceId"] = nil
        object["TerraformOwner"] = nil
        statement.edit.statement = .record(.object(object))
      }
      if var old = statement.old?.object {
        old["NetworkInterfaceId"] = nil
        old["TerraformOwner"] = nil
        statement.old = .object(old)
      }
      return statement
    }
  }

  /// The records of the base that the changes touch or need.
  private func capture(
    _ changed: [(change: TerraformChange, old: Said?, new: Said?)],
    _ before: [Said],
    _ base: [SourceFile]
  ) -> BaseRecords {
    var wanted = BaseRecords.Wanted()
    for said in before { wanted.presence.formUnion(said.edits.map(\.target)) }
    for said in changed.flatMap({ [$0.old, $0.new] }).compactMap({ $0 }) {
      wanted.keys.formUnion(said.lookups)
      for edit in said.edits {
        wanted.keys.insert(edit.target)
        want(edit, &wanted)
      }
    }
    guard !wanted.isEmpty else { return BaseRecords(wanted, in: []) }
    let records = BaseRecords(wanted, in: base)
    // Subnets tell their VPCs, and these their blocks and default groups.
    var more = wanted
    for (key, row) in records.rows {
      if let vpc = row.record["VpcId"]?.text, ["Subnets", "RouteTables", "NetworkInterfaces"].contains(key.list) {
        more.keys.insert(RecordKey(list: "Vpcs", id: vpc, account: "", region: ""))
        if key.list == "Subnets" { more.vpcs.insert(vpc) }
      }
    }
    return more.keys == wanted.keys && more.vpcs == wanted.vpcs ? records : BaseRecords(more, in: base)
  }

  /// Notes what an edit needs beside the record that it changes.
  private func want(_ edit: DraftEdit, _ wanted: inout BaseRecords.Wanted) {
    let target = edit.target
    func also(_ list: String, _ id: String) {
      wanted.keys.insert(RecordKey(list: list, id: id, account: target.account, region: target.region))
    }
    switch (target.list, edit.statement) {
    case ("NetworkInterfaces", .record(let fields)):
      guard let subnet = fields["SubnetId"]?.text else { return }
      wanted.subnets.insert(subnet)
      if let description = fields["Description"]?.text { wanted.interfaces[subnet, default: []].insert(description) }
    case ("NetworkAcls", .element(["Associations"], let value, _)):
      if let subnet = value["SubnetId"]?.text { wanted.subnets.insert(subnet) }
    case ("RouteTables", .element(["Associations"], let value, _)) where value["Main"]?.flag == true:
      // The table that was the main one is in the same VPC.
      for row in document.before where row.type == "aws_route_table" {
        if let vpc = row.values["vpc_id"]?.string, row.values["id"]?.string == target.id { wanted.vpcs.insert(vpc) }
      }
    case ("TransitGatewayPropagations", _), ("TransitGatewayPrefixListReferences", _):
      also("TransitGatewayStaticRoutes", target.id.split(separator: "\u{1F}").first.map(String.init) ?? target.id)
    case ("TransitGatewayAssociations", .element(_, let value, _)):
      if let id = value["TransitGatewayAttachmentId"]?.text { also("TransitGatewayAttachments", id) }
    case ("Vpcs", .element): wanted.vpcs.insert(target.id)
    default: break
    }
  }

  /// The places that the estate describes wholly: all of them without a base, else those that it has nothing of.
  private func places(_ resources: [TerraformResource], _ records: BaseRecords?) -> Set<DraftPlace> {
    var places: Set<DraftPlace> = []
    for resource in resources where resource.isAWS && resource.mode == .managed {
      for region in [resource.region, "global"] where !region.isEmpty {
        places.insert(DraftPlace(account: resource.account, region: region))
      }
    }
    return records.map { places.subtracting($0.places) } ?? places
  }

  /// Reads a draft, over the base if there is one.
  private func snapshot(
    _ completion: DraftCompletion,
    _ registry: SourceFiles,
    _ plan: FileID,
    _ places: Set<DraftPlace>,
    _ records: BaseRecords?,
    _ open: [ResourceReader.OpenQuestion]
  ) -> AWSSnapshot {
    var files = registry
    let made = DraftWriter.files(
      completion.draft,
      whole: places,
      onlyTouched: base != nil,
      name: document.file.path
    )
    for file in made { files.add(file) }
    var superseded = SupersededRecords()
    for key in completion.draft.touched {
      for origin in records?.origins[key] ?? [] { superseded.insert(origin.list, origin.id) }
    }
    var snapshot = AWSSnapshot.combine(files, without: [plan], superseded: superseded)
    // Nobody but the plan can be connected to a service that it makes.
    for key in completion.draft.touched where key.list == "ServiceConfigurations" && records?.origins[key] == nil {
      guard let symbol = snapshot.estate.symbols.find(key.id), let id = snapshot.estate.endpointService(symbol) else {
        continue
      }
      snapshot.estate.endpointServices[id].connections = snapshot.estate.endpointServices[id].connections ?? []
    }
    snapshot.estate.settle(open, PlaceholderCheck(completion.placeholders, snapshot.estate).questions)
    return snapshot
  }

  /// The records that each resource changes.
  private func changes(_ changed: [(change: TerraformChange, old: Said?, new: Said?)]) -> [TerraformEstate.Change] {
    changed.map { change, old, new in
      let (before, after) = (Set(old?.edits ?? []), Set(new?.edits ?? []))
      let ids = Set(before.symmetricDifference(after).map(\.target.id))
      return TerraformEstate.Change(address: change.address, records: ids.sorted())
    }.sorted { $0.address < $1.address }
  }

  /// What was filled in, passed over, or not understood.
  private func notes(_ said: [Said], _ completed: [String]) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    for text in Set(said.flatMap(\.assumptions) + completed) {
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

extension TerraformEstate {
  /// Builds the estates before and after a plan; for a state, `after` is the estate that it describes.
  ///
  /// The files of a base snapshot, if there is one, are joined with the plan by ids.
  package static func read(_ document: TerraformDocument, base: [SourceFile]? = nil) -> TerraformEstate {
    var builder = TerraformEstateBuilder(document, base: base)
    return builder.build()
  }

  /// Builds the estates before and after a plan over the snapshot in a directory.
  ///
  /// - Throws: ``SnapshotError`` if there is no snapshot.
  package static func read(
    _ document: TerraformDocument,
    baseDirectory directory: String
  ) throws(SnapshotError) -> TerraformEstate {
    read(document, base: try AWSSnapshot.files(inDirectory: directory))
  }
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
