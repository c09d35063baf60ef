// The policies that a request carries.
extension AuthorizationRequestReader {
  /// Reads a policy (depth 0), a list of policies (depth 1) or a list of such lists (depth 2); nothing for `null`.
  mutating func read(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ range: Range<Int>,
    _ kind: PolicyDocument.Kind,
    depth: Int
  ) throws(Fault) -> [[AttachedPolicy]]? {
    if tape.kind(node) == .null { return nil }
    let text = tape.bytes[range]
    if let known = known[kind.place][text] { return known }
    let pointer = "/" + tape.keyName(node)
    var levels: [[AttachedPolicy]] = []
    switch depth {
    case 0: levels = [[try Self.policy(tape, node, kind, at: pointer, level: 0, position: 0)]]
    case 1: levels = [try Self.policies(tape, node, kind, at: pointer, level: 0)]
    default:
      guard tape.kind(node) == .array else {
        throw Self.fault(tape, node, pointer, "not a list, expected a list of lists of policies")
      }
      try tape.forEachChild(of: node) { child throws(Fault) in
        levels.append(
          try Self.policies(tape, child, kind, at: "\(pointer)/\(levels.count)", level: levels.count)
        )
      }
    }
    if known[kind.place].count >= Self.memory { known[kind.place].removeAll() }
    known[kind.place][text] = levels
    return levels
  }

  static func policies(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ kind: PolicyDocument.Kind,
    at pointer: String,
    level: Int
  ) throws(Fault) -> [AttachedPolicy] {
    guard tape.kind(node) == .array else { throw fault(tape, node, pointer, "not a list, expected a list of policies") }
    var result: [AttachedPolicy] = []
    try tape.forEachChild(of: node) { child throws(Fault) in
      result.append(
        try policy(tape, child, kind, at: "\(pointer)/\(result.count)", level: level, position: result.count)
      )
    }
    return result
  }

  static func policy(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ kind: PolicyDocument.Kind,
    at pointer: String,
    level: Int,
    position: Int
  ) throws(Fault) -> AttachedPolicy {
    do {
      let document = try PolicyDocument(tape.value(node), kind: kind)
      return AttachedPolicy(document, origin: PolicyOrigin(kind, level: level, position: position))
    } catch {
      let first = error.faults.first ?? PolicyFault(pointer: "", message: "not a policy")
      throw fault(tape, node, pointer + first.pointer, first.message)
    }
  }
}

extension PolicyDocument.Kind {
  /// Its place among the kinds.
  fileprivate var place: Int {
    switch self {
    case .identity: 0
    case .boundary: 1
    case .session: 2
    case .resource: 3
    case .trust: 4
    case .serviceControl: 5
    case .resourceControl: 6
    case .vpcEndpoint: 7
    }
  }
}
