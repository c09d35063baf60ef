#!/usr/bin/env python3
"""Start moto's server with what the FlowMart estate needs and moto 5.2 does not have.

    moto_server.py [-H HOST] [-p PORT]        (the options of moto_server)

Added: Client VPN; transit gateway attachments across accounts; propagated transit gateway routes; propagation from
virtual private gateways; static routes and options of VPN connections; security group references across accounts;
access entries and the authentication mode of EKS clusters. Changed: the accounts of the organization get the numbers
that the documentation uses, Elastic IP addresses come from the documentation ranges instead of 127.0.0.0/8, and no
account starts with a default VPC. All state is in memory and goes with the process.
"""

import collections
import datetime
import ipaddress
import itertools
import os
import sys
from urllib.parse import unquote

# AWS-managed policies must exist so that they can be attached (the dump keeps only attached ones).
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")

from moto.core.responses import ActionResult  # noqa: E402
from moto.ec2.models import EC2Backend, ec2_backends  # noqa: E402
from moto.ec2.models import elastic_ip_addresses, elastic_network_interfaces  # noqa: E402
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule  # noqa: E402
from moto.ec2.models.vpn_connections import VPNConnection  # noqa: E402
from moto.ec2.responses import EC2Response  # noqa: E402
from moto.eks import models as eks_models  # noqa: E402
from moto.eks import responses as eks_responses  # noqa: E402
from moto.eks import urls as eks_urls  # noqa: E402
from moto.moto_api._internal import mock_random  # noqa: E402
from moto.organizations import models as organization_models  # noqa: E402

ACCOUNTS = {
    "flowmart-development": "111111111111",
    "flowmart-staging": "222222222222",
    "flowmart-production": "333333333333",
    "flowmart-sandbox": "444444444444",
    "flowmart-disaster-recovery": "555555555555",
    "flowmart-shared-network": "666666666666",
}


def new_id(prefix):
    return f"{prefix}-{mock_random.get_random_hex(17)}"


def is_true(value):
    return str(value).lower() == "true"


def tags_for(response, kind):
    """The tags of a request's TagSpecifications for one resource type, as a list of Key/Value."""
    specifications = response._get_param("TagSpecifications", []) or []
    return [tag for one in specifications if one.get("ResourceType") == kind for tag in one.get("Tags", [])]


def filters_of(response):
    return {one["Name"]: one["Values"] for one in (response._get_param("Filters", []) or [])}


# ---- Accounts, addresses, default VPCs ------------------------------------------------------------------------------


def number_accounts():
    original = organization_models.FakeAccount.__init__

    def init(self, organization, **details):
        chosen = ACCOUNTS.get(details["AccountName"])
        make = organization_models.utils.make_random_account_id
        if chosen:
            organization_models.utils.make_random_account_id = lambda: chosen
        try:
            original(self, organization, **details)
        finally:
            organization_models.utils.make_random_account_id = make

    organization_models.FakeAccount.__init__ = init


def document_addresses():
    pool = itertools.chain(
        ipaddress.ip_network("198.51.100.0/24").hosts(), ipaddress.ip_network("192.0.2.0/24").hosts()
    )
    # The first sixteen are left for the customer gateways of the estate.
    take = itertools.islice((str(address) for address in pool), 16, None)
    elastic_ip_addresses.random_ip = lambda: next(take)
    elastic_network_interfaces.random_public_ip = lambda: next(take)


def drop_default_vpcs():
    original = EC2Backend.__init__

    def init(self, region_name, account_id):
        original(self, region_name, account_id)
        mine = self.default_vpc.id
        for zone in self.subnets.values():
            for key in [k for k, subnet in zone.items() if subnet.vpc_id == mine]:
                del zone[key]
        for table in ("route_tables", "network_acls"):
            records = getattr(self, table)
            for key in [k for k, record in records.items() if record.vpc_id == mine]:
                del records[key]
        self.vpcs.pop(mine, None)
        self.groups.pop(mine, None)

    # Without default subnets moto takes the first subnet of a zone for the default one.
    create = EC2Backend.create_subnet

    def create_subnet(self, *rest, **details):
        subnet = create(self, *rest, **details)
        if hasattr(self, "default_vpc"):  # not while moto makes its own
            subnet.default_for_az = subnet.map_public_ip_on_launch = False
        return subnet

    EC2Backend.__init__ = init
    EC2Backend.create_subnet = create_subnet


