"""Network namespaces that this process makes, and that go when it ends.

A namespace here has no name: nothing but open files of this process holds it, so the kernel removes it with everything
in it when the process ends, however it ends. Nothing is written outside of the namespaces made here.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
from typing import Iterator

CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
PR_SET_PDEATHSIG = 1
TCP_REPAIR, NETLINK_NETFILTER = 19, 12
MS_BIND = 0x1000
MNT_DETACH = 0x2
RUN_DIRECTORY = "/run/netns"
KEPT_PREFIX = "kernellab-"

_libc = ctypes.CDLL(None, use_errno=True)
_home = -1


class LabError(Exception):
    """The lab itself cannot go on; says nothing about the audit."""


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _home_namespace() -> int:
    """The namespace this process was started in, opened once."""
    global _home
    if _home < 0:
        _home = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    return _home


class Namespace:
    """One network namespace, with what is still to be configured in it."""

    def __init__(self, label: str, forwards: bool = False) -> None:
        self.label = label
        home = _home_namespace()
        _call("unshare", CLONE_NEWNET)
        try:
            self.file = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
            self._settings(forwards)
        finally:
            _call("setns", home, CLONE_NEWNET)
        self._links: list[str] = []
        self._configuration: list[str] = ["link set lo up"]
        self._rules: list[str] = []

    @property
    def path(self) -> str:
        """Where other processes find the namespace while this one runs."""
        return f"/proc/{os.getpid()}/fd/{self.file}"

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Runs a block inside the namespace: its sockets, and the programs that it starts, belong to the namespace."""
        _call("setns", self.file, CLONE_NEWNET)
        try:
            yield
        finally:
            _call("setns", _home_namespace(), CLONE_NEWNET)

    def _settings(self, forwards: bool) -> None:
        """The kernel's settings of a namespace that was just entered for the first time."""
        settings = {
            "net/ipv4/ip_forward": "1" if forwards else "0",
            "net/ipv6/conf/all/forwarding": "1" if forwards else "0",
            # Answers may come another way than questions went: AWS does not check that, nor may the kernel.
            "net/ipv4/conf/all/rp_filter": "0",
            "net/ipv4/conf/default/rp_filter": "0",
            "net/ipv4/conf/all/send_redirects": "0",
            "net/ipv4/conf/default/send_redirects": "0",
            "net/ipv6/conf/default/accept_dad": "0",
            "net/ipv6/conf/default/dad_transmits": "0",
            "net/ipv6/conf/default/accept_ra": "0",
            "net/ipv6/conf/default/router_solicitations": "0",
            # The bits of explicit congestion notification mark the way that a packet took.
            "net/ipv4/tcp_ecn": "0",
            # What stays inside a subnet passes no network ACL.
            "net/bridge/bridge-nf-call-iptables": "0",
            "net/bridge/bridge-nf-call-ip6tables": "0",
        }
        for name, value in settings.items():
            path = f"/proc/sys/{name}"
            if name.startswith("net/bridge/") and not os.path.exists(path):
                continue  # a kernel that never shows bridged packets to the filters of routed ones
            with open(path, "w", encoding="ascii") as file:
                file.write(value)

    # Configuration is gathered and applied in two steps: first all links, then all that needs them.

    def link(self, name: str, other: "Namespace", other_name: str) -> None:
        """A cable from here to another namespace."""
        self._links.append(f"link add {name} type veth peer name {other_name} netns {other.path}")
        self._configuration.append(f"link set {name} up")
        other._configuration.append(f"link set {other_name} up")

    def bridge(self, name: str) -> None:
        """A switch inside the namespace."""
        self._links.append(f"link add {name} type bridge stp_state 0 mcast_snooping 0 forward_delay 0")
        self._configuration.append(f"link set {name} up")

    def ip(self, *lines: str) -> None:
        """Lines for `ip -batch`, run after all links exist; one that starts with `-6` is for IPv6."""
        self._configuration.extend(lines)

    def nft(self, text: str) -> None:
        """A part of the ruleset."""
        self._rules.append(text)

    def make_links(self) -> None:
        """The first step."""
        if self._links:
            self._run(["ip", "-batch", "-"], self._links)

    def configure(self) -> None:
        """The second step; the filters are there before the first packet is sent."""
        if self._rules:
            self._run(["nft", "-f", "-"], self._rules)
        self._run(["ip", "-batch", "-"], [line for line in self._configuration if not line.startswith("-6 ")])
        second = [line.removeprefix("-6 ") for line in self._configuration if line.startswith("-6 ")]
        if second:
            self._run(["ip", "-6", "-batch", "-"], second)

    def _run(self, command: list[str], lines: list[str]) -> None:
        text = "\n".join(lines) + "\n"
        with self.entered():
            result = subprocess.run(command, input=text, capture_output=True, text=True)
        if result.returncode != 0 or result.stderr.strip():
            raise LabError(f"{self.label}: {' '.join(command)} failed: {result.stderr.strip()}\n{text}")

    def has_tentative_addresses(self) -> bool:
        """Whether an IPv6 address is not usable yet."""
        with self.entered(), open("/proc/thread-self/net/if_inet6", encoding="ascii") as file:
            return any(int(line.split()[4], 16) & 0x40 for line in file)

    def keep(self, name: str) -> str:
        """Gives the namespace a name that outlives the process, for a look with `ip netns exec`."""
        os.makedirs(RUN_DIRECTORY, exist_ok=True)
        path = f"{RUN_DIRECTORY}/{KEPT_PREFIX}{name}"
        with open(path, "x", encoding="ascii"):
            pass
        _call("mount", self.path.encode(), path.encode(), b"none", MS_BIND, None)
        return f"{KEPT_PREFIX}{name}"

    def close(self) -> None:
        """Lets the kernel remove the namespace, unless it was kept."""
        if self.file >= 0:
            os.close(self.file)
            self.file = -1


