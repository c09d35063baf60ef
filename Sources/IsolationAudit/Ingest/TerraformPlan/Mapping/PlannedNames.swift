/// What resources are called that have no id yet: the Terraform address stands for an id, and ARNs are made where account,
/// Region and name are known.
struct PlannedNames {
  private let state: PlannedState
  /// How many references were followed to get here.
  private let depth: Int

  init(_ state: PlannedState, depth: Int = 0) { (self.state, self.depth) = (state, depth) }

  /// Types whose `id` in Terraform is another of their attributes.
  static let idAttributes: [String: String] = {
    var result: [String: String] = [
      "aws_iam_role": "name", "aws_iam_user": "name", "aws_iam_group": "name", "aws_iam_instance_profile": "name",
      "aws_s3_bucket": "bucket", "aws_eks_cluster": "name", "aws_ecr_repository": "name",
      "aws_dynamodb_table": "name", "aws_backup_vault": "name", "aws_cloudwatch_event_bus": "name",
      "aws_ssm_parameter": "name", "aws_lambda_function": "function_name", "aws_db_subnet_group": "name",
      "aws_elb": "name", "aws_docdb_subnet_group": "name", "aws_neptune_subnet_group": "name",
      "aws_elasticache_subnet_group": "name", "aws_redshift_subnet_group": "name", "aws_glue_job": "name",
      "aws_codepipeline": "name", "aws_rds_cluster": "cluster_identifier", "aws_kms_alias": "name",
      "aws_rds_cluster_instance": "identifier", "aws_docdb_cluster": "cluster_identifier",
      "aws_neptune_cluster": "cluster_identifier", "aws_s3_bucket_policy": "bucket",
      "aws_vpc_peering_connection_accepter": "vpc_peering_connection_id",
      "aws_vpc_peering_connection_options": "vpc_peering_connection_id",
      "aws_ec2_transit_gateway_vpc_attachment_accepter": "transit_gateway_attachment_id",
      "aws_ec2_transit_gateway_peering_attachment_accepter": "transit_gateway_attachment_id",
      "aws_dx_hosted_private_virtual_interface_accepter": "virtual_interface_id",
      "aws_dx_hosted_transit_virtual_interface_accepter": "virtual_interface_id",
      "aws_default_route_table": "default_route_table_id", "aws_default_network_acl": "default_network_acl_id",
      "aws_s3_bucket_public_access_block": "bucket", "aws_s3_bucket_versioning": "bucket",
      "aws_s3_bucket_ownership_controls": "bucket", "aws_s3_bucket_server_side_encryption_configuration": "bucket",
    ]
    for type in [
      "aws_lb", "aws_alb", "aws_lb_listener", "aws_alb_listener", "aws_lb_target_group", "aws_alb_target_group",
      "aws_lb_listener_rule", "aws_alb_listener_rule",
      "aws_iam_policy", "aws_sns_topic", "aws_ecs_cluster", "aws_ecs_service", "aws_networkfirewall_firewall",
      "aws_networkfirewall_firewall_policy", "aws_networkfirewall_rule_group", "aws_iam_openid_connect_provider",
      "aws_iam_saml_provider", "aws_secretsmanager_secret", "aws_ram_resource_share", "aws_sfn_state_machine",
      "aws_codebuild_project", "aws_ssoadmin_permission_set", "aws_opensearch_domain", "aws_elasticsearch_domain",
      "aws_apprunner_service",
    ] { result[type] = "arn" }
    return result
  }()

  /// What an attribute that is not known yet is called; `unknown` for what is no name.
  func name(_ resource: TerraformResource, _ reference: TerraformReference) -> SettledText {
    let attribute = reference.attribute
    switch attribute {
    case "id", "": return .text(id(resource))
    case "arn": return .text(arn(resource))
    default: break
    }
    if attribute == Self.idAttributes[resource.type] { return .text(id(resource)) }
    guard reference.path.count == 1 || attribute == "identity" || attribute == "certificate_authority" else {
      return .unknown(reference.name + " is known after apply")
    }
    if resource.type == "aws_vpc_endpoint_service", attribute == "service_name" {
      // One that is only read is another's, and has its name already.
      guard resource.mode == .managed else { return .unknown(reference.name + " is known after apply") }
      return .text(serviceName(resource))
    }
    let isName =
      attribute.hasSuffix("_id") || attribute.hasSuffix("_arn") || attribute == "name" || attribute == "bucket"
      || attribute == "service_name"
      || attribute == "function_name" || attribute == "key_id" || attribute == "self_link"
    if attribute == "key_id" || attribute == "allocation_id" || attribute == "unique_id" {
      return .text(id(resource))
    }
    return isName
      ? .text(resource.address + "." + attribute) : .unknown(reference.name + " is known after apply")
  }

