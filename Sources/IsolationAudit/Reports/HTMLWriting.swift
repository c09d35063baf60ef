/// The turns of phrase that the page is written in.
extension XMLWriter {
  /// What stands beside a term.
  enum Fact {
    case text(String)
    case code(String)
  }

  /// A line feed, so that the source can be read.
  func line() { constant("\n") }

  /// An element with an end tag, and a line feed after it.
  func block(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:],
    content: () -> Void = {}
  ) {
    container(name, attributes, content: content)
    line()
  }

  /// An element that never has content, and a line feed after it.
  func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
    element(name, attributes)
    line()
  }

  /// An element that holds one piece of text, which is made visible.
  func tag(
    _ name: StaticString,
    _ content: String,
    _ attributes: KeyValuePairs<StaticString, String?> = [:],
    limit: Int = 600
  ) {
    container(name, attributes) { text(content.visible(limit: limit)) }
  }

  /// A paragraph of text.
  func paragraph(_ content: String, class name: String? = nil) {
    tag("p", content, ["class": name], limit: 2_000)
    line()
  }

  /// Text in which pieces between grave accents are rules or names, as the audit writes its sentences.
  func prose(_ sentence: String, limit: Int = 600) {
    let parts = sentence.visible(limit: limit).split(separator: "`", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      // An accent without a partner stands for itself.
      if index.isMultiple(of: 2) {
        text(String(part))
      } else if index + 1 < parts.count {
        container("code") { text(String(part)) }
      } else {
        text("`" + part)
      }
    }
  }

  /// Small print below what it is about, or behind it where there is no style sheet.
  func small(_ content: String, limit: Int = 600) { small { text(content.visible(limit: limit)) } }

  /// Small print.
  func small(content: () -> Void) {
    text(" ")
    container("small", content: content)
  }

  /// Terms and what stands beside them.
  func facts(_ facts: [(term: String, fact: Fact)]) {
    block("dl", ["class": "facts"]) {
      line()
      for (term, fact) in facts {
        tag("dt", term)
        block("dd") {
          switch fact {
          case .text(let content): text(content.visible())
          case .code(let content): tag("code", content)
          }
        }
      }
    }
  }

  /// A table with a caption and one header for each column; `rows` writes the body of `count` rows.
  ///
  /// A column whose header starts with `#` holds numbers. A table of few rows is not broken between two sheets.
  func table(_ caption: String, class name: String? = nil, count: Int, columns: [String], rows: () -> Void) {
    let names = [name, count <= 16 ? "short" : nil].compactMap(\.self)
    block("table", ["class": names.isEmpty ? nil : names.joined(separator: " ")]) {
      tag("caption", caption)
      line()
      block("thead") {
        container("tr") {
          for column in columns {
            let isNumber = column.hasPrefix("#")
            tag(
              "th",
              isNumber ? String(column.dropFirst()) : column,
              ["class": isNumber ? "number" : nil, "scope": "col"]
            )
          }
        }
      }
      block("tbody") {
        line()
        rows()
      }
    }
  }

  /// A table that may be wider than a small screen: it scrolls by itself, and the keyboard reaches it.
  func scrolling(_ label: String, table: () -> Void) {
    block("div", ["class": "wide", "role": "region", "aria-label": label, "tabindex": "0"]) {
      line()
      table()
    }
  }

  /// A cell of a table that is not broken into lines, such as an account id, unless it is long.
  func cell(_ content: String, isHeader: Bool = false) {
    let name = content.utf8.count <= 24 ? "whole" : nil
    if isHeader {
      tag("th", content, ["class": name, "scope": "row"])
    } else {
      tag("td", content, ["class": name])
    }
  }

  /// A shape and a word; the shape is for the eye only.
  func status(_ symbol: String, _ word: String, class name: String) {
    container("span", ["class": "status \(name)"]) {
      shape(symbol)
      text(" \(word)")
    }
  }

  /// A shape that nobody reads aloud, in the form of a letter, not of a picture.
  func shape(_ symbol: String) {
    container("span", ["class": "shape", "aria-hidden": "true"]) { text(symbol + "\u{FE0E}") }
  }

  /// A resource: its name, its id, and what and where it is.
  func resource(_ resource: ResourceReference, isLong: Bool = true) {
    if let name = resource.name, !name.isEmpty, name != resource.id {
      tag("b", name, limit: 160)
      text(" ")
    }
    identifier(resource.id)
    let words = [resource.type, resource.environment] + (isLong ? [resource.account, resource.region] : [])
    let shown = words.compactMap { $0?.visible(limit: 120) }.filter { !$0.isEmpty }
    guard !shown.isEmpty else { return }
    text(" ")
    container("span", ["class": "quiet"]) {
      for (index, word) in shown.enumerated() {
        if index > 0 { text(", ") }
        // A Region or an environment is not broken at its hyphens.
        if word.contains("-"), word.utf8.count <= 24 {
          container("span", ["class": "whole"]) { text(word) }
        } else {
          text(word)
        }
      }
    }
  }

  /// An id or ARN, which is not broken into lines unless it is long.
  func identifier(_ id: String) {
    tag("code", id, ["class": id.utf8.count <= 24 ? "whole" : nil], limit: 300)
  }

  /// A place in an input.
  func location(_ location: SourceLocation?) {
    guard let location else { return }
    block("p", ["class": "place"]) { container("code") { text(location.visible) } }
  }

  /// Says that a list was cut, and where the rest is.
  func cut(_ whole: Int, shown: Int, _ noun: String, plural: String? = nil) {
    guard whole > shown else { return }
    paragraph("Showing \(shown.grouped) of \(whole.of(noun, plural: plural)); the JSON result has all.", class: "cut")
  }
}
