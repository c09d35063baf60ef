extension Selector {
  /// Whether the selector covers a resource of the estate, given the environment that it belongs to.
  ///
  /// Terms that speak of the internet, of outside sites or of VPN clients cover no resource.
  package func covers(_ facts: ResourceFacts, environment: Environment?) -> PolicyAnswer {
    terms.reduce(.no) { $0.or($1.covers(facts, environment: environment)) }
  }

  /// Whether one of the terms speaks of the hosts of the internet.
  package var coversInternet: Bool { terms.contains(where: \.internet) }
}

extension SelectorTerm {
  /// Whether the term covers a resource of the estate, given the environment that it belongs to.
  package func covers(_ facts: ResourceFacts, environment: Environment?) -> PolicyAnswer {
    guard !internet, outsideSites.isEmpty, clientVPN == nil else { return .no }
    var answer = (environments.isEmpty || environment.map { environments.matches($0.name) } ?? false).answer
    answer = answer.and((tiers.isEmpty || (environment?.tier).map(tiers.contains) ?? false).answer)
    if !types.isEmpty { answer = answer.and(types.contains(where: facts.types.contains).answer) }
    if !regions.isEmpty { answer = answer.and((facts.region.map(regions.matches) ?? false).answer) }
    if !resources.isEmpty { answer = answer.and(facts.ids.contains(where: resources.matches).answer) }
    if !accounts.isEmpty {
      answer = answer.and(facts.account.map { accounts.contains($0).answer } ?? .unknown(.account))
    }
    if !prefixes.isEmpty {
      answer = answer.and(prefixes.contains { facts.addresses.contains(where: $0.contains) }.answer)
    }
    if !organizationalUnits.isEmpty {
      let depth = facts.organizationalUnits.map { units in organizationalUnits.compactMap { $0.depth(in: units) } }
      answer = answer.and(depth.map { (!$0.isEmpty).answer } ?? .unknown(.organizationalUnits))
    }
    if !vpcs.isEmpty { answer = answer.and(facts.vpc.map { vpcs.answer(for: $0, missing: .vpcTags) } ?? .no) }
    if !subnets.isEmpty {
      answer = answer.and(facts.subnet.map { subnets.answer(for: $0, missing: .subnetTags) } ?? .no)
    }
    for pattern in tags { answer = answer.and(facts.covers(pattern)) }
    if !names.isEmpty {
      answer = answer.and(facts.tags.map { ($0["Name"].map(names.matches) ?? false).answer } ?? .unknown(.tags))
    }
    if let excluded { answer = answer.and(excluded.covers(facts, environment: environment).negated) }
    return answer
  }
}

extension ResourceFacts {
  /// Whether the nearest value of a tag matches.
  fileprivate func covers(_ pattern: TagPattern) -> PolicyAnswer {
    switch tag(pattern.key) {
    case .found(let value, _): pattern.values.matches(value).answer
    case .absent: .no
    case .unknown(let missing, _): .unknown(missing)
    }
  }
}

extension Policy {
  /// The outside sites that a term speaks of, in the order of declaration.
  package func sites(of term: SelectorTerm) -> [OutsideSite] {
    guard !term.outsideSites.isEmpty else { return [] }
    return outsideSites.filter { site in
      term.outsideSites.matches(site.name) && (term.tiers.isEmpty || site.tier.map(term.tiers.contains) ?? false)
        && !(term.excluded.map { excluded in excluded.terms.contains { sites(of: $0).contains(site) } } ?? false)
    }
  }
}