# ---- Client VPN -----------------------------------------------------------------------------------------------------

CLIENT_VPN = collections.defaultdict(dict)  # (account, region) -> endpoint id -> its records


class ClientVPN:
    """The Client VPN operations, as methods that are added to moto's EC2 responses."""

    def _client_vpn(self):
        return CLIENT_VPN[(self.current_account, self.region)]

    def _client_vpn_record(self):
        return self._client_vpn()[self._get_param("ClientVpnEndpointId")]

    def create_client_vpn_endpoint(self):
        get, endpoint_id = self._get_param, new_id("cvpn-endpoint")

        def authentication(option):
            shown = {"Type": option.get("Type")}
            if mutual := option.get("MutualAuthentication"):
                shown["MutualAuthentication"] = {
                    "ClientRootCertificateChain": mutual.get("ClientRootCertificateChainArn")
                }
            if federated := option.get("FederatedAuthentication"):
                shown["FederatedAuthentication"] = {"SamlProviderArn": federated.get("SAMLProviderArn")}
            return shown

        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        endpoint = {
            "ClientVpnEndpointId": endpoint_id,
            "Description": get("Description", ""),
            "Status": {"Code": "pending-associate"},
            "CreationTime": now,
            "DnsName": f"*.{endpoint_id}.prod.clientvpn.{self.region}.amazonaws.com",
            "ClientCidrBlock": get("ClientCidrBlock"),
            "DnsServers": get("DnsServers", []) or [],
            "SplitTunnel": is_true(get("SplitTunnel", False)),
            "VpnProtocol": "openvpn",
            "TransportProtocol": get("TransportProtocol", "udp"),
            "VpnPort": int(get("VpnPort", 443) or 443),
            "ServerCertificateArn": get("ServerCertificateArn"),
            "AuthenticationOptions": [authentication(one) for one in get("AuthenticationOptions", [])],
            "ConnectionLogOptions": {"Enabled": False},
            "Tags": tags_for(self, "client-vpn-endpoint"),
            "SecurityGroupIds": get("SecurityGroupIds", []) or [],
            "VpcId": get("VpcId"),
            "ClientConnectOptions": {"Enabled": False, "Status": {"Code": "applied"}},
            "SessionTimeoutHours": 24,
            "ClientLoginBannerOptions": {"Enabled": False},
            "ClientRouteEnforcementOptions": {"Enforced": False},
            "DisconnectOnSessionTimeout": True,
        }
        self._client_vpn()[endpoint_id] = {"endpoint": endpoint, "networks": [], "rules": [], "routes": []}
        return ActionResult(
            {"ClientVpnEndpointId": endpoint_id, "Status": endpoint["Status"], "DnsName": endpoint["DnsName"]}
        )

    def describe_client_vpn_endpoints(self):
        wanted = self._get_param("ClientVpnEndpointIds", []) or []
        found = [one["endpoint"] for key, one in self._client_vpn().items() if not wanted or key in wanted]
        return ActionResult({"ClientVpnEndpoints": found})

    def modify_client_vpn_endpoint(self):
        endpoint, get = self._client_vpn_record()["endpoint"], self._get_param
        for key in ("Description", "SecurityGroupIds", "VpcId", "ServerCertificateArn", "VpnPort"):
            if get(key) is not None:
                endpoint[key] = get(key)
        if get("SplitTunnel") is not None:
            endpoint["SplitTunnel"] = is_true(get("SplitTunnel"))
        return ActionResult({"Return": True})

    def associate_client_vpn_target_network(self):
        record, subnet = self._client_vpn_record(), self.ec2_backend.get_subnet(self._get_param("SubnetId"))
        endpoint = record["endpoint"]
        network = {
            "AssociationId": new_id("cvpn-assoc"),
            "VpcId": subnet.vpc_id,
            "TargetNetworkId": subnet.id,
            "ClientVpnEndpointId": endpoint["ClientVpnEndpointId"],
            "Status": {"Code": "associated"},
            "SecurityGroups": endpoint["SecurityGroupIds"],
        }
        record["networks"].append(network)
        endpoint["Status"] = {"Code": "available"}
        # AWS adds the VPC's range to the endpoint's routes with each association.
        record["routes"].append(
            {
                "ClientVpnEndpointId": endpoint["ClientVpnEndpointId"],
                "DestinationCidr": self.ec2_backend.get_vpc(subnet.vpc_id).cidr_block,
                "TargetSubnet": subnet.id,
                "Type": "Nat",
                "Origin": "associate",
                "Status": {"Code": "active"},
                "Description": "Default Route",
            }
        )
        return ActionResult({"AssociationId": network["AssociationId"], "Status": {"Code": "associating"}})

    def describe_client_vpn_target_networks(self):
        wanted = self._get_param("AssociationIds", []) or []
        networks = self._client_vpn_record()["networks"]
        return ActionResult(
            {"ClientVpnTargetNetworks": [one for one in networks if not wanted or one["AssociationId"] in wanted]}
        )

    def authorize_client_vpn_ingress(self):
        get = self._get_param
        everyone = is_true(get("AuthorizeAllGroups", False))
        self._client_vpn_record()["rules"].append(
            {
                "ClientVpnEndpointId": get("ClientVpnEndpointId"),
                "Description": get("Description", ""),
                "GroupId": "" if everyone else get("AccessGroupId"),
                "AccessAll": everyone,
                "DestinationCidr": get("TargetNetworkCidr"),
                "Status": {"Code": "active"},
            }
        )
        return ActionResult({"Status": {"Code": "authorizing"}})

    def describe_client_vpn_authorization_rules(self):
        wanted = filters_of(self)
        found = [
            rule
            for rule in self._client_vpn_record()["rules"]
            if rule["DestinationCidr"] in wanted.get("destination-cidr", [rule["DestinationCidr"]])
            and rule["GroupId"] in wanted.get("group-id", [rule["GroupId"]])
        ]
        return ActionResult({"AuthorizationRules": found})

    def create_client_vpn_route(self):
        get = self._get_param
        self._client_vpn_record()["routes"].append(
            {
                "ClientVpnEndpointId": get("ClientVpnEndpointId"),
                "DestinationCidr": get("DestinationCidrBlock"),
                "TargetSubnet": get("TargetVpcSubnetId"),
                "Type": "Nat",
                "Origin": "add-route",
                "Status": {"Code": "active"},
                "Description": get("Description", ""),
            }
        )
        return ActionResult({"Status": {"Code": "creating"}})

    def describe_client_vpn_routes(self):
        wanted = filters_of(self)
        found = [
            route
            for route in self._client_vpn_record()["routes"]
            if route["DestinationCidr"] in wanted.get("destination-cidr", [route["DestinationCidr"]])
            and route["TargetSubnet"] in wanted.get("target-subnet", [route["TargetSubnet"]])
        ]
        return ActionResult({"Routes": found})


