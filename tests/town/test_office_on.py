"""The same day with the gates on: each stops its part, and ordinary work goes on undisturbed.

Then the preview: what it says of the off-day's records is what really fired on the on-day.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from sekisho.cli.main import main
from sekisho.detect.catalogue import host_match
from tests.town.office import gated, places, world
from tests.town.office.namespaces import missing
from tests.town.office.played import Played, off_day, on_day

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
GATES = {gate.name for gate in gated.tried()}
CLERK = places.town(1).clerk
WEB = pytest.mark.skipif("web" not in GATES, reason="LEFT OUT: there is no web gate")
SHARE = pytest.mark.skipif("share" not in GATES, reason="LEFT OUT: there is no share gate")
ADULT = "web.category.成人向け"
TOWARDS = {
    "L-行政系-住民情報系": (places.REGISTER.address, 1433),
    "L-住民情報系-サーバー系": (places.FILES.address, 445),
}
"""What is tried on that day across zones, and the code that refuses it."""


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return on_day(tmp_path_factory)


@pytest.fixture(scope="module")
def off(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return off_day(tmp_path_factory)


@pytest.mark.parametrize("name", gated.left_out() or ["nothing"])
def test_what_is_not_tried_is_listed(name: str) -> None:
    if name != "nothing":
        pytest.skip(f"LEFT OUT: the gate {name} is not tried in the town")
    assert {"line", "web", "share"} <= GATES


def lines(on: Played) -> list[dict[str, Any]]:
    """What the router's rules refused."""
    text = (on.evidence / "router" / "sekisho-line.json").read_text(encoding="utf-8")
    found = [json.loads(line) for line in text.splitlines()]
    return [one for one in found if one["oob.prefix"].startswith("enforce ")]


def asked(on: Played) -> list[dict[str, Any]]:
    """What the proxy was asked, with the rule of each answer."""
    text = (on.evidence / "proxy" / "sekisho.log").read_text(encoding="utf-8")
    found = [json.loads(line) for line in text.splitlines()]
    return [{**one, "rule": unquote(one["rule"])} for one in found]


def test_ordinary_work_goes_on_undisturbed(on: Played) -> None:
    ordinary = [one for one in on.acts if not one.get("incident") and not one.get("forbidden")]
    assert len({one["account"] for one in ordinary}) >= places.STAFF
    assert len(ordinary) > 250
    assert [one for one in ordinary if one["status"] not in (200, 302)] == []


def test_the_router_drops_what_no_flow_allows(on: Played) -> None:
    tried = [one for one in on.acts if one.get("forbidden")]
    assert [one["status"] for one in tried] == [0, 0, 0]
    fired = {(one["oob.prefix"].split()[1], one["dest_ip"], one["dest_port"]) for one in lines(on)}
    assert fired == {(code, *to) for code, to in TOWARDS.items()}


@WEB
def test_the_proxy_refuses_each_step_of_the_stranger(on: Played) -> None:
    """The unfit pages, the false warning, the tool's site, its download and its relay."""
    tool = world.TOOL
    refused = {
        (one["host"], one["rule"]) for one in asked(on) if one["src"] == CLERK.machine.address
        and int(one["st"]) == 403
    }  # fmt: skip
    by_host: dict[str, set[str]] = {}
    for host, rule in refused:
        by_host.setdefault(host, set()).add(rule)
    hosts = (tool.site, tool.download_host, tool.boot_host, tool.relay_host)
    assert set(by_host) == {*world.UNFIT, world.FAKE, *hosts}
    assert all(by_host[host] == {ADULT} for host in world.UNFIT)
    assert by_host[world.FAKE] == {"web.fake_support"}
    for host in hosts:
        assert all(rule.startswith("web.remote_tool") for rule in by_host[host]), by_host[host]
        assert host_match(host) is not None


@WEB
def test_nobody_else_is_refused_a_page(on: Played) -> None:
    refused = [one for one in asked(on) if int(one["st"]) >= 400]
    assert {one["src"] for one in refused} == {CLERK.machine.address}


@WEB
def test_nothing_reached_the_stranger(on: Played) -> None:
    (session,) = [one for one in on.acts if one["what"] == "session"]
    assert session["status"] == 403
    assert on.received == []


@WEB
def test_the_page_names_the_rule(on: Played) -> None:
    """What the clerk reads instead is ours, in Japanese, with the code."""
    pages = {
        one["host"]: one["page"] for one in on.acts if one["what"] == "get" and one["status"] == 403
    }
    assert ADULT in pages[next(iter(world.UNFIT))]
    assert "web.fake_support" in pages[world.FAKE]
    assert "電話" in pages[world.FAKE]


@WEB
def test_the_preview_names_what_really_fired_at_the_proxy(
    on: Played, off: Played, tmp_path: Path
) -> None:
    told = preview("web", off, tmp_path)
    expected = {(one["code"], one["address"]) for one in told["refusals"]}
    fired = {(one["rule"], one["src"]) for one in asked(on) if int(one["st"]) >= 400}
    assert expected == fired


def test_the_preview_names_what_really_fired_at_the_router(
    on: Played, off: Played, tmp_path: Path
) -> None:
    told = preview("line", off, tmp_path)
    expected = {(one["code"], one["address"]) for one in told["refusals"]}
    fired = {(one["oob.prefix"].split()[1], one["src_ip"]) for one in lines(on)}
    assert expected == fired
    assert len(expected) == len(TOWARDS)


@WEB
def test_the_investigation_finds_attempts_and_no_session(on: Played, tmp_path: Path) -> None:
    """The gates' own records come back as evidence: what was blocked is told as blocked."""
    case = tmp_path / "case"
    words = ["investigate", str(on.evidence), "--case", str(case), "--workers", "0"]
    assert main([*words, "--rulebook", str(on.rulebook)]) == 3
    facts = json.loads((case / "case.json").read_text(encoding="utf-8"))
    assert facts["windows"] == []
    assert {(one["judgement"], one["host"].lower()) for one in facts["sessions"]} == {
        ("blocked", CLERK.machine.name)
    }
    assert {one["verdict"] for one in facts["exposure"]} == {"unknown"}
    # the log of the day before the gate is empty, and is said to be
    unread = {one["path"]: one["reason"]["code"] for one in facts["unread"]}
    assert unread == {"proxy/access.log": "not_read.empty"}


@SHARE
def test_the_preview_names_the_share_reached_from_the_wrong_zone(
    off: Played, tmp_path: Path
) -> None:
    """With the line gate on it is stopped before the file server can: see test_office_share."""
    told = preview("share", off, tmp_path)
    assert told["judged"] > 100
    found = {(one["code"], one["address"]) for one in told["refusals"]}
    assert found == {("S-fs01-jumin-区画外", places.WINDOW.address)}


def preview(gate: str, off: Played, tmp_path: Path) -> dict[str, Any]:
    """What ``sekisho gates preview`` writes of the off-day's records."""
    out = tmp_path / "preview.json"
    words = ["gates", "preview", gate, "--from", str(off.evidence), "--workers", "0"]
    assert main([*words, "--rulebook", str(off.rulebook), "--out", str(out)]) in (0, 3)
    found: dict[str, Any] = json.loads(out.read_bytes())
    return found
