"""The proof of antivirus: what each host's records show, and what they do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sekisho.detect.av import AvRow, antivirus

DEFENDER = "Microsoft-Windows-Windows Defender/Operational"
START = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)


def event(number: int, hours: float, host: str = "PC01.town.example", **fields: str) -> Any:
    return {
        "kind": "windows",
        "columns": {
            "@timestamp": (START + timedelta(hours=hours)).isoformat(),
            "host.name": host,
            "EventID": number,
            "winlog.channel": DEFENDER,
        },
        "fields": {name.replace("_", " "): value for name, value in fields.items()},
    }


def update(hours: float, version: str, kind: str = "AntiVirus") -> Any:
    return event(
        2000,
        hours,
        Current_security_intelligence_Version=version,
        Security_intelligence_Type=kind,
    )


def only(made: Any, lines: list[Any], at: datetime | None = None) -> AvRow:
    (row,) = antivirus(made(lines), [], at)
    return row


def test_a_host_without_data_is_a_row(made: Any) -> None:
    rows = antivirus(made([update(0, "1.1")]), ["pc01", "SV-02"], None)
    assert [(row.host, row.known, row.product) for row in rows] == [
        ("pc01", True, "Microsoft Defender"),
        ("SV-02", False, None),
    ]
    assert rows[1].last_update is None
    assert rows[1].last_full_scan is None


def test_updates_are_counted_once_a_version(made: Any) -> None:
    lines = [
        update(0, "1.1"),
        update(0, "1.1", "AntiSpyware"),
        update(0, "1.1", "Network Inspection System"),
        update(24, "1.2"),
        update(25, "1.2"),
        update(96, "1.3"),
        event(2001, 97),
    ]
    row = only(made, lines)
    assert (row.updates, row.failed_updates, row.definition) == (3, 1, "1.3")
    assert row.update_median_s == 48 * 3600
    assert row.update_worst_s == 72 * 3600
    assert row.last_update == START + timedelta(hours=96)


def test_the_age_of_definitions_at_a_moment(made: Any) -> None:
    lines = [update(0, "1.1"), update(24, "1.2"), update(48, "1.3")]
    row = only(made, lines, START + timedelta(hours=30))
    assert (row.definition_at, row.definition_age_s) == ("1.2", 6 * 3600)
    before = only(made, lines, START - timedelta(hours=1))
    assert (before.definition_at, before.definition_age_s) == (None, None)


@pytest.mark.parametrize(
    ("parameters", "full"), [("%%805", True), ("%%806", False), ("%%807", False), ("", False)]
)
def test_only_a_full_scan_is_one(made: Any, parameters: str, full: bool) -> None:
    row = only(made, [event(1001, 5, Scan_Parameters=parameters)])
    assert row.last_scan == START + timedelta(hours=5)
    assert (row.last_full_scan is not None) == full


def test_a_scan_begun_or_cancelled_is_none(made: Any) -> None:
    row = only(made, [event(1002, 5, Scan_Parameters="%%805")])
    assert row.last_scan is None


def test_protection_off_and_on(made: Any) -> None:
    lines = [event(5001, 1), event(5001, 2), event(5000, 3), event(5010, 4)]
    row = only(made, lines)
    assert [(span.part, span.start, span.end) for span in row.off] == [
        ("real-time", START + timedelta(hours=1), START + timedelta(hours=3)),
        ("malware-scan", START + timedelta(hours=4), None),
    ]


def test_detections_after_the_moment_are_late(made: Any) -> None:
    lines = [
        event(1116, hours, Threat_Name="Trojan:Example", Path="file:_C:\\x.js") for hours in (1, 9)
    ]
    row = only(made, lines, START + timedelta(hours=5))
    assert [(found.threat, found.late) for found in row.detections] == [
        ("Trojan:Example", False),
        ("Trojan:Example", True),
    ]


def test_exclusions_and_a_deleted_history(made: Any) -> None:
    key = "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths\\C:\\work = 0x0"
    row = only(made, [event(5007, 1, New_Value=key), event(5007, 2, Old_Value=key), event(1013, 3)])
    assert row.exclusions == (key,)
    assert row.history_deleted == (START + timedelta(hours=3),)


def test_ages_in_days_are_uncertain_and_step_back_behind_records(made: Any) -> None:
    health = event(
        1151,
        48,
        AV_security_intelligence_version="1.1",
        Last_AV_security_intelligence_age="2",
        Last_full_scan_age="4294967295",
        Last_quick_scan_age="1",
    )
    alone = only(made, [health])
    assert alone.last_update == START
    assert alone.last_update_about_s == 86400
    assert alone.last_full_scan is None
    both = only(made, [update(3, "1.1"), health])
    assert (both.last_update, both.last_update_about_s) == (START + timedelta(hours=3), 0)


def test_a_time_that_cannot_be_is_no_time(made: Any) -> None:
    line = event(1116, 0, Threat_Name="x")
    line["columns"]["@timestamp"] = "1601-01-01T00:00:00+00:00"
    row = only(made, [line], START)
    assert [(found.moment, found.late) for found in row.detections] == [(None, False)]
    assert row.first_seen is None


def test_a_products_own_log(made: Any) -> None:
    def own(action: str, hour: int, **more: str) -> Any:
        columns = {name.replace("__", "."): value for name, value in more.items()}
        moment = (START + timedelta(hours=hour)).isoformat()
        return {
            "kind": "antivirus",
            "columns": {
                "@timestamp": moment,
                "host.name": "SV01",
                "event.action": action,
                "antivirus.product": "他社製品",
                **columns,
            },
        }

    lines = [
        own("update", 0, antivirus__definition="10"),
        own("update", 6, antivirus__definition="11"),
        own("scan-finish", 7, antivirus__scan="full"),
        own("protection-off", 8),
        own("detect", 9, threat__name="x"),
        own("configure", 10),
    ]
    row = only(made, lines)
    assert (row.host, row.product, row.updates) == ("SV01", "他社製品", 2)
    assert row.last_full_scan == START + timedelta(hours=7)
    assert row.off[0].end is None
    assert row.detections[0].threat == "x"


def test_two_products_are_two_rows(made: Any) -> None:
    other = {
        "kind": "antivirus",
        "columns": {
            "@timestamp": START.isoformat(),
            "host.name": "pc01",
            "event.action": "update",
            "antivirus.product": "他社製品",
        },
    }
    rows = antivirus(made([update(1, "1"), other]), [], None)
    assert [row.product for row in rows] == ["Microsoft Defender", "他社製品"]
    assert {row.updates for row in rows} == {1}


def test_a_moment_needs_a_zone(made: Any) -> None:
    with pytest.raises(ValueError, match="zone"):
        antivirus(made([]), [], datetime(2026, 11, 1))  # noqa: DTZ001
