/// A decimal number of a numeric condition, compared exactly whatever its length.
package struct DecimalNumber: Hashable, Comparable, Sendable {
  private let isNegative: Bool
  /// The digits before the point, without leading zeros.
  private let whole: String
  /// The digits after the point, without trailing zeros.
  private let fraction: String

  /// Reads an optional sign, digits and an optional fraction.
  package init?(_ text: String) {
    var rest = Substring(text)
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard !digits.isEmpty, parts.allSatisfy({ !$0.isEmpty }),
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    whole = String(parts[0].drop { $0 == "0" })
    var fraction = parts.count == 2 ? parts[1] : ""
    while fraction.last == "0" { fraction.removeLast() }
    self.fraction = String(fraction)
    self.isNegative = isNegative && !(whole.isEmpty && fraction.isEmpty)
  }

  package static func < (lhs: DecimalNumber, rhs: DecimalNumber) -> Bool {
    if lhs.isNegative != rhs.isNegative { return lhs.isNegative }
    return lhs.isNegative ? rhs.isSmallerInMagnitude(than: lhs) : lhs.isSmallerInMagnitude(than: rhs)
  }

  private func isSmallerInMagnitude(than other: DecimalNumber) -> Bool {
    if whole.utf8.count != other.whole.utf8.count { return whole.utf8.count < other.whole.utf8.count }
    if whole != other.whole { return whole < other.whole }
    return fraction < other.fraction
  }
}