def remove_kept() -> list[str]:
    """Removes the namespaces that `--keep` left, and no others."""
    removed = []
    if os.path.isdir(RUN_DIRECTORY):
        for name in sorted(os.listdir(RUN_DIRECTORY)):
            if name.startswith(KEPT_PREFIX):
                path = f"{RUN_DIRECTORY}/{name}"
                with contextlib.suppress(OSError):
                    _call("umount2", path.encode(), MNT_DETACH)
                os.unlink(path)
                removed.append(name)
    return removed


def become_root() -> None:
    """Without root's rights: a user namespace, where one may be root over what is made in it."""
    if os.geteuid() == 0:
        return
    user, group = os.geteuid(), os.getegid()
    with contextlib.suppress(OSError):
        # With a network namespace of its own, for nobody may come back to one that belongs to another user.
        _call("unshare", CLONE_NEWUSER | CLONE_NEWNET)
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(text)


def end_with_parent() -> None:
    """Ends this process when the one that started it ends, so that no namespace outlives a run."""
    _call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL)


def why_not() -> str | None:
    """The reason why the lab cannot run on this machine; `None` when it can."""
    if not sys.platform.startswith("linux"):
        return "it needs Linux"
    for tool in ("ip", "nft"):
        if shutil.which(tool) is None:
            return f"there is no '{tool}' here (Debian's packages iproute2 and nftables)"
    try:
        here, there = Namespace("trial", forwards=True), Namespace("trial")
    except OSError as error:
        return f"network namespaces are not allowed here: {error}"
    try:
        here.bridge("s0")
        here.link("cable", there, "e0")
        here.ip("link set cable master s0", "rule add pref 100 iif s0 lookup 1000", "route add throw 10.0.0.0/8 table 1000")
        here.nft(TRIAL)
        here.make_links()
        here.configure()
        with here.entered():
            # Initial sequence numbers of one's own choice, raw sockets, and the connection tracking's own socket.
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as client:
                client.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP).close()
            socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER).close()
    except (LabError, OSError) as error:
        return f"this kernel lacks something that the lab needs: {str(error).splitlines()[0]}"
    finally:
        here.close()
        there.close()
    return None


# What the realisation asks of nft, in small.
TRIAL = """
table inet trial {
  chain answers { type filter hook input priority 0; policy drop; ct state established accept; }
  chain marks { type filter hook forward priority 0; policy drop; ip ecn { not-ect, ce } ip ecn set ect1 accept; }
  chain source { type nat hook postrouting priority srcnat; ip dscp { 1, 2 } meta l4proto tcp snat ip to 10.0.0.2:1024-2000; }
  chain rewrite { type filter hook prerouting priority raw; ip daddr set ip daddr map { 10.0.0.1 : 10.0.0.2 }; }
}
"""
