"""An AWS snapshot, indexed for the realisation.

The lab reads the very records that the audit reads. What it cannot realise it refuses with `Unsupported`: an estate is
realised wholly or not at all.
"""

from __future__ import annotations

import ipaddress
import json
import os
from dataclasses import dataclass, field
from typing import Any, Iterable, Union

Row = dict[str, Any]
Network = Union[ipaddress.IPv4Network, ipaddress.IPv6Network]

# What stands for a zone where packets come from another transit gateway.
PEERING = "peering"

# The records of each account and Region, by top-level key.
Snapshot = dict[tuple[str, str], dict[str, list[Row]]]

IDENTITIES = {
    "Vpcs": "VpcId",
    "Subnets": "SubnetId",
    "RouteTables": "RouteTableId",
    "NetworkAcls": "NetworkAclId",
    "SecurityGroups": "GroupId",
    "NetworkInterfaces": "NetworkInterfaceId",
    "PrefixListEntries": "PrefixListId",
    "InternetGateways": "InternetGatewayId",
    "EgressOnlyInternetGateways": "EgressOnlyInternetGatewayId",
    "NatGateways": "NatGatewayId",
    "VpcPeeringConnections": "VpcPeeringConnectionId",
    "TransitGateways": "TransitGatewayId",
    "TransitGatewayAttachments": "TransitGatewayAttachmentId",
    "TransitGatewayVpcAttachments": "TransitGatewayAttachmentId",
    "TransitGatewayRouteTables": "TransitGatewayRouteTableId",
    "TransitGatewayPropagations": "TransitGatewayRouteTableId",
    "TransitGatewayStaticRoutes": "TransitGatewayRouteTableId",
    "TransitGatewayRoutes": "TransitGatewayRouteTableId",
    "VpnGateways": "VpnGatewayId",
    "VpnConnections": "VpnConnectionId",
    "LoadBalancers": "LoadBalancerArn",
    "TargetGroups": "TargetGroupArn",
    "LoadBalancerListeners": "LoadBalancerArn",
    "LoadBalancerTargetHealth": "TargetGroupArn",
}


class Unsupported(Exception):
    """The snapshot holds something that the lab does not realise."""


@dataclass
class Vpc:
    """A VPC and what belongs to it."""

    id: str
    account: str
    region: str
    cidrs: list[Network]
    blocks_public: bool
    subnets: list["Subnet"] = field(default_factory=list)
    internet_gateway: str | None = None
    egress_only_gateway: str | None = None
    vpn_gateway: str | None = None


@dataclass
class Subnet:
    """A subnet with its route table and its network ACL."""

    id: str
    vpc: Vpc
    cidrs: list[Network]
    zone: str
    number: int
    routes: list[Row] = field(default_factory=list)
    acl: str = ""


@dataclass
class Interface:
    """A network interface."""

    id: str
    subnet: Subnet
    kind: str
    groups: list[str]
    checks_addresses: bool
    addresses: list[str]
    public: dict[str, str]

    @property
    def vpc(self) -> Vpc:
        return self.subnet.vpc


