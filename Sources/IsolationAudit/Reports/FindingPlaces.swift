/// Where a finding is shown: at the line that somebody would change.
struct FindingPlaces {
  private let policy: SourceLocation?
  private let assertions: [String: SourceLocation]

  init(_ result: AuditResult) {
    policy = result.policies.first.map { SourceLocation(file: $0.path) }
    assertions = Dictionary(
      result.assertions.compactMap { assertion in assertion.location.map { (assertion.id, $0) } },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The place of a finding.
  ///
  /// A line of Terraform before any other, since that is what people edit: of the change that is blamed, then of what
  /// closes the finding, then of its path. Without one the same order among the lines of the snapshot, and at last the
  /// assertion. `nil` only when nothing has a line.
  func place(of finding: Finding, blamed: [AuditChange.PlannedChange]) -> SourceLocation? {
    var places = blamed.compactMap(\.location) + (finding.cut?.elements.compactMap(\.location) ?? [])
    places += finding.steps.compactMap(\.location)
    places += finding.cut?.alternatives.compactMap(\.location) ?? []
    places = places.filter { $0.line > 0 && !$0.file.isEmpty }
    return places.first(where: \.isTerraform) ?? places.first ?? place(ofAssertion: finding.assertion)
  }

  /// The place of an assertion; without a line, the policy file.
  func place(ofAssertion id: String) -> SourceLocation? {
    if let location = assertions[id], location.line > 0, !location.file.isEmpty { return location }
    return policy
  }
}

extension SourceLocation {
  /// Whether the place is in the source of a Terraform module.
  var isTerraform: Bool { file.hasSuffix(".tf") || file.hasSuffix(".tf.json") }
}

/// A step of a finding's path, whatever the path is made of.
struct FindingStep {
  /// What happens, on one line.
  var text: String
  /// The element or the principal.
  var resource: ResourceReference
  /// Where the rule or the statement is declared.
  var location: SourceLocation?
}

extension Finding {
  /// The path step by step: packets over all their connections, then the chain of identities with its packets.
  var steps: [FindingStep] {
    var steps = (legs.isEmpty ? hops : legs.flatMap(\.hops)).map(FindingStep.init)
    for step in chain {
      let conditions = step.conditions.isEmpty ? "" : ", if \(step.conditions.joined(separator: " and "))"
      let text = "\(step.from.label): \(step.action) to \(step.to.label)"
      if step.allowedBy.isEmpty {
        steps.append(FindingStep(text: text + conditions, resource: step.to, location: nil))
      }
      for evidence in step.allowedBy {
        steps.append(
          FindingStep(
            text: "\(text), allowed by \(evidence.text)\(conditions)",
            resource: step.to,
            location: evidence.location
          )
        )
      }
      steps += step.leg?.hops.map(FindingStep.init) ?? []
    }
    return steps
  }

  /// The resources that a finding is about, the most telling first, each once: what is reached, who reaches it, what lies
  /// between them.
  var subjects: [ResourceReference] {
    var all: [ResourceReference?] = [witness?.destination, chain.last?.to]
    all += resources.map(Optional.some)
    all += [witness?.source, chain.first?.from]
    all += via.map(Optional.some) + (cut?.elements.map { Optional.some($0.resource) } ?? [])
    all +=
      chain.map { Optional.some($0.to) }
      + (legs.isEmpty ? hops : legs.flatMap(\.hops)).map { Optional.some($0.resource) }
    var seen: Set<String> = []
    return all.compactMap { $0 }.filter { !$0.id.isEmpty && seen.insert($0.id).inserted }
  }

  /// What would close the finding, a sentence each.
  var fixes: [String] {
    guard let cut, !cut.elements.isEmpty else { return remediation }
    return cut.elements.map(\.step)
  }
}

extension FindingStep {
  init(_ hop: Hop) {
    let rule = hop.rule.map { ": \($0)" } ?? ""
    self.init(text: "\(hop.resource.label): \(hop.action)\(rule)", resource: hop.resource, location: hop.location)
  }
}
