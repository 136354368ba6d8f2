"""Each of our rules has events that it finds and a twin on which it stays silent."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from sekisho.detect import OWN_RULES, detect
from sekisho.detect.sigma.load import load
from sekisho.drill import Options, write
from sekisho.events.evidence import Evidence
from sekisho.events.time import JAPAN
from sekisho.ledger.tables import of_batches
from sekisho.sources.contract import Context, Events, NotReadable
from sekisho.sources.reading import read, sample_of
from sekisho.sources.registry import identified
from sekisho.text import LANGUAGES

RULES = sorted(OWN_RULES.glob("*.yml"))
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "detect.md").read_text(encoding="utf-8")
Lines = Callable[[Path], list[Any]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_each_rule_finds_every_event_meant_and_no_twin(
    rule: Path, data: Path, made: Any, lines: Lines
) -> None:
    folder = data / "detect" / "rules" / rule.stem
    fires, silent = lines(folder / "fires.jsonl"), lines(folder / "silent.jsonl")
    assert fires
    assert silent
    detection = detect(made([*fires, *silent]), [rule])
    assert detection.skipped == ()
    found = {finding.position for finding in detection.findings}
    assert found == set(range(1, len(fires) + 1))


def test_every_fixture_belongs_to_a_rule(data: Path) -> None:
    folders = {folder.name for folder in (data / "detect" / "rules").iterdir()}
    assert folders == {rule.stem for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_each_rule_says_what_it_is_in_both_languages(rule: Path) -> None:
    written = yaml.safe_load(rule.read_text(encoding="utf-8"))
    japanese, english = written["title"].split(" / ")
    assert not japanese.isascii()
    assert english.isascii()
    assert len(written["description"].strip().splitlines()) == 2
    assert UUID(written["id"]).version == 4
    assert written["license"] == "Apache-2.0"
    assert written["level"] in {"low", "medium", "high", "critical"}


def test_ids_are_unique() -> None:
    assert load([OWN_RULES]).skipped == ()


def test_no_rule_but_its_own_kin_speaks_on_silent_twins(
    data: Path, made: Any, lines: Lines
) -> None:
    kin = {
        "remote_tool_page",  # pages are twins of use, and use of pages
        "remote_tool_host_proxy",
        "remote_tool_process",  # a removal is also a run
        "remote_tool_removed_process",
    }
    silent: list[Any] = []
    for rule in RULES:
        for line in lines(data / "detect" / "rules" / rule.stem / "silent.jsonl"):
            line["columns"]["evidence"] = rule.stem
            silent.append(line)
    found = detect(made(silent), [OWN_RULES]).findings
    spoken = {(Path(each.rule_file).stem, each.evidence) for each in found}
    assert {rule for rule, _ in spoken} <= kin
    assert {rule for rule, twin in spoken if rule == twin} == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_the_page_names_every_rule_with_its_level(rule: Path) -> None:
    written = yaml.safe_load(rule.read_text(encoding="utf-8"))
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{rule.stem}` |")]
    assert line.endswith(f"| {written['level']} |")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_code(language: str) -> None:
    path = ROOT / "src" / "sekisho" / "text" / language / "detect.yaml"
    for code in yaml.safe_load(path.read_text(encoding="utf-8")):
        assert f"`{code}`" in PAGE, code


def exercise(folder: Path) -> tuple[Any, Any]:
    """An exercise, read by the sources, and its truth."""
    written = write("ikeda", folder, Options(seed=7, days=4))
    batches = []
    for path in sorted(path for path in written.evidence.rglob("*") if path.is_file()):
        name = path.relative_to(written.evidence).as_posix()
        evidence = Evidence(name, path, path.stat().st_size, "0" * 64)
        source = identified(sample_of(evidence))
        if source is not None:
            items = read(source, evidence, Context(now=datetime(2016, 6, 10, tzinfo=UTC)))
            with suppress(NotReadable):  # an exercise has a document that is broken
                batches += [item.batch for item in items if isinstance(item, Events)]
    return of_batches(batches), json.loads(written.truth.read_text(encoding="utf-8"))


def test_the_ordinary_days_of_an_exercise_are_quiet(tmp_path: Path) -> None:
    connection, truth = exercise(tmp_path / "exercise")
    found = detect(connection, [OWN_RULES]).findings
    sessions = [
        (datetime.fromisoformat(session["start"]), datetime.fromisoformat(session["end"]))
        for session in truth["sessions"]
    ]
    near = timedelta(minutes=2)
    for finding in found:
        assert finding.time is not None
        if finding.time >= datetime(2016, 6, 3, 0, 0, tzinfo=JAPAN):
            continue
        assert Path(finding.rule_file).stem.startswith("remote_tool_")
        assert any(start - near <= finding.time <= end + near for start, end in sessions)
    assert {Path(finding.rule_file).stem for finding in found} >= {
        "fake_support_phone",
        "fake_support_title",
        "remote_tool_host_proxy",
        "remote_tool_page",
        "remote_tool_process",
    }
