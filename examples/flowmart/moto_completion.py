"""Complete what moto leaves out or gets wrong, so that a snapshot looks as AWS would have answered.

collect.py calls complete() on request only. Each step says what AWS does. Nothing here invents a path: the steps follow
from records that are there (a load balancer's subnets, a database's subnet group), and ids are digests of those records,
so that a second run gives the same ones.

Not completed: the accounts' default VPCs. FlowMart's accounts are created without them, and moto_server.py does the same.
"""

import hashlib
import ipaddress

HEX = 17


def digest(prefix, *parts):
    return f"{prefix}-{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:HEX]}"


class Estate:
    """The collected calls, found by account, Region and key."""

    def __init__(self, calls, make):
        self.calls, self.make = calls, make
        self.places = sorted({(call.account, call.region) for call in calls})
        self.taken = {}  # (account, region, subnet) -> addresses in use

    def call(self, account, region, service, operation):
        for call in self.calls:
            if (call.account, call.region, call.service, call.operation) == (account, region, service, operation):
                return call
        call = self.make(account, region, service, operation)
        self.calls.append(call)
        return call

    def rows(self, place, service, operation, key):
        """The list below a key, made when there is none yet. Changing it changes the snapshot."""
        call = self.call(*place, service, operation)
        if call.status not in ("ok", "empty"):
            return []
        return call.document.setdefault(key, [])

    def ec2(self, place, operation, key):
        return self.rows(place, "ec2", operation, key)

    def everywhere(self, service, operation, key):
        for place in self.places:
            if place[1] != "global":
                for row in list(self.rows(place, service, operation, key)):
                    yield place, row

    def subnet(self, place, identity):
        return next(one for one in self.ec2(place, "describe-subnets", "Subnets") if one["SubnetId"] == identity)

    def group(self, place, identity):
        return next(one for one in self.ec2(place, "describe-security-groups", "SecurityGroups")
                    if one["GroupId"] == identity)

    def interfaces(self, place):
        return self.ec2(place, "describe-network-interfaces", "NetworkInterfaces")

    def free_address(self, place, subnet):
        """The lowest address of a subnet that nothing uses, from .100 on where the subnet is large enough."""
        key = (*place, subnet["SubnetId"])
        if key not in self.taken:
            self.taken[key] = {
                address["PrivateIpAddress"]
                for one in self.interfaces(place)
                if one["SubnetId"] == subnet["SubnetId"]
                for address in one["PrivateIpAddresses"]
            }
        network = ipaddress.ip_network(subnet["CidrBlock"])
        first = 100 if network.num_addresses > 128 else 4  # AWS keeps the first four and the last for itself
        for offset in range(first, network.num_addresses - 1):
            address = str(network[offset])
            if address not in self.taken[key]:
                self.taken[key].add(address)
                return address
        raise ValueError(f"no free address in {subnet['SubnetId']}")

    def add_interface(self, place, subnet_id, description, kind, groups, requester, name, public=None):
        """The network interface of a managed service, as AWS lists it in the account of its subnet."""
        account, region = place
        subnet = self.subnet(place, subnet_id)
        address = self.free_address(place, subnet)
        identity = digest("eni", *place, name, subnet_id)
        zone_name = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
        dns = f"ip-{address.replace('.', '-')}.{zone_name}"
        private = {"Primary": True, "PrivateDnsName": dns, "PrivateIpAddress": address}
        record = {
            "Attachment": {
                "AttachmentId": digest("ela-attach" if kind != "lambda" else "eni-attach", identity),
                "DeleteOnTermination": False,
                "DeviceIndex": 1,
                "InstanceOwnerId": requester,
                "Status": "attached",
            },
            "AvailabilityZone": subnet["AvailabilityZone"],
            "Description": description,
            "Groups": [{"GroupId": one, "GroupName": self.group(place, one)["GroupName"]} for one in groups],
            "InterfaceType": kind,
            "Ipv6Addresses": [],
            "NetworkInterfaceId": identity,
            "OwnerId": account,
            "PrivateDnsName": dns,
            "PrivateIpAddress": address,
            "PrivateIpAddresses": [private],
            "RequesterId": requester,
            "RequesterManaged": True,
            "SourceDestCheck": kind not in ("network_load_balancer", "transit_gateway"),
            "Status": "in-use",
            "SubnetId": subnet_id,
            "TagSet": [],
            "VpcId": subnet["VpcId"],
        }
        if public:
            association = {
                "IpOwnerId": requester,
                "PublicDnsName": f"ec2-{public.replace('.', '-')}.compute-1.amazonaws.com",
                "PublicIp": public,
            }
            record["Association"] = association
            private["Association"] = dict(association)
        self.interfaces(place).append(record)
        return record


