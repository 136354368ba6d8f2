"""Every pair of zones with real packets: what the rulebook allows passes, all else is refused.

The model says what is to be; the kernel of the router, loaded by the command's own ruleset, says
what is; and its log names the code that the model gives.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from ipaddress import ip_address
from itertools import permutations
from random import Random
from typing import Any

import pytest

from sekisho.gates.line.matrix import INSIDE, Judged, Matrix, Packet
from sekisho.rulebook import load
from tests.town.office import gated, places
from tests.town.office.namespaces import missing
from tests.town.office.office import Office

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
SERVICES = (
    ("tcp", 445),
    ("tcp", 3128),
    ("tcp", 514),
    ("tcp", 80),
    ("tcp", 443),
    ("tcp", 25),
    ("tcp", 143),
    ("udp", 53),
)
"""Ports that some flow names, and one that none does; each pair gets two more by chance."""


def packets(town: places.Town) -> Iterator[dict[str, Any]]:
    """Every service from a machine of each zone to one of every other, and within one."""
    dice = Random("office/line")
    by_zone: dict[str, list[places.Machine]] = {}
    for one in town.machines:
        by_zone.setdefault(one.zone, []).append(one)
    pairs = [
        (source, target)
        for here, there in permutations(by_zone, 2)
        for source, target in [(dice.choice(by_zone[here]), dice.choice(by_zone[there]))]
    ]
    # the machines that flows name, from the zones that may speak to them and from the others
    pairs += [
        (own[0], target)
        for zone, own in by_zone.items()
        for target in (places.PROXY, places.FILES, places.LOGS, places.REGISTER, places.MAIL)
        if zone != target.zone
    ]
    pairs.append((places.WINDOW, places.REGISTER))
    for source, target in sorted(set(pairs), key=lambda pair: (pair[0].name, pair[1].name)):
        chance = [("tcp", dice.randrange(1, 65536)), ("udp", dice.randrange(1, 65536))]
        for transport, port in (*SERVICES, *chance):
            yield {
                "from": source.name,
                "source": source.address,
                "to": target.address,
                "transport": transport,
                "port": port,
            }


def judged(matrix: Matrix, one: dict[str, Any]) -> Judged:
    ends = ip_address(one["source"]), ip_address(one["to"])
    return matrix.judge(Packet(*ends, one["transport"], one["port"]))


def test_allowed_flows_pass_and_all_else_is_refused_with_its_code() -> None:
    with Office(5) as office:
        sent = list(packets(office.town))
        streams = [one for one in sent if one["transport"] == "tcp"]
        assert set(knocked(office, streams)) == {"passed"}, "with no gate all are reached"
        gated.put_in(office, "line")
        matrix = Matrix(load(office.spaces.file(places.ROUTER, gated.RULEBOOK)))
        answers = knocked(office, sent)
        said = [judged(matrix, one) for one in sent]
        codes = logged(office, sum(not one.allowed for one in said))
    wrong = [
        (one, judgement.code, got)
        for one, judgement, got in zip(sent, said, answers, strict=True)
        if judgement.allowed != (got == "passed")
    ]
    assert wrong == []
    allowed = {one.code for one in said if one.allowed}
    refused = {one.code for one in said if not one.allowed}
    zones = len(places.ZONES)
    assert len(allowed - {INSIDE}) == sum(len(zone.allow) for zone in matrix.rulebook.zones)
    assert len(refused) == zones * (zones - 1)
    expected = {
        (judgement.code, one["source"], one["to"], one["port"])
        for one, judgement in zip(sent, said, strict=True)
        if not judgement.allowed
    }
    assert codes == expected


def knocked(office: Office, sent: list[dict[str, Any]]) -> list[str]:
    words = [sys.executable, "-m", "tests.town.office.knocking"]
    told = office.spaces.run("", words, input=json.dumps(sent).encode())
    found: list[str] = json.loads(told.stdout)
    return found


def logged(office: Office, fewest: int) -> set[tuple[str, str, str, int]]:
    """What the router wrote of refusals: code, from, to, port."""
    path = office.spaces.file(places.ROUTER, "/var/log/ulog/sekisho-line.json")
    until = time.monotonic() + 5
    found: set[tuple[str, str, str, int]] = set()
    while len(found) < fewest and time.monotonic() < until:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        told = [json.loads(line) for line in lines if line.endswith("}")]
        found = {
            (one["oob.prefix"].split()[1], one["src_ip"], one["dest_ip"], one["dest_port"])
            for one in told
            if one["oob.prefix"].startswith("enforce ") and "dest_port" in one
        }
        time.sleep(0.1)
    return found
