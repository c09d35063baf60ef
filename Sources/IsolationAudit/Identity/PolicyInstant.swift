/// An instant of a date condition: ISO 8601 as the W3C profiles it, or seconds since 1970.
package struct PolicyInstant: Hashable, Comparable, Sendable {
  private let seconds: Int64
  private let nanoseconds: Int64

  /// Reads `2026-11-23T02:00:00Z`, a shorter form (`2026-11`), or a number of seconds since 1970.
  package init?(_ text: String) {
    let isEpoch = text.utf8.count > 4 || text.isEmpty ? Int64(text) : nil
    if let isEpoch {
      (seconds, nanoseconds) = (isEpoch, 0)
      return
    }
    var reader = FieldReader(text)
    guard let year = reader.digits(4) else { return nil }
    var month: Int64 = 1
    var day: Int64 = 1
    var secondOfDay: Int64 = 0
    var nanoseconds: Int64 = 0
    if reader.take("-") {
      guard let value = reader.digits(2), (1...12).contains(value) else { return nil }
      month = value
      if reader.take("-") {
        guard let value = reader.digits(2), (1...Self.days(in: month, of: year)).contains(value) else { return nil }
        day = value
        if reader.take("T") {
          guard let time = reader.time() else { return nil }
          (secondOfDay, nanoseconds) = time
        }
      }
    }
    guard reader.isAtEnd else { return nil }
    seconds = Self.daysSince1970(year, month, day) * 86_400 + secondOfDay
    self.nanoseconds = nanoseconds
  }

  package static func < (lhs: PolicyInstant, rhs: PolicyInstant) -> Bool {
    (lhs.seconds, lhs.nanoseconds) < (rhs.seconds, rhs.nanoseconds)
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days in the proleptic Gregorian calendar, counted from years that begin in March so that leap days come last.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private struct FieldReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard let first = rest.first, UInt32(first) == character.value else { return false }
      rest.removeFirst()
      return true
    }

    mutating func digits(_ count: Int) -> Int64? {
      guard rest.count >= count else { return nil }
      var value: Int64 = 0
      for byte in rest.prefix(count) {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      rest.removeFirst(count)
      return value
    }

    /// Reads `hh:mm[:ss[.fraction]]` and the zone, as seconds from the day's beginning in UTC.
    mutating func time() -> (seconds: Int64, nanoseconds: Int64)? {
      guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60 else { return nil }
      var seconds = hour * 3600 + minute * 60
      var nanoseconds: Int64 = 0
      if take(":") {
        guard let second = digits(2), second <= 60 else { return nil }
        seconds += second
        if take(".") {
          var scale: Int64 = 100_000_000
          guard let first = digits(1) else { return nil }
          nanoseconds = first * scale
          while let digit = digits(1) {
            scale /= 10
            nanoseconds += digit * scale
          }
        }
      }
      if take("Z") { return (seconds, nanoseconds) }
      let sign: Int64 = take("-") ? 1 : take("+") ? -1 : 0
      guard sign != 0, let hours = digits(2), take(":"), let minutes = digits(2) else { return nil }
      return (seconds + sign * (hours * 3600 + minutes * 60), nanoseconds)
    }
  }
}
