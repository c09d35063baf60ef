"""One estate: what the audit says, what the kernel does, and where they differ."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .estate import Estate, Row, Snapshot, write
from .namespaces import LabError
from .prober import QUIET_SECONDS, Attempt, Prober
from .questions import Ports, Question, Questioner, attempts, read, spread
from .realise import Realisation

STRENGTH = ("isolated", "one-way", "connects")
# So many packets at a time; the waiting queues of the kernel are short.
BATCH = 300
# How long a probe that differs is waited for when it is sent again.
PATIENT_SECONDS = 0.8
# So many candidates are drawn for each probe that is sent.
CANDIDATES = 5

# A verdict, and the hosts where packets arrived.
Finding = tuple[str, list[str]]


@dataclass
class Outcome:
    """What became of one estate."""

    name: str
    probes: int = 0
    packets: int = 0
    seconds: float = 0
    repeated: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    protocols: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    disagreements: list[Row] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    # When a rule was broken on purpose: which, and the probes that the audit then answers in another way.
    mutation: str = ""
    changed: list[str] = field(default_factory=list)


def ask(audit_cli: str, snapshot: Snapshot, lines: list[Row]) -> list[Row]:
    """The audit's answers, in the order of the probes."""
    with tempfile.TemporaryDirectory(prefix="kernellab-") as directory:
        write(snapshot, directory)
        command = [audit_cli, "reach", "--snapshot", directory, "--probes", "-"]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        try:
            result = subprocess.run(command, input=text, capture_output=True, text=True)
        except OSError as error:
            raise LabError(f"{audit_cli}: {error.strerror}") from error
    if result.returncode != 0:
        raise LabError(f"{' '.join(command)} ended with {result.returncode}: {result.stderr.strip()[:2000]}")
    answers = [json.loads(answer) for answer in result.stdout.splitlines()]
    if [answer["id"] for answer in answers] != [line["id"] for line in lines]:
        raise LabError("the audit did not answer each probe once and in order")
    return answers


class Measurement:
    """Sends probes through the kernel."""

    def __init__(self, realisation: Realisation) -> None:
        self.realisation = realisation
        self.prober = Prober(realisation)
        self.ports = Ports(realisation.classes)
        self.packets = 0

    def close(self) -> None:
        self.prober.close()

    def findings(self, questions: list[Question]) -> dict[str, Finding]:
        """For each probe by its id what became of it."""
        plan = {question.id: attempts(question, self.ports) for question in questions}
        self._send([attempt for own in plan.values() for attempt in own])
        more = {
            question.id: attempts(question, self.ports, self._choices())
            for question in questions
            if self._hangs_on_choices(question, plan[question.id])
        }
        self._send([attempt for own in more.values() for attempt in own])
        return {name: finding(own + more.get(name, [])) for name, own in plan.items()}

    def alone(self, question: Question) -> Finding:
        """One probe again, with patience and nothing beside it; the stronger of two tries."""
        best: Finding = ("isolated", [])
        for _ in (1, 2):
            own = attempts(question, self.ports)
            self._send(own, PATIENT_SECONDS)
            if self._hangs_on_choices(question, own):
                own += attempts(question, self.ports, self._choices())
                self._send(own, PATIENT_SECONDS)
            best = max(best, finding(own), key=lambda each: STRENGTH.index(each[0]))
        return best

    def _hangs_on_choices(self, question: Question, own: list[Attempt]) -> bool:
        """Whether the answers may hang on the ports that NAT gateways chose: then all choices are tried."""
        rewrites = self.realisation.rewrites_ports and len(self.realisation.classes) > 1
        return rewrites and question.protocol != "icmp" and finding(own)[0] == "one-way"

    def _choices(self) -> list[tuple[int, int]]:
        """The ranges that a private and a public NAT gateway may choose from."""
        count = range(len(self.realisation.classes))
        if self.realisation.rewrites_twice:
            return [(one, other) for one in count for other in count]
        return [(one, one) for one in count]

    def _send(self, own: list[Attempt], quiet: float = QUIET_SECONDS) -> None:
        """Sends in rounds, in none of which two packets are of one conversation."""
        self.packets += len(own)
        rounds: list[dict[tuple[str, str, str, str, int, int], Attempt]] = []
        for attempt in own:
            key = attempt.conversation
            for round_ in rounds:
                if key not in round_ and len(round_) < BATCH:
                    round_[key] = attempt
                    break
            else:
                rounds.append({key: attempt})
        for round_ in rounds:
            self.prober.run(list(round_.values()), quiet)


