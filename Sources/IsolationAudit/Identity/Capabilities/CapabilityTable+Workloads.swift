extension CapabilityRow {
  /// Control of what runs.
  static let workloadControl: [CapabilityRow] = [
    CapabilityRow(
      "apprunner-UpdateService",
      "changes what the service runs",
      ["pf:apprunner-002"],
      [Requirement("apprunner:UpdateService")],
      .members(.workloads(.appRunnerService)),
      .changes,
      source: "App Runner API Reference, UpdateService"
    ),
    CapabilityRow(
      "cloudformation-UpdateStack",
      "has the stack's service role make what a template says",
      ["pf:cloudformation-002"],
      [Requirement("cloudformation:UpdateStack")],
      .members(.workloads(.stack)),
      .changes,
      preconditions: ["the stack has a service role"],
      source: "CloudFormation User Guide, CloudFormation service role"
    ),
    CapabilityRow(
      "cloudformation-ExecuteChangeSet",
      "has the stack's service role make what a change set says",
      ["pf:cloudformation-005"],
      [Requirement("cloudformation:CreateChangeSet"), Requirement("cloudformation:ExecuteChangeSet")],
      .members(.workloads(.stack)),
      .changes,
      preconditions: ["the stack has a service role"],
      source: "CloudFormation User Guide, CloudFormation service role"
    ),
    CapabilityRow(
      "codebuild-StartBuild",
      "runs a build with commands of its own",
      ["pf:codebuild-002"],
      [Requirement("codebuild:StartBuild")],
      .members(.workloads(.buildProject)),
      .uses,
      source: "CodeBuild API Reference, StartBuild: buildspecOverride"
    ),
    CapabilityRow(
      "codebuild-StartBuildBatch",
      "runs a batch build with commands of its own",
      ["pf:codebuild-003"],
      [Requirement("codebuild:StartBuildBatch")],
      .members(.workloads(.buildProject)),
      .uses,
      unless: "the project is set up for batch builds",
      source: "CodeBuild API Reference, StartBuildBatch: buildspecOverride"
    ),
    CapabilityRow(
      "codebuild-UpdateProject",
      "changes what the project builds and runs a build",
      ["x:codebuild-update"],
      [Requirement("codebuild:UpdateProject"), Requirement("codebuild:StartBuild")],
      .members(.workloads(.buildProject)),
      .changes,
      source: "CodeBuild API Reference, UpdateProject"
    ),
    CapabilityRow(
      "codepipeline-UpdatePipeline",
      "changes what the pipeline does and starts it",
      [],
      [Requirement("codepipeline:UpdatePipeline")],
      .members(.workloads(.pipeline)),
      .changes,
      source: "CodePipeline API Reference, UpdatePipeline"
    ),
    CapabilityRow(
      "ec2-instance-connect-SendSSHPublicKey",
      "opens a shell on the instance over SSH",
      ["pf:ec2instanceconnect-003"],
      [Requirement("ec2-instance-connect:SendSSHPublicKey")],
      .members(.workloads(.instance)),
      .uses,
      need: .port(22),
      preconditions: ["the instance is not terminated"],
      assumes: ["the instance runs EC2 Instance Connect"],
      source: "EC2 User Guide, Connect to your Linux instance with EC2 Instance Connect"
    ),
    CapabilityRow(
      "ec2-instance-connect-SendSerialConsoleSSHPublicKey",
      "opens the serial console of the instance",
      ["x:ec2-serial-console"],
      [Requirement("ec2-instance-connect:SendSerialConsoleSSHPublicKey")],
      .members(.workloads(.instance)),
      .uses,
      preconditions: ["the instance is not terminated"],
      unless: "the account allows the serial console, and the instance has a user with a password",
      source: "EC2 User Guide, EC2 Serial Console for instances"
    ),
    CapabilityRow(
      "ec2-user-data",
      "changes the instance's user data and starts it again",
      ["pf:ec2-002", "x:ec2-user-data"],
      [
        Requirement("ec2:ModifyInstanceAttribute"), Requirement("ec2:StopInstances"),
        Requirement("ec2:StartInstances"),
      ],
      .members(.workloads(.instance)),
      .changes,
      preconditions: ["the instance is not terminated"],
      assumes: ["the instance reads its user data when it starts"],
      source: "EC2 User Guide, Run commands when you launch an EC2 instance with user data input"
    ),
    CapabilityRow(
      "ecs-ExecuteCommand",
      "opens a shell in a task of the service",
      ["x:ecs-exec"],
      [Requirement("ecs:ExecuteCommand", on: .below(replacing: ":service/", with: ":task/"))],
      .members(.workloads(.containerService)),
      .uses,
      need: .managementChannel,
      preconditions: ["the service has enableExecuteCommand"],
      source: "ECS Developer Guide, Monitor Amazon ECS containers with ECS Exec"
    ),
    CapabilityRow(
      "ecs-UpdateService",
      "has the service run another task definition",
      [],
      [
        Requirement("ecs:UpdateService"),
        Requirement("ecs:RegisterTaskDefinition", on: .some("arn:aws:ecs:{region}:{account}:task-definition/*")),
      ],
      .members(.workloads(.containerService)),
      .changes,
      unless: "the caller may pass the roles of the service's task definition",
      source: "ECS API Reference, UpdateService"
    ),
    CapabilityRow(
      "glue-UpdateDevEndpoint",
      "adds an SSH key to the development endpoint",
      ["pf:glue-002"],
      [Requirement("glue:UpdateDevEndpoint")],
      .members(.workloads(.glueEndpoint)),
      .changes,
      need: .port(22),
      source: "Glue API Reference, UpdateDevEndpoint"
    ),
    CapabilityRow(
      "lambda-UpdateFunctionCode",
      "changes the function's code",
      ["pf:lambda-003", "pf:lambda-004", "pf:lambda-005"],
      [Requirement("lambda:UpdateFunctionCode")],
      .members(.workloads(.function)),
      .changes,
      assumes: ["something invokes the function, or the caller does"],
      source: "Lambda API Reference, UpdateFunctionCode"
    ),
    CapabilityRow(
      "lambda-UpdateFunctionConfiguration",
      "adds a layer of its own to the function",
      ["x:lambda-layer"],
      [
        Requirement("lambda:UpdateFunctionConfiguration"),
        Requirement("lambda:GetLayerVersion", on: .some("arn:aws:lambda:{region}:*:layer:*:1")),
      ],
      .members(.workloads(.function)),
      calls: 1,
      .changes,
      assumes: ["something invokes the function, or the caller does", "the function is no container image"],
      source: "Lambda Developer Guide, Adding layers to functions; Working with layers and cross-account access"
    ),
    CapabilityRow(
      "sagemaker-CreatePresignedNotebookInstanceUrl",
      "opens the notebook",
      ["pf:sagemaker-004"],
      [Requirement("sagemaker:CreatePresignedNotebookInstanceUrl")],
      .members(.workloads(.notebook)),
      .uses,
      preconditions: ["the notebook instance is not known to be stopped"],
      source: "SageMaker API Reference, CreatePresignedNotebookInstanceUrl"
    ),
    CapabilityRow(
      "sagemaker-UpdateNotebookInstance",
      "has the notebook instance run a script when it starts",
      ["pf:sagemaker-005"],
      [
        Requirement(
          "sagemaker:CreateNotebookInstanceLifecycleConfig",
          on: .some("arn:aws:sagemaker:{region}:{account}:notebook-instance-lifecycle-config/*")
        ), Requirement("sagemaker:StopNotebookInstance"), Requirement("sagemaker:UpdateNotebookInstance"),
        Requirement("sagemaker:StartNotebookInstance"),
      ],
      .members(.workloads(.notebook)),
      .changes,
      source: "SageMaker AI Developer Guide, Customize a notebook instance using an LCC script"
    ),
    CapabilityRow(
      "ssm-StartSession",
      "opens a session on the instance, or forwards ports from it to hosts that it reaches",
      ["pf:ssm-001", "x:net:ssm:StartSession"],
      [Requirement("ssm:StartSession")],
      .members(.workloads(.instance)),
      .uses,
      need: .managementChannel,
      preconditions: ["the instance is not terminated"],
      assumes: ["the instance runs the agent of Systems Manager with permissions from its role or its account"],
      source: "Systems Manager User Guide, Sample IAM policies for Session Manager; Starting a session"
    ),
    CapabilityRow(
      "ssm-SendCommand",
      "runs commands on the instance",
      ["pf:ssm-002"],
      [
        Requirement("ssm:SendCommand"),
        Requirement("ssm:SendCommand", on: .some("arn:aws:ssm:{region}:*:document/*")),
      ],
      .members(.workloads(.instance)),
      calls: 1,
      .uses,
      need: .managementChannel,
      preconditions: ["the instance is not terminated"],
      assumes: ["the instance runs the agent of Systems Manager with permissions from its role or its account"],
      source: "Systems Manager User Guide, Setting up Run Command; Service Authorization Reference, SendCommand"
    ),
    CapabilityRow(
      "ssm-CreateAssociation",
      "has Systems Manager run commands on the instance",
      ["x:ssm-document"],
      [
        Requirement("ssm:CreateAssociation"),
        Requirement("ssm:CreateAssociation", on: .some("arn:aws:ssm:{region}:*:document/*")),
      ],
      .members(.workloads(.instance)),
      calls: 1,
      .changes,
      need: .managementChannel,
      preconditions: ["the instance is not terminated"],
      assumes: ["the instance runs the agent of Systems Manager with permissions from its role or its account"],
      source: "Systems Manager API Reference, CreateAssociation"
    ),
    CapabilityRow(
      "states-UpdateStateMachine",
      "changes what the state machine does and starts it",
      [],
      [Requirement("states:UpdateStateMachine")],
      .members(.workloads(.stateMachine)),
      .changes,
      assumes: ["something starts the state machine, or the caller does"],
      source: "Step Functions API Reference, UpdateStateMachine"
    ),
  ]

  /// Kubernetes.
  static let clusters: [CapabilityRow] = [
    CapabilityRow(
      "eks-exec",
      "runs and enters pods of the cluster, as an access entry says",
      ["x:eks-exec"],
      [],
      .stated,
      calls: 1,
      .uses,
      need: .kubernetesInterface,
      preconditions: ["an access entry names the caller, with a policy or a group that lets him run or enter pods"],
      source: "EKS User Guide, Grant IAM users access to Kubernetes with EKS access entries"
    ),
    CapabilityRow(
      "eks-CreateAccessEntry",
      "makes itself an administrator of the cluster",
      ["x:eks-AccessEntry"],
      [
        Requirement("eks:CreateAccessEntry"),
        Requirement(
          "eks:AssociateAccessPolicy",
          on: .below(replacing: ":cluster/", with: ":access-entry/")
        ),
      ],
      .members(.workloads(.cluster)),
      .changes,
      need: .kubernetesInterface,
      preconditions: ["the cluster's authentication mode is not CONFIG_MAP"],
      source: "EKS User Guide, Create access entries; Associate access policies with access entries"
    ),
    CapabilityRow(
      "eks-UpdateClusterConfig",
      "turns access entries on and makes itself an administrator of the cluster",
      ["x:eks-UpdateClusterConfig"],
      [
        Requirement("eks:UpdateClusterConfig"), Requirement("eks:CreateAccessEntry"),
        Requirement("eks:AssociateAccessPolicy", on: .below(replacing: ":cluster/", with: ":access-entry/")),
      ],
      .members(.workloads(.cluster)),
      .changes,
      need: .kubernetesInterface,
      preconditions: ["the cluster's authentication mode is not known to have access entries already"],
      source: "EKS User Guide, Change authentication mode to use access entries"
    ),
  ]

  /// What workloads run comes from somewhere.
  static let codeSources: [CapabilityRow] = [
    CapabilityRow(
      "ecr-PutImage",
      "puts an image into the repository",
      ["x:ecr-image-poison"],
      [
        Requirement("ecr:PutImage"), Requirement("ecr:InitiateLayerUpload"), Requirement("ecr:UploadLayerPart"),
        Requirement("ecr:CompleteLayerUpload"),
      ],
      .members(.codeStores(.repository)),
      calls: 1,
      .changes,
      preconditions: ["a workload runs a tag of the repository", "tags of the repository can be overwritten"],
      source: "ECR User Guide, Pushing a Docker image; Preventing image tags from being overwritten"
    ),
    CapabilityRow(
      "s3-PutObject",
      "overwrites an object that runs as code",
      ["x:s3-artifact-poison"],
      [Requirement("s3:PutObject")],
      .members(.codeStores(.bucket)),
      .changes,
      preconditions: ["a workload's code is an object of the bucket"],
      source: "S3 API Reference, PutObject; the guides of Glue, CodePipeline and Lambda about code in S3"
    ),
  ]

  /// Places in the network.
  static let footholds: [CapabilityRow] = [
    CapabilityRow(
      "ec2-RunInstances-subnet",
      "starts an instance in the subnet",
      ["x:net:ec2:RunInstances"],
      [
        Requirement("ec2:RunInstances"),
        Requirement("ec2:RunInstances", on: .some("arn:aws:ec2:{region}:{account}:instance/*")),
      ],
      .members(.subnets),
      calls: 1,
      .changes,
      preconditions: ["the subnet belongs to the caller's account"],
      source: "Service Authorization Reference, RunInstances; EC2 API Reference, RunInstances"
    ),
    CapabilityRow(
      "ec2-instance-connect-OpenTunnel",
      "opens TCP connections to private addresses through the EC2 Instance Connect Endpoint",
      ["x:net:ec2-instance-connect:OpenTunnel"],
      [Requirement("ec2-instance-connect:OpenTunnel")],
      .members(.connectEndpoints),
      .uses,
      preconditions: ["the endpoint is available"],
      source: "EC2 User Guide, Grant permissions to use EC2 Instance Connect Endpoint"
    ),
    CapabilityRow(
      "client-vpn-group",
      "connects over the Client VPN endpoint",
      [],
      [],
      .stated,
      calls: 0,
      .uses,
      preconditions: ["an authorization rule names a group of the person, or admits everybody"],
      unless: "the endpoint authenticates against IAM Identity Center",
      source: "Client VPN Administrator Guide, Authorization rules; Single sign-on (SAML 2.0)"
    ),
  ]
}