# ---- VPCs -----------------------------------------------------------------------------------------------------------


def default_groups_admit_themselves(estate):
    """AWS gives a VPC's default security group a rule that admits its own members; moto leaves it without ingress."""
    for place, group in estate.everywhere("ec2", "describe-security-groups", "SecurityGroups"):
        if group["GroupName"] == "default" and not group["IpPermissions"]:
            reference = {"UserId": place[0], "GroupId": group["GroupId"]}
            group["IpPermissions"] = [{"IpProtocol": "-1", "UserIdGroupPairs": [dict(reference)], "IpRanges": [],
                                       "Ipv6Ranges": [], "PrefixListIds": []}]
            estate.ec2(place, "describe-security-group-rules", "SecurityGroupRules").append({
                "SecurityGroupRuleId": digest("sgr", *place, group["GroupId"], "self"),
                "GroupId": group["GroupId"], "IsEgress": False, "IpProtocol": "-1", "FromPort": -1, "ToPort": -1,
                "ReferencedGroupInfo": dict(reference), "Tags": []})


def rules_name_their_owner(estate):
    """AWS says whose group a rule is in; moto does not."""
    for place, rule in estate.everywhere("ec2", "describe-security-group-rules", "SecurityGroupRules"):
        rule["GroupOwnerId"] = place[0]


def acl_entries_as_aws_prints_them(estate):
    """AWS prints no port range for protocol -1, and ends every ACL with its two refusals of rule 32767."""
    for _, acl in estate.everywhere("ec2", "describe-network-acls", "NetworkAcls"):
        for entry in acl["Entries"]:
            if entry["Protocol"] == "-1":
                entry.pop("PortRange", None)
        for egress in (True, False):
            if not any(one["Egress"] == egress and one["RuleNumber"] == 32767 for one in acl["Entries"]):
                acl["Entries"].append({"CidrBlock": "0.0.0.0/0", "Egress": egress, "Protocol": "-1",
                                       "RuleAction": "deny", "RuleNumber": 32767})
        acl["Entries"].sort(key=lambda one: (not one["Egress"], one["RuleNumber"]))


def propagated_gateway_routes(estate):
    """AWS writes the static routes of a VPN connection into every table that its virtual private gateway propagates to."""
    for place, table in estate.everywhere("ec2", "describe-route-tables", "RouteTables"):
        for gateway in table.get("PropagatingVgws", []):
            known = {route.get("DestinationCidrBlock") for route in table["Routes"]}
            for connection in estate.ec2(place, "describe-vpn-connections", "VpnConnections"):
                if connection.get("VpnGatewayId") != gateway["GatewayId"]:
                    continue
                for route in connection.get("Routes", []):
                    if route["DestinationCidrBlock"] not in known:
                        table["Routes"].append({"DestinationCidrBlock": route["DestinationCidrBlock"],
                                                "GatewayId": gateway["GatewayId"],
                                                "Origin": "EnableVgwRoutePropagation", "State": "active"})


def ordinary_interfaces(estate):
    """AWS names no requester for interfaces that its customer created; moto prints a constant."""
    for _, interface in estate.everywhere("ec2", "describe-network-interfaces", "NetworkInterfaces"):
        if not interface.get("RequesterManaged"):
            interface.pop("RequesterId", None)


def public_addresses(estate):
    """AWS repeats the public address of an interface at the private address that it belongs to."""
    for _, interface in estate.everywhere("ec2", "describe-network-interfaces", "NetworkInterfaces"):
        if not interface.get("Association"):
            interface.pop("Association", None)
            continue
        for address in interface["PrivateIpAddresses"]:
            if address["Primary"]:
                address["Association"] = dict(interface["Association"])


def instances(estate):
    """AWS repeats the groups of the first interface at the instance, and names the profile by its own id."""
    profiles = {}
    for place in estate.places:
        if place[1] == "global":
            for profile in estate.rows(place, "iam", "list-instance-profiles", "InstanceProfiles"):
                profiles[profile["Arn"]] = profile["InstanceProfileId"]
    for _, reservation in estate.everywhere("ec2", "describe-instances", "Reservations"):
        for instance in reservation["Instances"]:
            for interface in instance["NetworkInterfaces"]:
                if not interface.get("Association"):
                    interface.pop("Association", None)
            if not instance.get("SecurityGroups") and instance["NetworkInterfaces"]:
                instance["SecurityGroups"] = [dict(group) for group in instance["NetworkInterfaces"][0]["Groups"]]
            if profile := instance.get("IamInstanceProfile"):
                profile["Id"] = profiles.get(profile["Arn"], profile["Id"])


