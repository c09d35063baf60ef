#!/usr/bin/env python3
"""Collect a snapshot of an AWS organization: read-only calls of the aws command line, written as an audit reads them.

    collect.py --accounts accounts.json snapshot/
    collect.py --accounts accounts.json --regions us-east-1,eu-west-1 --role SecurityAudit snapshot/
    collect.py --commands                                  print the calls and stop

accounts.json is {"accounts": {"name": "111111111111", ...}}; other keys are ignored. The caller's own credentials read
the organization (they belong to its management account or a delegated administrator) and assume --role in every account.

The real command line runs inside this process, so each file holds what `aws SERVICE OPERATION --output json` prints. Lists
that need a call for each parent are wrapped with the parent's name. Layout:

    collection.json                            every call and how it ended
    accounts/ACCOUNT/REGION/SERVICE.OPERATION.json
    accounts/ACCOUNT/global/SERVICE.OPERATION.json

A call that finds nothing writes no file and is `empty` in collection.json. Pre-shared keys of VPN connections are replaced
before anything is written; values of parameters and secrets are never asked for.
"""

import argparse
import contextlib
import datetime
import io
import json
import os
import pathlib
import re
import shlex
import shutil
import sys
from dataclasses import dataclass, field

# ---- What is called -------------------------------------------------------------------------------------------------

EC2_LISTS = """
describe-vpcs describe-subnets describe-route-tables describe-network-acls describe-security-groups
describe-security-group-rules describe-network-interfaces describe-addresses describe-instances
describe-managed-prefix-lists describe-internet-gateways describe-egress-only-internet-gateways describe-nat-gateways
describe-vpc-peering-connections describe-vpc-endpoints describe-transit-gateways describe-transit-gateway-attachments
describe-transit-gateway-vpc-attachments describe-transit-gateway-peering-attachments
describe-transit-gateway-route-tables describe-vpn-gateways describe-customer-gateways describe-vpn-connections
describe-client-vpn-endpoints describe-vpc-endpoint-service-configurations describe-vpc-endpoint-connections
describe-instance-connect-endpoints describe-vpc-block-public-access-options describe-vpc-block-public-access-exclusions
describe-transit-gateway-connects describe-transit-gateway-connect-peers
describe-transit-gateway-policy-tables describe-transit-gateway-multicast-domains
describe-security-group-vpc-associations
""".split()

REGIONAL = [("ec2", operation) for operation in EC2_LISTS] + [
    ("elbv2", "describe-load-balancers"),
    ("elbv2", "describe-target-groups"),
    ("network-firewall", "list-firewalls"),
    ("network-firewall", "list-firewall-policies"),
    ("network-firewall", "list-rule-groups"),
    ("network-firewall", "list-vpc-endpoint-associations"),
    ("directconnect", "describe-virtual-interfaces"),
    ("rds", "describe-db-instances"),
    ("rds", "describe-db-clusters"),
    ("eks", "list-clusters"),
    ("lambda", "list-functions"),
    ("ssm", "describe-parameters"),
    ("secretsmanager", "list-secrets"),
    ("kms", "list-keys"),
    ("kms", "list-aliases"),
    ("sqs", "list-queues"),
    ("sns", "list-topics"),
    ("events", "list-event-buses"),
    ("ecr", "describe-repositories"),
    ("dynamodb", "list-tables"),
    ("efs", "describe-file-systems"),
    ("backup", "list-backup-vaults"),
    ("opensearch", "list-domain-names"),
    ("ec2", "describe-snapshots"),
    ("ec2", "describe-images"),
    ("rds", "describe-db-snapshots"),
    ("rds", "describe-db-cluster-snapshots"),
    ("resourcegroupstaggingapi", "get-resources"),
    ("route53resolver", "list-resolver-endpoints"),
    ("route53resolver", "list-resolver-rules"),
    ("route53resolver", "list-resolver-rule-associations"),
    ("route53resolver", "list-firewall-rule-group-associations"),
    ("glue", "get-jobs"),
    ("glue", "get-dev-endpoints"),
    ("cloudformation", "describe-stacks"),
    ("rolesanywhere", "list-trust-anchors"),
    ("rolesanywhere", "list-profiles"),
]

GLOBAL = [
    ("iam", "get-account-authorization-details"),
    ("iam", "list-instance-profiles"),
    ("iam", "list-open-id-connect-providers"),
    ("iam", "list-saml-providers"),
    ("s3api", "list-buckets"),
    ("directconnect", "describe-direct-connect-gateways"),
    ("networkmanager", "list-core-networks"),
    ("networkmanager", "list-attachments"),
]

# Options of calls that would otherwise list what others share with everybody.
OPTIONS = {"describe-snapshots": ("--owner-ids", "self"), "describe-images": ("--owners", "self")}

# Services whose one endpoint for all Regions is not in us-east-1.
HOME = {"networkmanager": "us-west-2"}

ORGANIZATION = [
    ("organizations", "describe-organization"),
    ("organizations", "list-roots"),
    ("organizations", "list-accounts"),
]


@dataclass(frozen=True)
class FollowUp:
    """A call for each item of an earlier answer; its answers become one wrapped list."""

    source: str  # the earlier call's operation
    items: str  # key of its list
    identity: str | None  # field of an item that names it; None when the item is the name
    service: str
    operation: str
    option: str  # command-line option that takes the name
    wrapped: str  # top-level key of the list that is written
    parent: str  # field that carries the parent's name; empty when the rows name it themselves
    values: tuple[str, ...]  # keys of the answer that are kept
    extra: str = ""
    only: tuple[str, str] | None = None  # field and value of the items that are asked about


TGW_TABLES = ("describe-transit-gateway-route-tables", "TransitGatewayRouteTables", "TransitGatewayRouteTableId", "ec2")
CLIENT_VPN = ("describe-client-vpn-endpoints", "ClientVpnEndpoints", "ClientVpnEndpointId", "ec2")
BALANCERS = ("describe-load-balancers", "LoadBalancers", "LoadBalancerArn", "elbv2")
DIRECT_CONNECT = ("describe-direct-connect-gateways", "directConnectGateways", "directConnectGatewayId", "directconnect")
TARGETS = ("describe-target-groups", "TargetGroups", "TargetGroupArn", "elbv2")

