/// A policy in AWS's policy language, read and checked once, then asked many times.
package struct PolicyDocument: Hashable, Sendable {
  /// What a policy is attached to; it decides which elements a statement must and must not have.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case identity = "identity policy"
    case boundary = "permissions boundary"
    case session = "session policy"
    case resource = "resource policy"
    case trust = "trust policy"
    case serviceControl = "service control policy"
    case resourceControl = "resource control policy"
    case vpcEndpoint = "VPC endpoint policy"
  }

  package let version: PolicyVersion
  package let id: String?
  package let statements: [PolicyStatement]

  /// Creates a policy from its parts.
  package init(version: PolicyVersion, id: String?, statements: [PolicyStatement]) {
    self.version = version
    self.id = id
    self.statements = statements
  }
}

/// A fault of a policy document, with the place in it.
package struct PolicyFault: Error, Hashable, Sendable {
  /// The JSON pointer inside the document, such as `/Statement/0/Effect`.
  package let pointer: String
  /// What is wrong and what was expected: lower case, no full stop.
  package let message: String

  package init(pointer: String, message: String) {
    self.pointer = pointer
    self.message = message
  }
}

/// All faults of a policy document, in the order in which they stand in it.
package struct PolicyFaults: Error, Hashable, Sendable, CustomStringConvertible {
  package let faults: [PolicyFault]

  package init(_ faults: [PolicyFault]) { self.faults = faults }

  /// The first faults, and how many there are besides.
  package var description: String {
    let told = faults.prefix(3).map { "#\($0.pointer): \($0.message)" }.joined(separator: "; ")
    return faults.count > 3 ? "\(told); and \(faults.count - 3) more" : told
  }
}