# ---- Gateways -------------------------------------------------------------------------------------------------------


def nat_gateway_interfaces(estate):
    """moto makes the interface of a NAT gateway but calls it an ordinary one, in the default group; in AWS it has a type
    of its own, is managed by the service, forwards, and has no group."""
    for place, gateway in estate.everywhere("ec2", "describe-nat-gateways", "NatGateways"):
        own = {address["NetworkInterfaceId"] for address in gateway["NatGatewayAddresses"]}
        for interface in estate.interfaces(place):
            if interface["NetworkInterfaceId"] in own:
                interface.update(InterfaceType="nat_gateway", RequesterManaged=True, SourceDestCheck=False, Groups=[],
                                 RequesterId="amazon-nat-gateway", Status="in-use",
                                 Description=f"Interface for NAT Gateway {gateway['NatGatewayId']}")


def transit_gateway_tables(estate):
    """AWS makes no default route table when association and propagation by default are both off; moto does."""
    for place, gateway in estate.everywhere("ec2", "describe-transit-gateways", "TransitGateways"):
        options = gateway["Options"]
        if {options["DefaultRouteTableAssociation"], options["DefaultRouteTablePropagation"]} != {"disable"}:
            continue
        dropped = options.pop("AssociationDefaultRouteTableId", None)
        options.pop("PropagationDefaultRouteTableId", None)
        for operation, key in (
            ("describe-transit-gateway-route-tables", "TransitGatewayRouteTables"),
            ("get-transit-gateway-route-table-associations", "TransitGatewayAssociations"),
            ("get-transit-gateway-route-table-propagations", "TransitGatewayPropagations"),
            ("search-transit-gateway-routes", "TransitGatewayRoutes"),
        ):
            rows = estate.ec2(place, operation, key)
            rows[:] = [row for row in rows if row["TransitGatewayRouteTableId"] != dropped]


def transit_gateway_attachments(estate):
    """What moto mixes up: peering attachments are listed with all others; each side of a peering sees its own gateway and
    table; the gateway's owner is not the attachment's."""
    gateways = {gateway["TransitGatewayId"]: (place, gateway)
                for place, gateway in estate.everywhere("ec2", "describe-transit-gateways", "TransitGateways")}
    for place in estate.places:
        if place[1] == "global":
            continue
        peerings = estate.ec2(place, "describe-transit-gateway-peering-attachments", "TransitGatewayPeeringAttachments")
        peerings[:] = [one for one in peerings if "RequesterTgwInfo" in one]
        sides = {one["TransitGatewayAttachmentId"]: one for one in peerings}
        associated = {
            row["TransitGatewayAttachmentId"]: table["TransitGatewayRouteTableId"]
            for table in estate.ec2(place, "get-transit-gateway-route-table-associations", "TransitGatewayAssociations")
            for row in table["Associations"]
        }
        far = {}
        for one in sides.values():
            ends = [one["RequesterTgwInfo"], one["AccepterTgwInfo"]]
            near = next(end for end in ends if end["Region"] == place[1])
            far[one["TransitGatewayAttachmentId"]] = (near, next(end for end in ends if end is not near))
        for row in estate.ec2(place, "describe-transit-gateway-attachments", "TransitGatewayAttachments"):
            identity = row["TransitGatewayAttachmentId"]
            if identity in far:
                near, other = far[identity]
                row.update(TransitGatewayId=near["TransitGatewayId"], ResourceId=other["TransitGatewayId"],
                           ResourceOwnerId=other["OwnerId"])
            row["TransitGatewayOwnerId"] = gateways[row["TransitGatewayId"]][1]["OwnerId"]
            if identity in associated:
                row["Association"] = {"TransitGatewayRouteTableId": associated[identity], "State": "associated"}
            elif row["TransitGatewayOwnerId"] == place[0]:
                row.pop("Association", None)
        for operation, key, inner in (
            ("search-transit-gateway-routes", "TransitGatewayRoutes", "Routes"),
            ("get-transit-gateway-route-table-associations", "TransitGatewayAssociations", "Associations"),
        ):
            for table in estate.ec2(place, operation, key):
                for row in table[inner]:
                    for attachment in row.get("TransitGatewayAttachments", [row]):
                        identity = attachment.get("TransitGatewayAttachmentId")
                        if identity in far:
                            attachment["ResourceId"] = far[identity][1]["TransitGatewayId"]


