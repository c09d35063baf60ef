/// Why a waiver file, a baseline, a catalogue or a history cannot be used.
public struct GovernanceError: Error, Equatable, Sendable {
  /// What is wrong and what was expected, in lower case.
  public var message: String

  /// Creates an error.
  public init(_ message: String) { self.message = message }
}
