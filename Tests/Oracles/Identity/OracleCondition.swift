/// Conditions, operator by operator, over a context in which everything is settled.
enum OracleCondition {
  /// Whether a condition holds.
  static func holds(
    _ condition: OracleCase.Condition,
    version: String,
    _ context: [String: [String]]
  ) -> Bool {
    var name = condition.operatorName
    var quantifier = ""
    for prefix in ["ForAllValues:", "ForAnyValue:"] where name.hasPrefix(prefix) {
      quantifier = prefix
      name = String(name.dropFirst(prefix.count))
    }
    let ifExists = name.hasSuffix("IfExists")
    if ifExists { name = String(name.dropLast("IfExists".count)) }
    let found = context[condition.key.lowercased()] ?? []
    if name == "Null" { return condition.values.contains(found.isEmpty ? "true" : "false") }

    let isNegated = name.contains("Not")
    if found.isEmpty {
      if ifExists || quantifier == "ForAllValues:" { return true }
      return quantifier == "ForAnyValue:" ? false : isNegated
    }
    let positive = name.split(separator: "Not").joined()
    func holds(for value: String) -> Bool {
      let agrees = condition.values.contains { wanted in
        compares(value, wanted, positive, version: version, context)
      }
      return agrees != isNegated
    }
    switch quantifier {
    case "ForAllValues:": return found.allSatisfy(holds)
    case "ForAnyValue:": return found.contains(where: holds)
    default: return holds(for: found[0])
    }
  }

  /// Whether a key's value agrees with a policy's value under an operator that is not negated.
  private static func compares(
    _ found: String,
    _ wanted: String,
    _ name: String,
    version: String,
    _ context: [String: [String]]
  ) -> Bool {
    func plain() -> String? {
      OracleText.letters(wanted, wildcards: false, version: version, context)?.map { letter in
        if case .literal(let character) = letter { String(character) } else { "" }
      }.joined()
    }
    switch name {
    case "StringEquals": return plain() == found
    case "StringEqualsIgnoreCase": return plain()?.lowercased() == found.lowercased()
    case "StringLike": return OracleText.covers(wanted, found, version: version, context)
    case "Bool": return wanted.lowercased() == found.lowercased()
    case "BinaryEquals": return wanted == found
    case "ArnEquals", "ArnLike":
      guard let letters = OracleText.letters(wanted, wildcards: true, version: version, context) else { return false }
      let fields = letters.split(separator: .literal(":"), maxSplits: 5, omittingEmptySubsequences: false)
      let parts = found.unicodeScalars.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return fields.count == 6 && parts.count == 6
        && zip(fields, parts).allSatisfy { OracleText.covers($0, Array($1)[...]) }
    case "IpAddress": return isAddress(found, in: wanted)
    default: break
    }
    if name.hasPrefix("Numeric") {
      guard let left = Double(found), let right = Double(wanted) else { return false }
      return orders(left, right, String(name.dropFirst("Numeric".count)))
    }
    // All dates here are written alike, so that they are ordered as their texts are.
    return orders(found, wanted, String(name.dropFirst("Date".count)))
  }

  private static func orders<Value: Comparable>(_ left: Value, _ right: Value, _ name: String) -> Bool {
    switch name {
    case "Equals": left == right
    case "LessThan": left < right
    case "LessThanEquals": left <= right
    case "GreaterThan": left > right
    default: left >= right
    }
  }

  /// IPv4 only: an address of another family is in no range.
  private static func isAddress(_ text: String, in range: String) -> Bool {
    let parts = range.split(separator: "/")
    guard let address = number(text), let network = number(String(parts[0])) else { return false }
    let length = parts.count == 2 ? Int(parts[1]) ?? 32 : 32
    let size = UInt64(1) << UInt64(32 - length)
    return address / size == network / size
  }

  private static func number(_ address: String) -> UInt64? {
    let bytes = address.split(separator: ".").compactMap { UInt64($0) }
    return bytes.count == 4 ? bytes.reduce(0) { $0 * 256 + $1 } : nil
  }
}