# ---- Site-to-site VPN -----------------------------------------------------------------------------------------------


class VPN:
    """Operations of virtual private gateways and VPN connections that moto lacks."""

    def enable_vgw_route_propagation(self):
        table = self.ec2_backend.get_route_table(self._get_param("RouteTableId"))
        gateways = list(getattr(table, "propagating_vgws", None) or [])
        table.propagating_vgws = gateways + [{"GatewayId": self._get_param("GatewayId")}]
        return ActionResult({})

    def create_vpn_connection_route(self):
        connection = self.ec2_backend.vpn_connections[self._get_param("VpnConnectionId")]
        route = {
            "DestinationCidrBlock": self._get_param("DestinationCidrBlock"),
            "Source": "Static",
            "State": "available",
        }
        connection.routes = list(getattr(connection, "routes", None) or []) + [route]
        return ActionResult({})

    def get_transit_gateway_attachment_propagations(self):
        wanted = self._get_param("TransitGatewayAttachmentId")
        tables = self.ec2_backend.transit_gateways_route_tables.values()
        return ActionResult(
            {
                "TransitGatewayAttachmentPropagations": [
                    {"TransitGatewayRouteTableId": table.id, "State": "enabled"}
                    for table in tables
                    for one in table.route_table_propagation
                    if one.transitGatewayAttachmentId == wanted
                ]
            }
        )


