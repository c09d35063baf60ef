/// Judges the assertions about how the estate is arranged: accounts, VPCs, address space, Regions.
package struct ArrangementAudit: Sendable {
  private let estate: Estate
  private let policy: Policy
  private let namer: ResourceNamer
  /// What stands in each environment, by the environment's place in the policy.
  private var holdings: [Holdings]

  /// What an environment holds.
  private struct Holdings: Sendable {
    /// For each account, some resources that stand there.
    var accounts: [Symbol: [Symbol]] = [:]
    /// For each Region, some resources that stand there.
    var regions: [Symbol: [Symbol]] = [:]
    /// For each VPC, some resources of the environment inside it.
    var vpcs: [Symbol: [Symbol]] = [:]
    /// The VPCs that belong to the environment.
    var own: [EstateID<VPC>] = []

    mutating func note(_ resource: Symbol, account: Symbol, region: Symbol = .empty, vpc: Symbol = .empty) {
      func keep(_ list: inout [Symbol: [Symbol]], _ key: Symbol) {
        guard !key.isEmpty else { return }
        if (list[key]?.count ?? 0) < 3 { list[key, default: []].append(resource) }
      }
      keep(&accounts, account)
      keep(&regions, region)
      keep(&vpcs, vpc)
    }
  }

  /// Collects what each environment holds.
  package init(_ namer: ResourceNamer, _ placement: Placement) {
    (estate, policy, self.namer) = (namer.model.estate, namer.policy, namer)
    holdings = Array(repeating: Holdings(), count: namer.policy.environments.count)
    func region(_ vpc: Symbol) -> Symbol { estate.vpc(vpc).map { estate.vpcs[$0].region } ?? .empty }
    for (index, vpc) in estate.vpcs.records.enumerated() where placement.ofVPC[index] >= 0 {
      holdings[Int(placement.ofVPC[index])].own.append(EstateID(index))
      holdings[Int(placement.ofVPC[index])].note(vpc.id, account: vpc.owner, region: vpc.region, vpc: vpc.id)
    }
    for (index, instance) in estate.instances.records.enumerated() where placement.ofInstance[index] >= 0 {
      holdings[Int(placement.ofInstance[index])]
        .note(instance.id, account: instance.owner, region: instance.region, vpc: instance.vpc)
    }
    for (index, service) in estate.services.records.enumerated() where placement.ofService[index] >= 0 {
      holdings[Int(placement.ofService[index])]
        .note(service.arn, account: service.owner, region: service.region, vpc: service.vpc)
    }
    for (index, interface) in estate.networkInterfaces.records.enumerated() where placement.ofInterface[index] >= 0 {
      holdings[Int(placement.ofInterface[index])]
        .note(interface.id, account: interface.owner, region: region(interface.vpc), vpc: interface.vpc)
    }
    for (index, principal) in estate.principals.records.enumerated() where placement.ofPrincipal[index] >= 0 {
      holdings[Int(placement.ofPrincipal[index])].note(principal.arn, account: principal.account)
    }
  }

  /// Judges an assertion of one of the four kinds.
  package func judge(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    for pair in policy.unorderedPairs(of: assertion.kind.scope) {
      guard let from = pair.from.environment, let to = pair.to.environment,
        let a = policy.environments.firstIndex(where: { $0.name == from }),
        let b = policy.environments.firstIndex(where: { $0.name == to })
      else {
        judgement.gaps.append("`\(assertion.kind.name)` compares environments, and `\(pair.from.selector)` is none")
        continue
      }
      let findings: [Finding]
      let held: String
      switch assertion.kind {
      case .separateAccounts:
        findings = shared(
          \.accounts,
          a,
          b,
          assertion,
          "account",
          "Move the resources of one environment to an account of its own."
        )
        held = "no account holds resources of both"
      case .separateVPCs:
        findings = shared(\.vpcs, a, b, assertion, "VPC", "Move the resources of one environment to a VPC of its own.")
        held = "no VPC holds resources of both"
      case .separateRegions:
        findings = shared(
          \.regions,
          a,
          b,
          assertion,
          "Region",
          "Move the resources of one environment to another Region."
        )
        held = "no Region holds resources of both"
      case .disjointAddressSpace:
        findings = overlaps(a, b, assertion)
        held = "no CIDR blocks of their VPCs overlap"
      default: continue
      }
      judgement.findings += findings
      judgement.pairs.append(
        AssertionResult.Pair(
          from: from,
          to: to,
          outcome: findings.isEmpty ? .passed : .violated,
          reason: findings.isEmpty ? held : findings.map(\.title).joined(separator: "; ")
        )
      )
    }
    return judgement
  }

  private func shared(
    _ list: KeyPath<Holdings, [Symbol: [Symbol]]>,
    _ a: Int,
    _ b: Int,
    _ assertion: Assertion,
    _ what: String,
    _ advice: String
  ) -> [Finding] {
    let (first, second) = (holdings[a][keyPath: list], holdings[b][keyPath: list])
    let common = first.keys.filter { second[$0] != nil }.sorted { estate.symbols[$0] < estate.symbols[$1] }
    let (from, to) = (policy.environments[a].name, policy.environments[b].name)
    return common.map { key in
      let place =
        what == "Region" ? ResourceReference(id: estate.symbols[key], type: "Region") : namer.reference(key, type: what)
      let resources = ((first[key] ?? []).prefix(3) + (second[key] ?? []).prefix(3)).map { namer.reference($0) }
      return Finding(
        id: TrafficFindingWriter.fingerprint([assertion.id, from, to, estate.symbols[key]]),
        assertion: assertion.id,
        severity: assertion.severity,
        kind: .arrangement,
        title: "\(what) \(place.name ?? place.id) holds resources of \(from) and of \(to)",
        from: from,
        to: to,
        via: [place],
        resources: resources,
        remediation: [advice]
      )
    }
  }

  private func overlaps(_ a: Int, _ b: Int, _ assertion: Assertion) -> [Finding] {
    let (from, to) = (policy.environments[a].name, policy.environments[b].name)
    var findings: [Finding] = []
    for first in holdings[a].own {
      for second in holdings[b].own where first != second {
        for prefix in estate.vpcs[first].prefixes {
          for other in estate.vpcs[second].prefixes where prefix.overlaps(other) {
            let resources = [estate.vpcs[first].id, estate.vpcs[second].id].map { namer.reference($0) }
            findings.append(
              Finding(
                id: TrafficFindingWriter.fingerprint([assertion.id, from, to, "\(prefix)", "\(other)"]),
                assertion: assertion.id,
                severity: assertion.severity,
                kind: .arrangement,
                title: "\(prefix) of \(from) overlaps \(other) of \(to)",
                from: from,
                to: to,
                resources: resources,
                remediation: ["Give one of the VPCs a CIDR block of its own."]
              )
            )
          }
        }
      }
    }
    return findings
  }

  /// The accounts, Regions and VPCs of an environment, for the report's summary.
  package func summary(_ index: Int) -> (accounts: [String], regions: [String], vpcs: [ResourceReference]) {
    (
      holdings[index].accounts.keys.map { estate.symbols[$0] }.sorted(),
      holdings[index].regions.keys.map { estate.symbols[$0] }.sorted(),
      holdings[index].own.map { namer.reference(estate.vpcs[$0].id) }.sorted { $0.id < $1.id }
    )
  }
}
