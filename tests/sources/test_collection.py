"""The collector's records: what each line becomes, and what a pulled-out stick leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.collection import MANIFEST, SOURCE
from sekisho.sources.contract import Context, Events, Unread
from sekisho.sources.reading import read

GOOD = "sources/collection/good.jsonl"


def by_action(told: Any) -> dict[str, dict[str, Any]]:
    return {one["event.action"]: one for one in told.events}


def test_each_record_becomes_its_kind(data: Path, tell_of: Callable[..., Any]) -> None:
    told = tell_of(SOURCE, data / GOOD)
    assert told.identified == 95
    assert told.unread == []
    assert len(told.events) == 13
    kinds = {one["event.action"]: one["event.dataset"] for one in told.events}
    assert kinds == {
        **dict.fromkeys(MANIFEST, "collection.collection"),
        **dict.fromkeys(("file", "mark"), "collection.file"),
        **dict.fromkeys(("process", "connection", "channel", "new-kind"), "collection.state"),
        "assign": "collection.dhcp",
    }  # fmt: skip
    assert {one["host.name"] for one in told.events} == {"N16-GI001"}


def test_columns_are_typed_and_the_rest_is_kept(data: Path, tell_of: Callable[..., Any]) -> None:
    found = by_action(tell_of(SOURCE, data / GOOD))
    process = found["process"]
    assert (process["process.pid"], process["process.parent.pid"]) == (4711, 820)
    assert process["event.start"] == datetime(2016, 6, 3, 7, 2, 50, 123456, tzinfo=UTC)
    assert process["process.command_line"].endswith('AnyDesk.exe" --control')
    assert found["connection"]["destination.port"] == 443
    assert found["channel"]["fields"]["bytes_max"] == "20971520"
    assert found["mark"]["c-uri"] == "https://download.example/AnyDesk.exe"
    assert found["new-kind"]["fields"] == {"anything": "kept"}
    assert found["file"]["file.accessed"] == datetime(2016, 6, 3, 7, 20, tzinfo=UTC)


def test_a_lease_counts_from_when_it_was_given(data: Path, tell_of: Callable[..., Any]) -> None:
    lease = by_action(tell_of(SOURCE, data / GOOD))["assign"]
    assert lease["@timestamp"] == datetime(2016, 6, 2, 23, 20, tzinfo=UTC)
    assert lease["client.mac"] == "02:00:5e:00:53:77"
    assert (lease["client.ip"], lease["client.name"]) == ("198.18.20.21", "N16-GI001")


def test_a_stick_pulled_out_leaves_all_but_the_last_line(
    data: Path, tell_of: Callable[..., Any]
) -> None:
    told = tell_of(SOURCE, data / "sources/collection/bad_pulled_out.jsonl")
    assert [one["event.action"] for one in told.events] == ["begin", "copy"]
    assert told.unread == [(3, "unread.collection_line")]


def test_odd_values_are_no_values_and_nothing_is_lost(
    data: Path, tell_of: Callable[..., Any]
) -> None:
    told = tell_of(SOURCE, data / "sources/collection/bad_odd_values.jsonl")
    assert len(told.events) == 4
    assert [position for position, _reason in told.unread] == [3, 4]
    odd = next(one for one in told.events if one["position"] == 2)
    assert not {"@timestamp", "process.pid", "source.port"} & odd.keys()
    assert odd["time.text"] == "no time"


def test_pointers_lead_back(data: Path, reread_equals: Callable[..., int]) -> None:
    assert reread_equals(SOURCE, data / GOOD) == 12


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.integers())
KEYS = st.text(max_size=8) | st.sampled_from(["@timestamp", "host.name", "file.size", "a.b"])
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=5)
LINES = st.lists(
    st.builds(
        lambda kind, more: json.dumps({"sekisho": kind, **more}), st.text(max_size=6), OBJECTS
    )
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20),
    min_size=1,
    max_size=6,
)


@given(LINES)
def test_every_line_is_an_event_or_unread(tmp_path_factory: Any, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("lines") / "x.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    items = list(read(SOURCE, evidence, Context(now=datetime(2026, 1, 1, tzinfo=UTC))))
    counted = sum(item.batch.num_rows for item in items if isinstance(item, (Events, Unread)))
    assert counted == sum(bool(line.strip()) for line in lines)