class Estate:
    """All of a snapshot that the lab looks at."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.rows: dict[str, dict[str, Row]] = {key: {} for key in IDENTITIES}
        self.places: dict[str, tuple[str, str]] = {}
        for place, members in snapshot.items():
            for key, rows in members.items():
                if key in IDENTITIES:
                    for row in rows:
                        identity = row[IDENTITIES[key]]
                        if key == "TransitGatewayAttachments":
                            # The two ends of a peering attachment have one id.
                            identity += f" {row['TransitGatewayId']}"
                        self.rows[key].setdefault(identity, row)
                        self.places.setdefault(identity, place)
        self.vpcs = {row["VpcId"]: self._vpc(row) for row in self.rows["Vpcs"].values()}
        self.subnets: dict[str, Subnet] = {}
        for row in self.rows["Subnets"].values():
            self._add_subnet(row)
        self._attach_tables()
        self._attach_acls()
        self.interfaces = {row["NetworkInterfaceId"]: self._interface(row) for row in self.rows["NetworkInterfaces"].values()}
        self._attach_gateways()

    # VPCs, subnets, interfaces

    def _vpc(self, row: Row) -> Vpc:
        account, region = self.places[row["VpcId"]]
        cidrs: list[Network] = [
            ipaddress.ip_network(block["CidrBlock"])
            for block in row["CidrBlockAssociationSet"]
            if block["CidrBlockState"]["State"] == "associated"
        ]
        cidrs += [
            ipaddress.ip_network(block["Ipv6CidrBlock"])
            for block in row.get("Ipv6CidrBlockAssociationSet", [])
            if block["Ipv6CidrBlockState"]["State"] == "associated"
        ]
        mode = row.get("BlockPublicAccessStates", {}).get("InternetGatewayBlockMode", "off")
        if mode not in ("off", "block-bidirectional"):
            raise Unsupported(f"{row['VpcId']}: block public access in mode {mode}")
        return Vpc(row["VpcId"], account, region, cidrs, mode != "off")

    def _add_subnet(self, row: Row) -> None:
        vpc = self.vpcs[row["VpcId"]]
        cidrs: list[Network] = [ipaddress.ip_network(row["CidrBlock"])]
        cidrs += [ipaddress.ip_network(block["Ipv6CidrBlock"]) for block in row.get("Ipv6CidrBlockAssociationSet", [])]
        subnet = Subnet(row["SubnetId"], vpc, cidrs, row["AvailabilityZoneId"], len(vpc.subnets))
        vpc.subnets.append(subnet)
        self.subnets[subnet.id] = subnet

    def _attach_tables(self) -> None:
        main: dict[str, Row] = {}
        explicit: dict[str, Row] = {}
        for table in self.rows["RouteTables"].values():
            for association in table["Associations"]:
                if association.get("GatewayId"):
                    raise Unsupported(f"{table['RouteTableId']}: a gateway route table")
                if association.get("Main"):
                    main[table["VpcId"]] = table
                elif association["AssociationState"]["State"] == "associated":
                    explicit[association["SubnetId"]] = table
        for subnet in self.subnets.values():
            table = explicit.get(subnet.id) or main[subnet.vpc.id]
            subnet.routes = table["Routes"]

    def _attach_acls(self) -> None:
        for acl in self.rows["NetworkAcls"].values():
            for association in acl["Associations"]:
                self.subnets[association["SubnetId"]].acl = acl["NetworkAclId"]
        for subnet in self.subnets.values():
            if not subnet.acl:
                raise Unsupported(f"{subnet.id}: no network ACL")

    def _interface(self, row: Row) -> Interface:
        addresses = [address["PrivateIpAddress"] for address in row["PrivateIpAddresses"]]
        addresses += [address["Ipv6Address"] for address in row.get("Ipv6Addresses", [])]
        public = {
            address["PrivateIpAddress"]: address["Association"]["PublicIp"]
            for address in row["PrivateIpAddresses"]
            if address.get("Association")
        }
        return Interface(
            row["NetworkInterfaceId"],
            self.subnets[row["SubnetId"]],
            row["InterfaceType"],
            [group["GroupId"] for group in row["Groups"]],
            row["SourceDestCheck"],
            addresses,
            public,
        )

    def _attach_gateways(self) -> None:
        for gateway in self.rows["InternetGateways"].values():
            for attachment in gateway["Attachments"]:
                if attachment["State"] in ("available", "attached"):
                    self.vpcs[attachment["VpcId"]].internet_gateway = gateway["InternetGatewayId"]
        for gateway in self.rows["EgressOnlyInternetGateways"].values():
            for attachment in gateway["Attachments"]:
                if attachment["State"] in ("available", "attached"):
                    self.vpcs[attachment["VpcId"]].egress_only_gateway = gateway["EgressOnlyInternetGatewayId"]
        for gateway in self.rows["VpnGateways"].values():
            for attachment in gateway["VpcAttachments"]:
                if attachment["State"] == "attached":
                    self.vpcs[attachment["VpcId"]].vpn_gateway = gateway["VpnGatewayId"]

    def site_prefixes(self, gateway: str) -> list[Network]:
        """The prefixes behind the VPN connections of a virtual private gateway."""
        found: list[Network] = []
        for row in self.rows["VpnConnections"].values():
            if row.get("VpnGatewayId") != gateway:
                continue
            if not row["Options"]["StaticRoutesOnly"] or row["State"] != "available":
                raise Unsupported(f"{row['VpnConnectionId']}: a VPN connection with learned routes, or not available")
            found += [ipaddress.ip_network(route["DestinationCidrBlock"]) for route in row["Routes"]]
        return found

    # Prefix lists and security groups

    def prefixes(self, list_id: str) -> list[Network]:
        """The prefixes of a prefix list."""
        return [ipaddress.ip_network(entry["Cidr"]) for entry in self.rows["PrefixListEntries"][list_id]["Entries"]]

    def members(self, group: str) -> list[Interface]:
        """The interfaces that carry a security group."""
        return [interface for interface in self.interfaces.values() if group in interface.groups]

    def peers(self, vpc: Vpc) -> dict[str, str]:
        """The VPCs that an active peering connection joins with this one, each with the connection's id."""
        found = {}
        for peering in self.active_peerings():
            ends = peering["RequesterVpcInfo"]["VpcId"], peering["AccepterVpcInfo"]["VpcId"]
            if vpc.id in ends:
                other = ends[1] if ends[0] == vpc.id else ends[0]
                found[other] = peering["VpcPeeringConnectionId"]
        return found

    def active_peerings(self) -> Iterable[Row]:
        """The peering connections that forward."""
        return [row for row in self.rows["VpcPeeringConnections"].values() if row["Status"]["Code"] == "active"]

    # Transit gateways

    def attachments(self, gateway: str) -> list["Attachment"]:
        """The attachments of a transit gateway that forward."""
        found = []
        for row in self.rows["TransitGatewayAttachments"].values():
            if row["TransitGatewayId"] != gateway or row["State"] != "available":
                continue
            association = row.get("Association") or {}
            table = association.get("TransitGatewayRouteTableId") if association.get("State") == "associated" else None
            attachment = Attachment(row["TransitGatewayAttachmentId"], gateway, row["ResourceType"], row["ResourceId"], table)
            if attachment.kind == "vpc":
                options = self.rows["TransitGatewayVpcAttachments"][attachment.id]
                attachment.referencing = options["Options"]["SecurityGroupReferencingSupport"] == "enable"
                if options["Options"].get("ApplianceModeSupport", "disable") != "disable":
                    raise Unsupported(f"{attachment.id}: appliance mode")
                for subnet in (self.subnets[name] for name in options["SubnetIds"]):
                    attachment.doors[subnet.zone] = subnet
            elif attachment.kind == "peering":
                attachment.doors[PEERING] = None
            else:
                raise Unsupported(f"{attachment.id}: an attachment of type {attachment.kind}")
            found.append(attachment)
        return found

    def transit_routes(self, table: str) -> list[tuple[Network, str | None, int]]:
        """The routes of a transit gateway route table: prefix, attachment (`None` drops), rank (less wins)."""
        routes: list[tuple[Network, str | None, int]] = []
        found = self.rows["TransitGatewayRoutes"].get(table)
        static = self.rows["TransitGatewayStaticRoutes"].get(table)
        for row in (found or static or {"Routes": []})["Routes"]:
            rank = 10 if row["Type"] == "static" else 20
            target = None
            if row["State"] == "active":
                if len(row["TransitGatewayAttachments"]) != 1:
                    raise Unsupported(f"{table}: a route over several attachments")
                target = row["TransitGatewayAttachments"][0]["TransitGatewayAttachmentId"]
            routes.append((ipaddress.ip_network(row["DestinationCidrBlock"]), target, rank))
        if not found:
            for row in self.rows["TransitGatewayPropagations"].get(table, {}).get("TransitGatewayRouteTablePropagations", []):
                if row["State"] == "enabled" and row["ResourceType"] == "vpc":
                    for cidr in self.vpcs[row["ResourceId"]].cidrs:
                        routes.append((cidr, row["TransitGatewayAttachmentId"], 20))
        return routes


