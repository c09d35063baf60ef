/// What is odd in the policies of an estate and yet can be read: it changes no decision by itself, and probably is not what
/// the author meant.
package struct PolicyRemarks {
  /// The most remarks of one kind that are told one by one.
  private static let limit = 100

  private let estate: Estate
  private var found: [(code: String, message: String, resource: String, place: Provenance)] = []

  package init(_ estate: Estate) {
    self.estate = estate
    for principal in estate.principals.records {
      let policies = principal.inlinePolicies + [principal.trustPolicy].compactMap { $0 }
      for policy in policies { look(at: policy.document, of: principal.arn, policy.provenance) }
    }
    for policy in estate.managedPolicies.records { look(at: policy.document, of: policy.arn, policy.provenance) }
    for policy in estate.organizationPolicies.records { look(at: policy.document, of: policy.id, policy.provenance) }
    let resources = estate.resourcePolicies.sorted { estate.symbols[$0.key] < estate.symbols[$1.key] }
    for (arn, resource) in resources {
      if case .policy(let policy) = resource { look(at: policy.document, of: arn, policy.provenance) }
    }
  }

  /// The remarks as diagnostics, sorted.
  package func diagnostics(in files: SourceFiles) -> [Diagnostic] {
    var counts: [String: Int] = [:]
    let told = found.filter { remark in
      counts[remark.code, default: 0] += 1
      return counts[remark.code, default: 0] <= Self.limit
    }
    let locations = files.locate(told.map(\.place))
    var diagnostics = zip(told, locations).map { remark, location in
      Diagnostic(.warning, code: remark.code, message: remark.message, location: location, resource: remark.resource)
    }
    for (code, count) in counts where count > Self.limit {
      diagnostics.append(Diagnostic(.note, code: code, message: "\(count - Self.limit) more remarks of this kind"))
    }
    return diagnostics.sorted()
  }

  private mutating func look(at document: JSONValue?, of resource: Symbol, _ place: Provenance) {
    guard let document else { return }
    let isOld = document["Version"] == nil
    let (statements, isList): ([JSONValue], Bool) =
      if let list = document["Statement"]?.array { (list, true) } else {
        ([document["Statement"]].compactMap { $0 }, false)
      }
    for (index, statement) in statements.enumerated() {
      let pointer = isList ? "/Statement/\(index)" : "/Statement"
      for element in ["Principal", "NotPrincipal"] {
        for name in texts(statement[element]?["AWS"]) where PolicyPrincipal(awsElement: name)?.isDeleted ?? false {
          let message =
            "policy, #\(pointer)/\(element)/AWS: \"\(name)\" is what is left of a user or role that was deleted; "
            + "it names nobody, also not one that was made again under the same name"
          found.append(("stale-principal", message, estate.symbols[resource], place))
        }
      }
      guard isOld else { continue }
      for element in ["Resource", "NotResource"] where texts(statement[element]).contains(where: Self.holdsVariable) {
        let message =
          "policy, #\(pointer)/\(element): a variable in a policy without Version stands for itself, "
          + "expected Version 2012-10-17"
        found.append(("variable-without-version", message, estate.symbols[resource], place))
      }
    }
  }

  private func texts(_ value: JSONValue?) -> [String] {
    (value?.array ?? [value].compactMap { $0 }).compactMap(\.string)
  }

  private static func holdsVariable(_ text: String) -> Bool {
    PolicyText(text, version: .v2012, wildcards: true).hasVariables
  }
}
