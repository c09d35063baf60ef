"""Security groups as stateful chains of a host, network ACLs as stateless chains of a VPC's router.

How the way of a packet is known where a group is matched
    A rule that names a group holds for a peer only while its identity survives the way (same VPC, active peering in
    one Region, one transit gateway with referencing on). The two bits of explicit congestion notification carry that:

    not-ect  straight from the sender, inside the VPC or over a peering connection
    ect1     over one transit gateway that keeps identities
    ect0     over anything that loses them
    ce       straight, and let out by an egress rule that names a group: transit and NAT gateways stop it
"""

from __future__ import annotations

import ipaddress

from .estate import Estate, Interface, Network, Row, Unsupported

PROTOCOLS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
SYSTEM = "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert }"


def family(network: Network | str) -> str:
    """nft's word for the family of an address or prefix."""
    text = str(network)
    return "ip6" if ":" in text else "ip"


def among(values: list[str]) -> str:
    """An anonymous set; prefixes that overlap are merged, for nft refuses them."""
    networks = list(ipaddress.collapse_addresses(ipaddress.ip_network(value) for value in values))
    return "{ " + ", ".join(str(network) for network in networks) + " }"


# Security groups


def security_groups(estate: Estate, interface: Interface) -> str:
    """The chains of a host: ingress before its sockets, egress behind them; answers pass without a rule."""
    lines = ["table inet groups {"]
    for chain, hook, device, direction in (
        ("ingress", "input", "iifname", "IpPermissions"),
        ("egress", "output", "oifname", "IpPermissionsEgress"),
    ):
        lines.append(f"  chain {chain} {{")
        lines.append(f"    type filter hook {hook} priority 0; policy drop;")
        lines.append(f'    {device} "lo" accept')
        lines.append(f"    {SYSTEM} accept")
        lines.append("    ct state established accept")
        rows = [permission for group in interface.groups for permission in estate.rows["SecurityGroups"][group][direction]]
        by_address = [line for row in rows for line in _by_address(estate, row, chain)]
        by_group = [line for row in rows for line in _by_group(estate, row, chain, interface)]
        # Rules by address first: what they let out needs no mark.
        lines += [f"    {line}" for line in by_address + by_group]
        lines.append("  }")
    lines.append("}")
    return "\n".join(lines)


def _by_address(estate: Estate, row: Row, chain: str) -> list[str]:
    networks: list[Network] = [ipaddress.ip_network(item["CidrIp"]) for item in row.get("IpRanges", [])]
    networks += [ipaddress.ip_network(item["CidrIpv6"]) for item in row.get("Ipv6Ranges", [])]
    for item in row.get("PrefixListIds", []):
        networks += estate.prefixes(item["PrefixListId"])
    return [
        f"{family(network)} {'saddr' if chain == 'ingress' else 'daddr'} {network} {match} accept"
        for network in networks
        for match in group_traffic(row, family(network))
    ]


def _by_group(estate: Estate, row: Row, chain: str, interface: Interface) -> list[str]:
    lines = []
    for pair in row.get("UserIdGroupPairs", []):
        if pair.get("PeeringStatus", "active") != "active":
            continue  # a stale reference matches nothing
        straight, transit = group_addresses(estate, pair["GroupId"], interface)
        for word in ("ip", "ip6"):
            near = [address for address in straight if family(address) == word]
            far = [address for address in transit if family(address) == word]
            for match in group_traffic(row, word):
                if chain == "egress" and near:
                    lines.append(f"{word} daddr {among(near)} {match} {word} ecn set ce accept")
                if chain == "ingress" and near:
                    lines.append(f"{word} ecn {{ not-ect, ce }} {word} saddr {among(near)} {match} accept")
                if chain == "ingress" and far:
                    lines.append(f"{word} ecn ect1 {word} saddr {among(far)} {match} accept")
    return lines


