"""What is remembered, of whom, how long, and how much of it."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sekisho.gates.mail.opened import Opened, opened
from sekisho.gates.mail.told.memory import (
    FOLDER,
    MOST_KEYS,
    MOST_OF_ONE,
    MOST_TRIES,
    Told,
    Waiting,
    keys_of,
    sender_of,
    thread_of,
    words_of,
)
from tests.gates.mail import mail

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
DAY = timedelta(hours=24)


def of(sender: str, number: int = 1, **headers: str) -> Opened:
    data = mail(sender=sender, **headers).replace(b"<1@", b"<%d@" % number)
    return opened(data)


def kept(told: Told, sender: str, *words: str, at: datetime = AT, number: int = 1,
         **headers: str) -> None:  # fmt: skip
    one = of(sender, number, **headers)
    told.keep(words_of(one, words, f"{number:064x}", at))


def waiting(sender: str, number: int = 1, at: datetime = AT, **more: object) -> Waiting:
    one = of(sender, number)
    fields = {
        "at": at.isoformat(), "sender": sender_of(one), "sha256": f"{number:064x}",
        "queue_id": f"Q{number:04d}", "thread": thread_of(one.message), "client": "192.0.2.1",
        "client_name": "", "helo": "", "envelope_sender": sender, "recipients": ("x@town.example",),
        "held": True, "burst": 0, "rules": ("mail.encrypted",), **more,
    }  # fmt: skip
    return Waiting(**fields)  # type: ignore[arg-type]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path, DAY)


def words(told: Told, mail_: Opened, at: datetime = AT) -> tuple[str, ...]:
    return keys_of(told.told(mail_, at))


def test_of_the_same_address_and_of_nobody_else(told: Told) -> None:
    kept(told, "a@firm.example", "Seki-2026")
    assert words(told, of("A@Firm.example", 2)) == ("Seki-2026",)
    assert words(told, of("b@firm.example", 3)) == ()
    assert words(told, of("a@other.example", 4)) == ()
    assert words(told, opened(b"Subject: x\r\n\r\n")) == ()


def test_of_a_colleague_only_in_the_same_thread(told: Told) -> None:
    kept(told, "a@firm.example", "Seki-2026", number=7)
    inside = of("b@firm.example", 8, References="<7@firm.example>")
    stranger = of("b@other.example", 9, References="<7@firm.example>")
    assert words(told, inside) == ("Seki-2026",)
    assert words(told, stranger) == ()


def test_the_newest_first_and_no_more_than_so_many_of_one(told: Told) -> None:
    for number in range(MOST_OF_ONE + 3):
        kept(told, "a@firm.example", f"word{number}", at=AT + timedelta(minutes=number),
             number=number)  # fmt: skip
    kept(told, "c@firm.example", "other", number=99)
    found = words(told, of("a@firm.example", 50))
    assert found == tuple(f"word{n}" for n in range(MOST_OF_ONE + 2, 2, -1))
    assert words(told, of("c@firm.example", 51)) == ("other",)


def test_words_are_tried_up_to_a_number(told: Told) -> None:
    kept(told, "a@firm.example", *(f"w{number:03d}" for number in range(100)))
    assert len(words(told, of("a@firm.example", 2))) == MOST_KEYS


def test_beyond_the_number_of_files_the_oldest_are_forgotten(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sekisho.gates.mail.told.memory.MOST", 4)
    for number in range(6):
        kept(told, f"s{number}@firm.example", "word", at=AT + timedelta(minutes=number),
             number=number)  # fmt: skip
    assert told.counts() == (4, 0)
    assert words(told, of("s0@firm.example")) == ()
    assert words(told, of("s5@firm.example")) == ("word",)


@pytest.mark.parametrize(("after", "there"), [(timedelta(hours=23), True), (DAY * 2, False)])
def test_past_its_term_nothing_is_found_and_nothing_stays(
    told: Told, after: timedelta, there: bool
) -> None:
    kept(told, "a@firm.example", "Seki-2026")
    told.wait(waiting("a@firm.example", 2), None)
    assert bool(words(told, of("a@firm.example", 3), AT + after)) is there
    told.swept(AT + after)
    assert told.counts() == ((1, 1) if there else (0, 0))


def test_copies_go_with_what_waits_and_leftovers_of_a_kill_go_later(told: Told) -> None:
    one = waiting("a@firm.example", 2, held=False)
    assert told.wait(one, b"the mail")
    own = told.folder / FOLDER
    assert told.bytes_of(one, Path("nowhere")) == b"the mail"
    (own / ".begun").write_bytes(b"half")
    (own / f"{5:064x}.eml").write_bytes(b"nobody waits")
    told.swept(datetime.now(UTC))
    assert {path.name for path in own.iterdir()} == {".begun", f"{5:064x}.eml"}
    told.swept(datetime.now(UTC) + DAY * 2)
    assert list(own.iterdir()) == []


def test_no_room_for_copies_is_said(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sekisho.gates.mail.told.memory.COPIES", 10)
    assert told.wait(waiting("a@firm.example", 1, held=False), b"12345678")
    assert not told.wait(waiting("b@firm.example", 2, held=False), b"12345678")
    assert told.wait(waiting("c@firm.example", 3), None)
    assert told.counts() == (0, 2)


def test_a_mail_waits_for_so_many_passwords(told: Told) -> None:
    told.wait(waiting("a@firm.example", 1), None)
    said = words_of(of("a@firm.example", 2), ("word",), f"{2:064x}", AT)
    for tries in range(MOST_TRIES):
        (one,) = told.waiting(said, AT)
        assert one.tries == tries
        told.in_vain(one)
    assert told.waiting(said, AT) == ()


def test_only_its_owner_reads(told: Told) -> None:
    kept(told, "a@firm.example", "Seki-2026")
    told.wait(waiting("a@firm.example", 2, held=False), b"the mail")
    own = told.folder / FOLDER
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in own.iterdir()} == {0o600}


def test_where_the_rulebook_says_no_nothing_is_remembered(tmp_path: Path) -> None:
    told = Told(tmp_path, timedelta())
    kept(told, "a@firm.example", "Seki-2026")
    assert told.wait(waiting("a@firm.example", 2, held=False), b"the mail")
    assert list(tmp_path.iterdir()) == []
    assert words(told, of("a@firm.example", 3)) == ()


def test_what_is_torn_or_foreign_is_no_word(told: Told) -> None:
    kept(told, "a@firm.example", "Seki-2026")
    (path,) = (told.folder / FOLDER).glob("t-*")
    path.write_bytes(path.read_bytes()[:20])
    assert words(told, of("a@firm.example", 2)) == ()


def test_bytes_that_are_no_text_are_remembered(told: Told) -> None:
    data = mail().replace(b"<1@firm", b"<\xe9@firm")
    told.keep(words_of(opened(data), ("word",), f"{1:064x}", AT))
    assert words(told, of("a@firm.example", 2)) == ("word",)
