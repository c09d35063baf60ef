/// What the name of an attribute tells about the value: whether it names other resources, one or several, and which.
struct TerraformLink {
  /// The name of the attribute.
  let name: String

  init(_ name: String) { self.name = name }

  /// The types of resources whose ids, ARNs or names attributes hold, by the name of the attribute.
  private static let types: [String: [String]] = [
    "vpc_id": ["aws_vpc", "aws_default_vpc"],
    "peer_vpc_id": ["aws_vpc"],
    "subnet_id": ["aws_subnet", "aws_default_subnet"],
    "subnet_ids": ["aws_subnet", "aws_default_subnet"],
    "subnets": ["aws_subnet", "aws_default_subnet"],
    "target_vpc_subnet_id": ["aws_subnet"],
    "route_table_id": ["aws_route_table", "aws_default_route_table"],
    "route_table_ids": ["aws_route_table", "aws_default_route_table"],
    "gateway_id": ["aws_internet_gateway", "aws_vpn_gateway", "aws_vpc_endpoint"],
    "egress_only_gateway_id": ["aws_egress_only_internet_gateway"],
    "nat_gateway_id": ["aws_nat_gateway"],
    "internet_gateway_id": ["aws_internet_gateway"],
    "transit_gateway_id": ["aws_ec2_transit_gateway"],
    "peer_transit_gateway_id": ["aws_ec2_transit_gateway"],
    "transit_gateway_attachment_id": [
      "aws_ec2_transit_gateway_vpc_attachment", "aws_ec2_transit_gateway_peering_attachment", "aws_vpn_connection",
      "aws_ec2_transit_gateway_connect", "aws_dx_gateway_association",
    ],
    "transit_gateway_route_table_id": ["aws_ec2_transit_gateway_route_table"],
    "vpc_peering_connection_id": ["aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"],
    "security_group_id": ["aws_security_group", "aws_default_security_group"],
    "security_group_ids": ["aws_security_group", "aws_default_security_group"],
    "security_groups": ["aws_security_group", "aws_default_security_group"],
    "vpc_security_group_ids": ["aws_security_group", "aws_default_security_group"],
    "referenced_security_group_id": ["aws_security_group", "aws_default_security_group"],
    "source_security_group_id": ["aws_security_group", "aws_default_security_group"],
    "prefix_list_id": ["aws_ec2_managed_prefix_list", "aws_vpc_endpoint"],
    "prefix_list_ids": ["aws_ec2_managed_prefix_list", "aws_vpc_endpoint"],
    "destination_prefix_list_id": ["aws_ec2_managed_prefix_list", "aws_vpc_endpoint"],
    "network_acl_id": ["aws_network_acl", "aws_default_network_acl"],
    "vpn_gateway_id": ["aws_vpn_gateway"],
    "customer_gateway_id": ["aws_customer_gateway"],
    "vpn_connection_id": ["aws_vpn_connection"],
    "client_vpn_endpoint_id": ["aws_ec2_client_vpn_endpoint"],
    "allocation_id": ["aws_eip"],
    "network_interface_id": ["aws_network_interface", "aws_instance"],
    "vpc_endpoint_id": ["aws_vpc_endpoint"],
    "vpc_endpoint_service_id": ["aws_vpc_endpoint_service"],
    "service_name": ["aws_vpc_endpoint_service"],
    "instance_id": ["aws_instance"],
    "role": ["aws_iam_role"],
    "role_arn": ["aws_iam_role"],
    "iam_instance_profile": ["aws_iam_instance_profile"],
    "user": ["aws_iam_user"],
    "group": ["aws_iam_group"],
    "policy_arn": ["aws_iam_policy"],
    "permissions_boundary": ["aws_iam_policy"],
    "bucket": ["aws_s3_bucket"],
    "kms_key_id": ["aws_kms_key", "aws_kms_alias"],
    "key_id": ["aws_kms_key"],
    "target_key_id": ["aws_kms_key"],
    "load_balancer_arn": ["aws_lb", "aws_alb"],
    "load_balancer_arns": ["aws_lb", "aws_alb"],
    "network_load_balancer_arns": ["aws_lb", "aws_alb"],
    "gateway_load_balancer_arns": ["aws_lb", "aws_alb"],
    "listener_arn": ["aws_lb_listener", "aws_alb_listener"],
    "target_group_arn": ["aws_lb_target_group", "aws_alb_target_group"],
    "target_group_arns": ["aws_lb_target_group", "aws_alb_target_group"],
    "db_subnet_group_name": ["aws_db_subnet_group"],
    "subnet_group_name": ["aws_elasticache_subnet_group", "aws_db_subnet_group"],
    "cluster_name": ["aws_eks_cluster"],
    "cluster_identifier": ["aws_rds_cluster"],
    "secret_arn": ["aws_secretsmanager_secret"],
    "firewall_policy_arn": ["aws_networkfirewall_firewall_policy"],
    "resource_share_arn": ["aws_ram_resource_share"],
    "vpc_identifier": ["aws_vpc"],
    "service_network_identifier": ["aws_vpclattice_service_network"],
    "service_identifier": ["aws_vpclattice_service"],
    "target_group_identifier": ["aws_vpclattice_target_group"],
    "listener_identifier": ["aws_vpclattice_listener"],
    "resource_configuration_identifier": ["aws_vpclattice_resource_configuration"],
    "resource_gateway_identifier": ["aws_vpclattice_resource_gateway"],
    "resource_identifier": ["aws_vpclattice_service", "aws_vpclattice_service_network"],
    "vpc_zone_identifier": ["aws_subnet", "aws_default_subnet"],
    "client_subnets": ["aws_subnet", "aws_default_subnet"],
    "propagating_vgws": ["aws_vpn_gateway"],
    "instance": ["aws_instance"],
    "instances": ["aws_instance"],
    "network_interface": ["aws_network_interface"],
    "cluster": ["aws_ecs_cluster"],
    "task_definition": ["aws_ecs_task_definition"],
    "queue_url": ["aws_sqs_queue"],
    "elb": ["aws_elb"],
    "backup_vault_name": ["aws_backup_vault"],
    "repository": ["aws_ecr_repository"],
    "dx_gateway_id": ["aws_dx_gateway"],
    "identifiers": [],
    "target_id": [],
    "principal": [],
    "resource_arn": [],
    "source_arn": [],
  ]