def shared_transit_gateways(estate):
    """An account that attaches to a shared transit gateway also sees the gateway, with its owner's number and no tags; and
    the gateway's owner does not see the tags that the account gave its attachment. moto shows one record to both."""
    for operation, key, owner in (
        ("describe-transit-gateway-attachments", "TransitGatewayAttachments", "ResourceOwnerId"),
        ("describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments", "VpcOwnerId"),
    ):
        for place, row in estate.everywhere("ec2", operation, key):
            if row[owner] != place[0]:
                row["Tags"] = []
    gateways = {gateway["TransitGatewayId"]: gateway
                for _, gateway in estate.everywhere("ec2", "describe-transit-gateways", "TransitGateways")}
    for place, row in list(estate.everywhere("ec2", "describe-transit-gateway-vpc-attachments",
                                             "TransitGatewayVpcAttachments")):
        seen = estate.ec2(place, "describe-transit-gateways", "TransitGateways")
        if all(one["TransitGatewayId"] != row["TransitGatewayId"] for one in seen):
            seen.append({**gateways[row["TransitGatewayId"]], "Tags": []})


def transit_gateway_interfaces(estate):
    """AWS puts an interface without security groups into each subnet of a VPC attachment."""
    for place, row in estate.everywhere("ec2", "describe-transit-gateway-vpc-attachments",
                                        "TransitGatewayVpcAttachments"):
        if row["VpcOwnerId"] == place[0]:
            identity = row["TransitGatewayAttachmentId"]
            for subnet in sorted(row["SubnetIds"]):
                estate.add_interface(place, subnet, f"Network Interface for Transit Gateway Attachment {identity}",
                                     "transit_gateway", [], "amazon-transit-gateway", identity)


def peering_sides(estate):
    """Each side of a VPC peering connection has tags of its own; moto shows the requester's to both. A rule that refers to
    a group of the other side also names that VPC, the connection and its state."""
    for place, peering in estate.everywhere("ec2", "describe-vpc-peering-connections", "VpcPeeringConnections"):
        requester, accepter = peering["RequesterVpcInfo"], peering["AccepterVpcInfo"]
        for end in (requester, accepter):
            end.setdefault("CidrBlockSet", [{"CidrBlock": end["CidrBlock"]}])
        if place[0] == accepter["OwnerId"] != requester["OwnerId"]:
            vpc = next(one for one in estate.ec2(place, "describe-vpcs", "Vpcs") if one["VpcId"] == accepter["VpcId"])
            environment = next((tag for tag in vpc.get("Tags", []) if tag["Key"] == "Environment"), None)
            peering["Tags"] = [tag for tag in peering.get("Tags", []) if tag["Key"] != "Environment"]
            if environment:
                peering["Tags"].append(dict(environment))
    groups = {group["GroupId"]: (place, group)
              for place, group in estate.everywhere("ec2", "describe-security-groups", "SecurityGroups")}

    def complete(place, reference, vpc):
        target, group = groups.get(reference["GroupId"], (None, None))
        if target is None or group["VpcId"] == vpc:
            return
        for peering in estate.ec2(place, "describe-vpc-peering-connections", "VpcPeeringConnections"):
            ends = {peering["RequesterVpcInfo"]["VpcId"], peering["AccepterVpcInfo"]["VpcId"]}
            if ends == {vpc, group["VpcId"]}:
                reference.pop("OwnerId", None)
                reference.update(UserId=target[0], VpcId=group["VpcId"], PeeringStatus=peering["Status"]["Code"],
                                 VpcPeeringConnectionId=peering["VpcPeeringConnectionId"])

    for place, group in estate.everywhere("ec2", "describe-security-groups", "SecurityGroups"):
        for permission in group["IpPermissions"] + group["IpPermissionsEgress"]:
            for pair in permission["UserIdGroupPairs"]:
                complete(place, pair, group["VpcId"])
    for place, rule in estate.everywhere("ec2", "describe-security-group-rules", "SecurityGroupRules"):
        if "ReferencedGroupInfo" in rule and rule["GroupId"] in groups:
            complete(place, rule["ReferencedGroupInfo"], groups[rule["GroupId"]][1]["VpcId"])


# ---- VPN ------------------------------------------------------------------------------------------------------------

