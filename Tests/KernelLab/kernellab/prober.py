"""Sends packets in the namespaces of a realisation and watches which arrive and which are answered.

One process does it all: a socket belongs to the namespace in which it was made, whoever uses it. Every host listens;
what is sent carries the number of the attempt, so that an arrival is known whatever was rewritten on the way:

TCP   `connect`; the number is the initial sequence number. Arrived: the SYN is at a raw socket of some host, behind
      its filters. Answered: the handshake is complete.
UDP   a datagram with the number in it; a host sends back what it gets. Arrived: a host got it. Answered: it came back.
ICMP  an echo request with the number in it, which the kernel of the host answers. Arrived and answered likewise.
"""

from __future__ import annotations

import contextlib
import errno
import select
import socket
import struct
import time
from dataclasses import dataclass

from .namespaces import NETLINK_NETFILTER, TCP_REPAIR
from .realise import Host, Realisation

TCP_PORTS = (22, 80, 443, 1433, 5432, 8443)
UDP_PORTS = (53, 123, 514, 5353)
# The first word of what is sent, and of what a host sends back.
MAGIC, ANSWER = 0x4B4C4142, 0x4B4C4143

TCP_REPAIR_QUEUE, TCP_QUEUE_SEQ, TCP_SEND_QUEUE = 20, 21, 2
IPV6_TCLASS = 67
NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_DELETE = 1, 2

# When nothing has happened for so long, nothing more will.
QUIET_SECONDS = 0.25


@dataclass
class Attempt:
    """One packet of a probe, with the choices that are nobody's rule: source address and port, new ports at NAT gateways."""

    host: str
    source: str
    destination: str
    protocol: str
    port: int
    source_port: int
    # The range of source ports at a private NAT gateway and at a public one.
    choices: tuple[int, int] = (0, 0)
    number: int = 0
    arrived_at: str | None = None
    answered: bool = False

    @property
    def conversation(self) -> tuple[str, str, str, str, int, int]:
        """What connection tracking tells conversations apart by, and the host."""
        return self.host, self.source, self.destination, self.protocol, self.port, self.source_port


@dataclass
class _Watch:
    """What a socket is for."""

    kind: str
    host: str
    socket: socket.socket
    attempt: Attempt | None = None


