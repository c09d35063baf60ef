import CLibXML2

/// Reads small XML documents that nobody vouches for into plain values.
///
/// Nothing is fetched and nothing is expanded: a document with a document type declaration is refused at the
/// declaration, before the parser has seen an entity. Size and depth are bounded.
package struct XMLReader: Sendable {
  /// The largest document that is read, in bytes.
  package var maximumSize: Int
  /// The deepest nesting of elements that is read.
  package var maximumDepth: Int

  /// Creates a reader; without other wishes for documents of at most 4 MiB, 64 elements deep.
  package init(maximumSize: Int = 4 << 20, maximumDepth: Int = 64) {
    (self.maximumSize, self.maximumDepth) = (maximumSize, maximumDepth)
  }

  /// Reads a document that a string holds, such as a value in a JSON file.
  ///
  /// - Parameter text: The document.
  /// - Returns: The document's root element.
  /// - Throws: ``XMLFault`` with line and column when the document is not well-formed, or is refused.
  package func read(_ text: String) throws(XMLFault) -> XMLElement {
    try read(Array(text.utf8))
  }

  /// Reads a document.
  ///
  /// - Parameter bytes: The document, in UTF-8 or in the encoding that it declares.
  /// - Returns: The document's root element.
  /// - Throws: ``XMLFault`` with line and column when the document is not well-formed, or is refused.
  package func read(_ bytes: [UInt8]) throws(XMLFault) -> XMLElement {
    let events = try parse(bytes[...], buildsTree: true)
    guard let root = events.root else {
      throw XMLFault(line: 1, column: 1, message: "the document has no root element")
    }
    return root
  }

  /// Checks that a document is well-formed, without keeping it.
  ///
  /// - Parameters:
  ///   - bytes: The document, perhaps after something else.
  ///   - start: Where it begins.
  /// - Throws: ``XMLFault`` with line and column when the document is not well-formed, or is refused.
  package func check(_ bytes: [UInt8], from start: Int = 0) throws(XMLFault) {
    _ = try parse(bytes[start...], buildsTree: false)
  }

  private func parse(_ bytes: ArraySlice<UInt8>, buildsTree: Bool) throws(XMLFault) -> XMLEvents {
    XMLLibrary.prepare()
    guard !bytes.isEmpty else { throw XMLFault(line: 1, column: 1, message: "the document is empty") }
    guard bytes.count <= maximumSize, bytes.count < Int32.max else {
      throw XMLFault(message: "the document has \(bytes.count) bytes; at most \(maximumSize) are read")
    }
    let events = XMLEvents(maximumDepth: maximumDepth, buildsTree: buildsTree)
    let created = bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        let context = xmlCreateMemoryParserCtxt(start, Int32(buffer.count))
      else { return false }
      defer { xmlFreeParserCtxt(context) }
      // NONET and nothing else: never NOENT, DTDLOAD, DTDATTR, XINCLUDE or HUGE.
      guard xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue)) == 0 else { return false }
      events.run(context)
      return true
    }
    guard created else { throw XMLFault(message: "no memory for an XML parser") }
    if let fault = events.fault { throw fault }
    return events
  }
}

/// The library as a whole.
enum XMLLibrary {
  private static let prepared: Void = xmlInitParser()

  /// Makes the library ready; called before each use, does its work once.
  static func prepare() { _ = prepared }
}
