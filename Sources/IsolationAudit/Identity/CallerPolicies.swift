/// A user or role as a caller: the policies that have a say in what it asks for.
struct CallerPolicies {
  let principal: RequestPrincipal
  /// What is known about its requests, before the resource is.
  let context: RequestContext
  let isServiceLinkedRole: Bool
  let identity: [AttachedPolicy]
  let boundary: AttachedPolicy?
  /// What is missing of its policies; such a policy may allow or deny anything.
  var gaps: [IdentityGap] = []
  /// Whether a policy that is missing may be the one that allows.
  var mayHoldMore: Bool
  /// Whether the boundary is missing.
  let hasUnknownBoundary: Bool

  init(_ record: IAMPrincipal, in estate: Estate, _ library: inout PolicyLibrary, groups: [IAMPrincipal]) {
    let arn = estate.symbols[record.arn]
    let account = estate.symbols[record.account]
    let name = estate.name(of: record)
    var gaps: [IdentityGap] = []
    func miss(_ message: String, _ provenance: Provenance?) {
      gaps.append(
        IdentityGap(kind: .identityPolicy, account: account, subject: arn, message: message, provenance: provenance)
      )
    }

    var identity: [AttachedPolicy] = []
    for holder in [record] + groups {
      for policy in holder.inlinePolicies {
        let policyName = estate.symbols[policy.name]
        switch library.read(
          policy.document,
          .identity,
          called: "inline policy \(policyName) of \(estate.symbols[holder.arn])"
        ) {
        case .document(let document):
          if document.statements.isEmpty { continue }
          let origin = PolicyOrigin(
            .identity,
            name: policyName,
            position: identity.count,
            provenance: policy.provenance
          )
          identity.append(AttachedPolicy(document, origin: origin))
        case .missing(let message): miss(message, policy.provenance)
        }
      }
      for policyARN in holder.attachedPolicies {
        switch library.managedPolicy(policyARN) {
        case .document(let document):
          if document.statements.isEmpty { continue }
          let origin = PolicyOrigin(
            .identity,
            name: estate.symbols[policyARN],
            position: identity.count,
            provenance: library.provenance(ofManagedPolicy: policyARN)
          )
          identity.append(AttachedPolicy(document, origin: origin))
        case .missing(let message): miss(message, holder.provenance)
        }
      }
    }
    mayHoldMore = !gaps.isEmpty

    var boundary: AttachedPolicy?
    var hasUnknownBoundary = false
    if !record.boundary.isEmpty {
      switch library.managedPolicy(record.boundary) {
      case .document(let document):
        let origin = PolicyOrigin(
          .boundary,
          name: estate.symbols[record.boundary],
          provenance: library.provenance(ofManagedPolicy: record.boundary)
        )
        boundary = AttachedPolicy(document, origin: origin)
      case .missing(let message):
        hasUnknownBoundary = true
        miss(message, record.provenance)
      }
    }

    let isRole = record.kind == .role
    principal =
      isRole ? .roleSession(account: account, role: name, session: nil) : .user(account: account, name: name)
    isServiceLinkedRole = isRole && estate.symbols[record.path].hasPrefix("/aws-service-role/")
    var context = RequestContext(of: principal, otherwise: .unknown)
    context.set("aws:PrincipalArn", to: .known([arn]))
    for tag in estate.tags(record.tags) {
      context.set("aws:PrincipalTag/" + estate.symbols[tag.key], to: .known([estate.symbols[tag.value]]))
    }
    // Whoever may tag a role's sessions chooses their tags, so only a user's tags, and those of a role whose sessions
    // nobody may tag, are settled.
    if isRole && Self.maySessionsBeTagged(record.trustPolicy) {
      context = RequestContext(of: principal, otherwise: .unknown)
      context.set("aws:PrincipalArn", to: .known([arn]))
    } else {
      context.completeFamily("aws:PrincipalTag/")
    }
    self.context = context
    self.identity = identity
    self.boundary = boundary
    self.hasUnknownBoundary = hasUnknownBoundary
    self.gaps = gaps
  }

  /// Somebody who does not exist yet, as he is in a graph of capabilities.
  init(_ caller: CapabilityCaller) {
    (principal, context, isServiceLinkedRole) = (caller.principal, caller.context, false)
    (identity, boundary) = (caller.identity.map(\.policy), caller.boundary?.policy)
    (mayHoldMore, hasUnknownBoundary) = (caller.lacksIdentityPolicy, caller.lacksBoundary)
    gaps = caller.gaps.map {
      IdentityGap(kind: .identityPolicy, account: caller.account, subject: "", message: $0, provenance: nil)
    }
  }

  private static func maySessionsBeTagged(_ trust: IAMPolicy?) -> Bool {
    guard let value = trust?.document, let document = try? PolicyDocument(value, kind: .trust) else { return true }
    let action = MatchableText("sts:tagsession")
    return document.statements.contains { $0.effect == .allow && $0.coversAction(action) }
  }

  /// The ARNs that the statements that allow name, where they name nothing by a pattern; nothing otherwise.
  var namedRoles: [String]? {
    if mayHoldMore { return nil }
    var names: Set<String> = []
    for policy in identity {
      for statement in policy.document.statements where statement.effect == .allow {
        guard let resources = statement.resources, !resources.isNegated else { return nil }
        for pattern in resources.patterns {
          guard let name = pattern.fixedPattern?.literalPrefix, name.isWhole else { return nil }
          names.insert(name.text)
        }
      }
    }
    return names.sorted()
  }

  /// Whether some statement, or a missing policy, may allow a step to a role, leaving conditions aside.
  func mayReach(_ role: MatchableText) -> Bool {
    mayHoldMore
      || identity.contains { policy in
        policy.document.statements.contains {
          $0.effect == .allow && $0.coversResource(role, in: context).isPossible
        }
      }
  }
}

extension Estate {
  /// The name of a role or user without its path; its ARN tells it where the record does not.
  func name(of principal: IAMPrincipal) -> String {
    if !principal.name.isEmpty { return symbols[principal.name] }
    return AmazonResourceName(symbols[principal.arn]).map { String($0.resourceName) } ?? ""
  }
}
