import Foundation
import IsolationAudit
import Testing

@Suite("Days of the calendar")
struct CalendarDayTests {
  @Test(
    "days are read as RFC 3339 writes them, and counted from 1970",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-29", 20_786), ("2024-12-31", 20_088),
    ]
  )
  func number(_ text: String, _ number: Int) { #expect(CalendarDay(text)?.number == number) }

  @Test(
    "what is no day is refused",
    arguments: [
      "", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-1", "26-04-01", "2026/04/01",
      "2026-04-01T00:00:00Z", "+026-04-01", "２０２６-04-01", "0000-01-01",
    ]
  )
  func refused(_ text: String) { #expect(CalendarDay(text) == nil) }

  @Test("each day is one after the day before, for eight hundred years, as Foundation's calendar has it")
  func law() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for number in stride(from: -100_000, to: 200_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      #expect(CalendarDay(text)?.number == number, "\(text)")
    }
  }

  @Test("the day of a moment is that of UTC, and a moment of another zone has none")
  func moment() {
    #expect(CalendarDay(ofMoment: "2026-11-23T23:59:59Z") == CalendarDay("2026-11-23"))
    #expect(CalendarDay(ofMoment: "2026-11-23T23:59:59+02:00") == nil)
    #expect(CalendarDay(ofMoment: "2026-11-23") == nil)
    #expect(CalendarDay(ofMoment: "") == nil)
  }
}
