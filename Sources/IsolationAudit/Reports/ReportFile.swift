/// A file of a report.
///
/// Most reports are one file; what is too large for its readers is several.
struct ReportFile: Sendable {
  /// How a file is called.
  enum Name: Hashable, Sendable {
    /// As the report was asked for.
    case asked
    /// As the report was asked for, with a number before the extension: `report-2.xml`.
    case numbered(Int)
    /// A name of its own, in the same directory.
    case beside(String)
  }

  /// How it is called.
  var name: Name
  /// The content, in pieces that follow each other.
  let pieces: [[UInt8]]

  init(_ bytes: [UInt8], name: Name = .asked) { (pieces, self.name) = ([bytes], name) }

  init(_ document: JSONText) { (pieces, name) = (document.pieces, .asked) }

  /// The content as one.
  var bytes: [UInt8] { pieces.count == 1 ? pieces[0] : Array(pieces.joined()) }

  /// The number of bytes.
  var size: Int { pieces.reduce(0) { $0 + $1.count } }

  /// The path of the file, for a report that was asked for at `path`.
  func path(for path: String) -> String { Self.path(name, for: path) }

  /// The path of a file of that name, for a report that was asked for at `path`.
  static func path(_ name: Name, for path: String) -> String {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    switch name {
    case .asked: return path
    case .beside(let name): return path[..<start] + name
    case .numbered(let number):
      let dot = path[start...].lastIndex(of: ".")
      guard let dot, dot > start else { return "\(path)-\(number)" }
      return "\(path[..<dot])-\(number)\(path[dot...])"
    }
  }
}
