"""Breaks one rule of a snapshot: the audit is told the broken one, the kernel runs the whole one.

A comparison that cannot fail proves nothing. Here it has to.
"""

from __future__ import annotations

import copy
import random

from .compare import Lab, Outcome, ask
from .estate import Row, Snapshot

# So many changes are tried until one changes an answer.
TRIES = 30


def _records(snapshot: Snapshot, key: str) -> list[Row]:
    return [row for members in snapshot.values() for row in members.get(key, [])]


def _routes(snapshot: Snapshot) -> list[tuple[Row, Row]]:
    tables = _records(snapshot, "RouteTables")
    return [(table, row) for table in tables for row in table["Routes"] if row.get("GatewayId") != "local"]


def _break(snapshot: Snapshot, generator: random.Random) -> str | None:
    """Changes one thing in place and says what; `None` when there is no such thing."""
    kind = generator.choice(
        ("rule removed", "rule added", "entry turned", "route lost", "route dropped", "peering deleted", "transit", "address")
    )
    groups = _records(snapshot, "SecurityGroups")
    if kind == "rule removed":
        group = generator.choice(groups)
        direction = generator.choice(("IpPermissions", "IpPermissions", "IpPermissionsEgress"))
        if group[direction]:
            group[direction].pop(generator.randrange(len(group[direction])))
            return f"{group['GroupId']}: a rule of {direction} removed"
    elif kind == "rule added":
        group = generator.choice(groups)
        row: Row = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        group["IpPermissions"].append(row | {"Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": []})
        return f"{group['GroupId']}: all traffic admitted"
    elif kind == "entry turned":
        acl = generator.choice(_records(snapshot, "NetworkAcls"))
        entry = generator.choice(acl["Entries"])
        entry["RuleAction"] = "deny" if entry["RuleAction"] == "allow" else "allow"
        return f"{acl['NetworkAclId']}: entry {entry['RuleNumber']} turned into {entry['RuleAction']}"
    elif kind in ("route lost", "route dropped") and _routes(snapshot):
        table, row = generator.choice(_routes(snapshot))
        text = row.get("DestinationCidrBlock") or row.get("DestinationIpv6CidrBlock") or row.get("DestinationPrefixListId")
        if kind == "route lost":
            table["Routes"].remove(row)
        else:
            row["State"] = "blackhole" if row["State"] == "active" else "active"
        return f"{table['RouteTableId']}: {kind} to {text}"
    elif kind == "peering deleted":
        ids = sorted({row["VpcPeeringConnectionId"] for row in _records(snapshot, "VpcPeeringConnections")})
        if ids:
            chosen = generator.choice(ids)
            for row in _records(snapshot, "VpcPeeringConnections"):
                if row["VpcPeeringConnectionId"] == chosen:
                    row["Status"]["Code"] = "deleted"
            return f"{chosen}: deleted"
    elif kind == "transit":
        found = _records(snapshot, "TransitGatewayRoutes") + _records(snapshot, "TransitGatewayStaticRoutes")
        tables = [row for row in found if row["Routes"]]
        if tables:
            table = generator.choice(tables)
            row = table["Routes"].pop(generator.randrange(len(table["Routes"])))
            return f"{table['TransitGatewayRouteTableId']}: route to {row['DestinationCidrBlock']} removed"
    elif kind == "address":
        owners = [row for row in _records(snapshot, "NetworkInterfaces") if "Association" in row["PrivateIpAddresses"][0]]
        if owners:
            owner = generator.choice(owners)
            public = owner["PrivateIpAddresses"][0].pop("Association")["PublicIp"]
            for members in snapshot.values():
                members["Addresses"] = [row for row in members["Addresses"] if row["PublicIp"] != public]
            return f"{owner['NetworkInterfaceId']}: {public} taken away"
    return None


def compare_broken(lab: Lab, lines: list[Row], seed: int) -> Outcome | None:
    """Compares the whole estate in the kernel with the audit of a broken one.

    `None` when no change that was tried changes an answer. The disagreements must be the changed answers, all of them
    and no others.
    """
    generator = random.Random(f"mutation {seed}")
    sound = ask(lab.audit_cli, lab.snapshot, lines)
    for _ in range(TRIES):
        broken = copy.deepcopy(lab.snapshot)
        done = _break(broken, generator)
        if done is None:
            continue
        answers = ask(lab.audit_cli, broken, lines)
        changed = [one["id"] for one, other in zip(sound, answers) if one["verdict"] != other["verdict"]]
        if changed:
            outcome = lab.compare(lines, answers)
            outcome.mutation, outcome.changed = done, changed
            return outcome
    return None
