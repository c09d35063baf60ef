/// What the variables and references of a firewall's rules stand for, in one family.
///
/// `HOME_NET` is the rule group's, else the policy's, else the CIDR blocks of the firewall's VPC; `EXTERNAL_NET` is everything
/// else unless a group defines it (Network Firewall Developer Guide, "Rule variables"; API reference, `PolicyVariables`).
struct FirewallScope {
  let group: FirewallRuleGroup
  let policy: FirewallPolicy
  /// The CIDR blocks of the firewall's VPC; `nil` when it is not known.
  let deployment: [IPPrefix]?
  let estate: Estate

  /// How far variables may stand for variables.
  static let maximumDepth = 8

  /// The addresses of an expression, sorted and disjoint; `nil` when some part of it is not known.
  func addresses(_ expression: FirewallExpression, _ family: AddressFamily, depth: Int = 0) -> [AddressRange]? {
    guard depth < Self.maximumDepth else { return nil }
    switch expression {
    case .any: return [.all(family)]
    case .prefix(let prefix): return prefix.family == family ? [prefix.range] : []
    case .ports: return nil
    case .variable(let name): return variable(name, family, depth: depth + 1)
    case .reference(let name): return reference(name, family)
    case .list(let items):
      return combine(items, whole: AddressRange.all(family)) { addresses($0, family, depth: depth + 1) }
    }
  }

  /// The ports of an expression, sorted and disjoint; `nil` when some part of it is not known.
  func ports(_ expression: FirewallExpression, depth: Int = 0) -> [PortRange]? {
    guard depth < Self.maximumDepth else { return nil }
    switch expression {
    case .any: return [.all]
    case .ports(let range): return [range]
    case .prefix, .reference: return nil
    case .variable(let name): return group.portSets[name].flatMap { ports($0, depth: depth + 1) }
    case .list(let items):
      let ranges = combine(items, whole: AddressRange(0, UInt128(UInt16.max))) { item in
        ports(item, depth: depth + 1)?.map { AddressRange(UInt128($0.lower), UInt128($0.upper)) }
      }
      return ranges?.map { PortRange(UInt16($0.lower), UInt16($0.upper)) }
    }
  }

  private func variable(_ name: String, _ family: AddressFamily, depth: Int) -> [AddressRange]? {
    switch name {
    case "HOME_NET":
      let own = group.addressSets[name].map { addresses($0, family, depth: depth) }
      let policys = policy.variables[name].map { addresses($0, family, depth: depth) }
      if let own, let policys, own != policys {
        // Which of the two stands is not documented.
        return nil
      }
      if let known = own ?? policys { return known }
      return deployment.map { prefixes in Self.merged(prefixes.filter { $0.family == family }.map(\.range)) }
    case "EXTERNAL_NET" where group.addressSets[name] == nil && policy.variables[name] == nil:
      return variable("HOME_NET", family, depth: depth).map { Self.complement($0, in: .all(family)) }
    default:
      return (group.addressSets[name] ?? policy.variables[name]).flatMap { addresses($0, family, depth: depth) }
    }
  }

  /// The entries of the prefix list that an IP set reference names; a group of tagged resources is not known.
  private func reference(_ name: String, _ family: AddressFamily) -> [AddressRange]? {
    guard let arn = group.references[name], let id = estate.symbols[arn].split(separator: "/").last,
      let symbol = estate.symbols.find(String(id)), let list = estate.prefixList(symbol),
      let entries = estate.prefixLists[list].entries
    else { return nil }
    return Self.merged(entries.filter { $0.prefix.family == family }.map(\.prefix.range))
  }

  // MARK: - Sets of ranges

  private func combine(
    _ items: [FirewallExpression.Item],
    whole: AddressRange,
    _ evaluate: (FirewallExpression) -> [AddressRange]?
  ) -> [AddressRange]? {
    var included: [AddressRange] = []
    var excluded: [AddressRange] = []
    var hasPositive = false
    for item in items {
      guard let ranges = evaluate(item.expression) else { return nil }
      if item.isNegated {
        excluded += ranges
      } else {
        hasPositive = true
        included += ranges
      }
    }
    let base = hasPositive ? Self.merged(included) : items.isEmpty ? [] : [whole]
    return excluded.isEmpty ? base : Self.intersection(base, Self.complement(Self.merged(excluded), in: whole))
  }

  /// Ranges sorted, and joined where they touch.
  static func merged(_ ranges: [AddressRange]) -> [AddressRange] {
    var result: [AddressRange] = []
    for range in ranges.sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
      if let last = result.last, last.upper == .max || range.lower <= last.upper + 1 {
        result[result.count - 1].upper = max(last.upper, range.upper)
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// What lies between sorted, disjoint ranges.
  static func complement(_ ranges: [AddressRange], in whole: AddressRange) -> [AddressRange] {
    var result: [AddressRange] = []
    var next = whole.lower
    for range in ranges {
      if range.lower > next { result.append(AddressRange(next, range.lower - 1)) }
      guard range.upper < whole.upper else { return result }
      next = max(next, range.upper + 1)
    }
    result.append(AddressRange(next, whole.upper))
    return result
  }

  private static func intersection(_ lhs: [AddressRange], _ rhs: [AddressRange]) -> [AddressRange] {
    lhs.flatMap { left in rhs.compactMap { left.intersection($0) } }
  }
}
