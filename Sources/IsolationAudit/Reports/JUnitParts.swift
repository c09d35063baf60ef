/// Divides suites among files, so that no file is larger than its consumers take.
struct JUnitParts {
  /// The suites of each file, in order.
  ///
  /// A suite that is divided has its name in several files.
  let parts: [[JUnitSuite]]

  /// Divides suites.
  ///
  /// - Parameters:
  ///   - suites: The suites.
  ///   - limit: The largest file, in bytes. A single case is at most about 60 kB, however much has to be escaped.
  init(_ suites: [JUnitSuite], limit: Int) {
    var parts: [[JUnitSuite]] = []
    var part: [JUnitSuite] = []
    var size = Self.frame
    for suite in suites {
      let frame = Self.size(ofFrame: suite)
      var open = suite
      open.cases = []
      if !part.isEmpty, size + frame + (suite.cases.first.map(Self.size) ?? 0) > limit {
        parts.append(part)
        (part, size) = ([], Self.frame)
      }
      size += frame
      for testcase in suite.cases {
        let own = Self.size(of: testcase)
        if size + own > limit, !open.cases.isEmpty {
          part.append(open)
          parts.append(part)
          (part, size) = ([], Self.frame + frame)
          open.cases = []
        }
        open.cases.append(testcase)
        size += own
      }
      part.append(open)
    }
    if !part.isEmpty || parts.isEmpty { parts.append(part) }
    self.parts = parts
  }

  /// The declaration and the root element.
  private static let frame = 200

  /// At least the bytes that a suite takes without its cases.
  private static func size(ofFrame suite: JUnitSuite) -> Int {
    var size = 1_000 + escaped(suite.name) + escaped(suite.package)
    for (name, value) in suite.properties { size += 80 + escaped(name) + escaped(value) }
    return size + escaped(JUnitReport.cut(suite.output)) + escaped(JUnitReport.cut(suite.errors))
  }

  /// At least the bytes that a case takes.
  private static func size(of testcase: JUnitCase) -> Int {
    var size = 80 + escaped(testcase.classname) + escaped(testcase.name)
    guard testcase.outcome != .passed || testcase.location != nil else { return size }
    size += 400 + escaped(testcase.message) + escaped(testcase.location?.file ?? "")
    for (name, value) in testcase.properties { size += 80 + escaped(name) + escaped(value) }
    return size + testcase.body.reduce(0) { $0 + escaped($1) + 1 }
  }

  /// At least the bytes of a text in XML: a character of XML's own becomes a reference of at most six bytes.
  private static func escaped(_ text: String) -> Int {
    if text.utf8.areAllPlain({ ($0 >= 0x20) && ($0 != 0x22) && ($0 != 0x26) && ($0 != 0x3C) && ($0 != 0x3E) }) {
      return text.utf8.count
    }
    return text.utf8.reduce(0) { count, byte in
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0..<0x20: count + 6
      default: count + 1
      }
    }
  }
}
