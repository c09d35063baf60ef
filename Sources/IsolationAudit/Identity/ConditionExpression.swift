/// What still has to hold (or not to hold) before an answer is settled, in readable form.
package indirect enum ConditionExpression: Hashable, Sendable {
  /// A condition of a policy whose key is not known.
  case condition(operatorName: String, key: String, values: [String])
  /// Any other fact that is not known, as a sentence without a full stop.
  case fact(String)
  case not(ConditionExpression)
  case all([ConditionExpression])
  case any([ConditionExpression])
}

extension ConditionExpression: CustomStringConvertible {
  package var description: String {
    switch self {
    case .condition(let operatorName, let key, let values):
      "\(operatorName) \(key) \(values.map { "\"\($0)\"" }.joined(separator: " or "))"
    case .fact(let sentence): sentence
    case .not(let inner): "not (\(inner))"
    case .all(let parts): parts.map(\.bracketed).joined(separator: " and ")
    case .any(let parts): parts.map(\.bracketed).joined(separator: " or ")
    }
  }

  private var bracketed: String {
    switch self {
    case .condition, .fact, .not: description
    case .all, .any: "(\(description))"
    }
  }

  /// The parts that must all hold, each a line of a report.
  package var conjuncts: [ConditionExpression] {
    if case .all(let parts) = self { parts } else { [self] }
  }
}

/// The answer to a question whose facts may be missing: yes, no, or yes exactly if an expression holds.
package enum Truth: Hashable, Sendable {
  case no
  case yes
  case depends(ConditionExpression)

  package init(_ value: Bool) { self = value ? .yes : .no }

  /// Whether the answer can be yes.
  package var isPossible: Bool { self != .no }

  package static prefix func ! (operand: Truth) -> Truth {
    switch operand {
    case .no: .yes
    case .yes: .no
    case .depends(.not(let inner)): .depends(inner)
    case .depends(let expression): .depends(.not(expression))
    }
  }

  package static func && (lhs: Truth, rhs: @autoclosure () -> Truth) -> Truth {
    switch lhs {
    case .no: return .no
    case .yes: return rhs()
    case .depends(let left):
      switch rhs() {
      case .no: return .no
      case .yes: return lhs
      case .depends(let right): return .depends(.all(merged(left.conjuncts, right.conjuncts)).simplified)
      }
    }
  }

  package static func || (lhs: Truth, rhs: @autoclosure () -> Truth) -> Truth {
    switch lhs {
    case .no: return rhs()
    case .yes: return .yes
    case .depends(let left):
      switch rhs() {
      case .no: return lhs
      case .yes: return .yes
      case .depends(let right): return .depends(.any(merged(left.disjuncts, right.disjuncts)).simplified)
      }
    }
  }

  /// Both lists in order, each part once, and no more parts than anybody would read.
  private static func merged(
    _ left: [ConditionExpression],
    _ right: [ConditionExpression]
  ) -> [ConditionExpression] {
    var parts = left
    for part in right where !parts.contains(part) {
      guard parts.count < partLimit else {
        if parts.last != rest { parts.append(rest) }
        break
      }
      parts.append(part)
    }
    return parts
  }

  private static let partLimit = 100
  private static let rest = ConditionExpression.fact("further conditions, left out here")
}

extension ConditionExpression {
  fileprivate var disjuncts: [ConditionExpression] {
    if case .any(let parts) = self { parts } else { [self] }
  }

  fileprivate var simplified: ConditionExpression {
    switch self {
    case .all(let parts), .any(let parts): if let only = parts.first, parts.count == 1 { only } else { self }
    default: self
    }
  }
}
