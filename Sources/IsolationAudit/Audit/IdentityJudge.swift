/// Judges the assertions about identities, data and mixed ways, of an estate as it is or with elements taken out.
struct IdentityJudge {
  let identity: IdentityAudit
  let traffic: TrafficAudit
  /// Data alone; where ways are mixed, those know the data as well.
  private var data: DataAudit?
  private var paths: PathAudit?
  private var rewiring: RewiringAudit?
  private var administrators: AdministratorSurvey?
  private let roles: AssumeRoleGraphBuilder
  private var capabilities: CapabilityGraphBuilder?

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
    if isNeeded { files.expect(estate.policyPlaces) }
    let asksAdministrators = assertions.contains(where: \.kind.isAboutAdministrators)
    let (roles, administrators) = concurrently(
      {
        var roles = AssumeRoleGraphBuilder(isNeeded ? estate : Estate())
        roles.addOutsiders()
        return (builder: roles, graph: roles.graph())
      },
      { asksAdministrators ? AdministratorSurvey(estate) : nil }
    )
    self.roles = roles.builder
    self.administrators = administrators
    let graph = roles.graph
    let identity = IdentityAudit(graph, namer, files, estate)
    self.identity = identity
    let mixesSteps = assertions.contains(where: \.kind.mixesSteps)
    guard mixesSteps || assertions.contains(where: \.kind.isAboutAccess) else { return }
    let (data, capabilities) = concurrently(
      {
        var data = DataAudit(identity)
        data.ask(for: assertions)
        return data
      },
      { () -> (builder: CapabilityGraphBuilder, graph: CapabilityGraph)? in
        guard mixesSteps else { return nil }
        var builder = CapabilityGraphBuilder(estate, graph, AccessModel(estate, graph, about: CapabilityRow.actions))
        let graph = builder.graph()
        return (builder, graph)
      }
    )
    guard let capabilities else {
      self.data = data
      return
    }
    let paths = PathAudit(
      identity,
      capabilities.graph,
      data,
      traffic,
      asksLatentAccess: assertions.contains(where: \.kind.endsAtLatentData)
    )
    self.capabilities = capabilities.builder
    self.paths = paths
    if assertions.contains(where: \.kind.isAboutRewiring) { rewiring = RewiringAudit(paths) }
  }

  /// Judges some assertions, on as many cores as there are; `nil` for one that is about something else.
  func judge(_ assertions: [Assertion]) -> [TrafficAudit.Judgement?] { assertions.concurrentMap(judge) }

  private func judge(_ assertion: Assertion) -> TrafficAudit.Judgement? {
    switch assertion.kind {
    case .separateRoles: identity.judgeSeparateRoles(assertion)
    case .noAssumeRole: identity.judgeAssumeRole(assertion)
    case .limitedPrincipals: identity.judgeLimitedPrincipals(assertion)
    case .noAdminBridge: administrators.map { identity.judgeAdminBridge(assertion, $0) }
    case .noDataAccess, .oneWay: paths == nil ? data?.judge(assertion) : paths?.judgeData(assertion)
    case .noPath: paths?.judge(assertion)
    case .noRewiring: rewiring?.judge(assertion)
    default: nil
    }
  }

  /// Judges an assertion of the estate without some elements: asks again only where these have a say.
  func judge(_ assertion: Assertion, without elements: [IdentityElement]) -> TrafficAudit.Judgement? {
    let reduction = identity.estate.removing(elements)
    let network = elements.compactMap { if case .network(let element) = $0 { element } else { nil } }
    let traffic = network.isEmpty ? traffic : traffic.removing(network)
    let (namer, files) = (identity.namer, identity.files)
    func judgeAnew() -> TrafficAudit.Judgement? {
      IdentityJudge(reduction.estate, [assertion], namer, files, traffic).judge(assertion)
    }
    if reduction.mayAddWays { return judgeAnew() }
    var roles = roles
    let graph = reduction.isWhole ? identity.graph : roles.graph(reducing: identity.graph, by: reduction)
    let identity = IdentityAudit(graph, namer, files, reduction.estate, isTrial: true)
    switch assertion.kind {
    case .separateRoles: return identity.judgeSeparateRoles(assertion)
    case .noAssumeRole: return identity.judgeAssumeRole(assertion)
    case .limitedPrincipals: return identity.judgeLimitedPrincipals(assertion)
    case .noAdminBridge:
      return administrators.map {
        identity.judgeAdminBridge(assertion, AdministratorSurvey(reducing: $0, by: reduction))
      }
    case .noDataAccess, .oneWay:
      var left = (data ?? paths?.data)?.reduced(by: reduction, identity)
      left?.ask(for: [assertion])
      return left?.judge(assertion)
    case .noPath, .noRewiring: break
    default: return nil
    }
    guard var capabilities, let paths else { return nil }
    let model = capabilities.model.reduced(by: reduction, graph)
    guard let (ways, asked) = capabilities.graph(reducedBy: reduction, graph, model) else {
      return judgeAnew()
    }
    var data = paths.data.reduced(by: reduction, identity)
    data.ask(for: [assertion])
    // Who is not concerned keeps what he may do, unless some store's policy is.
    let latent =
      assertion.kind.endsAtLatentData
      ? data.latentAccess(
        ways,
        reducing: reduction.resources.isEmpty ? paths.latentAccess : LatentAccess(),
        asked: asked.latent
      ) : LatentAccess()
    let left = paths.reduced(to: ways, identity, data, traffic, latent)
    if case .noPath = assertion.kind { return left.judge(assertion) }
    return rewiring.map {
      $0.reduced(to: RewiringSurvey(reducing: $0.survey, to: ways, asked), left).judge(assertion)
    }
  }
}
