/// In which environment each resource stands, and which of the policy's selectors cover each network interface.
package struct Placement: Sendable {
  /// An environment by its place in the policy; `nil` for none.
  package typealias EnvironmentIndex = Int

  /// The number of different selectors that a policy may use: each has a bit.
  package static let maximumSelectors = 128

  /// The environment of each network interface, `-1` for none.
  package private(set) var ofInterface: [Int16]
  /// The selectors that cover each network interface, a bit for each of ``selectors``.
  package private(set) var selectorBits: [UInt128]
  /// The environment of each VPC, `-1` for none.
  package private(set) var ofVPC: [Int16]
  /// The environment of each IAM principal, `-1` for none.
  package private(set) var ofPrincipal: [Int16]
  /// The environment of each instance, `-1` for none.
  package private(set) var ofInstance: [Int16]
  /// The environment of each managed service, `-1` for none.
  package private(set) var ofService: [Int16]
  /// The environment of each workload that runs with a role, `-1` for none.
  package private(set) var ofWorkload: [Int16]
  /// The environment of each Client VPN endpoint, `-1` for none.
  package private(set) var ofClientVPN: [Int16]
  /// The environment of each load balancer, `-1` for none.
  package private(set) var ofLoadBalancer: [Int16]
  /// The environment of each data store, `-1` for none; empty where no assertion is about data.
  package private(set) var ofDataStore: [Int16] = []
  /// The environment of each account that is named by an account or organizational unit alone, `-1` for none.
  package private(set) var ofAccount: [Int16]
  /// The selectors that have a bit.
  package private(set) var selectors: [Selector] = []
  /// Resources that two environments claim alike; policy errors.
  package private(set) var ambiguities: [Diagnostic] = []
  /// Resources whose environment hangs on a fact that is missing, in readable form.
  package private(set) var undetermined: [String] = []

  /// What decides the environment of an interface and its selectors: interfaces with the same key share the answer.
  private struct Key: Hashable {
    var owner: Symbol
    var subnet: Symbol
    var tags: Int
    var holder: Int
    var holderID: Symbol
    var own: Symbol
  }

  /// Places all resources of an estate.
  package init(_ policy: Policy, _ facts: EstateFacts) {
    let estate = facts.estate
    (ofInterface, selectorBits) = ([], [])
    (ofVPC, ofPrincipal, ofInstance, ofService, ofClientVPN) = ([], [], [], [], [])
    (ofLoadBalancer, ofAccount, ofWorkload) = ([], [], [])
    for assertion in policy.assertions {
      var used = policy.pairs(of: assertion.kind.scope).flatMap { [$0.from.selector, $0.to.selector] }
      used += assertion.kind.acceptedTraffic.flatMap { [$0.source, $0.destination].compactMap { $0 } }
      for selector in used where !selectors.contains(selector) { selectors.append(selector) }
    }
    var resolver = Resolver(policy)
    func text(_ symbol: Symbol) -> String { estate.symbols[symbol] }

    for vpc in estate.vpcs.records {
      ofVPC.append(
        resolver.place(facts.facts(id: vpc.id, tags: vpc.tags, account: vpc.owner, vpc: vpc.id), text(vpc.id))
      )
    }
    for principal in estate.principals.records {
      ofPrincipal.append(
        resolver.place(
          facts.facts(id: principal.arn, tags: principal.tags, account: principal.account),
          text(principal.arn)
        )
      )
    }
    for instance in estate.instances.records {
      let resource = facts.facts(
        id: instance.id,
        tags: instance.tags,
        account: instance.owner,
        region: instance.region,
        vpc: instance.vpc,
        subnet: instance.subnet,
        types: [.instance]
      )
      ofInstance.append(resolver.place(resource, text(instance.id)))
    }
    for service in estate.services.records {
      let resource = facts.facts(
        id: service.arn,
        tags: service.tags,
        account: service.owner,
        region: service.region,
        vpc: service.vpc,
        subnet: service.subnets.first ?? .empty
      )
      ofService.append(resolver.place(resource, text(service.arn)))
    }
    for workload in estate.workloads.records {
      let resource = facts.facts(
        id: workload.arn,
        tags: workload.tags,
        account: workload.owner,
        region: workload.region,
        vpc: workload.vpc,
        subnet: workload.subnets.first ?? .empty
      )
      ofWorkload.append(resolver.place(resource, text(workload.arn)))
    }
    for endpoint in estate.clientVPNEndpoints.records {
      let resource = facts.facts(
        id: endpoint.id,
        tags: endpoint.tags,
        account: endpoint.owner,
        region: endpoint.region,
        vpc: endpoint.vpc,
        types: [.clientVPN]
      )
      ofClientVPN.append(resolver.place(resource, text(endpoint.id)))
    }
    for balancer in estate.loadBalancers.records {
      let resource = facts.facts(
        id: balancer.arn,
        tags: balancer.tags,
        account: balancer.owner,
        region: balancer.region,
        vpc: balancer.vpc,
        types: [.loadBalancer]
      )
      ofLoadBalancer.append(resolver.place(resource, text(balancer.arn)))
    }
    for account in estate.accounts.records {
      ofAccount.append(
        resolver.place(facts.facts(id: account.id, tags: account.tags, account: account.id), text(account.id))
      )
    }
    if policy.assertions.contains(where: { $0.kind.isAboutData }) {
      for store in estate.dataStores.records {
        let resource = facts.facts(
          id: store.arn,
          tags: store.tags,
          account: store.owner,
          region: store.region
        )
        ofDataStore.append(resolver.place(resource, text(store.arn)))
      }
    }
    placeInterfaces(policy, facts, &resolver)
    (ambiguities, undetermined) = (resolver.ambiguities, resolver.undetermined)
  }

  private mutating func placeInterfaces(
    _ policy: Policy,
    _ facts: EstateFacts,
    _ resolver: inout Resolver
  ) {
    let estate = facts.estate
    let relevance = PolicyRelevance(policy, selectors)
    let keys = relevance.tagKeys.compactMap { estate.symbols.find($0) }
    var projections: [[Symbol]: Int] = [:]
    var projected: [TagSetID: Int] = [:]
    func projection(_ tags: TagSetID) -> Int {
      if let known = projected[tags] { return known }
      let values = keys.map { estate.tag($0, in: tags) ?? .empty }
      let id = projections[values] ?? projections.count
      projections[values] = id
      projected[tags] = id
      return id
    }
    let instanceTags: (Symbol) -> TagSetID = { owner in
      if case .instance(let id)? = estate.find(owner) { estate.instances[id].tags } else { .none }
    }
    var known: [Key: (Int16, UInt128)] = [:]
    ofInterface.reserveCapacity(estate.networkInterfaces.count)
    selectorBits.reserveCapacity(estate.networkInterfaces.count)
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let id = EstateID<NetworkInterface>(index)
      let owner = facts.owner(of: id) ?? .empty
      var isInstance = false
      if case .instance? = estate.find(owner) { isInstance = true }
      let key = Key(
        owner: interface.owner,
        subnet: interface.subnet,
        tags: projection(interface.tags),
        holder: projection(instanceTags(owner)),
        holderID: isInstance ? (relevance.usesTypes ? Symbol(1) : .empty) : owner,
        own: relevance.usesIdentity ? interface.id : .empty
      )
      if let (environment, bits) = known[key] {
        ofInterface.append(environment)
        selectorBits.append(bits)
        continue
      }
      let resource = facts.facts(of: id)
      let environment = resolver.place(resource, estate.symbols[interface.id])
      let environmentRecord = environment >= 0 ? policy.environments[Int(environment)] : nil
      var bits: UInt128 = 0
      for (bit, selector) in selectors.enumerated().prefix(Self.maximumSelectors) {
        switch selector.covers(resource, environment: environmentRecord) {
        case .yes: bits |= 1 << UInt128(bit)
        case .no: break
        case .unknown(let missing):
          resolver.note("whether `\(selector)` covers \(estate.symbols[interface.id]) hangs on its \(missing.rawValue)")
        }
      }
      known[key] = (environment, bits)
      ofInterface.append(environment)
      selectorBits.append(bits)
    }
  }

  /// The bit of a selector.
  package func bit(of selector: Selector) -> UInt128 {
    selectors.firstIndex(of: selector).map { $0 < Self.maximumSelectors ? 1 << UInt128($0) : 0 } ?? 0
  }
}

