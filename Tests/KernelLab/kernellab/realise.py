"""An estate made of network namespaces: a host for each interface, a router for each VPC, gateways between them."""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass

from . import filters
from .estate import PEERING, Attachment, Estate, Interface, Network, Row, Subnet, Unsupported, Vpc
from .namespaces import LabError, Namespace

# The hosts of the internet, one for each address.
INTERNET_HOSTS = ("8.8.8.8", "203.0.113.250", "2001:4860:4860::8888")
# The destinations, and the sources, that an internet gateway refuses.
NOT_PUBLIC = "{ 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 }"

LOCAL_TABLE = 900
FIRST_SUBNET_TABLE = 1000
# Less wins between routes of one prefix.
RANKS = {"static": 10, "prefix-list": 20, "propagated": 30}
ENDPOINTS = ("interface",)


@dataclass
class Host:
    """Somebody who sends and receives."""

    id: str
    namespace: Namespace
    addresses: list[str]


@dataclass
class Router:
    """The router of a VPC; `doors` are its ways out by the name of the target that routes use."""

    vpc: Vpc
    namespace: Namespace
    # Gateway or connection -> the device and the neighbour's address in each family.
    ways: dict[str, tuple[str, dict[int, str]]]
    # Transit gateway -> its attachment here.
    transit: dict[str, Attachment]


