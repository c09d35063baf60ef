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
  private var known = [[ArraySlice<UInt8>: [[AttachedPolicy]]]](
    repeating: [:],
    count: PolicyDocument.Kind.allCases.count
  )
  /// The most texts that are kept of each kind, so that a file of different policies does not fill the memory.
  private static let memory = 10_000
  /// The principals read so far, by their text.
  private var principals: [String: RequestPrincipal] = [:]

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

  private static func key(_ id: UInt16) -> Key? { Int(id) < Key.allCases.count ? Key.allCases[Int(id)] : nil }

  private static func fault(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ pointer: String,
    _ message: String
  ) -> Fault {
    Fault(pointer: pointer, message: message, offset: Int(tape.offset(node)))
  }

  // MARK: The question

  private mutating func readQuestion(_ tape: borrowing JSONTape, _ node: Int) throws(Fault) -> AuthorizationRequest {
    guard tape.kind(node) == .object else {
      throw Self.fault(tape, node, "/request", "not a request, expected an object")
    }
    var principal: RequestPrincipal?
    var principalText = ""
    var action: String?
    var resource: String?
    var account: String?
    var contextNode: Int?
    var unknownNode: Int?
    try tape.forEachChild(of: node) { child throws(Fault) in
      func text(_ name: String) throws(Fault) -> String {
        guard let text = tape.string(child) else {
          throw Self.fault(tape, child, "/request/\(name)", "not a string, expected one")
        }
        return text
      }
      switch Self.key(tape[child].key) {
      case .principal:
        principalText = try text("principal")
        principal = principals[principalText] ?? RequestPrincipal(principalText)
        if let principal {
          if principals.count >= Self.memory { principals.removeAll() }
          principals[principalText] = principal
        } else {
          throw Self.fault(
            tape,
            child,
            "/request/principal",
            "unknown principal \"\(principalText)\", expected anonymous, a service, or the ARN of a user, role or session"
          )
        }
      case .action:
        action = try text("action")
        guard action?.contains(":") ?? false else {
          throw Self.fault(tape, child, "/request/action", "action without a colon, expected service:name")
        }
      case .resource: resource = try text("resource")
      case .resourceAccount:
        if tape.kind(child) == .null { break }
        account = try text("resourceAccount")
        guard AmazonResourceName.isAccount(account ?? "") else {
          throw Self.fault(tape, child, "/request/resourceAccount", "not an account, expected 12 digits")
        }
      case .context: contextNode = child
      case .unknown: unknownNode = child
      case .wildcardOnlyAction: break
      default:
        throw Self.fault(
          tape,
          child,
          "/request/" + tape.keyName(child).escapedForPointer,
          "unknown key of a request"
        )
      }
    }
    guard let principal else { throw Self.fault(tape, node, "/request", "no principal, expected one") }
    guard let action else { throw Self.fault(tape, node, "/request", "no action, expected service:name") }
    guard let resource else { throw Self.fault(tape, node, "/request", "no resource, expected an ARN or *") }
    let owner = account ?? AmazonResourceName(resource)?.account ?? (resource == "*" ? principal.account : nil)
    guard let owner, AmazonResourceName.isAccount(owner) else {
      throw Self.fault(tape, node, "/request", "no resourceAccount, expected one: the resource's ARN names no account")
    }
    var context = RequestContext(of: principal, otherwise: .absent)
    if !principalText.hasPrefix("arn:aws:"), let arn = AmazonResourceName(principalText), arn.service == "iam" {
      context.set("aws:PrincipalArn", to: .known([principalText]))
    }
    context.set("aws:ResourceAccount", to: .known([owner]))
    if let contextNode { try Self.readContext(tape, contextNode, into: &context) }
    if let unknownNode {
      for name in try Self.strings(tape, unknownNode, at: "/request/unknown") { context.set(name, to: .unknown) }
    }
    return AuthorizationRequest(
      principal: principal,
      action: action,
      resource: resource,
      resourceAccount: owner,
      context: context
    )
  }

  private static func readContext(
    _ tape: borrowing JSONTape,
    _ node: Int,
    into context: inout RequestContext
  ) throws(Fault) {
    if tape.kind(node) == .null { return }
    guard tape.kind(node) == .object else {
      throw fault(tape, node, "/request/context", "not a context, expected an object of condition keys")
    }
    try tape.forEachChild(of: node) { child throws(Fault) in
      let key = tape.keyName(child)
      switch tape.kind(child) {
      case .null: context.set(key, to: .absent)
      case .string, .number, .true, .false: context.set(key, to: .known([scalar(tape, child)]))
      case .array:
        var values: [String] = []
        try tape.forEachChild(of: child) { element throws(Fault) in
          guard ![.array, .object, .null].contains(tape.kind(element)) else {
            throw fault(
              tape,
              element,
              "/request/context/" + key.escapedForPointer,
              "not a value, expected a list of strings"
            )
          }
          values.append(scalar(tape, element))
        }
        context.set(key, to: .known(values))
      case .object:
        throw fault(
          tape,
          child,
          "/request/context/" + key.escapedForPointer,
          "an object, expected a string or a list of strings"
        )
      }
    }
  }

  /// A string, number or Boolean as text.
  private static func scalar(_ tape: borrowing JSONTape, _ node: Int) -> String {
    tape.string(node) ?? tape.numberText(node) ?? (tape.bool(node) ?? false ? "true" : "false")
  }

  private static func strings(
    _ tape: borrowing JSONTape,
    _ node: Int,
    at pointer: String
  ) throws(Fault) -> [String] {
    guard tape.kind(node) == .array else { throw fault(tape, node, pointer, "not a list, expected a list of strings") }
    var result: [String] = []
    try tape.forEachChild(of: node) { child throws(Fault) in
      guard let text = tape.string(child) else { throw fault(tape, child, pointer, "not a string, expected one") }
      result.append(text)
    }
    return result
  }

  private static func readSettings(
    _ tape: borrowing JSONTape,
    _ node: Int,
    into policies: inout ApplicablePolicies
  ) throws(Fault) {
    try tape.forEachChild(of: node) { child throws(Fault) in
      let pointer = "/settings/" + tape.keyName(child).escapedForPointer
      switch key(tape[child].key) {
      case .s3BlockPublicAccess:
        guard let flag = tape.bool(child) else { throw fault(tape, child, pointer, "expected true or false") }
        policies.restrictsPublicBuckets = flag
      case .managementAccount:
        guard let account = tape.string(child), AmazonResourceName.isAccount(account) else {
          throw fault(tape, child, pointer, "not an account, expected 12 digits")
        }
        policies.managementAccount = account
      default: throw fault(tape, child, pointer, "unknown setting, expected s3BlockPublicAccess or managementAccount")
      }
    }
  }

  // MARK: Policies

  /// Reads a policy (depth 0), a list of policies (depth 1) or a list of such lists (depth 2); nothing for `null`.
  private mutating func read(
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

  private static func policies(
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

  private static func policy(
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

extension JSONTape {
  /// Bytes that begin with a member's value and are the same only if the value is the same.
  fileprivate func byteRange(ofMember child: Int, upTo end: Int) -> Range<Int> {
    let next = Int(self[child].next)
    let start = Int(offset(child)) - base
    return start..<(next < Int(self[0].next) ? Int(self[next].keyOffset) - base : end)
  }
}
