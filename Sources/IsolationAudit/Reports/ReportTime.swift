/// A time of a result, for formats that want it in another form.
struct ReportTime {
  /// The time as `YYYY-MM-DDThh:mm:ss`, in UTC.
  let text: String
  /// The seconds since the beginning of 1970.
  let seconds: Int

  /// The beginning of 1970: what stands for a time that is not one.
  static let unknown = ReportTime(text: "1970-01-01T00:00:00", seconds: 0)

  private init(text: String, seconds: Int) { (self.text, self.seconds) = (text, seconds) }

  /// Reads RFC 3339 in UTC, whole seconds; ``unknown`` for anything else.
  init(_ time: String) {
    let pattern = "0000-00-00T00:00:00"
    let head = String(time.prefix(pattern.count))
    let isWellFormed =
      head.count == pattern.count
      && zip(head, pattern).allSatisfy { character, shape in
        shape == "0" ? character.isASCII && character.isNumber : character == shape
      }
    let fields = isWellFormed ? head.split(whereSeparator: { "-T:".contains($0) }).compactMap { Int($0) } : []
    guard fields.count == 6, fields[0] > 0, (1...12).contains(fields[1]),
      (1...Self.days(inMonth: fields[1], of: fields[0])).contains(fields[2]),
      fields[3] < 24, fields[4] < 60, fields[5] < 60
    else {
      self = .unknown
      return
    }
    let days = Self.days(before: fields[0], fields[1]) + fields[2] - 1
    self.init(text: head, seconds: ((days * 24 + fields[3]) * 60 + fields[4]) * 60 + fields[5])
  }

  /// The time with its zone, RFC 3339.
  var zoned: String { text + "Z" }
  /// The milliseconds since the beginning of 1970.
  var milliseconds: Int { seconds * 1_000 }

  /// The days from 1970-01-01 to the first of a month (Gregorian calendar).
  private static func days(before year: Int, _ month: Int) -> Int {
    let whole = year - 1
    var days = whole * 365 + whole / 4 - whole / 100 + whole / 400 - 719_162
    for earlier in 1..<month { days += Self.days(inMonth: earlier, of: year) }
    return days
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
