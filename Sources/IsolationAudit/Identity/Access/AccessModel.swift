import Synchronization

/// What the users and roles of an estate, and those outside, may do: every policy is read once, and callers with equal
/// policies share one class, so that questions about many callers cost one decision a class.
package struct AccessModel: Sendable {
  package private(set) var estate: Estate
  /// The principals; ids are those of this graph.
  package private(set) var graph: AssumeRoleGraph
  private(set) var index: PolicyIndex
  /// The callers, in the order of the graph's first principals.
  private(set) var callers: [CallerPolicies]
  /// Each caller's identity policies, by their place in the index.
  private(set) var documentsOfCaller: [[PolicyIndex.DocumentID]]
  /// Each caller's class.
  private(set) var classOfCaller: [Int32]
  private(set) var classes: [PermissionClass]
  /// For each class, whether one answer serves all its callers, as far as their own policies and their organization's go.
  private(set) var isSharedClass: [Bool]
  /// The users and roles of each account by kind and name, such as `role/app`.
  let byName: [String: [String: PrincipalID]]
  /// The callers of each class, in ascending order.
  private(set) var members: [[PrincipalID]]
  /// For each action of the index, the classes of which some statement may allow it, in ascending order.
  private(set) var classesByAction: [[Int32]]
  /// The policies of the organization that bind an account, by account.
  private let levels: [String: IndexedLevels]
  private let cuts = GuardRailCuts()
  private var standIn: StandIn?
  /// Whether an organization policy may tell callers of one account apart.
  private let areGuardRailsPersonal: Bool
  /// What the estate lacks and could hide an access, sorted.
  package private(set) var gaps: [IdentityGap]

  /// Reads the policies of an estate.
  ///
  /// - Parameters:
  ///   - estate: The estate.
  ///   - graph: Its graph, whose ids name the principals.
  ///   - actions: The actions that will be asked for, in any letter case. Other actions are decided too, but slower.
  package init(_ estate: Estate, _ graph: AssumeRoleGraph, about actions: [String]) {
    self.estate = estate
    self.graph = graph
    var library = PolicyLibrary(estate)
    let roster = CallerRoster(estate, &library)
    let guardRails = OrganizationGuardRails(estate, library)
    var index = PolicyIndex(about: actions)
    var classes: [PermissionClass] = []
    var members: [[PrincipalID]] = []
    var known: [PermissionClass: Int32] = [:]
    var classOfCaller: [Int32] = []
    var documentsOfCaller: [[PolicyIndex.DocumentID]] = []
    for (place, caller) in roster.callers.enumerated() {
      let principal = graph.principals[place]
      let documents = caller.identity.map { index.add($0.document) }
      let permissions = PermissionClass(
        of: caller,
        documents,
        principal.account,
        isUser: principal.kind == .user,
        &index
      )
      let id = known[permissions] ?? Int32(classes.count)
      if id == classes.count {
        known[permissions] = id
        classes.append(permissions)
        members.append([])
      }
      members[Int(id)].append(principal.id)
      classOfCaller.append(id)
      documentsOfCaller.append(documents)
    }
    var levels: [String: IndexedLevels] = [:]
    for account in estate.accounts.records {
      levels[estate.symbols[account.id]] = IndexedLevels(guardRails.levels(of: account.id), &index)
    }
    gaps = (graph.gaps + roster.callers.flatMap(\.gaps) + guardRails.gaps).sortedOnce()
    callers = roster.callers
    self.documentsOfCaller = documentsOfCaller
    // Resource control policies of any account may tell callers apart.
    let areGuardRailsPersonal = levels.values.contains { $0.isPersonal }
    self.areGuardRailsPersonal = areGuardRailsPersonal
    isSharedClass = classes.map { $0.isShared(index) && !areGuardRailsPersonal }
    var byName: [String: [String: PrincipalID]] = [:]
    for principal in graph.principals where principal.record != nil {
      let word = principal.kind == .user ? "user" : "role"
      byName[principal.account, default: [:]]["\(word)/\(principal.name)"] = principal.id
    }
    self.byName = byName
    self.index = index
    self.classes = classes
    self.members = members
    self.classOfCaller = classOfCaller
    self.levels = levels
    classesByAction = [[Int32]](repeating: [], count: index.actions.count)
    for id in classes.indices { noteActions(ofClass: id) }
  }

  /// Notes which actions a class may be allowed; classes are noted in ascending order.
  private mutating func noteActions(ofClass id: Int) {
    let allowed = classes[id].allowedActions(index)
    for action in index.actions.indices where allowed[action / 64] >> UInt64(action % 64) & 1 == 1 {
      classesByAction[action].append(Int32(id))
    }
  }

  /// The model of an estate from which something was taken out of policies.
  ///
  /// - Parameters:
  ///   - reduction: What was taken out.
  ///   - graph: The graph of the estate that is left, with the same ids.
  /// - Returns: The model of the estate that is left.
  /// - Complexity: That of reading the policies of those concerned, who leave their classes for others.
  func reduced(by reduction: PolicyReduction, _ graph: AssumeRoleGraph) -> AccessModel {
    var model = self
    (model.estate, model.graph) = (reduction.estate, graph)
    var library = PolicyLibrary(reduction.estate)
    let groups = IAMGroups(reduction.estate)
    let concerned = reduction.concerned
    var changed: Set<String> = []
    var gaps: [IdentityGap] = []
    var known: [PermissionClass: Int32] = [:]
    for principal in graph.principals {
      guard let record = principal.record, concerned.contains(record) else { continue }
      let caller = CallerPolicies(record, in: reduction.estate, &library, groups)
      model.move(principal.id, caller, &known)
      changed.insert(principal.arn)
      gaps += caller.gaps
    }
    let left = self.gaps.filter { $0.kind != .identityPolicy || !changed.contains($0.subject) }
    model.gaps = (left + graph.gaps + gaps).sortedOnce()
    return model
  }

  /// What a caller has in place of his own.
  private struct StandIn {
    let id: PrincipalID
    let policies: CallerPolicies
    let documents: [PolicyIndex.DocumentID]
    let permissions: PermissionClass
  }

  /// Reads policies that will be given to callers.
  mutating func add(_ policies: [CallerPolicies]) {
    for caller in policies {
      for policy in caller.identity { _ = index.add(policy.document) }
      if let boundary = caller.boundary { _ = index.add(boundary.document) }
    }
  }

  /// The model in which questions about one caller are about somebody with other policies; who else is there stays.
  ///
  /// - Complexity: That of copying references, where the policies are in the index; see ``add(_:)``.
  func giving(_ policies: CallerPolicies, to id: PrincipalID, of account: String) -> AccessModel {
    var model = self
    let documents = policies.identity.map { model.index.add($0.document) }
    let isUser = if case .user = policies.principal { true } else { false }
    model.standIn = StandIn(
      id: id,
      policies: policies,
      documents: documents,
      permissions: PermissionClass(of: policies, documents, account, isUser: isUser, &model.index)
    )
    return model
  }

  /// The policies of a caller, their places in the index, and what they come to.
  func holdings(
    of id: PrincipalID
  ) -> (policies: CallerPolicies, documents: [PolicyIndex.DocumentID], permissions: PermissionClass) {
    if let standIn, standIn.id == id { return (standIn.policies, standIn.documents, standIn.permissions) }
    return (callers[id.index], documentsOfCaller[id.index], classes[Int(classOfCaller[id.index])])
  }

  /// Gives a caller other policies, and another class.
  private mutating func move(_ id: PrincipalID, _ caller: CallerPolicies, _ known: inout [PermissionClass: Int32]) {
    let principal = graph[id]
    members[Int(classOfCaller[id.index])].removeAll { $0 == id }
    callers[id.index] = caller
    let documents = caller.identity.map { index.add($0.document) }
    documentsOfCaller[id.index] = documents
    let permissions = PermissionClass(of: caller, documents, principal.account, isUser: principal.kind == .user, &index)
    let place = known[permissions] ?? Int32(classes.count)
    classOfCaller[id.index] = place
    if place < classes.count {
      members[Int(place)].append(id)
      return
    }
    known[permissions] = place
    classes.append(permissions)
    members.append([id])
    isSharedClass.append(permissions.isShared(index) && !areGuardRailsPersonal)
    noteActions(ofClass: Int(place))
  }

  /// The users and roles whose own policies may allow an action, resources and conditions left aside, in ascending order.
  package func callers(of action: String) -> [PrincipalID] {
    classes(of: action).flatMap { members[Int($0)] }.sorted()
  }

  /// The classes whose policies may allow an action.
  func classes(of action: String) -> [Int32] {
    if let place = index.place(ofAction: action.lowercased()) { return classesByAction[place] }
    let matchable = MatchableText(action.lowercased())
    return classes.indices.lazy.filter { id in
      classes[id].mayHoldMore
        || classes[id].identity.contains { document in
          index.cut(document, forAction: nil)?.statements.contains {
            $0.effect == .allow && $0.coversAction(matchable)
          } ?? false
        }
    }.map { Int32($0) }
  }

  /// The number of different sets of permissions among the users and roles.
  package var classCount: Int { classes.count }

  /// The organization policies that bind an account, cut down to an action of the index.
  func levels(of account: String, _ action: Int?) -> OrganizationGuardRails.Levels {
    guard let levels = levels[account] else { return OrganizationGuardRails.Levels() }
    return cuts.levels(of: account, action) { levels.cut(forAction: action, index) }
  }

  /// The organization policies that bind an account, by their places in the index.
  func guardRails(of account: String) -> [PolicyIndex.DocumentID] {
    guard let levels = levels[account] else { return [] }
    return ((levels.serviceControl ?? []) + (levels.resourceControl ?? [])).flatMap { $0 }
  }
}

