/// Why a waiver file, a baseline, a catalogue or a history cannot be used.
package struct GovernanceError: Error, Equatable, Sendable {
  /// What is wrong and what was expected, in lower case.
  package var message: String

  /// Creates an error.
  package init(_ message: String) { self.message = message }
}
