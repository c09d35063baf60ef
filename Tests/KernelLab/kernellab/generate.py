"""Random small estates, one for each seed, as the records that AWS's calls would answer."""

from __future__ import annotations

import ipaddress
import random
from dataclasses import dataclass, field

from .estate import Row, Snapshot
from .prober import TCP_PORTS, UDP_PORTS
from .records import Place, Records, Side, permission, route

ACCOUNTS = ("111111111111", "222222222222", "333333333333")
NETWORK_ACCOUNT = "666666666666"
HOME, AWAY = "us-east-1", "us-west-2"
ALLOW_ALL_OUT = permission("-1", None, None, IpRanges=[{"CidrIp": "0.0.0.0/0"}], Ipv6Ranges=[{"CidrIpv6": "::/0"}])


@dataclass
class Plot:
    """A subnet in the making."""

    id: str
    cidr: str
    ipv6: str | None
    zone: int
    # `hosts`, or what stands there: `nat`, `door`.
    use: str
    addresses: list[str] = field(default_factory=list)
    nat: str | None = None


@dataclass
class Draft:
    """A VPC in the making."""

    side: Side
    letter: str
    plots: list[Plot] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    internet_gateway: str | None = None
    egress_only_gateway: str | None = None
    blocks_public: bool = False
    # A virtual private gateway, and the prefixes behind its connection.
    vpn_gateway: str | None = None
    sites: list[str] = field(default_factory=list)
    # The attachment to a transit gateway, and the gateway.
    attachment: str | None = None
    transit: str = ""
    doors: list[Plot] = field(default_factory=list)

    @property
    def overlaps(self) -> str:
        """What two VPCs with the same addresses have in common."""
        return self.side.cidrs[0]

    @property
    def blocks(self) -> list[str]:
        """The prefixes of the VPC and of its subnets."""
        return self.side.cidrs + [plot.cidr for plot in self.plots]


@dataclass
class Attached:
    """What a transit gateway is attached to: a VPC, or another transit gateway; and the table for what comes from it."""

    resource: str
    draft: Draft | None
    table: str | None


