// Texts in quotes and heredocs (`hclsyntax/spec.md`, "Templates").
extension HCLParser {
  /// How a template ends, and how its text is written.
  private struct TemplateForm {
    /// Whether it stands in quotes, with escapes.
    var isQuoted: Bool
    /// The spaces that are taken from the beginning of each line.
    var indentation = 0
  }

  /// Reads a text in quotes.
  mutating func parseQuoted() throws(HCLFault) -> HCLExpression {
    let place = place()
    position += 1
    let before = ignoresLines
    ignoresLines = false
    let (parts, _) = try parseTemplate(TemplateForm(isQuoted: true), until: [])
    guard peek() == UInt8(ascii: "\"") else { throw unexpected("'\"' at the end of the text") }
    position += 1
    ignoresLines = before
    return HCLExpression(kind: .template(parts), place: place)
  }

  /// Reads `<<NAME` and the lines up to the one that is `NAME`.
  mutating func parseHeredoc() throws(HCLFault) -> HCLExpression {
    let place = place()
    position += 2
    let isFlush = peek() == UInt8(ascii: "-")
    if isFlush { position += 1 }
    guard let name = identifier() else { throw unexpected("the name of a heredoc") }
    if peek() == 0x0D { position += 1 }
    guard peek() == 0x0A else { throw unexpected("the end of the line after the name of a heredoc") }
    position += 1
    let start = position
    let marker = Array(name.utf8)
    var line = start
    var stop: (text: Int, after: Int)?
    var indentation = Int.max
    while line < end {
      var lineEnd = line
      while lineEnd < end, bytes[lineEnd] != 0x0A { lineEnd += 1 }
      var first = line
      while first < lineEnd, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      var last = lineEnd
      while last > first, bytes[last - 1] == 0x0D || bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
      if bytes[first..<last].elementsEqual(marker) {
        stop = (line, lineEnd)
        break
      }
      if first < last { indentation = min(indentation, first - line) }
      line = lineEnd + 1
    }
    guard let stop else {
      throw HCLFault(message: "the text ends inside a heredoc, expected a line \(name)", place: place)
    }
    let outer = (end, ignoresLines)
    end = stop.text
    ignoresLines = false
    defer { (end, ignoresLines) = outer }
    let form = TemplateForm(isQuoted: false, indentation: isFlush && indentation < Int.max ? indentation : 0)
    let (parts, _) = try parseTemplate(form, until: [])
    position = stop.after
    return HCLExpression(kind: .template(parts), place: place)
  }

  /// Reads pieces up to the end of the template or one of some directives, whose word is returned.
  private mutating func parseTemplate(
    _ form: TemplateForm,
    until words: [String],
    trimsFirst: Bool = false
  ) throws(HCLFault) -> (parts: [HCLTemplatePart], word: String?) {
    guard depth < Self.depthLimit else { throw unexpected("fewer templates inside each other") }
    depth += 1
    defer { depth -= 1 }
    var parts: [HCLTemplatePart] = []
    var text: [UInt8] = []
    var trimsNext = trimsFirst
    var isAtLineStart = !form.isQuoted && words.isEmpty
    func flush(trimming: Bool) {
      if trimsNext {
        let first = text.firstIndex { $0 > 0x20 } ?? text.endIndex
        text.removeSubrange(..<first)
        trimsNext = false
      }
      if trimming { while let last = text.last, last <= 0x20 { text.removeLast() } }
      if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
    }
    while true {
      if isAtLineStart {
        isAtLineStart = false
        var count = 0
        while count < form.indentation, peek() == 0x20 || peek() == 0x09 {
          position += 1
          count += 1
        }
        continue
      }
      guard position < end else { break }
      let byte = peek()
      if form.isQuoted, byte == UInt8(ascii: "\"") { break }
      let opens = (byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"))
      if opens, peek(1) == byte, peek(2) == UInt8(ascii: "{") {
        text += [byte, UInt8(ascii: "{")]
        position += 3
      } else if opens, peek(1) == UInt8(ascii: "{") {
        position += 2
        let trimsBefore = peek() == UInt8(ascii: "~")
        if trimsBefore { position += 1 }
        flush(trimming: trimsBefore)
        if byte == UInt8(ascii: "$") {
          parts.append(.interpolation(try inside { parser throws(HCLFault) in try parser.parseExpression() }))
          trimsNext = try closeSequence()
          continue
        }
        let word = try inside { parser throws(HCLFault) in
          guard let word = parser.identifier() else { throw parser.unexpected("if, else, for or an end of them") }
          return word
        }
        if words.contains(word) {
          return (parts, word)
        }
        parts.append(try parseDirective(word, form))
        trimsNext = try closeSequence()
      } else if form.isQuoted, byte == UInt8(ascii: "\\") {
        try parseEscape(&text)
      } else if form.isQuoted, byte == 0x0A {
        throw unexpected("'\"' at the end of the text")
      } else {
        text.append(byte)
        position += 1
        if byte == 0x0A, !form.isQuoted { isAtLineStart = true }
      }
    }
    flush(trimming: false)
    guard words.isEmpty else { throw unexpected("%{ \(words[words.count - 1]) }") }
    return (parts, nil)
  }

  /// Reads inside of `${ … }`, where line ends mean nothing.
  private mutating func inside<R>(_ body: (inout HCLParser) throws(HCLFault) -> R) throws(HCLFault) -> R {
    let before = ignoresLines
    ignoresLines = true
    skipSpace()
    let result = try body(&self)
    skipSpace()
    ignoresLines = before
    return result
  }

  /// Reads the end of `${ … }`; returns whether it takes the white space after it away.
  private mutating func closeSequence() throws(HCLFault) -> Bool {
    let before = ignoresLines
    ignoresLines = true
    skipSpace()
    ignoresLines = before
    let trims = peek() == UInt8(ascii: "~")
    if trims { position += 1 }
    guard peek() == UInt8(ascii: "}") else { throw unexpected("'}' at the end of what is filled in") }
    position += 1
    return trims
  }

  private mutating func parseDirective(_ word: String, _ form: TemplateForm) throws(HCLFault) -> HCLTemplatePart {
    switch word {
    case "if":
      let condition = try inside { parser throws(HCLFault) in try parser.parseExpression() }
      var trims = try closeSequence()
      let (first, word) = try parseTemplate(form, until: ["else", "endif"], trimsFirst: trims)
      guard word == "else" else { return .conditional(condition, first, []) }
      trims = try closeSequence()
      let (second, _) = try parseTemplate(form, until: ["endif"], trimsFirst: trims)
      return .conditional(condition, first, second)
    case "for":
      position -= 3
      let introduction = try inside { parser throws(HCLFault) in try parser.parseFor() }
      let trims = try closeSequence()
      let (parts, _) = try parseTemplate(form, until: ["endfor"], trimsFirst: trims)
      return .loop(introduction, parts)
    default: throw unexpected("if or for instead of \(word)")
    }
  }

  private mutating func parseEscape(_ text: inout [UInt8]) throws(HCLFault) {
    let escape = peek(1)
    position += 2
    switch escape {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(escape)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = escape == UInt8(ascii: "u") ? 4 : 8
      guard position + count <= end,
        let value = UInt32(String(decoding: bytes[position..<position + count], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      else { throw unexpected("\(count) hexadecimal digits") }
      text += Array(String(Character(scalar)).utf8)
      position += count
    default:
      position -= 2
      throw HCLFault(message: "unknown escape, expected one of \\n \\r \\t \\\" \\\\ \\u \\U", place: place())
    }
  }
}
