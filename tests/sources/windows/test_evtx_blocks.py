"""A log read in blocks is the log read whole: the same events in the same order, or no blocks."""

from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Events, Item, NotApart, NotReadable
from sekisho.sources.windows import evtx_blocks
from sekisho.sources.windows.evtx import SOURCE

CHUNK, HEADER, CHUNKS = 65536, 4096, 7
CONTEXT = Context(now=datetime(2016, 6, 23, tzinfo=UTC))


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "evtx_bytes", Path(__file__).with_name("evtx_bytes.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbered(*chunks: range) -> bytes:
    """A log of chunks that hold the records of these numbers."""
    made = _maker()
    events = [[(n, made.event(n, {"A": f"値{n}"})) for n in numbers] for numbers in chunks]
    whole: bytes = made.log(events)
    return whole


SOUND = numbered(*(range(1 + 5 * at, 6 + 5 * at) for at in range(CHUNKS)))
LOGS = {
    "sound": SOUND,
    "unused chunks behind": SOUND + bytes(9 * CHUNK),
    "numbers left out between chunks": numbered(range(10, 14), range(40, 44), range(44, 45)),
    "a number twice": SOUND + SOUND[HEADER + CHUNK : HEADER + 2 * CHUNK],
    "older behind newer": numbered(range(40, 44), range(10, 14)),
    "cut off": SOUND[: -CHUNK // 2],
    "a stale chunk behind": SOUND[:42] + b"\x05" + SOUND[43:],
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "Security.evtx"


def evidence(file: Path, data: bytes) -> Evidence:
    file.write_bytes(data)
    return Evidence("Security.evtx", file, len(data), "0" * 64)


def told(items: Iterator[Item]) -> tuple[list[dict[str, Any]], list[Item]]:
    """The events as rows, and everything else that was said."""
    found = list(items)
    rows = [row for i in found if isinstance(i, Events) for row in i.batch.to_pylist()]
    return rows, [item for item in found if not isinstance(item, Events)]


def in_blocks(log: Evidence) -> list[dict[str, Any]] | None:
    """The events block after block; None when the log is to be read as a whole."""
    assert SOURCE.apart is not None
    blocks = SOURCE.apart.blocks(log)
    if not blocks:
        return None
    rows = []
    for block in blocks:
        try:
            more, besides = told(SOURCE.apart.read(log, CONTEXT, block))
        except NotApart:
            return None
        assert besides == []
        rows += more
    return rows


def same(log: Evidence) -> bool:
    """Whether it can be read in blocks; then they give what the whole gives."""
    rows = in_blocks(log)
    if rows is None:
        return False
    assert told(SOURCE.read(log, CONTEXT)) == (rows, [])
    return True


@pytest.mark.parametrize("chunks", range(1, CHUNKS + 2))
@pytest.mark.parametrize("name", LOGS)
def test_blocks_of_any_size(
    file: Path, name: str, chunks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evtx_blocks, "CHUNKS", chunks)
    apart = name in {"sound", "unused chunks behind", "numbers left out between chunks"}
    assert same(evidence(file, LOGS[name])) == apart


def test_a_block_begins_with_its_first_record(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evtx_blocks, "CHUNKS", 3)
    found = evtx_blocks.blocks(evidence(file, SOUND))
    assert [(one.offset, one.length, one.first) for one in found] == [
        (HEADER, 3 * CHUNK, 1),
        (HEADER + 3 * CHUNK, 3 * CHUNK, 16),
        (HEADER + 6 * CHUNK, CHUNK, 31),
    ]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    holes=st.lists(
        st.tuples(
            st.integers(0, CHUNKS - 1),
            # the headers, the records, and the space behind them
            st.integers(0, 64) | st.integers(500, 5000) | st.integers(0, CHUNK - 1),
            st.binary(min_size=1, max_size=60),
        ),
        max_size=3,
    ),
    head=st.tuples(st.integers(0, 60), st.binary(max_size=4)),
    chunks=st.integers(1, CHUNKS),
)
@example(holes=[(2, 2478, b"\x00\x80")], head=(0, b""), chunks=1)  # a number beyond all numbers
def test_damage_anywhere(
    file: Path, holes: list[tuple[int, int, bytes]], head: tuple[int, bytes], chunks: int
) -> None:
    whole = bytearray(SOUND)
    whole[head[0] : head[0] + len(head[1])] = head[1]
    for chunk, at, bytes_ in holes:
        start = HEADER + chunk * CHUNK + at
        whole[start : start + len(bytes_)] = bytes_
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evtx_blocks, "CHUNKS", chunks)
        try:
            same(evidence(file, bytes(whole)))
        except NotReadable:
            assert in_blocks(evidence(file, bytes(whole))) is None


def test_shared_logs_in_blocks(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(shared / "data/evtx-attack/evtx-attack-open.zip") as archive:
        archive.extractall(tmp_path)
    monkeypatch.setattr(evtx_blocks, "CHUNKS", 3)
    logs = [p for p in sorted(tmp_path.rglob("*.evtx")) if p.stat().st_size > 512 * 1024]
    apart = sum(same(Evidence(p.name, p, p.stat().st_size, "0" * 64)) for p in logs)
    assert apart > len(logs) // 2
