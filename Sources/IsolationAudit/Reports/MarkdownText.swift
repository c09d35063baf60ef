/// Text for Markdown as GitHub, GitLab, Bitbucket and Azure DevOps render it.
///
/// What comes from outside is anybody's text: in a comment it could ping people, close issues, show a link as something
/// else or break out of a table. Trackers look for mentions and references in the rendered text, so a backslash does not
/// stop them; an invisible scalar between the sign and the name does.
enum MarkdownText {
  /// Text in a sentence, a list or a cell, with nothing in it that a tracker renders or acts on.
  static func plain(_ text: String, limit: Int = 400) -> String {
    let text = text.visible(limit: limit)
    if text.utf8.allSatisfy(isHarmless) { return text }
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count + 16)
    var before: (Unicode.Scalar, Unicode.Scalar) = (" ", " ")
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "|", "~", "#", "!", "$", "^", "@", "+", "=":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
      if next < scalars.endIndex, joins(scalar, scalars[next], after: before) { escaped += "&#8203;" }
      before = (before.1, scalar)
      index = next
    }
    return escaped
  }

  /// A sentence of this program, in which what stands between backticks is code; the rest is as ``plain(_:limit:)``.
  static func sentence(_ text: String, limit: Int = 400) -> String {
    let parts = text.visible(limit: limit).split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, !parts.count.isMultiple(of: 2) else { return plain(text, limit: limit) }
    return parts.enumerated().map { $0.isMultiple(of: 2) ? plain($1, limit: .max) : code($1, limit: .max) }.joined()
  }

  /// Text in the fixed width of code: nothing inside is rendered, looked up or linked.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: The number of scalars that are shown.
  ///   - isInTable: Whether it stands in a cell of a table, where a bar would end the cell even inside code.
  /// - Returns: The code span; nothing for an empty text.
  static func code(_ text: String, limit: Int = 400, isInTable: Bool = false) -> String {
    var text = text.visible(limit: limit)
    if text.isEmpty { return "" }
    if isInTable { text = text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    // Spaces keep a backtick at an end apart from the fence; a renderer takes one away at each end.
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" "))
    return needsSpace ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
  }

  /// Letters, digits, spaces and the signs that mean nothing inside a line.
  private static func isHarmless(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "?"):
      true
    default: false
    }
  }

  /// Whether two scalars beside each other would be taken for the beginning of a mention, a reference or a link.
  private static func joins(
    _ scalar: Unicode.Scalar,
    _ next: Unicode.Scalar,
    after before: (Unicode.Scalar, Unicode.Scalar)
  ) -> Bool {
    switch scalar {
    // People, issues, merge requests, labels, milestones, snippets, epics, alerts.
    case "@", "#", "!", "~", "%", "$", "&", "^": next != " "
    // Links: `https://`, `//host`, `www.`; `GH-1`; addresses for mail have their `@`.
    case "/": next == "/"
    case ":": next == "/"
    case "w", "W": next == "."
    case "-": ("0"..."9").contains(next) && ["GH", "gh", "Gh", "gH"].contains("\(before.0)\(before.1)")
    default: false
    }
  }
}
