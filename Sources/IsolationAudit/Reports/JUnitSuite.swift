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
  enum Outcome: Sendable { case passed, failure, error }

  var name: String
  var classname: String
  var outcome: Outcome
  /// The kind of failure or error.
  var type = ""
  /// One line for lists.
  var message = ""
  /// The evidence, line by line.
  var body: [String] = []
}
