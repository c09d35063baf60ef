/// A suite of a JUnit report.
struct JUnitSuite: Sendable {
  /// The name of the case that says whether the audit was completed.
  static let runCase = "The audit runs to its end"

  var name: String
  var package: String
  var properties: [(name: String, value: String)]
  var cases: [JUnitCase] = []
  var output: [String] = []
  var errors: [String] = []

  /// The suite about the run itself.
  static func run(properties: [(name: String, value: String)]) -> JUnitSuite {
    JUnitSuite(name: "isolation.run", package: "isolation", properties: properties)
  }
}

/// A case of a JUnit report.
struct JUnitCase: Sendable {
  /// What a consumer counts a case as.
  enum Outcome: Sendable { case passed, failure, error, skipped }

  var name: String
  var classname: String
  var outcome: Outcome
  /// The kind of failure or error.
  var type = ""
  /// One line for lists.
  var message = ""
  /// The evidence, line by line.
  var body: [String] = []
  /// Where the case is shown, for the rich profile.
  var location: SourceLocation?
  /// What else is known of the case, for the rich profile.
  var properties: [(name: String, value: String)] = []
}

extension JUnitCase {
  /// The bytes of the body so far.
  var size: Int { body.reduce(0) { $0 + $1.utf8.count + 1 } }

  /// Fails the case.
  mutating func fail(message: String) {
    (outcome, type, self.message) = (.failure, "isolation.violation", message)
  }

  /// Makes the case one that could not be judged.
  mutating func undecided(message: String) {
    (outcome, type, self.message) = (.error, "isolation.inconclusive", message)
  }

  /// Skips the case, with the same text where lists and where details look for it: consumers read one or the other.
  mutating func skip(message: String) {
    (outcome, self.message) = (.skipped, message)
    body.insert(message.visible(limit: 2_000), at: 0)
  }
}
