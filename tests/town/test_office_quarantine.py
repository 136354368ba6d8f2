"""One computer cut off on the line gate's own machine, with real packets, and set free again."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import yaml

from sekisho.cli.exits import Exit
from tests.town.office import gated, places
from tests.town.office.namespaces import missing
from tests.town.office.office import Office
from tests.town.test_office_line import knocked

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
RULESET = "/etc/nftables.d/sekisho.nft"
OPEN = ["passed"] * 6
SHUT = ["refused", "refused", "refused", "passed", "passed", "passed"]
SHORT_S = 40
"""Long enough to be seen by packets on a busy machine, and to be waited for."""


def rulebook(office: Office) -> bytes:
    """The town's, where the file server may look at the desks and is never refused."""
    content = yaml.safe_load(office.rulebook())
    (servers,) = [one for one in content["zones"] if one["name"] == "サーバー系"]
    servers["allow"].append({"to": "行政系", "ports": ["tcp/445"], "reason": "調査"})
    content["never_refused"]["assets"] = [places.FILES.name]
    text: str = yaml.safe_dump(content, allow_unicode=True)
    return text.encode()


def seen(office: Office, pc: places.Machine, other: places.Machine) -> list[str]:
    """The computer to the file server, the proxy and the gate itself; the responder to it; and
    somebody else as ever."""
    gate = next(one.gateway for one in places.ZONES if one.key == pc.zone)
    sent = [
        (pc, places.FILES.address, 445),
        (pc, places.PROXY.address, 3128),
        (pc, gate, 22),
        (places.FILES, pc.address, 445),
        (other, places.FILES.address, 445),
        (other, gate, 22),
    ]
    answers = knocked(office, [
        {"from": one.name, "source": one.address, "to": to, "transport": "tcp", "port": port}
        for one, to, port in sent
    ])  # fmt: skip
    return ["passed" if one == "passed" else "refused" for one in answers]


def asked(office: Office, *words: str) -> int:
    return gated.on_machine(office, places.ROUTER, "quarantine", *words).returncode


def state(office: Office) -> list[dict[str, Any]]:
    told = gated.on_machine(office, places.ROUTER, "state", "--json")
    found: list[dict[str, Any]] = json.loads(told.stdout)["quarantine"]
    return found


def test_a_computer_is_cut_off_and_set_free() -> None:
    with Office(7) as office:
        gated.prepared(office, "line", rulebook(office))
        gated.applied(office, "line", ("observe", "enforce"))
        person, someone = [one for one in office.town.people if one.machine.zone == "office"][:2]
        pc, other = person.machine, someone.machine
        book = ["--rulebook", gated.RULEBOOK]
        why = ["--reason", "遠隔操作の疑い", *book]
        assert seen(office, pc, other) == OPEN
        for never in (places.FILES.name, "198.18.20.1"):
            assert asked(office, never, "--for", "4h", *why) == Exit.FAILED
        assert state(office) == []

        assert asked(office, person.account, "--for", "4h", *why) == Exit.DONE
        assert seen(office, pc, other) == SHUT
        (held,) = state(office)
        assert (held["name"], held["address"], held["how"]) == (person.pc.host, pc.address, "held")
        assert held["reason"] == "遠隔操作の疑い"

        left = held["seconds"]
        office.spaces.run(places.ROUTER, ["nft", "-f", RULESET])  # a reload
        assert seen(office, pc, other) == SHUT
        assert gated.on_machine(office, places.ROUTER, "return", "line").returncode == Exit.DONE
        assert seen(office, pc, other) == SHUT
        office.spaces.run(places.ROUTER, ["nft", "flush", "ruleset"])  # as a restart does
        office.spaces.run(places.ROUTER, ["nft", "-f", RULESET])
        assert seen(office, pc, other) == OPEN
        assert [one["how"] for one in state(office)] == ["missing"]
        assert asked(office, "--restore") == Exit.DONE
        assert seen(office, pc, other) == SHUT
        assert state(office)[0]["seconds"] < left

        assert asked(office, person.pc.host, "--lift", "--reason", "検査済み") == Exit.DONE
        assert seen(office, pc, other) == OPEN
        assert asked(office, pc.address, "--for", f"{SHORT_S}s", *why) == Exit.DONE
        assert seen(office, pc, other) == SHUT
        until = time.monotonic() + 2 * SHORT_S
        while seen(office, pc, other) != OPEN and time.monotonic() < until:
            time.sleep(1)
        assert seen(office, pc, other) == OPEN
        assert state(office) == []
