/// Permissions of security groups as AWS writes them: one element for some traffic, with all its peers.
enum SecurityGroupPermissions {
  /// The lists of peers, and the member that names a peer in each.
  private static let peers = [
    ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6"), ("PrefixListIds", "PrefixListId"),
    ("UserIdGroupPairs", "GroupId"),
  ]

  /// Removes the peers of a permission from a list of permissions, and permissions that have no peer left.
  static func remove(_ permission: DraftValue, from list: inout [DraftValue]) {
    for index in list.indices {
      guard case .object(var object) = list[index], traffic(object) == traffic(permission.object) else { continue }
      for (name, member) in peers {
        let gone = Set((permission[name]?.elements ?? []).compactMap { $0[member]?.text })
        guard !gone.isEmpty, let known = object[name]?.elements else { continue }
        object[name] = .array(known.filter { !gone.contains($0[member]?.text ?? "") })
      }
      list[index] = .object(object)
    }
    list.removeAll { permission in peers.allSatisfy { (permission[$0.0]?.elements ?? []).isEmpty } }
  }

  /// Whether a row of `SecurityGroupRules` says the same as a permission with one peer.
  static func isSame(rule: DraftObject, as permission: DraftValue) -> Bool {
    guard traffic(rule) == traffic(permission.object) else { return false }
    let named = [
      rule["CidrIpv4"]?.text, rule["CidrIpv6"]?.text, rule["PrefixListId"]?.text,
      rule["ReferencedGroupInfo"]?["GroupId"]?.text,
    ]
    return zip(named, peers).contains { name, peer in
      name != nil && (permission[peer.0]?.elements ?? []).contains { $0[peer.1]?.text == name }
    }
  }

  /// Protocol and ports in one form: AWS takes names and numbers, and leaves out ports that mean nothing.
  private static func traffic(_ object: DraftObject?) -> [String] {
    let name = object?["IpProtocol"]?.text ?? "-1"
    let protocols = ["6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1"][name] ?? name
    switch protocols {
    case "tcp", "udp":
      let ports = [object?["FromPort"]?.text, object?["ToPort"]?.text].map { $0 ?? "-1" }
      return ports.contains("-1") || ports == ["0", "65535"] ? [protocols] : [protocols] + ports
    case "icmp", "icmpv6":
      return [protocols] + [object?["FromPort"]?.text, object?["ToPort"]?.text].map { $0 ?? "-1" }
    default: return [protocols]
    }
  }
}
