/// An expression of HCL's native syntax, with the place where it begins.
package struct HCLExpression: Hashable, Sendable {
  /// What kind of expression it is.
  package indirect enum Kind: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    /// A text in quotes or a heredoc, in pieces.
    case template([HCLTemplatePart])
    case tuple([HCLExpression])
    case object([HCLObjectItem])
    /// The first name of a reference, such as `local`.
    case variable(String)
    case attribute(HCLExpression, String)
    case index(HCLExpression, HCLExpression)
    /// `value[*]`, followed by what is taken of each element.
    case splat(HCLExpression, [HCLSplatStep])
    case call(String, [HCLExpression], expandsLast: Bool)
    case unary(String, HCLExpression)
    case binary(String, HCLExpression, HCLExpression)
    case conditional(HCLExpression, HCLExpression, HCLExpression)
    case forTuple(HCLForIntroduction, HCLExpression, condition: HCLExpression?)
    case forObject(
      HCLForIntroduction,
      key: HCLExpression,
      value: HCLExpression,
      isGrouped: Bool,
      condition: HCLExpression?
    )
  }

  /// What kind of expression it is.
  package var kind: Kind
  /// Where it begins.
  package var place: HCLPlace
}

/// A step after a splat.
package enum HCLSplatStep: Hashable, Sendable {
  case attribute(String)
  case index(HCLExpression)
}

/// A member of an object constructor.
package struct HCLObjectItem: Hashable, Sendable {
  /// The key; a bare name is a text.
  package var key: HCLExpression
  /// The value.
  package var value: HCLExpression
}

/// `for key, value in collection`.
package struct HCLForIntroduction: Hashable, Sendable {
  /// The name for the key or index, if there is one.
  package var key: String?
  /// The name for the value.
  package var value: String
  /// What is gone through.
  package var collection: HCLExpression
}

/// A piece of a template.
package enum HCLTemplatePart: Hashable, Sendable {
  case text(String)
  /// `${ … }`.
  case interpolation(HCLExpression)
  /// `%{ if … } … %{ else } … %{ endif }`.
  case conditional(HCLExpression, [HCLTemplatePart], [HCLTemplatePart])
  /// `%{ for … } … %{ endfor }`.
  case loop(HCLForIntroduction, [HCLTemplatePart])
}

extension HCLExpression {
  /// The text of a template without anything to fill in; `nil` for other expressions.
  package var text: String? {
    guard case .template(let parts) = kind else { return nil }
    var text = ""
    for part in parts {
      guard case .text(let piece) = part else { return nil }
      text += piece
    }
    return text
  }

  /// What the expression refers to, as far as names and constant indices go, such as `aws_vpc.main.id`, in order.
  ///
  /// Names that a `for` introduces are left out.
  package var references: [String] {
    var collector = HCLReferences()
    collector.visit(self)
    return collector.found
  }
}

/// Gathers the references of an expression.
private struct HCLReferences {
  var found: [String] = []
  private var hidden: [String] = []

  mutating func visit(_ expression: HCLExpression) {
    if let name = Self.traversal(expression) {
      let root = String(name.prefix { $0 != "." && $0 != "[" })
      if !hidden.contains(root), !found.contains(name) { found.append(name) }
      return
    }
    switch expression.kind {
    case .null, .bool, .number, .variable: break
    case .template(let parts): visit(parts)
    case .tuple(let elements): for element in elements { visit(element) }
    case .object(let items):
      for item in items {
        visit(item.key)
        visit(item.value)
      }
    case .attribute(let base, _): visit(base)
    case .index(let base, let index):
      visit(base)
      visit(index)
    case .splat(let base, let steps):
      visit(base)
      for step in steps { if case .index(let index) = step { visit(index) } }
    case .call(_, let arguments, _): for argument in arguments { visit(argument) }
    case .unary(_, let operand): visit(operand)
    case .binary(_, let left, let right):
      visit(left)
      visit(right)
    case .conditional(let condition, let first, let second):
      visit(condition)
      visit(first)
      visit(second)
    case .forTuple(let introduction, let result, let condition):
      visit(introduction) {
        $0.visit(result)
        if let condition { $0.visit(condition) }
      }
    case .forObject(let introduction, let key, let value, _, let condition):
      visit(introduction) {
        $0.visit(key)
        $0.visit(value)
        if let condition { $0.visit(condition) }
      }
    }
  }

  private mutating func visit(_ introduction: HCLForIntroduction, _ body: (inout HCLReferences) -> Void) {
    visit(introduction.collection)
    let count = hidden.count
    hidden += [introduction.key, introduction.value].compactMap { $0 }
    body(&self)
    hidden.removeLast(hidden.count - count)
  }

  private mutating func visit(_ parts: [HCLTemplatePart]) {
    for part in parts {
      switch part {
      case .text: break
      case .interpolation(let expression): visit(expression)
      case .conditional(let condition, let first, let second):
        visit(condition)
        visit(first)
        visit(second)
      case .loop(let introduction, let parts): visit(introduction) { $0.visit(parts) }
      }
    }
  }

  /// The text of a reference; `nil` for an expression that is more than names and constant indices.
  private static func traversal(_ expression: HCLExpression) -> String? {
    switch expression.kind {
    case .variable(let name): return name
    case .attribute(let base, let name): return traversal(base).map { $0 + "." + name }
    case .index(let base, let index):
      guard let base = traversal(base) else { return nil }
      if case .number(let number) = index.kind { return base + "[" + number + "]" }
      return index.text.map { base + "[\"" + $0 + "\"]" }
    default: return nil
    }
  }
}