TUNNEL = """  <ipsec_tunnel>
    <customer_gateway>
      <tunnel_outside_address>
        <ip_address>{customer}</ip_address>
      </tunnel_outside_address>
      <tunnel_inside_address>
        <ip_address>{customer_inside}</ip_address>
        <network_mask>255.255.255.252</network_mask>
        <network_cidr>30</network_cidr>
      </tunnel_inside_address>{customer_bgp}
    </customer_gateway>
    <vpn_gateway>
      <tunnel_outside_address>
        <ip_address>{amazon}</ip_address>
      </tunnel_outside_address>
      <tunnel_inside_address>
        <ip_address>{amazon_inside}</ip_address>
        <network_mask>255.255.255.252</network_mask>
        <network_cidr>30</network_cidr>
      </tunnel_inside_address>{amazon_bgp}
    </vpn_gateway>
    <ike>
      <authentication_protocol>sha1</authentication_protocol>
      <encryption_protocol>aes-128-cbc</encryption_protocol>
      <lifetime>28800</lifetime>
      <perfect_forward_secrecy>group2</perfect_forward_secrecy>
      <mode>main</mode>
      <pre_shared_key>REDACTED</pre_shared_key>
    </ike>
    <ipsec>
      <protocol>esp</protocol>
      <authentication_protocol>hmac-sha1-96</authentication_protocol>
      <encryption_protocol>aes-128-cbc</encryption_protocol>
      <lifetime>3600</lifetime>
      <perfect_forward_secrecy>group2</perfect_forward_secrecy>
      <mode>tunnel</mode>
      <clear_df_bit>true</clear_df_bit>
      <fragmentation_before_encryption>true</fragmentation_before_encryption>
      <tcp_mss_adjustment>1379</tcp_mss_adjustment>
      <dead_peer_detection>
        <interval>10</interval>
        <retries>3</retries>
      </dead_peer_detection>
    </ipsec>
  </ipsec_tunnel>
"""

BGP = """
      <bgp>
        <asn>{asn}</asn>
        <hold_time>30</hold_time>
      </bgp>"""


def customer_gateway_documents(estate):
    """AWS fills a connection's XML document with the addresses and numbers of its own gateways, and lists both tunnels;
    moto prints one constant document. A connection with static routes has no BGP in it. The keys stay redacted."""
    sides = {}
    for _, gateway in estate.everywhere("ec2", "describe-transit-gateways", "TransitGateways"):
        sides[gateway["TransitGatewayId"]] = gateway["Options"]["AmazonSideAsn"]
    for _, gateway in estate.everywhere("ec2", "describe-vpn-gateways", "VpnGateways"):
        sides[gateway["VpnGatewayId"]] = gateway.get("AmazonSideAsn", 64512)
    number = 0
    for place, connection in estate.everywhere("ec2", "describe-vpn-connections", "VpnConnections"):
        customer = next(one for one in estate.ec2(place, "describe-customer-gateways", "CustomerGateways")
                        if one["CustomerGatewayId"] == connection["CustomerGatewayId"])
        near = connection.get("TransitGatewayId") or connection.get("VpnGatewayId")
        static = connection["Options"]["StaticRoutesOnly"]
        # Names, not ids, order the addresses: the same link keeps its tunnels from one snapshot to the next.
        seed = hashlib.sha256(repr(sorted((tag["Key"], tag["Value"]) for tag in connection["Tags"])).encode()).digest()
        tunnels, text = [], ""
        for index in range(2):
            number += 1
            inside = ipaddress.ip_network(f"169.254.{seed[0]}.{(seed[1] // 8 * 2 + index) % 63 * 4}/30")
            amazon = f"192.0.2.{200 + number}"
            tunnels.append({"OutsideIpAddress": amazon, "TunnelInsideCidr": str(inside), "PreSharedKey": "REDACTED"})
            text += TUNNEL.format(
                customer=customer["IpAddress"], amazon=amazon, amazon_inside=inside[1], customer_inside=inside[2],
                customer_bgp="" if static else BGP.format(asn=customer["BgpAsn"]),
                amazon_bgp="" if static else BGP.format(asn=sides.get(near, 64512)))
        attributes = "  <vpn_connection_attributes>NoBGPVPNConnection</vpn_connection_attributes>\n" if static else ""
        connection["CustomerGatewayConfiguration"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<vpn_connection id="{connection["VpnConnectionId"]}">\n'
            f"  <customer_gateway_id>{connection['CustomerGatewayId']}</customer_gateway_id>\n"
            f"  <vpn_gateway_id>{connection.get('VpnGatewayId', '')}</vpn_gateway_id>\n"
            "  <vpn_connection_type>ipsec.1</vpn_connection_type>\n"
            f"{attributes}{text}</vpn_connection>")
        connection["Options"]["TunnelOptions"] = tunnels
        connection["Category"] = "VPN"
        connection["VgwTelemetry"] = [
            {"AcceptedRouteCount": len(connection.get("Routes", [])), "OutsideIpAddress": one["OutsideIpAddress"],
             "Status": "UP", "StatusMessage": ""} for one in tunnels]


