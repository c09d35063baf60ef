/// An estate that cannot be generated or written, with the reason as one line of text.
public struct GeneratorError: Error, CustomStringConvertible, Sendable {
  /// What is wrong and what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}
