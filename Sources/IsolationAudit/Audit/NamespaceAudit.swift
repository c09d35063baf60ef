/// Judges `namespaced-parameters`: whether the names of parameters and secrets say which environment they are of.
package struct NamespaceAudit: Sendable {
  private let estate: Estate
  private let policy: Policy
  private let placement: Placement
  private let namer: ResourceNamer

  /// Uses the data stores of an estate.
  package init(_ namer: ResourceNamer, _ placement: Placement) {
    (estate, policy, self.placement, self.namer) = (namer.model.estate, namer.policy, placement, namer)
  }

  /// Judges an assertion for each environment by itself.
  package func judge(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    guard case .namespacedParameters(let scope, let namespace) = assertion.kind else { return judgement }
    let lists = DataListGaps(estate, placement)
    for pair in policy.pairs(of: scope) {
      judgement.judge(pair, assertion, policy, isAlone: true) { pair in
        var outcome = PairOutcome(held: "", plural: "")
        var count = 0
        for (position, store) in estate.dataStores.records.enumerated()
        where placement.ofDataStore[position] == pair.goal && namespace.covers(store.kind) {
          let text = estate.symbols[store.name]
          if Self.isManaged(text, store.kind) || namespace.exceptions.contains(where: { $0.names.matches(text) }) {
            continue
          }
          count += 1
          if let finding = finding(store, text, in: pair.from, namespace, assertion) {
            outcome.findings.append(finding)
          }
        }
        outcome.gaps = lists.gaps(of: Int(pair.goal), ["Parameters"] + (namespace.coversSecrets ? ["SecretList"] : []))
        outcome.held = "all \(count) names are in the environment's namespace"
        outcome.plural = "of \(count) names are outside of the environment's namespace"
        return outcome
      }
    }
    return judgement
  }

  /// Whether AWS made a secret for one of its services and named it: `rds!db-…`, `events!connection/…`.
  ///
  /// Nobody else can use an exclamation mark in the name of a secret (AWS Secrets Manager, "Secrets managed by other AWS
  /// services" and `CreateSecret`).
  private static func isManaged(_ name: String, _ kind: DataStore.Kind) -> Bool {
    kind == .secret && name.contains("!")
  }

  private func finding(
    _ store: DataStore,
    _ name: String,
    in environment: String,
    _ namespace: ParameterNamespace,
    _ assertion: Assertion
  ) -> Finding? {
    let isSecret = store.kind == .secret
    func isIn(_ other: String) -> Bool {
      namespace.pattern.matches(name, environment: other, mayLackSlash: isSecret)
    }
    if isIn(environment) { return nil }
    let owner = policy.environments.map(\.name).first { $0 != environment && isIn($0) }
    let problem =
      owner.map { "is in the namespace of \($0)" }
      ?? "is outside of its namespace, \(namespace.pattern.description(of: environment))"
    let what = store.kind.name
    return Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, environment, estate.symbols[store.arn]]),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .arrangement,
      title: "\(what) \(name) of \(environment) \(problem)",
      from: environment,
      to: "",
      resources: [namer.reference(store.arn, type: what)],
      remediation: [
        "Give the \(what) a name of the form \(namespace.pattern.description(of: environment))"
          + (owner == nil ? "." : ", or move it to the environment that its name speaks of.")
      ]
    )
  }
}

extension ParameterNamespace {
  /// Whether a kind of data store is meant.
  fileprivate func covers(_ kind: DataStore.Kind) -> Bool {
    kind == .parameter || (coversSecrets && kind == .secret)
  }
}
