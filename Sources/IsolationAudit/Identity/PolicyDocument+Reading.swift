extension PolicyDocument {
  /// Reads a policy document, or text that holds one, percent-encoded (as IAM returns it) or not.
  ///
  /// - Throws: ``PolicyFaults`` with every fault of the document; a document with a fault is not used in part.
  package init(_ value: JSONValue, kind: Kind) throws(PolicyFaults) {
    var value = value
    if case .string(let text) = value {
      do {
        value = try JSONValue(parsing: text.isPercentEncodedJSON ? text.percentDecoded : Array(text.utf8))
      } catch {
        throw PolicyFaults([PolicyFault(pointer: "", message: "policy text that is not JSON: \(error)")])
      }
    }
    var reader = PolicyReader(kind: kind)
    let document = reader.document(value)
    guard reader.faults.isEmpty, let document else { throw PolicyFaults(reader.faults) }
    self = document
  }
}