FOLLOW_UPS = [
    FollowUp("describe-managed-prefix-lists", "PrefixLists", "PrefixListId", "ec2", "get-managed-prefix-list-entries",
             "--prefix-list-id", "PrefixListEntries", "PrefixListId", ("Entries",)),
    FollowUp(*TGW_TABLES, "get-transit-gateway-route-table-associations", "--transit-gateway-route-table-id",
             "TransitGatewayAssociations", "TransitGatewayRouteTableId", ("Associations",)),
    FollowUp(*TGW_TABLES, "get-transit-gateway-route-table-propagations", "--transit-gateway-route-table-id",
             "TransitGatewayPropagations", "TransitGatewayRouteTableId", ("TransitGatewayRouteTablePropagations",)),
    FollowUp(*TGW_TABLES, "search-transit-gateway-routes", "--transit-gateway-route-table-id", "TransitGatewayRoutes",
             "TransitGatewayRouteTableId", ("Routes", "AdditionalRoutesAvailable"),
             "--filters Name=state,Values=active,blackhole"),
    FollowUp(*TGW_TABLES, "get-transit-gateway-prefix-list-references", "--transit-gateway-route-table-id",
             "TransitGatewayPrefixListReferences", "", ("TransitGatewayPrefixListReferences",)),
    FollowUp("describe-transit-gateway-policy-tables", "TransitGatewayPolicyTables", "TransitGatewayPolicyTableId",
             "ec2", "get-transit-gateway-policy-table-associations", "--transit-gateway-policy-table-id",
             "TransitGatewayPolicyTableAssociations", "TransitGatewayPolicyTableId", ("Associations",)),
    FollowUp("describe-vpcs", "Vpcs", "VpcId", "ec2", "describe-stale-security-groups", "--vpc-id",
             "StaleSecurityGroupSet", "", ("StaleSecurityGroupSet",)),
    FollowUp(*DIRECT_CONNECT, "describe-direct-connect-gateway-associations", "--direct-connect-gateway-id",
             "directConnectGatewayAssociations", "", ("directConnectGatewayAssociations",)),
    FollowUp(*DIRECT_CONNECT, "describe-direct-connect-gateway-attachments", "--direct-connect-gateway-id",
             "directConnectGatewayAttachments", "", ("directConnectGatewayAttachments",)),
    # The owner of a virtual private gateway sees associations with Direct Connect gateways of other accounts.
    FollowUp("describe-vpn-gateways", "VpnGateways", "VpnGatewayId", "directconnect",
             "describe-direct-connect-gateway-associations", "--virtual-gateway-id",
             "directConnectGatewayAssociations", "", ("directConnectGatewayAssociations",)),
    FollowUp("list-attachments", "Attachments", "AttachmentId", "networkmanager", "get-vpc-attachment",
             "--attachment-id", "CoreNetworkVpcAttachments", "", ("VpcAttachment",), only=("AttachmentType", "VPC")),
    FollowUp("list-core-networks", "CoreNetworks", "CoreNetworkId", "networkmanager", "get-core-network-policy",
             "--core-network-id", "CoreNetworkPolicies", "", ("CoreNetworkPolicy",), "--alias LIVE"),
    FollowUp(*CLIENT_VPN, "describe-client-vpn-target-networks", "--client-vpn-endpoint-id", "ClientVpnTargetNetworks",
             "ClientVpnEndpointId", ("ClientVpnTargetNetworks",)),
    FollowUp(*CLIENT_VPN, "describe-client-vpn-routes", "--client-vpn-endpoint-id", "ClientVpnRoutes",
             "ClientVpnEndpointId", ("Routes",)),
    FollowUp(*CLIENT_VPN, "describe-client-vpn-authorization-rules", "--client-vpn-endpoint-id",
             "ClientVpnAuthorizationRules", "ClientVpnEndpointId", ("AuthorizationRules",)),
    FollowUp(*BALANCERS, "describe-listeners", "--load-balancer-arn", "LoadBalancerListeners", "LoadBalancerArn",
             ("Listeners",)),
    FollowUp(*BALANCERS, "describe-load-balancer-attributes", "--load-balancer-arn", "LoadBalancerAttributes",
             "LoadBalancerArn", ("Attributes",)),
    FollowUp(*TARGETS, "describe-target-group-attributes", "--target-group-arn", "TargetGroupAttributes",
             "TargetGroupArn", ("Attributes",)),
    FollowUp(*TARGETS, "describe-target-health", "--target-group-arn", "LoadBalancerTargetHealth", "TargetGroupArn",
             ("TargetHealthDescriptions",)),
    FollowUp("describe-listeners", "Listeners", "ListenerArn", "elbv2", "describe-rules", "--listener-arn",
             "ListenerRules", "ListenerArn", ("Rules",)),
    FollowUp("describe-vpc-endpoint-service-configurations", "ServiceConfigurations", "ServiceId", "ec2",
             "describe-vpc-endpoint-service-permissions", "--service-id", "VpcEndpointServicePermissions", "ServiceId",
             ("AllowedPrincipals",)),
    FollowUp("list-resolver-endpoints", "ResolverEndpoints", "Id", "route53resolver",
             "list-resolver-endpoint-ip-addresses", "--resolver-endpoint-id", "ResolverEndpointIpAddresses",
             "ResolverEndpointId", ("IpAddresses",)),
    FollowUp("list-firewalls", "Firewalls", "FirewallArn", "network-firewall", "describe-firewall", "--firewall-arn",
             "Firewalls", "FirewallArn", ("Firewall", "FirewallStatus")),
    FollowUp("list-firewall-policies", "FirewallPolicies", "Arn", "network-firewall", "describe-firewall-policy",
             "--firewall-policy-arn", "FirewallPolicies", "FirewallPolicyArn",
             ("FirewallPolicy", "FirewallPolicyResponse")),
    FollowUp("list-rule-groups", "RuleGroups", "Arn", "network-firewall", "describe-rule-group", "--rule-group-arn",
             "RuleGroups", "RuleGroupArn", ("RuleGroup", "RuleGroupResponse")),
    FollowUp("list-vpc-endpoint-associations", "VpcEndpointAssociations", "VpcEndpointAssociationArn",
             "network-firewall", "describe-vpc-endpoint-association", "--vpc-endpoint-association-arn",
             "VpcEndpointAssociations", "VpcEndpointAssociationArn",
             ("VpcEndpointAssociation", "VpcEndpointAssociationStatus")),
    FollowUp("list-open-id-connect-providers", "OpenIDConnectProviderList", "Arn", "iam",
             "get-open-id-connect-provider", "--open-id-connect-provider-arn", "OpenIDConnectProviders", "Arn",
             ("Url", "ClientIDList", "ThumbprintList")),
    FollowUp("list-saml-providers", "SAMLProviderList", "Arn", "iam", "get-saml-provider", "--saml-provider-arn",
             "SAMLProviders", "Arn", ("CreateDate", "ValidUntil")),
    FollowUp("list-clusters", "clusters", None, "eks", "describe-cluster", "--name", "Clusters", "", ("cluster",)),
    FollowUp("list-secrets", "SecretList", "ARN", "secretsmanager", "get-resource-policy", "--secret-id",
             "SecretPolicies", "ARN", ("ResourcePolicy",)),
    FollowUp("list-keys", "Keys", "KeyId", "kms", "get-key-policy", "--key-id", "KeyPolicies", "KeyId", ("Policy",),
             "--policy-name default"),
    FollowUp("list-buckets", "Buckets", "Name", "s3api", "get-bucket-policy", "--bucket", "BucketPolicies", "Bucket",
             ("Policy",)),
    FollowUp("list-buckets", "Buckets", "Name", "s3api", "get-public-access-block", "--bucket",
             "BucketPublicAccessBlocks", "Bucket", ("PublicAccessBlockConfiguration",)),
    FollowUp("list-buckets", "Buckets", "Name", "s3api", "get-bucket-encryption", "--bucket", "BucketEncryptions",
             "Bucket", ("ServerSideEncryptionConfiguration",)),
    FollowUp("list-buckets", "Buckets", "Name", "s3api", "get-bucket-tagging", "--bucket", "BucketTags", "Bucket",
             ("TagSet",)),
    FollowUp("list-keys", "Keys", "KeyId", "kms", "describe-key", "--key-id", "KeyMetadata", "", ("KeyMetadata",)),
    FollowUp("list-keys", "Keys", "KeyId", "kms", "list-grants", "--key-id", "KeyGrants", "KeyId", ("Grants",)),
    FollowUp("list-keys", "Keys", "KeyId", "kms", "list-resource-tags", "--key-id", "KeyTags", "KeyId", ("Tags",)),
    FollowUp("list-queues", "QueueUrls", None, "sqs", "get-queue-attributes", "--queue-url", "QueueAttributes",
             "QueueUrl", ("Attributes",), "--attribute-names All"),
    FollowUp("list-topics", "Topics", "TopicArn", "sns", "get-topic-attributes", "--topic-arn", "TopicAttributes",
             "TopicArn", ("Attributes",)),
    FollowUp("describe-repositories", "repositories", "repositoryName", "ecr", "get-repository-policy",
             "--repository-name", "repositoryPolicies", "repositoryName", ("registryId", "policyText")),
    FollowUp("list-functions", "Functions", "FunctionName", "lambda", "get-policy", "--function-name",
             "FunctionPolicies", "FunctionName", ("Policy",)),
    FollowUp("list-tables", "TableNames", None, "dynamodb", "describe-table", "--table-name", "Tables", "", ("Table",)),
    FollowUp("describe-table", "Tables", "TableArn", "dynamodb", "get-resource-policy", "--resource-arn",
             "TablePolicies", "ResourceArn", ("Policy",)),
    FollowUp("describe-file-systems", "FileSystems", "FileSystemId", "efs", "describe-file-system-policy",
             "--file-system-id", "FileSystemPolicies", "FileSystemId", ("Policy",)),
    FollowUp("list-backup-vaults", "BackupVaultList", "BackupVaultName", "backup", "get-backup-vault-access-policy",
             "--backup-vault-name", "BackupVaultPolicies", "BackupVaultName", ("Policy",)),
    FollowUp("list-domain-names", "DomainNames", "DomainName", "opensearch", "describe-domain", "--domain-name",
             "DomainStatusList", "", ("DomainStatus",)),
    FollowUp("describe-snapshots", "Snapshots", "SnapshotId", "ec2", "describe-snapshot-attribute", "--snapshot-id",
             "SnapshotAttributes", "SnapshotId", ("CreateVolumePermissions",), "--attribute createVolumePermission"),
    FollowUp("describe-images", "Images", "ImageId", "ec2", "describe-image-attribute", "--image-id",
             "ImageAttributes", "ImageId", ("LaunchPermissions",), "--attribute launchPermission"),
    FollowUp("describe-db-snapshots", "DBSnapshots", "DBSnapshotIdentifier", "rds", "describe-db-snapshot-attributes",
             "--db-snapshot-identifier", "DBSnapshotAttributes", "", ("DBSnapshotAttributesResult",),
             only=("SnapshotType", "manual")),
    FollowUp("describe-db-cluster-snapshots", "DBClusterSnapshots", "DBClusterSnapshotIdentifier", "rds",
             "describe-db-cluster-snapshot-attributes", "--db-cluster-snapshot-identifier",
             "DBClusterSnapshotAttributes", "", ("DBClusterSnapshotAttributesResult",), only=("SnapshotType", "manual")),
]

