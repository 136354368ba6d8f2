"""The record only grows, survives what cuts it off, and originals stay as they were."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.sealed import ORIGINALS, RECORD, Sealed


def test_an_original_is_sealed_once(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path / "state")
    with ThreadPoolExecutor(8) as many:
        digests = set(many.map(sealed.keep, [b"mail"] * 40))
    (digest,) = digests
    path = sealed.path(digest)
    assert path.read_bytes() == b"mail"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE((tmp_path / "state" / ORIGINALS).stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_nobody_trusts_that_another_one_has_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An original that lies there may have been put there a moment ago, by whoever was killed
    before its name was on the disk."""
    Sealed(tmp_path / "state").keep(b"mail")
    settled: list[Path] = []
    monkeypatch.setattr("sekisho.gates.mail.sealed.settle", settled.append)
    monkeypatch.setattr("sekisho.gates.mail.settled.settle", settled.append)
    monkeypatch.setattr("sekisho.ledger.put.settle", settled.append)
    late = Sealed(tmp_path / "state")
    late.keep(b"mail")
    state = tmp_path / "state"
    assert settled == [tmp_path, state, state / ORIGINALS]
    late.keep(b"mail")
    assert settled[3:] == [state / ORIGINALS]
    late.record({"n": 1})
    late.record({"n": 2})
    assert settled[4:] == [state]


def test_many_write_at_once_and_each_line_is_whole(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path)
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda n: sealed.record({"n": n}), range(100)))
    assert sorted(one["n"] for one in sealed.entries()) == list(range(100))
    assert stat.S_IMODE((tmp_path / RECORD).stat().st_mode) == 0o600


def test_a_line_that_was_cut_off_costs_no_other(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path)
    sealed.record({"n": 1})
    with (tmp_path / RECORD).open("ab") as file:
        file.write(b'{"n":2,"subj')
    assert ([one["n"] for one in sealed.entries()], sealed.unreadable()) == ([1], 1)
    before = (tmp_path / RECORD).read_bytes()
    sealed.record({"n": 3})
    assert (tmp_path / RECORD).read_bytes().startswith(before)
    assert ([one["n"] for one in sealed.entries()], sealed.unreadable()) == ([1, 3], 1)


def test_many_long_lines_at_once_leave_no_blank_one(tmp_path: Path) -> None:
    """A line under way in another thread is none that was cut off."""
    sealed = Sealed(tmp_path)
    with ThreadPoolExecutor(16) as many:
        list(many.map(lambda n: sealed.record({"n": n, "subject": "件" * 30_000}), range(300)))
    assert b"\n\n" not in (tmp_path / RECORD).read_bytes()


def test_what_a_killed_gate_had_begun_is_swept_away(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path)
    digest = sealed.keep(b"mail")
    (tmp_path / ORIGINALS / ".half").write_bytes(b"ma")
    assert sealed.swept() is sealed
    assert [one.name for one in (tmp_path / ORIGINALS).iterdir()] == [f"{digest}.eml"]
    assert Sealed(tmp_path / "none").swept().unreadable() == 0


def test_nothing_yet(tmp_path: Path) -> None:
    assert list(Sealed(tmp_path / "none").entries()) == []


@given(subject=st.text() | st.just("\udce9 broken"), n=st.integers(0, 9))
def test_whatever_a_stranger_wrote_can_be_recorded(
    tmp_path_factory: object, subject: str, n: int
) -> None:
    folder = tmp_path_factory.mktemp("record")  # type: ignore[attr-defined]
    Sealed(folder).record({"subject": subject, "to": [subject], "n": n})
    (entry,) = Sealed(folder).entries()
    assert entry["n"] == n
    assert entry["subject"] == subject.encode("utf-8", "replace").decode()
