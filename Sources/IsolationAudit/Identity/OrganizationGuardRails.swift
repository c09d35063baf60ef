/// The service control and resource control policies that bind an account, by level from the organization's root.
struct OrganizationGuardRails {
  /// The policies of one account.
  struct Levels {
    /// Nothing where no policy is known.
    var serviceControl: [[AttachedPolicy]]?
    var resourceControl: [[AttachedPolicy]]?
    /// What is missing, as sentences.
    var gaps: [String] = []
  }

  private let estate: Estate
  /// A policy, its statements of interest, and whether it allows anything at all.
  private struct Entry {
    var policy: OrganizationPolicy
    var reading: PolicyLibrary.Reading
    var allowsSomething: Bool
  }

  private var byTarget: [Symbol: [Entry]] = [:]
  private(set) var gaps: [IdentityGap] = []

  init(_ estate: Estate, _ library: PolicyLibrary) {
    self.estate = estate
    let sorted = estate.organizationPolicies.records.sorted { estate.symbols[$0.id] < estate.symbols[$1.id] }
    for policy in sorted {
      let name = estate.symbols[policy.name]
      let kind: PolicyDocument.Kind = policy.kind == .serviceControl ? .serviceControl : .resourceControl
      let reading = library.read(policy.document, kind, called: "\(kind.rawValue) \(name)")
      if case .missing(let message) = reading {
        gaps.append(
          IdentityGap(
            kind: .organizationPolicy,
            account: "",
            subject: estate.symbols[policy.id],
            message: message,
            provenance: policy.provenance
          )
        )
      }
      let whole = policy.document.flatMap { try? PolicyDocument($0, kind: kind) }
      let allowsSomething = whole?.statements.contains { $0.effect == .allow } ?? false
      for target in policy.targets {
        byTarget[target, default: []].append(
          Entry(policy: policy, reading: reading, allowsSomething: allowsSomething)
        )
      }
    }
  }

  /// The policies that bind an account; none bind the management account.
  ///
  /// A level at which no policy is known is left out: AWS demands one at every level, so the snapshot lacks it, and a
  /// guard rail that is not known must not hide a step. Likewise a level whose policies allow nothing at all lacks the
  /// policy of AWS that allows everything; it is taken to be there, and the level's denials count.
  func levels(of account: Symbol) -> Levels {
    var levels = Levels()
    guard let id = estate.account(account), !estate.accounts[id].isManagement else { return levels }
    for (depth, target) in path(to: estate.accounts[id]).enumerated() {
      var service: [AttachedPolicy] = []
      var resource: [AttachedPolicy] = []
      let entries = byTarget[target] ?? []
      var openService = !entries.contains { $0.policy.kind == .serviceControl && $0.allowsSomething }
      var openResource = !entries.contains { $0.policy.kind == .resourceControl && $0.allowsSomething }
      for entry in entries {
        let policy = entry.policy
        let isService = policy.kind == .serviceControl
        switch entry.reading {
        case .document(let document):
          let origin = PolicyOrigin(
            isService ? .serviceControl : .resourceControl,
            name: estate.symbols[policy.name],
            level: depth,
            position: isService ? service.count : resource.count,
            provenance: policy.provenance
          )
          if isService {
            service.append(AttachedPolicy(document, origin: origin))
          } else {
            resource.append(AttachedPolicy(document, origin: origin))
          }
        case .missing(let message):
          levels.gaps.append(message)
          if isService { openService = true } else { openResource = true }
        }
      }
      // What is not known may be the Allow that the level needs.
      if openService { service.append(.allowingAll(PolicyOrigin(.serviceControl, name: "not in the snapshot"))) }
      if openResource { resource.append(.allowingAll(PolicyOrigin(.resourceControl, name: "not in the snapshot"))) }
      if !service.isEmpty { levels.serviceControl = (levels.serviceControl ?? []) + [service] }
      if !resource.isEmpty { levels.resourceControl = (levels.resourceControl ?? []) + [resource] }
    }
    return levels
  }

  /// The root, the organizational units and the account, from the top down.
  private func path(to account: Account) -> [Symbol] {
    var path = [account.id]
    var parent = account.parent
    while !parent.isEmpty, !path.contains(parent) {
      path.append(parent)
      parent = estate.organizationalUnit(parent).map { estate.organizationalUnits[$0].parent } ?? .empty
    }
    return path.reversed()
  }
}

extension AttachedPolicy {
  /// A policy that allows everything; it stands for one whose text is not known.
  static func allowingAll(_ origin: PolicyOrigin) -> AttachedPolicy {
    let statement = PolicyStatement(
      pointer: "",
      sid: nil,
      effect: .allow,
      principals: nil,
      actions: .init(patterns: [WildcardPattern("*")], isNegated: false),
      resources: nil,
      conditions: []
    )
    return AttachedPolicy(PolicyDocument(version: .v2012, id: nil, statements: [statement]), origin: origin)
  }
}
