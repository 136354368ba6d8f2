"""USBGuard's audit log, as the daemon wrote it, and lines it never wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.sources.contract import Sample
from sekisho.sources.registry import identified
from sekisho.sources.usbguard import SOURCE

HEAD = "[1795899708.510] (A) uid=0 pid=7 result='SUCCESS' "
RULE = "device.rule='block id 0781:5581 {} via-port \"1-2\" with-interface {}' "
INSERT = "type='Device.Insert' "


def good(data: Path) -> Path:
    return data / "sources" / "usbguard" / "good.log"


def test_what_the_daemon_wrote(data: Path, tell_of: Callable[..., Any]) -> None:
    told = tell_of(SOURCE, good(data))
    assert list(told.unread) == []
    rows = [row for row in told.events if row["device.port"] != "usb1"]
    came = [row for row in rows if row["event.action"] == "insert"]
    verdicts = {row["device.port"]: row["device.verdict"] for row in rows}
    assert verdicts == {
        "1-1": "allow", "1-2": "block", "1-3": "reject", "1-4": "allow", "1-5": "block",
        "1-6": "allow",  # by hand
    }  # fmt: skip
    serials = {row["device.port"]: row["device.serial_number"] for row in rows}
    assert [serials[f"1-{port}"] for port in (1, 2, 3, 4, 6)] == [
        "4C530001230101117392", "9999", 'X"1', "", "日本5",
    ]  # fmt: skip
    assert serials["1-5"] == "O'Neil' type='Device.Remove"
    assert not [row for row in rows if row["event.action"] == "remove"]  # it only said so
    hidden = next(row for row in came if row["device.port"] == "1-3")
    assert hidden["device.interfaces"] == ["08:06:50", "03:01:01", "03:00:00"]
    assert (hidden["device.vendor_id"], hidden["device.product_id"]) == ("1234", "0001")
    assert dict(hidden["fields"])["uid"] == "0"
    assert all(row["@timestamp"].tzinfo for row in rows)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (HEAD + RULE.format('serial ""', "08:06:50") + INSERT, ("insert", "", ["08:06:50"])),
        (HEAD + RULE.format("", "08:06:50") + INSERT, ("insert", None, ["08:06:50"])),
        (HEAD + RULE.format('serial "A"', "{ }") + "type='Device.Remove'", ("remove", "A", [])),
        (HEAD + "rule.id='4' type='Policy.Remove' ", ("other", None, [])),
        (HEAD + RULE.format('serial "\\x41\\xff"', "") + INSERT, ("insert", "A\ufffd", [])),
    ],
    ids=["no_serial", "hidden_serial", "removed", "a_rule_taken_away", "odd_bytes"],
)
def test_each_form(line: str, wanted: Any, tmp_path: Path, tell_of: Callable[..., Any]) -> None:
    log = tmp_path / "usbguard-audit.log"
    log.write_text(line + "\n", encoding="utf-8")
    (row,) = tell_of(SOURCE, log).events
    found = (row["event.action"], row.get("device.serial_number"), row["device.interfaces"])
    assert found == wanted
    assert row["@timestamp"] == datetime(2026, 11, 28, 21, 1, 48, 510000, tzinfo=UTC)


def test_only_the_lines_that_are_none_of_it_are_left_out(
    data: Path, tell_of: Callable[..., Any]
) -> None:
    told = tell_of(SOURCE, data / "sources" / "usbguard" / "bad.log")
    assert [row["position"] for row in told.events] == [1, 5]
    assert [at for at, _ in told.unread] == [2, 3, 4]


@pytest.mark.parametrize(
    "line",
    [
        HEAD,
        HEAD + "type='Device.Insert",
        HEAD + RULE.format('serial "A', "08:06:50") + INSERT,
        HEAD + "and more " + INSERT,
        HEAD.replace("1795899708", "99999999999999") + INSERT,
        HEAD.replace("(A)", "(E)") + INSERT,
        "usbguard",
    ],
    ids=["nothing_told", "cut_off", "open_quote", "words_between", "far_time", "no_audit", "word"],
)
def test_other_lines_are_unread(line: str, tmp_path: Path, tell_of: Callable[..., Any]) -> None:
    log = tmp_path / "usbguard-audit.log"
    log.write_text(line + "\n", encoding="utf-8")
    told = tell_of(SOURCE, log)
    assert list(told.events) == []
    assert list(told.unread) == [(1, "unread.usbguard_line")]


def test_it_is_known_by_its_content(data: Path) -> None:
    content = good(data).read_bytes()
    assert identified(Sample("messages", content, len(content))) is SOURCE
