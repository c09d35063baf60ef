/// Puts the fragments of several files together and compares their parts with each other.
struct PolicyChecks {
  /// What to say when environments or assertions are missing.
  enum Completeness: Hashable, Sendable {
    /// That they must be there.
    case required
    /// That names could not be checked.
    case noted
    /// Nothing: parts of the files could not be read.
    case unknown
  }

  /// What to say when environments or assertions are missing.
  let completeness: Completeness
  /// The policy as far as it could be put together.
  private(set) var policy = Policy()
  /// What was wrong.
  private(set) var diagnostics: [Diagnostic] = []
  /// Environments that are declared, but could not be read.
  private var brokenEnvironments: Set<String> = []

  /// Compares the fragments; the order of the files is kept.
  init(_ fragments: [PolicyFragment], completeness: Completeness) {
    self.completeness = completeness
    brokenEnvironments = Set(fragments.flatMap(\.brokenEnvironments))
    policy.environments = unique(fragments.flatMap(\.environments), "environment", name: \.name, place: \.location)
    policy.outsideSites = unique(fragments.flatMap(\.outsideSites), "outside site", name: \.name, place: \.location)
    policy.assertions = unique(fragments.flatMap(\.assertions), "assertion", name: \.id, place: \.location)
    checkCompleteness(fragments)
    checkClauses()
    // Names can be judged only when all declarations were read.
    guard !policy.environments.isEmpty, brokenEnvironments.isEmpty else { return }
    for assertion in policy.assertions {
      let before = diagnostics.count
      checkNames(in: assertion)
      if diagnostics.count == before { checkScope(of: assertion) }
    }
  }

  /// Keeps the first of those that have the same name, and reports the others.
  private mutating func unique<Part>(
    _ parts: [Part],
    _ what: String,
    name: KeyPath<Part, String>,
    place: KeyPath<Part, SourceLocation>
  ) -> [Part] {
    var first: [String: SourceLocation] = [:]
    return parts.filter { part in
      if let other = first[part[keyPath: name]] {
        report(
          "duplicate-name",
          "\(what) `\(part[keyPath: name])` is declared already at \(other)",
          at: part[keyPath: place]
        )
        return false
      }
      first[part[keyPath: name]] = part[keyPath: place]
      return true
    }
  }

  private mutating func checkCompleteness(_ fragments: [PolicyFragment]) {
    let files = PolicyWording.names(fragments.map(\.file))
    let place = SourceLocation(file: fragments.first?.file ?? "policy")
    if completeness == .required, policy.environments.isEmpty {
      report(
        "no-environments",
        "no environment is declared in \(files); add a file that says which there are",
        at: place
      )
    } else if completeness == .noted, policy.environments.isEmpty, !policy.assertions.isEmpty {
      diagnostics.append(
        Diagnostic(
          .note,
          code: "no-environments",
          message: "no environment is declared here, so the names that the assertions use were not checked",
          location: place
        )
      )
    }
    if completeness == .required, policy.assertions.isEmpty {
      report("no-assertions", "nothing is asserted in \(files), so nothing would be audited", at: place)
    }
  }

  /// Refuses clauses of different environments that match the same thing and nothing else.
  private mutating func checkClauses() {
    var owners: [String: (environment: String, place: SourceLocation)] = [:]
    for environment in policy.environments {
      for clause in environment.match {
        for (what, key) in clause.soleTargets {
          guard let owner = owners[key] else {
            owners[key] = (environment.name, clause.location)
            continue
          }
          guard owner.environment != environment.name else { continue }
          report(
            "ambiguous-environment",
            "\(what) is in environment `\(environment.name)` here and in `\(owner.environment)` at \(owner.place)",
            at: clause.location
          )
        }
      }
    }
  }

  // MARK: - Names in assertions

  private mutating func checkNames(in assertion: Assertion) {
    var selectors = assertion.kind.scope.selectors
    for term in assertion.kind.acceptedTraffic { selectors += [term.source, term.destination].compactMap { $0 } }
    for selector in selectors { checkNames(in: selector) }
  }