  /// Attributes that hold the name of a resource, which for these is also its id.
  private static let byName: Set<String> = [
    "role", "iam_instance_profile", "user", "group", "db_subnet_group_name", "subnet_group_name", "cluster_name",
    "cluster_identifier", "elb", "backup_vault_name", "repository",
  ]

  /// The types that the attribute may name; none if that does not follow from the name.
  var expectedTypes: [String] { Self.types[name] ?? [] }

  /// Whether the attribute names other resources.
  var isLink: Bool {
    Self.types[name] != nil || name.hasSuffix("_id") || name.hasSuffix("_ids") || name.hasSuffix("_arn")
      || name.hasSuffix("_arns")
  }

  /// Whether the attribute holds the JSON text of a policy.
  var isDocument: Bool { name.hasSuffix("policy") || name == "json" || name == "content" || name == "policy_document" }

  /// Whether the attribute names several.
  var isPlural: Bool { name.hasSuffix("_ids") || name.hasSuffix("_arns") || Self.plurals.contains(name) }

  private static let plurals: Set<String> = [
    "subnets", "security_groups", "identifiers", "vpc_zone_identifier", "client_subnets", "propagating_vgws",
    "instances",
  ]

  /// The attribute of the other resource whose value it holds.
  var attribute: String {
    if name == "service_name" { return name }
    if name.hasSuffix("arn") || name == "task_definition" || name.hasSuffix("arns") || name == "permissions_boundary" {
      return "arn"
    }
    return Self.byName.contains(name) ? "name" : "id"
  }

  /// Whether a resource of a type may be meant; yes if nothing is known of it.
  func fits(type: String?) -> Bool {
    guard let type else { return expectedTypes.isEmpty }
    return expectedTypes.isEmpty || expectedTypes.contains(type)
  }

  /// Whether an attribute identifies its resource, or one that it names, so that it is handed on as it is.
  static func isIdentity(_ path: [TerraformReference.Step]) -> Bool {
    for step in path.reversed() {
      guard case .attribute(let name) = step else { continue }
      return ["id", "arn", "name", "bucket", "key_id", "allocation_id", "service_name"].contains(name)
        || name.hasSuffix("_id")
        || name.hasSuffix("_arn") || name.hasSuffix("_ids") || name.hasSuffix("_arns")
    }
    return false
  }
}
