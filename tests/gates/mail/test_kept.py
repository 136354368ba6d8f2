"""What is past its term goes with a record; nothing goes during a case or while somebody waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from sekisho.events.time import iso
from sekisho.gates.mail.kept import cases, expire, kept
from sekisho.gates.mail.passwords import FOLDER, Password, keep, key_of
from sekisho.gates.mail.sealed import Sealed
from sekisho.rulebook import Rulebook, load
from tests.gates.mail import rulebook

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def book(folder: Path, days: int = 30) -> Rulebook:
    rulebook(folder)
    path = folder / "rulebook.yaml"
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    given["retention"] = {"days": 1, "sources": [{"source": "mail_gate", "days": days}]}
    path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    return load(path)


def judged(sealed: Sealed, name: str, days: int, done: str, *, password: bool = False) -> str:
    """A mail judged so many days ago."""
    digest = sealed.keep(name.encode())
    at = iso(NOW - timedelta(days=days))
    sealed.record({"at": at, "queue_id": name, "done": done, "sha256": digest})
    if password:
        keep(sealed.folder, Password(key_of(name, digest), at, "", (), "", (), "pw", digest))
    return digest


def test_what_may_go_and_what_stays(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path / "state")
    old = judged(sealed, "AAAA1", 31, "encrypt", password=True)
    judged(sealed, "AAAA2", 29, "harmless")
    judged(sealed, "AAAA3", 31, "hold")
    gone = judged(sealed, "AAAA4", 40, "hold")
    sealed.record({"at": iso(NOW), "decided": "AAAA4", "what": "release", "by": "関 次郎",
                   "reason": "x", "outcome": "done", "sha256": gone})  # fmt: skip
    failed = judged(sealed, "AAAA5", 40, "hold")
    sealed.record({"at": iso(NOW), "decided": "AAAA5", "what": "delete", "by": "関 次郎",
                   "reason": "x", "outcome": "fatal", "sha256": failed})  # fmt: skip
    rules = book(tmp_path)
    there = kept(sealed, rules, NOW)
    assert (there.days, there.originals, there.passwords, there.waiting) == (30, 5, 1, 2)
    assert {(one.queue_id, one.sha256) for one in there.past} == {("AAAA1", old), ("AAAA4", gone)}
    expire(sealed, there.past, "関 次郎", "期限", NOW)
    told = [one for one in sealed.entries() if one.get("what") == "expire"]
    assert [(one["decided"], one["sha256"], one["password"]) for one in told] == [
        ("AAAA1", old, True), ("AAAA4", gone, False),
    ]  # fmt: skip
    assert not sealed.path(old).exists()
    assert list((sealed.folder / FOLDER).iterdir()) == []
    after = kept(sealed, rules, NOW)
    assert (after.originals, after.past, after.waiting) == (3, (), 2)


def test_the_same_bytes_that_came_again_stay(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path / "state")
    digest = judged(sealed, "same", 100, "harmless")
    sealed.record({"at": iso(NOW - timedelta(days=1)), "queue_id": "other", "done": "harmless",
                   "sha256": digest})  # fmt: skip
    assert kept(sealed, book(tmp_path), NOW).past == ()


def test_the_term_is_the_rulebooks(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path / "state")
    judged(sealed, "AAAA1", 31, "refuse")
    assert len(kept(sealed, book(tmp_path, 30), NOW).past) == 1
    assert kept(sealed, book(tmp_path, 31), NOW).past == ()


@pytest.mark.parametrize(
    ("acts", "open_"),
    [([], []), (["open a"], ["a"]), (["open a", "open b", "close a"], ["b"]),
     (["open a", "close a"], []), (["close a", "open a"], ["a"])],
)  # fmt: skip
def test_open_cases(acts: list[str], open_: list[str]) -> None:
    entries = [dict(zip(("what", "case"), one.split(), strict=True)) for one in acts]
    assert list(cases(entries)) == open_


def test_nothing_yet(tmp_path: Path) -> None:
    there = kept(Sealed(tmp_path / "none"), book(tmp_path), NOW)
    assert (there.originals, there.passwords, there.past) == (0, 0, ())
