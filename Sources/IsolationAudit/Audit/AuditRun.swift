/// One audit: an estate, a policy, and everything in between.
package struct AuditRun: Sendable {
  private let model: ForwardingModel
  private let files: SourceFiles
  private let policy: Policy
  private let placement: Placement
  private let facts: EstateFacts
  private let namer: ResourceNamer
  private let arrangement: ArrangementAudit
  /// What matches nothing in this estate: environments, and sides of assertions.
  package private(set) var emptiness: [Diagnostic] = []

  private var estate: Estate { model.estate }

  /// Prepares an estate and places its resources in the policy's environments.
  ///
  /// - Parameters:
  ///   - estate: The estate.
  ///   - files: The files that it was read from.
  ///   - policy: The policy.
  ///   - toleratesEmptiness: Whether environments and sides that match nothing are kept in ``emptiness`` instead of being
  ///     thrown: before a plan there may be less than after it.
  /// - Throws: ``AuditError/policy(_:)`` when an environment or a selector matches nothing, or two environments claim one
  ///   resource alike.
  package init(_ estate: Estate, files: SourceFiles, policy: Policy, toleratesEmptiness: Bool = false)
    throws(AuditError)
  {
    self.files = files
    self.policy = policy
    model = ForwardingModel(estate)
    facts = EstateFacts(estate, owners: model.owners)
    placement = Placement(policy, facts)
    namer = ResourceNamer(model, policy, placement)
    arrangement = ArrangementAudit(namer, placement)
    if !placement.ambiguities.isEmpty { throw .policy(placement.ambiguities.sorted()) }
    var errors: [Diagnostic] = []
    for (index, environment) in policy.environments.enumerated() {
      let held = arrangement.summary(index)
      let isAccount = placement.ofAccount.contains(Int16(index))
      if held.accounts.isEmpty, held.regions.isEmpty, !isAccount { errors.append(environment.nothingMatches) }
    }
    for assertion in policy.assertions where policy.pairs(of: assertion.kind.scope).isEmpty {
      errors += policy.uses.filter { $0.assertion == assertion.id && $0.role == .scope }.prefix(1).map(\.nothingMatches)
    }
    if placement.selectors.count > Placement.maximumSelectors {
      errors.append(
        Diagnostic(
          .error,
          code: "too-many-selectors",
          message: "the policy uses \(placement.selectors.count) different selectors, expected at most "
            + "\(Placement.maximumSelectors); split it into several policies",
          location: placement.selectors[Placement.maximumSelectors].location
        )
      )
    }
    errors += emptySelectors()
    errors += unjudgeableSides()
    errors = Array(Set(errors)).sorted()
    let isEmptiness = { (error: Diagnostic) in !["too-many-selectors", "destination-not-judged"].contains(error.code) }
    emptiness = errors.filter(isEmptiness)
    if !toleratesEmptiness, !errors.isEmpty { throw .policy(errors) }
    let others = errors.filter { !isEmptiness($0) }
    if !others.isEmpty { throw .policy(others) }
  }

  /// Sides of assertions about packets that cover no interface: such an assertion would hold of nothing.
  private func emptySelectors() -> [Diagnostic] {
    let covered = placement.selectorBits.reduce(0, |)
    var errors: [Diagnostic] = []
    for assertion in policy.assertions {
      switch assertion.kind {
      case .noTraffic, .onlyTraffic: break
      default: continue
      }
      let sides = Set(policy.pairs(of: assertion.kind.scope).flatMap { [$0.from, $0.to] })
      for side in sides where placement.bit(of: side.selector) & covered == 0 {
        let reachesOutside = side.selector.coversInternet || side.selector.terms.contains { !$0.outsideSites.isEmpty }
        if reachesOutside || isWholeEnvironment(side) { continue }
        for term in side.selector.terms {
          errors.append(PolicyUse(assertion: assertion.id, role: .scope, term: term).nothingMatches)
        }
      }
    }
    return errors
  }

  /// Sides of assertions about packets that cannot be judged: traffic to the internet and to outside sites, and sites that
  /// no link of the estate leads to.
  private func unjudgeableSides() -> [Diagnostic] {
    var errors: [Diagnostic] = []
    for assertion in policy.assertions {
      switch assertion.kind {
      case .noTraffic, .onlyTraffic: break
      default: continue
      }
      let pairs = policy.pairs(of: assertion.kind.scope)
      for term in Set(pairs.flatMap(\.to.selector.terms)) where term.internet || !term.outsideSites.isEmpty {
        errors.append(
          Diagnostic(
            .error,
            code: "destination-not-judged",
            message:
              "assertion `\(assertion.id)` is about traffic to `\(term)`; this version judges traffic to environments and "
              + "resources only, so use `from` and `to` with the other side as the destination",
            location: term.location
          )
        )
      }
      for term in Set(pairs.flatMap(\.from.selector.terms)) {
        for site in policy.sites(of: term) where OutsideConnections(namer).links(of: site).isEmpty {
          errors.append(
            Diagnostic(
              .error,
              code: "site-matches-nothing",
              message:
                "no VPN connection, customer gateway or virtual interface of this estate matches `via` of outside site `\(site.name)`, "
                + "so assertion `\(assertion.id)` would hold of nothing",
              location: site.location
            )
          )
        }
      }
    }
    return errors
  }

  /// Whether a side is an environment and nothing narrower: it may have no interface yet.
  private func isWholeEnvironment(_ side: ScopeSide) -> Bool {
    guard let name = side.environment else { return false }
    return side.selector.terms.contains { term in
      var bare = SelectorTerm(location: term.location)
      bare.environments = term.environments
      return bare == term && term.environments.contains { $0.matches(name) }
    }
  }

  /// Judges every assertion.
  package func judge(options: AuditOptions, diagnostics: [Diagnostic], policies: [AuditResult.PolicyFile])
    -> AuditResult
  {
    let domains = RoutingDomains(model)
    let classes = EndpointClasses(model, placement)
    let survey = TrafficSurvey(model, domains, classes)
    let writer = TrafficFindingWriter(survey, namer, facts, files)
    var traffic = TrafficAudit(survey, placement, policy, namer, writer)
    traffic.survey(pairsOf: policy.assertions)
    let completeness = CompletenessReport(facts, policy, placement, diagnostics)
    let identity = IdentityJudge(estate, policy.assertions, namer, files, traffic)
    let identityJudgements = identity.judge(policy.assertions)

    var results: [AssertionResult] = []
    var findings: [Finding] = []
    var subjects: [CutSubject] = []
    var identitySubjects: [IdentityCutSubject] = []
    var accepted: [AcceptedTraffic] = []
    for (place, assertion) in policy.assertions.enumerated() {
      var judgement: TrafficAudit.Judgement
      switch assertion.kind {
      case .noTraffic, .onlyTraffic: judgement = traffic.judge(assertion, terms: assertion.kind.acceptedTraffic)
      case .separateAccounts, .separateVPCs, .disjointAddressSpace, .separateRegions:
        judgement = arrangement.judge(assertion)
      case .separateVPN: judgement = VPNAudit(traffic).judge(assertion)
      case .separateRoles, .noAssumeRole, .limitedPrincipals, .noAdminBridge, .noDataAccess, .oneWay, .noRewiring,
        .noPath:
        judgement = identityJudgements[place] ?? TrafficAudit.Judgement()
      case .dataClasses: judgement = DataClassAudit(namer, placement).judge(assertion)
      case .namespacedParameters: judgement = NamespaceAudit(namer, placement).judge(assertion)
      }
      completeness.qualify(&judgement, assertion)
      judgement.findings.sort { ($0.from, $0.to, $0.id) < ($1.from, $1.to, $1.id) }
      findings += judgement.findings
      subjects += judgement.subjects
      identitySubjects += judgement.identitySubjects
      accepted += judgement.accepted
      results.append(result(assertion, judgement))
    }
    findings = Self.unique(findings)
    if options.worksOutCuts {
      let bare = findings
      let (packets, ways) = concurrently(
        { [policy, traffic, subjects, accepted] in
          var findings = bare
          var cuts = CutAudit(traffic, policy.assertions.filter(\.kind.isAboutTraffic), subjects, accepted)
          cuts.write(into: &findings)
          return findings
        },
        { [policy, identitySubjects] in
          var findings = bare
          var cuts = IdentityCutAudit(identity, policy.assertions, maximumWork: options.maximumCutWork)
          cuts.write(identitySubjects, into: &findings)
          return findings
        }
      )
      let isOfIdentity = Set(identitySubjects.map(\.finding))
      findings = zip(packets, ways).map { isOfIdentity.contains($1.id) ? $1 : $0 }
    }
    for index in findings.indices { findings[index].pathDigest = PathDigest(findings[index]).text }
    var result = AuditResult(
      tool: .init(name: "audit-cli", version: IsolationAuditVersion.current),
      generated: options.generated,
      subject: options.subject,
      verdict: Self.verdict(results),
      summary: Self.summary(results, findings),
      environments: environments(),
      matrix: matrix(results, findings),
      assertions: results,
      findings: findings,
      coverage: completeness.coverage(namer, facts),
      inputs: inputs(),
      policies: policies,
      diagnostics: (diagnostics + unusedExceptions()).sorted(),
      assumptions: Assumptions.all.map(\.sentence),
      certificates: options.provesIsolation
        ? certificates(of: results, diagnostics: diagnostics, policies: policies) : nil
    )
    result.topology = TopologySurvey(namer).topology(findings)
    return result
  }

  /// The certificates of what some results call isolated.
  package func certificates(
    of results: [AssertionResult],
    diagnostics: [Diagnostic],
    policies: [AuditResult.PolicyFile]
  ) -> IsolationCertificates {
    var writer = CertificateWriter(estate, files, policy, placement, namer, policies: policies)
    return writer.certificates(results, diagnostics)
  }

  /// What certificates of this estate and policy say without proofs, for some pairs.
  package func certificateBasis(_ pairs: [IsolationCertificates.Pair]) -> IsolationCertificates {
    var writer = CertificateWriter(estate, files, policy, placement, namer, policies: [])
    return writer.basis(of: pairs)
  }

  private func result(_ assertion: Assertion, _ judgement: TrafficAudit.Judgement) -> AssertionResult {
    let gaps = Set(judgement.gaps).sorted()
    return AssertionResult(
      id: assertion.id,
      title: assertion.title,
      rationale: assertion.rationale,
      kind: assertion.kind.name,
      severity: assertion.severity,
      controls: assertion.controls.map(\.description),
      outcome: !judgement.findings.isEmpty ? .violated : gaps.isEmpty ? .passed : .inconclusive,
      pairs: judgement.pairs,
      findings: Self.unique(judgement.findings).map(\.id),
      gaps: gaps,
      exceptions: judgement.exceptions,
      location: assertion.location
    )
  }

  /// Findings without repetition of an id: the first stands.
  private static func unique(_ findings: [Finding]) -> [Finding] {
    var seen: Set<String> = []
    return findings.filter { seen.insert($0.id).inserted }
  }

  private static func verdict(_ results: [AssertionResult]) -> AuditVerdict {
    if results.contains(where: { $0.outcome == .violated }) { return .violation }
    return results.contains { $0.outcome == .inconclusive } ? .inconclusive : .pass
  }

  private static func summary(_ results: [AssertionResult], _ findings: [Finding]) -> AuditResult.Summary {
    func count(_ outcome: AssertionResult.Outcome) -> Int { results.count { $0.outcome == outcome } }
    return AuditResult.Summary(
      passed: count(.passed),
      violated: count(.violated),
      inconclusive: count(.inconclusive),
      findings: findings.count
    )
  }

  private func environments() -> [AuditResult.EnvironmentSummary] {
    policy.environments.enumerated().map { index, environment in
      let held = arrangement.summary(index)
      return AuditResult.EnvironmentSummary(
        name: environment.name,
        tier: environment.tier,
        accounts: held.accounts,
        regions: held.regions,
        vpcs: held.vpcs,
        networkInterfaces: placement.ofInterface.count { $0 == Int16(index) },
        principals: placement.ofPrincipal.count { $0 == Int16(index) }
      )
    }
  }

  private func matrix(_ results: [AssertionResult], _ findings: [Finding]) -> [AuditResult.MatrixCell] {
    let speaking = results.filter { ["no-traffic", "only-traffic", "no-assume-role"].contains($0.kind) }
    return policy.environments.flatMap { from in
      policy.environments.filter { $0.name != from.name }.map { to in
        let about = speaking.filter { result in result.pairs.contains { $0.from == from.name && $0.to == to.name } }
        let own = findings.filter { finding in
          finding.from == from.name && finding.to == to.name && about.contains { $0.id == finding.assertion }
        }
        let outcomes = about.flatMap(\.pairs).filter { $0.from == from.name && $0.to == to.name }.map(\.outcome)
        let accepted = about.contains { result in
          result.exceptions.contains { $0.from == from.name && $0.to == to.name && !$0.traffic.isEmpty }
        }
        let isAboutPackets = about.contains { $0.kind != "no-assume-role" }
        let status: AuditResult.MatrixCell.Status =
          !own.isEmpty
          ? .violated
          : outcomes.contains(.inconclusive)
            ? .inconclusive : !isAboutPackets ? .notAssessed : accepted ? .allowed : .isolated
        return AuditResult.MatrixCell(
          from: from.name,
          to: to.name,
          status: status,
          assertions: about.map(\.id),
          findings: own.map(\.id)
        )
      }
    }
  }

  private func inputs() -> [AuditResult.InputFile] {
    files.files.filter { $0.virtual == nil }
      .map { AuditResult.InputFile(path: $0.path, bytes: $0.byteCount, sha256: $0.sha256) }
      .sorted { $0.path < $1.path }
  }

  /// Exceptions that cover no network interface of the estate: out of date, or misspelt.
  private func unusedExceptions() -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for assertion in policy.assertions {
      for selector in assertion.kind.acceptedTraffic.flatMap({ [$0.source, $0.destination].compactMap { $0 } }) {
        let bit = placement.bit(of: selector)
        guard bit != 0, !placement.selectorBits.contains(where: { $0 & bit != 0 }) else { continue }
        diagnostics.append(
          Diagnostic(
            .warning,
            code: "exception-matches-nothing",
            message:
              "the selector `\(selector)` of an exception of assertion `\(assertion.id)` matches nothing in this estate",
            location: selector.location
          )
        )
      }
    }
    return diagnostics
  }
}
