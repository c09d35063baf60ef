import Foundation

/// Reads a saved result: findings and assertions one by one from a tape, the rest as the compiler decodes it.
struct ResultReader {
  private var findings: [Finding] = []
  private var assertions: [AssertionResult] = []
  /// The parts of the document that have been read: the elements of the two lists, but for the last of each.
  private var read: [Range<Int>] = []

  /// The result in a document.
  ///
  /// - Throws: `DecodingError` when the document is no result.
  static func read(_ bytes: [UInt8]) throws -> AuditResult {
    var reader = ResultReader()
    guard reader.readLists(bytes) else { return try JSONDecoder().decode(AuditResult.self, from: Data(bytes)) }
    var rest = Data()
    var start = 0
    for range in reader.read.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      rest += bytes[start..<range.lowerBound]
      start = range.upperBound
    }
    rest += bytes[start...]
    var result = try JSONDecoder().decode(AuditResult.self, from: rest)
    if !reader.findings.isEmpty { result.findings = reader.findings }
    if !reader.assertions.isEmpty { result.assertions = reader.assertions }
    return result
  }

  /// Reads the two lists; tells whether they are all as they should be.
  private mutating func readLists(_ bytes: [UInt8]) -> Bool {
    var reader = JSONReader(keys: ResultKey.names)
    var isReadable = true
    let summary = reader.forEachRecord(of: bytes) { tape, record in
      guard isReadable, let index = record.index, let key = ResultKey(rawValue: record.key) else { return }
      do throws(NotReadable) {
        switch key {
        case .findings: findings.append(try Finding(tape, 0))
        case .assertions: assertions.append(try AssertionResult(tape, 0))
        default: return
        }
      } catch {
        isReadable = false
        return
      }
      let offset = Int(tape.offset(0))
      if index == 0 {
        read.append(offset..<offset)
      } else {
        read[read.count - 1] = read[read.count - 1].lowerBound..<offset
      }
    }
    return isReadable && summary.error == nil
  }
}
