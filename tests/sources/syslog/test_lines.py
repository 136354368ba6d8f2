"""Looking a file over once, and reading its blocks apart."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from sekisho.events.evidence import Evidence
from sekisho.sources.blocks import blocks, lines_in
from sekisho.sources.contract import Context, Events, Sample
from sekisho.sources.reading import read
from sekisho.sources.syslog.lines import parse, prepare, share_of
from sekisho.sources.syslog.syslog import SOURCE

CONTEXT = Context(now=datetime(2016, 6, 23, tzinfo=UTC))


@pytest.mark.parametrize("size", [100, 400])
def test_blocks_read_apart_with_a_pickled_plan(data: Path, size: int) -> None:
    path = data / "sources/syslog/syslog/good.log"
    evidence = Evidence("good.log", path, path.stat().st_size, "0" * 64)
    plan = pickle.loads(pickle.dumps(prepare("syslog", evidence, CONTEXT)))  # noqa: S301
    apart = []
    for block in blocks(path, size):
        lines, _ = lines_in(path, block, "good.log", "utf-8")
        apart += [item for item in parse(lines, plan) if isinstance(item, Events)]
    whole = [item for item in read(SOURCE, evidence, CONTEXT) if isinstance(item, Events)]

    def rows(items: list[Events]) -> list[tuple[int, str]]:
        found = [row for item in items for row in item.batch.to_pylist()]
        return sorted((row["position"], repr(row)) for row in found)

    assert rows(apart) == rows(whole)


def test_no_lines_no_events() -> None:
    lines = lines_in(Path(__file__), next(blocks(Path(__file__))), "x", "utf-8")[0]
    empty = type(lines)("x", pa.array([], pa.int64()), pa.array([], pa.string()))
    evidence = Evidence("x", Path(__file__), 0, "0" * 64)
    assert list(parse(empty, prepare("syslog", evidence, CONTEXT))) == []


def test_share_of_the_first_lines() -> None:
    assert share_of(Sample("x", b"a\nb\na\n", 6), "^a") == pytest.approx(2 / 3)
    assert share_of(Sample("x", b"", 0), "^a") == 0.0