@dataclass
class Attachment:
    """An attachment of a transit gateway."""

    id: str
    gateway: str
    kind: str
    resource: str
    table: str | None
    # The attachment's subnet in each zone of a VPC; another transit gateway has one door, in no zone.
    doors: dict[str, Union[Subnet, None]] = field(default_factory=dict)
    referencing: bool = False

    def door(self, zone: str) -> str | None:
        """The zone in which packets that came in from a zone leave through this attachment: the same where it can be."""
        if zone in self.doors:
            return zone
        return sorted(self.doors)[0] if self.doors else None


def read(directory: str) -> Snapshot:
    """Reads `accounts/<account>/<region>/*.json` below a directory."""
    snapshot: Snapshot = {}
    root = os.path.join(directory, "accounts")
    for account in sorted(os.listdir(root)):
        for region in sorted(os.listdir(os.path.join(root, account))):
            members = snapshot.setdefault((account, region), {})
            folder = os.path.join(root, account, region)
            for name in sorted(os.listdir(folder)):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    for key, rows in json.load(file).items():
                        members.setdefault(key, []).extend(rows)
    return snapshot


def write(snapshot: Snapshot, directory: str) -> None:
    """Writes a snapshot as one file for each account and Region."""
    for (account, region), members in snapshot.items():
        folder = os.path.join(directory, "accounts", account, region)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "ec2.json"), "w", encoding="utf-8") as file:
            json.dump(members, file, indent=1)
            file.write("\n")
