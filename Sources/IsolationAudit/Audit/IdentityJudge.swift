/// Judges the assertions about identities, data and mixed ways, of an estate as it is or with elements taken out.
struct IdentityJudge {
  let identity: IdentityAudit
  let traffic: TrafficAudit
  private var data: DataAudit?
  private var paths: PathAudit?

  /// Prepares what some assertions need.
  init(
    _ estate: Estate,
    _ assertions: [Assertion],
    _ namer: ResourceNamer,
    _ files: SourceFiles,
    _ traffic: TrafficAudit
  ) {
    self.traffic = traffic
    let isNeeded = assertions.contains(where: \.kind.isAboutIdentity)
    let graph = AssumeRoleGraph(estate: isNeeded ? estate : Estate())
    identity = IdentityAudit(graph, namer, files, estate)
    let mixesSteps = assertions.contains(where: \.kind.mixesSteps)
    if mixesSteps || assertions.contains(where: \.kind.isAboutAccess) { data = DataAudit(identity) }
    if mixesSteps, let data {
      paths = PathAudit(identity, CapabilityGraph(estate: estate, graph), data, traffic)
    }
  }

  /// Judges an assertion; `nil` for one that is about something else.
  mutating func judge(_ assertion: Assertion) -> TrafficAudit.Judgement? {
    switch assertion.kind {
    case .separateRoles: identity.judgeSeparateRoles(assertion)
    case .noAssumeRole: identity.judgeAssumeRole(assertion)
    case .limitedPrincipals: identity.judgeLimitedPrincipals(assertion)
    case .noAdminBridge: identity.judgeAdminBridge(assertion)
    case .noDataAccess, .oneWay: data?.judge(assertion)
    case .noPath: paths?.judge(assertion)
    case .noRewiring: paths.map { RewiringAudit($0).judge(assertion) }
    default: nil
    }
  }
}
