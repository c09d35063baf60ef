/// Something about AWS that the audit takes for granted, because AWS's documentation does not say it.
package struct Assumption: Sendable {
  /// A stable id, in kebab case.
  package var id: String
  /// What is taken for granted, in a sentence.
  package var statement: String
  /// Where a verdict would change if it were otherwise.
  package var matters: String
  /// The numbers of the worked cases whose verdicts rest on it.
  package var cases: [String]
  /// Whether an estate has an element to which it applies.
  package var applies: @Sendable (Estate) -> Bool

  init(
    _ id: String,
    _ statement: String,
    matters: String,
    cases: [String] = [],
    applies: @escaping @Sendable (Estate) -> Bool
  ) {
    (self.id, self.statement, self.matters) = (id, statement, matters)
    (self.cases, self.applies) = (cases, applies)
  }

  /// The sentence with its id behind it, for reports.
  package var sentence: String { "\(statement) (\(id))" }
}

/// The assumptions, and which of them an estate rests on, in the form in which they are written.
package struct AssumptionList: Codable, Equatable, Sendable {
  /// An assumption as it is written.
  package struct Entry: Codable, Equatable, Sendable {
    /// The stable id.
    package var id: String
    /// What is taken for granted.
    package var statement: String
    /// Where a verdict would change if it were otherwise.
    package var matters: String
    /// The worked cases that rest on it.
    package var cases: [String]
    /// Whether the estate has an element to which it applies; `nil` without an estate.
    package var applies: Bool?
  }

  /// The assumptions, in a fixed order.
  package var assumptions: [Entry]

  /// Lists the assumptions, for an estate when there is one.
  package init(for estate: Estate? = nil) {
    assumptions = Assumptions.all.map { assumption in
      Entry(
        id: assumption.id,
        statement: assumption.statement,
        matters: assumption.matters,
        cases: assumption.cases,
        applies: estate.map { assumption.applies($0) }
      )
    }
  }
}