def keep_vpn_options():
    original, original_filter = EC2Response.create_vpn_connection, VPNConnection.get_filter_value

    def create(self):
        result = original(self)
        connection = list(self.ec2_backend.vpn_connections.values())[-1]
        given = self._get_param("Options", {}) or {}
        connection.options = {
            "EnableAcceleration": False,
            "StaticRoutesOnly": is_true(given.get("StaticRoutesOnly", False)),
            "LocalIpv4NetworkCidr": given.get("LocalIpv4NetworkCidr", "0.0.0.0/0"),
            "RemoteIpv4NetworkCidr": given.get("RemoteIpv4NetworkCidr", "0.0.0.0/0"),
            "OutsideIpAddressType": "PublicIpv4",
            "TunnelInsideIpVersion": "ipv4",
        }
        return result

    def filter_value(self, name, method_name=None):
        if name == "route.destination-cidr-block":
            return [route["DestinationCidrBlock"] for route in getattr(self, "routes", None) or []]
        if name == "vpn-connection-id":
            return self.id
        return original_filter(self, name, method_name)

    EC2Response.create_vpn_connection = create
    VPNConnection.get_filter_value = filter_value


# ---- Transit gateways -----------------------------------------------------------------------------------------------


def owner_of(backend, gateway_id):
    """The backend, in the same Region and any account, that owns a transit gateway (AWS RAM would share it)."""
    for account in list(ec2_backends.keys()):
        other = ec2_backends[account].get(backend.region_name)
        if other is not None and gateway_id in other.transit_gateways:
            return other
    return None


def share_transit_gateways():
    create, describe = EC2Backend.create_transit_gateway_vpc_attachment, EC2Backend.describe_transit_gateways
    describe_vpc, respond = (
        EC2Backend.describe_transit_gateway_vpc_attachments,
        EC2Response.create_transit_gateway_vpc_attachment,
    )

    def create_shared(self, transit_gateway_id, **details):
        owner = owner_of(self, transit_gateway_id) or self
        attachment = create(owner, transit_gateway_id, **details)
        attachment.resource_owner_id = attachment.owner_id = self.account_id
        self.transit_gateway_attachments[attachment.id] = attachment
        return attachment

    def describe_shared(self, filters=None, transit_gateway_ids=None, *rest, **details):
        found = describe(self, filters, transit_gateway_ids, *rest, **details)
        if not found and transit_gateway_ids:
            owner = owner_of(self, transit_gateway_ids[0])
            if owner is not None and owner is not self:
                return describe(owner, filters, transit_gateway_ids, *rest, **details)
        return found

    def respond_with_tags(self):
        result = respond(self)
        wanted = {tag["Key"]: tag["Value"] for tag in tags_for(self, "transit-gateway-attachment")}
        for attachment in self.ec2_backend.transit_gateway_attachments.values():
            if attachment.resource_type == "vpc" and attachment.resource_id == self._get_param("VpcId"):
                attachment.add_tags(wanted)
        return result

    def vpc_attachments(self, *rest, **details):
        return [one for one in describe_vpc(self, *rest, **details) if one.resource_type == "vpc"]

    EC2Backend.create_transit_gateway_vpc_attachment = create_shared
    EC2Backend.describe_transit_gateways = describe_shared
    EC2Backend.describe_transit_gateway_vpc_attachments = vpc_attachments
    EC2Response.create_transit_gateway_vpc_attachment = respond_with_tags

    def with_shared_target(name):
        original = getattr(EC2Backend, name)

        def wrapped(self, *rest, **details):
            route, gateway_id = original(self, *rest, **details), details.get("transit_gateway_id")
            if gateway_id and getattr(route, "transit_gateway", 1) is None:
                owner = owner_of(self, gateway_id)
                route.transit_gateway = owner.transit_gateways[gateway_id] if owner else None
            return route

        setattr(EC2Backend, name, wrapped)

    with_shared_target("create_route")
    with_shared_target("replace_route")


def associate_with_one_table():
    original = EC2Backend.set_route_table_association

    def associate(self, transit_gateway_attachment_id, transit_gateway_route_table_id):
        result = original(self, transit_gateway_attachment_id, transit_gateway_route_table_id)
        chosen = self.transit_gateways_route_tables[transit_gateway_route_table_id]
        for table in self.transit_gateways_route_tables.values():
            if table is not chosen:
                table.route_table_associations.pop(transit_gateway_attachment_id, None)
        self.transit_gateway_attachments[transit_gateway_attachment_id].transit_gateway_route_table = chosen
        return result

    EC2Backend.set_route_table_association = associate


