"""EVTX: what is read, what is saved from damaged files, and what is not read."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from evtx import PyEvtxParser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.windows import chunks
from sekisho.sources.windows import parsed as parsed_records
from sekisho.sources.windows.evtx import SOURCE
from sekisho.sources.windows.leaves import leaves
from sekisho.sources.windows.names import TAKEN, column_of
from sekisho.sources.windows.parsed import json_records

AT = datetime(2016, 6, 3, 7, 3, 11, 123456, tzinfo=UTC)
CHUNK, HEADER = 65536, 4096


@pytest.fixture(scope="module")
def good(data: Path) -> Path:
    return data / "sources" / "evtx" / "good.evtx"


@pytest.fixture(scope="module")
def told(tell_of, good):
    return tell_of(SOURCE, good)


def test_everything_good_is_read(told):
    assert told.identified == 100
    assert told.unread == []
    assert told.notes == []
    assert [event["position"] for event in told.events] == [11, 12, 13, 14]


def test_a_logon(told):
    assert told.events[0] == {
        "@timestamp": AT,
        "time.text": "2016-06-03T07:03:11.1234567Z",
        "host.name": "PC-07.town.example",
        "user.name": "田中",
        "source.ip": "192.168.1.33",
        "event.dataset": "evtx.windows",
        "event.provider": "Microsoft-Windows-Security-Auditing",
        "event.code": "4624",
        "event.outcome": "success",
        "evidence": "good.evtx",
        "position": 11,
        "unit": "record",
        "EventID": 4624,
        "winlog.channel": "Security",
        "winlog.record_id": 11,
        "winlog.level": "0",
        "winlog.keywords": "0x8020000000000000",
        "fields": {
            "SubjectUserSid": "S-1-0-0",
            "SubjectUserName": "-",
            "TargetUserName": "田中",
            "TargetDomainName": "TOWN",
            "LogonType": "10",
            "WorkstationName": "",
            "IpAddress": "192.168.1.33",
            "IpPort": "50123",
            "EventData.Channel": "rdp",
        },
    }


def test_who_acted_and_what_is_unnamed(told):
    assert [event.get("user.name") for event in told.events] == ["田中", "tanaka", None, "PC-07$"]
    assert told.events[2]["Data"] == ["一つ目", "<二つ目>"]
    assert "source.ip" not in told.events[3]


def test_a_time_of_writing_that_differs_is_not_taken(told):
    assert told.events[1]["time.text"] == "2016-06-03T07:04:00.000000Z"


def test_a_pointer_leads_back(reread_equals, good):
    assert reread_equals(SOURCE, good) == 4


def damaged(good: Path, **zeroed: tuple[int, int]) -> bytes:
    whole = bytearray(good.read_bytes())
    for start, end in zeroed.values():
        whole[start:end] = bytes(end - start)
    return bytes(whole)


@pytest.mark.parametrize(
    "hole",
    [
        pytest.param((0, 128), id="file_header_wiped"),
        pytest.param((HEADER, HEADER + 8), id="chunk_magic_wiped"),
        pytest.param((HEADER + 8, HEADER + 512), id="chunk_header_wiped"),
        pytest.param((HEADER + CHUNK, HEADER + CHUNK + 512), id="second_chunk_header_wiped"),
    ],
)
def test_headers_can_be_gone(tell_of_bytes, good, told, hole):
    found = tell_of_bytes(SOURCE, damaged(good, hole=hole), name="good.evtx")
    assert found.identified >= 95
    assert sorted(e["position"] for e in found.events) == [11, 12, 13, 14]
    by_position = {event["position"]: event for event in found.events}
    assert [by_position[event["position"]] for event in told.events] == told.events
    assert found.unread == []


def test_a_file_without_header_begins_with_a_chunk(tell_of_bytes, good):
    found = tell_of_bytes(SOURCE, good.read_bytes()[HEADER:], name="x.evtx")
    assert [event["position"] for event in found.events] == [11, 12, 13, 14]


def test_a_cut_off_file_gives_what_is_there(tell_of, data):
    found = tell_of(SOURCE, data / "sources" / "evtx" / "bad_cut_off.evtx")
    assert [event["position"] for event in found.events] == [11, 12, 13]
    assert found.note("note.evtx_saved").values == {"records": "1"}


def test_a_record_with_a_hole_is_unread_and_the_rest_goes_on(tell_of_bytes, good):
    whole = good.read_bytes()
    start = whole.index(b"**\x00\x00") + 24
    found = tell_of_bytes(SOURCE, damaged(good, hole=(start + 60, start + 200)), name="x.evtx")
    assert [event["position"] for event in found.events] == [12, 13, 14]
    assert found.unread == [(11, "unread.evtx_record")]
    assert found.note("note.evtx_damaged").doubt


@pytest.mark.parametrize("number", [2**63 - 1, 2**63 + 11, 2**64 - 1])
def test_a_number_that_no_log_reaches_is_damage_and_the_rest_goes_on(tell_of_bytes, good, number):
    whole = bytearray(good.read_bytes())
    at = whole.index(b"**\x00\x00") + 8
    whole[at : at + 8] = number.to_bytes(8, "little")
    found = tell_of_bytes(SOURCE, bytes(whole), name="x.evtx")
    assert [event["position"] for event in found.events] == [12, 13, 14]
    assert found.note("note.evtx_damaged").values["times"] == "1"


def test_records_behind_a_broken_one_are_saved(tell_of_bytes, good):
    whole = good.read_bytes()
    start = whole.index(b"**\x00\x00")
    found = tell_of_bytes(SOURCE, damaged(good, hole=(start, start + 64)), name="x.evtx")
    assert sorted(event["position"] for event in found.events) == [12, 13, 14]
    assert found.note("note.evtx_saved").values == {"records": "1"}


def test_a_name_with_control_characters_is_read(tell_of_bytes, good):
    whole = good.read_bytes()
    at = whole.index("LogonType".encode("utf-16-le"))
    found = tell_of_bytes(SOURCE, whole[:at] + b"\x01\0" + whole[at + 2 :], name="x.evtx")
    assert [event["position"] for event in found.events] == [11, 12, 13, 14]
    assert found.events[0]["fields"]["\x01ogonType"] == "10"
    assert found.unread == []


def test_a_record_that_is_given_as_no_json_is_unread(tell_of_bytes, good, monkeypatch):
    def torn(file):
        for record in json_records(file):
            cut = -1 if record["event_record_id"] == 12 else None
            yield {**record, "data": record["data"][:cut]}

    monkeypatch.setattr(parsed_records, "json_records", torn)
    monkeypatch.setattr(chunks, "json_records", torn)
    found = tell_of_bytes(SOURCE, good.read_bytes(), name="x.evtx")
    assert [event["position"] for event in found.events] == [11, 13, 14]
    assert found.unread == [(12, "unread.evtx_record")]


def test_a_chunk_of_rubbish_is_unread(tell_of_bytes, good):
    rubbish = b"\x55" * CHUNK
    found = tell_of_bytes(SOURCE, good.read_bytes() + rubbish, name="x.evtx")
    assert len(found.events) == 4
    assert found.unread == [(HEADER + 2 * CHUNK, "unread.evtx_chunk")]


def test_a_number_that_comes_twice_gets_a_pointer_of_its_own(tell_of_bytes, good):
    whole = good.read_bytes()
    found = tell_of_bytes(SOURCE, whole + whole[HEADER:], name="x.evtx")
    assert [e["position"] for e in found.events] == [11, 12, 13, 14, -5, -6, -7, -8]
    assert found.note("note.evtx_numbers_repeated").values == {"records": "4"}


def test_no_chunk_is_not_readable(tell_of, data):
    found = tell_of(SOURCE, data / "sources" / "evtx" / "bad_no_chunk.evtx")
    assert found.events == []


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    places=st.lists(st.tuples(st.integers(0, 135_000), st.binary(min_size=1, max_size=400))),
    end=st.integers(0, 135_168),
)
def test_no_damage_raises(tell_of_bytes, good, places, end):
    whole = bytearray(good.read_bytes())
    for start, bytes_ in places:
        whole[start : start + len(bytes_)] = bytes_
    found = tell_of_bytes(SOURCE, bytes(whole[:end]), name="x.evtx")
    assert len(found.events) <= 4 + len(found.unread) + 400


@pytest.fixture(scope="module")
def unpacked(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evtx")
    for name in ("evtx-attack", "evtx-edge"):
        with zipfile.ZipFile(shared / "data" / name / f"{name}-open.zip") as archive:
            archive.extractall(folder / name)
    return folder


def parsed(path: Path) -> dict[int, dict]:
    """The parser's own records by number, as far as it goes."""
    found = {}
    records = PyEvtxParser(str(path)).records_json()
    while True:
        try:
            record = next(records)
        except StopIteration:
            return found
        except RuntimeError:
            continue
        found[record["event_record_id"]] = json.loads(record["data"])["Event"]