def client_vpn_interfaces(estate):
    """AWS puts interfaces with the endpoint's groups into each associated subnet; clients leave through them with their
    addresses. (It adds more of them as clients connect; one stands for all.)"""
    for place, group in estate.everywhere("ec2", "describe-client-vpn-target-networks", "ClientVpnTargetNetworks"):
        for network in group["ClientVpnTargetNetworks"]:
            estate.add_interface(place, network["TargetNetworkId"], "ClientVPN Endpoint resource", "interface",
                                 network["SecurityGroups"], "amazon-client-vpn", network["AssociationId"])


# ---- Services that live in subnets ----------------------------------------------------------------------------------


def network_load_balancer_arns(estate):
    """The ARNs of a network load balancer, its listeners and their rules say `net`; moto says `app` for every kind."""

    def walk(value, names):
        if isinstance(value, dict):
            return {key: walk(inner, names) for key, inner in value.items()}
        if isinstance(value, list):
            return [walk(inner, names) for inner in value]
        if isinstance(value, str):
            for name in names:
                for kind in ("loadbalancer", "listener", "listener-rule"):
                    value = value.replace(f":{kind}/app/{name}/", f":{kind}/net/{name}/")
        return value

    for place in estate.places:
        if place[1] == "global":
            continue
        balancers = estate.rows(place, "elbv2", "describe-load-balancers", "LoadBalancers")
        names = [one["LoadBalancerName"] for one in balancers if one["Type"] == "network"]
        for call in estate.calls:
            if (call.account, call.region, call.service) == (*place, "elbv2"):
                call.document = walk(call.document, names)


def load_balancer_interfaces(estate):
    """AWS puts an interface into each subnet of a load balancer; those of an internet-facing one have public addresses.
    moto leaves the scheme out when it was not asked for; AWS's default is internet-facing."""
    public = 10
    for place, balancer in estate.everywhere("elbv2", "describe-load-balancers", "LoadBalancers"):
        balancer["Scheme"] = balancer.get("Scheme") or "internet-facing"
        short = balancer["LoadBalancerArn"].split(":loadbalancer/")[1]
        kind = {"application": "interface", "network": "network_load_balancer"}[balancer["Type"]]
        for zone in sorted(balancer["AvailabilityZones"], key=lambda one: one["ZoneName"]):
            address = None
            if balancer["Scheme"] == "internet-facing":
                address, public = f"192.0.2.{public}", public + 1
            estate.add_interface(place, zone["SubnetId"], f"ELB {short}", kind, balancer.get("SecurityGroups", []),
                                 "amazon-elb", short, address)


def targets_outside_the_vpc(estate):
    """A target address that is not of the target group's VPC is registered for all zones; moto forgets that."""
    for place in estate.places:
        if place[1] == "global":
            continue
        ranges = {vpc["VpcId"]: ipaddress.ip_network(vpc["CidrBlock"]) for vpc in estate.ec2(place, "describe-vpcs", "Vpcs")}
        groups = {one["TargetGroupArn"]: one for one in estate.rows(place, "elbv2", "describe-target-groups", "TargetGroups")}
        for health in estate.rows(place, "elbv2", "describe-target-health", "LoadBalancerTargetHealth"):
            group = groups[health["TargetGroupArn"]]
            if group["TargetType"] == "ip":
                for one in health["TargetHealthDescriptions"]:
                    if ipaddress.ip_address(one["Target"]["Id"]) not in ranges[group["VpcId"]]:
                        one["Target"]["AvailabilityZone"] = "all"


def database_interfaces(estate):
    """AWS puts an interface with the instance's groups into its zone's subnet, and one for the standby of a Multi-AZ
    instance into another zone's."""
    for place, database in estate.everywhere("rds", "describe-db-instances", "DBInstances"):
        groups = [one["VpcSecurityGroupId"] for one in database["VpcSecurityGroups"]]
        subnets = sorted(database["DBSubnetGroup"]["Subnets"], key=lambda one: (
            one["SubnetAvailabilityZone"]["Name"] != database["AvailabilityZone"], one["SubnetAvailabilityZone"]["Name"]))
        for index, subnet in enumerate(subnets[: 2 if database["MultiAZ"] else 1]):
            estate.add_interface(place, subnet["SubnetIdentifier"], "RDSNetworkInterface", "interface", groups,
                                 "amazon-rds", f"{database['DBInstanceArn']} {index}")
        if database["MultiAZ"] and len(subnets) > 1:
            database["SecondaryAvailabilityZone"] = subnets[1]["SubnetAvailabilityZone"]["Name"]


