/// A condition operator of the policy language with its prefix and suffix, such as `ForAllValues:StringLikeIfExists`.
package struct ConditionOperator: Hashable, Sendable {
  /// The 27 operators; the names are AWS's own.
  package enum Base: String, CaseIterable, Hashable, Sendable {
    case stringEquals = "StringEquals"
    case stringNotEquals = "StringNotEquals"
    case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
    case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
    case stringLike = "StringLike"
    case stringNotLike = "StringNotLike"
    case numericEquals = "NumericEquals"
    case numericNotEquals = "NumericNotEquals"
    case numericLessThan = "NumericLessThan"
    case numericLessThanEquals = "NumericLessThanEquals"
    case numericGreaterThan = "NumericGreaterThan"
    case numericGreaterThanEquals = "NumericGreaterThanEquals"
    case dateEquals = "DateEquals"
    case dateNotEquals = "DateNotEquals"
    case dateLessThan = "DateLessThan"
    case dateLessThanEquals = "DateLessThanEquals"
    case dateGreaterThan = "DateGreaterThan"
    case dateGreaterThanEquals = "DateGreaterThanEquals"
    case bool = "Bool"
    case binaryEquals = "BinaryEquals"
    case ipAddress = "IpAddress"
    case notIpAddress = "NotIpAddress"
    case arnEquals = "ArnEquals"
    case arnLike = "ArnLike"
    case arnNotEquals = "ArnNotEquals"
    case arnNotLike = "ArnNotLike"
    case null = "Null"

    /// Whether the operator holds where its positive twin does not.
    package var isNegated: Bool {
      switch self {
      case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals, .dateNotEquals,
        .notIpAddress, .arnNotEquals, .arnNotLike:
        true
      default: false
      }
    }

    /// How a key's value is compared with a policy's value, leaving the negation aside.
    package var comparison: Comparison {
      switch self {
      case .stringEquals, .stringNotEquals, .binaryEquals: .text
      case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase, .bool, .null: .textIgnoringCase
      case .stringLike, .stringNotLike: .pattern
      case .numericEquals, .numericNotEquals: .number([.equal])
      case .numericLessThan: .number([.less])
      case .numericLessThanEquals: .number([.less, .equal])
      case .numericGreaterThan: .number([.greater])
      case .numericGreaterThanEquals: .number([.greater, .equal])
      case .dateEquals, .dateNotEquals: .date([.equal])
      case .dateLessThan: .date([.less])
      case .dateLessThanEquals: .date([.less, .equal])
      case .dateGreaterThan: .date([.greater])
      case .dateGreaterThanEquals: .date([.greater, .equal])
      case .ipAddress, .notIpAddress: .address
      case .arnEquals, .arnLike, .arnNotEquals, .arnNotLike: .arn
      }
    }
  }

  /// How two values are compared.
  package enum Comparison: Hashable, Sendable {
    case text
    case textIgnoringCase
    case pattern
    case number(Set<Order>)
    case date(Set<Order>)
    case address
    case arn
  }

  /// How a key's value stands to a policy's value.
  package enum Order: Hashable, Sendable {
    case less
    case equal
    case greater

    package init<Value: Comparable>(_ left: Value, _ right: Value) {
      self = left < right ? .less : left == right ? .equal : .greater
    }
  }

  /// How the values of a key with several values are taken together.
  package enum Quantifier: String, Hashable, Sendable {
    case forAllValues = "ForAllValues"
    case forAnyValue = "ForAnyValue"
  }

  package let base: Base
  package let quantifier: Quantifier?
  /// Whether the condition holds for a request that does not have the key.
  package let ifExists: Bool

  /// Reads an operator's name, or nothing when the policy language has no such operator.
  package init?(_ name: String) {
    var rest = name[...]
    var quantifier: Quantifier?
    if let colon = rest.firstIndex(of: ":") {
      guard let known = Quantifier(rawValue: String(rest[..<colon])) else { return nil }
      quantifier = known
      rest = rest[rest.index(after: colon)...]
    }
    let ifExists = rest.hasSuffix("IfExists")
    if ifExists { rest = rest.dropLast("IfExists".count) }
    guard let base = Base(rawValue: String(rest)), !(base == .null && ifExists) else { return nil }
    self.base = base
    self.quantifier = quantifier
    self.ifExists = ifExists
  }

  /// The operator's name as a policy writes it.
  package var name: String {
    (quantifier.map { "\($0.rawValue):" } ?? "") + base.rawValue + (ifExists ? "IfExists" : "")
  }
}