# Lists in which a name alone says that there is nothing more: no policy, nothing blocked.
NONE_IS_A_FACT = (
    "BucketPolicies", "BucketPublicAccessBlocks", "SecretPolicies", "repositoryPolicies", "FunctionPolicies",
    "TablePolicies", "FileSystemPolicies", "BackupVaultPolicies",
)

# VPC Lattice calls all its lists `items`, and only the answer about one thing tells all of it. Each line: a call that lists,
# the option that takes the parent's name (None for none), the call about one item with the option that takes its name
# (None where the list tells all), and the top-level key that is written.
LATTICE_NETWORK = [
    ("list-service-network-vpc-associations", "get-service-network-vpc-association",
     "--service-network-vpc-association-identifier", "serviceNetworkVpcAssociations"),
    ("list-service-network-service-associations", None, None, "serviceNetworkServiceAssociations"),
    ("list-service-network-resource-associations", None, None, "serviceNetworkResourceAssociations"),
]
LATTICE_CALLS = """
list-service-networks get-service-network get-auth-policy list-service-network-vpc-associations
get-service-network-vpc-association list-service-network-service-associations
list-service-network-resource-associations list-services get-service list-listeners get-listener list-rules get-rule
list-target-groups get-target-group list-targets list-resource-gateways list-resource-configurations
get-resource-configuration
""".split()

