import Oracles

/// A statement of a random policy.
struct RandomStatement {
  var effect: String
  var actions: [String]
  var resources: [String]
  var condition: String?

  var text: String {
    func list(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
    return "{\"Effect\":\"\(effect)\",\"Action\":\(list(actions)),\"Resource\":\(list(resources))"
      + (condition.map { ",\"Condition\":\($0)" } ?? "") + "}"
  }
}

extension [RandomStatement] {
  /// The statements as they stand in a policy.
  var text: String { map(\.text).joined(separator: ",") }
}

extension SeededNumbers {
  /// A number from zero up to a limit, without the limit.
  mutating func below(_ limit: UInt64) -> UInt64 { next() % limit }

  /// One of some texts.
  mutating func one(of texts: [String]) -> String { texts[Int(below(UInt64(texts.count)))] }
}
