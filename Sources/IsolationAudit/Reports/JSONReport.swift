import Crypto
import Foundation

/// The result as JSON: the complete record, from which every other report can be made again.
public struct JSONReport: Sendable {
  private let result: AuditResult

  /// Creates the report of a result.
  public init(_ result: AuditResult) { self.result = result }

  /// The report: keys sorted, indented, with a line feed at its end; equal results give equal bytes.
  ///
  /// - Throws: An error when a value cannot be encoded.
  public func render() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(result)) + [UInt8(ascii: "\n")]
  }

  /// The result in a report that was written before.
  ///
  /// - Parameter bytes: The report.
  /// - Returns: A result that is equal to the one that was written.
  /// - Throws: ``ReportError`` when the bytes are not a result, or one of another version.
  public static func read(_ bytes: [UInt8]) throws(ReportError) -> AuditResult {
    let result: AuditResult
    do {
      result = try JSONDecoder().decode(AuditResult.self, from: Data(bytes))
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
