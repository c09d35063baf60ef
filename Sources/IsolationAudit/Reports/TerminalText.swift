/// Text in a column of fixed width, with or without colours.
struct TerminalText {
  /// How a piece of text looks; without colours every style looks plain.
  enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case bad = "31"
    case unsure = "33"
    case accent = "36"
    case badBold = "1;31"
    case goodBold = "1;32"
    case unsureBold = "1;33"
  }

  /// A piece of text in one style.
  struct Span {
    var text: String
    var style: Style

    init(_ text: String, _ style: Style = .plain) { (self.text, self.style) = (text, style) }
  }

  /// The width in columns.
  let width: Int
  /// Whether colours are written, as escape sequences of ECMA-48.
  let color: Bool
  /// The text so far; every line ends with a line feed.
  private(set) var text = ""

  init(width: Int, color: Bool) {
    (self.width, self.color) = (max(width, 40), color)
  }

  /// Writes an empty line.
  mutating func blank() { text += "\n" }

  /// Writes a heading with a rule below it.
  mutating func heading(_ title: String) {
    blank()
    paragraph([Span(title, .bold)])
    paragraph([Span(String(repeating: "─", count: min(width, max(title.columns, 8))), .dim)])
  }

  /// Writes a label in a column of its own, and text beside it.
  mutating func labelled(_ label: String, width labelWidth: Int, indent: Int = 0, _ body: [Span]) {
    let space = String(repeating: " ", count: indent)
    paragraph(
      first: [Span(space), Span(label.padded(to: labelWidth), .dim)],
      rest: [Span(space + String(repeating: " ", count: labelWidth))],
      body
    )
  }

  /// Writes a paragraph, broken at spaces where it can be, with one prefix for its first line and one for the others.
  mutating func paragraph(first: [Span] = [], rest: [Span]? = nil, _ body: [Span]) {
    var line = Line(prefix: first)
    let continuation = rest ?? first.map { Span(String(repeating: " ", count: $0.text.columns)) }
    for word in Self.words(of: body) {
      var word = word
      if line.hasWords, line.columns + word.gap + word.columns > width {
        // A word that no line can hold begins where the text is, when a good part of it has room there.
        let room = width - line.columns - word.gap
        let fresh = width - continuation.reduce(0) { $0 + $1.text.columns }
        if word.columns > fresh, room >= max(16, fresh / 2) { line.append(word.split(at: room)) }
        emit(line)
        line = Line(prefix: continuation)
      }
      // A word that no line can hold is broken where the line ends.
      while !line.hasWords, line.columns + word.columns > width, width - line.columns > 8 {
        line.append(word.split(at: width - line.columns))
        emit(line)
        line = Line(prefix: continuation)
      }
      line.append(word)
    }
    emit(line)
  }

  /// Writes spans on one line, whatever its length.
  mutating func raw(_ spans: [Span]) {
    emit(Line(prefix: spans))
  }

  private mutating func emit(_ line: Line) {
    var spans = line.spans
    while let last = spans.last {
      let trimmed = String(last.text.reversed().drop { $0 == " " }.reversed())
      spans.removeLast()
      if trimmed.isEmpty { continue }
      spans.append(Span(trimmed, last.style))
      break
    }
    for var span in spans where !span.text.isEmpty {
      if span.text.contains("\u{A0}") { span.text = String(span.text.map { $0 == "\u{A0}" ? " " : $0 }) }
      text += color && span.style != .plain ? "\u{1B}[\(span.style.rawValue)m\(span.text)\u{1B}[0m" : span.text
    }
    text += "\n"
  }
}

extension TerminalText {
  /// Spans without a space between them, and the number of spaces before them.
  private struct Word {
    var gap: Int
    var spans: [Span]

    var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

    /// Takes a first part of at most some columns away, and returns it; after a separator, where there is one.
    mutating func split(at limit: Int) -> Word {
      var head = Word(gap: gap, spans: [])
      let start = spans.reduce("") { $0 + $1.text }.prefix(limit)
      // Between parts of a path or an ARN if the line is half full then, else between parts of a name.
      let separators = ["/:,", "-._"].compactMap { signs in
        start.lastIndex { signs.contains($0) }.map { start.distance(from: start.startIndex, to: $0) + 1 }
      }
      var room = separators.first { $0 > limit / 2 } ?? limit
      gap = 0
      while room > 0, let span = spans.first {
        var part = ""
        var rest = span.text[...]
        while let character = rest.first, String(character).columns <= room {
          part.append(character)
          room -= String(character).columns
          rest = rest.dropFirst()
        }
        if !part.isEmpty { head.spans.append(Span(part, span.style)) }
        if rest.isEmpty {
          spans.removeFirst()
        } else {
          spans[0].text = String(rest)
          room = 0
        }
      }
      return head
    }
  }

  private struct Line {
    var spans: [Span]
    var columns: Int
    var hasWords = false

    init(prefix: [Span]) {
      spans = prefix
      columns = prefix.reduce(0) { $0 + $1.text.columns }
    }

    mutating func append(_ word: Word) {
      let gap = hasWords ? word.gap : 0
      if gap > 0 { spans.append(Span(String(repeating: " ", count: gap))) }
      spans += word.spans
      columns += gap + word.columns
      hasWords = true
    }
  }

  private static func words(of spans: [Span]) -> [Word] {
    var words: [Word] = []
    var gap = 0
    var isOpen = false
    for span in spans {
      for part in span.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if part.offset > 0 {
          gap += 1
          isOpen = false
        }
        guard !part.element.isEmpty else { continue }
        let piece = Span(String(part.element), span.style)
        if isOpen {
          words[words.count - 1].spans.append(piece)
        } else {
          words.append(Word(gap: gap, spans: [piece]))
        }
        gap = 0
        isOpen = true
      }
    }
    return words
  }
}
