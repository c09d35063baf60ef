/// An upper bound on how far the aliases of a YAML text can blow it up.
///
/// The reader refuses anchors and aliases, with their places, after the text is parsed. Parsing alone is linear, except
/// that a mapping key which is itself a nest of aliases is hashed in full. This bound, taken before parsing, keeps that
/// small: it counts whatever could be an anchor or an alias, in comments and quotes as well.
enum YAMLAliasBound {
  /// The number of copies of one value that is still parsed.
  private static let limit = 10_000.0

  /// The index of the first possible anchor, when the text could expand beyond the limit.
  static func excess(in scalars: [Unicode.Scalar]) -> Int? {
    var anchors = 0
    var aliases = 0
    var firstAnchor: Int?
    for index in scalars.indices where beginsToken(at: index, in: scalars) {
      switch scalars[index] {
      case "&":
        anchors += 1
        if firstAnchor == nil { firstAnchor = index }
      case "*": aliases += 1
      default: break
      }
    }
    // An anchor cannot hold an alias to itself, so n aliases spread over k anchors give at most (n / k)^k copies.
    for levels in stride(from: 1, through: min(anchors, aliases), by: 1) {
      var copies = 1.0
      for _ in 0..<levels where copies <= limit { copies *= Double(aliases) / Double(levels) }
      if copies > limit { return firstAnchor }
    }
    return nil
  }

  /// Whether a token of YAML could begin at an index: something follows, and nothing of a word stands before.
  private static func beginsToken(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard index + 1 < scalars.count, !isSpace(scalars[index + 1]) else { return false }
    guard index > 0 else { return true }
    let before = scalars[index - 1]
    return isSpace(before) || "[{,:".unicodeScalars.contains(before)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || YAMLText.isLineBreak(scalar)
  }
}
