/// All resources whose ARN begins with a text: the objects of a bucket, the documents of a domain.
///
/// A statement is about all of them, about none, or about those that one of its patterns names.
struct ResourceFamily: Sendable {
  private let prefix: String
  private let scalars: [UInt32]

  init(prefix: String) {
    self.prefix = prefix
    scalars = prefix.unicodeScalars.map(\.value)
  }

  /// Stands for a character that no policy names.
  private static let anyCharacter: Unicode.Scalar = "\u{FFFD}"

  /// Whether a statement is about a resource of the family: yes for all, no for none, otherwise it depends on which.
  func coverage(by statement: PolicyStatement, in context: RequestContext) -> Truth {
    guard let resources = statement.resources else { return .yes }
    var covered = Truth.no
    for pattern in resources.patterns {
      covered = covered || coverage(by: pattern, in: context)
      if covered == .yes { break }
    }
    return resources.isNegated ? !covered : covered
  }

  private func coverage(by text: PolicyText, in context: RequestContext) -> Truth {
    let units: [WildcardPattern.Unit]
    switch text.resolved(in: context) {
    case .units(let found): units = found
    case .matchesNothing: return .no
    case .unknown: return .depends(.fact("the resource is covered by \"\(text.source)\""))
    }
    guard meets(units) else { return .no }
    // A run of a character that the pattern does not name is covered by wildcards only, so any run is.
    let pattern = text.fixedPattern ?? WildcardPattern(units)
    let long = String(repeating: String(Self.anyCharacter), count: units.count + 1)
    if pattern.matches(prefix + String(Self.anyCharacter)) && pattern.matches(prefix + long) { return .yes }
    return .depends(.fact("the resource is one of \"\(text.source)\""))
  }

  /// Whether some text that begins with the prefix is covered: whether the pattern can read the prefix.
  private func meets(_ units: [WildcardPattern.Unit]) -> Bool {
    for (place, scalar) in scalars.enumerated() {
      guard place < units.count else { return false }
      switch units[place] {
      // A run reads the rest of the prefix, and the name.
      case .anyRun: return true
      case .anyCharacter: continue
      case .literal(let value): if value != scalar { return false }
      }
    }
    // What is left of the pattern reads the name; a name is not empty.
    return units.count > scalars.count
  }

  /// Resources of the family of each pattern of some policies, with the pattern; one that no pattern names comes first.
  func examples(in policies: [AttachedPolicy], _ context: RequestContext) -> [(arn: String, pattern: String?)] {
    var examples: [(arn: String, pattern: String?)] = [(prefix + String(Self.anyCharacter), nil)]
    var seen: Set<String> = []
    for policy in policies {
      for statement in policy.document.statements {
        for text in statement.resources?.patterns ?? [] where seen.insert(text.source).inserted {
          guard case .units(let units) = text.resolved(in: context), meets(units),
            let arn = example(of: units)
          else { continue }
          examples.append((arn, text.source))
        }
      }
    }
    return examples
  }

  /// A text that begins with the prefix and that a pattern covers, or nothing where that is not plain to see.
  private func example(of units: [WildcardPattern.Unit]) -> String? {
    var text = String.UnicodeScalarView()
    for unit in units {
      switch unit {
      case .literal(let value): if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      case .anyCharacter, .anyRun: text.append(Self.anyCharacter)
      }
    }
    let found = String(text)
    if found.hasPrefix(prefix) { return found }
    // A run before the end of the prefix takes the rest of it: `arn:aws:s3:::*` or `*/exports/*`.
    guard let run = units.firstIndex(of: .anyRun) else { return nil }
    var tail = String.UnicodeScalarView()
    for unit in units[(run + 1)...] {
      switch unit {
      case .literal(let value): if let scalar = Unicode.Scalar(value) { tail.append(scalar) }
      case .anyCharacter, .anyRun: tail.append(Self.anyCharacter)
      }
    }
    let longer = prefix + String(Self.anyCharacter) + String(tail)
    return WildcardPattern(units).matches(longer) ? longer : nil
  }
}
