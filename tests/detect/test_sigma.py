"""The public rules: all load, and each finds the log that its makers recorded for it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from sekisho.detect import detect, load
from sekisho.detect.sigma.fields import WINDOWS_FIELDS
from sekisho.detect.sigma.plan import plan
from sekisho.events.evidence import Evidence
from sekisho.ledger.tables import of_batches
from sekisho.sources.contract import Context, Events
from sekisho.sources.windows.evtx import SOURCE
from sekisho.sources.windows.names import TAKEN

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def events_of(path: Path, name: str) -> Iterator[pa.RecordBatch]:
    evidence = Evidence(name, path, path.stat().st_size, "0" * 64)
    for item in SOURCE.read(evidence, Context(now=NOW)):
        if isinstance(item, Events):
            yield item.batch


def ids_in(path: Path) -> set[str]:
    return set(re.findall(r"^id: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def expected(shared: Path) -> list[dict[str, str]]:
    path = shared / "data" / "evtx-sigma-regression" / "expected.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_each_rule_finds_the_log_recorded_for_it(shared: Path) -> None:
    rows = expected(shared)
    files = {row["evtx"] for row in rows}
    folder = shared / "data" / "evtx-sigma-regression"
    batches = [batch for name in sorted(files) for batch in events_of(folder / name, name)]
    wanted = {row["rule_id"] for row in rows}
    rules = [path for path in sorted((shared / "sigma").rglob("*.yml")) if ids_in(path) & wanted]
    detection = detect(of_batches(batches), rules)
    hits = {(finding.rule_id, finding.evidence) for finding in detection.findings}
    assert [row for row in rows if (row["rule_id"], row["evtx"]) not in hits] == []
    assert len(rows) >= 131


@pytest.mark.slow
def test_all_public_rules_load_and_what_is_not_applied_is_counted(shared: Path) -> None:
    rules = load([shared / "sigma"])
    assert len(rules.rules) > 3000
    assert rules.skipped == ()
    planned = plan(rules.rules)
    skipped = Counter(skip.code for skip in planned.skipped)
    assert set(skipped) == {"rule.log_source", "rule.field", "rule.placeholder"}
    assert len(planned.rules) + len(planned.skipped) == len(rules.rules)
    assert len(planned.rules) >= 3000
    windows = [
        skip.values["category"]
        for skip in planned.skipped
        if skip.code == "rule.log_source" and skip.values["product"] == "windows"
    ]
    assert set(windows) == {"file_access", "file_rename"}


def test_names_that_clash_are_looked_for_where_the_readers_keep_them() -> None:
    for name in ("Channel", "Computer", "Keywords", "Level", "Provider", "Task", "Version"):
        assert TAKEN[name] in WINDOWS_FIELDS[name]