# What runs with roles, and tells its role only when it is asked for by itself. Each line: the service, the call that lists,
# the key of its list, the field of an item that names it (None when the item is the name), the call about one, its option,
# the value of its answer that is kept (None for the whole answer), and the top-level key that is written.
WORKLOADS = [
    ("ecs", "list-task-definitions", "taskDefinitionArns", None, "describe-task-definition", "--task-definition",
     "taskDefinition", "taskDefinitions"),
    ("codebuild", "list-projects", "projects", None, "batch-get-projects", "--names", "projects", "projects"),
    ("codepipeline", "list-pipelines", "pipelines", "name", "get-pipeline", "--name", None, "pipelines"),
    ("sagemaker", "list-notebook-instances", "NotebookInstances", "NotebookInstanceName", "describe-notebook-instance",
     "--notebook-instance-name", None, "NotebookInstances"),
    ("apprunner", "list-services", "ServiceSummaryList", "ServiceArn", "describe-service", "--service-arn", "Service",
     "appRunnerServices"),
    ("stepfunctions", "list-state-machines", "stateMachines", "stateMachineArn", "describe-state-machine",
     "--state-machine-arn", None, "stateMachines"),
]
# What is listed by cluster of EKS: the call that lists, the key of its list, the field that names an item, the call about
# one, its option, the value that is kept, and the top-level key; the list inside the wrapper.
CLUSTER_PARTS = [
    ("list-pod-identity-associations", "associations", "associationId", "describe-pod-identity-association",
     "--association-id", "association", "podIdentityAssociations", "associations"),
    ("list-nodegroups", "nodegroups", None, "describe-nodegroup", "--nodegroup-name", "nodegroup", "nodegroups",
     "nodegroups"),
    ("list-fargate-profiles", "fargateProfileNames", None, "describe-fargate-profile", "--fargate-profile-name",
     "fargateProfile", "fargateProfiles", "fargateProfiles"),
    ("list-access-entries", "accessEntries", None, "describe-access-entry", "--principal-arn", "accessEntry",
     "accessEntries", "accessEntries"),
]
# What of an answer must not be written, because it can hold secrets: members of these names, wherever they are.
SECRETS = {
    "environment": ("containerDefinitions", "containerOverrides"), "secrets": None,
    "command": None, "entryPoint": None, "environmentVariables": None, "buildspec": None, "auth": None,
    "webhook": None, "DefaultArguments": None, "NonOverridableArguments": None, "Arguments": None,
    "SourceControlDetails": None, "CodeGenConfigurationNodes": None, "Parameters": ("Stacks",), "Outputs": ("Stacks",),
    "RuntimeEnvironmentVariables": None, "RuntimeEnvironmentSecrets": None, "definition": None, "OAuthToken": None,
    "Environment": ("Functions",), "logConfiguration": None, "healthCheck": None, "repositoryCredentials": None,
    "StartCommand": None, "BuildCommand": None, "PublicKey": None, "PublicKeys": None, "CodeConfiguration": None,
    "variables": None, "environmentFiles": None, "dockerLabels": None,
}

# Lists of names: what follows them is written, they are not.
NAMES_ONLY = (
    "list-clusters", "list-open-id-connect-providers", "list-saml-providers", "list-firewalls",
    "list-firewall-policies", "list-rule-groups", "list-vpc-endpoint-associations", "list-queues", "list-topics",
    "list-tables", "list-domain-names",
)

# Answers that say "there is none", not "you may not know".
ABSENT = (
    "NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration", "ResourceNotFoundException", "NoSuchTagSet",
    "ServerSideEncryptionConfigurationNotFoundError", "RepositoryPolicyNotFoundException", "PolicyNotFound",
)
DENIED = ("AccessDenied", "UnauthorizedOperation", "AuthorizationError", "not authorized")


# ---- Running the command line ---------------------------------------------------------------------------------------


@dataclass
class Call:
    """One kind of call in one account and Region, with all its answers merged."""

    account: str
    region: str  # "global" for IAM, S3 and Organizations
    service: str
    operation: str
    document: dict = field(default_factory=dict)
    status: str = "empty"
    error: str | None = None
    written: bool = True  # False for answers that only feed a follow-up

    @property
    def path(self):
        return f"accounts/{self.account}/{self.region}/{self.service}.{self.operation}.json"

    def fail(self, message):
        self.status = "denied" if any(word in message for word in DENIED) else "error"
        self.error = message


class CommandLine:
    """The aws command line in this process, with one account's credentials at a time."""

    def __init__(self, endpoint, log):
        self.endpoint, self.log = endpoint, log
        self.driver = None

    def use(self, credentials):
        from awscli.clidriver import create_clidriver

        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            os.environ.pop(name, None)
        os.environ.update(credentials)
        self.driver = create_clidriver()

    def run(self, service, operation, region, *options):
        """The answer as a dictionary, or the error's text."""
        arguments = [service, operation, *options, "--region", region, "--output", "json"]
        if self.endpoint:  # explicit, because some services of us-east-1 ignore AWS_ENDPOINT_URL
            arguments += ["--endpoint-url", self.endpoint]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = self.driver.main(arguments)
            except SystemExit as stop:
                code = stop.code
        if self.log:
            print("aws", shlex.join(arguments), "->", code, file=self.log)
        if code:
            return None, " ".join(err.getvalue().split())[-400:]
        return (json.loads(out.getvalue()) if out.getvalue().strip() else {}), None


def is_empty(document):
    return not any(value for key, value in document.items() if key not in ("NextToken", "ResponseMetadata"))


