/// Why a report could not be made, read or written.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what was expected: lower case, no full stop.
  public var message: String

  /// Creates an error.
  public init(message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}