def test_shared_damaged_files_give_at_least_what_the_parser_gave(tell_of, shared, unpacked):
    lines = (shared / "data/evtx-edge/expected.tsv").read_text(encoding="utf-8").splitlines()
    paths = {path.name: path for path in (unpacked / "evtx-edge").rglob("*.evtx")}
    saved = 0
    for line in lines[1:]:
        name, count, *_ = line.split("\t")
        found = tell_of(SOURCE, paths[name])
        assert len(found.events) >= int(count), name
        positions = [event["position"] for event in found.events]
        assert len(set(positions)) == len(positions)
        assert not {position for position, _ in found.unread} & set(positions)
        saved += sum(int(n.values["records"]) for n in found.notes if n.code == "note.evtx_saved")
    assert saved >= 70  # beyond what the parser reaches, from the two damaged ones


def test_shared_attack_logs_are_read_whole_and_exactly(tell_of, shared, unpacked):
    index = (shared / "data/evtx-attack/index.tsv").read_text(encoding="utf-8").splitlines()
    expected: dict[str, Counter[str]] = {}
    for line in index[1:]:
        path, _channel, _provider, code, count = line.split("\t")
        expected.setdefault(path, Counter())[code] += int(count)
    names: set[str] = set()
    for path, codes in expected.items():
        file = unpacked / "evtx-attack" / path
        if not file.is_file():
            continue
        found = tell_of(SOURCE, file)
        assert len(found.events) >= codes.total(), path
        if "?" not in codes:  # the index could not tell the code
            assert Counter(event["event.code"] for event in found.events) >= codes, path
        names |= {name for event in found.events for name in event["fields"]}
        check_exactly(found.events, parsed(file))
    assert len(names) > 400
    folded = Counter(column_of(name).lower() for name in names)
    assert [name for name, count in folded.items() if count > 1] == []
    assert not names & TAKEN.keys()


