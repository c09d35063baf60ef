import Testing

@testable import IsolationAudit

/// A statement as it is once it lets in fewer, in the JSON that somebody pastes in its place.
@Suite("Statements that let in fewer")
struct StatementNarrowingTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let statement: String
    let change: StatementNarrowing.Change
    /// `nil` where the change cannot be made.
    let narrowed: String?

    init(_ what: String, _ statement: String, _ change: StatementNarrowing.Change, _ narrowed: String?) {
      (testDescription, self.statement, self.change, self.narrowed) = (what, statement, change, narrowed)
    }
  }

  private static let app = "arn:aws:iam::111111111111:role/app"
  private static let role = PolicyPrincipal.role(account: "111111111111", name: "app")
  private static let notOf = StatementNarrowing.Change.notOf(account: "111111111111")

  static let examples: [Example] = [
    Example(
      "one of two principals",
      #"{"Principal": {"AWS": ["\#(app)", "222222222222"]}}"#,
      .without(role),
      #"{"Principal": {"AWS": "222222222222"}}"#
    ),
    Example(
      "one of three, which is named twice",
      #"{"Principal": {"AWS": ["\#(app)", "222222222222", "333333333333", "\#(app)"]}}"#,
      .without(role),
      #"{"Principal": {"AWS": ["222222222222", "333333333333"]}}"#
    ),
    Example(
      "an account by its root's ARN, beside a service",
      #"{"Principal": {"Service": "ec2.amazonaws.com", "AWS": "arn:aws:iam::111111111111:root"}}"#,
      .without(.account("111111111111")),
      #"{"Principal": {"Service": "ec2.amazonaws.com"}}"#
    ),
    Example(
      "one of two services",
      #"{"Principal": {"Service": ["ec2.amazonaws.com", "glue.amazonaws.com"]}}"#,
      .without(.service("glue.amazonaws.com")),
      #"{"Principal": {"Service": "ec2.amazonaws.com"}}"#
    ),
    Example("the only principal", #"{"Principal": {"AWS": "\#(app)"}}"#, .without(role), nil),
    Example("somebody who is not named", #"{"Principal": {"AWS": ["222222222222"]}}"#, .without(role), nil),
    Example("everybody", #"{"Principal": "*"}"#, .without(role), nil),
    Example(
      "the first condition",
      #"{"Principal": "*"}"#,
      notOf,
      #"{"Principal": "*", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "111111111111"}}}"#
    ),
    Example(
      "a condition with another operator",
      #"{"Condition": {"Bool": {"aws:SecureTransport": "true"}}}"#,
      .not(arn: app),
      #"{"Condition": {"Bool": {"aws:SecureTransport": "true"}, "ArnNotEquals": {"aws:PrincipalArn": "\#(app)"}}}"#
    ),
    Example(
      "the same operator with another key",
      #"{"Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}"#,
      notOf,
      #"{"Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1", "aws:PrincipalAccount": "111111111111"}}}"#
    ),
    Example(
      "the same operator and key, in other letters: of its values none may be met",
      #"{"Condition": {"StringNotEquals": {"AWS:principalaccount": "222222222222"}}}"#,
      notOf,
      #"{"Condition": {"StringNotEquals": {"AWS:principalaccount": ["222222222222", "111111111111"]}}}"#
    ),
    Example(
      "the same operator and key, of whose values one is enough",
      #"{"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}"#,
      .withMFA,
      nil
    ),
    Example("conditions that are none", #"{"Condition": "x"}"#, notOf, nil),
  ]

  @Test("a statement lets in fewer, and says all else as before", arguments: examples)
  func narrows(_ example: Example) throws {
    #expect(try JSONValue(parsing: example.statement).narrowed(by: example.change)?.line == example.narrowed)
  }

  @Test("a line of JSON reads back as what it was, whatever its texts hold")
  func line() throws {
    let text = #"{"a": [1.50, true, null, "\"\\\u0001é😀\n"], "": {}, "b": []}"#
    let value = try JSONValue(parsing: text)
    #expect(try JSONValue(parsing: value.line) == value)
    #expect(!value.line.contains("\n"))
  }
}