def group_addresses(estate: Estate, group: str, interface: Interface) -> tuple[list[str], list[str]]:
    """The private addresses that a reference stands for: straight ones, and ones over a transit gateway."""
    vpc = interface.vpc
    peers = estate.peers(vpc)
    gateways = {
        gateway: [attachment.resource for attachment in estate.attachments(gateway) if attachment.kind == "vpc"]
        for gateway in estate.rows["TransitGateways"]
    }
    straight: list[str] = []
    transit: list[str] = []
    for member in estate.members(group):
        if member.vpc is vpc or (member.vpc.id in peers and member.vpc.region == vpc.region):
            straight += member.addresses
        if member.vpc is not vpc and any({vpc.id, member.vpc.id} <= set(attached) for attached in gateways.values()):
            transit += member.addresses
    return straight, transit


def group_traffic(row: Row, word: str) -> list[str]:
    """The protocol and the ports of a security group rule, as nft says them for a family."""
    name = row["IpProtocol"]
    if name == "-1":
        return ["meta nfproto ipv4"] if word == "ip" else ["meta nfproto ipv6"]
    name = PROTOCOLS.get(name, name)
    first, last = row.get("FromPort", -1), row.get("ToPort", -1)
    if name in ("tcp", "udp"):
        if first == -1:
            return [f"meta l4proto {name}"]
        return [f"{name} dport {first}-{last}"]
    if name in ("icmp", "icmpv6"):
        return _icmp(name, first, last, word)
    raise Unsupported(f"a security group rule for protocol {name}")


def _icmp(name: str, kind: int, code: int, word: str) -> list[str]:
    if (name == "icmp") != (word == "ip"):
        return []
    if kind == -1:
        return [f"meta l4proto {name}"]
    return [f"{name} type {kind}" + (f" {name} code {code}" if code != -1 else "")]


# Network ACLs


def chain_name(acl: str, direction: str) -> str:
    """The chain of one direction of a network ACL: `out` of the subnet or `in`."""
    return f"{direction}_{acl.replace('-', '_')}"


def network_acl(row: Row) -> str:
    """The two chains of a network ACL: entries in their order, the first that matches decides, the rest drops."""
    lines = []
    for direction, egress in (("out", True), ("in", False)):
        lines.append(f"  chain {chain_name(row['NetworkAclId'], direction)} {{")
        entries = [entry for entry in row["Entries"] if entry["Egress"] == egress]
        for entry in sorted(entries, key=lambda entry: entry["RuleNumber"]):
            network = ipaddress.ip_network(entry.get("CidrBlock") or entry["Ipv6CidrBlock"])
            action = {"allow": "return", "deny": "drop"}[entry["RuleAction"]]
            for match in _acl_traffic(entry, family(network)):
                lines.append(f"    {family(network)} {'daddr' if egress else 'saddr'} {network} {match} {action}")
        lines += ["    drop", "  }"]
    return "\n".join(lines)


def _acl_traffic(entry: Row, word: str) -> list[str]:
    number = entry["Protocol"]
    if number == "-1":
        return ["meta nfproto ipv4"] if word == "ip" else ["meta nfproto ipv6"]
    name = PROTOCOLS.get(number)
    if name in ("tcp", "udp"):
        ports = entry.get("PortRange")
        return [f"{name} dport {ports['From']}-{ports['To']}"] if ports else [f"meta l4proto {name}"]
    if name in ("icmp", "icmpv6"):
        kind = entry.get("IcmpTypeCode", {"Type": -1, "Code": -1})
        return _icmp(name, kind["Type"], kind["Code"], word)
    raise Unsupported(f"a network ACL entry for protocol {number}")


def port_classes(estate: Estate) -> list[tuple[int, int]]:
    """The ranges of ephemeral ports that no network ACL of the estate tells apart.

    Which port a client sends from, and which one a NAT gateway gives it, is nobody's rule: one that works is enough. So
    one of each range is tried.
    """
    cuts = {1024}
    for row in estate.rows["NetworkAcls"].values():
        for entry in row["Entries"]:
            ports = entry.get("PortRange")
            if ports and entry["Protocol"] in ("6", "17"):
                cuts |= {ports["From"], ports["To"] + 1}
    edges = sorted(cut for cut in cuts if 1024 <= cut <= 65535)
    return [(first, following - 1) for first, following in zip(edges, edges[1:] + [65536])]
