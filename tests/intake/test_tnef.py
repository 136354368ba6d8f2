"""The members of a ``winmail.dat``."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.member import NotOpenedError
from sekisho.intake.tnef import members
from tests.intake.foreign_archives import properties, sized, tnef

BEGINS = (2, 0x69002, bytes(14))
HTML = (1, 0x69003, properties((0x102, 0x1013, sized("<p>本文</p>".encode()))))
RICH = (1, 0x69003, properties((0x102, 0x1009, sized(
    b"\x19\0\0\0\x0d\0\0\0MELA\0\0\0\0{\\rtf1 plain}"))))  # fmt: skip


def taken(path: Path, data: bytes, most: int = 10**6) -> dict[str, bytes]:
    path.write_bytes(data)
    found = {}
    for one in members(Evidence(path.name, path, len(data), ""), most):
        assert callable(one.content)
        with one.content() as file:
            found[one.name] = file.read()
    return found


def test_the_text_that_is_shown_and_the_attachments(tmp_path: Path) -> None:
    files = [BEGINS, (2, 0x18010, "表.txt\0".encode("cp932")), (2, 0x6800F, b"one")]
    assert taken(tmp_path / "winmail.dat", tnef(HTML, RICH, *files)) == {
        "body.html": "<p>本文</p>".encode(), "body.rtf": b"{\\rtf1 plain}", "表.txt": b"one",
    }  # fmt: skip


def test_names_lead_nowhere_and_none_is_lost(tmp_path: Path) -> None:
    name = b"..\\..\\a\n.txt\0"
    files = [BEGINS, (2, 0x18010, name), (2, 0x6800F, b"1"), BEGINS, (2, 0x6800F, b"2")]
    found = taken(tmp_path / "winmail.dat", tnef(*files))
    assert sorted(found.values()) == [b"1", b"2"]
    assert not any(".." in name.split("/") or "\n" in name for name in found)


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    data = tnef(HTML)
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_too_large"):
        taken(tmp_path / "a", data, 10)
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_damaged"):
        taken(tmp_path / "a", data[:10])
