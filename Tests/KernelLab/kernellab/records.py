"""Writes the records of an estate in the form of the AWS command line's output."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .estate import Row, Snapshot

# Every account and Region of a snapshot has all of these lists, empty ones too: nothing counts as not collected.
KEYS = (
    "Vpcs",
    "Subnets",
    "RouteTables",
    "NetworkAcls",
    "SecurityGroups",
    "NetworkInterfaces",
    "Addresses",
    "Reservations",
    "PrefixLists",
    "PrefixListEntries",
    "InternetGateways",
    "EgressOnlyInternetGateways",
    "NatGateways",
    "VpcPeeringConnections",
    "TransitGateways",
    "TransitGatewayAttachments",
    "TransitGatewayVpcAttachments",
    "TransitGatewayPeeringAttachments",
    "TransitGatewayRouteTables",
    "TransitGatewayAssociations",
    "TransitGatewayPropagations",
    "TransitGatewayStaticRoutes",
    "VpnGateways",
    "CustomerGateways",
    "VpnConnections",
    "ClientVpnEndpoints",
    "ClientVpnTargetNetworks",
    "ClientVpnRoutes",
    "ClientVpnAuthorizationRules",
    "VpcEndpoints",
    "LoadBalancers",
    "TargetGroups",
    "LoadBalancerListeners",
    "LoadBalancerTargetHealth",
)

Place = tuple[str, str]


@dataclass
class Side:
    """A VPC as the records of others name it."""

    id: str
    place: Place
    cidrs: list[str]
    ipv6: list[str] = field(default_factory=list)


class Records:
    """The records of one estate, gathered by account and Region."""

    def __init__(self) -> None:
        self.snapshot: Snapshot = {}

    def add(self, place: Place, key: str, row: Row) -> Row:
        """Adds a record to an account and Region."""
        members = self.snapshot.setdefault(place, {name: [] for name in KEYS})
        members.setdefault(key, []).append(row)
        return row

    # VPCs

    def vpc(self, side: Side, gone: list[str], blocks_public: bool) -> Row:
        blocks = [{"CidrBlock": cidr, "CidrBlockState": {"State": "associated"}} for cidr in side.cidrs]
        blocks += [{"CidrBlock": cidr, "CidrBlockState": {"State": "disassociated"}} for cidr in gone]
        mode = "block-bidirectional" if blocks_public else "off"
        return self.add(
            side.place,
            "Vpcs",
            {
                "VpcId": side.id,
                "OwnerId": side.place[0],
                "State": "available",
                "IsDefault": False,
                "CidrBlock": side.cidrs[0],
                "CidrBlockAssociationSet": blocks,
                "Ipv6CidrBlockAssociationSet": [
                    {"Ipv6CidrBlock": cidr, "Ipv6CidrBlockState": {"State": "associated"}} for cidr in side.ipv6
                ],
                "BlockPublicAccessStates": {"InternetGatewayBlockMode": mode},
                "Tags": [],
            },
        )

    def subnet(self, side: Side, name: str, cidr: str, ipv6: str | None, zone: int, blocks_public: bool) -> Row:
        region = side.place[1]
        code = {"us-east-1": "use1", "us-west-2": "usw2"}[region]
        return self.add(
            side.place,
            "Subnets",
            {
                "SubnetId": name,
                "VpcId": side.id,
                "OwnerId": side.place[0],
                "CidrBlock": cidr,
                "State": "available",
                "Ipv6CidrBlockAssociationSet": [
                    {"Ipv6CidrBlock": block, "Ipv6CidrBlockState": {"State": "associated"}} for block in [ipv6] if block
                ],
                "AvailabilityZone": f"{region}{' ab'[zone]}",
                "AvailabilityZoneId": f"{code}-az{zone}",
                "MapPublicIpOnLaunch": False,
                "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-bidirectional" if blocks_public else "off"},
                "Tags": [],
            },
        )

    def interface(
        self,
        side: Side,
        name: str,
        subnet: str,
        addresses: list[str],
        ipv6: list[str],
        groups: list[str],
        public: dict[str, str],
        kind: str = "interface",
    ) -> Row:
        private: list[Row] = []
        for number, address in enumerate(addresses):
            entry: Row = {"PrivateIpAddress": address, "Primary": number == 0}
            if address in public:
                allocation = f"eipalloc-{name.removeprefix('eni-')}-{number}"
                entry["Association"] = {"PublicIp": public[address], "AllocationId": allocation, "IpOwnerId": side.place[0]}
                self.add(
                    side.place,
                    "Addresses",
                    {
                        "AllocationId": allocation,
                        "PublicIp": public[address],
                        "Domain": "vpc",
                        "AssociationId": allocation.replace("eipalloc", "eipassoc"),
                        "NetworkInterfaceId": name,
                        "PrivateIpAddress": address,
                    },
                )
            private.append(entry)
        gateway = kind == "nat_gateway"
        return self.add(
            side.place,
            "NetworkInterfaces",
            {
                "NetworkInterfaceId": name,
                "SubnetId": subnet,
                "VpcId": side.id,
                "OwnerId": side.place[0],
                "RequesterManaged": gateway,
                "InterfaceType": kind,
                "Description": f"Interface for NAT Gateway {name.removeprefix('eni-')}" if gateway else "",
                "Status": "in-use",
                "SourceDestCheck": not gateway,
                "PrivateIpAddress": addresses[0],
                "PrivateIpAddresses": private,
                "Ipv6Addresses": [{"Ipv6Address": address} for address in ipv6],
                "Groups": [{"GroupId": group, "GroupName": group} for group in groups],
                "TagSet": [],
            },
        )

    def nat_gateway(self, side: Side, name: str, subnet: str, address: str, public: str | None) -> Row:
        self.interface(side, f"eni-{name}", subnet, [address], [], [], {address: public} if public else {}, "nat_gateway")
        owned: Row = {"NetworkInterfaceId": f"eni-{name}", "PrivateIp": address}
        if public:
            owned |= {"PublicIp": public, "AllocationId": f"eipalloc-{name}-0"}
        return self.add(
            side.place,
            "NatGateways",
            {
                "NatGatewayId": name,
                "VpcId": side.id,
                "SubnetId": subnet,
                "State": "available",
                "ConnectivityType": "public" if public else "private",
                "NatGatewayAddresses": [owned | {"IsPrimary": True, "Status": "succeeded"}],
                "Tags": [],
            },
        )

    def internet_gateway(self, side: Side, name: str, state: str) -> Row:
        return self.add(
            side.place,
            "InternetGateways",
            {
                "InternetGatewayId": name,
                "OwnerId": side.place[0],
                "Attachments": [{"VpcId": side.id, "State": state}],
                "Tags": [],
            },
        )

    def egress_only_gateway(self, side: Side, name: str) -> Row:
        return self.add(
            side.place,
            "EgressOnlyInternetGateways",
            {
                "EgressOnlyInternetGatewayId": name,
                "Attachments": [{"VpcId": side.id, "State": "attached"}],
                "Tags": [],
            },
        )

    def route_table(
        self, side: Side, name: str, main: bool, subnets: list[str], routes: list[Row], learns: str | None = None
    ) -> Row:
        associations: list[Row] = [{"Main": True}] if main else []
        associations += [{"Main": False, "SubnetId": subnet} for subnet in subnets]
        return self.add(
            side.place,
            "RouteTables",
            {
                "RouteTableId": name,
                "VpcId": side.id,
                "OwnerId": side.place[0],
                "Associations": [
                    {
                        "RouteTableAssociationId": f"rtbassoc-{name}-{number}",
                        "RouteTableId": name,
                        **association,
                        "AssociationState": {"State": "associated"},
                    }
                    for number, association in enumerate(associations)
                ],
                "PropagatingVgws": [{"GatewayId": learns}] if learns else [],
                "Routes": routes,
                "Tags": [],
            },
        )

    def network_acl(self, side: Side, name: str, default: bool, subnets: list[str], entries: list[Row]) -> Row:
        last = [(32767, "CidrBlock", "0.0.0.0/0")] + ([(32768, "Ipv6CidrBlock", "::/0")] if side.ipv6 else [])
        entries = entries + [
            {"RuleNumber": number, "Protocol": "-1", "RuleAction": "deny", "Egress": egress, key: cidr}
            for egress in (True, False)
            for number, key, cidr in last
        ]
        return self.add(
            side.place,
            "NetworkAcls",
            {
                "NetworkAclId": name,
                "VpcId": side.id,
                "OwnerId": side.place[0],
                "IsDefault": default,
                "Associations": [
                    {"NetworkAclAssociationId": f"aclassoc-{subnet}", "NetworkAclId": name, "SubnetId": subnet}
                    for subnet in subnets
                ],
                "Entries": entries,
                "Tags": [],
            },
        )

    def security_group(self, side: Side, name: str, ingress: list[Row], egress: list[Row]) -> Row:
        return self.add(
            side.place,
            "SecurityGroups",
            {
                "GroupId": name,
                "VpcId": side.id,
                "OwnerId": side.place[0],
                "GroupName": name,
                "Description": "lab",
                "IpPermissions": ingress,
                "IpPermissionsEgress": egress,
                "Tags": [],
            },
        )

    def prefix_list(self, place: Place, name: str, cidrs: list[str]) -> None:
        self.add(
            place,
            "PrefixLists",
            {
                "PrefixListId": name,
                "AddressFamily": "IPv4",
                "State": "create-complete",
                "PrefixListName": name,
                "MaxEntries": len(cidrs),
                "Version": 1,
                "OwnerId": place[0],
                "Tags": [],
            },
        )
        self.add(place, "PrefixListEntries", {"PrefixListId": name, "Entries": [{"Cidr": cidr} for cidr in cidrs]})

    def vpn(self, side: Side, gateway: str, name: str, address: str, prefixes: list[str]) -> None:
        """A virtual private gateway with one connection to a site."""
        self.add(
            side.place,
            "VpnGateways",
            {
                "VpnGatewayId": gateway,
                "State": "available",
                "Type": "ipsec.1",
                "AmazonSideAsn": 64512,
                "VpcAttachments": [{"VpcId": side.id, "State": "attached"}],
                "Tags": [],
            },
        )
        customer = name.replace("vpn-", "cgw-")
        self.add(
            side.place,
            "CustomerGateways",
            {
                "CustomerGatewayId": customer,
                "BgpAsn": "65010",
                "IpAddress": address,
                "State": "available",
                "Type": "ipsec.1",
                "Tags": [],
            },
        )
        self.add(
            side.place,
            "VpnConnections",
            {
                "VpnConnectionId": name,
                "State": "available",
                "Type": "ipsec.1",
                "CustomerGatewayId": customer,
                "VpnGatewayId": gateway,
                "Options": {"StaticRoutesOnly": True},
                "Routes": [{"DestinationCidrBlock": prefix, "State": "available"} for prefix in prefixes],
                "VgwTelemetry": [{"OutsideIpAddress": "192.0.2.101", "Status": "UP", "AcceptedRouteCount": 0}],
                "Tags": [],
            },
        )

    # Between VPCs

    def peering(self, name: str, requester: Side, accepter: Side, status: str) -> None:
        def information(side: Side) -> Row:
            return {
                "VpcId": side.id,
                "OwnerId": side.place[0],
                "Region": side.place[1],
                "CidrBlock": side.cidrs[0],
                "CidrBlockSet": [{"CidrBlock": cidr} for cidr in side.cidrs],
                "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": cidr} for cidr in side.ipv6],
            }

        for place in sorted({requester.place, accepter.place}):
            self.add(
                place,
                "VpcPeeringConnections",
                {
                    "VpcPeeringConnectionId": name,
                    "Status": {"Code": status, "Message": ""},
                    "RequesterVpcInfo": information(requester),
                    "AccepterVpcInfo": information(accepter),
                    "Tags": [],
                },
            )

    def transit_gateway(self, place: Place, name: str, referencing: bool) -> Row:
        return self.add(
            place,
            "TransitGateways",
            {
                "TransitGatewayId": name,
                "OwnerId": place[0],
                "State": "available",
                "Options": {"SecurityGroupReferencingSupport": "enable" if referencing else "disable"},
                "Tags": [],
            },
        )

    def transit_attachment(
        self,
        place: Place,
        gateway: str,
        name: str,
        side: Side,
        subnets: list[str],
        table: str | None,
        state: str,
        referencing: bool,
    ) -> None:
        row: Row = {
            "TransitGatewayAttachmentId": name,
            "TransitGatewayId": gateway,
            "TransitGatewayOwnerId": place[0],
            "ResourceOwnerId": side.place[0],
            "ResourceType": "vpc",
            "ResourceId": side.id,
            "State": state,
            "Tags": [],
        }
        if table:
            row["Association"] = {"TransitGatewayRouteTableId": table, "State": "associated"}
        self.add(place, "TransitGatewayAttachments", row)
        self.add(
            place,
            "TransitGatewayVpcAttachments",
            {
                "TransitGatewayAttachmentId": name,
                "TransitGatewayId": gateway,
                "VpcId": side.id,
                "VpcOwnerId": side.place[0],
                "State": state,
                "SubnetIds": subnets,
                "Options": {
                    "DnsSupport": "enable",
                    "Ipv6Support": "enable" if side.ipv6 else "disable",
                    "ApplianceModeSupport": "disable",
                    "SecurityGroupReferencingSupport": "enable" if referencing else "disable",
                },
                "Tags": [],
            },
        )

    def transit_peering(self, name: str, sides: list[tuple[Place, str, str | None]], state: str) -> None:
        """A peering attachment between two transit gateways: place, gateway and associated table of each."""
        ends = [{"TransitGatewayId": gateway, "OwnerId": place[0], "Region": place[1]} for place, gateway, _ in sides]
        for (place, gateway, table), other in zip(sides, reversed(sides)):
            row: Row = {
                "TransitGatewayAttachmentId": name,
                "TransitGatewayId": gateway,
                "TransitGatewayOwnerId": place[0],
                "ResourceOwnerId": place[0],
                "ResourceType": "peering",
                "ResourceId": other[1],
                "State": state,
                "Tags": [],
            }
            if table:
                row["Association"] = {"TransitGatewayRouteTableId": table, "State": "associated"}
            self.add(place, "TransitGatewayAttachments", row)
            self.add(
                place,
                "TransitGatewayPeeringAttachments",
                {
                    "TransitGatewayAttachmentId": name,
                    "RequesterTgwInfo": ends[0],
                    "AccepterTgwInfo": ends[1],
                    "State": state,
                    "Tags": [],
                },
            )

    def transit_table(
        self, place: Place, gateway: str, name: str, associated: list[Row], propagated: list[Row], key: str, routes: list[Row]
    ) -> None:
        self.add(
            place,
            "TransitGatewayRouteTables",
            {
                "TransitGatewayRouteTableId": name,
                "TransitGatewayId": gateway,
                "State": "available",
                "DefaultAssociationRouteTable": False,
                "DefaultPropagationRouteTable": False,
                "Tags": [],
            },
        )
        self.add(
            place,
            "TransitGatewayAssociations",
            {"TransitGatewayRouteTableId": name, "Associations": [row | {"State": "associated"} for row in associated]},
        )
        self.add(
            place,
            "TransitGatewayPropagations",
            {
                "TransitGatewayRouteTableId": name,
                "TransitGatewayRouteTablePropagations": [row | {"State": "enabled"} for row in propagated],
            },
        )
        found: Row = {"TransitGatewayRouteTableId": name, "Routes": routes}
        if key == "TransitGatewayRoutes":
            found["AdditionalRoutesAvailable"] = False
        self.add(place, key, found)


def permission(protocol: str, first: int | None, last: int | None, **peers: list[dict[str, Any]]) -> Row:
    """One permission of a security group."""
    row: Row = {"IpProtocol": protocol}
    if first is not None:
        row |= {"FromPort": first, "ToPort": last}
    for key in ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"):
        row[key] = peers.get(key, [])
    return row


def route(destination: str, key: str, target: str, state: str = "active", origin: str = "CreateRoute") -> Row:
    """One route of a route table."""
    name = "DestinationCidrBlock"
    if destination.startswith("pl-"):
        name = "DestinationPrefixListId"
    elif ":" in destination:
        name = "DestinationIpv6CidrBlock"
    return {name: destination, key: target, "Origin": origin, "State": state}
