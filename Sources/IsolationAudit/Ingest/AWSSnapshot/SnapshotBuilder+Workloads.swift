// What runs with roles, apart from containers and pipelines: `glue get-jobs`, `glue get-dev-endpoints`,
// `sagemaker describe-notebook-instance`, `cloudformation describe-stacks`, `stepfunctions describe-state-machine`, and
// what all of these share. Arguments, parameters and environment variables may hold secrets and are not read.
extension SnapshotBuilder {
  /// A workload of the place at hand.
  func workload(_ kind: Workload.Kind, _ tape: borrowing JSONTape, _ node: Int) -> Workload {
    Workload(
      arn: .empty,
      name: .empty,
      kind: kind,
      owner: account,
      region: region,
      role: .empty,
      groups: .none,
      provenance: place(tape, node)
    )
  }

  /// Reads the ARN of a workload, and its account and Region from it.
  mutating func setARN(
    _ workload: inout Workload,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    workload.arn = try symbol(tape, node)
    let parts = partsOfARN(workload.arn)
    if !parts.account.isEmpty { (workload.region, workload.owner) = parts }
  }

  /// Adds a workload, unless it is there already.
  mutating func add(
    _ workload: Workload,
    _ key: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    try require(workload.arn, key, tape, node)
    guard isNew(workload.arn, tape, node) else { return }
    add(workload)
  }

  /// Adds a workload.
  mutating func add(_ workload: Workload) {
    estate.bind(workload.arn, to: .workload(estate.workloads.append(workload)))
  }

  /// The ARN of something of the place at hand whose record has none.
  mutating func madeARN(_ service: String, _ resource: String) -> Symbol {
    let region = estate.symbols[self.region]
    return estate.symbols.intern(
      "arn:\(Self.partition(region)):\(service):\(region):\(estate.symbols[account]):\(resource)"
    )
  }

  /// The partition of a Region, as ARNs write it.
  private static func partition(_ region: String) -> String {
    region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
  }

  /// Reads an element of Glue's `Jobs`, which tell no ARN.
  mutating func glueJob(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.glueJob, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Name: workload.name = try symbol(tape, member)
      case .Role: workload.role = try symbol(tape, member)
      case .Command:
        let script = try symbol(tape, member, .ScriptLocation)
        if !script.isEmpty { workload.codeSources.append(script) }
      case .Tags: workload.tags = try tags(tape, member)
      default: break
      }
    }
    try require(workload.name, .Name, tape, node)
    workload.arn = madeARN("glue", "job/\(estate.symbols[workload.name])")
    workload.hasUnknownRole = workload.role.isEmpty
    try add(workload, .Name, tape, node)
  }

  /// Reads an element of Glue's `DevEndpoints`, which tell no ARN.
  mutating func glueEndpoint(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.glueEndpoint, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .EndpointName: workload.name = try symbol(tape, member)
      case .RoleArn: workload.role = try symbol(tape, member)
      case .VpcId: workload.vpc = try symbol(tape, member)
      case .SubnetId: workload.subnets = [try symbol(tape, member)]
      case .SecurityGroupIds: workload.groups = try groups(tape, member, nil)
      case .Status: workload.isRunning = try text(tape, member) == "READY"
      default: break
      }
    }
    try require(workload.name, .EndpointName, tape, node)
    workload.arn = madeARN("glue", "devEndpoint/\(estate.symbols[workload.name])")
    workload.allowsExec = true
    workload.hasUnknownRole = workload.role.isEmpty
    try add(workload, .EndpointName, tape, node)
  }

  /// Reads an element of SageMaker's `NotebookInstances`; only `describe-notebook-instance` tells the role.
  mutating func notebook(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.notebook, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .NotebookInstanceArn: try setARN(&workload, tape, member)
      case .NotebookInstanceName: workload.name = try symbol(tape, member)
      case .NotebookInstanceStatus: workload.isRunning = try text(tape, member) == "InService"
      case .RoleArn: workload.role = try symbol(tape, member)
      case .SubnetId: workload.subnets = [try symbol(tape, member)]
      case .SecurityGroups: workload.groups = try groups(tape, member, nil)
      case .Tags: workload.tags = try tags(tape, member)
      default: break
      }
    }
    workload.allowsExec = true
    workload.hasUnknownRole = workload.role.isEmpty
    try add(workload, .NotebookInstanceArn, tape, node)
  }

  /// Reads an element of CloudFormation's `Stacks`; only those with a service role run with one.
  mutating func stack(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.stack, tape, node)
    var isDeleted = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .StackId: try setARN(&workload, tape, member)
      case .StackName: workload.name = try symbol(tape, member)
      case .RoleARN: workload.role = try symbol(tape, member)
      case .StackStatus: isDeleted = try text(tape, member) == "DELETE_COMPLETE"
      case .Tags: workload.tags = try tags(tape, member)
      default: break
      }
    }
    try require(workload.arn, .StackId, tape, node)
    if workload.role.isEmpty || isDeleted { return }
    try add(workload, .StackId, tape, node)
  }

  /// Reads an element of Step Functions' `stateMachines`; only `describe-state-machine` tells the role.
  mutating func stateMachine(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.stateMachine, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .stateMachineArn: try setARN(&workload, tape, member)
      case .name: workload.name = try symbol(tape, member)
      case .roleArn: workload.role = try symbol(tape, member)
      case .tags: workload.tags = try tags(tape, member)
      default: break
      }
    }
    workload.hasUnknownRole = workload.role.isEmpty
    try add(workload, .stateMachineArn, tape, node)
  }

  /// Reads an element of `FunctionCode`: the image of a function.
  mutating func functionCode(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let function = try symbol(tape, node, .FunctionArn)
    try require(function, .FunctionArn, tape, node)
    guard let code = try member(tape, node, .Code) else { return }
    let image = try symbol(tape, code, .ImageUri)
    if !image.isEmpty { staged.functionCode.append((function, image)) }
  }

  /// Puts images into functions.
  mutating func joinFunctionCode() {
    for (function, image) in staged.functionCode {
      guard let id = estate.service(function), !estate.services[id].codeSources.contains(image) else { continue }
      estate.services[id].codeSources.append(image)
    }
  }

  /// Finds the roles that Glue jobs call by name, and the VPCs of workloads that tell their subnets only.
  mutating func joinWorkloads() {
    var roles: [Symbol: [String: Symbol]] = [:]
    for id in estate.workloads.ids {
      let workload = estate.workloads[id]
      if workload.vpc.isEmpty, let subnet = workload.subnets.first.flatMap({ estate.subnet($0) }) {
        estate.workloads[id].vpc = estate.subnets[subnet].vpc
      }
      let role = estate.symbols[workload.role]
      if role.isEmpty || role.hasPrefix("arn:") { continue }
      if roles.isEmpty {
        for principal in estate.principals.records where principal.kind == .role {
          roles[principal.account, default: [:]][estate.symbols[principal.name]] = principal.arn
        }
      }
      // A name may come with its path: `service-role/name`.
      let name = role.split(separator: "/").last.map(String.init) ?? role
      let owner = estate.symbols[workload.owner]
      let partition = Self.partition(estate.symbols[workload.region])
      estate.workloads[id].role =
        roles[workload.owner]?[name] ?? estate.symbols.intern("arn:\(partition):iam::\(owner):role/\(role)")
    }
  }
}
