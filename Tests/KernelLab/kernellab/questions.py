"""Probes of an estate: what is asked of the audit, and sent through the kernel."""

from __future__ import annotations

import ipaddress
import itertools
import json
import random
from dataclasses import dataclass

from .estate import Estate, Interface, Row
from .prober import TCP_PORTS, UDP_PORTS, Attempt
from .realise import Realisation


@dataclass
class Question:
    """One probe, as the kernel is asked."""

    id: str
    # The host that sends, and the addresses it may send from.
    host: str
    sources: list[str]
    destination: str
    protocol: str
    port: int
    source_port: int | None
    # The probe in the form that `audit-cli reach` reads.
    line: Row


def read(line: Row, realisation: Realisation) -> Question:
    """A probe's line, as the kernel is asked; any end that is no address is refused."""
    end, to = line["from"], line["to"]
    destination = to["ip"] if "ip" in to else to["on-premises"]
    family = ipaddress.ip_address(destination).version
    if "eni" in end:
        host = end["eni"]
    elif end.get("internet"):
        host = f"internet {end['ip']}"
    else:
        host = f"site {end['on-premises']}"
    addresses = realisation.hosts[host].addresses
    sources = [end["ip"]] if "ip" in end else [each for each in addresses if ipaddress.ip_address(each).version == family]
    return Question(
        line["id"],
        host,
        sources,
        destination,
        "icmp" if line["protocol"].startswith("icmp") else line["protocol"],
        line.get("port", 0),
        line.get("source-port"),
        line,
    )


class Questioner:
    """Draws probes; half of them are aimed at what the receiver's security groups speak about."""

    def __init__(self, estate: Estate, realisation: Realisation, seed: int) -> None:
        self.estate = estate
        self.random = random.Random(f"probes {seed}")
        self.hosts = [estate.interfaces[name] for name in realisation.hosts if name in estate.interfaces]
        self.outside = [name.removeprefix("internet ") for name in realisation.hosts if name.startswith("internet ")]
        self.sites = [name.removeprefix("site ") for name in realisation.hosts if name.startswith("site ")]
        self.prefixes = [prefix for gateway in estate.rows["VpnGateways"] for prefix in estate.site_prefixes(gateway)]

    def draw(self, count: int) -> list[Row]:
        """So many probes, no two alike; fewer when the estate has not so many."""
        found: dict[str, Row] = {}
        for _ in range(count * 10):
            if len(found) == count:
                break
            line = self._line()
            if line is not None:
                found.setdefault(json.dumps(line, sort_keys=True), line)
        return [{"id": f"p{number}"} | line for number, line in enumerate(found.values(), 1)]

    def _line(self) -> Row | None:
        version = 6 if self.random.random() < 0.3 else 4
        if self.random.random() < 0.12:
            return self._from_outside(version)
        sender = self.random.choice(self.hosts)
        sources = of_version(sender.addresses, version)
        receiver, destinations = self._receiver(version)
        destinations = [each for each in destinations if each not in sender.addresses and not self._is_unmanned(each)]
        if not sources or not destinations:
            return None
        end: Row = {"eni": sender.id}
        if len(sender.addresses) > 1 and self.random.random() < 0.5:
            end["ip"] = self.random.choice(sources)
        destination = self.random.choice(destinations)
        to: Row = {"ip": destination}
        if destination in self.outside and self.random.random() < 0.5:
            to["internet"] = True
        if destination.startswith("192.168.") and self.random.random() < 0.5:
            to = {"on-premises": destination}
        return {"from": end, "to": to} | self._traffic(receiver, destination)

    def _is_unmanned(self, address: str) -> bool:
        """Whether an address is behind a VPN connection, where anybody may be, and no host here stands for it."""
        host = ipaddress.ip_address(address)
        return address not in self.sites and any(host in prefix for prefix in self.prefixes)

    def _receiver(self, version: int) -> tuple[Interface | None, list[str]]:
        """Somebody to send to, with the addresses that may be meant."""
        choice = self.random.random()
        if choice < 0.55:
            receiver = self.random.choice(self.hosts)
            return receiver, of_version(receiver.addresses, version)
        if choice < 0.75:
            receiver = self.random.choice(list(self.estate.interfaces.values()))
            return receiver, of_version(list(receiver.public.values()), version)
        if choice < 0.84:
            return None, of_version(self.outside, version)
        if choice < 0.93:
            return None, of_version(self.sites, version)
        return None, of_version(self._nobody(), version)

    def _nobody(self) -> list[str]:
        """Addresses that no host has: a NAT gateway's, one of a subnet that is free, one of no VPC."""
        gateways = [each for each in self.estate.interfaces.values() if each.kind == "nat_gateway"]
        subnet = self.random.choice(list(self.estate.subnets.values()))
        free = str(subnet.cidrs[0][13 if subnet.cidrs[0].prefixlen >= 28 else 99])
        return [address for each in gateways for address in each.addresses] + [free, "10.9.9.9", "100.64.200.1"]

    def _from_outside(self, version: int) -> Row | None:
        if self.sites and self.random.random() < 0.5:
            return self._from_site()
        hosts = of_version(self.outside, version)
        receiver = self.random.choice(list(self.estate.interfaces.values()))
        destinations = of_version(list(receiver.public.values()) if version == 4 else receiver.addresses, version)
        if not hosts or not destinations:
            return None
        destination = self.random.choice(destinations)
        end: Row = {"internet": True, "ip": self.random.choice(hosts)}
        return {"from": end, "to": {"ip": destination}} | self._traffic(receiver, destination)

    def _from_site(self) -> Row | None:
        # An address that other networks have too would not say which host is meant.
        hosts = [each for each in self.sites if each.startswith("192.168.")]
        receiver = self.random.choice(list(self.estate.interfaces.values()))
        destination = self.random.choice(of_version(receiver.addresses, 4) + list(receiver.public.values()) + self._nobody())
        end: Row = {"on-premises": self.random.choice(hosts)}
        return {"from": end, "to": {"ip": destination}} | self._traffic(receiver, destination)

    def _traffic(self, receiver: Interface | None, destination: str) -> Row:
        """A protocol and a port, often ones that a rule of the receiver names."""
        protocol = self.random.choice(("tcp", "tcp", "tcp", "udp", "udp", "icmp"))
        port = self.random.choice(TCP_PORTS if protocol == "tcp" else UDP_PORTS)
        rules = [
            row
            for group in (receiver.groups if receiver else [])
            for row in self.estate.rows["SecurityGroups"][group]["IpPermissions"]
        ]
        if rules and self.random.random() < 0.6:
            row = self.random.choice(rules)
            if row["IpProtocol"] in ("icmp", "icmpv6"):
                protocol = "icmp"
            elif row["IpProtocol"] in ("tcp", "udp"):
                protocol = row["IpProtocol"]
                known = TCP_PORTS if protocol == "tcp" else UDP_PORTS
                port = self.random.choice([each for each in known if row["FromPort"] <= each <= row["ToPort"]] or known)
        if protocol == "icmp":
            name, kind = ("icmp", 8) if "." in destination else ("icmpv6", 128)
            return {"protocol": name, "type": kind, "code": 0}
        traffic: Row = {"protocol": protocol, "port": port}
        if self.random.random() < 0.15:
            traffic["source-port"] = self.random.choice((1022, 1500, 2001, 33000, 49151, 50000, 65535))
        return traffic


