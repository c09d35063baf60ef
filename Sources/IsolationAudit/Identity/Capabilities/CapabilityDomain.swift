/// The things of one kind in one account that actions are asked on, sorted by ARN.
package struct CapabilityDomain: Sendable {
  /// What is in it.
  package enum Kind: Hashable, Sendable {
    /// Every role.
    case roles
    /// The roles whose trust policy the account may change.
    case editableRoles
    case users
    case groups
    /// The customer managed policies.
    case policies
    case samlProviders
    case webProviders
    case workloads(WorkloadUse.Kind)
    case stores(DataStore.Kind)
    /// What workloads run, each with the workload.
    case codeStores(DataStore.Kind)
    case subnets
    case connectEndpoints
    /// Elements of the network of one kind.
    case elements(NetworkElement.Kind)
  }

  /// Something that an action is asked on.
  struct Member: Sendable {
    /// The ARN; a pattern of ARNs where ``isPattern``.
    var arn: String
    /// The node to which controlling it leads, or -1.
    var node: Int32
    var tags: TagSetID = .none
    /// The Region; empty for what has none.
    var region: String
    var policy: AccessTarget.ResourcePolicyState = .none
    var isPattern = false
    /// Whether what it leads to hangs on a missing fact, as a sentence.
    var gap: String?
    /// The data store whose policy, key and grants count, if it is one.
    var store: EstateID<DataStore>?
    /// Its record.
    var record: Estate.Handle?
  }

  let kind: Kind
  let account: String
  let members: [Member]
  /// Whether some member has, or may have, a policy of its own.
  let hasPolicies: Bool
  private let placeOfARN: [String: Int32]

  init(_ kind: Kind, _ account: String, _ members: [Member]) {
    (self.kind, self.account) = (kind, account)
    let sorted = members.sorted { ($0.arn, $0.node) < ($1.arn, $1.node) }
    self.members = sorted
    hasPolicies = sorted.contains { $0.store != nil || $0.policy.isAny }
    placeOfARN = Dictionary(
      sorted.enumerated().map { ($1.arn, Int32($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The member with an ARN.
  func place(of arn: String) -> Int32? { placeOfARN[arn] }

  /// The members whose ARN begins with a text.
  func places(withPrefix prefix: String) -> Range<Int> {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if members[middle].arn < prefix { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < members.count, members[end].arn.hasPrefix(prefix) { end += 1 }
    return low..<end
  }

  /// A request's target for a member.
  func target(_ place: Int, in estate: Estate) -> AccessTarget {
    let member = members[place]
    var target =
      member.store.map { AccessTarget(estate.dataStores[$0], in: estate) }
      ?? AccessTarget(arn: member.arn, account: account)
    target.arn = member.arn
    if member.store == nil {
      target.tags = estate.tags(member.tags).map { (estate.symbols[$0.key], estate.symbols[$0.value]) }
      target.hasAllTags = true
      target.policy = member.policy
    }
    // Requests to services without Regions count as requests to US East (N. Virginia).
    target.keys = [("aws:RequestedRegion", .known([member.region.isEmpty ? "us-east-1" : member.region]))]
    return target
  }
}

/// Some members of a domain to which a way may lead alike.
struct CapabilitySelection: Sendable {
  /// The place of the domain.
  let domain: Int
  /// The members' places, in ascending order.
  let members: [Int32]
  /// The missing fact on which all of them hang.
  var gap: String?

  func isWhole(of count: Int) -> Bool { members.count == count }
}

/// Domains, built when they are asked for.
struct CapabilityDomains {
  private(set) var domains: [CapabilityDomain] = []
  private var known: [Key: Int] = [:]
  private var sources: [CapabilityDomain.Kind: [String: [CapabilityDomain.Member]]] = [:]

  private struct Key: Hashable {
    let kind: CapabilityDomain.Kind
    let account: String
  }

  subscript(_ place: Int) -> CapabilityDomain { domains[place] }

  /// Says which members the domains of a kind have, by account.
  mutating func provide(_ kind: CapabilityDomain.Kind, _ members: [String: [CapabilityDomain.Member]]) {
    sources[kind] = members
  }

  /// The accounts with members of a kind, sorted.
  func accounts(_ kind: CapabilityDomain.Kind) -> [String] { (sources[kind] ?? [:]).keys.sorted() }

  /// The place of a domain; nothing where it has no member.
  mutating func domain(_ kind: CapabilityDomain.Kind, _ account: String) -> Int? {
    guard let members = sources[kind]?[account], !members.isEmpty else { return nil }
    let key = Key(kind: kind, account: account)
    if let place = known[key] { return place }
    domains.append(CapabilityDomain(kind, account, members))
    known[key] = domains.count - 1
    return domains.count - 1
  }
}
