"""Lines of Samba's full_audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sekisho.sources.contract import Note
from sekisho.sources.syslog.syslog import SOURCE

LINE = "Jun  3 16:03:11 kyoyu smbd_audit[77]: "
HINT = "samba.full_audit.prefix"
Told = Callable[..., Any]


def _one(lines_told: Told, act: str) -> dict[str, Any]:
    [event] = lines_told(SOURCE, f"{LINE}satou|192.168.1.33|{act}").events
    return dict(event)


def test_a_reading_whole(lines_told: Told) -> None:
    told = lines_told(SOURCE, f"{LINE}satou|192.168.1.33|openat|ok|r|税務課/名簿.xlsx")
    assert told.events == [
        {
            "kind": "share",
            "@timestamp": "2016-06-03T07:03:11Z",
            "time.text": "Jun  3 16:03:11",
            "observer.name": "kyoyu",
            "user.name": "satou",
            "source.ip": "192.168.1.33",
            "event.dataset": "syslog.share",
            "event.provider": "smbd_audit",
            "event.code": "openat",
            "event.action": "read",
            "event.outcome": "success",
            "position": 1,
            "share.operation": "openat",
            "file.path": "税務課/名簿.xlsx",
            "file.access": "r",
            "fields": {"pid": "77"},
        }
    ]
    assert Note("note.samba_prefix_default", {"prefix": "%u|%I"}) in told.notes


@pytest.mark.parametrize(
    ("act", "action", "path", "access"),
    [
        ("open|ok|r|a.xlsx", "read", "a.xlsx", "r"),
        ("open|ok|w|a.xlsx", "write", "a.xlsx", "w"),
        ("openat|ok|r|a|b|c.xlsx", "read", "a|b|c.xlsx", "r"),
        ("create_file|ok|0x1|file|open|a.xlsx", "read", "a.xlsx", "r"),
        ("create_file|ok|0x120089|file|open|a|b.xlsx", "read", "a|b.xlsx", "r"),
        ("create_file|ok|0x80|file|open|a.xlsx", "attributes", "a.xlsx", None),
        ("create_file|ok|0x100080|file|open|a.xlsx", "attributes", "a.xlsx", None),
        ("create_file|ok|0x12019f|file|open|a.xlsx", "write", "a.xlsx", "rw"),
        ("create_file|ok|0x2|file|overwrite_if|a.xlsx", "write", "a.xlsx", "w"),
        ("create_file|ok|0x12019f|file|create|a.xlsx", "create", "a.xlsx", "rw"),
        ("create_file|ok|0x10080|file|open|a.xlsx", "other", "a.xlsx", None),
        ("create_file|ok|0x100081|dir|open|d", "list", "d", None),
        ("pread|ok|a.xlsx", "read", "a.xlsx", None),
        ("sendfile|ok|a.xlsx", "read", "a.xlsx", None),
        ("pwrite_send|ok|a.xlsx", "write", "a.xlsx", None),
        ("unlinkat|ok|a.xlsx", "delete", "a.xlsx", None),
        ("mkdirat|ok|d", "create", "d", None),
        ("fdopendir|ok|d", "list", "d", None),
        ("readdir|ok|", "list", None, None),
        ("stat|ok|a.xlsx", "attributes", "a.xlsx", None),
        ("lstat|ok|a.xlsx", "attributes", "a.xlsx", None),
        ("fgetxattr|ok|a.xlsx|user.DOSATTRIB", "attributes", "a.xlsx", None),
        ("chmod|ok|a.xlsx", "other", "a.xlsx", None),
    ],
)
def test_acts(
    lines_told: Told, act: str, action: str, path: str | None, access: str | None
) -> None:
    event = _one(lines_told, act)
    assert event["event.action"] == action
    assert event.get("file.path") == path
    assert event.get("file.access") == access


@pytest.mark.parametrize(
    ("act", "old", "new"),
    [
        ("rename|ok|a.xlsx|b.xlsx", "a.xlsx", "b.xlsx"),
        ("renameat|ok|x|a.xlsx|x|b.xlsx", "x|a.xlsx", "x|b.xlsx"),
    ],
)
def test_renaming(lines_told: Told, act: str, old: str, new: str) -> None:
    event = _one(lines_told, act)
    assert event["event.action"] == "rename"
    assert (event["file.path"], event["file.target_path"]) == (old, new)


def test_a_refusal_has_its_reason(lines_told: Told) -> None:
    event = _one(lines_told, "create_file|fail (Permission denied)|0x1|file|open|秘.xlsx")
    assert (event["event.outcome"], event["event.reason"]) == ("failure", "Permission denied")


def test_connecting_names_the_share(lines_told: Told) -> None:
    event = _one(lines_told, "connect|ok|zeimu")
    assert (event["event.action"], event["share.name"]) == ("connect", "zeimu")
    assert "file.path" not in event


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#347#250#216#345#213#231/#345#220#215#347#260#277.xlsx", "税務/名簿.xlsx"),
        (r"\347\250\216\345\213\231.xlsx", "税務.xlsx"),
        (r"\xe7\xa8\x8e\xe5\x8b\x99.xlsx", "税務.xlsx"),
        ("No#012.pdf", "No#012.pdf"),
        ("#200.txt", "#200.txt"),
        ("#200#201.txt", "#200#201.txt"),
    ],
)
def test_escaped_names(lines_told: Told, written: str, read: str) -> None:
    event = _one(lines_told, f"pread|ok|{written}")
    assert event["file.path"] == read
    assert event["fields"].get("file.path.escaped") == (written if written != read else None)


FOUR = "satou|192.168.1.33|pc-033|zeimu"


def test_a_configured_prefix(lines_told: Told) -> None:
    told = lines_told(
        SOURCE, f"{LINE}{FOUR}|unlinkat|ok|a|b", hints={HINT: ("%u|%m", "%u|%I|%m|%S")}
    )
    [event] = told.events
    assert (event["host.name"], event["share.name"]) == ("pc-033", "zeimu")
    assert event["file.path"] == "a|b"
    note = Note("note.samba_prefix_configured", {"prefix": "%u|%I|%m|%S"})
    assert note in told.notes


def test_a_prefix_with_other_signs(lines_told: Told) -> None:
    line = f"{LINE}user=satou ip=::ffff:192.168.1.33 at=2016/06/03 16:03:11|pread|ok|a"
    [event] = lines_told(SOURCE, line, hints={HINT: ("user=%u ip=%I at=%T",)}).events
    assert (event["user.name"], event["source.ip"]) == ("satou", "192.168.1.33")
    assert event["fields"]["prefix.%T"] == "2016/06/03 16:03:11"


@pytest.mark.parametrize("hints", [{}, {HINT: ("%u@%m",)}])
def test_an_inferred_prefix_is_a_doubt(lines_told: Told, hints: dict[str, Any]) -> None:
    text = f"{LINE}{FOUR}|connect|ok|zeimu\n{LINE}{FOUR}|openat|ok|r|a\n"
    told = lines_told(SOURCE, text, hints=hints)
    assert {event["user.name"] for event in told.events} == {"satou"}
    assert {event["host.name"] for event in told.events} == {"pc-033"}
    assert {event["share.name"] for event in told.events} == {"zeimu"}
    assert Note("note.samba_prefix_inferred", {"prefix": "%u|%I|%m|%S"}, doubt=True) in told.notes


def test_one_line_under_another_prefix_keeps_its_act(lines_told: Told) -> None:
    text = f"{LINE}{FOUR}|pread|ok|a\n" * 3 + f"{LINE}satou|pread|ok|b\n"
    event = lines_told(SOURCE, text, hints={HINT: ("%u|%I|%m|%S",)}).events[3]
    assert (event["event.action"], event["file.path"]) == ("read", "b")
    assert event["fields"]["prefix"] == "satou"
    assert "user.name" not in event


def test_other_lines_of_the_program_are_kept(lines_told: Told) -> None:
    [event] = lines_told(SOURCE, f"{LINE}some other text").events
    assert (event["kind"], event["message"]) == ("syslog", "some other text")
