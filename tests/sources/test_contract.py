"""What every source promises, asked of all of them at once."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import Kind
from sekisho.events.table import UNREAD
from sekisho.intake.folder import receive_file
from sekisho.sources.contract import AnySource, Context, Events, NotReadable, Unread
from sekisho.sources.reading import read, reread, sample_of
from sekisho.sources.registry import identified, source_named, sources
from sekisho.text import LANGUAGES, say

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "data" / "sources"
CONTEXT = Context(now=datetime(2026, 6, 1, tzinfo=UTC))

ALL = [source.name for source in sources()]
GOOD = sorted(path for path in FIXTURES.rglob("good*") if path.is_file())


def named(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


def evidence(path: Path) -> Evidence:
    found = receive_file(path, path.name)
    assert isinstance(found, Evidence)
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_source_says_what_it_is(name: str) -> None:
    source = source_named(name)
    assert source.reference
    assert source.zone
    assert source.encoding
    assert source.kinds
    assert all(isinstance(kind, Kind) for kind in source.kinds)
    for language in LANGUAGES:
        assert say(f"source.{name}", language)
        assert say(f"placed.zone.{source.zone}", language)
        assert say(f"placed.encoding.{source.encoding}", language)
    text = (ROOT / "docs" / "formats" / f"{name}.md").read_text(encoding="utf-8")
    assert len(text) > 200


@pytest.mark.parametrize("name", ALL)
def test_a_source_has_good_and_bad_fixtures(name: str) -> None:
    files = [path.name for path in FIXTURES.rglob("*") if path.parent.name == name]
    assert any(file.startswith("good") for file in files)
    assert any(file.startswith("bad") for file in files)


@pytest.mark.parametrize("path", GOOD, ids=named)
def test_good_bytes_are_identified_by_their_own_source(path: Path) -> None:
    source = identified(sample_of(evidence(path)))
    assert source is not None
    assert source.name == path.parent.name


@pytest.mark.parametrize("path", GOOD, ids=named)
def test_items_keep_the_contract(path: Path) -> None:
    source = source_named(path.parent.name)
    for item in read(source, evidence(path), CONTEXT):
        if isinstance(item, Events):
            assert item.kind in source.kinds
            assert item.batch.schema.equals(item.kind.schema, check_metadata=True)
            assert item.batch["position"].null_count == 0
            assert set(item.batch["evidence"].to_pylist()) <= {path.name}
            assert set(item.batch["unit"].to_pylist()) <= {source.unit}
            assert set(item.batch["event.dataset"].to_pylist()) <= {
                f"{source.name}.{item.kind.name}"
            }
        elif isinstance(item, Unread):
            assert item.batch.schema.equals(UNREAD)
            for reason in set(item.batch["reason"].to_pylist()):
                assert say(reason, "ja")
        else:
            assert say(item.code, "ja")


@pytest.mark.parametrize("path", GOOD, ids=named)
def test_a_pointer_alone_gives_the_same_event(path: Path) -> None:
    source, whole = source_named(path.parent.name), evidence(path)
    rows = [
        (item.kind.name, row)
        for item in read(source, whole, CONTEXT)
        if isinstance(item, Events)
        for row in item.batch.to_pylist()
    ]
    for kind, row in random.Random(7).sample(rows, min(8, len(rows))):
        again = [
            (item.kind.name, found)
            for item in reread(source, whole, CONTEXT, row["position"])
            for found in item.batch.to_pylist()
        ]
        assert (kind, row) in again


@pytest.mark.parametrize("path", GOOD, ids=named)
def test_a_source_never_raises_for_cut_or_damaged_bytes(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    chance = random.Random(11)
    source = source_named(path.parent.name)
    for _ in range(6):
        damaged = bytearray(content[: chance.randrange(1, len(content) + 1)])
        for _ in range(chance.randrange(0, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        copy = tmp_path / path.name
        copy.write_bytes(bytes(damaged))
        _read_all(source, copy)


def _read_all(source: AnySource, path: Path) -> None:
    try:
        list(read(source, evidence(path), CONTEXT))
    except NotReadable as answer:
        say(answer.code, "ja", **answer.values)  # raises when the code has no text


def test_the_table_of_formats_is_up_to_date() -> None:
    from sekisho.cli.commands.sources import markdown
    from sekisho.cli.voice import Voice

    text = (ROOT / "docs" / "formats" / "README.md").read_text(encoding="utf-8")
    assert markdown(Voice("en")) in text
