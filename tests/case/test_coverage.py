from __future__ import annotations

from datetime import timedelta

from sekisho.case.addresses import addresses
from sekisho.case.build import DEFAULT_HOURS
from sekisho.case.coverage import coverage, covered
from sekisho.case.facts import Coverage
from sekisho.case.hosts import Names
from sekisho.case.known import Known, Machine
from sekisho.case.places import learn_names, places
from sekisho.case.traces import traces

from .conftest import Records, at


def covers(records: Records, known: Known | None = None) -> Coverage:
    known = known or Known()
    connection, names = records.connection(), Names()
    names.tell(machine.name for machine in known.machines)
    learn_names(connection, names)
    places(connection, [], names)
    addresses(connection, known, names)
    found = traces(connection)
    office = DEFAULT_HOURS.is_workday
    entries = records.entries()
    return coverage(connection, known, names, entries, found, office, at("23:00", day=30))


def work(records: Records, days: tuple[int, ...], lost: tuple[int, str, str] | None = None) -> None:
    """PC-A browses and writes events all day; the events of a stretch may be lost."""
    for day in days:
        records.lease(at("8:20", day=day), "10.0.0.21", "PC-A")
        for minute in range(0, 540, 6):
            moment = at("8:30", day=day) + timedelta(minutes=minute)
            records.page(moment, "10.0.0.21", "http://town.example.jp/")
            gone = lost and lost[0] == day
            if not (lost and gone and at(lost[1], day) <= moment < at(lost[2], day)):
                records.windows(moment, "PC-A", 4688, NewProcessName="x.exe")
                records.windows(moment, "PC-B", 4688, NewProcessName="x.exe")


def test_whole_days_have_no_gaps(records: Records) -> None:
    work(records, (1, 2, 3))
    found = covers(records)
    assert found.gaps == ()
    counts = {one.source: (one.events, one.hosts) for one in found.sources}
    assert counts["evtx.windows"] == (540, ("PC-A", "PC-B"))
    assert sum(hour.events for hour in found.hours if hour.source == "squid.proxy") == 270


def test_a_lost_afternoon_is_a_gap(records: Records) -> None:
    work(records, (1, 2, 3), (2, "13:00", "17:30"))
    (gap,) = covers(records).gaps
    assert (gap.source, gap.host, gap.reason) == ("evtx.windows", None, "gap.silent")
    assert (gap.start, gap.end) == (at("12:55", day=2), at("8:30", day=3))


def test_a_log_that_begins_with_its_own_clearing(records: Records) -> None:
    work(records, (1, 2, 3))
    cleared = {"provider": "Microsoft-Windows-Eventlog", "channel": "Security"}
    records.windows(at("16:42"), "PC-C", 1102, SubjectUserName="t", **cleared)
    (gap,) = covers(records).gaps
    assert (gap.host, gap.reason, gap.end) == ("PC-C", "gap.cleared", at("16:42"))


def test_a_day_missing_from_a_series_of_files(records: Records) -> None:
    for day in (30, 31, 1, 3):
        month = 5 if day > 3 else 6
        name = f"beat-2016{month:02d}{day:02d}.ndjson"
        moment = at("9:00", day=1) + timedelta(days=day - 32 if day > 3 else day - 1)
        records.add("windows", moment, evidence=name, EventID=1, **{"host.name": "PC-A"})
    found = covers(records)
    assert [(gap.start, gap.reason) for gap in found.gaps] == [
        (at("0:00", day=2), "gap.file_missing")
    ]


def test_hosts_that_send_nothing_are_told(records: Records) -> None:
    work(records, (1,))
    records.lease(at("9:00", day=1), "10.0.0.30", "PC-D.town.local")
    register = Known((Machine("PC-A"), Machine("YOBI-1"), Machine("PRN-1", role="printer")))
    silent = covers(records, register).silent_hosts
    assert [one.host for one in silent] == ["PC-D", "YOBI-1"]


def test_an_interval_is_covered_only_between_records(records: Records) -> None:
    work(records, (1, 2, 3), (2, "13:00", "17:30"))
    found = covers(records)
    source = next(one for one in found.sources if one.source == "evtx.windows")
    assert covered(found.gaps, source, at("9:00", day=1), at("10:00", day=1))
    assert not covered(found.gaps, source, at("14:00", day=2), at("14:10", day=2))
    assert not covered(found.gaps, source, at("17:00", day=3), at("18:00", day=3))


def test_times_no_record_can_carry_count_as_undated(records: Records) -> None:
    work(records, (1, 2))
    for year in (1601, 2099):
        records.page(at("9:00").replace(year=year), "10.0.0.21", "http://town.example.jp/")
    found = covers(records)
    proxy = next(one for one in found.sources if one.source == "squid.proxy")
    assert (proxy.events, proxy.undated, proxy.start) == (182, 2, at("8:30", day=1))
    assert found.gaps == ()