class Generator:
    """Makes one estate."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.records = Records()
        self.drafts: list[Draft] = []
        self.peerings: dict[frozenset[str], tuple[str, str]] = {}
        self.public = [f"203.0.113.{number}" for number in range(1, 120)] + [f"198.51.100.{number}" for number in range(1, 120)]
        self.has_transit = False
        self.lists: dict[str, list[str]] = {}

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def make(self) -> Snapshot:
        """The whole estate."""
        random_ = self.random
        random_.shuffle(self.public)
        self.ipv6 = self.chance(0.3)
        for number in range(random_.choice((2, 2, 3, 3, 3, 4))):
            self._vpc(number)
        self.has_transit = self.chance(0.75)
        self.preferred = random_.randrange(2)
        for draft in self.drafts:
            self._subnets(draft)
        self._prefix_lists()
        self._peer()
        self._transit()
        for draft in self.drafts:
            self._gateways(draft)
        for draft in self.drafts:
            draft.groups = [f"sg-{draft.letter}{number}" for number in range(1, random_.randint(2, 4) + 1)]
        for draft in self.drafts:
            self._hosts(draft)
        for draft in self.drafts:
            self._groups(draft)
            self._acls(draft)
            self._route_tables(draft)
        return self.records.snapshot

    # VPCs and subnets

    def _vpc(self, number: int) -> None:
        letter = "abcd"[number]
        region = AWAY if number > 0 and self.chance(0.18) else HOME
        cidr = f"10.{number + 1}.0.0/16"
        if number > 0 and self.chance(0.08):
            cidr = self.drafts[-1].side.cidrs[0]  # two VPCs with the same addresses
        side = Side(f"vpc-{letter}", (self.random.choice(ACCOUNTS), region), [cidr])
        if self.chance(0.15):
            side.cidrs.append(f"100.{64 + number}.0.0/16")
        if self.ipv6 and self.chance(0.8):
            side.ipv6.append(f"2600:1f18:{number + 1:x}00::/56")
        draft = Draft(side, letter, blocks_public=self.chance(0.04))
        if len(side.cidrs) > 1 and self.chance(0.3):
            draft.gone.append(side.cidrs.pop())
        self.drafts.append(draft)
        self.records.vpc(side, draft.gone, draft.blocks_public)

    def _plot(self, draft: Draft, name: str, cidr: str, zone: int, use: str) -> Plot:
        ipv6 = None
        if draft.side.ipv6 and self.chance(0.9):
            block = ipaddress.ip_network(draft.side.ipv6[0])
            ipv6 = str(list(block.subnets(new_prefix=64))[len(draft.plots) + 1])
        plot = Plot(f"subnet-{draft.letter}{name}", cidr, ipv6, zone, use)
        draft.plots.append(plot)
        self.records.subnet(draft.side, plot.id, cidr, ipv6, zone, draft.blocks_public)
        return plot

    def _subnets(self, draft: Draft) -> None:
        start = draft.side.cidrs[0].removesuffix(".0.0/16")
        for number in range(1, self.random.randint(2, 3) + 1):
            self._plot(draft, str(number), f"{start}.{number}.0/24", self.random.choice((1, 2)), "hosts")
        if len(draft.side.cidrs) > 1:
            second = draft.side.cidrs[1].removesuffix(".0.0/16")
            self._plot(draft, "9", f"{second}.9.0/24", self.random.choice((1, 2)), "hosts")

    def _prefix_lists(self) -> None:
        blocks = [plot.cidr for draft in self.drafts for plot in draft.plots] + [draft.side.cidrs[0] for draft in self.drafts]
        for number in (1, 2):
            cidrs = sorted(set(self.random.sample(blocks, min(len(blocks), self.random.randint(1, 3)))))
            self.lists[f"pl-{number}"] = cidrs
            for place in sorted({draft.side.place for draft in self.drafts}):
                self.records.prefix_list(place, f"pl-{number}", cidrs)

    # Gateways

    def _gateways(self, draft: Draft) -> None:
        letter, side = draft.letter, draft.side
        if self.chance(0.75):
            draft.internet_gateway = f"igw-{letter}"
            self.records.internet_gateway(side, f"igw-{letter}", "detaching" if self.chance(0.04) else "available")
        elif side.ipv6 and self.chance(0.6):
            draft.egress_only_gateway = f"eigw-{letter}"
            self.records.egress_only_gateway(side, f"eigw-{letter}")
        start = side.cidrs[0].removesuffix(".0.0/16")
        if draft.internet_gateway and self.chance(0.5):
            plot = self._plot(draft, "n", f"{start}.100.0/24", self.random.choice((1, 2)), "nat")
            plot.nat = f"nat-{letter}pub"
            self.records.nat_gateway(side, plot.nat, plot.id, f"{start}.100.20", self.public.pop())
        if self.chance(0.3):
            self._site(draft)
        if self.chance(0.3):
            plot = self._plot(draft, "m", f"{start}.101.0/24", self.random.choice((1, 2)), "nat")
            plot.nat = f"nat-{letter}pri"
            self.records.nat_gateway(side, plot.nat, plot.id, f"{start}.101.20", None)

    def _site(self, draft: Draft) -> None:
        """A site behind a VPN connection; some of its prefixes are also those of other networks."""
        number = "abcd".index(draft.letter) + 1
        draft.vpn_gateway = f"vgw-{draft.letter}"
        draft.sites = [f"192.168.{number}.0/24"]
        others = [plot.cidr for other in self.drafts for plot in other.plots if plot.use == "hosts"]
        if self.chance(0.4):
            draft.sites.append(self.random.choice(others + [f"172.16.{number}.0/24"]))
        self.records.vpn(draft.side, draft.vpn_gateway, f"vpn-{draft.letter}", f"192.0.2.{number}", draft.sites)

    def _peer(self) -> None:
        for index, one in enumerate(self.drafts):
            for other in self.drafts[index + 1 :]:
                if one.overlaps == other.overlaps or not self.chance(0.5):
                    continue
                name = f"pcx-{one.letter}{other.letter}"
                status = self.random.choice(("active",) * 9 + ("pending-acceptance", "deleted"))
                self.peerings[frozenset((one.letter, other.letter))] = (name, status)
                self.records.peering(name, one.side, other.side, status)

    def _transit(self) -> None:
        if not self.has_transit:
            return
        gateways = {HOME: "tgw-1"}
        if any(draft.side.place[1] == AWAY for draft in self.drafts) and self.chance(0.7):
            gateways[AWAY] = "tgw-2"
        tables = {
            region: [f"{gateway.replace('tgw', 'tgw-rtb')}{number}" for number in range(self.random.choice((1, 1, 2, 3)))]
            for region, gateway in gateways.items()
        }
        attached: dict[str, dict[str, Attached]] = {region: {} for region in gateways}
        if len(gateways) > 1:
            # Packets that come from another transit gateway are of no zone: each VPC has one door then.
            state = "available" if self.chance(0.93) else "pendingAcceptance"
            sides: list[tuple[Place, str, str | None]] = []
            for region, other in ((HOME, AWAY), (AWAY, HOME)):
                table = self.random.choice(tables[region]) if state == "available" else None
                attached[region]["tgw-attach-peer"] = Attached(gateways[other], None, table)
                sides.append(((NETWORK_ACCOUNT, region), gateways[region], table))
            self.records.transit_peering("tgw-attach-peer", sides, state)
        for region, gateway in gateways.items():
            place = (NETWORK_ACCOUNT, region)
            self.records.transit_gateway(place, gateway, self.chance(0.6))
            for draft in self.drafts:
                if draft.side.place[1] == region and self.chance(0.9):
                    self._attach(draft, place, gateway, tables[region], attached[region], len(gateways) > 1)
            for table in tables[region]:
                self._transit_table(place, gateway, table, attached[region])

    def _attach(
        self, draft: Draft, place: Place, gateway: str, tables: list[str], attached: dict[str, Attached], narrow: bool
    ) -> None:
        draft.attachment, draft.transit = f"tgw-attach-{draft.letter}", gateway
        self._doors(draft)
        if narrow:
            draft.doors = draft.doors[:1]
        state = "pendingAcceptance" if self.chance(0.04) else "available"
        table = self.random.choice(tables) if state == "available" and self.chance(0.95) else None
        attached[draft.attachment] = Attached(draft.side.id, draft, table)
        doors = [plot.id for plot in draft.doors]
        self.records.transit_attachment(place, gateway, draft.attachment, draft.side, doors, table, state, self.chance(0.8))

    def _doors(self, draft: Draft) -> None:
        """The attachment's subnets: of their own, or those of the hosts; one a zone, not always in both zones."""
        zones = [1, 2] if self.chance(0.75) else [self.random.choice((1, 2))]
        if self.chance(0.5):
            start = draft.side.cidrs[0].removesuffix(".0.0/16")
            draft.doors = [
                self._plot(draft, f"t{zone}", f"{start}.250.{16 * zone}/28", zone, "door") for zone in zones
            ]
        else:
            found = {plot.zone: plot for plot in draft.plots}
            draft.doors = [found[zone] for zone in zones if zone in found] or [draft.plots[0]]

    def _transit_table(self, place: Place, gateway: str, table: str, attached: dict[str, Attached]) -> None:
        def target(name: str) -> Row:
            kind = "vpc" if attached[name].draft else "peering"
            return {"TransitGatewayAttachmentId": name, "ResourceId": attached[name].resource, "ResourceType": kind}

        def active(name: str) -> Row:
            return {"State": "active", "TransitGatewayAttachments": [target(name)]}

        propagated: dict[str, Draft] = {}
        for name, end in attached.items():
            if end.draft and self.chance(0.7):
                if all(other.overlaps != end.draft.overlaps for other in propagated.values()):
                    propagated[name] = end.draft
        static: dict[str, Row] = {}
        for name, end in attached.items():
            # Over a peering attachment there are static routes only.
            for draft in self.drafts if end.draft is None else []:
                if draft.side.place[1] != place[1] and self.chance(0.8):
                    for block in draft.side.cidrs + draft.side.ipv6:
                        static[block] = {"DestinationCidrBlock": block, "Type": "static"} | active(name)
        blocks = ["10.0.0.0/8", "0.0.0.0/0", "100.64.0.0/10"]
        for draft in self.drafts:
            blocks += draft.side.cidrs + draft.side.ipv6 + [plot.cidr for plot in draft.plots]
        for block in self.random.sample(blocks, min(len(blocks), self.random.randint(0, 4))):
            row: Row = {"DestinationCidrBlock": block, "Type": "static"}
            if attached and self.chance(0.7):
                near = [name for name, end in attached.items() if end.draft and block in end.draft.blocks]
                chosen = self.random.choice(near if near and self.chance(0.75) else list(attached))
                static[block] = row | active(chosen)
            else:
                static[block] = row | {"State": "blackhole", "TransitGatewayAttachments": []}
        key, routes = "TransitGatewayStaticRoutes", list(static.values())
        if self.chance(0.5):
            # The routes in force: of two equal ones, only the static one is listed.
            key = "TransitGatewayRoutes"
            for name, draft in propagated.items():
                for block in draft.side.cidrs + draft.side.ipv6:
                    if block not in static:
                        routes.append({"DestinationCidrBlock": block, "Type": "propagated"} | active(name))
        associated = [target(name) for name, end in attached.items() if end.table == table]
        self.records.transit_table(place, gateway, table, associated, [target(name) for name in propagated], key, routes)

    # Hosts

    def _hosts(self, draft: Draft) -> None:
        for plot in draft.plots:
            count = self.random.randint(1, 3) if plot.use == "hosts" else (1 if self.chance(0.15) else 0)
            base = ipaddress.ip_network(plot.cidr)
            for number in range(count):
                addresses = [str(base[10 + number if base.prefixlen < 28 else 6 + number])]
                if self.chance(0.1) and base.prefixlen < 28:
                    addresses.append(str(base[40 + number]))
                plot.addresses += addresses
                ipv6 = [f"{plot.ipv6.removesuffix('/64')}{10 + number:x}"] if plot.ipv6 and self.chance(0.85) else []
                public = {address: self.public.pop() for address in addresses if draft.internet_gateway and self.chance(0.5)}
                groups = self.random.sample(draft.groups, 2 if self.chance(0.3) else 1)
                name = f"eni-{plot.id.removeprefix('subnet-')}-{addresses[0].rsplit('.', 1)[1]}"
                self.records.interface(draft.side, name, plot.id, addresses, ipv6, groups, public)

    # Filters

    def _ports(self, protocol: str) -> tuple[int, int]:
        ports = TCP_PORTS if protocol == "tcp" else UDP_PORTS
        port = self.random.choice(ports)
        return self.random.choice(((port, port), (port, port), (0, 65535), (port - 1, port + 400), (1, 1024)))

    def _blocks(self, draft: Draft, version: int) -> list[str]:
        """Prefixes that a rule may name, the frequent ones more than once."""
        if version == 6:
            blocks = ["::/0"] * 4 + [block for other in self.drafts for block in other.side.ipv6]
            return blocks + [plot.ipv6 for other in self.drafts for plot in other.plots if plot.ipv6]
        blocks = ["0.0.0.0/0"] * 6 + ["10.0.0.0/8"] * 5
        blocks += ["203.0.113.0/24", "198.51.100.0/24", "100.64.0.0/10", "8.8.8.0/24", "192.168.0.0/16"]
        for other in self.drafts:
            blocks += other.side.cidrs * 2 + [plot.cidr for plot in other.plots]
            blocks += [f"{address}/32" for plot in other.plots for address in plot.addresses[:1]]
        return blocks

    def _permission(self, draft: Draft) -> Row:
        protocol = self.random.choice(("-1", "-1", "tcp", "tcp", "tcp", "udp", "udp", "icmp"))
        if protocol == "-1":
            first, last = None, None
        elif protocol == "icmp":
            first, last = self.random.choice(((-1, -1), (8, -1), (8, 0), (0, 0), (3, -1)))
        else:
            first, last = self._ports(protocol)
        if draft.side.ipv6 and self.chance(0.3):
            name = "icmpv6" if protocol == "icmp" else protocol
            if name == "icmpv6":
                first, last = self.random.choice(((-1, -1), (128, -1), (128, 0), (1, -1)))
            return permission(name, first, last, Ipv6Ranges=[{"CidrIpv6": self.random.choice(self._blocks(draft, 6))}])
        choice = self.random.random()
        if choice < 0.25:
            return permission(protocol, first, last, UserIdGroupPairs=[self._pair(draft)])
        if choice < 0.32:
            return permission(protocol, first, last, PrefixListIds=[{"PrefixListId": self.random.choice(sorted(self.lists))}])
        blocks = sorted({self.random.choice(self._blocks(draft, 4)) for _ in range(self.random.choice((1, 1, 2)))})
        return permission(protocol, first, last, IpRanges=[{"CidrIp": block} for block in blocks])

    def _generous(self, draft: Draft) -> Row:
        """A rule that lets much through, so that what is behind the security groups has something to decide."""
        protocol, first, last = self.random.choice((("-1", None, None), ("-1", None, None), ("tcp", 0, 65535), ("udp", 1, 1024)))
        block = self.random.choice(("0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/8"))
        ipv6 = [{"CidrIpv6": "::/0"}] if draft.side.ipv6 else []
        return permission(protocol, first, last, IpRanges=[{"CidrIp": block}], Ipv6Ranges=ipv6)

    def _pair(self, draft: Draft) -> Row:
        """A reference to a group: of the same VPC, or of another one where the addresses tell VPCs apart."""
        others = [other for other in self.drafts if other is not draft and self._unmistakable(other)]
        other = self.random.choice(others) if others and self._unmistakable(draft) and self.chance(0.6) else draft
        pair: Row = {"GroupId": self.random.choice(other.groups), "UserId": other.side.place[0]}
        if other is draft:
            return pair
        pair["VpcId"] = other.side.id
        peering = self.peerings.get(frozenset((draft.letter, other.letter)))
        if peering and peering[1] != "active" and draft.attachment and other.attachment:
            return {"GroupId": self.random.choice(draft.groups), "UserId": draft.side.place[0]}
        if peering:
            # A connection that is not there any more leaves a stale reference behind.
            status = "active" if peering[1] == "active" else "deleted"
            pair |= {"VpcPeeringConnectionId": peering[0], "PeeringStatus": status}
        return pair

    def _unmistakable(self, draft: Draft) -> bool:
        return all(other is draft or other.overlaps != draft.overlaps for other in self.drafts)

    def _groups(self, draft: Draft) -> None:
        for group in draft.groups:
            ingress = [self._permission(draft) for _ in range(self.random.randint(0, 3))]
            if self.chance(0.6):
                ingress.append(self._generous(draft))
            egress = [ALLOW_ALL_OUT]
            if self.chance(0.25):
                egress = [self._permission(draft) for _ in range(self.random.randint(0, 3))]
                if self.chance(0.6):
                    egress.append(self._generous(draft))
            self.records.security_group(draft.side, group, ingress, egress)

    def _acls(self, draft: Draft) -> None:
        free = [plot.id for plot in draft.plots]
        for number in range(self.random.choice((0, 0, 0, 1, 1, 2))):
            if not free:
                break
            chosen = self.random.sample(free, self.random.randint(1, min(2, len(free))))
            free = [name for name in free if name not in chosen]
            entries = self._entries(draft, False) + self._entries(draft, True)
            self.records.network_acl(draft.side, f"acl-{draft.letter}{number}", False, chosen, entries)
        everything = [
            {"RuleNumber": rule, "Protocol": "-1", "RuleAction": "allow", "Egress": egress, key: cidr}
            for egress in (True, False)
            for rule, key, cidr in [(100, "CidrBlock", "0.0.0.0/0")]
            + ([(101, "Ipv6CidrBlock", "::/0")] if draft.side.ipv6 else [])
        ]
        self.records.network_acl(draft.side, f"acl-{draft.letter}default", True, free, everything)

    def _entries(self, draft: Draft, egress: bool) -> list[Row]:
        rows: list[Row] = []
        numbers = sorted(self.random.sample(range(1, 99), self.random.randint(0, 4)))
        for number in numbers:
            rows.append(self._entry(draft, egress, number))
        style = self.random.random()
        if style < 0.55:
            rows.append({"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": egress, "CidrBlock": "0.0.0.0/0"})
        elif style < 0.9:
            # What a stateless list needs for answers: a range of ephemeral ports, not always all of it.
            ports = self.random.choice(((1024, 65535), (32768, 65535), (49152, 65535), (1024, 2000)))
            for number, protocol in ((110, "6"), (111, "17")):
                if self.chance(0.85):
                    rows.append(
                        {
                            "RuleNumber": number,
                            "Protocol": protocol,
                            "RuleAction": "allow",
                            "Egress": egress,
                            "CidrBlock": self.random.choice(("0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/8")),
                            "PortRange": {"From": ports[0], "To": ports[1]},
                        }
                    )
            if self.chance(0.6):
                rows.append(
                    {
                        "RuleNumber": 112,
                        "Protocol": "1",
                        "RuleAction": "allow",
                        "Egress": egress,
                        "CidrBlock": "0.0.0.0/0",
                        "IcmpTypeCode": {"Type": self.random.choice((0, 8, -1)), "Code": -1},
                    }
                )
        if draft.side.ipv6 and self.chance(0.8):
            rows.append({"RuleNumber": 120, "Protocol": "-1", "RuleAction": "allow", "Egress": egress, "Ipv6CidrBlock": "::/0"})
        return rows

    def _entry(self, draft: Draft, egress: bool, number: int) -> Row:
        protocol = self.random.choice(("-1", "6", "6", "17", "1"))
        action = "deny" if self.chance(0.4) else "allow"
        row: Row = {"RuleNumber": number, "Protocol": protocol, "RuleAction": action, "Egress": egress}
        version = 6 if draft.side.ipv6 and protocol != "1" and self.chance(0.25) else 4
        block = self.random.choice(self._blocks(draft, version))
        if action == "deny" and protocol == "-1" and block in ("0.0.0.0/0", "::/0"):
            block = "8.8.8.0/24" if version == 4 else "2001:4860::/32"
        row["CidrBlock" if version == 4 else "Ipv6CidrBlock"] = block
        if protocol in ("6", "17"):
            first, last = self._ports("tcp" if protocol == "6" else "udp")
            # No port of its own above 1023: the ranges of ephemeral ports stay few.
            if first >= 1024 or last not in (65535, 1024):
                first = last = first if first < 1024 else self.random.choice((22, 80, 443) if protocol == "6" else (53, 123, 514))
            row["PortRange"] = {"From": first, "To": last}
        elif protocol == "1":
            row["IcmpTypeCode"] = {"Type": self.random.choice((0, 8, -1)), "Code": -1}
        return row

    # Routes

    def _route_tables(self, draft: Draft) -> None:
        own: dict[str, list[str]] = {}
        for plot in draft.plots:
            if plot.use == "nat" or self.chance(0.55):
                own[f"rtb-{plot.id.removeprefix('subnet-')}"] = [plot.id]
        covered = {name for subnets in own.values() for name in subnets}
        main = [plot for plot in draft.plots if plot.id not in covered]
        for name, subnets in {f"rtb-{draft.letter}": [], **own}.items():
            plots = [plot for plot in draft.plots if plot.id in subnets] if subnets else main
            learns = draft.vpn_gateway if draft.vpn_gateway and self.chance(0.6) else None
            routes = self._routes(draft, plots, learns is not None)
            self.records.route_table(draft.side, name, not subnets, subnets, routes, learns)

    def _routes(self, draft: Draft, plots: list[Plot], learns: bool) -> list[Row]:
        """The routes of a table that serves these subnets."""
        rows: dict[str, Row] = {}
        for cidr in draft.side.cidrs + draft.side.ipv6:
            rows[cidr] = route(cidr, "GatewayId", "local", origin="CreateRouteTable")

        def add(destination: str, key: str, target: str, state: str = "active") -> None:
            if destination not in rows and not any(_inside(destination, own) for own in draft.side.cidrs + draft.side.ipv6):
                rows[destination] = route(destination, key, target, state)

        for other in self.drafts:
            if other is draft or not self.chance(0.85):
                continue
            ways = self._ways(draft, other)
            if not ways:
                continue
            # Mostly the same way there and back.
            way = ways[self.preferred % len(ways)] if self.chance(0.8) else self.random.choice(ways)
            for destination in self._destinations(other):
                add(destination, *way)
            if self.chance(0.25):
                # A narrower route another way, or nowhere.
                hosts = [f"{address}/32" for plot in other.plots for address in plot.addresses]
                block = self.random.choice([plot.cidr for plot in other.plots] + hosts)
                key, target, state = self.random.choice(ways)
                add(block, key, target, "blackhole" if self.chance(0.4) else state)
        if draft.attachment and self.chance(0.12):
            add("10.0.0.0/8", "TransitGatewayId", draft.transit)
        if self.chance(0.08):
            self._list_route(draft, rows)
        if draft.vpn_gateway and not learns:
            for block in draft.sites + ["192.168.0.0/16", "172.16.0.0/12"]:
                if self.chance(0.4):
                    add(block, "GatewayId", draft.vpn_gateway)
        for block in draft.sites if learns else []:
            # Beside a static route to the same prefix, and even inside the VPC.
            rows[f"{block} learned"] = route(block, "GatewayId", draft.vpn_gateway or "", origin="EnableVgwRoutePropagation")
        self._defaults(draft, plots, add)
        self._inner(draft, plots, rows)
        return list(rows.values())

    def _ways(self, draft: Draft, other: Draft) -> list[tuple[str, str, str]]:
        ways: list[tuple[str, str, str]] = []
        peering = self.peerings.get(frozenset((draft.letter, other.letter)))
        if peering:
            ways.append(("VpcPeeringConnectionId", peering[0], "active" if peering[1] == "active" else "blackhole"))
        else:
            # By another VPC, which no peering connection allows.
            for pair, (name, status) in self.peerings.items():
                if draft.letter in pair and status == "active" and self.chance(0.15):
                    ways.append(("VpcPeeringConnectionId", name, "active"))
        if draft.attachment:
            ways.append(("TransitGatewayId", draft.transit, "active"))
        return ways

    def _destinations(self, other: Draft) -> list[str]:
        choice = self.random.random()
        if choice < 0.85:
            return other.side.cidrs + other.side.ipv6
        if choice < 0.95:
            return [plot.cidr for plot in other.plots if self.chance(0.7)] + [plot.ipv6 for plot in other.plots if plot.ipv6]
        return [f"{address}/32" for plot in other.plots for address in plot.addresses if self.chance(0.6)]

    def _list_route(self, draft: Draft, rows: dict[str, Row]) -> None:
        name = self.random.choice(sorted(self.lists))
        if any(_inside(cidr, own) for cidr in self.lists[name] for own in draft.side.cidrs):
            return
        ways = [way for other in self.drafts if other is not draft for way in self._ways(draft, other)]
        if ways:
            rows[name] = route(name, *self.random.choice(ways))

    def _defaults(self, draft: Draft, plots: list[Plot], add) -> None:
        natted = [plot for plot in draft.plots if plot.nat and plot not in plots]
        ways: list[tuple[str, str, str]] = []
        if draft.internet_gateway:
            ways += [("GatewayId", draft.internet_gateway, "active")] * 2
        if any(plot.use == "nat" for plot in plots):
            ways = ways[:1] or ways
        else:
            ways += [("NatGatewayId", plot.nat or "", "active") for plot in natted for _ in (1, 2)]
        if draft.attachment and (not ways or self.chance(0.25)):
            ways.append(("TransitGatewayId", draft.transit, "active"))
        if ways and self.chance(0.85):
            add("0.0.0.0/0", *self.random.choice(ways))
        elif draft.internet_gateway and self.chance(0.3):
            add("203.0.113.0/24", "GatewayId", draft.internet_gateway)
        private = [plot for plot in natted if (plot.nat or "").endswith("pri")]
        if private and not any(plot.use == "nat" for plot in plots) and self.chance(0.3):
            add("10.0.0.0/8", "NatGatewayId", private[0].nat or "")
        if draft.side.ipv6 and self.chance(0.8):
            if draft.internet_gateway:
                add("::/0", "GatewayId", draft.internet_gateway)
            elif draft.egress_only_gateway:
                add("::/0", "EgressOnlyInternetGatewayId", draft.egress_only_gateway)

    def _inner(self, draft: Draft, plots: list[Plot], rows: dict[str, Row]) -> None:
        """A route inside the VPC: to a NAT gateway, or to a host that takes only what is for itself."""
        if not self.chance(0.06) or any(plot.use == "nat" for plot in plots):
            return
        targets = [plot for plot in draft.plots if plot not in plots and plot.use == "hosts"]
        natted = [plot for plot in draft.plots if plot.nat and plot not in plots]
        if not targets:
            return
        target = self.random.choice(targets)
        if natted and self.chance(0.6):
            rows[target.cidr] = route(target.cidr, "NatGatewayId", natted[0].nat or "")
        else:
            others = [plot for plot in draft.plots if plot.use == "hosts" and plot.addresses and plot not in plots]
            if others:
                plot = self.random.choice(others)
                name = f"eni-{plot.id.removeprefix('subnet-')}-{plot.addresses[0].rsplit('.', 1)[1]}"
                rows[target.cidr] = route(target.cidr, "NetworkInterfaceId", name)


def _inside(destination: str, own: str) -> bool:
    if destination.startswith("pl-"):
        return False
    one, other = ipaddress.ip_network(destination), ipaddress.ip_network(own)
    return one.version == other.version and one.subnet_of(other)


def generate(seed: int) -> Snapshot:
    """The estate of a seed."""
    return Generator(seed).make()