class Realisation:
    """The namespaces of one estate."""

    def __init__(self, estate: Estate) -> None:
        self.estate = estate
        self.namespaces: list[Namespace] = []
        self.hosts: dict[str, Host] = {}
        # The transit gateways, and for each and a peering attachment the device and the neighbour's addresses.
        self.transit: dict[str, Namespace] = {}
        self.peered: dict[tuple[str, str], tuple[str, dict[int, str]]] = {}
        # The namespaces that remember connections.
        self.tracking: list[Namespace] = []
        self._cables = 0
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Removes everything."""
        for namespace in self.namespaces:
            namespace.close()
        self.namespaces.clear()

    def _namespace(self, label: str, forwards: bool = False) -> Namespace:
        namespace = Namespace(label, forwards)
        self.namespaces.append(namespace)
        return namespace

    def _build(self) -> None:
        self.classes = filters.port_classes(self.estate)
        kinds = {row["ConnectivityType"] for row in self.estate.rows["NatGateways"].values()}
        self.rewrites_ports, self.rewrites_twice = len(kinds) > 0, len(kinds) > 1
        has_ipv6 = any(cidr.version == 6 for vpc in self.estate.vpcs.values() for cidr in vpc.cidrs)
        # What a line for `ip` starts with, for each family of the estate.
        self.families = ("", "-6 ") if has_ipv6 else ("",)
        self.routers = {
            vpc.id: Router(vpc, self._namespace(vpc.id, forwards=True), {}, {}) for vpc in self.estate.vpcs.values()
        }
        self.internet = self._namespace("internet", forwards=True)
        self.internet.nft(SILENT)
        for router in self.routers.values():
            for subnet in router.vpc.subnets:
                self._subnet(router, subnet)
        for interface in self.estate.interfaces.values():
            self._interface(interface)
        self._internet_hosts()
        for router in self.routers.values():
            self._internet_gateway(router)
            self._egress_only_gateway(router)
            self._vpn_gateway(router)
        self._peerings()
        self._transit_peerings()
        for gateway in self.estate.rows["TransitGateways"]:
            self._transit_gateway(gateway)
        for router in self.routers.values():
            self._tables(router)
            self._acls(router)
        for namespace in self.namespaces:
            namespace.make_links()
        for namespace in self.namespaces:
            namespace.configure()
        self._wait_for_addresses()

    def _wait_for_addresses(self) -> None:
        """The kernel takes a moment before an IPv6 address of a new cable may be used."""
        limit = time.monotonic() + 20
        for namespace in self.namespaces if len(self.families) > 1 else []:
            while namespace.has_tentative_addresses():
                if time.monotonic() > limit:
                    raise LabError(f"{namespace.label}: an IPv6 address does not become usable")
                time.sleep(0.02)

    # Cables

    def _cable(self, one: Namespace, name: str, other: Namespace, other_name: str) -> tuple[dict[int, str], dict[int, str]]:
        """Joins two routers; answers the address of each end, by family, first that of `one`."""
        first = ipaddress.ip_address("169.254.0.0") + 4 * self._cables
        self._cables += 1
        ends = ({4: str(first + 1), 6: "fe80::a"}, {4: str(first + 2), 6: "fe80::b"})
        one.link(name, other, other_name)
        for namespace, device, end in ((one, name, ends[0]), (other, other_name, ends[1])):
            namespace.ip(f"addr add {end[4]}/30 dev {device}", f"addr add {end[6]}/64 dev {device} nodad")
        return ends

    # Subnets and what stands in them

    def _subnet(self, router: Router, subnet: Subnet) -> None:
        """A subnet is a switch in the router: what stays on it meets no network ACL and no route table."""
        device = f"s{subnet.number}"
        router.namespace.bridge(device)
        for cidr in subnet.cidrs:
            if cidr.version == 4:
                router.namespace.ip(f"addr add {cidr[1]}/{cidr.prefixlen} dev {device}")
            else:
                router.namespace.ip(f"addr add fe80::1/64 dev {device} nodad")
            router.namespace.ip(f"route add {cidr} dev {device} table {LOCAL_TABLE}")

    def _plug(self, interface: Interface, namespace: Namespace) -> None:
        """Puts a namespace with the interface's addresses on its subnet's switch."""
        subnet = interface.subnet
        router = self.routers[subnet.vpc.id].namespace
        port = f"h{len(self.namespaces)}"
        router.link(port, namespace, "e0")
        router.ip(f"link set {port} master s{subnet.number}")
        for address in interface.addresses:
            version = ipaddress.ip_address(address).version
            cidr = next(cidr for cidr in subnet.cidrs if cidr.version == version)
            namespace.ip(f"addr add {address}/{cidr.prefixlen} dev e0" + (" nodad" if version == 6 else ""))
        for cidr in subnet.cidrs:
            gateway = f"{cidr[1]}" if cidr.version == 4 else "fe80::1"
            namespace.ip(f"{'' if cidr.version == 4 else '-6 '}route add default via {gateway} dev e0")

    def _interface(self, interface: Interface) -> None:
        if interface.kind == "nat_gateway":
            self._nat_gateway(interface)
        elif interface.kind in ENDPOINTS:
            if not interface.checks_addresses:
                raise Unsupported(f"{interface.id}: an appliance")
            namespace = self._namespace(interface.id)
            namespace.nft(filters.security_groups(self.estate, interface))
            self.tracking.append(namespace)
            self._plug(interface, namespace)
            self.hosts[interface.id] = Host(interface.id, namespace, list(interface.addresses))
        elif interface.kind != "transit_gateway":
            raise Unsupported(f"{interface.id}: an interface of type {interface.kind}")

    def _nat_gateway(self, interface: Interface) -> None:
        """Rewrites the source of what comes to pass through; its own address answers only to what went out."""
        (address,) = interface.addresses
        namespace = self._namespace(interface.id, forwards=True)
        self.tracking.append(namespace)
        self._plug(interface, namespace)
        gateway = next(
            row
            for row in self.estate.rows["NatGateways"].values()
            if any(owned.get("NetworkInterfaceId") == interface.id for owned in row["NatGatewayAddresses"])
        )
        # The sender of a probe chooses the range of the new source port by three bits of the class of service: the
        # lower ones are for a private NAT gateway, the upper ones for a public one behind it.
        shift = 0 if gateway["ConnectivityType"] == "private" else 3
        choices = [
            f"    ip dscp {{ {', '.join(str(value) for value in range(64) if value >> shift & 7 == index)} }}"
            f" meta l4proto {{ tcp, udp }} snat to {address}:{first}-{last}"
            for index, (first, last) in enumerate(self.classes)
        ]
        namespace.nft(
            "\n".join(
                [
                    "table ip nat {",
                    "  chain to { type filter hook input priority 0; policy drop; }",
                    "  chain from { type filter hook output priority 0; policy drop; }",
                    "  chain through {",
                    "    type filter hook forward priority 0; policy drop;",
                    "    ct state established accept",
                    # An answer to a question that did not pass here is of no connection.
                    "    ct state invalid drop",
                    "    ip ecn ce drop",
                    "    meta l4proto { tcp, udp, icmp } accept",
                    "  }",
                    "  chain rewrite {",
                    "    type nat hook postrouting priority srcnat;",
                    *choices,
                    f"    snat to {address}",
                    "  }",
                    "}",
                ]
            )
        )

    # The internet

    def _internet_hosts(self) -> None:
        for number, address in enumerate(INTERNET_HOSTS):
            if ":" in address and len(self.families) == 1:
                continue
            host = self._namespace(f"internet host {address}")
            near, far = self._cable(self.internet, f"i{number}", host, "e0")
            version = ipaddress.ip_address(address).version
            length = 32 if version == 4 else 128
            host.ip(f"addr add {address}/{length} dev e0" + (" nodad" if version == 6 else ""))
            host.ip(f"{'-6 ' if version == 6 else ''}route add default via {near[version]} dev e0 onlink")
            self.internet.ip(f"route add {address}/{length} via {far[version]} dev i{number} onlink")
            self.hosts[f"internet {address}"] = Host(f"internet {address}", host, [address])

    def _internet_gateway(self, router: Router) -> None:
        """One private address for one public address, both ways, without memory; IPv6 passes as it is."""
        vpc = router.vpc
        if vpc.internet_gateway is None:
            return
        gateway = self._namespace(vpc.internet_gateway, forwards=True)
        self._edge(router, gateway, vpc.internet_gateway, "igw")
        number = list(self.routers).index(vpc.id)
        inside, outside = self._cable(self.internet, f"g{number}", gateway, "net")
        gateway.ip(f"route add default via {inside[4]} dev net onlink", f"-6 route add default via {inside[6]} dev net onlink")
        pairs = {
            private: public
            for interface in self.estate.interfaces.values()
            if interface.vpc is vpc
            for private, public in interface.public.items()
        }
        for public in pairs.values():
            self.internet.ip(f"route add {public}/32 via {outside[4]} dev g{number} onlink")
        if vpc.egress_only_gateway is None:
            for cidr in vpc.cidrs:
                if cidr.version == 6:
                    self.internet.ip(f"route add {cidr} via {outside[6]} dev g{number} onlink")
        lines = ["table inet gateway {", "  chain rewrite {", "    type filter hook prerouting priority raw; policy accept;"]
        if vpc.blocks_public:
            lines += ["    meta nfproto ipv4 drop", f"    {filters.SYSTEM} accept", "    drop"]
        lines.append(f'    iifname "net" ip saddr {NOT_PUBLIC} drop')
        lines.append(f'    iifname "vpc" ip daddr {NOT_PUBLIC} drop')
        if pairs:
            lines += [
                f'    iifname "net" ip daddr != {{ {", ".join(pairs.values())} }} drop',
                f'    iifname "vpc" ip saddr != {{ {", ".join(pairs)} }} drop',
                f'    iifname "net" ip daddr set ip daddr map {{ {", ".join(f"{b} : {a}" for a, b in pairs.items())} }}',
                f'    iifname "vpc" ip saddr set ip saddr map {{ {", ".join(f"{a} : {b}" for a, b in pairs.items())} }}',
            ]
        else:
            lines.append("    meta nfproto ipv4 drop")
        lines += ["  }", "}"]
        gateway.nft("\n".join(lines))

    def _egress_only_gateway(self, router: Router) -> None:
        """IPv6 out, and answers in."""
        vpc = router.vpc
        if vpc.egress_only_gateway is None:
            return
        gateway = self._namespace(vpc.egress_only_gateway, forwards=True)
        self.tracking.append(gateway)
        self._edge(router, gateway, vpc.egress_only_gateway, "eigw")
        number = list(self.routers).index(vpc.id)
        inside, outside = self._cable(self.internet, f"e{number}", gateway, "net")
        gateway.ip(f"-6 route add default via {inside[6]} dev net onlink")
        for cidr in vpc.cidrs:
            if cidr.version == 6:
                self.internet.ip(f"route add {cidr} via {outside[6]} dev e{number} onlink")
        out = "drop" if vpc.blocks_public else "accept"
        gateway.nft(
            f"""
            table ip6 gateway {{
              chain through {{
                type filter hook forward priority 0; policy drop;
                ct state established accept
                ct state invalid drop
                iifname "vpc" {out}
              }}
            }}
            """
        )

    def _edge(self, router: Router, gateway: Namespace, name: str, device: str) -> None:
        """The VPC's side of an internet or egress-only gateway; what comes in is for the VPC's own addresses."""
        gateway.nft(SILENT)
        there, here = self._cable(gateway, "vpc", router.namespace, device)
        router.ways[name] = (device, there)
        gateway.ip(
            "rule add pref 100 iif net lookup 100",
            f"route add default via {here[4]} dev vpc onlink table 100",
            "-6 rule add pref 100 iif net lookup 100",
            f"-6 route add default via {here[6]} dev vpc onlink table 100",
        )

    # Sites

    def _vpn_gateway(self, router: Router) -> None:
        """Forwards to the prefixes that its VPN connections name, and from there to the VPC's own addresses; no IPv6.

        A host stands for each prefix behind a connection.
        """
        vpc = router.vpc
        if vpc.vpn_gateway is None:
            return
        gateway = self._namespace(vpc.vpn_gateway, forwards=True)
        gateway.nft(SILENT)
        # A group named by an egress rule is nobody at a site.
        gateway.nft("table ip gateway { chain through { type filter hook forward priority 0; policy accept; ip ecn ce drop; }; }")
        there, here = self._cable(gateway, "vpc", router.namespace, "vgw")
        router.ways[vpc.vpn_gateway] = ("vgw", there)
        for number, prefix in enumerate(self.estate.site_prefixes(vpc.vpn_gateway)):
            address = str(prefix[10])
            host = self._namespace(f"site host {address}")
            near, far = self._cable(gateway, f"c{number}", host, "e0")
            host.ip(f"addr add {address}/32 dev e0", f"route add default via {near[4]} dev e0 onlink")
            gateway.ip(f"route add {prefix} via {far[4]} dev c{number} onlink", f"rule add pref 100 iif c{number} lookup 100")
            self.hosts[f"site {address}"] = Host(f"site {address}", host, [address])
        for cidr in vpc.cidrs:
            if cidr.version == 4:
                gateway.ip(f"route add {cidr} via {here[4]} dev vpc onlink table 100")
        gateway.ip("route add blackhole default table 100")

    # Between VPCs

    def _peerings(self) -> None:
        for number, row in enumerate(self.estate.active_peerings()):
            ends = [self.routers[row[side]["VpcId"]] for side in ("RequesterVpcInfo", "AccepterVpcInfo")]
            device = f"p{number}"
            first, second = self._cable(ends[0].namespace, device, ends[1].namespace, device)
            ends[0].ways[row["VpcPeeringConnectionId"]] = (device, second)
            ends[1].ways[row["VpcPeeringConnectionId"]] = (device, first)

    def _transit_peerings(self) -> None:
        """The transit gateways, and the cables between them."""
        ends: dict[str, list[str]] = {}
        for gateway in self.estate.rows["TransitGateways"]:
            self.transit[gateway] = self._namespace(gateway, forwards=True)
            for attachment in self.estate.attachments(gateway):
                if attachment.kind == "peering":
                    ends.setdefault(attachment.id, []).append(gateway)
        for number, (name, gateways) in enumerate(ends.items()):
            one, other = gateways
            near, far = self._cable(self.transit[one], f"p{number}", self.transit[other], f"p{number}")
            self.peered[one, name] = (f"p{number}", far)
            self.peered[other, name] = (f"p{number}", near)

    def _transit_gateway(self, gateway: str) -> None:
        """Between a VPC and the gateway there is a cable for each zone of the attachment."""
        namespace = self.transit[gateway]
        namespace.nft(SILENT)
        attachments = self.estate.attachments(gateway)
        zones = sorted({zone for attachment in attachments for zone in attachment.doors})
        ways: dict[tuple[str, str], tuple[str, dict[int, str]]] = {}
        for index, attachment in enumerate(attachments):
            if attachment.kind == "peering":
                ways[attachment.id, PEERING] = self.peered[gateway, attachment.id]
                continue
            router = self.routers[attachment.resource]
            router.transit[gateway] = attachment
            for zone in attachment.doors:
                device = f"a{index}z{zones.index(zone)}"
                near, far = self._cable(namespace, device, router.namespace, self._transit_device(gateway, zone))
                router.ways[f"{gateway} {zone}"] = (self._transit_device(gateway, zone), near)
                ways[attachment.id, zone] = (device, far)
        tables = sorted({attachment.table for attachment in attachments if attachment.table})
        by_id = {attachment.id: attachment for attachment in attachments}
        for number, table in enumerate(tables):
            for zone_number, zone in enumerate(zones):
                self._transit_table(namespace, table, 1000 + 100 * number + zone_number, zone, by_id, ways)
        for attachment in attachments:
            for zone in attachment.doors:
                device, _ = ways[attachment.id, zone]
                for option in self.families:
                    if attachment.table:
                        number = 1000 + 100 * tables.index(attachment.table) + zones.index(zone)
                        namespace.ip(f"{option}rule add pref 100 iif {device} lookup {number}")
        for option in self.families:
            namespace.ip(f"{option}rule add pref 200 type blackhole")
        self._transit_marks(namespace, gateway, attachments, ways)

    def _transit_table(
        self,
        namespace: Namespace,
        table: str,
        number: int,
        zone: str,
        attachments: dict[str, Attachment],
        ways: dict[tuple[str, str], tuple[str, dict[int, str]]],
    ) -> None:
        """A transit gateway route table, as packets that came in from one zone see it."""
        for cidr, target, rank in self.estate.transit_routes(table):
            attachment = attachments.get(target) if target else None
            door = attachment.door(zone) if attachment else None
            if attachment and door:
                device, far = ways[attachment.id, door]
                namespace.ip(f"route add {cidr} via {far[cidr.version]} dev {device} onlink metric {rank} table {number}")
            else:
                namespace.ip(f"route add blackhole {cidr} metric {rank} table {number}")

    def _transit_marks(
        self,
        namespace: Namespace,
        gateway: str,
        attachments: list[Attachment],
        ways: dict[tuple[str, str], tuple[str, dict[int, str]]],
    ) -> None:
        """Marks what passes: the sender's identity survives between two attachments that both keep it."""
        options = self.estate.rows["TransitGateways"][gateway]["Options"]
        keeping = [
            device
            for (identity, _), (device, _) in ways.items()
            if options["SecurityGroupReferencingSupport"] == "enable"
            and any(attachment.id == identity and attachment.referencing for attachment in attachments)
        ]
        lines = ["table inet marks {", "  chain through {", "    type filter hook forward priority 0; policy accept;"]
        for word in ("ip", "ip6"):
            lines.append(f"    {word} ecn ce drop")
            lines.append(f"    {word} ecn {{ ect0, ect1 }} {word} ecn set ect0 accept")
            if keeping:
                devices = ", ".join(f'"{device}"' for device in keeping)
                lines.append(f"    iifname {{ {devices} }} oifname {{ {devices} }} {word} ecn set ect1 accept")
            lines.append(f"    {word} ecn set ect0")
        lines += ["  }", "}"]
        namespace.nft("\n".join(lines))

    def _transit_device(self, gateway: str, zone: str) -> str:
        number = list(self.estate.rows["TransitGateways"]).index(gateway)
        return f"t{number}{zone[-3:]}"

    # Route tables

    def _tables(self, router: Router) -> None:
        """A table for each subnet, chosen by where the packet comes from, and one that is the VPC itself."""
        namespace = router.namespace
        for cidr in router.vpc.cidrs:
            namespace.ip(f"route add blackhole {cidr} metric 4000 table {LOCAL_TABLE}")
        for subnet in router.vpc.subnets:
            number = FIRST_SUBNET_TABLE + subnet.number
            for option in self.families:
                namespace.ip(f"{option}rule add pref 100 iif s{subnet.number} lookup {number}")
            for cidr, way in self._routes(router, subnet):
                namespace.ip(f"route add {way.replace('CIDR', str(cidr))} table {number}")
        for gateway, attachment in router.transit.items():
            for zone, subnet in attachment.doors.items():
                assert subnet is not None
                device, _ = router.ways[f"{gateway} {zone}"]
                for option in self.families:
                    namespace.ip(f"{option}rule add pref 100 iif {device} lookup {FIRST_SUBNET_TABLE + subnet.number}")
        for option in self.families:
            namespace.ip(f"{option}rule add pref 200 lookup {LOCAL_TABLE}", f"{option}rule add pref 300 type blackhole")

    def _routes(self, router: Router, subnet: Subnet) -> list[tuple[Network, str]]:
        """The routes of a subnet's table, each with its words for `ip route`."""
        vpc = router.vpc
        # The local routes: what is inside the VPC is looked up in the VPC's own table.
        routes: list[tuple[Network, str]] = [(cidr, "throw CIDR") for cidr in vpc.cidrs]
        for row in subnet.routes:
            if row.get("GatewayId") == "local":
                continue
            kind = "static"
            text = row.get("DestinationCidrBlock") or row.get("DestinationIpv6CidrBlock")
            if text:
                cidrs = [ipaddress.ip_network(text)]
            else:
                kind, cidrs = "prefix-list", self.estate.prefixes(row["DestinationPrefixListId"])
            if row.get("Origin") == "EnableVgwRoutePropagation":
                kind = "propagated"
            for cidr in cidrs:
                inside = any(cidr.version == own.version and cidr.subnet_of(own) for own in vpc.cidrs)
                if inside and kind == "propagated":
                    continue  # never beats the local route
                if inside and not any(cidr in other.cidrs for other in vpc.subnets):
                    raise Unsupported(f"{vpc.id}: a route to {cidr} inside the VPC that is no subnet's")
                way = self._way(router, subnet, row, cidr.version)
                routes.append((cidr, f"{way} metric {RANKS[kind]}"))
        return routes

    def _way(self, router: Router, subnet: Subnet, row: Row, version: int) -> str:
        """The words for one route; what does not lead anywhere drops, and no shorter prefix is tried."""
        if row["State"] == "blackhole":
            return "blackhole CIDR"
        target = (
            row.get("GatewayId")
            or row.get("EgressOnlyInternetGatewayId")
            or row.get("VpcPeeringConnectionId")
            or row.get("TransitGatewayId")
        )
        if row.get("NatGatewayId"):
            gateway = self.estate.rows["NatGateways"][row["NatGatewayId"]]
            if gateway["State"] != "available":
                return "blackhole CIDR"
            (owned,) = gateway["NatGatewayAddresses"]
            return self._beside(self.estate.interfaces[owned["NetworkInterfaceId"]], version)
        if row.get("NetworkInterfaceId"):
            return self._beside(self.estate.interfaces[row["NetworkInterfaceId"]], version)
        if row.get("TransitGatewayId"):
            # Without a subnet of the attachment in the sender's zone there is no way in.
            target = f"{target} {subnet.zone}"
        if target is None:
            raise Unsupported(f"a route with an unknown target: {row}")
        if target not in router.ways:
            return "blackhole CIDR"
        device, neighbour = router.ways[target]
        return f"CIDR via {neighbour[version]} dev {device} onlink"

    def _beside(self, interface: Interface, version: int) -> str:
        """The way to a neighbour on one of the VPC's own subnets."""
        address = next((text for text in interface.addresses if ipaddress.ip_address(text).version == version), None)
        if address is None:
            return "blackhole CIDR"
        return f"CIDR via {address} dev s{interface.subnet.number} onlink"

    # Network ACLs

    def _acls(self, router: Router) -> None:
        """What crosses a subnet's edge is judged by its network ACL, each packet for itself."""
        vpc, ways = router.vpc, router.ways
        acls = {subnet.acl for subnet in vpc.subnets}
        lines = ["table inet edges {"]
        lines += [filters.network_acl(self.estate.rows["NetworkAcls"][acl]) for acl in sorted(acls)]
        lines += ["  chain through {", "    type filter hook forward priority 0; policy drop;"]
        peerings = [f'"{device}"' for device, _ in ways.values() if device.startswith("p")]
        doors = [
            (ways[f"{gateway} {zone}"][0], subnet)
            for gateway, attachment in router.transit.items()
            for zone, subnet in attachment.doors.items()
            if subnet is not None
        ]
        if peerings and doors:
            # Nobody keeps an identity over a transit gateway and a peering connection.
            names = ", ".join(f'"{device}"' for device, _ in doors)
            for word in ("ip", "ip6"):
                lines.append(f"    iifname {{ {names} }} oifname {{ {', '.join(peerings)} }} {word} ecn set ect0")
        out = [f'"s{subnet.number}" : jump {filters.chain_name(subnet.acl, "out")}' for subnet in vpc.subnets]
        into = [f'"s{subnet.number}" : jump {filters.chain_name(subnet.acl, "in")}' for subnet in vpc.subnets]
        for device, subnet in doors:
            # Into the gateway's own subnet: nothing is asked. Into another: out of the gateway's subnet, then in.
            lines.append(f'    iifname "{device}" oifname "s{subnet.number}" accept')
            lines.append(f'    iifname "{device}" jump {filters.chain_name(subnet.acl, "out")}')
        lines.append(f"    iifname vmap {{ {', '.join(out)} }}")
        for device, subnet in doors:
            lines.append(f'    oifname "{device}" jump {filters.chain_name(subnet.acl, "in")}')
        lines.append(f"    oifname vmap {{ {', '.join(into)} }}")
        lines += ["    accept", "  }", "}", SILENT]
        router.namespace.nft("\n".join(lines))


# A router speaks for nobody: no message of its own, ICMP errors included, leaves it.
SILENT = f"""
table inet silent {{
  chain from {{ type filter hook output priority 0; policy drop; {filters.SYSTEM} accept; }}
}}
"""
