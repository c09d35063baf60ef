// Who wants to do what, and how he asks.
extension AuthorizationRequestReader {
  mutating func readQuestion(_ tape: borrowing JSONTape, _ node: Int) throws(Fault) -> AuthorizationRequest {
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

  static func readContext(
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
  static func scalar(_ tape: borrowing JSONTape, _ node: Int) -> String {
    tape.string(node) ?? tape.numberText(node) ?? (tape.bool(node) ?? false ? "true" : "false")
  }

  static func strings(
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

  static func readSettings(
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
}
