extension CapabilityRow {
  /// Roles that are passed to something new.
  static let passedRoles: [CapabilityRow] = [
    passing(
      "apprunner-CreateService",
      "tasks.apprunner.amazonaws.com",
      ["pf:apprunner-001"],
      [Requirement("apprunner:CreateService", on: .some("arn:aws:apprunner:{region}:{account}:service/*"))],
      source: "App Runner Developer Guide, How App Runner works with IAM"
    ),
    passing(
      "bedrock-agentcore-CreateCodeInterpreter",
      "bedrock-agentcore.amazonaws.com",
      ["pf:bedrock-001"],
      [
        "bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession",
        "bedrock-agentcore:InvokeCodeInterpreter",
      ].map { Requirement($0, on: .some("arn:aws:bedrock-agentcore:{region}:{account}:code-interpreter*/*")) },
      source: "Amazon Bedrock AgentCore Developer Guide, Code Interpreter"
    ),
    passing(
      "cloudformation-CreateStack",
      "cloudformation.amazonaws.com",
      ["pf:cloudformation-001"],
      [Requirement("cloudformation:CreateStack", on: .some("arn:aws:cloudformation:{region}:{account}:stack/*"))],
      source: "CloudFormation User Guide, CloudFormation service role"
    ),
    passing(
      "cloudformation-CreateStackSet",
      "cloudformation.amazonaws.com",
      ["pf:cloudformation-003"],
      [
        Requirement(
          "cloudformation:CreateStackSet",
          on: .some("arn:aws:cloudformation:{region}:{account}:stackset/*")
        ),
        Requirement(
          "cloudformation:CreateStackInstances",
          on: .some("arn:aws:cloudformation:{region}:{account}:stackset/*")
        ),
      ],
      source: "CloudFormation User Guide, Grant self-managed permissions"
    ),
    passing(
      "cloudformation-UpdateStackSet",
      "cloudformation.amazonaws.com",
      ["pf:cloudformation-004"],
      [
        Requirement(
          "cloudformation:UpdateStackSet",
          on: .some("arn:aws:cloudformation:{region}:{account}:stackset/*")
        )
      ],
      unless: "the account has a stack set with self-managed permissions",
      source: "CloudFormation User Guide, Grant self-managed permissions"
    ),
    passing(
      "codebuild-CreateProject",
      "codebuild.amazonaws.com",
      ["pf:codebuild-001"],
      ["codebuild:CreateProject", "codebuild:StartBuild"].map {
        Requirement($0, on: .some("arn:aws:codebuild:{region}:{account}:project/*"))
      },
      source: "CodeBuild User Guide, Allow CodeBuild to interact with other AWS services"
    ),
    passing(
      "codebuild-CreateProject-StartBuildBatch",
      "codebuild.amazonaws.com",
      ["pf:codebuild-004"],
      ["codebuild:CreateProject", "codebuild:StartBuildBatch"].map {
        Requirement($0, on: .some("arn:aws:codebuild:{region}:{account}:project/*"))
      },
      source: "CodeBuild User Guide, Run builds in batches"
    ),
    passing(
      "codepipeline-CreatePipeline",
      "codepipeline.amazonaws.com",
      ["x:codepipeline"],
      [Requirement("codepipeline:CreatePipeline", on: .some("arn:aws:codepipeline:{region}:{account}:*"))],
      source: "CodePipeline User Guide, CodePipeline service role"
    ),
    passing(
      "cognito-SetIdentityPoolRoles",
      "cognito-identity.amazonaws.com",
      ["x:cognito"],
      [
        Requirement(
          "cognito-identity:SetIdentityPoolRoles",
          on: .some("arn:aws:cognito-identity:{region}:{account}:identitypool/*")
        )
      ],
      source: "Cognito Developer Guide, IAM roles of identity pools"
    ),
    passing(
      "datapipeline-CreatePipeline",
      "datapipeline.amazonaws.com",
      ["pf:datapipeline-001"],
      ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"].map {
        Requirement($0, on: .some("*"))
      },
      unless: "the account has used AWS Data Pipeline before it was closed to new customers",
      source: "AWS Data Pipeline Developer Guide, IAM roles"
    ),
    passing(
      "ec2-RunInstances",
      "ec2.amazonaws.com",
      inProfile: true,
      ["pf:ec2-001"],
      [Requirement("ec2:RunInstances", on: .some("arn:aws:ec2:{region}:{account}:instance/*"))],
      source: "EC2 User Guide, IAM roles for Amazon EC2; Grant permissions to attach an IAM role to an instance"
    ),
    passing(
      "ec2-RequestSpotInstances",
      "ec2.amazonaws.com",
      inProfile: true,
      ["pf:ec2-003"],
      [Requirement("ec2:RequestSpotInstances", on: .some("arn:aws:ec2:{region}:{account}:*"))],
      source: "EC2 API Reference, RequestSpotInstances"
    ),
    passing(
      "ec2-ReplaceIamInstanceProfileAssociation",
      "ec2.amazonaws.com",
      inProfile: true,
      ["x:ec2-replace-profile"],
      [Requirement("ec2:ReplaceIamInstanceProfileAssociation", on: .existing(.workloads(.instance)))],
      unless: "the caller has a shell on an instance of the account",
      source: "EC2 API Reference, ReplaceIamInstanceProfileAssociation"
    ),
    passing(
      "ecs-CreateService",
      "ecs-tasks.amazonaws.com",
      ["pf:ecs-001", "pf:ecs-003"],
      [
        Requirement("ecs:RegisterTaskDefinition", on: .some("arn:aws:ecs:{region}:{account}:task-definition/*")),
        Requirement("ecs:CreateService", on: .some("arn:aws:ecs:{region}:{account}:service/*")),
      ],
      assumes: ["the account has an ECS cluster, or the caller may make one"],
      source: "ECS Developer Guide, Task IAM role"
    ),
    passing(
      "ecs-RunTask",
      "ecs-tasks.amazonaws.com",
      ["pf:ecs-002", "pf:ecs-004"],
      [
        Requirement("ecs:RegisterTaskDefinition", on: .some("arn:aws:ecs:{region}:{account}:task-definition/*")),
        Requirement("ecs:RunTask", on: .some("arn:aws:ecs:{region}:{account}:task-definition/*")),
      ],
      assumes: ["the account has an ECS cluster, or the caller may make one"],
      source: "ECS Developer Guide, Task IAM role"
    ),
    passing(
      "ecs-StartTask",
      "ecs-tasks.amazonaws.com",
      ["pf:ecs-005"],
      [
        Requirement("ecs:RegisterTaskDefinition", on: .some("arn:aws:ecs:{region}:{account}:task-definition/*")),
        Requirement("ecs:StartTask", on: .some("arn:aws:ecs:{region}:{account}:task-definition/*")),
      ],
      unless: "an ECS cluster of the account has container instances",
      source: "ECS API Reference, StartTask"
    ),
    passing(
      "eks-CreatePodIdentityAssociation",
      "pods.eks.amazonaws.com",
      ["x:eks-PodIdentity"],
      [
        Requirement("iam:GetRole"),
        Requirement("eks:CreatePodIdentityAssociation", on: .existing(.workloads(.cluster))),
      ],
      unless: "the caller can run a pod with the service account",
      source: "EKS User Guide, Assign an IAM role to a Kubernetes service account"
    ),
    passing(
      "glue-CreateDevEndpoint",
      "glue.amazonaws.com",
      ["pf:glue-001"],
      [Requirement("glue:CreateDevEndpoint", on: .some("arn:aws:glue:{region}:{account}:devEndpoint/*"))],
      source: "Glue Developer Guide, Identity-based policy examples"
    ),
    passing(
      "glue-CreateJob-StartJobRun",
      "glue.amazonaws.com",
      ["pf:glue-003"],
      ["glue:CreateJob", "glue:StartJobRun"].map {
        Requirement($0, on: .some("arn:aws:glue:{region}:{account}:job/*"))
      },
      source: "Glue Developer Guide, Identity-based policy examples"
    ),
    passing(
      "glue-CreateJob-CreateTrigger",
      "glue.amazonaws.com",
      ["pf:glue-004"],
      [
        Requirement("glue:CreateJob", on: .some("arn:aws:glue:{region}:{account}:job/*")),
        Requirement("glue:CreateTrigger", on: .some("arn:aws:glue:{region}:{account}:trigger/*")),
      ],
      source: "Glue Developer Guide, Glue triggers"
    ),
    passing(
      "glue-UpdateJob-StartJobRun",
      "glue.amazonaws.com",
      ["pf:glue-005"],
      ["glue:UpdateJob", "glue:StartJobRun"].map { Requirement($0, on: .existing(.workloads(.glueJob))) },
      source: "Glue API Reference, UpdateJob"
    ),
    passing(
      "glue-UpdateJob-CreateTrigger",
      "glue.amazonaws.com",
      ["pf:glue-006"],
      [
        Requirement("glue:UpdateJob", on: .existing(.workloads(.glueJob))),
        Requirement("glue:CreateTrigger", on: .some("arn:aws:glue:{region}:{account}:trigger/*")),
      ],
      source: "Glue API Reference, UpdateJob, CreateTrigger"
    ),
    passing(
      "iot-CreateRoleAlias",
      "credentials.iot.amazonaws.com",
      ["x:greengrass-iot"],
      [Requirement("iot:CreateRoleAlias", on: .some("arn:aws:iot:{region}:{account}:rolealias/*"))],
      unless: "a certificate of a thing allows iot:AssumeRoleWithCertificate",
      source: "IoT Core Developer Guide, Authorizing direct calls to AWS services using the credential provider"
    ),
    passing(
      "lambda-CreateFunction-InvokeFunction",
      "lambda.amazonaws.com",
      ["pf:lambda-001"],
      ["lambda:CreateFunction", "lambda:InvokeFunction"].map {
        Requirement($0, on: .some("arn:aws:lambda:{region}:{account}:function:*"))
      },
      source: "Lambda Developer Guide, Defining Lambda function permissions with an execution role"
    ),
    passing(
      "lambda-CreateFunction-CreateEventSourceMapping",
      "lambda.amazonaws.com",
      ["pf:lambda-002"],
      [
        Requirement("lambda:CreateFunction", on: .some("arn:aws:lambda:{region}:{account}:function:*")),
        Requirement(
          "lambda:CreateEventSourceMapping",
          on: .some("arn:aws:lambda:{region}:{account}:event-source-mapping:*")
        ),
      ],
      assumes: ["there is a stream or queue from which the role may read"],
      source: "Lambda Developer Guide, Event source mappings"
    ),
    passing(
      "lambda-CreateFunction-AddPermission",
      "lambda.amazonaws.com",
      ["pf:lambda-006"],
      ["lambda:CreateFunction", "lambda:AddPermission"].map {
        Requirement($0, on: .some("arn:aws:lambda:{region}:{account}:function:*"))
      },
      source: "Lambda API Reference, AddPermission"
    ),
    passing(
      "rolesanywhere-CreateProfile",
      "rolesanywhere.amazonaws.com",
      ["x:roles-anywhere"],
      [
        Requirement(
          "rolesanywhere:CreateTrustAnchor",
          on: .some("arn:aws:rolesanywhere:{region}:{account}:trust-anchor/*")
        ),
        Requirement("rolesanywhere:CreateProfile", on: .some("arn:aws:rolesanywhere:{region}:{account}:profile/*")),
      ],
      source: "IAM Roles Anywhere User Guide, Getting started"
    ),
    passing(
      "sagemaker-CreateNotebookInstance",
      "sagemaker.amazonaws.com",
      ["pf:sagemaker-001"],
      [
        Requirement(
          "sagemaker:CreateNotebookInstance",
          on: .some("arn:aws:sagemaker:{region}:{account}:notebook-instance/*")
        )
      ],
      source: "SageMaker AI Developer Guide, How to use SageMaker AI execution roles"
    ),
    passing(
      "sagemaker-CreateTrainingJob",
      "sagemaker.amazonaws.com",
      ["pf:sagemaker-002"],
      [
        Requirement("sagemaker:CreateTrainingJob", on: .some("arn:aws:sagemaker:{region}:{account}:training-job/*"))
      ],
      source: "SageMaker AI Developer Guide, How to use SageMaker AI execution roles"
    ),
    passing(
      "sagemaker-CreateProcessingJob",
      "sagemaker.amazonaws.com",
      ["pf:sagemaker-003"],
      [
        Requirement(
          "sagemaker:CreateProcessingJob",
          on: .some("arn:aws:sagemaker:{region}:{account}:processing-job/*")
        )
      ],
      source: "SageMaker AI Developer Guide, How to use SageMaker AI execution roles"
    ),
    passing(
      "ssm-StartAutomationExecution",
      "ssm.amazonaws.com",
      ["x:ssm-automation"],
      [
        Requirement(
          "ssm:StartAutomationExecution",
          on: .some("arn:aws:ssm:{region}:{account}:automation-definition/*")
        )
      ],
      source: "Systems Manager User Guide, Setting up Automation: configuring a service role"
    ),
  ]

  private static func passing(
    _ id: String,
    _ service: String,
    inProfile: Bool = false,
    _ catalogue: [String],
    _ requires: [Requirement],
    assumes: [String] = [],
    unless: String? = nil,
    source: String
  ) -> CapabilityRow {
    CapabilityRow(
      id,
      "passes the role to \(service) and runs code with it",
      catalogue,
      [Requirement("iam:PassRole")] + requires,
      .roles(trusting: service, inProfile: inProfile),
      // Passing a role is part of the call that uses it.
      calls: requires.count { $0.actions != ["iam:GetRole"] },
      .changes,
      preconditions: ["the role trusts the service"] + (inProfile ? ["an instance profile holds the role"] : []),
      assumes: assumes,
      unless: unless,
      source: source
    )
  }
}
