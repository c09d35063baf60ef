// `codebuild batch-get-projects`, `codepipeline get-pipeline`, `apprunner describe-service`. Environment variables,
// build specifications and the tokens of sources are not read.
extension SnapshotBuilder {
  /// Reads an element of CodeBuild's `projects`.
  mutating func buildProject(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.buildProject, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .arn: try setARN(&workload, tape, member)
      case .name: workload.name = try symbol(tape, member)
      case .serviceRole: workload.role = try symbol(tape, member)
      case .buildBatchConfig:
        let role = try symbol(tape, member, .serviceRole)
        if !role.isEmpty { workload.otherRoles.append(role) }
      case .environment:
        let image = try symbol(tape, member, .image)
        if !image.isEmpty { workload.codeSources.append(image) }
      case .source: try buildSource(tape, member, &workload)
      case .vpcConfig:
        workload.vpc = try symbol(tape, member, .vpcId)
        if let list = try self.member(tape, member, .subnets) { workload.subnets = try symbols(tape, list) }
        if let list = try self.member(tape, member, .securityGroupIds) {
          workload.groups = try groups(tape, list, nil)
        }
      case .tags: workload.tags = try tags(tape, member)
      default: break
      }
    }
    workload.hasUnknownRole = workload.role.isEmpty
    try add(workload, .arn, tape, node)
  }

  /// Only an object in S3 is kept: the URL of a repository may carry a token.
  private mutating func buildSource(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ workload: inout Workload
  ) throws(SnapshotFault) {
    guard let type = try member(tape, node, .type), try text(tape, type) == "S3",
      let location = try member(tape, node, .location), let path = try text(tape, location), !path.isEmpty
    else { return }
    workload.codeSources.append(estate.symbols.intern("s3://\(path)"))
  }

  /// Reads an element of `pipelines`: an answer of `get-pipeline` with `pipeline` and `metadata`, or a row of
  /// `list-pipelines`, which does not tell the role.
  mutating func pipeline(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.pipeline, tape, node)
    let declaration = try member(tape, node, .pipeline) ?? node
    if let metadata = try member(tape, node, .metadata), let arn = try member(tape, metadata, .pipelineArn) {
      try setARN(&workload, tape, arn)
    }
    var members = try object(tape, declaration)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .name: workload.name = try symbol(tape, member)
      case .roleArn: workload.role = try symbol(tape, member)
      case .artifactStore: try artifactStore(tape, member, &workload)
      case .artifactStores:
        var stores = try object(tape, member)
        while let store = stores.next(in: tape) { try artifactStore(tape, store, &workload) }
      case .stages:
        var stages = try array(tape, member)
        while let stage = stages.next(in: tape) {
          guard let actions = try self.member(tape, stage, .actions) else { continue }
          var elements = try array(tape, actions)
          while let action = elements.next(in: tape) { try pipelineAction(tape, action, &workload) }
        }
      case .tags: workload.tags = try tags(tape, member)
      default: break
      }
    }
    try require(workload.name, .name, tape, declaration)
    if workload.arn.isEmpty { workload.arn = madeARN("codepipeline", estate.symbols[workload.name]) }
    workload.hasUnknownRole = workload.role.isEmpty
    try add(workload, .name, tape, node)
  }

  /// Whoever writes the objects between stages changes what later stages run.
  private mutating func artifactStore(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ workload: inout Workload
  ) throws(SnapshotFault) {
    let bucket = try symbol(tape, node, .location)
    if bucket.isEmpty { return }
    let objects = estate.symbols.intern("s3://\(estate.symbols[bucket])/*")
    if !workload.codeSources.contains(objects) { workload.codeSources.append(objects) }
  }

  private mutating func pipelineAction(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ workload: inout Workload
  ) throws(SnapshotFault) {
    let role = try symbol(tape, node, .roleArn)
    if !role.isEmpty, role != workload.role, !workload.otherRoles.contains(role) { workload.otherRoles.append(role) }
    guard let configuration = try member(tape, node, .configuration) else { return }
    let bucket = try symbol(tape, configuration, .S3Bucket)
    let object = try symbol(tape, configuration, .S3ObjectKey)
    if bucket.isEmpty || object.isEmpty { return }
    let source = estate.symbols.intern("s3://\(estate.symbols[bucket])/\(estate.symbols[object])")
    if !workload.codeSources.contains(source) { workload.codeSources.append(source) }
  }

  /// Reads an element of `appRunnerServices`.
  mutating func appRunnerService(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.appRunnerService, tape, node)
    var isDescribed = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ServiceArn: try setARN(&workload, tape, member)
      case .ServiceName: workload.name = try symbol(tape, member)
      case .Status: workload.isRunning = try text(tape, member) == "RUNNING"
      case .InstanceConfiguration:
        isDescribed = true
        workload.role = try symbol(tape, member, .InstanceRoleArn)
      case .SourceConfiguration:
        if let repository = try self.member(tape, member, .ImageRepository) {
          let image = try symbol(tape, repository, .ImageIdentifier)
          if !image.isEmpty { workload.codeSources.append(image) }
        }
        if let access = try self.member(tape, member, .AuthenticationConfiguration) {
          workload.executionRole = try symbol(tape, access, .AccessRoleArn)
        }
      case .Tags: workload.tags = try tags(tape, member)
      default: break
      }
    }
    workload.hasUnknownRole = !isDescribed
    try add(workload, .ServiceArn, tape, node)
  }

  /// Reads an element of `ServiceSummaryList`, which does not tell the role.
  mutating func appRunnerSummary(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var workload = workload(.appRunnerService, tape, node)
    if let arn = try member(tape, node, .ServiceArn) { try setARN(&workload, tape, arn) }
    try require(workload.arn, .ServiceArn, tape, node)
    workload.name = try symbol(tape, node, .ServiceName)
    workload.hasUnknownRole = true
    staged.listedAppRunnerServices.append(workload)
  }

  /// Adds the services of App Runner that nothing describes.
  mutating func joinAppRunner() {
    for workload in staged.listedAppRunnerServices where estate.workload(workload.arn) == nil { add(workload) }
  }
}
