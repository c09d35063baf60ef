/// The answer to one request of a file of requests, as it is written out.
package struct AuthorizationAnswer: Hashable, Sendable, Codable {
  /// What decided a request.
  package struct DecidedBy: Hashable, Sendable, Codable {
    /// The step of the evaluation.
    package var stage: Decision.Stage
    /// The JSON pointer, inside the request, to the statement that decided; nothing where the lack of one decided.
    package var pointer: String?
    /// The statement's Sid.
    package var sid: String?
    /// For an organization's policies: the level that decided, counted from the organization's root.
    package var level: Int?
  }

  /// The request's own id.
  package var id: String
  package var decision: Decision.Outcome
  /// What must hold for the request to be allowed, in readable form; empty where nothing is open.
  package var conditional: [String]
  package var decidedBy: DecidedBy
  /// The answer that the request expects, where it says so.
  package var expected: Decision.Outcome?

  package enum CodingKeys: String, CodingKey {
    case id, decision, conditional, expected
    case decidedBy = "decided-by"
  }

  /// Whether the request expects another decision.
  package var differs: Bool { expected.map { $0 != decision } ?? false }

  /// The answer as one line of JSON, without the line's end.
  package var line: String {
    var text = "{\"id\":\(Self.quoted(id)),\"decision\":\"\(decision.rawValue)\",\"conditional\":["
    text += conditional.map(Self.quoted).joined(separator: ",")
    text += "],\"decided-by\":{\"stage\":\"\(decidedBy.stage.rawValue)\""
    if let pointer = decidedBy.pointer { text += ",\"pointer\":\(Self.quoted(pointer))" }
    if let sid = decidedBy.sid { text += ",\"sid\":\(Self.quoted(sid))" }
    if let level = decidedBy.level { text += ",\"level\":\(level)" }
    text += "}"
    if let expected { text += ",\"expected\":\"\(expected.rawValue)\"" }
    return text + "}"
  }

  /// A text as a JSON string (RFC 8259, section 7); controls of terminals and of text direction are escaped as well.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    if isPlain { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension AuthorizationAnswer.DecidedBy {
  /// Says what decided, in terms of the request that held the policies.
  init(_ reason: Decision.Reason) {
    stage = reason.stage
    pointer = reason.statement.map { $0.origin.pointerInRequest + $0.pointer }
    sid = reason.statement?.sid
    level = reason.level
  }
}

extension PolicyOrigin {
  /// The JSON pointer to the policy in a request that carries its policies with it.
  fileprivate var pointerInRequest: String {
    switch kind {
    case .identity: "/identityPolicies/\(position)"
    case .boundary: "/permissionBoundary"
    case .session: "/sessionPolicy"
    case .resource, .trust: "/resourcePolicy"
    case .serviceControl: "/scps/\(level)/\(position)"
    case .resourceControl: "/rcps/\(level)/\(position)"
    case .vpcEndpoint: "/vpcEndpointPolicies/\(position)"
    }
  }
}
