/// Judges `data-classes`: whether an environment holds data of other classes than those that it may hold.
struct DataClassAudit {
  private let estate: Estate
  private let policy: Policy
  private let placement: Placement
  private let namer: ResourceNamer
  private let lists: DataListGaps

  init(_ namer: ResourceNamer, _ placement: Placement) {
    (estate, policy, self.placement, self.namer) = (namer.model.estate, namer.policy, placement, namer)
    lists = DataListGaps(estate, placement)
  }

  /// What is known of the class of a data store.
  private enum Class {
    /// The value of its tag, or of the tag of what it was made of.
    case named(String, source: Symbol?)
    /// It has tags, and this one is not among them.
    case untagged
    /// No tags of it are in the snapshot.
    case unknown
  }

  /// Judges an assertion over all its environments.
  func judge(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    guard case .dataClasses(let scope, let terms) = assertion.kind else { return judgement }
    let kinds = terms.kinds.isEmpty ? SelectedData.allCases.filter { $0 != .key } : terms.kinds
    for pair in policy.pairs(of: scope) {
      judgement.judge(pair, assertion, policy, isAlone: true) { pair in
        var outcome = PairOutcome(held: "", plural: "data stores of other classes")
        var count = 0
        for (index, store) in estate.dataStores.records.enumerated()
        where placement.ofDataStore[index] == pair.goal && kinds.contains(where: { $0.kind == store.kind }) {
          let arn = estate.symbols[store.arn]
          // Secrets that AWS makes and names for its services, such as `rds!db-…`, hold no data of the owner.
          if store.kind == .secret && estate.symbols[store.name].contains("!") { continue }
          if store.isManagedByAWS || terms.exceptions.contains(where: { $0.data.matches(arn) }) { continue }
          count += 1
          judge(store, terms, assertion, pair.from, &outcome)
        }
        outcome.gaps += lists.gaps(of: Int(pair.goal), kinds.flatMap(\.lists))
        let classes = PolicyWording.list(terms.allowed.map(\.pattern))
        outcome.held = "none of \(count) data stores holds data of another class than \(classes)"
        return outcome
      }
    }
    return judgement
  }

  private func judge(
    _ store: DataStore,
    _ terms: DataClassTerms,
    _ assertion: Assertion,
    _ environment: String,
    _ outcome: inout PairOutcome
  ) {
    let arn = estate.symbols[store.arn]
    let problem: String
    var origin: Symbol?
    switch classOfData(in: store, terms.tag) {
    case .named(let name, let source):
      if terms.allowed.matches(name) { return }
      origin = source
      let made = source.map { ", as \(estate.symbols[$0]), of which it was made," } ?? ""
      problem = "holds\(made) data of class \(name)"
    case .untagged:
      switch terms.untagged {
      case .allowed: return
      case .inconclusive:
        outcome.gaps.append("\(arn) has no tag `\(terms.tag)`, so the class of its data is not known")
        return
      case .forbidden: problem = "has no tag \(terms.tag) that names the class of its data"
      }
    case .unknown:
      if terms.untagged == .allowed { return }
      outcome.gaps.append("the tags of \(arn) are not in the snapshot, so the class of its data is not known")
      return
    }
    let reference = namer.reference(store.arn, type: store.kind.name)
    let classes = PolicyWording.list(terms.allowed.map(\.pattern))
    outcome.findings.append(
      Finding(
        id: TrafficFindingWriter.fingerprint([assertion.id, environment, arn]),
        assertion: assertion.id,
        severity: assertion.severity,
        kind: .arrangement,
        title: "\(store.kind.name) \(reference.name ?? reference.id) of \(environment) \(problem)",
        from: environment,
        to: "",
        resources: [reference] + (origin.map { [namer.reference($0)] } ?? []),
        remediation: [
          "Move the data to an environment that may hold them, or correct the tag \(terms.tag); \(environment) may hold "
            + "\(classes)."
        ]
      )
    )
  }

  /// The class of the data in a store: by its own tag, else by that of what it was made of.
  private func classOfData(in store: DataStore, _ key: String) -> Class {
    var current = store
    var seen: Set<Symbol> = []
    while seen.insert(current.arn).inserted {
      if let tag = estate.tags(current.tags).first(where: { estate.symbols[$0.key] == key }) {
        return .named(estate.symbols[tag.value], source: current.arn == store.arn ? nil : current.arn)
      }
      guard let source = source(of: current) else { break }
      current = estate.dataStores[source]
    }
    return store.tags == .none && !store.kind.isListedWithTags ? .unknown : .untagged
  }

  /// What a copy was made of: snapshots of databases name their database by its identifier, unique in its account and Region.
  private func source(of store: DataStore) -> EstateID<DataStore>? {
    if store.madeOf.isEmpty { return nil }
    if let source = estate.dataStore(store.madeOf) { return source }
    guard store.kind == .databaseSnapshot else { return nil }
    return estate.dataStores.ids.first { id in
      let other = estate.dataStores[id]
      return other.kind == .database && other.name == store.madeOf && other.owner == store.owner
        && other.region == store.region
    }
  }
}

extension DataStore.Kind {
  /// Whether the list that holds such stores holds their tags as well; those of others have to be asked for one by one.
  fileprivate var isListedWithTags: Bool {
    switch self {
    case .secret, .fileSystem, .volumeSnapshot, .databaseSnapshot, .image, .database: true
    case .bucket, .key, .parameter, .queue, .topic, .repository, .table, .backupVault, .searchDomain, .eventBus: false
    }
  }
}