def finding(own: list[Attempt]) -> Finding:
    """The strongest that any packet of a probe shows."""
    arrived = sorted({attempt.arrived_at for attempt in own if attempt.arrived_at})
    if any(attempt.answered for attempt in own):
        return "connects", arrived
    return ("one-way" if arrived else "isolated"), arrived


class Lab:
    """One estate in the kernel, and the audit beside it."""

    def __init__(self, snapshot: Snapshot, audit_cli: str, name: str) -> None:
        self.started = time.monotonic()
        self.snapshot = snapshot
        self.audit_cli = audit_cli
        self.name = name
        self.estate = Estate(snapshot)
        self.realisation = Realisation(self.estate)

    def __enter__(self) -> "Lab":
        return self

    def __exit__(self, *_: object) -> None:
        self.realisation.close()

    def draw(self, count: int, seed: int) -> list[Row]:
        """Probes for the estate."""
        lines = Questioner(self.estate, self.realisation, seed).draw(count * CANDIDATES)
        kept = spread(lines, ask(self.audit_cli, self.snapshot, lines), count)
        return [lines[index] for index in kept]

    def compare(self, lines: list[Row], answers: list[Row] | None = None) -> Outcome:
        """Sends the probes and compares with the audit's answers, by default those for the same estate."""
        outcome = Outcome(self.name, probes=len(lines), elements=elements(self.estate))
        questions = [read(line, self.realisation) for line in lines]
        if answers is None:
            answers = ask(self.audit_cli, self.snapshot, lines)
        measurement = Measurement(self.realisation)
        try:
            findings = measurement.findings(questions)
            for question, answer in zip(questions, answers):
                self._judge(question, answer, findings[question.id], measurement, outcome)
            outcome.packets = measurement.packets
        finally:
            measurement.close()
        outcome.seconds = round(time.monotonic() - self.started, 2)
        return outcome

    def _judge(
        self, question: Question, answer: Row, found: Finding, measurement: Measurement, outcome: Outcome
    ) -> None:
        said = answer.get("verdict", "error")
        if said != found[0]:
            outcome.repeated += 1
            found = measurement.alone(question)
        outcome.verdicts[found[0]] += 1
        outcome.protocols[question.line["protocol"]] += 1
        outcome.codes[(answer.get("decided-by") or {}).get("code") or "connects"] += 1
        if said != found[0]:
            outcome.disagreements.append(
                {"probe": question.line, "audit": answer, "kernel": {"verdict": found[0], "arrived-at": found[1]}}
            )

    def keep(self) -> list[str]:
        """Names the namespaces, so that they outlive the process."""
        return [
            namespace.keep(f"{os.getpid()}-{number}-{namespace.label.replace(' ', '-').replace(':', '.')}")
            for number, namespace in enumerate(self.realisation.namespaces)
        ]


def elements(estate: Estate) -> Counter[str]:
    """What an estate is made of, for the counts of a run."""
    found: Counter[str] = Counter({key: len(rows) for key, rows in estate.rows.items() if rows})
    targets = ("GatewayId", "NatGatewayId", "TransitGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId")
    for table in estate.rows["RouteTables"].values():
        for row in table["Routes"]:
            found["routes: blackhole"] += row["State"] == "blackhole"
            for key in targets:
                found[f"routes: {key}"] += bool(row.get(key)) and row.get(key) != "local"
    for group in estate.rows["SecurityGroups"].values():
        for row in group["IpPermissions"] + group["IpPermissionsEgress"]:
            found["rules by group"] += len(row["UserIdGroupPairs"])
            found["rules by address"] += len(row["IpRanges"]) + len(row["Ipv6Ranges"]) + len(row["PrefixListIds"])
    for acl in estate.rows["NetworkAcls"].values():
        found["network ACL entries"] += len(acl["Entries"])
    found["public addresses"] = sum(len(interface.public) for interface in estate.interfaces.values())
    found["IPv6 addresses"] = sum(":" in address for interface in estate.interfaces.values() for address in interface.addresses)
    return found


def summary(outcomes: list[Outcome]) -> dict[str, Any]:
    """The sums of a run."""

    def total(name: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for outcome in outcomes:
            counts += getattr(outcome, name)
        return dict(sorted(counts.items()))

    return {
        "estates": len(outcomes),
        "probes": sum(outcome.probes for outcome in outcomes),
        "packets": sum(outcome.packets for outcome in outcomes),
        "repeated": sum(outcome.repeated for outcome in outcomes),
        "disagreements": sum(len(outcome.disagreements) for outcome in outcomes),
        "verdicts": total("verdicts"),
        "protocols": total("protocols"),
        "decided-by": total("codes"),
        "elements": total("elements"),
    }