def clusters(estate):
    """AWS says a cluster's VPC, makes a security group for it that admits itself, and puts interfaces of the control plane
    into its subnets. moto does none of these. The certificate is cut short: it is long and of no use to an audit."""
    for place, cluster in estate.everywhere("eks", "describe-cluster", "Clusters"):
        config, account = cluster["resourcesVpcConfig"], place[0]
        vpc = estate.subnet(place, config["subnetIds"][0])["VpcId"]
        name = f"eks-cluster-sg-{cluster['name']}"
        group = digest("sg", *place, name)
        reference = {"UserId": account, "GroupId": group}
        tags = [{"Key": key, "Value": value} for key, value in sorted(cluster.get("tags", {}).items())]
        anywhere = {"IpProtocol": "-1", "UserIdGroupPairs": [], "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [],
                    "PrefixListIds": []}
        estate.ec2(place, "describe-security-groups", "SecurityGroups").append({
            "GroupId": group, "IpPermissionsEgress": [anywhere],
            "Tags": tags + [{"Key": f"kubernetes.io/cluster/{cluster['name']}", "Value": "owned"},
                            {"Key": "Name", "Value": name}],
            "VpcId": vpc, "SecurityGroupArn": f"arn:aws:ec2:{place[1]}:{account}:security-group/{group}",
            "OwnerId": account, "GroupName": name, "Description": "EKS created security group applied to ENI that is "
            "attached to EKS Control Plane master nodes, as well as any managed workloads.",
            "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [dict(reference)], "IpRanges": [],
                               "Ipv6Ranges": [], "PrefixListIds": []}]})
        rules = estate.ec2(place, "describe-security-group-rules", "SecurityGroupRules")
        for egress, what in ((True, {"CidrIpv4": "0.0.0.0/0"}), (False, {"ReferencedGroupInfo": dict(reference)})):
            rules.append({"SecurityGroupRuleId": digest("sgr", *place, group, str(egress)), "GroupId": group,
                          "GroupOwnerId": account, "IsEgress": egress, "IpProtocol": "-1", "FromPort": -1, "ToPort": -1,
                          **what, "Tags": []})
        config.update(vpcId=vpc, clusterSecurityGroupId=group, publicAccessCidrs=[])
        cluster["certificateAuthority"] = {"data": "LS0tLS1CRUdJTg=="}
        for subnet in config["subnetIds"]:
            estate.add_interface(place, subnet, f"Amazon EKS {cluster['name']}", "interface",
                                 [*config["securityGroupIds"], group], "amazon-eks", cluster["arn"])


def functions(estate):
    """AWS says a function's VPC and keeps an interface for each pair of a subnet and a set of groups; moto prints a
    constant VPC and keeps none."""
    for place, function in estate.everywhere("lambda", "list-functions", "Functions"):
        config = function.get("VpcConfig") or {}
        if not config.get("SubnetIds"):
            continue
        config["VpcId"] = estate.subnet(place, config["SubnetIds"][0])["VpcId"]
        for subnet in config["SubnetIds"]:
            estate.add_interface(place, subnet, f"AWS Lambda VPC ENI-{function['FunctionName']}", "lambda",
                                 config["SecurityGroupIds"], "amazon-lambda", function["FunctionArn"])


def endpoint_interfaces(estate):
    """moto makes the interfaces of an interface endpoint in the default group and of no type."""
    for place, endpoint in estate.everywhere("ec2", "describe-vpc-endpoints", "VpcEndpoints"):
        for interface in estate.interfaces(place):
            if interface["NetworkInterfaceId"] in endpoint.get("NetworkInterfaceIds", []):
                interface.update(InterfaceType="vpc_endpoint", RequesterManaged=True, RequesterId="amazon-vpce",
                                 Status="in-use", Description=f"VPC Endpoint Interface {endpoint['VpcEndpointId']}",
                                 Groups=[dict(group) for group in endpoint["Groups"]])


# ---- IAM ------------------------------------------------------------------------------------------------------------


