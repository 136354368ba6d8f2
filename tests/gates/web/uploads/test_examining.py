"""What stands in a body, whatever it is wrapped in."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.gates.web.uploads.examining import Asked, Examined, examine
from tests.gates.web.uploads import BODIES, FORM, NOTE, ROSTER, form, locked

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def examined(folder: Path, kind: str, body: bytes, packed: str = "") -> Examined:
    path = folder / "body"
    path.write_bytes(body)
    found = examine(Asked(path, kind, packed, "body", NOW))
    assert [one.name for one in folder.iterdir()] == ["body"]
    return found


@pytest.mark.parametrize("name", BODIES)
def test_people_are_counted_in_any_wrapping(name: str, tmp_path: Path) -> None:
    kind, body, people = BODIES[name]
    found = examined(tmp_path, kind, body)
    assert found.persons == (3 if people else 0), found
    assert found.unread == ()


def test_packed_bodies_are_unpacked_within_bounds(tmp_path: Path) -> None:
    good = gzip.compress(form("a.csv", ROSTER.encode()))
    assert examined(tmp_path, FORM, good, "gzip").persons == 3
    bomb = gzip.compress(form("a.csv", b"0" * 10_000_000))
    assert examined(tmp_path, FORM, bomb, "gzip").unread
    assert examined(tmp_path, FORM, b"x", "br").unread


@pytest.mark.parametrize(
    "body",
    [
        form("a.zip", locked(NOTE.encode())),
        form("a.csv", ROSTER.encode()).replace(b"--XyZ--", b""),
        b"--XyZ\r\nno end of the head",
    ],
)
def test_what_could_not_be_opened_is_told(body: bytes, tmp_path: Path) -> None:
    assert examined(tmp_path, FORM, body).unread
