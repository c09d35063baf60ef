/// A day of the Gregorian calendar, as RFC 3339 writes it: `2026-12-15`.
package struct CalendarDay: Hashable, Comparable, Sendable {
  /// The days since the first of January 1970; the difference of two is the days between them.
  package let number: Int

  /// Reads a day; `nil` when the text is not exactly `YYYY-MM-DD`, or there is no such day.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func value(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = value(0..<4), let month = value(5..<7), let day = value(8..<10), year > 0,
      (1...12).contains(month), (1...Self.length(month: month, year: year)).contains(day)
    else { return nil }
    // Days before March the first of a year that begins in March: leap days come last, and months have a regular length.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    number = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// The day of a moment, which is given in UTC: `2026-11-23T02:00:00Z`.
  ///
  /// `nil` when it is not of that form; a moment of another time zone has no day here.
  package init?(ofMoment text: String) {
    guard text.utf8.count >= 20, text.hasSuffix("Z"), text.dropFirst(10).first == "T" else { return nil }
    self.init(text.prefix(10))
  }

  package static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }

  private static func length(month: Int, year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