def list_propagated_routes():
    original = EC2Backend.search_transit_gateway_routes

    def search(self, transit_gateway_route_table_id, filters, max_results=None):
        filters = filters or {}
        found = [dict(one) for one in original(self, transit_gateway_route_table_id, filters, max_results)]
        table = self.transit_gateways_route_tables.get(transit_gateway_route_table_id)
        taken = set(table.routes if table else [])  # a static route hides a propagated one of the same range
        for one in table.route_table_propagation if table else []:
            attachment = self.transit_gateway_attachments.get(one.transitGatewayAttachmentId)
            if attachment is None or attachment.resource_type != "vpc":
                continue
            if "propagated" not in filters.get("type", ["propagated"]):
                continue
            if "active" not in filters.get("state", ["active"]):
                continue
            vpc = ec2_backends[attachment.owner_id][self.region_name].vpcs.get(attachment.resource_id)
            if vpc is None or vpc.cidr_block in taken:
                continue
            found.append(
                {
                    "destinationCidrBlock": vpc.cidr_block,
                    "state": "active",
                    "type": "propagated",
                    "prefixListId": None,
                    "transitGatewayAttachments": {
                        "resourceId": attachment.resource_id,
                        "resourceType": "vpc",
                        "transitGatewayAttachmentId": attachment.id,
                    },
                }
            )
        exact = filters.get("route-search.exact-match")
        found = [one for one in found if not exact or one["destinationCidrBlock"] in exact]

        def capital(record):
            return {key[0].upper() + key[1:]: value for key, value in record.items()}

        for one in found:  # the serializer looks for the model's capitalised names
            one.update(capital(one))
            if attachments := one.get("transitGatewayAttachments"):
                listed = attachments if isinstance(attachments, list) else [attachments]
                one["TransitGatewayAttachments"] = [capital(each) for each in listed]
        return found

    EC2Backend.search_transit_gateway_routes = search


# ---- Security groups and interfaces ---------------------------------------------------------------------------------


def refer_to_groups_of_other_accounts():
    original = SecurityGroupBackend._add_source_group

    def add(self, source_groups, vpc_id):
        mine, foreign = [], []
        for item in source_groups or []:
            account = item.get("UserId")
            if account and account != self.account_id and item.get("GroupId"):
                foreign.append(dict(item, OwnerId=account))
            else:
                mine.append(item)
        return original(self, mine, vpc_id) + foreign

    SecurityGroupBackend._add_source_group = add


def keep_descriptions_of_rules():
    """moto forgets the description of a rule that names a group or a prefix list; Terraform would set it again and again."""
    original = SecurityGroupRule.__init__

    def init(self, *rest, **details):
        original(self, *rest, **details)
        listed = rest[7] if len(rest) > 7 else details.get("prefix_list_id")
        self.list_description = (listed or {}).get("Description")

    def description(self):
        return self.ip_range.get("Description") or self.source_group.get("Description") or self.list_description

    SecurityGroupRule.__init__ = init
    SecurityGroupRule.description = property(description)


def keep_addresses_in_their_subnets():
    original = EC2Backend.create_network_interface

    def create(self, subnet, private_ip_address, *rest, **details):
        found = self.get_subnet(subnet) if isinstance(subnet, str) else subnet
        if isinstance(private_ip_address, str) and private_ip_address:
            if ipaddress.ip_address(private_ip_address) not in ipaddress.ip_network(found.cidr_block):
                private_ip_address = None
        return original(self, subnet, private_ip_address, *rest, **details)

    EC2Backend.create_network_interface = create


# ---- EKS ------------------------------------------------------------------------------------------------------------


