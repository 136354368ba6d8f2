"""The day of the incident with no gate on: real programs write, ``investigate`` finds the truth.

Played by ``tests.town.office``: the truth is what the player itself noted, and what the relay of
the stranger received. There is no Windows here, so that no event log and no browser's history
tell of the PC: only what the proxy, the file server and the router wrote is investigated.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main
from tests.town.office import places, world
from tests.town.office.namespaces import missing
from tests.town.office.played import DONE, Played, off_day, once

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
CLERK = places.town(1).clerk


@pytest.fixture(scope="module")
def off(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return off_day(tmp_path_factory)


@pytest.fixture(scope="module")
def facts(off: Played, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command finds in the collected folder."""

    def investigated(folder: Path) -> None:
        case = folder / "case"
        words = ["investigate", str(off.evidence), "--case", str(case), "--workers", "0"]
        assert main([*words, "--rulebook", str(off.rulebook)]) == 0
        (folder / DONE).write_bytes((case / "case.json").read_bytes())

    found = once(tmp_path_factory, "case", investigated)
    facts: dict[str, Any] = json.loads((found / DONE).read_bytes())
    return facts


@pytest.fixture(scope="module")
def session(off: Played) -> dict[str, Any]:
    """What the clerk's PC noted of the stranger's session."""
    (found,) = [one for one in off.acts if one["what"] == "session"]
    return found


def test_everybody_could_work(off: Played) -> None:
    """Nothing was refused but the mistyped passwords, which count as done when refused."""
    assert len({one["account"] for one in off.acts}) >= places.STAFF
    assert [one for one in off.acts if one["status"] not in (200, 302)] == []
    assert [one for one in off.acts if one["what"] == "mistyped"]


def test_what_is_forwarded_is_what_was_written(off: Played) -> None:
    """Line for line, through rsyslog with the settings that Sekisho recommends."""
    written = (off.evidence / "proxy" / "access.log").read_bytes()
    assert off.forwarded == written
    assert written.count(b"\n") > 200


def test_nothing_is_left_unread(facts: dict[str, Any]) -> None:
    assert facts["unread"] == []


def test_who_and_when_to_the_second(facts: dict[str, Any], session: dict[str, Any]) -> None:
    (window,) = facts["windows"]
    assert window["host"].lower() == CLERK.machine.name
    assert (window["user"], window["address"]) == (CLERK.account, CLERK.machine.address)
    assert window["tool"] == "AnyDesk"
    for end, noted in (("start", session["open"]), ("end", session["closed"])):
        true = datetime.fromtimestamp(noted, UTC)
        away = abs((datetime.fromisoformat(window[end]) - true).total_seconds())
        assert away <= window[f"{end}_uncertainty_s"] <= 1.0


def test_nobody_else_is_accused(facts: dict[str, Any]) -> None:
    assert [one["judgement"] for one in facts["sessions"]] == ["incident"]


def test_the_relay_is_named(facts: dict[str, Any], off: Played) -> None:
    lines = (off.evidence / "proxy" / "access.log").read_text(encoding="utf-8").splitlines()
    cited = {
        lines[one["position"] - 1]
        for one in facts["windows"][0]["start_evidence"]
        if one["evidence"] == "proxy/access.log"
    }
    assert [f"CONNECT {world.TOOL.relay_host}:443" in line for line in cited] == [True]


def test_every_byte_is_counted(facts: dict[str, Any], session: dict[str, Any], off: Played) -> None:
    """By the PC's own count to the byte; the relay got the same but for TLS and the CONNECT."""
    assert facts["volume"]["sent_bytes"] == session["sent"]
    (received,) = off.received
    assert 0.95 * session["sent"] < received["bytes"] < session["sent"]


def test_what_was_read_is_proven_and_nothing_else(
    facts: dict[str, Any], session: dict[str, Any]
) -> None:
    read = {f"share/{places.FILES.name}/{CLERK.pc.share}/{one['path']}" for one in session["read"]}
    proven = {one["path"] for one in facts["exposure"] if one["verdict"] == "proven"}
    assert proven == read
    others = {one["verdict"] for one in facts["exposure"] if one["path"] not in read}
    assert others == {"excluded"}


def test_the_people_in_it_are_counted(facts: dict[str, Any], off: Played) -> None:
    for one in facts["exposure"]:
        paper = off.papers.get(one["path"].removeprefix(f"share/{places.FILES.name}/"))
        for count in ("persons", "households"):
            if paper and paper[count] is not None:
                assert one[count] == {"low": paper[count], "high": paper[count]}, one["path"]


def test_the_chain_begins_with_the_false_warning(facts: dict[str, Any]) -> None:
    steps = [one["what"] for one in facts["cause"]]
    order = ["cause.redirect", "cause.fake_page", "cause.tool_site_tls", "cause.download"]
    places_of = [steps.index(one) for one in [*order, "cause.session"]]
    assert places_of == sorted(places_of)


def test_the_router_saw_every_way(off: Played) -> None:
    """NFLOG through ulogd: each connection between zones is a line, the forbidden ones as well."""
    text = (off.evidence / "router" / "sekisho-line.json").read_text(encoding="utf-8")
    ways = {(one["oob.in"], one["oob.out"]) for one in map(json.loads, text.splitlines())}
    assert {("office", "dmz"), ("council", "servers"), ("dmz", "internet")} <= ways
    assert {("office", "mynumber"), ("mynumber", "servers")} <= ways
    assert not any(into == out for into, out in ways)


def test_the_evidence_is_of_the_programs(off: Played) -> None:
    """What was collected is what the programs write, not what the town's code writes."""
    evidence: Path = off.evidence
    assert "TCP_TUNNEL/200" in (evidence / "proxy" / "access.log").read_text(encoding="utf-8")
    audit = (evidence / "fileserver" / "samba-audit.log").read_text(encoding="utf-8")
    assert " smbd_audit - - - " in audit
    assert "NT_STATUS" not in audit
