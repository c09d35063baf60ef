/// Decides a request in a world in which nothing is open, step after step as AWS describes its evaluation.
///
/// Slow and obvious on purpose: it shares nothing with the engine, so that both are unlikely to err in the same way.
struct OracleEvaluator {
  let request: OracleCase
  let world: OracleWorld

  /// The services whose resources resource control policies reach, among those that the cases use.
  static let resourceControlServices = ["s3", "sts", "kms", "sqs"]

  /// `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`.
  var outcome: String {
    // 1. An explicit denial of any policy that applies wins.
    let everything = identity + boundary + session + resource + vpcEndpoints + levels.flatMap { $0 }
    if everything.contains(where: { isDenied(by: $0) }) || isCutByPublicAccessBlock { return "ExplicitlyDenied" }
    // 2. Every level of the organization's policies, and every endpoint, must allow.
    for level in levels where !level.contains(where: { isAllowed(by: $0) }) { return "ImplicitlyDenied" }
    for endpoint in vpcEndpoints where !isAllowed(by: endpoint) { return "ImplicitlyDenied" }
    return isGranted ? "Allowed" : "ImplicitlyDenied"
  }

  // MARK: Which policies apply

  private var who: OracleCase.Caller { request.caller }
  private var service: String { String(request.action.lowercased().split(separator: ":")[0]) }
  private var isServiceLinkedRole: Bool { who.kind == "session" && who.name.hasPrefix("AWSServiceRoleFor") }
  /// Nothing can be attached to the root user, a service, a provider or nobody.
  private var hasOwnPolicies: Bool { ["user", "session", "federated-user"].contains(who.kind) }

  private var identity: [OracleCase.Policy] { hasOwnPolicies ? request.identity : [] }
  private var boundary: [OracleCase.Policy] { hasOwnPolicies ? [request.boundary].compactMap { $0 } : [] }
  private var session: [OracleCase.Policy] { hasOwnPolicies ? [request.session].compactMap { $0 } : [] }
  private var resource: [OracleCase.Policy] { [request.resourcePolicy].compactMap { $0 } }
  private var vpcEndpoints: [OracleCase.Policy] { request.vpcEndpoints }

  private var levels: [[OracleCase.Policy]] {
    var levels: [[OracleCase.Policy]] = []
    if !who.account.isEmpty, who.account != request.managementAccount, !isServiceLinkedRole {
      levels += request.serviceControl ?? []
    }
    if Self.resourceControlServices.contains(service), request.resourceAccount != request.managementAccount,
      !isServiceLinkedRole
    {
      levels += request.resourceControl ?? []
    }
    return levels
  }

  // MARK: Grants

  private var isGranted: Bool {
    let ways = Set(resource.flatMap { grants(of: $0) })
    if who.account.isEmpty { return !ways.isEmpty }
    let isWithinBoundary = boundary.allSatisfy { isAllowed(by: $0) }
    // A role session without a policy of its own passes; a federation token without one has nothing from its user.
    let isWithinSession = session.isEmpty ? who.kind != "federated-user" : session.allSatisfy { isAllowed(by: $0) }
    let own =
      who.kind == "root" || (identity.contains { isAllowed(by: $0) } && isWithinBoundary && isWithinSession)
    if who.account != request.resourceAccount { return own && !ways.isEmpty }
    if ways.contains("direct") { return true }
    if ways.contains("limited") && isWithinBoundary && isWithinSession { return true }
    let isMandatory =
      (request.isTrust && request.resource.contains(":role/"))
      || (service == "kms" && request.resource.contains(":key/"))
    return own && (!isMandatory || !ways.isEmpty)
  }

  /// A public bucket policy, once restricted, serves its own account and services of AWS only.
  private var isCutByPublicAccessBlock: Bool {
    request.restrictsPublicBuckets && service == "s3" && who.account != request.resourceAccount && who.kind != "service"
      && resource.joined().contains {
        $0.effect == "Allow" && $0.conditions.isEmpty
          && ($0.principals ?? []).contains { $0.kind == "*" || ($0.kind == "AWS" && $0.name == "*") }
      }
  }

  private func isDenied(by policy: OracleCase.Policy) -> Bool {
    policy.contains { $0.effect == "Deny" && applies($0) && !ways($0).isEmpty }
  }

  private func isAllowed(by policy: OracleCase.Policy) -> Bool { !grants(of: policy).isEmpty }

  /// How the statements that allow the request name the caller.
  private func grants(of policy: OracleCase.Policy) -> [String] {
    policy.filter { $0.effect == "Allow" && applies($0) }.flatMap { ways($0) }
  }

  // MARK: Statements

  private func applies(_ statement: OracleCase.Statement) -> Bool {
    let isAction = statement.actions.contains {
      OracleText.covers($0.lowercased(), request.action.lowercased(), version: "", [:])
    }
    if isAction == statement.isNotAction { return false }
    if let resources = statement.resources {
      let isResource = resources.contains {
        OracleText.covers($0, request.resource, version: request.version, world.context)
      }
      if isResource == statement.isNotResource { return false }
    }
    return statement.conditions.allSatisfy { OracleCondition.holds($0, version: request.version, world.context) }
  }

  /// How a statement names the caller: `direct` (his own policies' silence limits nothing), `limited` (his boundary and
  /// session policy limit), `account` (his own policies must allow as well); none if it is not about him.
  private func ways(_ statement: OracleCase.Statement) -> [String] {
    guard let principals = statement.principals else { return ["direct"] }
    let ways = principals.compactMap { way($0) }
    guard statement.isNotPrincipal else { return ways }
    // A denial of all but some people: it always reaches somebody with a boundary.
    if !boundary.isEmpty { return ["direct"] }
    let isAccountListed = who.account.isEmpty || ways.contains("account")
    let isListed = who.kind == "root" ? isAccountListed : ways.contains { $0 != "account" }
    if isListed && isAccountListed { return [] }
    if !isListed && (!isAccountListed || who.account.isEmpty) { return ["direct"] }
    return world.deniesHalfListed ? ["direct"] : []
  }

  private func way(_ named: OracleCase.Named) -> String? {
    if named.kind == "*" || (named.kind == "AWS" && named.name == "*") { return "direct" }
    if named.kind == "Service" { return who.kind == "service" && who.name == named.name ? "direct" : nil }
    if named.kind == "Federated" { return who.kind == "federated" && who.name == named.name ? "direct" : nil }
    if who.account.isEmpty { return nil }
    let iam = "arn:aws:iam::\(who.account):"
    let sts = "arn:aws:sts::\(who.account):"
    if named.name == who.account || named.name == iam + "root" { return "account" }
    switch who.kind {
    case "user": return named.name == iam + "user/" + who.name ? "direct" : nil
    case "session":
      if named.name == iam + "role/" + who.name { return "limited" }
      return named.name == sts + "assumed-role/\(who.name)/\(world.session)" ? "direct" : nil
    case "federated-user":
      if named.name == sts + "federated-user/" + who.name { return "direct" }
      return named.name == iam + "user/" + world.federatingUser ? "limited" : nil
    default: return nil
    }
  }
}
