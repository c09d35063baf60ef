/// Where a page's links lead: to a place of the page itself, or to another page of the record.
struct HTMLLinks: Sendable {
  /// The anchors of findings and assertions.
  let anchors: HTMLAnchors
  /// The ids of the findings that the page shows in full.
  var shown: Set<String> = []
  /// The file that shows a finding in full, for findings that some other page has.
  var fileOfFinding: [String: String] = [:]
  /// The pages with all findings of an assertion, in order.
  var pages: [Page] = []
  /// The number of assertions that the main page lists.
  var maximumAssertions = Int.max
  /// The way from the page to the folder of those files; `nil` when there are none.
  var folder: String?
  /// The main page as this page reaches it; `nil` on the main page.
  var mainPage: String?

  /// A page with findings of one assertion.
  struct Page: Sendable {
    var name: String
    var assertion: String
    /// The places of its findings in ``AuditResult/findings`` by severity.
    var findings: [Int]
  }

  /// The target of a link to a finding, or `nil` where no page shows it.
  func finding(_ id: String) -> String? {
    guard let anchor = anchors.finding(id) else { return nil }
    if shown.contains(id) { return "#\(anchor)" }
    guard let folder, let file = fileOfFinding[id] else { return nil }
    return "\(folder)\(file)#\(anchor)"
  }

  /// The target of a link to an assertion.
  func assertion(_ id: String) -> String? {
    guard let anchor = anchors.assertion(id), anchors.place(ofAssertion: id) < maximumAssertions else { return nil }
    return (mainPage ?? "") + "#\(anchor)"
  }
}
