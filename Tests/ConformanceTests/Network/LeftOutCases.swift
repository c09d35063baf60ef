/// The cases of C001–C173 that have no test here, each with the reason.
///
/// A test holds cases and reasons together against the range, so that no number is silently missing.
enum LeftOutCases {
  static let reasons: [(number: String, reason: String)] = []
}
