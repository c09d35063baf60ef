// `ecs describe-task-definition`, `describe-services` and `describe-tasks`. Of containers the images are read, never
// their environment, commands or secrets.
extension SnapshotBuilder {
  /// Reads an element of `taskDefinitions`, or `taskDefinition`.
  mutating func taskDefinition(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var definition = SnapshotStaging.TaskDefinition(workload: workload(.taskDefinition, tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .taskDefinitionArn: try setARN(&definition.workload, tape, member)
      case .family: definition.workload.name = try symbol(tape, member)
      case .taskRoleArn: definition.workload.role = try symbol(tape, member)
      case .executionRoleArn: definition.workload.executionRole = try symbol(tape, member)
      case .containerDefinitions: definition.workload.codeSources = try symbols(tape, member, .image)
      case .status: definition.isActive = try text(tape, member) != "INACTIVE"
      case .tags: definition.workload.tags = try tags(tape, member)
      default: break
      }
    }
    let arn = definition.workload.arn
    try require(arn, .taskDefinitionArn, tape, node)
    definition.workload.isRunning = false
    guard isNew(arn, tape, node) else { return }
    staged.taskDefinitions[arn] = definition
    staged.taskDefinitionOrder.append(arn)
  }

  /// Reads an element of ECS's `services`.
  mutating func containerService(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var service = SnapshotStaging.ContainerService(
      workload: workload(.containerService, tape, node),
      cluster: .empty,
      definitions: []
    )
    var current = Symbol.empty
    var others: [Symbol] = []
    var isInactive = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .serviceArn: try setARN(&service.workload, tape, member)
      case .serviceName: service.workload.name = try symbol(tape, member)
      case .clusterArn: service.cluster = try symbol(tape, member)
      case .taskDefinition: current = try symbol(tape, member)
      case .deployments, .taskSets: others += try symbols(tape, member, .taskDefinition)
      case .status: isInactive = try text(tape, member) == "INACTIVE"
      case .runningCount: service.workload.isRunning = try integer(tape, member, 0...Int(Int32.max)) > 0
      case .enableExecuteCommand: service.workload.allowsExec = try bool(tape, member)
      case .networkConfiguration: try containerNetwork(tape, member, &service.workload)
      case .tags: service.workload.tags = try tags(tape, member)
      default: break
      }
    }
    try require(service.workload.arn, .serviceArn, tape, node)
    guard isNew(service.workload.arn, tape, node), !isInactive else { return }
    if !current.isEmpty { service.definitions.append(current) }
    for other in others where !service.definitions.contains(other) { service.definitions.append(other) }
    staged.containerServices.append(service)
  }

  private mutating func containerNetwork(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ workload: inout Workload
  ) throws(SnapshotFault) {
    guard let configuration = try member(tape, node, .awsvpcConfiguration) else { return }
    if let list = try member(tape, configuration, .subnets) { workload.subnets = try symbols(tape, list) }
    if let list = try member(tape, configuration, .securityGroups) { workload.groups = try groups(tape, list, nil) }
  }

  /// Reads an element of ECS's `tasks`.
  mutating func containerTask(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var task = SnapshotStaging.ContainerTask(
      workload: workload(.taskDefinition, tape, node),
      cluster: .empty,
      definition: .empty,
      group: .empty
    )
    var isStopped = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .taskArn: try setARN(&task.workload, tape, member)
      case .clusterArn: task.cluster = try symbol(tape, member)
      case .taskDefinitionArn: task.definition = try symbol(tape, member)
      case .group: task.group = try symbol(tape, member)
      case .lastStatus: isStopped = try text(tape, member) == "STOPPED"
      case .enableExecuteCommand: task.workload.allowsExec = try bool(tape, member)
      case .overrides:
        task.workload.role = try symbol(tape, member, .taskRoleArn)
        task.workload.executionRole = try symbol(tape, member, .executionRoleArn)
      case .containers: task.workload.codeSources = try symbols(tape, member, .image)
      case .tags: task.workload.tags = try tags(tape, member)
      default: break
      }
    }
    try require(task.workload.arn, .taskArn, tape, node)
    guard isNew(task.workload.arn, tape, node), !isStopped else { return }
    task.workload.isRunning = true
    staged.containerTasks.append(task)
  }

  /// Adds services with the roles of their task definitions, tasks that run outside of them, and task definitions that
  /// nothing runs.
  mutating func joinContainers() {
    var used: Set<Symbol> = []
    var serviceOfGroup: [Symbol: [Symbol: EstateID<Workload>]] = [:]
    var definitionsOf: [EstateID<Workload>: [Symbol]] = [:]
    for service in staged.containerServices {
      var workload = service.workload
      workload.hasUnknownRole = service.definitions.isEmpty
      for arn in service.definitions {
        used.insert(arn)
        take(staged.taskDefinitions[arn]?.workload, into: &workload)
      }
      let id = estate.workloads.append(workload)
      estate.bind(workload.arn, to: .workload(id))
      let group = estate.symbols.intern("service:\(estate.symbols[workload.name])")
      serviceOfGroup[service.cluster, default: [:]][group] = id
      definitionsOf[id] = service.definitions
    }
    for task in staged.containerTasks {
      used.insert(task.definition)
      var workload = task.workload
      if workload.role.isEmpty, workload.executionRole.isEmpty, let id = serviceOfGroup[task.cluster]?[task.group],
        definitionsOf[id]?.contains(task.definition) == true
      {
        estate.workloads[id].isRunning = true
        if workload.allowsExec == true { estate.workloads[id].allowsExec = true }
        continue
      }
      let known = staged.taskDefinitions[task.definition]?.workload
      let (role, execution) = (workload.role, workload.executionRole)
      (workload.role, workload.executionRole) = (.empty, .empty)
      take(known, into: &workload)
      // An override takes the place of what the definition says.
      if !role.isEmpty { (workload.role, workload.hasUnknownRole) = (role, false) }
      if !execution.isEmpty { workload.executionRole = execution }
      workload.name = known?.name ?? task.group
      add(workload)
    }
    for arn in staged.taskDefinitionOrder where !used.contains(arn) {
      guard let definition = staged.taskDefinitions[arn], definition.isActive else { continue }
      add(definition.workload)
    }
  }

  private func take(_ definition: Workload?, into workload: inout Workload) {
    guard let definition else {
      workload.hasUnknownRole = true
      return
    }
    for role in [definition.role] where !role.isEmpty && role != workload.role && !workload.otherRoles.contains(role) {
      if workload.role.isEmpty { workload.role = role } else { workload.otherRoles.append(role) }
    }
    if workload.executionRole.isEmpty {
      workload.executionRole = definition.executionRole
    } else if !definition.executionRole.isEmpty, definition.executionRole != workload.executionRole,
      !workload.otherRoles.contains(definition.executionRole)
    {
      workload.otherRoles.append(definition.executionRole)
    }
    for source in definition.codeSources where !workload.codeSources.contains(source) {
      workload.codeSources.append(source)
    }
  }
}