class Prober:
    """The sockets of all hosts."""

    def __init__(self, realisation: Realisation) -> None:
        self.realisation = realisation
        self.poll = select.epoll()
        self.watches: dict[int, _Watch] = {}
        self.echo: dict[tuple[str, str], socket.socket] = {}
        self.pending: dict[int, Attempt] = {}
        self.next_number = 1
        for host in realisation.hosts.values():
            with host.namespace.entered():
                self._listen(host)

    def close(self) -> None:
        """Closes all sockets, so that nothing holds the namespaces."""
        for watch in self.watches.values():
            watch.socket.close()
        self.watches.clear()
        self.poll.close()

    # Listening

    def _listen(self, host: Host) -> None:
        families = {family_of(address) for address in host.addresses}
        for family in families:
            for port in TCP_PORTS:
                server = self._socket(family, socket.SOCK_STREAM, 0)
                server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                server.bind(("::" if family == socket.AF_INET6 else "0.0.0.0", port))
                server.listen(1024)
                self._watch(_Watch("accept", host.id, server), select.EPOLLIN)
            raw = self._socket(family, socket.SOCK_RAW, socket.IPPROTO_TCP)
            self._watch(_Watch("syn", host.id, raw), select.EPOLLIN)
        for address in host.addresses:
            family = family_of(address)
            for port in UDP_PORTS:
                server = self._socket(family, socket.SOCK_DGRAM, 0)
                server.bind((address, port))
                self._watch(_Watch("serve", host.id, server), select.EPOLLIN)
            protocol = socket.IPPROTO_ICMPV6 if family == socket.AF_INET6 else socket.IPPROTO_ICMP
            raw = self._socket(family, socket.SOCK_RAW, protocol)
            raw.bind((address, 0))
            self.echo[address, host.id] = raw
            self._watch(_Watch("echo", host.id, raw), select.EPOLLIN)

    def _socket(self, family: int, kind: int, protocol: int) -> socket.socket:
        made = socket.socket(family, kind | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC, protocol)
        if family == socket.AF_INET6 and kind != socket.SOCK_RAW:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        return made

    def _watch(self, watch: _Watch, events: int) -> None:
        self.watches[watch.socket.fileno()] = watch
        self.poll.register(watch.socket.fileno(), events)

    def _forget(self, watch: _Watch) -> None:
        self.poll.unregister(watch.socket.fileno())
        del self.watches[watch.socket.fileno()]
        watch.socket.close()

    # Sending

    def run(self, attempts: list[Attempt], quiet: float = QUIET_SECONDS) -> None:
        """Sends all attempts at once and waits until nothing more happens; fills in what became of them."""
        self._forget_connections()
        self.pending = {}
        for attempt in attempts:
            attempt.number = self.next_number
            attempt.arrived_at, attempt.answered = None, False
            self.next_number += 1
            self.pending[attempt.number] = attempt
        by_host: dict[str, list[Attempt]] = {}
        for attempt in attempts:
            by_host.setdefault(attempt.host, []).append(attempt)
        for host, own in by_host.items():
            with self.realisation.hosts[host].namespace.entered():
                for attempt in own:
                    self._send(attempt)
            self._drain(0)
        last = time.monotonic()
        while time.monotonic() - last < quiet:
            if self._drain(quiet / 5):
                last = time.monotonic()
        for watch in [watch for watch in self.watches.values() if watch.attempt is not None or watch.kind == "accepted"]:
            self._forget(watch)
        self.pending = {}

    def _send(self, attempt: Attempt) -> None:
        family = family_of(attempt.destination)
        service = (attempt.choices[0] | attempt.choices[1] << 3) << 2
        if attempt.protocol == "icmp":
            self._echo(attempt, family, service)
            return
        kind = socket.SOCK_STREAM if attempt.protocol == "tcp" else socket.SOCK_DGRAM
        client = self._socket(family, kind, 0)
        set_service(client, family, service)
        if attempt.protocol == "tcp":
            client.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            client.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR_QUEUE, TCP_SEND_QUEUE)
            client.setsockopt(socket.IPPROTO_TCP, TCP_QUEUE_SEQ, MAGIC & 0x7F000000 | attempt.number)
            client.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, -1)
        # Only now: the end of the repair mode clears it.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        client.bind((attempt.source, attempt.source_port))
        if attempt.protocol == "udp":
            self._watch(_Watch("answer", attempt.host, client, attempt), select.EPOLLIN)
            # Connected: an answer from another address is none. A filter of the host itself may say no at once.
            with contextlib.suppress(OSError):
                client.connect((attempt.destination, attempt.port))
                client.send(struct.pack("!II", MAGIC, attempt.number))
            return
        # Closed with a reset: nothing of the connection stays behind.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        result = client.connect_ex((attempt.destination, attempt.port))
        if result in (0, errno.EINPROGRESS):
            self._watch(_Watch("connect", attempt.host, client, attempt), select.EPOLLOUT)
        else:
            client.close()

    def _echo(self, attempt: Attempt, family: int, service: int) -> None:
        client = self.echo[attempt.source, attempt.host]
        set_service(client, family, service)
        payload = struct.pack("!II", MAGIC, attempt.number)
        kind = 8 if family == socket.AF_INET else 128
        message = struct.pack("!BBHHH", kind, 0, 0, attempt.source_port & 0xFFFF, 1) + payload
        if family == socket.AF_INET:
            message = struct.pack("!BBHHH", kind, 0, checksum(message), attempt.source_port & 0xFFFF, 1) + payload
        with contextlib.suppress(OSError):
            client.sendto(message, (attempt.destination, 0))

    def _forget_connections(self) -> None:
        """Empties the connection tracking of every namespace made here: no attempt is an answer to an older one."""
        kind = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_DELETE
        message = struct.pack("=IHHIIBBH", 20, kind, 1, 1, 0, socket.AF_UNSPEC, 0, 0)
        for namespace in self.realisation.tracking:
            with namespace.entered():
                with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, NETLINK_NETFILTER) as link:
                    link.send(message)

    # Watching

    def _drain(self, timeout: float) -> bool:
        """Handles what has happened; says whether anything has."""
        events = self.poll.poll(timeout)
        for file, _ in events:
            watch = self.watches.get(file)
            if watch is not None:
                getattr(self, f"_on_{watch.kind}")(watch)
        return bool(events)

    def _arrived(self, number: int, host: str) -> None:
        attempt = self.pending.get(number)
        if attempt is not None:
            attempt.arrived_at = host

    def _on_accept(self, watch: _Watch) -> None:
        with contextlib.suppress(BlockingIOError, ConnectionError):
            while True:
                accepted, _ = watch.socket.accept()
                accepted.close()

    def _on_syn(self, watch: _Watch) -> None:
        for packet, _ in received(watch.socket):
            segment = packet[(packet[0] & 15) * 4 :] if watch.socket.family == socket.AF_INET else packet
            flags, sequence = segment[13], struct.unpack("!I", segment[4:8])[0]
            if flags & 0x12 == 0x02 and sequence & 0x7F000000 == MAGIC & 0x7F000000:
                self._arrived(sequence & 0x00FFFFFF, watch.host)

    def _on_serve(self, watch: _Watch) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                data, client = watch.socket.recvfrom(2048)
                magic, number = struct.unpack("!II", data[:8])
                if magic == MAGIC:
                    self._arrived(number, watch.host)
                    with contextlib.suppress(OSError):
                        watch.socket.sendto(struct.pack("!II", ANSWER, number), client)

    def _on_answer(self, watch: _Watch) -> None:
        for data, _ in received(watch.socket):
            magic, number = struct.unpack("!II", data[:8])
            if watch.attempt is not None and magic == ANSWER and number == watch.attempt.number:
                watch.attempt.answered = True

    def _on_connect(self, watch: _Watch) -> None:
        if watch.attempt is not None and watch.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
            watch.attempt.answered = True
        self._forget(watch)

    def _on_echo(self, watch: _Watch) -> None:
        for packet, sender in received(watch.socket):
            message = packet[(packet[0] & 15) * 4 :] if watch.socket.family == socket.AF_INET else packet
            if len(message) < 16:
                continue
            magic, number = struct.unpack("!II", message[8:16])
            if magic != MAGIC:
                continue
            if message[0] in (8, 128):
                self._arrived(number, watch.host)
            elif message[0] in (0, 129):
                attempt = self.pending.get(number)
                if attempt is not None and attempt.host == watch.host and attempt.destination == sender:
                    attempt.answered = True


def received(source: socket.socket) -> list[tuple[bytes, str]]:
    """All datagrams that wait at a socket, each with its sender's address."""
    found = []
    while True:
        try:
            data, sender = source.recvfrom(2048)
            found.append((data, sender[0]))
        except BlockingIOError:
            return found
        except OSError:
            continue  # what an ICMP error left at the socket


def family_of(address: str) -> int:
    """The family of an address."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def set_service(made: socket.socket, family: int, service: int) -> None:
    """Sets the class of service, which carries the sender's choices for the NAT gateways."""
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, IPV6_TCLASS, service)
    else:
        made.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, service)


def checksum(data: bytes) -> int:
    """The internet checksum (RFC 1071)."""
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
