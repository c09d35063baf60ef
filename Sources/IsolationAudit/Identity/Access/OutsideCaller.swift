/// Somebody who is no user or role of the estate, as the one who asks: what his own policies say is his business.
struct OutsideCaller {
  let principal: RequestPrincipal
  /// What is known about his requests, before the resource is.
  let context: RequestContext

  init(kind: Principal.Kind, arn: String, account: String) {
    switch kind {
    case .service: principal = .service(arn)
    case .provider: principal = .federated(arn)
    case .foreign: principal = RequestPrincipal(arn) ?? .anonymous
    case .account, .anyone, .role, .user: principal = .user(account: account, name: "")
    }
    var context = RequestContext(of: principal, otherwise: .unknown)
    if kind == .account || kind == .anyone {
      for key in ["aws:PrincipalArn", "aws:PrincipalType", "aws:username"] { context.set(key, to: .unknown) }
    }
    if kind == .anyone { context.set("aws:PrincipalAccount", to: .unknown) }
    self.context = context
  }
}
