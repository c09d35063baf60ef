import Crypto

/// The result as JSON: the complete record, from which every other report can be made again.
public struct JSONReport: Sendable {
  private let result: AuditResult

  /// Creates the report of a result.
  public init(_ result: AuditResult) { self.result = result }

  /// The report: keys sorted, indented, with a line feed at its end; equal results give equal bytes.
  ///
  /// - Throws: An error when a value cannot be encoded.
  public func render() throws -> [UInt8] { try document().text }

  func document() throws -> JSONText {
    var json = JSONText(.encoded)
    try result.write(to: &json)
    json.endLine()
    return json
  }

  /// The result in a report that was written before.
  ///
  /// - Parameter bytes: The report.
  /// - Returns: A result that is equal to the one that was written.
  /// - Throws: ``ReportError`` when the bytes are not a result, or one of another version.
  public static func read(_ bytes: [UInt8]) throws(ReportError) -> AuditResult {
    let result: AuditResult
    do {
      result = try ResultReader.read(bytes)
    } catch let error as DecodingError {
      throw ReportError(message: "not an audit result: \(error.complaint)")
    } catch {
      throw ReportError(message: "not an audit result")
    }
    guard result.schema == AuditResult.currentSchema else {
      throw ReportError(
        message:
          "an audit result of schema '\(result.schema.visible(limit: 80))', expected '\(AuditResult.currentSchema)'"
      )
    }
    return result
  }
}

extension JSONReport {
  /// The SHA-256 of a report's bytes, lower-case hexadecimal, by which a comparison names its base.
  package static func sha256(_ bytes: [UInt8]) -> String { ResultDigest.hexadecimal(SHA256.hash(data: bytes)) }
}

extension SavedResult {
  /// Reads a JSON report that was written before.
  ///
  /// - Parameters:
  ///   - bytes: The report.
  ///   - name: What people call it, such as the name of its file.
  /// - Throws: ``ReportError`` when the bytes are not a result, or one of another version.
  public init(reading bytes: [UInt8], name: String) throws(ReportError) {
    self.init(try JSONReport.read(bytes), name: name, sha256: JSONReport.sha256(bytes))
  }
}
