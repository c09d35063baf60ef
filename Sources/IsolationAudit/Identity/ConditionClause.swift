/// One condition of a statement: an operator, a key, and the values one of which (for a negated operator, none of which)
/// the key must have.
package struct ConditionClause: Hashable, Sendable {
  package let conditionOperator: ConditionOperator
  /// The key as the policy writes it.
  package let key: String
  private let lowercasedKey: String
  private let values: [ConditionValue]

  /// Creates a condition of an operator and a key over the values that a policy lists.
  package init(_ conditionOperator: ConditionOperator, key: String, values: [ConditionValue]) {
    self.conditionOperator = conditionOperator
    self.key = key
    lowercasedKey = key.lowercased()
    self.values = values
  }

  /// The key in lower case, as keys are compared.
  package var canonicalKey: String { lowercasedKey }

  /// The values as the policy writes them.
  package var valueTexts: [String] { values.map(\.text.source) }

  /// Whether a request's context meets the condition.
  package func holds(in context: RequestContext) -> Truth {
    let base = conditionOperator.base
    let value = context.value(ofLowercased: lowercasedKey)
    if base == .null { return holdsAsNull(value, in: context) }
    switch value {
    case .unknown: return .depends(residual)
    case .known(let found) where !found.isEmpty: return holds(for: found, in: context)
    case .known, .absent:
      if conditionOperator.ifExists { return .yes }
      switch conditionOperator.quantifier {
      case .forAllValues: return .yes
      case .forAnyValue: return .no
      case nil: return Truth(base.isNegated)
      }
    }
  }

  /// The condition itself, for an answer that depends on it.
  private var residual: ConditionExpression {
    .condition(operatorName: conditionOperator.name, key: key, values: valueTexts)
  }

  /// `Null` asks whether the key is absent: `"true"` for absent, `"false"` for present.
  private func holdsAsNull(_ value: ContextValue, in context: RequestContext) -> Truth {
    let isAbsent: Bool
    switch value {
    case .unknown: return .depends(residual)
    case .absent: isAbsent = true
    case .known(let found): isAbsent = found.isEmpty
    }
    return Truth(values.contains { $0.text.source.lowercased() == (isAbsent ? "true" : "false") })
  }

  private func holds(for found: [String], in context: RequestContext) -> Truth {
    switch conditionOperator.quantifier {
    case .forAllValues: return found.reduce(Truth.yes) { $0 && holds(forOne: $1, in: context) }
    case .forAnyValue: return found.reduce(Truth.no) { $0 || holds(forOne: $1, in: context) }
    case nil:
      // Without a quantifier a positive operator needs one value that agrees, a negated one needs all to differ.
      return conditionOperator.base.isNegated
        ? found.reduce(Truth.yes) { $0 && holds(forOne: $1, in: context) }
        : found.reduce(Truth.no) { $0 || holds(forOne: $1, in: context) }
    }
  }

  private func holds(forOne found: String, in context: RequestContext) -> Truth {
    let comparison = conditionOperator.base.comparison
    var agrees = Truth.no
    for value in values {
      agrees = agrees || value.agrees(with: found, by: comparison, in: context, otherwise: residual)
      if agrees == .yes { break }
    }
    guard conditionOperator.base.isNegated else { return agrees }
    // The residual is this very condition, negation included, so it is not turned around.
    if case .depends = agrees { return .depends(residual) }
    return !agrees
  }
}