/// The organization policies that bind accounts, cut down to actions, as far as they were asked for.
private final class GuardRailCuts: Sendable {
  private struct Key: Hashable {
    var account: String
    var action: Int?
  }

  private let known = Mutex<[Key: OrganizationGuardRails.Levels]>([:])

  func levels(
    of account: String,
    _ action: Int?,
    _ cut: () -> OrganizationGuardRails.Levels
  ) -> OrganizationGuardRails.Levels {
    let key = Key(account: account, action: action)
    if let levels = known.withLock({ $0[key] }) { return levels }
    let levels = cut()
    known.withLock { $0[key] = levels }
    return levels
  }
}

/// The organization policies that bind an account, with their places in the index.
private struct IndexedLevels: Sendable {
  let levels: OrganizationGuardRails.Levels
  let serviceControl: [[PolicyIndex.DocumentID]]?
  let resourceControl: [[PolicyIndex.DocumentID]]?
  /// Whether an answer by the service control policies may depend on more of the caller than his account.
  let isPersonal: Bool

  init(_ levels: OrganizationGuardRails.Levels, _ index: inout PolicyIndex) {
    self.levels = levels
    var service: [[PolicyIndex.DocumentID]] = []
    for level in levels.serviceControl ?? [] {
      var ids: [PolicyIndex.DocumentID] = []
      for policy in level { ids.append(index.add(policy.document)) }
      service.append(ids)
    }
    var resource: [[PolicyIndex.DocumentID]] = []
    for level in levels.resourceControl ?? [] {
      var ids: [PolicyIndex.DocumentID] = []
      for policy in level { ids.append(index.add(policy.document)) }
      resource.append(ids)
    }
    serviceControl = levels.serviceControl == nil ? nil : service
    resourceControl = levels.resourceControl == nil ? nil : resource
    isPersonal = (service + resource).joined().contains { index.isPersonal($0) }
  }

  /// The same levels with the statements about one action; a level stays, also when nothing is left at it.
  func cut(forAction action: Int?, _ index: PolicyIndex) -> OrganizationGuardRails.Levels {
    func cut(_ policies: [[AttachedPolicy]]?, _ ids: [[PolicyIndex.DocumentID]]?) -> [[AttachedPolicy]]? {
      guard let policies, let ids else { return nil }
      return zip(policies, ids).map { level, ids in
        zip(level, ids).compactMap { policy, id in
          index.cut(id, forAction: action).map { AttachedPolicy($0, origin: policy.origin) }
        }
      }
    }
    return OrganizationGuardRails.Levels(
      serviceControl: cut(levels.serviceControl, serviceControl),
      resourceControl: cut(levels.resourceControl, resourceControl),
      gaps: levels.gaps
    )
  }
}
