"""What a collection says of itself, and what of it is missing, altered or cut off."""

from __future__ import annotations

from typing import Any

import pytest

from sekisho.case.collected import Collected, collected
from sekisho.ledger.manifest import Entry

from .conftest import Records, at, entry

MANIFEST = "stick/PC01_1/collection.jsonl"
COPY = "files/C/Users/t/a.xlsx"


def told(records: Records, act: str, **columns: Any) -> None:
    records.add("collection", at("18:00"), evidence=columns.pop("evidence", MANIFEST),
                event__action=act, host__name="PC01.town.example", **columns)  # fmt: skip


def ask(records: Records, *more: Entry) -> Collected:
    return collected(records.connection(), records.entries(*more))


def codes(found: Collected) -> dict[str, dict[str, str]]:
    return {doubt.code: dict(doubt.values) for doubt in found.doubts}


@pytest.fixture
def whole(records: Records) -> Records:
    told(records, "begin")
    told(records, "copy", collection__step="documents", collection__path=COPY,
         file__path=r"C:\Users\t\a.xlsx",
         file__hash__sha256="aa")  # fmt: skip
    told(records, "step", collection__step="browsers", event__outcome="success")
    return records


def test_a_manifest_says_whose_a_file_was_and_where_it_lay(whole: Records) -> None:
    told(whole, "end")
    found = ask(whole, entry(f"stick/PC01_1/{COPY}", sha256="aa"), entry("stick/other.txt"))
    assert found.hosts == {MANIFEST: "pc01", f"stick/PC01_1/{COPY}": "pc01"}
    assert found.originals == {f"stick/PC01_1/{COPY}": r"C:\Users\t\a.xlsx"}
    assert found.steps == {f"stick/PC01_1/{COPY}": "documents"}
    assert found.apart == {MANIFEST}
    assert found.doubts == ()


def test_answers_of_commands_are_records_and_no_documents(whole: Records) -> None:
    told(whole, "copy", collection__path="volatile/netstat.txt", file__path="netstat.exe -ano")
    told(whole, "copy", collection__step="autostart", collection__path="files/C/Tasks/x",
         file__path=r"C:\Tasks\x")  # fmt: skip
    task = "stick/PC01_1/files/C/Tasks/x"
    found = ask(whole, entry(f"stick/PC01_1/{COPY}"), entry("stick/PC01_1/volatile/netstat.txt"),
                entry(task),
                entry("stick/PC01_1/log.txt"))  # fmt: skip
    assert found.originals.keys() == {f"stick/PC01_1/{COPY}", task}
    assert found.apart == {
        MANIFEST, "stick/PC01_1/volatile/netstat.txt", "stick/PC01_1/log.txt", task,
    }  # fmt: skip


def test_a_collection_at_the_top_takes_nothing_that_is_not_its_own(records: Records) -> None:
    told(records, "begin", evidence="collection.jsonl")
    told(records, "copy", evidence="collection.jsonl", collection__path="x.zip",
         collection__step="documents", file__path=r"C:\x.zip")  # fmt: skip
    told(records, "end", evidence="collection.jsonl")
    more = [entry(name) for name in ("x.zip", "x.zip!/a.xlsx", "台帳/端末.xlsx", "log.txt")]
    found = ask(records, *more)
    assert found.originals == {"x.zip": r"C:\x.zip"}
    assert found.hosts.keys() == {"collection.jsonl", "x.zip", "x.zip!/a.xlsx", "log.txt"}
    assert found.apart == {"collection.jsonl", "log.txt"}


def test_one_in_an_archive(records: Records) -> None:
    inside = "stick.zip!/PC01_1/collection.jsonl"
    told(records, "copy", evidence=inside, collection__path=COPY, file__path=r"C:\a")
    assert ask(records, entry(f"stick.zip!/PC01_1/{COPY}")).originals == {
        f"stick.zip!/PC01_1/{COPY}": r"C:\a"
    }


def test_cut_off_missing_altered(whole: Records) -> None:
    told(whole, "copy", collection__path="files/C/gone", file__path=r"C:\gone",
         file__hash__sha256="bb")  # fmt: skip
    found = codes(ask(whole, entry(f"stick/PC01_1/{COPY}", sha256="ff")))
    assert found["collected.cut_off"] == {"host": "PC01.town.example", "step": "browsers"}
    assert found["collected.missing"]["first"] == "stick/PC01_1/files/C/gone"
    assert found["collected.altered"]["count"] == "1"


def test_a_resumed_collection_that_came_to_its_end_is_whole(whole: Records) -> None:
    told(whole, "begin")
    told(whole, "end")
    assert "collected.cut_off" not in codes(ask(whole, entry(f"stick/PC01_1/{COPY}")))


def test_failures_and_steps_without_an_administrator(whole: Records) -> None:
    told(whole, "failure", file__path=r"C:\locked", event__reason="in use")
    told(whole, "failure", file__path=r"C:\other", event__reason="in use")
    told(whole, "step", collection__step="prefetch", event__outcome="failure")
    told(whole, "step", collection__step="samba", event__outcome=None)
    found = codes(ask(whole))
    assert found["collected.failed"]["count"] == "2"
    assert found["collected.failed"]["first"] == r"C:\locked"
    assert found["collected.not_admin"]["steps"] == "prefetch"


def test_lists_without_their_manifest_are_told(records: Records) -> None:
    records.add("state", at("18:00"), evidence="x/processes.jsonl", event__action="process",
                host__name="PC02")  # fmt: skip
    records.add("file", at("18:00"), evidence="x/listing.jsonl", event__action="file",
                host__name="PC02")  # fmt: skip
    found = codes(ask(records))
    assert found == {"collected.no_manifest": {"host": "PC02", "count": "2"}}


def test_a_tool_that_was_still_connected(records: Records) -> None:
    base = {"event__action": "connection", "host__name": "PC01", "destination__ip": "203.0.113.7"}
    anydesk = r"C:\Users\t\Downloads\AnyDesk.exe"
    records.add("state", at("18:00"), session__state="Established", process__executable=anydesk,
                **base)  # fmt: skip
    records.add("state", at("18:00"), session__state="Listen", process__name="TeamViewer", **base)
    records.add("state", at("18:00"), session__state="Established", process__name="msedge", **base)
    still = [doubt for doubt in ask(records).doubts if doubt.code == "collected.still_connected"]
    assert [dict(doubt.values)["tool"] for doubt in still] == ["AnyDesk"]


@pytest.mark.parametrize(
    ("pc", "typed", "offset"),
    [
        ("2016-06-03T09:16:05.5Z", "18:16:00", 5.5),
        ("2016-06-03T09:15:55Z", "18:16:00", -5.0),
        ("2016-06-03T15:00:30Z", "23:59:50", 40.0),
        ("2016-06-03T14:59:50Z", "00:00:10", -20.0),
        ("2016-06-03T09:16:05Z", "25:00:00", None),
        ("nonsense", "18:16:00", None),
        ("2016-06-03T09:16:05Z", "", None),
    ],
)
def test_the_clock_against_a_radio_clock(
    records: Records, pc: str, typed: str, offset: float | None
) -> None:
    told(records, "clock", fields=[("clock_pc", pc), ("clock_told", typed)])
    clock = ask(records).clocks.get("pc01")
    assert (clock.offset_s if clock else None) == offset


def test_no_collection_no_word(records: Records) -> None:
    records.windows(at("16:00"), "PC01", 4688)
    assert ask(records) == Collected()
