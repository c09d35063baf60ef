/// Why a file cannot be used as a plan or a state, and where.
package struct TerraformError: Error, Hashable, Sendable {
  /// What there is to say, with places; at least one is an error.
  package var diagnostics: [Diagnostic]

  /// Creates an error.
  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// Creates an error with one diagnostic.
  init(_ code: String, _ message: String, at location: SourceLocation) {
    diagnostics = [Diagnostic(.error, code: code, message: message, location: location)]
  }
}
