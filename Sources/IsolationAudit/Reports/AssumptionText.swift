/// The assumptions for a person at a terminal.
package struct AssumptionText: Sendable {
  private let list: AssumptionList
  private let width: Int
  private let color: Bool

  /// Creates a writer for a width in columns, with or without colours.
  package init(_ list: AssumptionList, width: Int, color: Bool) {
    (self.list, self.width, self.color) = (list, width, color)
  }

  /// The text: those that apply to the estate first, when there is one.
  package var text: String {
    var page = TerminalText(width: width, color: color)
    let applying = list.assumptions.filter { $0.applies == true }
    let others = list.assumptions.filter { $0.applies == false }
    guard !applying.isEmpty || !others.isEmpty else {
      for entry in list.assumptions { write(entry, to: &page) }
      return page.text
    }
    page.paragraph([TerminalText.Span("This estate has elements to which \(applying.count) of them apply", .bold)])
    page.blank()
    for entry in applying { write(entry, to: &page) }
    page.paragraph([TerminalText.Span("and none to which the other \(others.count) do", .bold)])
    page.blank()
    for entry in others { write(entry, to: &page) }
    return page.text
  }

  private func write(_ entry: AssumptionList.Entry, to page: inout TerminalText) {
    page.paragraph([TerminalText.Span(entry.id, .accent)])
    let indent = [TerminalText.Span("  ")]
    page.paragraph(first: indent, [TerminalText.Span(entry.statement)])
    page.paragraph(first: indent, [TerminalText.Span("matters for \(entry.matters)", .dim)])
    if !entry.cases.isEmpty {
      page.paragraph(first: indent, [TerminalText.Span("worked cases \(entry.cases.joined(separator: ", "))", .dim)])
    }
    page.blank()
  }
}