class AccessEntries:
    """Whom a cluster lets in: the operations on access entries and the access policies associated with them."""

    def _entries(self):
        return self.eks_backend.describe_cluster(self._get_param("name")).__dict__.setdefault("entries", {})

    def _entry(self):
        principal = unquote(self._get_param("principalArn"))
        entry = self._entries().get(principal)
        if entry is None:
            raise eks_models.ResourceNotFoundException(
                clusterName=self._get_param("name"), nodegroupName=None, fargateProfileName=None, addonName=None,
                message=f"The specified principalArn could not be found: {principal}")
        return entry

    def create_access_entry(self):
        name, principal = self._get_param("name"), self._get_param("principalArn")
        kind, now = self._get_param("type") or "STANDARD", datetime.datetime.now(datetime.timezone.utc)
        # AWS gives the entries of nodes their group and user name itself.
        groups = self._get_param("kubernetesGroups") or (["system:nodes"] if kind.startswith("EC2") else [])
        _, _, _, _, account, role = principal.split(":", 5)
        kept = role.replace("role/", "assumed-role/", 1)
        user = ("system:node:{{EC2PrivateDNSName}}" if kind.startswith("EC2") else
                f"arn:aws:sts::{account}:{kept}/{{{{SessionName}}}}")
        place = f"arn:aws:eks:{self.region}:{self.current_account}:access-entry/{name}/role/{account}/{role.split('/')[-1]}"
        entry = {"clusterName": name, "principalArn": principal, "kubernetesGroups": groups,
                 "accessEntryArn": f"{place}/{mock_random.uuid4()}", "createdAt": now, "modifiedAt": now,
                 "tags": self._get_param("tags") or {}, "username": self._get_param("username") or user, "type": kind}
        self._entries()[principal] = {"entry": entry, "policies": []}
        return ActionResult({"accessEntry": entry})

    def describe_access_entry(self):
        return ActionResult({"accessEntry": self._entry()["entry"]})

    def list_access_entries(self):
        return ActionResult({"accessEntries": sorted(self._entries())})

    def delete_access_entry(self):
        self._entry()
        del self._entries()[unquote(self._get_param("principalArn"))]
        return ActionResult({})

    def associate_access_policy(self):
        entry, now = self._entry(), datetime.datetime.now(datetime.timezone.utc)
        policy = {"policyArn": self._get_param("policyArn"), "accessScope": self._get_param("accessScope"),
                  "associatedAt": now, "modifiedAt": now}
        entry["policies"] = [one for one in entry["policies"] if one["policyArn"] != policy["policyArn"]] + [policy]
        return ActionResult({"clusterName": self._get_param("name"), "principalArn": entry["entry"]["principalArn"],
                             "associatedAccessPolicy": policy})

    def list_associated_access_policies(self):
        entry = self._entry()
        return ActionResult({"clusterName": self._get_param("name"), "principalArn": entry["entry"]["principalArn"],
                             "associatedAccessPolicies": entry["policies"]})

    def disassociate_access_policy(self):
        entry, policy = self._entry(), unquote(self._get_param("policyArn"))
        entry["policies"] = [one for one in entry["policies"] if one["policyArn"] != policy]
        return ActionResult({})

    def list_pod_identity_associations(self):
        self._entries()
        return ActionResult({"associations": []})


def let_identities_into_clusters():
    for name, function in list(AccessEntries.__dict__.items()):
        if callable(function):
            setattr(eks_responses.EKSResponse, name, function)
    cluster = "{0}/clusters/(?P<name>[^/]+)"
    entry = f"{cluster}/access-entries/(?P<principalArn>.+?)"
    dispatch = eks_urls.url_paths["{0}/clusters$"]
    for path in (f"{cluster}/access-entries$", f"{entry}/access-policies$",
                 f"{entry}/access-policies/(?P<policyArn>.+)$", f"{entry}$", f"{cluster}/pod-identity-associations$"):
        eks_urls.url_paths[path] = dispatch
    original = eks_responses.EKSResponse.create_cluster

    def create(self):
        answer = original(self)
        made = self.eks_backend.describe_cluster(self._get_param("name"))
        config = self._get_param("accessConfig") or {}
        made.access_config = {
            "authenticationMode": config.get("authenticationMode", "CONFIG_MAP"),
            "bootstrapClusterCreatorAdminPermissions": config.get("bootstrapClusterCreatorAdminPermissions", True)}
        return answer

    eks_responses.EKSResponse.create_cluster = create


def fill_gaps():
    for room in (ClientVPN, VPN):
        for name, function in list(room.__dict__.items()):
            if callable(function):
                setattr(EC2Response, name, function)
    number_accounts()
    document_addresses()
    drop_default_vpcs()
    keep_vpn_options()
    share_transit_gateways()
    associate_with_one_table()
    list_propagated_routes()
    refer_to_groups_of_other_accounts()
    keep_descriptions_of_rules()
    keep_addresses_in_their_subnets()
    let_identities_into_clusters()


if __name__ == "__main__":
    fill_gaps()
    from moto.server import main

    main(sys.argv[1:])
