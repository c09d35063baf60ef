/// Writes an XML or XHTML document, escaping every string; the only way in which reports make markup.
///
/// Names are constants of the program (`StaticString`), so no input can choose one. The document grows as bytes, and is
/// read once by libxml2 before it is handed out.
package struct XMLWriter: ~Copyable {
  private let output: XMLOutput
  private let prologueLength: Int

  /// What a document starts with.
  package enum Prologue: Sendable {
    /// `<?xml version="1.0" encoding="UTF-8"?>`, and the elements indented by two spaces.
    case xml
    /// `<!DOCTYPE html>`, and no white space that was not asked for.
    case html
  }

  /// Starts a document.
  ///
  /// - Parameter prologue: What the document starts with.
  package init(_ prologue: Prologue) {
    switch prologue {
    case .xml:
      output = XMLOutput(#"<?xml version="1.0" encoding="UTF-8"?>"#, isIndented: true)
      prologueLength = 0
    case .html:
      output = XMLOutput("<!DOCTYPE html>", isIndented: false)
      prologueLength = output.bytes.count
    }
  }

  /// Writes an element: `<br/>` when nothing is written inside it.
  ///
  /// - Parameters:
  ///   - name: The element's name.
  ///   - attributes: The attributes in the order of writing; those without a value are left out.
  ///   - content: Writes what stands inside.
  package func element(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:],
    content: () -> Void = {}
  ) {
    start(name, attributes)
    content()
    output.end(name, isFull: false)
  }

  /// Writes an element that always has an end tag, as HTML wants it of all but the void elements.
  ///
  /// - Parameters:
  ///   - name: The element's name.
  ///   - attributes: The attributes in the order of writing; those without a value are left out.
  ///   - content: Writes what stands inside.
  package func container(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:],
    content: () -> Void = {}
  ) {
    start(name, attributes)
    content()
    output.end(name, isFull: true)
  }

  /// Writes text; markup in it is escaped, and what XML does not allow becomes U+FFFD.
  package func text(_ string: String) {
    guard !string.isEmpty else { return }
    output.text(string)
  }

  /// Writes a constant of the program as it stands, such as a style sheet.
  package func constant(_ string: StaticString) { output.constant(string) }

  /// Ends the document and hands it out, after a parser has read it once from end to end.
  ///
  /// - Returns: The document in UTF-8.
  /// - Throws: ``XMLFault`` when the document is not well-formed.
  package consuming func finish() throws(XMLFault) -> [UInt8] {
    let document = output.finish()
    try XMLReader(maximumSize: .max, maximumDepth: 200).check(document, from: prologueLength)
    return document
  }

  private func start(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
    output.start(name)
    for (attribute, value) in attributes {
      if let value { output.attribute(attribute, value) }
    }
  }
}
