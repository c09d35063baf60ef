/// Why an XML document was refused, or could not be written, and where.
package struct XMLFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, counted from 1; 0 where the whole document is meant.
  package var line: Int
  /// The column, counted from 1; 0 where the whole line or document is meant.
  package var column: Int
  /// What is wrong and what was expected: lower case, no full stop.
  package var message: String

  /// Creates a fault.
  package init(line: Int = 0, column: Int = 0, message: String) {
    (self.line, self.column, self.message) = (line, column, message)
  }

  /// The fault on one line, such as `3:17: error: element 'vpn' is not closed`.
  package var description: String {
    line > 0 ? "\(line):\(column): error: \(message)" : "error: \(message)"
  }
}