def check_exactly(events, records) -> None:
    """The data of each event are the record's own, text for text."""
    for event in events:
        told = leaves(records[event["position"]])
        names = [TAKEN.get(name, name) for name in told.names]
        assert event["fields"] == dict(zip(names, told.values, strict=True))
        assert event.get("Data") == told.data


def test_shared_regression_logs_say_what_their_json_says(tell_of, shared):
    compared = 0
    same: Counter[bool] = Counter()
    for path in sorted((shared / "data/evtx-sigma-regression").rglob("*.evtx")):
        text = path.with_suffix(".json").read_text(encoding="utf-8-sig")
        try:
            event = json.loads(text)["Event"]
        except (json.JSONDecodeError, TypeError, KeyError):
            continue  # several events, or another shape
        system = event["System"]
        found = [
            one
            for one in tell_of(SOURCE, path).events
            if str(one.get("winlog.record_id")) == str(system["EventRecordID"])
        ]
        code = system["EventID"]
        assert found[0]["event.code"] == str(code["#text"] if isinstance(code, dict) else code)
        time = system["TimeCreated"]["#attributes"]["SystemTime"]
        assert abs(found[0]["@timestamp"] - datetime.fromisoformat(time)) < timedelta(seconds=1)
        for name, value in (event.get("EventData") or {}).items():
            if name != "Data" and isinstance(value, str) and "Guid" not in name:
                read = found[0]["fields"][TAKEN.get(name, name)]
                same[read.strip(" {}") == value.strip(" {}")] += 1
        compared += 1
    assert compared > 60
    # their authors retouched a few values of the JSON by hand
    assert same[True] > 1000
    assert same[False] < 0.005 * same[True]
