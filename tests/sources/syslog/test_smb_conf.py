"""smb.conf and the prefix it configures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Sample
from sekisho.sources.syslog.smb_conf import SOURCE

FOLDER = "sources/syslog/smb_conf"
Told = Callable[..., Any]


def test_settings_and_their_lines(telling: Told, data: Path) -> None:
    told = telling(SOURCE, data / FOLDER / "good.conf")
    found = [
        (event["position"], event["configuration.key"], event["configuration.value"])
        for event in told.events
    ]
    assert found == [
        (3, "global/workgroup", "MACHI"),
        (4, "global/server string", "kyoyu"),
        (5, "global/full_audit:prefix", "%u|%I|%m|%S"),
        (7, "global/full_audit:success", "openat pread pwrite"),
        (11, "zeimu/path", "/srv/税務"),
        (12, "zeimu/vfs objects", "full_audit"),
        (13, "zeimu/full_audit:prefix", '"%u|%I"'),
    ]
    assert told.unread == []


def test_hints(data: Path) -> None:
    path = data / FOLDER / "good.conf"
    evidence = Evidence("smb.conf", path, path.stat().st_size, "0" * 64)
    assert SOURCE.hints is not None
    assert SOURCE.hints(evidence) == {"samba.full_audit.prefix": ("%u|%I|%m|%S", "%u|%I")}


def test_what_is_no_setting(telling: Told, data: Path) -> None:
    told = telling(SOURCE, data / FOLDER / "bad.conf")
    assert told.unread == [(4, "unread.smb_conf_line"), (5, "unread.smb_conf_line")]
    assert len(told.events) == 2


def test_same_in_cp932_with_crlf(telling: Told, data: Path, tmp_path: Path) -> None:
    text = (data / FOLDER / "good.conf").read_text(encoding="utf-8")
    path = tmp_path / "smb.conf"
    path.write_bytes(text.replace("\n", "\r\n").encode("cp932"))
    assert telling(SOURCE, path).events == telling(SOURCE, data / FOLDER / "good.conf").events


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("[global]\nworkgroup = A\nsecurity = user\n", 90),
        ("[zeimu]\npath = /srv\nfull_audit:prefix = %u\n", 60),
        ("[global]\ncolor = blue\n", 0),
        ("[mysqld]\npath = /x\n", 0),
        ("", 0),
    ],
)
def test_identification(text: str, confidence: int) -> None:
    assert SOURCE.identify(Sample("x", text.encode(), len(text))) == confidence


def test_reread(same_at_pointer: Told, data: Path) -> None:
    same_at_pointer(SOURCE, data / FOLDER / "good.conf")
