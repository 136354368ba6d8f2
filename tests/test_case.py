"""Cases from whole exercises, compared with what really happened."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sekisho import drill
from sekisho.case.build import Given, build
from sekisho.case.facts import Case, Exposure, MadeBy
from sekisho.case.json import schema, to_json
from sekisho.drill.options import Options
from sekisho.intake.road import take_in
from sekisho.ledger.tables import of_segments
from sekisho.sources.contract import Context

pytestmark = pytest.mark.slow
NOW = datetime(2016, 6, 23, 2, tzinfo=UTC)
STORIES = {
    "share_gap": Options(seed=2, pcs=10, days=4),
    "pc_log_lost_tls_leases": Options(seed=3, pcs=12, tool="teamviewer", dhcp="isc-leases"),
    "upload_bytes_no_start": Options(seed=8, pcs=12, tool="quickassist", proxy="squid-extended"),
}


@dataclass(frozen=True)
class Told:
    case: Case
    truth: dict[str, Any]


def tell(folder: Path, options: Options, story: str = "ikeda") -> Told:
    written = drill.write(story, folder / "drill", options)
    for name in ("ledger", "work"):
        (folder / name).mkdir()
    context = Context(now=NOW)
    manifest = take_in(written.evidence, folder / "ledger", folder / "work", context)
    segments: dict[str, list[Path]] = {}
    for segment in manifest.segments:
        segments.setdefault(segment.kind, []).append(folder / "ledger" / segment.file)
    made_by = MadeBy("sekisho", "0", None, None, "0", {})
    case = build(of_segments(segments), Given(NOW, made_by, manifest.entries))
    return Told(case, json.loads(written.truth.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=list(STORIES))
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell(tmp_path_factory.mktemp(request.param), STORIES[request.param])


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_window_is_found_to_the_second(told: Told) -> None:
    (true,) = told.truth["windows"]
    (window,) = told.case.windows
    assert (window.host, window.user, window.address) == (
        true["host"],
        true["user"],
        true["address"],
    )
    assert abs((window.start - moment(true["start"])).total_seconds()) <= 1
    assert abs((window.end - moment(true["end"])).total_seconds()) <= 1
    assert len(window.interruptions) == len(true["connections"]) - 1


def test_every_session_is_judged_as_it_was(told: Told) -> None:
    def others(sessions: list[tuple[str | None, str]]) -> Counter[tuple[str | None, str]]:
        return Counter(one for one in sessions if one[1] != "incident")

    mine = others([(one.host, one.judgement) for one in told.case.sessions])
    assert mine == others([(one["host"], one["judgement"]) for one in told.truth["sessions"]])
    assert all(one.decided_by is None for one in told.case.sessions)


def test_every_document_gets_a_verdict_the_records_allow(told: Told) -> None:
    wrong = []
    for true in told.truth["exposure"]:
        found = _meant(told.case.exposure, true)
        if found is None or found.verdict not in true["accept"]:
            wrong.append((true["path"] or true["original_path"], found and found.verdict))
    assert wrong == []
    assert len(told.case.exposure) == len(told.truth["exposure"])


def _meant(found: tuple[Exposure, ...], true: dict[str, Any]) -> Exposure | None:
    if true["path"]:
        return next((one for one in found if one.path == true["path"]), None)
    tail = true["original_path"].split("\\", 3)[-1]
    return next(
        (one for one in found if one.path is None and (one.original_path or "").endswith(tail)),
        None,
    )


def test_the_share_that_stays_open_is_small(told: Told) -> None:
    """What nobody can decide: everything on the PC without an audit of files, and documents on
    the share only where its audit has a hole over the window."""
    verdicts = Counter(one.verdict for one in told.case.exposure)
    accept = [one["accept"] for one in told.truth["exposure"]]
    undecidable = sum({"possible", "unknown"} & set(answers) != set() for answers in accept)
    assert verdicts["possible"] + verdicts["unknown"] == undecidable


def test_clocks_lie_within_their_uncertainty(told: Told) -> None:
    true = {one["host"].lower(): one["offset_s"] for one in told.truth["clock_offsets"]}
    met = 0
    for clock in told.case.clocks:
        key = (clock.host or "").partition(".")[0].lower()
        if key in true:
            met += 1
            assert abs(clock.offset_s - true[key]) <= clock.uncertainty_s
    assert met


def test_the_volume_is_known_only_where_it_was_recorded(told: Told) -> None:
    assert told.case.volume.sent_bytes == told.truth["volume"]["sent_bytes"]


def test_gaps_and_silent_hosts(told: Told) -> None:
    for true in told.truth["gaps"]:
        assert any(
            gap.start < moment(true["end"]) and gap.end > moment(true["start"])
            and gap.host == true["host"] for gap in told.case.coverage.gaps
        )  # fmt: skip
    assert len(told.case.coverage.gaps) == len(told.truth["gaps"])
    silent = [one.host for one in told.case.coverage.silent_hosts]
    assert silent == sorted(told.truth["silent_hosts"])


def test_testimony_is_kept_and_corrected(told: Told) -> None:
    said = {one.what: one for one in told.case.statements if one.corrects is None}
    assert {one["kind"].removesuffix("_min") for one in told.truth["statements"]} <= said.keys()
    (corrected,) = [one for one in told.case.statements if one.corrects == said["start"].id]
    assert (
        abs(moment(corrected.value or "") - moment(told.truth["windows"][0]["start"])).seconds <= 1
    )


def test_who_else_met_the_page(told: Told) -> None:
    assert {one.host for one in told.case.spread} == {one["host"] for one in told.truth["spread"]}


def test_case_json_has_its_form(told: Told) -> None:
    jsonschema.validate(to_json(told.case), schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_account_of_an_outbreak_is_that_of_the_truth(tmp_path: Path, seed: int) -> None:
    """One server (odd seeds) or a gateway before the server of the mailboxes (even)."""
    told = tell(tmp_path, Options(seed=seed), "takatsuki")
    (found,) = told.case.outbreaks
    true = told.truth["outbreak"]
    assert found.delivered == true["delivered"]
    assert len(found.mailboxes) == true["boxes"]
    assert found.received.low <= true["received"] <= found.received.high
    stopped = true["rejected"] - found.blocked
    assert found.refused.low <= stopped <= found.refused.high
    for name in ("opened", "executed", "contacted"):
        assert sorted(one.host for one in getattr(found, name)) == true[f"{name}_hosts"]
    assert list(found.not_cleaned) == true["not_cleaned"]
    clean = {one.host for one in found.cleaned}
    assert len(clean & set(true["executed_hosts"])) == true["cleaned"]
    assert set(told.truth["silent_hosts"]) <= set(found.not_known)
    jsonschema.validate(to_json(told.case), schema())