  /// The name of an endpoint service that has none yet, in the form that tells customers' services from AWS's.
  func serviceName(_ resource: TerraformResource) -> String {
    "com.amazonaws.vpce.\(resource.region).vpce-svc-of-\(resource.address)"
  }

  /// The id of a resource, or its address.
  func id(_ resource: TerraformResource) -> String {
    let values = state.values[resource.address]
    if let id = values?["id"]?.string, !id.isEmpty {
      return state.normal(id)
    }
    switch Self.idAttributes[resource.type] {
    case "arn"?: return arn(resource)
    case let attribute?:
      if case .text(let name) = known(values?[attribute]), !name.isEmpty { return name }
      return resource.address
    case nil: return resource.address
    }
  }

  /// The ARN of a resource, or one made from what is known of it.
  func arn(_ resource: TerraformResource) -> String {
    let values = state.values[resource.address]
    if let arn = values?["arn"]?.string, !arn.isEmpty { return state.normal(arn) }
    func text(_ attribute: String) -> String? {
      if case .text(let text)? = values.map({ known($0[attribute]) }) { return text }
      return nil
    }
    let region = resource.region
    let account = resource.account
    let partition = resource.partition
    func make(_ service: String, _ rest: String, isGlobal: Bool = false) -> String {
      "arn:\(partition):\(service):\(isGlobal ? "" : region):\(account):\(rest)"
    }
    let name = text("name") ?? resource.address
    switch resource.type {
    case "aws_iam_role": return make("iam", "role\(text("path") ?? "/")\(name)", isGlobal: true)
    case "aws_iam_user": return make("iam", "user\(text("path") ?? "/")\(name)", isGlobal: true)
    case "aws_iam_group": return make("iam", "group\(text("path") ?? "/")\(name)", isGlobal: true)
    case "aws_iam_policy": return make("iam", "policy\(text("path") ?? "/")\(name)", isGlobal: true)
    case "aws_iam_instance_profile":
      return make("iam", "instance-profile\(text("path") ?? "/")\(name)", isGlobal: true)
    case "aws_iam_openid_connect_provider":
      let url = text("url") ?? resource.address
      return make("iam", "oidc-provider/\(url.hasPrefix("https://") ? String(url.dropFirst(8)) : url)", isGlobal: true)
    case "aws_iam_saml_provider": return make("iam", "saml-provider/\(name)", isGlobal: true)
    case "aws_s3_bucket": return "arn:\(partition):s3:::\(text("bucket") ?? resource.address)"
    case "aws_sqs_queue": return make("sqs", name)
    case "aws_sns_topic": return make("sns", name)
    case "aws_dynamodb_table": return make("dynamodb", "table/\(name)")
    case "aws_lambda_function": return make("lambda", "function:\(text("function_name") ?? resource.address)")
    case "aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key":
      return make("kms", "key/\(text("key_id") ?? resource.address)")
    case "aws_kms_alias": return make("kms", text("name") ?? "alias/\(resource.address)")
    case "aws_secretsmanager_secret": return make("secretsmanager", "secret:\(name)")
    case "aws_ssm_parameter": return make("ssm", name.hasPrefix("/") ? "parameter\(name)" : "parameter/\(name)")
    case "aws_ecr_repository": return make("ecr", "repository/\(name)")
    case "aws_cloudwatch_event_bus": return make("events", "event-bus/\(name)")
    case "aws_backup_vault": return make("backup", "backup-vault:\(name)")
    case "aws_eks_cluster": return make("eks", "cluster/\(name)")
    case "aws_ecs_cluster": return make("ecs", "cluster/\(name)")
    case "aws_ecs_task_definition": return make("ecs", "task-definition/\(text("family") ?? resource.address)")
    case "aws_ecs_service": return make("ecs", "service/\(name)")
    case "aws_db_instance", "aws_rds_cluster_instance", "aws_docdb_cluster_instance", "aws_neptune_cluster_instance":
      return make("rds", "db:\(text("identifier") ?? resource.address)")
    case "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster":
      return make("rds", "cluster:\(text("cluster_identifier") ?? resource.address)")
    case "aws_lb", "aws_alb":
      let kind = ["network": "net", "gateway": "gwy"][text("load_balancer_type") ?? ""] ?? "app"
      return make("elasticloadbalancing", "loadbalancer/\(kind)/\(name)/\(resource.address)")
    case "aws_lb_target_group", "aws_alb_target_group":
      return make("elasticloadbalancing", "targetgroup/\(name)/\(resource.address)")
    case "aws_lb_listener", "aws_alb_listener": return make("elasticloadbalancing", "listener/\(resource.address)")
    case "aws_lb_listener_rule", "aws_alb_listener_rule":
      return make("elasticloadbalancing", "listener-rule/\(resource.address)")
    case "aws_elb": return make("elasticloadbalancing", "loadbalancer/\(name)")
    case "aws_efs_file_system": return make("elasticfilesystem", "file-system/\(id(resource))")
    case "aws_opensearch_domain", "aws_elasticsearch_domain":
      return make("es", "domain/\(text("domain_name") ?? resource.address)")
    case "aws_networkfirewall_firewall": return make("network-firewall", "firewall/\(name)")
    case "aws_networkfirewall_firewall_policy": return make("network-firewall", "firewall-policy/\(name)")
    case "aws_networkfirewall_rule_group":
      return make("network-firewall", "\((text("type") ?? "stateful").lowercased())-rulegroup/\(name)")
    case "aws_networkmanager_core_network":
      return make("networkmanager", "core-network/\(id(resource))", isGlobal: true)
    case "aws_glue_job": return make("glue", "job/\(name)")
    case "aws_glue_dev_endpoint": return make("glue", "devEndpoint/\(name)")
    case "aws_codebuild_project": return make("codebuild", "project/\(name)")
    case "aws_codepipeline": return make("codepipeline", name)
    case "aws_sfn_state_machine": return make("states", "stateMachine:\(name)")
    case "aws_sagemaker_notebook_instance": return make("sagemaker", "notebook-instance/\(name)")
    case "aws_apprunner_service": return make("apprunner", "service/\(text("service_name") ?? name)")
    case "aws_rolesanywhere_trust_anchor": return make("rolesanywhere", "trust-anchor/\(resource.address)")
    case "aws_rolesanywhere_profile": return make("rolesanywhere", "profile/\(resource.address)")
    case "aws_organizations_policy": return make("organizations", "policy/\(resource.address)", isGlobal: true)
    default:
      let type = resource.type.split(separator: "_").dropFirst().joined(separator: "-")
      let service = Self.services.first { resource.type.hasPrefix($0.prefix) }?.service ?? "ec2"
      return make(service, "\(type)/\(id(resource, fallback: resource.address))")
    }
  }

  /// The ARN services of types without a rule of their own.
  private static let services: [(prefix: String, service: String)] = [
    ("aws_vpclattice_", "vpc-lattice"), ("aws_ram_", "ram"), ("aws_organizations_", "organizations"),
    ("aws_dx_", "directconnect"), ("aws_networkmanager_", "networkmanager"), ("aws_route53_", "route53resolver"),
    ("aws_ssoadmin_", "sso"), ("aws_redshift_", "redshift"), ("aws_elasticache_", "elasticache"),
  ]

  private func id(_ resource: TerraformResource, fallback: String) -> String {
    state.values[resource.address]?["id"]?.string ?? fallback
  }

  /// A text that does not lead back here: names are given by hand or taken from other resources.
  private func known(_ value: TerraformValue?) -> SettledText { state.settle(value, depth: depth + 8) }
}

extension TerraformResource {
  /// The account, or what the provider is called: resources of one provider share an account that has no number yet.
  var account: String { place.account?.value ?? providerKey ?? "" }
  /// The Region; empty when it is not known.
  var region: String { place.region?.value ?? "" }
  /// The partition that the Region belongs to.
  var partition: String {
    region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
  }
}
