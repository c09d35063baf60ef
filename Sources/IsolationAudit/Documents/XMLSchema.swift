import CLibXML2

/// A schema of the W3C's XML Schema language, against which documents are validated.
///
/// The schema is one that the caller vouches for; documents are read as ``XMLReader`` reads them.
package struct XMLSchema: Sendable {
  private let bytes: [UInt8]

  /// Creates a schema of the bytes of an `.xsd` file, which is compiled with each use.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Validates a document.
  ///
  /// - Parameter document: The document.
  /// - Returns: What is not valid, in document order; empty when the document is valid.
  /// - Throws: ``XMLFault`` when the schema or the document cannot be read, or the validator itself failed.
  package func complaints(about document: [UInt8]) throws(XMLFault) -> [XMLFault] {
    try XMLReader(maximumSize: .max, maximumDepth: 200).check(document)
    let complaints = Complaints()
    let status = withExtendedLifetime(complaints) { validate(document, complaints) }
    // A negative status is a failure of the validator, never to be taken for "valid".
    guard status >= 0 else {
      throw complaints.faults.first ?? XMLFault(message: "the schema or the document could not be read")
    }
    guard status == 0 || !complaints.faults.isEmpty else { return [XMLFault(message: "the document is not valid")] }
    return complaints.faults
  }

  /// Gathers what the library reports, for one document on one thread.
  private final class Complaints {
    var faults: [XMLFault] = []

    static let listener: xmlStructuredErrorFunc = { context, error in
      guard let context, let error else { return }
      let message = error.pointee.message.map { String(cString: $0) } ?? "not valid"
      let complaints = Unmanaged<Complaints>.fromOpaque(context).takeUnretainedValue()
      let line = message.split(whereSeparator: \.isNewline).joined(separator: "; ")
      complaints.faults.append(XMLFault(line: Int(error.pointee.line), message: line))
    }
  }

  private func validate(_ document: [UInt8], _ complaints: Complaints) -> Int32 {
    let context = Unmanaged.passUnretained(complaints).toOpaque()
    return bytes.withUnsafeBytes { schemaBytes in
      document.withUnsafeBytes { documentBytes in
        guard let schemaStart = schemaBytes.baseAddress?.assumingMemoryBound(to: CChar.self),
          let documentStart = documentBytes.baseAddress?.assumingMemoryBound(to: CChar.self),
          let parser = xmlSchemaNewMemParserCtxt(schemaStart, Int32(schemaBytes.count))
        else { return -1 }
        defer { xmlSchemaFreeParserCtxt(parser) }
        xmlSchemaSetParserStructuredErrors(parser, Complaints.listener, context)
        guard let schema = xmlSchemaParse(parser) else { return -1 }
        defer { xmlSchemaFree(schema) }
        let options = Int32(XML_PARSE_NONET.rawValue)
        guard let tree = xmlReadMemory(documentStart, Int32(documentBytes.count), nil, nil, options) else { return -1 }
        defer { xmlFreeDoc(tree) }
        guard let validator = xmlSchemaNewValidCtxt(schema) else { return -1 }
        defer { xmlSchemaFreeValidCtxt(validator) }
        xmlSchemaSetValidStructuredErrors(validator, Complaints.listener, context)
        return xmlSchemaValidateDoc(validator, tree)
      }
    }
  }
}
