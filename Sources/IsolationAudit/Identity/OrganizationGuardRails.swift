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
  private var byTarget: [Symbol: [(policy: OrganizationPolicy, reading: PolicyLibrary.Reading)]] = [:]
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
      for target in policy.targets { byTarget[target, default: []].append((policy, reading)) }
    }
  }

  /// The policies that bind an account; none bind the management account.
  ///
  /// A level at which no policy is known is left out: AWS demands one at every level, so the snapshot lacks it, and a
  /// guard rail that is not known must not hide a step.
  func levels(of account: Symbol) -> Levels {
    var levels = Levels()
    guard let id = estate.account(account), !estate.accounts[id].isManagement else { return levels }
    for (depth, target) in path(to: estate.accounts[id]).enumerated() {
      var service: [AttachedPolicy] = []
      var resource: [AttachedPolicy] = []
      var openService = false
      var openResource = false
      for (policy, reading) in byTarget[target] ?? [] {
        let isService = policy.kind == .serviceControl
        switch reading {
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
      if openService { service.append(Self.allowingAll) }
      if openResource { resource.append(Self.allowingAll) }
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

  /// A stand-in for a policy whose document is missing, which must not be taken for a denial.
  private static let allowingAll = AttachedPolicy.allowingAll(
    PolicyOrigin(.serviceControl, name: "not in the snapshot")
  )
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