  private mutating func checkNames(in selector: Selector) {
    let environments = policy.environments.map(\.name)
    let sites = policy.outsideSites.map(\.name)
    for term in selector.terms {
      for glob in term.environments {
        check(glob, "environment", known: environments, plural: "environments", at: term.location)
      }
      for glob in term.outsideSites {
        check(glob, "outside site", known: sites, plural: "outside sites", at: term.location)
      }
      let isOfSites = !term.outsideSites.isEmpty
      let tiers = isOfSites ? policy.siteTiers : policy.tiers
      for tier in term.tiers where !tiers.contains(tier) {
        report(
          "unknown-tier",
          "no \(isOfSites ? "outside site" : "environment") is in tier `\(tier.abbreviated)`; "
            + PolicyWording.hint(for: tier, known: tiers, plural: "tiers"),
          at: term.location
        )
      }
      if let excluded = term.excluded { checkNames(in: excluded) }
    }
  }

  private mutating func check(
    _ glob: Glob,
    _ what: String,
    known: [String],
    plural: String,
    at location: SourceLocation
  ) {
    guard !known.contains(where: glob.matches) else { return }
    let code = what == "environment" ? "unknown-environment" : "unknown-outside-site"
    guard glob.isLiteral else {
      report(
        code,
        "no \(what) matches `\(glob.pattern.abbreviated)`; known \(plural): \(PolicyWording.names(known))",
        at: location
      )
      return
    }
    report(
      code,
      "unknown \(what) `\(glob.pattern.abbreviated)`; "
        + PolicyWording.hint(for: glob.pattern, known: known, plural: plural),
      at: location
    )
  }

  // MARK: - Scopes

  /// Refuses scopes that compare nothing.
  private mutating func checkScope(of assertion: Assertion) {
    let scope = assertion.kind.scope
    let name = assertion.kind.name
    if case .among(let selector) = scope, let term = selector.terms.first(where: { !$0.isBoundToEnvironments }) {
      report(
        "scope-without-environments",
        "`among` compares environments; say which, for all with `environment: \"*\"`",
        at: term.location
      )
      return
    }
    if !assertion.kind.isAboutTraffic {
      for selector in scope.selectors {
        guard let term = selector.terms.first(where: { !$0.isBoundToEnvironments }) else { continue }
        report(
          "scope-without-environments",
          "`\(name)` compares environments; say which, by `environment` or `tier`",
          at: term.location
        )
        return
      }
    }
    if policy.pairs(of: scope).isEmpty {
      if case .each(let selector) = scope {
        report(
          "empty-scope",
          "no environment satisfies the selector of assertion `\(assertion.id)`",
          at: selector.location ?? assertion.location
        )
        return
      }
      let names = scope.selectors.flatMap { policy.sides(of: $0) }.compactMap(\.environment)
      let message =
        names.isEmpty
        ? "nothing is left to compare: no environment satisfies the selectors of assertion `\(assertion.id)`"
        : "nothing to compare: assertion `\(assertion.id)` is about \(PolicyWording.names(Set(names).sorted())) alone"
      report("empty-scope", message, at: scope.selectors.first?.location ?? assertion.location)
    }
  }

  private mutating func report(_ code: String, _ message: String, at location: SourceLocation) {
    diagnostics.append(Diagnostic(.error, code: code, message: message, location: location))
  }
}

extension Policy {
  /// The tiers that outside sites are in, in the order of first mention.
  fileprivate var siteTiers: [String] {
    var tiers: [String] = []
    for case let tier? in outsideSites.map(\.tier) where !tiers.contains(tier) { tiers.append(tier) }
    return tiers
  }
}

extension AssertionKind {
  /// Whether packets are what the assertion is about, so that hosts outside of the estate may be meant.
  package var isAboutTraffic: Bool {
    switch self {
    case .noTraffic, .onlyTraffic: true
    default: false
    }
  }
}

extension MatchClause {
  /// What the clause names exactly, when it asks for one kind of thing only: in words, and as a key for comparison.
  fileprivate var soleTargets: [(what: String, key: String)] {
    var bare = MatchClause(location: location)
    (bare.accounts, bare.organizationalUnits) = (accounts, [])
    if bare == self { return accounts.map { ("account \($0)", "account \($0)") } }
    (bare.accounts, bare.organizationalUnits) = ([], organizationalUnits)
    if bare == self {
      return organizationalUnits.map { ("organizational unit `\($0.text)`", "organizational-unit \($0.text)") }
    }
    (bare.organizationalUnits, bare.vpcs) = ([], vpcs)
    if bare == self { return vpcs.map { ("VPC `\($0.pattern)`", "vpc \($0.pattern)") } }
    (bare.vpcs, bare.subnets) = ([], subnets)
    if bare == self { return subnets.map { ("subnet `\($0.pattern)`", "subnet \($0.pattern)") } }
    return []
  }
}
