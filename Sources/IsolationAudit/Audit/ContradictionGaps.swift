/// What contradictions of the inputs leave undecided, by the environments of the resources that they name.
package struct ContradictionGaps: Sendable {
  /// A gap, with the environments that it concerns; `-1` for what stands in none, which concerns all.
  package struct Gap: Sendable {
    /// The environments, by index.
    package var environments: Set<Int16>
    /// What contradicts itself, with its place.
    package var text: String
  }

  /// The gaps, sorted by their texts.
  package private(set) var gaps: [Gap] = []

  /// The most gaps of one kind and one set of environments that are told one by one.
  private static let maximumTold = 10

  /// Collects the gaps of an estate.
  package init(_ estate: Estate, _ placement: Placement, _ diagnostics: [Diagnostic]) {
    let undecided = estate.contradictions.filter(\.isUndecided)
    guard !undecided.isEmpty else { return }
    struct Group: Hashable {
      var kind: Contradiction.Kind
      var environments: Set<Int16>
    }
    // A diagnostic knows its line; the first of a code, resource and message is the contradiction's own.
    var places: [String: Diagnostic] = [:]
    for diagnostic in diagnostics where diagnostic.severity == .error {
      let key = "\(diagnostic.code) \(diagnostic.resource ?? "") \(diagnostic.message)"
      if places[key] == nil { places[key] = diagnostic }
    }
    var told: [Group: Int] = [:]
    for contradiction in undecided {
      let group = Group(
        kind: contradiction.kind,
        environments: Set(contradiction.concerned.map { Self.environment(of: $0, estate, placement) })
      )
      let count = told[group, default: 0] + 1
      told[group] = count
      guard count <= Self.maximumTold else { continue }
      let name = estate.symbols[contradiction.resource]
      let key = "\(contradiction.kind.rawValue) \(name) \(contradiction.message)"
      let text = places[key]?.description ?? "\(name): \(contradiction.message)"
      gaps.append(Gap(environments: group.environments, text: "the inputs contradict themselves: \(text)"))
    }
    for (group, count) in told where count > Self.maximumTold {
      let text = "the inputs contradict themselves: \(count - Self.maximumTold) more of \(group.kind.rawValue)"
      gaps.append(Gap(environments: group.environments, text: text))
    }
    gaps.sort { ($0.text, $0.environments.sorted().description) < ($1.text, $1.environments.sorted().description) }
  }

  private static func environment(of symbol: Symbol, _ estate: Estate, _ placement: Placement) -> Int16 {
    switch estate.find(symbol) {
    case .vpc(let id)?: placement.ofVPC[Int(id.index)]
    case .networkInterface(let id)?: placement.ofInterface[Int(id.index)]
    case .subnet(let id)?: estate.vpc(estate.subnets[id].vpc).map { placement.ofVPC[Int($0.index)] } ?? -1
    default: -1
    }
  }
}
