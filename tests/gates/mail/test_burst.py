"""A campaign is seen from the sender on that makes it one, also over a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.burst import Burst, bare
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import Opened, opened
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.stages import Stages
from tests.gates.mail import docx, mail, rulebook, zipped

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def wave(number: int, *, name: str = "doc{}_{}.zip", subject: str = "[Scan] {}") -> Opened:
    content = zipped((f"a{number}.docx", docx() + bytes(number % 7)))
    data = mail((name.format(2016, number), content))
    title = subject.format(number).encode()
    return opened(data.replace(b"Subject: ", b"Subject: " + title + b" ", 1))


def test_from_the_fifth_sender_on(tmp_path: Path) -> None:
    burst = Burst()
    judge = Judge(rulebook(tmp_path), Stages("enforce"), burst=burst)
    verdicts = []
    for number in range(8):
        at = NOW + timedelta(minutes=number)
        envelope = Envelope("203.0.113.9", sender=f"x{number}@s{number}.example", at=at)
        judged, _ = judge.of(wave(number).data, envelope)
        verdicts.append("mail.burst" in {one.code for one in judged.signs})
    assert verdicts == [False] * 4 + [True] * 4


def test_colleagues_who_send_the_same_form_are_no_campaign(tmp_path: Path) -> None:
    judge = Judge(rulebook(tmp_path), Stages("enforce"), burst=Burst())
    for number in range(8):
        at = NOW + timedelta(minutes=number)
        inside = Envelope("198.18.20.7", sender=f"x{number}@town.seki.example", at=at)
        judged, _ = judge.of(wave(number).data, inside)
        assert "mail.burst" not in {one.code for one in judged.signs}


def test_the_same_sender_many_times_is_no_campaign() -> None:
    burst = Burst()
    counts = [burst.count(wave(n), "a@firm.example", NOW + timedelta(seconds=n)) for n in range(9)]
    assert set(counts) == {1}


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (wave(9), 2),
        (wave(9, name="other{}_{}.zip"), 2),  # the subject is the same
        (wave(9, subject="別の件 {}"), 2),  # the name is the same
        (wave(9, name="other{}_{}.zip", subject="別の件 {}"), 1),
        (opened(mail(("doc1.zip", zipped(("a.txt", b"x"))))), 1),
        (opened(mail(body="[Scan]")), 0),
        (opened(mail(("logo.png", b"\x89PNG\r\n\x1a\n"))), 0),
    ],
)  # fmt: skip
def test_what_is_alike(other: Opened, count: int) -> None:
    burst = Burst()
    burst.count(wave(1), "a@firm.example", NOW)
    assert burst.count(other, "b@firm.example", NOW + timedelta(minutes=1)) == count


def test_what_is_long_past_is_forgotten() -> None:
    burst = Burst()
    burst.count(wave(1), "a@firm.example", NOW)
    assert burst.count(wave(2), "b@firm.example", NOW + timedelta(minutes=31)) == 1


def test_a_restart_remembers_and_a_cut_line_is_left_out(tmp_path: Path) -> None:
    first = Burst(tmp_path)
    for number in range(3):
        first.count(wave(number), f"{number}@firm.example", NOW)
    (path,) = tmp_path.iterdir()
    with path.open("ab") as file:
        file.write(b'["n cut')
    assert b"firm.example" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert Burst(tmp_path).count(wave(5), "5@firm.example", NOW + timedelta(minutes=2)) == 4
    assert first.count(wave(6), "6@firm.example", NOW + timedelta(minutes=3)) == 5


def test_two_processes_see_one_campaign_and_leave_no_old_files(tmp_path: Path) -> None:
    both = Burst(tmp_path), Burst(tmp_path)
    counts = [
        both[number % 2].count(
            wave(number), f"{number}@firm.example", NOW + timedelta(seconds=number)
        )
        for number in range(8)
    ]
    assert counts == [1, 2, 3, 4, 5, 6, 7, 8]
    for hours in (1, 2):
        assert both[0].count(wave(1), "a@firm.example", NOW + timedelta(hours=hours)) == 1
    assert len(list(tmp_path.iterdir())) == 1


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 90)), max_size=40))
def test_laws(sent: list[tuple[int, int]]) -> None:
    """Never more than there were senders, never fewer than one; the order of time is kept."""
    burst = Burst(most=15)
    senders: set[int] = set()
    for sender, minute in sorted(sent, key=lambda pair: pair[1]):
        senders.add(sender)
        count = burst.count(wave(1), f"{sender}@firm.example", NOW + timedelta(minutes=minute))
        assert 1 <= count <= len(senders)


def test_names_without_figures() -> None:
    assert bare("【再送】Doc_２０１６-11 (3)") == "再送doc"