def without_secrets(value, within=()):
    """The same without environment variables, arguments, parameters and whatever else may hold secrets."""
    if isinstance(value, list):
        return [without_secrets(each, within) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, member in value.items():
        if key in SECRETS and within and (SECRETS[key] is None or any(name in within for name in SECRETS[key])):
            continue
        if key == "location" and isinstance(member, str) and "@" in member:  # a token in the URL of a repository
            continue
        if key == "configuration" and isinstance(member, dict):  # of a pipeline's action: tokens, variables, overrides
            member = {name: text for name, text in member.items() if name in ("S3Bucket", "S3ObjectKey")}
        kept[key] = without_secrets(member, (*within, key))
    return kept


def redact(document):
    """Replace the pre-shared keys of VPN connections, in their options and in the XML document of each, and the BGP keys of
    virtual interfaces."""
    for interface in document.get("virtualInterfaces", []):
        interface.pop("customerRouterConfig", None)
        for keyed in [interface, *interface.get("bgpPeers", [])]:
            if "authKey" in keyed:
                keyed["authKey"] = "REDACTED"
    for connection in document.get("VpnConnections", []):
        xml = connection.get("CustomerGatewayConfiguration")
        if xml:
            connection["CustomerGatewayConfiguration"] = re.sub(
                r"(<pre_shared_key>)[^<]*(</pre_shared_key>)", r"\1REDACTED\2", xml
            )
        for tunnel in connection.get("Options", {}).get("TunnelOptions", []):
            if "PreSharedKey" in tunnel:
                tunnel["PreSharedKey"] = "REDACTED"
    return document


def keep_attached(document):
    """AWS lists more than a thousand managed policies of its own: keep those that something uses."""
    if "Policies" in document:
        document["Policies"] = [
            policy
            for policy in document["Policies"]
            if not policy["Arn"].startswith("arn:aws:iam::aws:")
            or policy.get("AttachmentCount", 0) + policy.get("PermissionsBoundaryUsageCount", 0) > 0
        ]
    return document


def keep_own(document, account):
    """Snapshots of others, such as AWS's public ones, which moto lists although only the account's own are asked for."""
    if "Snapshots" in document:
        document["Snapshots"] = [one for one in document["Snapshots"] if one.get("OwnerId", account) == account]
    return document


class Collector:
    def __init__(self, command_line):
        self.command_line, self.calls = command_line, []

    def list(self, account, region, service, operation, *options, at="us-east-1"):
        call = Call(account, region, service, operation)
        answer, error = self.command_line.run(service, operation, HOME.get(service, at), *options)
        if error is not None:
            call.fail(error)
        else:
            call.document = keep_own(keep_attached(redact(answer)), account)
            if service in ("glue", "cloudformation", "lambda"):
                call.document = without_secrets(call.document)
            call.status = "empty" if is_empty(call.document) else "ok"
            if answer.get("NextToken") or answer.get("nextToken"):
                call.status = "truncated"
        call.written = operation not in NAMES_ONLY
        self.calls.append(call)
        return call

    def follow(self, call, at):
        for one in FOLLOW_UPS:
            if one.source != call.operation or one.service != call.service and one.service != "directconnect":
                continue
            after = Call(call.account, call.region, one.service, one.operation)
            self.calls.append(after)
            found, answers, items = [], [], self.items(call, one)
            for item in items:
                if one.only and item.get(one.only[0]) != one.only[1]:
                    continue
                name = item[one.identity] if one.identity else item
                answer, error = self.command_line.run(
                    one.service, one.operation, HOME.get(one.service, at), one.option, name, *shlex.split(one.extra)
                )
                if error is not None:
                    if not any(word in error for word in ABSENT):
                        after.fail(error)
                    elif one.wrapped in NONE_IS_A_FACT and one.service != "secretsmanager":
                        found.append({one.parent: name})
                    continue
                answers.append((name, answer))
                wrapped = self.wrap(one, item, name, answer)
                found.extend(wrapped if isinstance(wrapped, list) else [wrapped])
            found = [each for each in found if each is not None]
            if found:
                after.document = {one.wrapped: found}
            if after.error is None:
                after.status = "ok" if found else "empty"
                if any(answer.get("NextToken") or answer.get("AdditionalRoutesAvailable") for _, answer in answers):
                    after.status = "truncated"
            if call.status in ("denied", "error"):
                after.status, after.error = "skipped", f"{call.operation} failed"
            self.follow(after, at)

    @staticmethod
    def items(call, one):
        if one.source == "describe-listeners":  # the source is itself a wrapped list
            return [each for group in call.document.get("LoadBalancerListeners", []) for each in group["Listeners"]]
        return call.document.get(one.items, [])

    @staticmethod
    def wrap(one, item, name, answer):
        if one.wrapped == "Clusters":
            return answer.get("cluster")
        if not one.parent:
            return answer.get(one.values[0])
        if not any(answer.get(value) for value in one.values):
            # A parent without children is a fact, and so is a resource without a policy; only a key always has one.
            if one.wrapped == "KeyPolicies":
                return None
        wrapped = {one.parent: name}
        if one.wrapped == "KeyPolicies":
            wrapped["KeyArn"] = item["KeyArn"]
        for value in one.values:
            if value in answer:
                # Client VPN answers are called Routes and AuthorizationRules; the wrapper's name says whose they are.
                wrapped[value] = answer[value]
        return wrapped

    def regional(self, account, region):
        for service, operation in REGIONAL:
            options = OPTIONS.get(operation, ()) if service == "ec2" else ()
            self.follow(self.list(account, region, service, operation, *options, at=region), region)

        self.lattice(account, region)
        self.workloads(account, region)
        self.clusters(account, region)
        self.identity_center(account, region)

    def made(self, account, region, service, operation, written=True):
        call = Call(account, region, service, operation, written=written)
        self.calls.append(call)
        return call

    def ask(self, call, *options):
        """The answer of a call, noting why there is none."""
        answer, error = self.command_line.run(call.service, call.operation, call.region, *options)
        if error is not None:
            if not any(word in error for word in ABSENT):
                call.fail(error)
            return {}
        if (answer.get("NextToken") or answer.get("nextToken")) and call.error is None:
            call.status = "truncated"
        return answer

    @staticmethod
    def close(call, key, rows, after=None):
        """Ends a call: what it found, and whether the call that it hangs on failed."""
        if key and rows:
            call.document = {key: without_secrets(rows, (key,))}
        if call.error is None and call.status != "truncated":
            call.status = "ok" if rows else "empty"
        if after is not None and after.error is not None and call.error is None:
            call.status, call.error = "skipped", f"{after.operation} failed"

    def workloads(self, account, region):
        """What runs with roles: containers, builds, pipelines, notebooks, services and state machines."""
        for service, operation, items, field_name, detail, option, value, key in WORKLOADS:
            lists = self.made(account, region, service, operation, written=False)
            found = self.ask(lists).get(items, [])
            self.close(lists, None, found)
            about, rows = self.made(account, region, service, detail), []
            for item in found:
                answer = self.ask(about, option, item[field_name] if field_name else item)
                part = answer.get(value) if value else answer
                if service == "ecs" and part:
                    part["tags"] = answer.get("tags", [])
                rows += part if isinstance(part, list) else [part] if part else []
            self.close(about, key, rows, lists)

        clusters = self.made(account, region, "ecs", "list-clusters", written=False)
        names = self.ask(clusters).get("clusterArns", [])
        self.close(clusters, None, names)
        for listing, arns, detail, option, key in [
            ("list-services", "serviceArns", "describe-services", "--services", "services"),
            ("list-tasks", "taskArns", "describe-tasks", "--tasks", "tasks"),
        ]:
            lists = self.made(account, region, "ecs", listing, written=False)
            about, found, rows = self.made(account, region, "ecs", detail), [], []
            for cluster in names:
                parts = self.ask(lists, "--cluster", cluster).get(arns, [])
                found += parts
                for start in range(0, len(parts), 10):  # describe-services takes ten at a time
                    answer = self.ask(about, "--cluster", cluster, option, *parts[start:start + 10], "--include", "TAGS")
                    rows += answer.get(key, [])
            self.close(lists, None, found, clusters)
            self.close(about, key, rows, lists if lists.error else clusters)

        functions = next((call for call in self.calls if call.operation == "list-functions"
                          and (call.account, call.region) == (account, region)), None)
        code, rows = self.made(account, region, "lambda", "get-function"), []
        for function in functions.document.get("Functions", []) if functions else []:
            if function.get("PackageType") == "Image":
                image = self.ask(code, "--function-name", function["FunctionArn"]).get("Code", {}).get("ImageUri")
                rows += [{"FunctionArn": function["FunctionArn"], "Code": {"ImageUri": image}}] if image else []
        self.close(code, "FunctionCode", rows, functions)

    def clusters(self, account, region):
        """What EKS tells of identities, cluster by cluster."""
        names = next(call for call in self.calls if (call.account, call.region, call.service, call.operation)
                     == (account, region, "eks", "list-clusters"))
        found = names.document.get("clusters", [])
        policies = self.made(account, region, "eks", "list-associated-access-policies", written=False)
        for listing, items, field_name, detail, option, value, key, inner in CLUSTER_PARTS:
            lists = self.made(account, region, "eks", listing, written=False)
            about, rows, any_item = self.made(account, region, "eks", detail), [], []
            for cluster in found:
                before, parts = (lists.error, about.error), []
                for item in self.ask(lists, "--cluster-name", cluster).get(items, []):
                    name = item[field_name] if field_name else item
                    part = self.ask(about, "--cluster-name", cluster, option, name).get(value)
                    if part and key == "accessEntries":
                        answer = self.ask(policies, "--cluster-name", cluster, "--principal-arn", name)
                        if "associatedAccessPolicies" in answer:
                            part["associatedAccessPolicies"] = answer["associatedAccessPolicies"]
                    parts += [part] if part else []
                any_item += parts
                if (lists.error, about.error) == before:  # a cluster without any is a fact
                    rows.append({"clusterName": cluster, inner: parts})
            self.close(lists, None, any_item, names)
            self.close(about, key, rows, lists if lists.error else names)
        self.close(policies, None, (), names)

    def identity_center(self, account, region):
        """Instances of IAM Identity Center, permission sets and their assignments, persons and groups."""
        instances = self.made(account, region, "sso-admin", "list-instances")
        found = [one for one in self.ask(instances).get("Instances", []) if one.get("OwnerAccountId") == account]
        self.close(instances, "identityCenterInstances", found)
        if not found:
            return
        call = {name: self.made(account, region, service, name, written=written) for service, name, written in [
            ("sso-admin", "list-permission-sets", False), ("sso-admin", "describe-permission-set", True),
            ("sso-admin", "get-inline-policy-for-permission-set", True),
            ("sso-admin", "list-managed-policies-in-permission-set", True),
            ("sso-admin", "list-accounts-for-provisioned-permission-set", False),
            ("sso-admin", "list-account-assignments", True), ("identitystore", "list-users", True),
            ("identitystore", "list-groups", True), ("identitystore", "list-group-memberships", True)]}
        sets, inline, managed, assignments, users, groups, members, names = [], [], [], [], [], [], [], []
        for instance in found:
            of = ("--instance-arn", instance["InstanceArn"])
            for arn in self.ask(call["list-permission-sets"], *of).get("PermissionSets", []):
                names.append(arn)
                one = (*of, "--permission-set-arn", arn)
                described = self.ask(call["describe-permission-set"], *one).get("PermissionSet")
                sets += [{**described, "InstanceArn": instance["InstanceArn"]}] if described else []
                answer = self.ask(call["get-inline-policy-for-permission-set"], *one)
                inline += [{"PermissionSetArn": arn, "InlinePolicy": answer["InlinePolicy"]}] \
                    if "InlinePolicy" in answer else []
                answer = self.ask(call["list-managed-policies-in-permission-set"], *one)
                managed += [{"PermissionSetArn": arn, "AttachedManagedPolicies": answer["AttachedManagedPolicies"]}] \
                    if "AttachedManagedPolicies" in answer else []
                accounts = call["list-accounts-for-provisioned-permission-set"]
                for target in self.ask(accounts, *one).get("AccountIds", []):
                    answer = self.ask(call["list-account-assignments"], *one, "--account-id", target)
                    assignments += answer.get("AccountAssignments", [])
            store = ("--identity-store-id", instance["IdentityStoreId"])
            users += [{key: user[key] for key in ("UserId", "UserName") if key in user}
                      for user in self.ask(call["list-users"], *store).get("Users", [])]
            for group in self.ask(call["list-groups"], *store).get("Groups", []):
                groups.append({key: group[key] for key in ("GroupId", "DisplayName") if key in group})
                answer = self.ask(call["list-group-memberships"], *store, "--group-id", group["GroupId"])
                if "GroupMemberships" in answer:
                    members.append({"GroupId": group["GroupId"], "GroupMemberships": answer["GroupMemberships"]})
        listed, provisioned = call["list-permission-sets"], call["list-accounts-for-provisioned-permission-set"]
        self.close(listed, None, names)
        self.close(provisioned, None, assignments, listed)
        self.close(call["describe-permission-set"], "PermissionSets", sets, listed)
        self.close(call["get-inline-policy-for-permission-set"], "PermissionSetInlinePolicies", inline, listed)
        self.close(call["list-managed-policies-in-permission-set"], "PermissionSetManagedPolicies", managed, listed)
        self.close(call["list-account-assignments"], "AccountAssignments", assignments,
                   listed if listed.error else provisioned)
        self.close(call["list-users"], "identityStoreUsers", users)
        self.close(call["list-groups"], "identityStoreGroups", groups)
        self.close(call["list-group-memberships"], "identityStoreGroupMemberships", members, call["list-groups"])

    def globals(self, account):
        for service, operation in GLOBAL:
            call = self.list(account, "global", service, operation)
            self.follow(call, "us-east-1")
            if operation == "list-core-networks":
                self.core_network_routes(call)
        self.account_block(account)

    def account_block(self, account):
        """The settings of S3 Block Public Access of the account; without them it blocks nothing."""
        call = Call(account, "global", "s3control", "get-public-access-block")
        self.calls.append(call)
        answer, error = self.command_line.run("s3control", call.operation, "us-east-1", "--account-id", account)
        if error is not None and not any(word in error for word in ABSENT):
            return call.fail(error)
        call.document, call.status = {"AccountPublicAccessBlocks": [{"AccountId": account, **(answer or {})}]}, "ok"

    def core_network_routes(self, networks):
        """The routes of each segment and network function group of a core network at each of its edge locations."""
        call = Call(networks.account, "global", "networkmanager", "get-network-routes")
        self.calls.append(call)
        found = []

        def ask(operation, *options):
            answer, error = self.command_line.run("networkmanager", operation, HOME["networkmanager"], *options)
            if error is not None:
                call.fail(error)
            return answer or {}

        for network in networks.document.get("CoreNetworks", []):
            name = network["CoreNetworkId"]
            details = ask("get-core-network", "--core-network-id", name).get("CoreNetwork", {})
            tables = [("CoreNetworkSegmentEdge", "SegmentName", "Segments"),
                      ("CoreNetworkNetworkFunctionGroup", "NetworkFunctionGroupName", "NetworkFunctionGroups")]
            for kind, field_name, key in tables:
                for part in details.get(key, []):
                    for edge in part.get("EdgeLocations", []):
                        identifier = {kind: {"CoreNetworkId": name, field_name: part["Name"], "EdgeLocation": edge}}
                        answer = ask("get-network-routes", "--global-network-id", network["GlobalNetworkId"],
                                     "--route-table-identifier", json.dumps(identifier))
                        if answer:
                            found.append({"RouteTableIdentifier": identifier, **answer})
        if found:
            call.document = {"CoreNetworkRoutes": found}
        if call.error is None:
            call.status = "ok" if found else "empty"
        if networks.status in ("denied", "error"):
            call.status, call.error = "skipped", "list-core-networks failed"

    def lattice(self, account, region):
        """VPC Lattice: service networks, services, and resources, each asked for by itself."""

        def call(operation):
            made = Call(account, region, "vpc-lattice", operation)
            self.calls.append(made)
            return made

        def ask(made, *options):
            answer, error = self.command_line.run("vpc-lattice", made.operation, region, *options)
            if error is not None and not any(word in error for word in ABSENT):
                made.fail(error)
            return answer

        def items(made, *options):
            made.written = False
            return (ask(made, *options) or {}).get("items", [])

        def close(made, key=None, rows=()):
            if key and rows:
                made.document, made.written = {key: list(rows)}, True
            if made.error is None:
                made.status = "ok" if rows else "empty"

        def about(operation, option, key, things):
            """The answer about each thing."""
            made = call(operation)
            found = [answer for thing in things if (answer := ask(made, option, thing["id"]))]
            close(made, key, found)
            return found

        def listed(operation):
            made = call(operation)
            rows = items(made)
            close(made, None, rows)
            return rows

        networks, services = listed("list-service-networks"), listed("list-services")
        about("get-service-network", "--service-network-identifier", "serviceNetworks", networks)
        for operation, detail, option, key in LATTICE_NETWORK:
            made = call(operation)
            rows = [row for one in networks for row in items(made, "--service-network-identifier", one["id"])]
            close(made, None if detail else key, rows)
            if detail:
                about(detail, option, key, rows)
        about("get-service", "--service-identifier", "latticeServices", services)

        policies = call("get-auth-policy")
        rows = []
        for one in networks + services:
            answer = ask(policies, "--resource-identifier", one["id"])
            if answer is not None or policies.error is None:  # no policy is a fact too
                rows.append({"resourceIdentifier": one["id"],
                             **{name: answer[name] for name in ("policy", "state") if answer and name in answer}})
        close(policies, "latticeAuthPolicies", rows)

        lists, details = call("list-listeners"), call("get-listener")
        rule_lists, rule_details = call("list-rules"), call("get-rule")
        listeners, rules = [], []
        for one in services:
            parent = ("--service-identifier", one["id"])
            found = [answer for row in items(lists, *parent)
                     if (answer := ask(details, *parent, "--listener-identifier", row["id"]))]
            listeners.append({"serviceIdentifier": one["id"], "listeners": found})
            for listener in found:
                within = (*parent, "--listener-identifier", listener["id"])
                rules.append({"listenerIdentifier": listener["arn"], "rules": [
                    answer for row in items(rule_lists, *within)
                    if (answer := ask(rule_details, *within, "--rule-identifier", row["id"]))]})
        close(lists, None, listeners)
        close(details, "latticeListeners", listeners)
        close(rule_lists, None, rules)
        close(rule_details, "latticeRules", rules)

        groups = listed("list-target-groups")
        about("get-target-group", "--target-group-identifier", "latticeTargetGroups", groups)
        targets = call("list-targets")
        close(targets, "latticeTargets", [
            {"targetGroupIdentifier": one["id"], "targets": items(targets, "--target-group-identifier", one["id"])}
            for one in groups])

        gateways = call("list-resource-gateways")
        close(gateways, "resourceGateways", items(gateways))
        about("get-resource-configuration", "--resource-configuration-identifier", "resourceConfigurations",
              listed("list-resource-configurations"))

    def organization(self, account):
        lists = {operation: self.list(account, "global", service, operation) for service, operation in ORGANIZATION}
        run, place = self.command_line.run, (account, "global", "organizations")

        def gather(operation, key, parents, build):
            call, found = Call(*place, operation), []
            self.calls.append(call)
            for parent in parents:
                for row in build(parent, call) or []:
                    found.append(row)
            if found:
                call.document = {key: found}
            if call.error is None:
                call.status = "ok" if found else "empty"
            return found

        def ask(call, operation, *options):
            answer, error = run("organizations", operation, "us-east-1", *options)
            if error is not None:
                call.fail(error)
            return answer or {}

        def units(parent, call):
            rows = []
            answer = ask(call, "list-organizational-units-for-parent", "--parent-id", parent)
            for unit in answer.get("OrganizationalUnits", []):
                rows += [{**unit, "ParentId": parent}] + units(unit["Id"], call)
            return rows

        roots = [root["Id"] for root in lists["list-roots"].document.get("Roots", [])]
        accounts = [row["Id"] for row in lists["list-accounts"].document.get("Accounts", [])]
        gather("list-organizational-units-for-parent", "OrganizationalUnits", roots, units)
        gather("list-parents", "Parents", accounts, lambda child, call: [
            {"ChildId": child, "Parents": ask(call, "list-parents", "--child-id", child).get("Parents", [])}])
        gather("list-tags-for-resource", "AccountTags", accounts, lambda child, call: [
            {"ResourceId": child,
             "Tags": ask(call, "list-tags-for-resource", "--resource-id", child).get("Tags", [])}])

        def policies(kind, call):
            rows = []
            for summary in ask(call, "list-policies", "--filter", kind).get("Policies", []):
                policy = ask(call, "describe-policy", "--policy-id", summary["Id"]).get("Policy")
                if policy:
                    targets = ask(call, "list-targets-for-policy", "--policy-id", summary["Id"]).get("Targets", [])
                    rows.append({**policy, "Targets": targets})
            return rows

        gather("describe-policy", "Policies", ["SERVICE_CONTROL_POLICY"], policies)

        def administrators(_, call):
            rows = []
            for row in ask(call, "list-delegated-administrators").get("DelegatedAdministrators", []):
                answer = ask(call, "list-delegated-services-for-account", "--account-id", row["Id"])
                told = {"DelegatedServices": answer["DelegatedServices"]} if "DelegatedServices" in answer else {}
                rows.append({"AccountId": row["Id"], **told})
            return rows

        gather("list-delegated-administrators", "DelegatedAdministrators", [None], administrators)


# ---- Writing --------------------------------------------------------------------------------------------------------


def write(directory, calls, moment):
    """Write the files and collection.json, in a new folder that replaces the old one at the end."""
    target = pathlib.Path(directory)
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    records = []
    for call in calls:
        if call.status in ("ok", "empty"):
            call.status = "empty" if is_empty(call.document) else "ok"
        record = {"account": call.account, "region": call.region, "service": call.service,
                  "operation": call.operation, "status": call.status}
        if call.error:
            record["error"] = call.error
        if call.written and not is_empty(call.document):
            path = fresh / call.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(call.document, indent=4, ensure_ascii=False) + "\n", encoding="utf-8")
            record["file"] = call.path
        records.append(record)
    fresh.mkdir(parents=True, exist_ok=True)
    head = {"schema": "isolation-audit/collection/v1", "collected": moment, "partition": "aws"}
    lines = ",\n".join("        " + json.dumps(record, ensure_ascii=False) for record in records)
    text = json.dumps(head, indent=4)[:-2] + ',\n    "calls": [\n' + lines + "\n    ]\n}\n"
    (fresh / "collection.json").write_text(text, encoding="utf-8")
    if target.exists():
        shutil.rmtree(target)
    fresh.rename(target)
    return records