/// A value that a condition compares a key with, read once for its operator.
package struct ConditionValue: Hashable, Sendable {
  private enum Reading: Hashable, Sendable {
    case text
    case number(DecimalNumber)
    case instant(PolicyInstant)
    case network(PolicyNetwork)
    case arn([WildcardPattern])
  }

  package let text: PolicyText
  private let reading: Reading

  /// Reads a value for a comparison, or nothing when the comparison cannot be made with it.
  package init?(_ source: String, for base: ConditionOperator.Base, version: PolicyVersion) {
    let comparison = base.comparison
    // Variables stand in string and ARN conditions only.
    let allowsVariables =
      switch comparison {
      case .text, .textIgnoringCase: base != .bool && base != .null && base != .binaryEquals
      case .pattern, .arn: true
      case .number, .date, .address: false
      }
    text = PolicyText(
      source,
      version: allowsVariables ? version : .v2008,
      wildcards: comparison == .pattern || comparison == .arn
    )
    switch comparison {
    case .text:
      if base == .binaryEquals, !Self.isBase64(source) { return nil }
      reading = .text
    case .textIgnoringCase:
      if base == .bool || base == .null, !["true", "false"].contains(source.lowercased()) { return nil }
      reading = .text
    case .pattern: reading = .text
    case .number:
      guard let number = DecimalNumber(source) else { return nil }
      reading = .number(number)
    case .date:
      guard let instant = PolicyInstant(source) else { return nil }
      reading = .instant(instant)
    case .address:
      guard let network = PolicyNetwork(source) else { return nil }
      reading = .network(network)
    case .arn:
      reading =
        text.hasVariables ? .text : .arn(Self.arnFields(source.unicodeScalars.map { WildcardPattern.unit(for: $0) }))
    }
  }

  private static func isBase64(_ text: String) -> Bool {
    let digits = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
    return text.utf8.count % 4 == 0 && text.utf8.count - digits.count <= 2
      && digits.allSatisfy {
        switch $0 {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }

  /// The six fields of an ARN pattern; fewer when the pattern has fewer colons.
  private static func arnFields(_ units: [WildcardPattern.Unit]) -> [WildcardPattern] {
    units.split(separator: .literal(0x3A), maxSplits: 5, omittingEmptySubsequences: false).map { WildcardPattern($0) }
  }

  /// Whether a key's value agrees with this value; `otherwise` is the answer's condition when a variable is unknown.
  package func agrees(
    with found: String,
    by comparison: ConditionOperator.Comparison,
    in context: RequestContext,
    otherwise residual: ConditionExpression
  ) -> Truth {
    switch (comparison, reading) {
    case (.number(let orders), .number(let wanted)):
      return Truth(DecimalNumber(found).map { orders.contains(.init($0, wanted)) } ?? false)
    case (.date(let orders), .instant(let wanted)):
      return Truth(PolicyInstant(found).map { orders.contains(.init($0, wanted)) } ?? false)
    case (.address, .network(let wanted)):
      return Truth(PolicyNetwork(found).map(wanted.contains) ?? false)
    case (.arn, .arn(let fields)):
      return Truth(Self.arn(found, agreesWith: fields))
    case (.arn, .text):
      switch text.resolved(in: context) {
      case .units(let units): return Truth(Self.arn(found, agreesWith: Self.arnFields(units)))
      case .matchesNothing: return .no
      case .unknown: return .depends(residual)
      }
    case (.pattern, _):
      if let pattern = text.fixedPattern { return Truth(pattern.matches(found)) }
      switch text.resolved(in: context) {
      case .units(let units): return Truth(WildcardPattern(units).matches(found))
      case .matchesNothing: return .no
      case .unknown: return .depends(residual)
      }
    default:
      let ignoringCase = comparison == .textIgnoringCase
      switch text.resolvedString(in: context) {
      case .text(let wanted):
        return Truth(ignoringCase ? found.lowercased() == wanted.lowercased() : found.utf8.elementsEqual(wanted.utf8))
      case .matchesNothing: return .no
      case .unknown: return .depends(residual)
      }
    }
  }

  /// Compares an ARN field by field; a lone `*` stands for every ARN.
  private static func arn(_ found: String, agreesWith fields: [WildcardPattern]) -> Bool {
    if fields.count == 1 { return fields[0].matchesEverything }
    let parts = found.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, parts.count == 6 else { return false }
    return zip(fields, parts).allSatisfy { $0.matches(String($1)) }
  }
}
