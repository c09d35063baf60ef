/// A policy file, as bytes with the name that diagnostics use.
package struct PolicyInput: Sendable {
  /// The name of the file.
  package var file: String
  /// What is in it.
  package var bytes: [UInt8]

  /// Creates a file from bytes.
  package init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// Creates a file from a text.
  package init(file: String, text: String) {
    self.init(file: file, bytes: Array(text.utf8))
  }
}

/// What became of reading a policy.
package struct PolicyReading: Sendable {
  /// The policy; `nil` when there is any error: a policy that is half understood is not applied.
  package var policy: Policy?
  /// Everything that is wrong, by place.
  package var diagnostics: [Diagnostic]
}

extension Policy {
  /// Reads a policy for an audit, from one file or from several that belong together.
  ///
  /// Environments and assertions may be in different files; names must be unique over all of them.
  package static func read(_ inputs: [PolicyInput]) -> PolicyReading {
    read(inputs, completeness: .required)
  }

  /// Checks policy files for their author.
  ///
  /// Unlike ``read(_:)`` this accepts a file of assertions alone, such as a shipped pack, with a note that the names of
  /// environments and tiers could not be checked.
  package static func lint(_ inputs: [PolicyInput]) -> [Diagnostic] {
    read(inputs, completeness: .noted).diagnostics
  }

  /// The assertions of files, as far as each can be read by itself; for checks that need nothing else of the policy.
  package static func assertions(in inputs: [PolicyInput]) -> [Assertion] {
    inputs.flatMap { input -> [Assertion] in
      guard let root = YAMLReader.read(input.bytes, file: input.file).root else { return [] }
      var reader = PolicyFileReader()
      return reader.fragment(root, file: input.file).assertions
    }
  }

  private static func read(_ inputs: [PolicyInput], completeness: PolicyChecks.Completeness) -> PolicyReading {
    var diagnostics: [Diagnostic] = []
    var fragments: [PolicyFragment] = []
    var areReadable = true
    if inputs.isEmpty {
      diagnostics.append(Diagnostic(.error, code: "no-policy", message: "no policy file is given"))
    }
    for input in inputs {
      let reading = YAMLReader.read(input.bytes, file: input.file)
      diagnostics += reading.diagnostics
      guard let root = reading.root else {
        areReadable = false
        continue
      }
      var reader = PolicyFileReader()
      fragments.append(reader.fragment(root, file: input.file))
      diagnostics += reader.diagnostics
    }
    // A file that is not YAML may declare anything, so what the others name is not judged.
    guard areReadable, !fragments.isEmpty else { return PolicyReading(policy: nil, diagnostics: diagnostics.sorted()) }
    let checks = PolicyChecks(fragments, completeness: diagnostics.isEmpty ? completeness : .unknown)
    diagnostics += checks.diagnostics
    let isRefused = diagnostics.contains { $0.severity == .error }
    return PolicyReading(policy: isRefused ? nil : checks.policy, diagnostics: diagnostics.sorted())
  }
}
