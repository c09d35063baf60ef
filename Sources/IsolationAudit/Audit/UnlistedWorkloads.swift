/// What may run with roles and was not collected: a role that trusts a service is used by something of that service in
/// its account, for all that is known.
///
/// A service hands out the role that it was given with `iam:PassRole`, which reaches roles of its own account only (IAM
/// User Guide, "Grant a user permissions to pass a role to an AWS service"). A list that nothing could be missing from is
/// not asked for.
struct UnlistedWorkloads {
  /// The lists of what runs with roles, by the service that a role must trust.
  private static let lists: [(service: String, lists: [String])] = [
    ("build.apprunner.amazonaws.com", ["appRunnerServices"]),
    ("cloudformation.amazonaws.com", ["Stacks"]),
    ("codebuild.amazonaws.com", ["projects"]),
    ("codepipeline.amazonaws.com", ["pipelines"]),
    ("ecs-tasks.amazonaws.com", ["taskDefinitions", "services", "tasks"]),
    ("glue.amazonaws.com", ["Jobs", "DevEndpoints"]),
    ("sagemaker.amazonaws.com", ["NotebookInstances"]),
    ("states.amazonaws.com", ["stateMachines"]),
    ("tasks.apprunner.amazonaws.com", ["appRunnerServices"]),
  ]
  /// The same for what else a way may lead through.
  private static let passed: [(service: String, lists: [String])] = [
    ("ec2.amazonaws.com", ["Reservations"]), ("lambda.amazonaws.com", ["Functions"]),
  ]
  /// The same for what is listed by cluster.
  private static let clusterServices = ["eks-fargate-pods.amazonaws.com", "pods.eks.amazonaws.com"]

  private let estate: Estate
  private let placement: Placement
  /// What is missing, with the account.
  private var found: [(account: Symbol, text: String)] = []

  /// Looks for lists that are missing where a role trusts their service.
  ///
  /// - Parameters:
  ///   - graph: Who trusts which service.
  ///   - estate: The estate.
  ///   - placement: What belongs to which environment.
  ///   - isAboutWays: Whether it matters that something runs, and not only for which environment it does.
  init(_ graph: AssumeRoleGraph, _ estate: Estate, _ placement: Placement, isAboutWays: Bool = false) {
    (self.estate, self.placement) = (estate, placement)
    let all = Self.lists + (isAboutWays ? Self.passed : [])
    let services = all.map(\.service) + Self.clusterServices
    guard services.contains(where: { graph.principal($0) != nil }) else { return }
    let settled = isAboutWays ? [] : Self.settledAccounts(estate, placement)
    var regions: [Symbol: Set<Symbol>] = [:]
    for place in estate.completeness.places where !place.region.isEmpty && estate.symbols[place.region] != "global" {
      regions[place.account, default: []].insert(place.region)
    }
    for (service, lists) in all {
      for (account, role) in Self.accounts(trusting: service, graph, estate) {
        for region in (regions[account] ?? []).sorted(by: { estate.symbols[$0] < estate.symbols[$1] }) {
          for list in lists {
            guard let status = Self.missing(list, account, region, estate),
              status != .absent || !settled.contains(account)
            else { continue }
            found.append(
              (
                account,
                "`\(list)` of account \(estate.symbols[account]) in \(estate.symbols[region]): \(status.rawValue), "
                  + "and \(role) can be given to \(service)"
              )
            )
          }
        }
      }
    }
    for service in Self.clusterServices {
      let roles = Self.accounts(trusting: service, graph, estate)
      for cluster in estate.kubernetesClusters.values.sorted(by: { $0.provenance < $1.provenance }) {
        guard let role = roles.first(where: { $0.account == cluster.owner })?.role else { continue }
        let isTold = service == "pods.eks.amazonaws.com" ? cluster.podIdentities != nil : cluster.knowsAllNodeRoles
        if isTold || settled.contains(cluster.owner) { continue }
        found.append(
          (
            cluster.owner,
            "what of cluster \(estate.symbols[cluster.arn]) runs with which role is not in the snapshot, and \(role) can "
              + "be given to \(service)"
          )
        )
      }
    }
  }

  /// The accounts that have a role which trusts a service, each with the first such role.
  private static func accounts(
    trusting service: String,
    _ graph: AssumeRoleGraph,
    _ estate: Estate
  ) -> [(account: Symbol, role: String)] {
    guard let id = graph.principal(service) else { return [] }
    var first: [String: String] = [:]
    for edge in graph.edges(from: id) {
      let role = graph[edge.to]
      first[role.account] = min(first[role.account] ?? role.arn, role.arn)
    }
    return first.sorted { $0.key < $1.key }.compactMap { account, role in
      estate.symbols.find(account).map { ($0, role) }
    }
  }

  /// How a list is missing at a place; `nil` when it is there.
  private static func missing(_ list: String, _ account: Symbol, _ region: Symbol, _ estate: Estate)
    -> Completeness.Status?
  {
    let status = estate.completeness.status(Completeness.Call(account: account, region: region, list: list))
    if status == .collected { return nil }
    if status == .absent, estate.completeness.isCollected([list], account: account, region: region) { return nil }
    return status
  }

  /// The accounts of one environment in which nothing that is known is of another: there, what runs with a role of the
  /// account is of its environment too.
  private static func settledAccounts(_ estate: Estate, _ placement: Placement) -> Set<Symbol> {
    var environments: [Symbol: Int16] = [:]
    for (index, account) in estate.accounts.records.enumerated() where placement.ofAccount[index] >= 0 {
      environments[account.id] = placement.ofAccount[index]
    }
    func note(_ account: Symbol, _ environment: Int16) {
      if let own = environments[account], own != environment { environments[account] = nil }
    }
    for (index, vpc) in estate.vpcs.records.enumerated() { note(vpc.owner, placement.ofVPC[index]) }
    for (index, instance) in estate.instances.records.enumerated() {
      note(instance.owner, placement.ofInstance[index])
    }
    for (index, service) in estate.services.records.enumerated() { note(service.owner, placement.ofService[index]) }
    for (index, workload) in estate.workloads.records.enumerated() {
      note(workload.owner, placement.ofWorkload[index])
    }
    for (index, principal) in estate.principals.records.enumerated() {
      note(principal.account, placement.ofPrincipal[index])
    }
    return Set(environments.keys)
  }

  /// What concerns some environments: gaps of accounts that belong to one of them, or to none.
  func gaps(of environments: [Int]) -> [String] {
    found.filter { gap in
      guard let id = estate.account(gap.account) else { return true }
      let environment = Int(placement.ofAccount[Int(id.index)])
      return environment < 0 || environments.contains(environment)
        || estate.vpcs.records.enumerated().contains { index, vpc in
          vpc.owner == gap.account && environments.contains(Int(placement.ofVPC[index]))
        }
    }.map(\.text)
  }
}
