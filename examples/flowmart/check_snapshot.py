#!/usr/bin/env python3
"""Check that snapshots hold together: every id that is referred to exists, every address lies in its subnet, every route
has a target, no key is in clear, and nothing is too large.

    check_snapshot.py SNAPSHOT...
"""

import ipaddress
import json
import pathlib
import re
import sys
from collections import defaultdict

LARGEST = 2_400_000  # bytes


class Snapshot:
    def __init__(self, directory):
        self.directory, self.problems = pathlib.Path(directory), []
        self.rows = defaultdict(list)  # key -> [(account, region, row)]
        self.bytes = 0
        for path in sorted(self.directory.rglob("*.json")):
            text = path.read_text(encoding="utf-8")
            self.bytes += len(text.encode())
            if path.name == "collection.json":
                self.collection = json.loads(text)
                continue
            _, account, region, _ = path.relative_to(self.directory).parts
            for key, value in json.loads(text).items():
                for row in value if isinstance(value, list) else []:
                    self.rows[key].append((account, region, row))

    def ids(self, key, field):
        return {row[field] for _, _, row in self.rows[key]}

    def need(self, condition, message):
        if not condition:
            self.problems.append(message)

    def check(self):
        vpcs = self.ids("Vpcs", "VpcId")
        subnets = {row["SubnetId"]: row for _, _, row in self.rows["Subnets"]}
        groups = {row["GroupId"]: row for _, _, row in self.rows["SecurityGroups"]}
        tables = self.ids("TransitGatewayRouteTables", "TransitGatewayRouteTableId")
        attachments = self.ids("TransitGatewayAttachments", "TransitGatewayAttachmentId")
        gateways = self.ids("TransitGateways", "TransitGatewayId")
        interfaces = {row["NetworkInterfaceId"]: row for _, _, row in self.rows["NetworkInterfaces"]}

        for identity, subnet in subnets.items():
            self.need(subnet["VpcId"] in vpcs, f"{identity}: no VPC {subnet['VpcId']}")
        seen = {}
        for identity, interface in interfaces.items():
            subnet = subnets.get(interface["SubnetId"])
            self.need(subnet is not None, f"{identity}: no subnet {interface['SubnetId']}")
            for group in interface["Groups"]:
                self.need(group["GroupId"] in groups, f"{identity}: no group {group['GroupId']}")
                self.need(groups.get(group["GroupId"], interface)["VpcId"] == interface["VpcId"],
                          f"{identity}: group of another VPC")
            for address in interface["PrivateIpAddresses"]:
                inside = ipaddress.ip_address(address["PrivateIpAddress"]) in ipaddress.ip_network(subnet["CidrBlock"])
                self.need(inside, f"{identity}: {address['PrivateIpAddress']} outside {subnet['CidrBlock']}")
                key = interface["SubnetId"], address["PrivateIpAddress"]
                self.need(key not in seen, f"{identity}: {key[1]} is also of {seen.get(key)}")
                seen[key] = identity
        public = defaultdict(set)
        for identity, interface in interfaces.items():
            if "Association" in interface:
                public[interface["Association"]["PublicIp"]].add(identity)
        for address, owners in public.items():
            self.need(len(owners) == 1, f"{address} belongs to {sorted(owners)}")
        for _, _, row in self.rows["Addresses"]:
            self.need(row["PublicIp"] in public, f"{row['PublicIp']}: no interface shows it")

        for _, _, rule in self.rows["SecurityGroupRules"]:
            self.need(rule["GroupId"] in groups, f"{rule['SecurityGroupRuleId']}: no group {rule['GroupId']}")
            other = rule.get("ReferencedGroupInfo", {}).get("GroupId")
            self.need(other is None or other in groups, f"{rule['SecurityGroupRuleId']}: no group {other}")
        count = sum(
            sum(len(permission[kind]) for kind in ("UserIdGroupPairs", "IpRanges", "Ipv6Ranges", "PrefixListIds"))
            for group in groups.values() for permission in group["IpPermissions"] + group["IpPermissionsEgress"])
        self.need(count == len(self.rows["SecurityGroupRules"]),
                  f"{count} permissions but {len(self.rows['SecurityGroupRules'])} rules")

        targets = {
            "GatewayId": self.ids("InternetGateways", "InternetGatewayId") | self.ids("VpnGateways", "VpnGatewayId")
            | self.ids("VpcEndpoints", "VpcEndpointId") | {"local"},
            "NatGatewayId": self.ids("NatGateways", "NatGatewayId"),
            "TransitGatewayId": gateways,
            "VpcPeeringConnectionId": self.ids("VpcPeeringConnections", "VpcPeeringConnectionId"),
            "NetworkInterfaceId": set(interfaces),
        }
        for _, _, table in self.rows["RouteTables"]:
            for route in table["Routes"]:
                found = [(key, route[key]) for key in targets if key in route]
                self.need(len(found) == 1, f"{table['RouteTableId']}: route without one target: {route}")
                for key, identity in found:
                    self.need(identity in targets[key], f"{table['RouteTableId']}: no {key} {identity}")
            for association in table["Associations"]:
                self.need(association.get("SubnetId") in subnets or association["Main"],
                          f"{table['RouteTableId']}: association of no subnet")
        self.need(all(len({n["NetworkAclId"] for _, _, n in self.rows["NetworkAcls"]
                           for a in n["Associations"] if a["SubnetId"] == identity}) == 1 for identity in subnets),
                  "a subnet has no network ACL, or two")

        for key, inner in (("TransitGatewayAssociations", "Associations"),
                           ("TransitGatewayPropagations", "TransitGatewayRouteTablePropagations")):
            for _, _, row in self.rows[key]:
                self.need(row["TransitGatewayRouteTableId"] in tables, f"{key}: no {row['TransitGatewayRouteTableId']}")
                for one in row[inner]:
                    self.need(one["TransitGatewayAttachmentId"] in attachments,
                              f"{key}: no {one['TransitGatewayAttachmentId']}")
        for _, _, row in self.rows["TransitGatewayRoutes"]:
            for route in row["Routes"]:
                listed = route.get("TransitGatewayAttachments", [])
                self.need(bool(listed) == (route["State"] == "active"), f"{row['TransitGatewayRouteTableId']}: {route}")
                for one in listed:
                    self.need(one["TransitGatewayAttachmentId"] in attachments, f"no {one}")
        for _, _, row in self.rows["TransitGatewayAttachments"]:
            self.need(row["TransitGatewayId"] in gateways, f"{row['TransitGatewayAttachmentId']}: no gateway")
            self.need("Association" in row, f"{row['TransitGatewayAttachmentId']}: in no table")
            self.need(row.get("Association", {}).get("TransitGatewayRouteTableId") in tables,
                      f"{row['TransitGatewayAttachmentId']}: in an unknown table")

        names = {row["Arn"] for _, _, row in self.rows["InstanceProfiles"]}
        for _, _, reservation in self.rows["Reservations"]:
            for instance in reservation["Instances"]:
                for interface in instance["NetworkInterfaces"]:
                    self.need(interface["NetworkInterfaceId"] in interfaces, f"{instance['InstanceId']}: no interface")
                profile = instance.get("IamInstanceProfile", {}).get("Arn")
                self.need(profile is None or profile in names, f"{instance['InstanceId']}: no profile {profile}")
                self.need(instance["State"]["Name"] == "running", f"{instance['InstanceId']}: {instance['State']['Name']}")
        for call in self.collection["calls"]:
            self.need(call["status"] in ("ok", "empty"), f"{call}")
            self.need(call["status"] == "empty" or "file" not in call or (self.directory / call["file"]).exists(),
                      f"{call['file'] if 'file' in call else call}: missing")
        for path in self.directory.rglob("*.json"):
            text = path.read_text(encoding="utf-8")
            self.need(not re.search(r"<pre_shared_key>(?!REDACTED<)", text), f"{path}: a pre-shared key")
            self.need("172.31." not in text, f"{path}: a default VPC")
        self.need(self.bytes <= LARGEST, f"{self.bytes} bytes, more than {LARGEST}")
        return self.problems


def main():
    failed = False
    for directory in sys.argv[1:]:
        snapshot = Snapshot(directory)
        problems = snapshot.check()
        for problem in problems:
            print(f"{directory}: {problem}", file=sys.stderr)
        failed = failed or bool(problems)
        counts = ", ".join(f"{len(snapshot.rows[key])} {key}" for key in ("Vpcs", "NetworkInterfaces",
                                                                          "SecurityGroupRules", "RoleDetailList"))
        print(f"{directory}: {snapshot.bytes} bytes, {counts}, {len(problems)} problems")
    return 1 if failed or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
