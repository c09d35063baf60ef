/// Which resource types are read, and how; which are passed over because nothing of isolation hangs on them.
enum MappingTable {
  /// How resources of a type are read.
  struct Entry: Sendable {
    /// What may hang on what is not known of them.
    var concern: UnsettledAttribute.Concern
    /// Whether the resource makes something else its own and lets go of it unchanged when it is destroyed.
    var adopts = false
    /// Reads one.
    var read: @Sendable (inout ResourceReader) -> Void
  }

  /// How resources of a type are read; `nil` if they are not.
  static func entry(_ type: String) -> Entry? {
    network[type] ?? gateways[type] ?? transit[type] ?? services[type] ?? identity[type] ?? data[type]
  }

  /// The types that are read, sorted.
  static var types: [String] {
    [network, gateways, transit, services, identity, data].flatMap(\.keys).sorted()
  }

  private typealias Read = @Sendable (inout ResourceReader) -> Void

  private static func entries(
    _ concern: UnsettledAttribute.Concern,
    adopting: Set<String> = [],
    _ reads: [String: Read]
  ) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    for (type, read) in reads { entries[type] = Entry(concern: concern, adopts: adopting.contains(type), read: read) }
    return entries
  }

  private static let network = entries(
    .network,
    adopting: [
      "aws_default_vpc", "aws_default_subnet", "aws_default_route_table", "aws_default_network_acl",
      "aws_default_security_group",
    ],
    [
      "aws_vpc": { $0.vpc() }, "aws_default_vpc": { $0.vpc() },
      "aws_vpc_ipv4_cidr_block_association": { $0.vpcBlock("cidr_block", "CidrBlockAssociationSet", "CidrBlock") },
      "aws_vpc_ipv6_cidr_block_association": {
        $0.vpcBlock("ipv6_cidr_block", "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock")
      },
      "aws_subnet": { $0.subnet() }, "aws_default_subnet": { $0.subnet() },
      "aws_route_table": { $0.routeTable() }, "aws_default_route_table": { $0.defaultRouteTable() },
      "aws_route": { $0.route() }, "aws_route_table_association": { $0.routeTableAssociation() },
      "aws_main_route_table_association": { $0.mainRouteTable() },
      "aws_vpn_gateway_route_propagation": { $0.routePropagation() },
      "aws_network_acl": { $0.networkACL() }, "aws_default_network_acl": { $0.defaultNetworkACL() },
      "aws_network_acl_rule": { $0.networkACLRule() }, "aws_network_acl_association": { $0.networkACLAssociation() },
      "aws_security_group": { $0.securityGroup() }, "aws_default_security_group": { $0.defaultSecurityGroup() },
      "aws_security_group_rule": { $0.securityGroupRule() },
      "aws_vpc_security_group_ingress_rule": { $0.vpcSecurityGroupRule() },
      "aws_vpc_security_group_egress_rule": { $0.vpcSecurityGroupRule() },
      "aws_vpc_security_group_vpc_association": { $0.securityGroupAssociation() },
      "aws_ec2_managed_prefix_list": { $0.prefixList() }, "aws_ec2_managed_prefix_list_entry": { $0.prefixListEntry() },
      "aws_network_interface": { $0.networkInterface() },
      "aws_network_interface_attachment": { $0.interfaceAttachment() },
      "aws_network_interface_sg_attachment": { $0.interfaceGroup() },
      "aws_instance": { $0.instance() }, "aws_spot_instance_request": { $0.instance() },
      "aws_eip": { $0.elasticAddress() }, "aws_eip_association": { $0.elasticAddressAssociation() },
      "aws_vpc_block_public_access_options": { $0.blockPublicAccess() },
      "aws_vpc_block_public_access_exclusion": { $0.blockPublicAccessExclusion() },
    ]
  )

  private static let gateways = entries(
    .network,
    [
      "aws_internet_gateway": { $0.internetGateway() },
      "aws_internet_gateway_attachment": { $0.internetGatewayAttachment() },
      "aws_egress_only_internet_gateway": { $0.egressOnlyGateway() }, "aws_nat_gateway": { $0.natGateway() },
      "aws_vpc_peering_connection": { $0.peeringConnection() },
      "aws_vpc_peering_connection_accepter": { $0.peeringAccepter() },
      "aws_vpc_endpoint": { $0.vpcEndpoint() }, "aws_vpc_endpoint_policy": { $0.endpointPolicy() },
      "aws_vpc_endpoint_route_table_association": { $0.endpointRouteTable() },
      "aws_vpc_endpoint_subnet_association": { $0.endpointSubnet() },
      "aws_vpc_endpoint_security_group_association": { $0.endpointGroup() },
      "aws_vpc_endpoint_service": { $0.endpointService() },
      "aws_vpc_endpoint_service_allowed_principal": { $0.endpointServicePrincipal() },
      "aws_vpc_endpoint_connection_accepter": { $0.endpointAccepter() },
      "aws_ec2_instance_connect_endpoint": { $0.instanceConnectEndpoint() },
      "aws_networkfirewall_firewall": { $0.firewall() },
      "aws_networkfirewall_firewall_policy": { $0.firewallPolicy() },
      "aws_networkfirewall_rule_group": { $0.firewallRuleGroup() },
      "aws_vpclattice_service_network": { $0.latticeResource("serviceNetworks") },
      "aws_vpclattice_service": { $0.latticeResource("latticeServices") },
      "aws_vpclattice_auth_policy": { $0.latticeAuthPolicy() },
      "aws_vpclattice_service_network_vpc_association": { $0.latticeAssociation("serviceNetworkVpcAssociations") },
      "aws_vpclattice_service_network_service_association": {
        $0.latticeAssociation("serviceNetworkServiceAssociations")
      },
      "aws_vpclattice_service_network_resource_association": {
        $0.latticeAssociation("serviceNetworkResourceAssociations")
      },
      "aws_vpclattice_listener": { $0.latticeListener() }, "aws_vpclattice_listener_rule": { $0.latticeRule() },
      "aws_vpclattice_target_group": { $0.latticeTargetGroup() },
      "aws_vpclattice_target_group_attachment": { $0.latticeTarget() },
      "aws_vpclattice_resource_gateway": { $0.resourceGateway() },
      "aws_vpclattice_resource_configuration": { $0.resourceConfiguration() },
      "aws_route53_resolver_endpoint": { $0.resolverEndpoint() }, "aws_route53_resolver_rule": { $0.resolverRule() },
      "aws_route53_resolver_rule_association": { $0.resolverRuleAssociation() },
      "aws_route53_resolver_firewall_rule_group_association": { $0.dnsFirewallAssociation() },
    ]
  )

  private static let transit = entries(
    .network,
    [
      "aws_ec2_transit_gateway": { $0.transitGateway() },
      "aws_ec2_transit_gateway_route_table": { $0.transitGatewayRouteTable() },
      "aws_ec2_transit_gateway_vpc_attachment": { $0.transitGatewayAttachment() },
      "aws_ec2_transit_gateway_vpc_attachment_accepter": { $0.transitGatewayAccepter("TransitGatewayVpcAttachments") },
      "aws_ec2_transit_gateway_peering_attachment": { $0.transitGatewayPeering() },
      "aws_ec2_transit_gateway_peering_attachment_accepter": {
        $0.transitGatewayAccepter("TransitGatewayPeeringAttachments")
      },
      "aws_ec2_transit_gateway_connect": { $0.transitGatewayConnect() },
      "aws_ec2_transit_gateway_connect_peer": { $0.transitGatewayConnectPeer() },
      "aws_ec2_transit_gateway_route": { $0.transitGatewayRoute() },
      "aws_ec2_transit_gateway_prefix_list_reference": { $0.transitGatewayPrefixList() },
      "aws_ec2_transit_gateway_route_table_association": { $0.transitGatewayAssociation() },
      "aws_ec2_transit_gateway_route_table_propagation": { $0.transitGatewayPropagation() },
      "aws_ec2_transit_gateway_default_route_table_association": {
        $0.transitGatewayDefaultTable("AssociationDefaultRouteTableId")
      },
      "aws_ec2_transit_gateway_default_route_table_propagation": {
        $0.transitGatewayDefaultTable("PropagationDefaultRouteTableId")
      },
      "aws_ec2_transit_gateway_policy_table": { $0.transitGatewayPolicyTable() },
      "aws_ec2_transit_gateway_policy_table_association": { $0.transitGatewayPolicyAssociation() },
      "aws_ec2_transit_gateway_multicast_domain": { $0.multicastDomain() },
      "aws_networkmanager_core_network": { $0.coreNetwork() },
      "aws_networkmanager_vpc_attachment": { $0.coreNetworkAttachment() },
      "aws_networkmanager_core_network_policy_attachment": { $0.coreRoutes() },
      "aws_networkmanager_connect_attachment": { $0.coreRoutes() },
      "aws_networkmanager_site_to_site_vpn_attachment": { $0.coreRoutes() },
      "aws_networkmanager_dx_gateway_attachment": { $0.coreRoutes() },
      "aws_networkmanager_transit_gateway_peering": { $0.coreRoutes() },
      "aws_networkmanager_transit_gateway_route_table_attachment": { $0.coreRoutes() },
      "aws_networkmanager_attachment_accepter": { $0.coreRoutes() },
      "aws_vpn_gateway": { $0.vpnGateway() }, "aws_vpn_gateway_attachment": { $0.vpnGatewayAttachment() },
      "aws_customer_gateway": { $0.customerGateway() }, "aws_vpn_connection": { $0.vpnConnection() },
      "aws_vpn_connection_route": { $0.vpnConnectionRoute() },
      "aws_ec2_client_vpn_endpoint": { $0.clientVPNEndpoint() },
      "aws_ec2_client_vpn_network_association": { $0.clientVPNAssociation() },
      "aws_ec2_client_vpn_route": { $0.clientVPNRoute() },
      "aws_ec2_client_vpn_authorization_rule": { $0.clientVPNAuthorization() },
      "aws_dx_gateway": { $0.directConnectGateway() }, "aws_dx_gateway_association": { $0.directConnectAssociation() },
      "aws_dx_private_virtual_interface": { $0.virtualInterface("private") },
      "aws_dx_hosted_private_virtual_interface": { $0.virtualInterface("private") },
      "aws_dx_transit_virtual_interface": { $0.virtualInterface("transit") },
      "aws_dx_hosted_transit_virtual_interface": { $0.virtualInterface("transit") },
      "aws_dx_public_virtual_interface": { $0.virtualInterface("public") },
      "aws_dx_hosted_public_virtual_interface": { $0.virtualInterface("public") },
      "aws_dx_hosted_private_virtual_interface_accepter": { $0.virtualInterfaceAccepter() },
      "aws_dx_hosted_transit_virtual_interface_accepter": { $0.virtualInterfaceAccepter() },
    ]
  )

  private static let services = entries(
    .network,
    [
      "aws_lb": { $0.loadBalancer() }, "aws_alb": { $0.loadBalancer() },
      "aws_lb_listener": { $0.listener() }, "aws_alb_listener": { $0.listener() },
      "aws_lb_listener_rule": { $0.listenerRule() }, "aws_alb_listener_rule": { $0.listenerRule() },
      "aws_lb_target_group": { $0.targetGroup() }, "aws_alb_target_group": { $0.targetGroup() },
      "aws_lb_target_group_attachment": { $0.targetGroupAttachment() },
      "aws_alb_target_group_attachment": { $0.targetGroupAttachment() },
      "aws_elb": { $0.classicLoadBalancer() }, "aws_elb_attachment": { $0.classicAttachment() },
      "aws_db_instance": { $0.databaseInstance(isOfCluster: false) },
      "aws_rds_cluster_instance": { $0.databaseInstance(isOfCluster: true) },
      "aws_docdb_cluster_instance": { $0.databaseInstance(isOfCluster: true) },
      "aws_neptune_cluster_instance": { $0.databaseInstance(isOfCluster: true) },
      "aws_rds_cluster": { $0.databaseCluster() }, "aws_docdb_cluster": { $0.databaseCluster() },
      "aws_neptune_cluster": { $0.databaseCluster() },
      "aws_db_proxy": {
        let subnets = $0.namedTexts("vpc_subnet_ids").sorted()
        $0.placedService(subnets, "vpc_security_group_ids", "RDS Proxy")
      },
      "aws_elasticache_cluster": {
        $0.groupedService("subnet_group_name", ["aws_elasticache_subnet_group"], "security_group_ids", "ElastiCache")
      },
      "aws_elasticache_replication_group": {
        $0.groupedService("subnet_group_name", ["aws_elasticache_subnet_group"], "security_group_ids", "ElastiCache")
      },
      "aws_elasticache_serverless_cache": {
        let subnets = $0.namedTexts("subnet_ids").sorted()
        $0.placedService(subnets, "security_group_ids", "ElastiCache")
      },
      "aws_memorydb_cluster": {
        $0.groupedService("subnet_group_name", ["aws_memorydb_subnet_group"], "security_group_ids", "MemoryDB")
      },
      "aws_redshift_cluster": {
        $0.groupedService(
          "cluster_subnet_group_name",
          ["aws_redshift_subnet_group"],
          "vpc_security_group_ids",
          "RedshiftNetworkInterface"
        )
      },
      "aws_dax_cluster": {
        $0.groupedService("subnet_group_name", ["aws_dax_subnet_group"], "security_group_ids", "DAX")
      },
      "aws_dms_replication_instance": {
        $0.groupedService(
          "replication_subnet_group_id",
          ["aws_dms_replication_subnet_group"],
          "vpc_security_group_ids",
          "DMSNetworkInterface"
        )
      },
      "aws_msk_cluster": {
        guard let block = $0.block("broker_node_group_info") else { return }
        let subnets = $0.namedTexts("client_subnets", in: block).sorted()
        $0.placedService(subnets, "security_groups", "MSK", in: block)
      },
      "aws_mq_broker": {
        let subnets = $0.isComputed("subnet_ids") ? [] : $0.namedTexts("subnet_ids").sorted()
        $0.placedService(subnets, "security_groups", "Amazon MQ")
      },
      "aws_fsx_lustre_file_system": {
        let subnets = $0.namedTexts("subnet_ids").sorted()
        $0.placedService(subnets, "security_group_ids", "FSx")
      },
      "aws_fsx_ontap_file_system": {
        let subnets = $0.namedTexts("subnet_ids").sorted()
        $0.placedService(subnets, "security_group_ids", "FSx")
      },
      "aws_fsx_openzfs_file_system": {
        let subnets = $0.namedTexts("subnet_ids").sorted()
        $0.placedService(subnets, "security_group_ids", "FSx")
      },
      "aws_fsx_windows_file_system": {
        let subnets = $0.namedTexts("subnet_ids").sorted()
        $0.placedService(subnets, "security_group_ids", "FSx")
      },
      "aws_apprunner_vpc_connector": {
        let subnets = $0.namedTexts("subnets").sorted()
        $0.placedService(subnets, "security_groups", "App Runner")
      },
      "aws_efs_mount_target": { $0.mountTarget() },
      "aws_lambda_function": { $0.function() }, "aws_eks_cluster": { $0.kubernetesCluster() },
      "aws_eks_node_group": { $0.nodeGroup() }, "aws_eks_fargate_profile": { $0.fargateProfile() },
      "aws_autoscaling_group": { $0.autoScalingGroup() }, "aws_ecs_service": { $0.containerService() },
    ]
  )

  private static let identity = entries(
    .identity,
    [
      "aws_iam_role": { $0.role() },
      "aws_iam_user": { $0.userOrGroup("UserDetailList", "UserName") },
      "aws_iam_group": { $0.userOrGroup("GroupDetailList", "GroupName") },
      "aws_iam_role_policy": { $0.principalPolicy("role", "RoleDetailList", "RolePolicyList") },
      "aws_iam_user_policy": { $0.principalPolicy("user", "UserDetailList", "UserPolicyList") },
      "aws_iam_group_policy": { $0.principalPolicy("group", "GroupDetailList", "GroupPolicyList") },
      "aws_iam_role_policy_attachment": { $0.policyAttachment("role", "RoleDetailList") },
      "aws_iam_user_policy_attachment": { $0.policyAttachment("user", "UserDetailList") },
      "aws_iam_group_policy_attachment": { $0.policyAttachment("group", "GroupDetailList") },
      "aws_iam_policy_attachment": { $0.policyAttachments() },
      "aws_iam_role_policies_exclusive": {
        $0.exclusivePolicies("role", "RoleDetailList", "RolePolicyList", "PolicyName", "policy_names")
      },
      "aws_iam_user_policies_exclusive": {
        $0.exclusivePolicies("user", "UserDetailList", "UserPolicyList", "PolicyName", "policy_names")
      },
      "aws_iam_group_policies_exclusive": {
        $0.exclusivePolicies("group", "GroupDetailList", "GroupPolicyList", "PolicyName", "policy_names")
      },
      "aws_iam_role_policy_attachments_exclusive": {
        $0.exclusivePolicies("role", "RoleDetailList", "AttachedManagedPolicies", "PolicyArn", "policy_arns")
      },
      "aws_iam_user_policy_attachments_exclusive": {
        $0.exclusivePolicies("user", "UserDetailList", "AttachedManagedPolicies", "PolicyArn", "policy_arns")
      },
      "aws_iam_group_policy_attachments_exclusive": {
        $0.exclusivePolicies("group", "GroupDetailList", "AttachedManagedPolicies", "PolicyArn", "policy_arns")
      },
      "aws_iam_policy": { $0.managedPolicy() }, "aws_iam_instance_profile": { $0.instanceProfile() },
      "aws_iam_user_group_membership": { $0.userGroups() }, "aws_iam_group_membership": { $0.groupUsers() },
      "aws_iam_openid_connect_provider": { $0.openIDProvider() }, "aws_iam_saml_provider": { $0.samlProvider() },
      "aws_iam_service_linked_role": { $0.serviceLinkedRole() },
      "aws_organizations_organization": { $0.organization() },
      "aws_organizations_organizational_unit": { $0.organizationalUnit() },
      "aws_organizations_account": { $0.organizationAccount() },
      "aws_organizations_policy": { $0.organizationPolicy() },
      "aws_organizations_policy_attachment": { $0.organizationPolicyAttachment() },
      "aws_organizations_delegated_administrator": { $0.delegatedAdministrator() },
      "aws_eks_access_entry": { $0.accessEntry() }, "aws_eks_access_policy_association": { $0.accessEntry() },
      "aws_eks_pod_identity_association": { $0.podIdentity() },
      "aws_ecs_task_definition": { $0.taskDefinition() }, "aws_glue_job": { $0.glueJob() },
      "aws_glue_dev_endpoint": { $0.glueEndpoint() }, "aws_codebuild_project": { $0.buildProject() },
      "aws_codepipeline": { $0.pipeline() }, "aws_sagemaker_notebook_instance": { $0.notebook() },
      "aws_cloudformation_stack": { $0.stack() }, "aws_sfn_state_machine": { $0.stateMachine() },
      "aws_apprunner_service": { $0.appRunnerService() }, "aws_rolesanywhere_trust_anchor": { $0.trustAnchor() },
      "aws_rolesanywhere_profile": { $0.rolesAnywhereProfile() },
      "aws_ssoadmin_permission_set": { $0.permissionSet() },
      "aws_ssoadmin_permission_set_inline_policy": { $0.permissionSetPolicy() },
      "aws_ssoadmin_managed_policy_attachment": { $0.permissionSetManagedPolicy() },
      "aws_ssoadmin_account_assignment": { $0.accountAssignment() },
      "aws_identitystore_user": { $0.directoryUser() }, "aws_identitystore_group": { $0.directoryGroup() },
      "aws_identitystore_group_membership": { $0.directoryMembership() },
    ]
  )

  private static let data = entries(
    .data,
    [
      "aws_s3_bucket": { $0.bucket() }, "aws_s3_bucket_policy": { $0.bucketPolicy() },
      "aws_s3_bucket_public_access_block": {
        guard let bucket = $0.named("bucket") else { return }
        $0.publicAccessBlock("BucketPublicAccessBlocks", ["Bucket": .string(bucket)])
      },
      "aws_s3_account_public_access_block": {
        $0.publicAccessBlock("AccountPublicAccessBlocks", ["AccountId": .string($0.known("account_id") ?? $0.account)])
      },
      "aws_s3_bucket_server_side_encryption_configuration": { $0.bucketEncryption() },
      "aws_kms_key": { $0.encryptionKey() }, "aws_kms_replica_key": { $0.encryptionKey() },
      "aws_kms_external_key": { $0.encryptionKey() }, "aws_kms_key_policy": { $0.keyPolicy() },
      "aws_kms_grant": { $0.keyGrant() }, "aws_kms_alias": { $0.keyAlias() },
      "aws_secretsmanager_secret": { $0.secret() }, "aws_secretsmanager_secret_policy": { $0.secretPolicy() },
      "aws_ssm_parameter": { $0.parameter() },
      "aws_sqs_queue": { $0.queue() }, "aws_sqs_queue_policy": { $0.queuePolicy() },
      "aws_sns_topic": { $0.topic() }, "aws_sns_topic_policy": { $0.topicPolicy() },
      "aws_ecr_repository": { $0.repository() }, "aws_ecr_repository_policy": { $0.repositoryPolicy() },
      "aws_dynamodb_table": { $0.table() }, "aws_dynamodb_resource_policy": { $0.tablePolicy() },
      "aws_cloudwatch_event_bus": { $0.eventBus() }, "aws_cloudwatch_event_bus_policy": { $0.eventBusPolicy() },
      "aws_efs_file_system": { $0.fileSystem() }, "aws_efs_file_system_policy": { $0.fileSystemPolicy() },
      "aws_backup_vault": { $0.backupVault() }, "aws_backup_vault_policy": { $0.backupVaultPolicy() },
      "aws_opensearch_domain": { $0.searchDomain() }, "aws_elasticsearch_domain": { $0.searchDomain() },
      "aws_opensearch_domain_policy": { $0.searchDomainPolicy() },
      "aws_elasticsearch_domain_policy": { $0.searchDomainPolicy() },
      "aws_ebs_snapshot": { $0.volumeSnapshot() }, "aws_ebs_snapshot_copy": { $0.volumeSnapshot() },
      "aws_ebs_snapshot_import": { $0.volumeSnapshot() },
      "aws_snapshot_create_volume_permission": { $0.snapshotPermission() },
      "aws_ami": { $0.image() }, "aws_ami_copy": { $0.image() }, "aws_ami_from_instance": { $0.image() },
      "aws_ami_launch_permission": { $0.imagePermission() },
      "aws_db_snapshot": { $0.databaseSnapshot(isOfCluster: false) },
      "aws_db_snapshot_copy": { $0.databaseSnapshot(isOfCluster: false) },
      "aws_db_cluster_snapshot": { $0.databaseSnapshot(isOfCluster: true) },
      "aws_rds_cluster_snapshot_copy": { $0.databaseSnapshot(isOfCluster: true) },
      "aws_docdb_cluster_snapshot": { $0.databaseSnapshot(isOfCluster: true) },
      "aws_neptune_cluster_snapshot": { $0.databaseSnapshot(isOfCluster: true) },
      "aws_lambda_permission": { $0.functionPermission() },
    ]
  )
}

/// What is done with resource types, for the documentation and the tests.
package enum MappedTypes {
  /// The types that are read, sorted.
  package static var all: [String] { MappingTable.types }
  /// Whether nothing of isolation hangs on a type.
  package static func isIgnored(_ type: String) -> Bool { IgnoredTypes.contains(type) }
  /// Whether a type is known to carry facts and is not read.
  package static func isUnsupported(_ type: String) -> Bool {
    MappingTable.entry(type) == nil && !IgnoredTypes.contains(type)
  }
}
