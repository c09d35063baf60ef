/// How near to a resource a fact about it is; the nearest decides which environment it belongs to.
package enum MatchLevel: Int, Hashable, Comparable, Sendable, CaseIterable {
  /// Its Region.
  case region
  /// An organizational unit that holds its account.
  case organizationalUnit
  /// Its account, or a tag of the account.
  case account
  /// Its VPC, or a tag of the VPC.
  case vpc
  /// Its subnet, or a tag of the subnet.
  case subnet
  /// Its own id, ARN or tag.
  case resource

  package static func < (a: MatchLevel, b: MatchLevel) -> Bool { a.rawValue < b.rawValue }

  /// The level in words, for messages.
  package var text: String {
    switch self {
    case .region: "Region"
    case .organizationalUnit: "organizational unit"
    case .account: "account"
    case .vpc: "VPC"
    case .subnet: "subnet"
    case .resource: "resource itself"
    }
  }
}

/// What is known of a tag of a resource.
enum TagLookup: Hashable, Sendable {
  /// The nearest value, and where it was found.
  case found(String, at: MatchLevel)
  /// Nothing near the resource has the key.
  case absent
  /// Tags that would be nearer than any known value are not known.
  case unknown(MissingFact, at: MatchLevel)
}

extension ResourceFacts {
  /// Looks a tag up: on the resource, then on its subnet, its VPC, its account; the first that has the key decides.
  ///
  /// Where the network is shared by another account, the resource's own account comes before the network.
  func tag(_ key: String) -> TagLookup {
    for (level, tags, missing) in taggedLevels {
      guard let tags else { return .unknown(missing, at: level) }
      if let value = tags[key] { return .found(value, at: level) }
    }
    return .absent
  }

  /// The tags that count for the resource, nearest first.
  private var taggedLevels: [(MatchLevel, [String: String]?, MissingFact)] {
    var network: [(MatchLevel, [String: String]?, MissingFact)] = []
    if let subnet { network.append((.subnet, subnet.tags, .subnetTags)) }
    if let vpc { network.append((.vpc, vpc.tags, .vpcTags)) }
    let account: [(MatchLevel, [String: String]?, MissingFact)] = [(.account, accountTags, .accountTags)]
    return [(.resource, tags, .tags)] + (isInSharedNetwork ? account + network : network + account)
  }
}
