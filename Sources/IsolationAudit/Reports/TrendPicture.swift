/// The number of findings from run to run as a line.
package struct TrendPicture: Sendable {
  private let runs: [FindingHistory.Run]
  private let first: String
  private let last: String

  private static let width = 640
  private static let height = 132
  private static let left = 44
  private static let right = 600
  private static let top = 16
  private static let bottom = 100

  /// Draws some runs, the oldest first; there are at least two.
  package init(_ runs: [FindingHistory.Run], first: String, last: String) {
    (self.runs, self.first, self.last) = (runs, first, last)
  }

  /// The points of the line.
  package var points: [(x: Int, y: Int)] {
    let most = max(1, runs.map(\.findings).max() ?? 1)
    let span = max(1, runs.count - 1)
    return runs.enumerated().map { index, run in
      (
        Self.left + (Self.right - Self.left) * index / span,
        Self.bottom - (Self.bottom - Self.top) * max(0, run.findings) / most
      )
    }
  }

  /// Writes the picture.
  func write(to page: borrowing XMLWriter) {
    let points = points
    let most = max(1, runs.map(\.findings).max() ?? 1)
    let now = runs.last?.findings ?? 0
    page.picture(
      id: "trend",
      width: Self.width,
      height: Self.height,
      title: "Findings of each run",
      description: "\(runs.count.of("run")) from \(first) to \(last): \((runs.first?.findings ?? 0).of("finding")) at "
        + "first, at most \(most.grouped), \(now.grouped) now."
    ) {
      page.line(from: (Self.left, Self.bottom), to: (Self.right, Self.bottom), class: "axis")
      page.line(from: (Self.left, Self.top), to: (Self.right, Self.top), class: "axis")
      page.label(most.grouped, at: (Self.left - 8, Self.top + 4), class: "small", anchor: "end")
      page.label("0", at: (Self.left - 8, Self.bottom + 4), class: "small", anchor: "end")
      page.label(first, at: (Self.left, Self.bottom + 22), class: "small")
      page.label(last, at: (Self.right, Self.bottom + 22), class: "small", anchor: "end")
      page.element(
        "polyline",
        [
          "class": "trend", "fill": "none", "stroke": "currentColor", "stroke-width": "2",
          "points": points.map { "\($0.x),\($0.y)" }.joined(separator: " "),
        ]
      )
      if let point = points.last {
        page.element("circle", ["class": "dot", "cx": String(point.x), "cy": String(point.y), "r": "4"])
        page.label(now.grouped, at: (point.x + 10, point.y + 4), class: "strong")
      }
    }
  }
}