def commands():
    for service, operation in REGIONAL:
        options = " ".join(OPTIONS.get(operation, ()) if service == "ec2" else ())
        print(f"aws {service} {operation} {options}".rstrip() + " --output json")
    for service, operation in GLOBAL + ORGANIZATION:
        print(f"aws {service} {operation} --output json    # once for each account")
    for one in FOLLOW_UPS:
        print(f"aws {one.service} {one.operation} {one.option} … {one.extra}".rstrip()
              + f" --output json    # for each of {one.source}")
    print("aws s3control get-public-access-block --account-id … --output json    # for each account")
    for operation in LATTICE_CALLS:
        print(f"aws vpc-lattice {operation} … --output json    # for each network, service, listener, rule, group or resource")
    for service, operation, _, _, detail, option, _, _ in WORKLOADS:
        print(f"aws {service} {operation} --output json")
        print(f"aws {service} {detail} {option} … --output json    # for each of {operation}")
    for operation in ("list-clusters", "list-services", "describe-services", "list-tasks", "describe-tasks"):
        print(f"aws ecs {operation} … --output json    # for each cluster")
    print("aws lambda get-function --function-name … --output json    # for each function that is an image")
    for operation, _, _, detail, option, _, _, _ in CLUSTER_PARTS:
        print(f"aws eks {operation} --cluster-name … --output json    # for each cluster")
        print(f"aws eks {detail} --cluster-name … {option} … --output json    # for each of {operation}")
    print("aws eks list-associated-access-policies … --output json    # for each access entry")
    for operation in ("list-instances", "list-permission-sets", "describe-permission-set",
                      "get-inline-policy-for-permission-set", "list-managed-policies-in-permission-set",
                      "list-accounts-for-provisioned-permission-set", "list-account-assignments"):
        print(f"aws sso-admin {operation} … --output json    # for each instance, permission set and account")
    for operation in ("list-users", "list-groups", "list-group-memberships"):
        print(f"aws identitystore {operation} … --output json    # for each identity store and group")
    for operation in ("list-delegated-administrators", "list-delegated-services-for-account"):
        print(f"aws organizations {operation} … --output json    # once, and for each delegated administrator")
    for operation in ("get-core-network", "get-network-routes"):
        print(f"aws networkmanager {operation} … --output json    # for each core network, segment, group and edge location")
    for operation in ("list-organizational-units-for-parent", "list-parents", "list-tags-for-resource", "list-policies",
                      "describe-policy", "list-targets-for-policy"):
        print(f"aws organizations {operation} … --output json    # for each root, unit, account or policy")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("directory", nargs="?", help="the snapshot to write; an old one is replaced")
    parser.add_argument("--accounts", help='JSON file {"accounts": {"name": "number"}}')
    parser.add_argument("--regions", default="us-east-1,us-west-2", help="comma-separated (default: %(default)s)")
    parser.add_argument("--role", default="OrganizationAccountAccessRole", help="assumed in each account (default: %(default)s)")
    parser.add_argument("--endpoint", help="endpoint URL of an emulator; AWS when left out")
    parser.add_argument("--collected", help="moment for collection.json, RFC 3339 (default: now)")
    parser.add_argument("--log", help="file that gets every command and its exit code")
    parser.add_argument("--complete-moto", action="store_true", help="complete what moto leaves out (moto_completion.py)")
    parser.add_argument("--commands", action="store_true", help="print the calls and stop")
    chosen = parser.parse_args()
    if not chosen.commands and not (chosen.directory and chosen.accounts):
        parser.error("a directory and --accounts are needed")
    return chosen


