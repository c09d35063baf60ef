/// Resource types that carry facts about isolation and are not read.
enum UnsupportedTypes {
  /// What may hang on a resource of a type; everything for a type that nothing is known of.
  static func concerns(_ type: String) -> [UnsettledAttribute.Concern] {
    if let found = known.first(where: { $0.types.contains(type) }) { return found.concerns }
    if let found = families.first(where: { family in type.hasPrefix(family.prefix) }) { return found.concerns }
    return [.network, .identity, .data]
  }

  private static let families: [(prefix: String, concerns: [UnsettledAttribute.Concern])] = [
    ("aws_verifiedaccess_", [.network]), ("aws_vpc_route_server", [.network]), ("aws_ec2_local_gateway_", [.network]),
    ("aws_ec2_traffic_mirror_", [.network]), ("aws_globalaccelerator_", [.network]), ("aws_workspaces", [.network]),
    ("aws_directory_service_", [.network, .identity]), ("aws_storagegateway_", [.network, .data]),
    ("aws_datasync_", [.network, .data]), ("aws_transfer_", [.network, .data]), ("aws_emr", [.network, .identity]),
    ("aws_opsworks_", [.network, .identity]), ("aws_elastic_beanstalk_", [.network, .identity]),
    ("aws_redshiftserverless_", [.network, .data]), ("aws_redshift_endpoint_", [.network]),
    ("aws_mskconnect_", [.network, .identity]), ("aws_msk_", [.network, .data]), ("aws_batch_", [.network, .identity]),
    ("aws_sagemaker_", [.network, .identity]), ("aws_s3control_", [.data]), ("aws_s3tables_", [.data]),
    ("aws_lightsail_", [.network]), ("aws_opensearchserverless_", [.network, .data]),
    ("aws_servicecatalog_", [.network, .identity]), ("aws_imagebuilder_", [.network, .identity]),
    ("aws_cloudformation_", [.network, .identity, .data]), ("aws_fsx_", [.data]),
    ("aws_route53profiles_", [.network]), ("aws_ssoadmin_", [.identity]), ("aws_gamelift_", [.network]),
  ]

  private static let known: [(types: Set<String>, concerns: [UnsettledAttribute.Concern])] = [
    (
      [
        "aws_ec2_carrier_gateway", "aws_ec2_fleet", "aws_spot_fleet_request", "aws_api_gateway_vpc_link",
        "aws_apigatewayv2_vpc_link", "aws_apprunner_vpc_ingress_connection",
        "aws_autoscaling_traffic_source_attachment",
        "aws_network_interface_permission", "aws_networkmanager_connect_peer", "aws_networkfirewall_resource_policy",
        "aws_networkfirewall_tls_inspection_configuration", "aws_opensearch_vpc_endpoint",
        "aws_elasticsearch_vpc_endpoint", "aws_opensearch_inbound_connection_accepter",
        "aws_opensearch_outbound_connection", "aws_quicksight_vpc_connection", "aws_appstream_fleet",
        "aws_appstream_image_builder", "aws_dms_replication_config", "aws_db_proxy_endpoint", "aws_rds_shard_group",
        "aws_docdbelastic_cluster", "aws_neptunegraph_graph", "aws_timestreaminfluxdb_db_instance",
        "aws_fsx_file_cache", "aws_cloudhsm_v2_cluster", "aws_cloudhsm_v2_hsm",
        "aws_route53_vpc_association_authorization",
        "aws_drs_replication_configuration_template", "aws_vpclattice_resource_policy", "aws_m2_environment",
        "aws_finspace_kx_environment", "aws_finspace_kx_cluster", "aws_kinesisanalyticsv2_application",
        "aws_prometheus_scraper", "aws_grafana_workspace", "aws_osis_pipeline", "aws_devicefarm_project",
      ], [.network]
    ),
    (
      [
        "aws_mwaa_environment", "aws_cloud9_environment_ec2", "aws_codebuild_fleet", "aws_ecs_task_set",
        "aws_codecatalyst_dev_environment",
      ], [.network, .identity]
    ),
    (
      [
        "aws_lambda_function_url", "aws_lambda_layer_version_permission", "aws_glue_resource_policy",
        "aws_codebuild_resource_policy", "aws_organizations_resource_policy", "aws_eks_identity_provider_config",
        "aws_kms_custom_key_store", "aws_kms_replica_external_key", "aws_rds_cluster_role_association",
        "aws_db_instance_role_association", "aws_redshift_cluster_iam_roles", "aws_emrcontainers_virtual_cluster",
        "aws_iot_role_alias", "aws_pipes_pipe", "aws_glue_crawler", "aws_glue_ml_transform",
        "aws_kinesis_firehose_delivery_stream",
        "aws_appflow_flow", "aws_datapipeline_pipeline", "aws_codedeploy_deployment_group",
        "aws_fis_experiment_template",
        "aws_dlm_lifecycle_policy", "aws_amplify_app", "aws_amplify_branch", "aws_bedrockagent_agent",
      ], [.identity, .data]
    ),
    (
      [
        "aws_s3_access_point", "aws_s3_bucket_acl", "aws_s3_bucket_replication_configuration",
        "aws_s3_directory_bucket", "aws_s3outposts_endpoint", "aws_cloudwatch_event_permission",
        "aws_cloudwatch_event_endpoint", "aws_ecr_registry_policy", "aws_ecr_replication_configuration",
        "aws_ecr_pull_through_cache_rule", "aws_ecr_repository_creation_template", "aws_ecrpublic_repository_policy",
        "aws_codeartifact_domain_permissions_policy", "aws_codeartifact_repository_permissions_policy",
        "aws_kinesis_resource_policy", "aws_backup_logically_air_gapped_vault", "aws_dynamodb_table_replica",
        "aws_dynamodb_global_table", "aws_dynamodb_table_export", "aws_rds_export_task", "aws_rds_integration",
        "aws_db_instance_automated_backups_replication", "aws_redshift_resource_policy",
        "aws_redshift_cluster_snapshot",
        "aws_redshift_data_share_authorization", "aws_redshift_data_share_consumer_association",
        "aws_redshift_snapshot_copy", "aws_elasticache_global_replication_group", "aws_memorydb_snapshot",
        "aws_memorydb_multi_region_cluster", "aws_glacier_vault", "aws_glacier_vault_lock",
        "aws_opensearch_authorize_vpc_endpoint_access", "aws_schemas_registry_policy",
        "aws_media_store_container_policy",
        "aws_api_gateway_rest_api_policy", "aws_signer_signing_profile_permission", "aws_dsql_cluster",
        "aws_dsql_cluster_peering", "aws_lightsail_bucket_resource_access",
      ], [.data]
    ),
    (
      ["aws_cloudcontrolapi_resource", "aws_serverlessapplicationrepository_cloudformation_stack"],
      [.network, .identity, .data]
    ),
  ]

  /// Whether a type is known to carry facts, and is not one that nobody has heard of.
  static func isListed(_ type: String) -> Bool {
    known.contains { $0.types.contains(type) } || families.contains { type.hasPrefix($0.prefix) }
  }
}