def account_access_roles(estate):
    """The role that Organizations makes in every new account has an administrator's inline policy; moto makes it without."""
    for place in estate.places:
        if place[1] == "global":
            for role in estate.rows(place, "iam", "get-account-authorization-details", "RoleDetailList"):
                if role["RoleName"] == "OrganizationAccountAccessRole" and not role["RolePolicyList"]:
                    role["RolePolicyList"] = [{"PolicyName": "AdministratorAccess", "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}]


def authorization_details(estate):
    """AWS names each policy of the details and counts the boundaries that use it; moto leaves both out."""
    for place in estate.places:
        if place[1] != "global":
            continue
        roles = estate.rows(place, "iam", "get-account-authorization-details", "RoleDetailList")
        bounded = [role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn") for role in roles]
        for policy in estate.rows(place, "iam", "get-account-authorization-details", "Policies"):
            identity = hashlib.sha256(policy["Arn"].encode()).hexdigest()[:17].upper()
            policy.setdefault("PolicyName", policy["Arn"].rsplit("/", 1)[1])
            policy.setdefault("PolicyId", f"ANPA{identity}")
            policy["PermissionsBoundaryUsageCount"] = bounded.count(policy["Arn"])


# ---- All --------------------------------------------------------------------------------------------------------------


def tags_in_order(estate):
    """Terraform sends tags in any order and moto keeps it; sorted, two runs differ in less."""

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("Tags", "TagSet", "TagList") and isinstance(inner, list):
                    inner.sort(key=lambda tag: tag.get("Key", ""))
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for call in estate.calls:
        walk(call.document)


# ---- What moto does not answer --------------------------------------------------------------------------------------

UNANSWERED = {
    ("ec2", "describe-vpc-endpoint-connections"),
    ("ec2", "describe-instance-connect-endpoints"),
    ("ec2", "describe-vpc-block-public-access-exclusions"),
    ("ec2", "describe-vpc-block-public-access-options"),
    ("network-firewall", "list-firewall-policies"),
    ("network-firewall", "list-rule-groups"),
    ("network-firewall", "list-vpc-endpoint-associations"),
    ("network-firewall", "describe-firewall-policy"),
    ("network-firewall", "describe-rule-group"),
    ("network-firewall", "describe-vpc-endpoint-association"),
    ("route53resolver", "list-firewall-rule-group-associations"),
    ("vpc-lattice", "list-resource-gateways"),
    ("vpc-lattice", "list-resource-configurations"),
    ("directconnect", "describe-virtual-interfaces"),
    ("directconnect", "describe-direct-connect-gateways"),
    ("directconnect", "describe-direct-connect-gateway-associations"),
    ("directconnect", "describe-direct-connect-gateway-attachments"),
    ("networkmanager", "list-core-networks"),
    ("networkmanager", "list-attachments"),
    ("networkmanager", "get-vpc-attachment"),
    ("networkmanager", "get-core-network-policy"),
    ("networkmanager", "get-network-routes"),
    ("ec2", "describe-transit-gateway-connects"),
    ("ec2", "describe-transit-gateway-connect-peers"),
    ("ec2", "describe-transit-gateway-policy-tables"),
    ("ec2", "describe-transit-gateway-multicast-domains"),
    ("ec2", "get-transit-gateway-policy-table-associations"),
    ("ec2", "get-transit-gateway-prefix-list-references"),
    ("ec2", "describe-security-group-vpc-associations"),
    ("ec2", "describe-stale-security-groups"),
    ("apprunner", "list-services"),
    ("apprunner", "describe-service"),
    ("rolesanywhere", "list-trust-anchors"),
    ("rolesanywhere", "list-profiles"),
}


def unanswered_calls(estate):
    """AWS answers these with empty lists: the estate has nothing of the kind, and moto has no such operation."""
    for call in estate.calls:
        if (call.service, call.operation) in UNANSWERED and call.status in ("error", "skipped"):
            call.status, call.error, call.document = "empty", None, {}


def account_blocks(estate):
    """S3 Control is asked at a host name of the account, which the emulator has none of. The estate sets no Block Public
    Access of accounts, which AWS answers with NoSuchPublicAccessBlockConfiguration."""
    for call in estate.calls:
        if (call.service, call.operation, call.status) == ("s3control", "get-public-access-block", "error"):
            call.status, call.error = "ok", None
            call.document = {"AccountPublicAccessBlocks": [{"AccountId": call.account}]}


STEPS = [
    unanswered_calls,
    account_blocks,
    default_groups_admit_themselves,
    rules_name_their_owner,
    acl_entries_as_aws_prints_them,
    propagated_gateway_routes,
    nat_gateway_interfaces,
    endpoint_interfaces,
    ordinary_interfaces,
    public_addresses,
    instances,
    transit_gateway_tables,
    transit_gateway_attachments,
    shared_transit_gateways,
    transit_gateway_interfaces,
    peering_sides,
    customer_gateway_documents,
    client_vpn_interfaces,
    network_load_balancer_arns,
    load_balancer_interfaces,
    targets_outside_the_vpc,
    database_interfaces,
    clusters,
    functions,
    account_access_roles,
    authorization_details,
    tags_in_order,
]


def complete(calls, make):
    """Run every step on the collected calls; `make` builds a call that moto's answer had no place for."""
    estate = Estate(calls, make)
    for step in STEPS:
        step(estate)