def main():
    chosen = arguments()
    if chosen.commands:
        return commands()
    import boto3

    os.environ.update(AWS_PAGER="", AWS_CLI_FILE_ENCODING="utf-8")
    own = {name: os.environ[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
           if name in os.environ}
    with open(chosen.accounts, encoding="utf-8") as file:
        accounts = sorted(json.load(file)["accounts"].values())
    sts = boto3.client("sts", region_name="us-east-1", endpoint_url=chosen.endpoint)
    management = sts.get_caller_identity()["Account"]
    log = open(chosen.log, "w", encoding="utf-8") if chosen.log else None
    command_line = CommandLine(chosen.endpoint, log)
    collector = Collector(command_line)

    command_line.use(own)
    collector.organization(management)
    collector.globals(management)
    for account in accounts:
        if account != management:
            given = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/{chosen.role}",
                                    RoleSessionName="isolation-snapshot")["Credentials"]
            command_line.use({"AWS_ACCESS_KEY_ID": given["AccessKeyId"],
                              "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
                              "AWS_SESSION_TOKEN": given["SessionToken"]})
            collector.globals(account)
        for region in chosen.regions.split(","):
            collector.regional(account, region)
        print(f"{account}: {len(collector.calls)} kinds of call so far", file=sys.stderr)

    if chosen.complete_moto:
        from moto_completion import complete

        complete(collector.calls, Call)
    moment = chosen.collected or datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    records = write(chosen.directory, collector.calls, moment)
    failed = [record for record in records if record["status"] not in ("ok", "empty")]
    for record in failed:
        print(f"{record['status']}: {record['account']} {record['region']} {record['service']} {record['operation']}: "
              f"{record.get('error', '')}", file=sys.stderr)
    print(f"{chosen.directory}: {len(records)} kinds of call, {len(failed)} failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
