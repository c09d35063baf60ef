/// A policy together with where it comes from.
package struct AttachedPolicy: Hashable, Sendable {
  package let document: PolicyDocument
  package let origin: PolicyOrigin

  package init(_ document: PolicyDocument, origin: PolicyOrigin) {
    self.document = document
    self.origin = origin
  }
}

/// Where a policy comes from.
package struct PolicyOrigin: Hashable, Sendable {
  package let kind: PolicyDocument.Kind
  /// The policy's ARN or name; empty when it has none.
  package let name: String
  /// For an organization's policies: how far below the root of the organization it is attached, counted from 0.
  package let level: Int
  /// Its place among the policies of its kind (and level), counted from 0.
  package let position: Int
  /// Where its document is declared; nothing where it was not read from an estate.
  package let provenance: Provenance?

  package init(
    _ kind: PolicyDocument.Kind,
    name: String = "",
    level: Int = 0,
    position: Int = 0,
    provenance: Provenance? = nil
  ) {
    self.provenance = provenance
    self.kind = kind
    self.name = name
    self.level = level
    self.position = position
  }
}

/// A statement of a policy, as a report refers to it.
package struct StatementReference: Hashable, Sendable {
  package let origin: PolicyOrigin
  /// The JSON pointer to the statement in its policy, such as `/Statement/0`.
  package let pointer: String
  package let sid: String?
  /// The statement itself, where it is known; the place decides whether two references are equal.
  package let statement: PolicyStatement?

  init(origin: PolicyOrigin, pointer: String, sid: String?, _ statement: PolicyStatement? = nil) {
    (self.origin, self.pointer, self.sid, self.statement) = (origin, pointer, sid, statement)
  }

  package init(_ statement: PolicyStatement, of policy: AttachedPolicy) {
    origin = policy.origin
    pointer = statement.pointer
    sid = statement.sid
    self.statement = statement
  }

  package static func == (a: StatementReference, b: StatementReference) -> Bool {
    (a.pointer, a.sid) == (b.pointer, b.sid) && a.origin == b.origin
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(origin)
    hasher.combine(pointer)
    hasher.combine(sid)
  }
}

extension StatementReference: CustomStringConvertible {
  /// The policy's kind and name, and the statement's Sid or place.
  package var description: String {
    let policy = origin.name.isEmpty ? origin.kind.rawValue : "\(origin.kind.rawValue) \(origin.name)"
    return "\(policy), statement \(sid.map { "\"\($0)\"" } ?? "#\(pointer)")"
  }
}
