/// Something other than an instance, a function or a cluster whose code runs with a role: whoever can change or reach that
/// code holds the role.
package struct Workload: Sendable {
  /// What it is.
  package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// A service of ECS, with the roles of its task definition.
    case containerService
    /// A task of ECS that runs on its own, or a task definition that nothing runs at present.
    case taskDefinition
    /// A Glue job.
    case glueJob
    /// A Glue development endpoint.
    case glueEndpoint
    /// A CodeBuild project.
    case buildProject
    /// A CodePipeline pipeline.
    case pipeline
    /// A SageMaker notebook instance.
    case notebook
    /// A CloudFormation stack with a service role.
    case stack
    /// An App Runner service.
    case appRunnerService
    /// A state machine of Step Functions.
    case stateMachine
  }

  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// What it is.
  package var kind: Kind
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// The ARN of the role that its code runs with (a task role, a job's role, a service role); empty when there is none.
  package var role: Symbol
  /// The ARN of the role with which AWS starts it (an ECS execution role); empty when there is none.
  package var executionRole: Symbol = .empty
  /// The ARNs of other roles that parts of it run with: those of a pipeline's actions, a build project's batch role, the
  /// task roles of a service that changes over.
  package var otherRoles: [Symbol] = []
  /// Whether it may run with a role that the snapshot does not tell: a list names it without its role, or its task
  /// definition is missing.
  package var hasUnknownRole = false
  /// The VPC; empty when it stands in none or nothing is said.
  package var vpc: Symbol = .empty
  /// The subnets.
  package var subnets: [Symbol] = []
  /// The security groups.
  package var groups: GroupSetID
  /// Whether a shell can be opened in it (`enableExecuteCommand`); `nil` when nothing is said.
  package var allowsExec: Bool?
  /// Whether it runs (a notebook `InService`, a service with tasks); `nil` when nothing is said.
  package var isRunning: Bool?
  /// The container images and objects that its code comes from: image URIs, `s3://bucket/key`.
  package var codeSources: [Symbol] = []
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    arn: Symbol,
    name: Symbol,
    kind: Kind,
    owner: Symbol,
    region: Symbol,
    role: Symbol,
    groups: GroupSetID,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.name, self.kind, self.owner, self.region) = (arn, name, kind, owner, region)
    (self.role, self.groups, self.tags, self.provenance) = (role, groups, tags, provenance)
  }
}

extension Workload.Kind {
  /// What it is, in AWS's words.
  package var name: String {
    switch self {
    case .containerService: "ECS service"
    case .taskDefinition: "task definition"
    case .glueJob: "Glue job"
    case .glueEndpoint: "Glue development endpoint"
    case .buildProject: "CodeBuild project"
    case .pipeline: "pipeline"
    case .notebook: "notebook instance"
    case .stack: "stack"
    case .appRunnerService: "App Runner service"
    case .stateMachine: "state machine"
    }
  }
}
