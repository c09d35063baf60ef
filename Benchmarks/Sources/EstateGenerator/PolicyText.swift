/// The isolation policy of a generated estate.
struct PolicyText {
  let estate: EstatePlan

  /// The assertion that every planted violation breaks.
  static let crossTraffic = "no-cross-traffic"

  init(_ estate: EstatePlan) { self.estate = estate }

  /// The policy as YAML.
  var text: String {
    var lines = ["schema: isolation-audit/v1", "environments:"]
    for environment in Environment.allCases {
      lines.append("  \(environment.name):")
      lines.append("    tier: \(environment.tier)")
      lines.append("    match:")
      for account in estate.accounts where account.environment == environment {
        lines.append("      - { account: \"\(account.id)\" }")
      }
    }
    lines.append(
      """
      assertions:
        - id: \(Self.crossTraffic)
          title: No traffic between production and non-production
          no-traffic: { between: [ { tier: production }, { tier: non-production } ] }
          severity: critical
        - id: sandbox-isolated
          title: No traffic between sandbox and any other environment but the shared network
          no-traffic: { between: [ { environment: sandbox }, { environment: [ production, staging, development ] } ] }
          severity: high
        - id: separate-accounts
          title: Production and non-production live in separate accounts
          separate-accounts: { between: [ { tier: production }, { tier: non-production } ] }
          severity: high
        - id: separate-vpcs
          title: Production and non-production live in separate VPCs
          separate-vpcs: { between: [ { tier: production }, { tier: non-production } ] }
          severity: high
        - id: disjoint-address-space
          title: Production and non-production share no address
          disjoint-address-space: { between: [ { tier: production }, { tier: non-production } ] }
          severity: medium
        - id: separate-roles
          title: No role is used by production and non-production
          separate-roles: { between: [ { tier: production }, { tier: non-production } ] }
          severity: high

      """
    )
    return lines.joined(separator: "\n")
  }
}
