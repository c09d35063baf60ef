import CLibXML2

/// Writes an XML or XHTML document, escaping every string; the only way in which reports make markup.
///
/// Names are constants of the program (`StaticString`), so no input can choose one. Each status of the library is
/// checked: the first failure is kept and ``finish()`` throws it, so that the calls between need no `try`.
package struct XMLWriter: ~Copyable {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr
  private let outcome = Outcome()
  private let prologueLength: Int

  /// The first thing that went wrong; an object because the writer is borrowed by nested closures.
  private final class Outcome {
    var fault: XMLFault?
  }

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
  /// - Throws: ``XMLFault`` when there is no memory.
  package init(_ prologue: Prologue) throws(XMLFault) {
    XMLLibrary.prepare()
    guard let buffer = xmlBufferCreate() else { throw XMLFault(message: "no memory for an XML document") }
    isolationaudit_xmlBufferGrowByDoubling(buffer)
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      throw XMLFault(message: "no memory for an XML writer")
    }
    (self.buffer, self.writer) = (buffer, writer)
    switch prologue {
    case .xml:
      prologueLength = 0
      check(xmlTextWriterSetIndent(writer, 1), "the indentation")
      check(xmlTextWriterSetIndentString(writer, "  "), "the indentation")
      check(xmlTextWriterStartDocument(writer, nil, "UTF-8", nil), "the XML declaration")
    case .html:
      let doctype: StaticString = "<!DOCTYPE html>\n"
      prologueLength = doctype.utf8CodeUnitCount
      check(xmlTextWriterWriteRaw(writer, doctype.utf8Start), "the document type")
    }
  }

  deinit {
    xmlFreeTextWriter(writer)  // refers to the buffer: first
    xmlBufferFree(buffer)
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
    check(xmlTextWriterEndElement(writer), "the end of <\(name)>")
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
    check(xmlTextWriterFullEndElement(writer), "the end of <\(name)>")
  }

  /// Writes text; markup in it is escaped, and what XML does not allow becomes U+FFFD.
  package func text(_ string: String) {
    guard !string.isEmpty else { return }
    check(xmlTextWriterWriteString(writer, string.xmlCharacters), "text")
  }

  /// Writes a constant of the program as it stands, such as a style sheet.
  package func constant(_ string: StaticString) {
    check(xmlTextWriterWriteRaw(writer, string.utf8Start), "a constant")
  }

  /// Ends the document and hands it out, after a parser has read it once from end to end.
  ///
  /// - Returns: The document in UTF-8.
  /// - Throws: ``XMLFault`` when something could not be written, or the document is not well-formed.
  package consuming func finish() throws(XMLFault) -> [UInt8] {
    check(xmlTextWriterEndDocument(writer), "the end of the document")
    check(xmlTextWriterFlush(writer), "the end of the document")
    if let fault = outcome.fault { throw fault }
    guard let content = xmlBufferContent(buffer) else { throw XMLFault(message: "the document is empty") }
    let document = Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
    try XMLReader(maximumSize: .max, maximumDepth: 200).check(document.dropFirst(prologueLength))
    return document
  }

  private func start(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
    check(xmlTextWriterStartElement(writer, name.utf8Start), "<\(name)>")
    for (attribute, value) in attributes {
      guard let value else { continue }
      let status = xmlTextWriterWriteAttribute(writer, attribute.utf8Start, value.xmlCharacters)
      check(status, "the attribute \(attribute) of <\(name)>")
    }
  }

  private func check(_ status: Int32, _ what: @autoclosure () -> String) {
    if status < 0, outcome.fault == nil { outcome.fault = XMLFault(message: "cannot write \(what())") }
  }
}