def of_version(addresses: list[str], version: int) -> list[str]:
    """The addresses of one family."""
    return [each for each in addresses if ipaddress.ip_address(each).version == version]


# Of three probes of a run, so many have each verdict, as far as the estate has them.
SHARES = ("isolated", "connects", "connects", "isolated", "one-way", "isolated")


def spread(lines: list[Row], answers: list[Row], count: int) -> list[int]:
    """Which probes to keep of many: the verdicts in shares, and within a verdict in turn one of each kind.

    The kind is what decided and what was passed, so that rare ones are not crowded out.
    """
    kinds: dict[str, dict[str, list[int]]] = {}
    for index, (line, answer) in enumerate(zip(lines, answers)):
        code = (answer.get("decided-by") or {}).get("code") or ""
        passed = sorted({hop["kind"] for hop in answer.get("hops", [])})
        kind = json.dumps([code, line["protocol"], passed])
        kinds.setdefault(answer.get("verdict", ""), {}).setdefault(kind, []).append(index)
    waiting = {verdict: _in_turn(list(queues.values())) for verdict, queues in kinds.items()}
    order = itertools.cycle((*SHARES, *sorted(set(waiting) - set(SHARES))))
    kept: list[int] = []
    while len(kept) < count and any(waiting.values()):
        queue = waiting.get(next(order))
        if queue:
            kept.append(queue.pop(0))
    return sorted(kept)


def _in_turn(queues: list[list[int]]) -> list[int]:
    """The first of each queue, then the second of each, and so on."""
    return [index for row in itertools.zip_longest(*queues) for index in row if index is not None]


class Ports:
    """Source ports, so that no two packets in flight look like one conversation."""

    def __init__(self, classes: list[tuple[int, int]]) -> None:
        self.classes = classes
        self._used: dict[tuple[str, int], int] = {}

    def next(self, host: str, index: int) -> int:
        """A port of a class that this host has not used lately."""
        first, last = self.classes[index]
        while True:
            number = self._used.get((host, index), 0)
            self._used[host, index] = number + 1
            port = first + number % (last - first + 1)
            if port not in TCP_PORTS and port not in UDP_PORTS or first == last:
                return port


def attempts(question: Question, ports: Ports, choices: list[tuple[int, int]] | None = None) -> list[Attempt]:
    """The packets that stand for a probe: one from each address and each class of source ports.

    Without `choices`, a NAT gateway gives a port of the class that the client's own is in.
    """
    found = []

    def add(source: str, port: int, choice: tuple[int, int]) -> None:
        found.append(Attempt(question.host, source, question.destination, question.protocol, question.port, port, choice))

    for source in question.sources:
        if question.protocol == "icmp":
            add(source, ports.next(question.host, 0), (0, 0))
        elif question.source_port is not None:
            for choice in choices or [(0, 0)]:
                add(source, question.source_port, choice)
        else:
            for index in range(len(ports.classes)):
                for choice in choices or [(index, index)]:
                    add(source, ports.next(question.host, index), choice)
    return found