/// Asks the policy for environments and collects what it could not tell.
private struct Resolver {
  let policy: Policy
  let index: [String: Int16]
  var ambiguities: [Diagnostic] = []
  var undetermined: [String] = []

  init(_ policy: Policy) {
    self.policy = policy
    index = Dictionary(policy.environments.enumerated().map { ($1.name, Int16($0)) }, uniquingKeysWith: { a, _ in a })
  }

  mutating func note(_ text: String) {
    if undetermined.count < 20 { undetermined.append(text) }
  }

  /// The environment of a resource, `-1` for none.
  mutating func place(_ resource: ResourceFacts, _ name: @autoclosure () -> String) -> Int16 {
    let resolution = policy.resolve(resource)
    switch resolution {
    case .environment(let environment, _, _): return index[environment] ?? -1
    case .unassigned: return -1
    case .ambiguous:
      if ambiguities.count < 20, let diagnostic = resolution.ambiguity(of: name()) { ambiguities.append(diagnostic) }
      return -1
    case .undetermined(_, let missing):
      note("the environment of \(name()) hangs on its \(missing.rawValue)")
      return -1
    }
  }
}

/// What of a resource a policy looks at at all.
private struct PolicyRelevance {
  var tagKeys: [String] = []
  var usesIdentity = false
  var usesTypes = false

  init(_ policy: Policy, _ selectors: [Selector]) {
    for clause in policy.environments.flatMap(\.match) {
      tagKeys += clause.tags.map(\.key)
      if !clause.names.isEmpty { tagKeys.append("Name") }
      if !clause.resources.isEmpty { usesIdentity = true }
    }
    for selector in selectors { add(selector) }
    tagKeys = Array(Set(tagKeys)).sorted()
  }

  private mutating func add(_ selector: Selector) {
    for term in selector.terms {
      tagKeys += term.tags.map(\.key)
      if !term.names.isEmpty { tagKeys.append("Name") }
      if !term.resources.isEmpty || !term.prefixes.isEmpty { usesIdentity = true }
      if !term.types.isEmpty { usesTypes = true }
      if let excluded = term.excluded { add(excluded) }
    }
  }
}
