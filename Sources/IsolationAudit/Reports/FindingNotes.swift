/// What the other parts of a result tell about its findings, by id.
struct FindingNotes: Sendable {
  /// Since when there has been a finding.
  let ages: [String: FindingHistory.Age]
  /// The waivers by id.
  let waivers: [String: WaiverRecord]
  /// What brings a new finding; the findings that are there are new.
  let opened: [String: AuditChange.OpenedFinding]

  init(_ result: AuditResult) {
    ages = Dictionary(
      (result.history?.findings ?? []).map { ($0.finding, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    waivers = Dictionary((result.waivers?.waivers ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    opened = Dictionary((result.change?.opened ?? []).map { ($0.finding, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension AuditResult {
  /// The days from one time to another, both RFC 3339 in UTC; `nil` when one of them is not.
  package static func days(from start: String, to end: String) -> Int? {
    guard let start = dayNumber(start), let end = dayNumber(end) else { return nil }
    return end - start
  }

  /// The number of the day in the Gregorian calendar, counted from 1 March of the year 0.
  private static func dayNumber(_ time: String) -> Int? {
    guard JUnitReport.timestamp(time) + "Z" == time else { return nil }
    let parts = time.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    // The year begins in March, so that the day that some years have more is its last.
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + parts[2] - 1
  }
}
