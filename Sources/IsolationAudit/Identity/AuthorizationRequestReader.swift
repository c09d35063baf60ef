/// Reads requests that carry their policies with them, and decides them.
///
/// A request is an object with `id`, `request` (`principal`, `action`, `resource`, `resourceAccount`, `context`, and
/// `unknown`, the keys of which nothing is known) and the policies `identityPolicies`, `permissionBoundary`,
/// `resourcePolicy`, `scps`, `rcps`, `sessionPolicy`, `vpcEndpointPolicies`; `settings` and `expected` are optional. Keys
/// that are neither in `context` nor in `unknown` are absent from the request. Policies that occur again are not read
/// again.
struct AuthorizationRequestReader {
  /// The names of the keys that are read; a key's id in the tape is its place here.
  static let keyNames = Key.allCases.map(\.rawValue)

  enum Key: String, CaseIterable {
    case id, name, why, category, request, identityPolicies, permissionBoundary, resourcePolicy, scps, rcps
    case sessionPolicy, vpcEndpointPolicies, settings, expected, expectedFrom
    case action, resource, resourceAccount, principal, context, wildcardOnlyAction, unknown
    case s3BlockPublicAccess, managementAccount
  }

  /// Why a request cannot be decided.
  struct Fault: Error {
    /// The JSON pointer inside the request.
    var pointer: String
    var message: String
    /// The offset of the value in the text.
    var offset: Int
  }

  /// The policies read so far, by their text; each kind has its own place, as origins differ.
  var known = [[ArraySlice<UInt8>: [[AttachedPolicy]]]](
    repeating: [:],
    count: PolicyDocument.Kind.allCases.count
  )
  /// The most texts that are kept of each kind, so that a file of different policies does not fill the memory.
  static let memory = 10_000
  /// The principals read so far, by their text.
  var principals: [String: RequestPrincipal] = [:]

  /// Decides the request that is the value on the tape.
  mutating func answer(_ tape: borrowing JSONTape, upTo end: Int) throws(Fault) -> AuthorizationAnswer {
    guard tape.kind(0) == .object else {
      throw Fault(pointer: "", message: "a value that is no object, expected a request", offset: Int(tape.offset(0)))
    }
    var id: String?
    var request: Int?
    var policies = ApplicablePolicies()
    var expected: Decision.Outcome?
    var resourcePolicy: Int?
    try tape.forEachChild(of: 0) { child throws(Fault) in
      let range = tape.byteRange(ofMember: child, upTo: end)
      switch Self.key(tape[child].key) {
      case .id:
        id = tape.string(child) ?? tape.numberText(child)
      case .request: request = child
      case .identityPolicies:
        policies.identity = try read(tape, child, range, .identity, depth: 1)?.first ?? []
      case .permissionBoundary:
        policies.boundary = try read(tape, child, range, .boundary, depth: 0)?.first?.first
      case .resourcePolicy: resourcePolicy = tape.kind(child) == .null ? nil : child
      case .sessionPolicy:
        policies.session = try read(tape, child, range, .session, depth: 0)?.first
      case .scps: policies.serviceControl = try read(tape, child, range, .serviceControl, depth: 2)
      case .rcps: policies.resourceControl = try read(tape, child, range, .resourceControl, depth: 2)
      case .vpcEndpointPolicies:
        policies.vpcEndpoints = try read(tape, child, range, .vpcEndpoint, depth: 1)?.first ?? []
      case .settings: try Self.readSettings(tape, child, into: &policies)
      case .expected:
        if tape.kind(child) == .null { break }
        expected = tape.string(child).flatMap { Decision.Outcome(rawValue: $0) }
        guard expected != nil else {
          throw Self.fault(
            tape,
            child,
            "/expected",
            "unknown decision, expected Allowed, ImplicitlyDenied or ExplicitlyDenied"
          )
        }
      case .name, .why, .category, .expectedFrom: break
      default:
        throw Self.fault(tape, child, "/" + tape.keyName(child).escapedForPointer, "unknown key of a request")
      }
    }
    guard let id else { throw Self.fault(tape, 0, "", "no id, expected a string") }
    guard let request else { throw Self.fault(tape, 0, "", "no request, expected an object") }
    let question = try readQuestion(tape, request)
    if let resourcePolicy {
      let isTrust = question.action.lowercased().hasPrefix("sts:assumerole")
      let range = tape.byteRange(ofMember: resourcePolicy, upTo: end)
      policies.resource = try read(tape, resourcePolicy, range, isTrust ? .trust : .resource, depth: 0)?.first?.first
    }
    let decision = DecisionProcedure.decide(question, under: policies)
    return AuthorizationAnswer(
      id: id,
      decision: decision.outcome,
      conditional: decision.residual.map(\.description),
      decidedBy: .init(decision.reason),
      expected: expected
    )
  }

  static func key(_ id: UInt16) -> Key? { Int(id) < Key.allCases.count ? Key.allCases[Int(id)] : nil }

  static func fault(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ pointer: String,
    _ message: String
  ) -> Fault {
    Fault(pointer: pointer, message: message, offset: Int(tape.offset(node)))
  }
}

extension JSONTape {
  /// Bytes that begin with a member's value and are the same only if the value is the same.
  func byteRange(ofMember child: Int, upTo end: Int) -> Range<Int> {
    let next = Int(self[child].next)
    let start = Int(offset(child)) - base
    return start..<(next < Int(self[0].next) ? Int(self[next].keyOffset) - base : end)
  }
}
