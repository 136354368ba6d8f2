"""Passwords: made of signs nobody mistakes, kept for their owner, never on the mail's own way."""

from __future__ import annotations

import secrets
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.gates.mail.passwords import (
    FOLDER,
    LETTERS,
    Password,
    handed,
    keep,
    kept,
    key_of,
    letters,
    made,
    sheet,
)
from tests.gates.mail import OWN, rulebook

NOW = datetime(2026, 11, 28, tzinfo=UTC)
SENDER = f"seki-j@{OWN}"
ONE = Password(
    key=key_of("4AbCdE", "f" * 64), at="2026-11-28T00:00:00Z", sender=SENDER,
    recipients=("a@firm.example", "b@other.example"), subject="名簿", files=("添付.zip",),
    password="k7mq-x3rt-9hwd-c4ne", sha256="f" * 64,
)  # fmt: skip
PARTNERS = [
    {"name": "関建設", "domains": ["firm.example"], "telephone": "0575-00-0000",
     "password_mail": "key@elsewhere.example"},
]  # fmt: skip


def test_what_a_password_is_made_of() -> None:
    many = {made(secrets.choice) for _ in range(200)}
    assert len(many) == 200
    for one in many:
        assert [len(part) for part in one.split("-")] == [4, 4, 4, 4]
        assert set(one) <= {*LETTERS, "-"}
    assert not set("0o1il") & set(LETTERS)
    assert made(lambda signs: signs[0]) == "aaaa-aaaa-aaaa-aaaa"


def test_it_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    keep(tmp_path, ONE)
    assert kept(tmp_path, ONE.key) == ONE
    assert kept(tmp_path, "other") is None
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700
    assert [one.name for one in (tmp_path / FOLDER).iterdir()] == [f"{ONE.key}.json"]


def test_a_queue_id_leads_nowhere_else() -> None:
    assert key_of("../../etc/x", "a" * 64) == f"none-{'a' * 16}"


@pytest.mark.parametrize(
    ("way", "to"),
    [
        ("用紙", []),
        ("差出人", [SENDER]),
        ("別の宛先", ["key@elsewhere.example"]),
        ("同じ宛先", ["a@firm.example, b@other.example"]),
    ],
)
def test_by_which_way_it_goes(way: str, to: list[str], tmp_path: Path) -> None:
    book = rulebook(tmp_path, encryption={"handover": way}, partners=PARTNERS)
    found = list(letters(ONE, book, NOW))
    assert [one["To"] for one in found] == to
    assert all(ONE.password in one.get_content() for one in found)
    assert all(ONE.password not in str(one["Subject"]) for one in found)


def test_never_to_who_got_the_mail(tmp_path: Path) -> None:
    partners: list[dict[str, Any]] = [{**PARTNERS[0], "password_mail": "A@Firm.example"}]
    book = rulebook(tmp_path, encryption={"handover": "別の宛先"}, partners=partners)
    assert list(letters(ONE, book, NOW)) == []


def test_what_is_recorded_of_it_does_not_tell_it(tmp_path: Path) -> None:
    book = rulebook(tmp_path, encryption={"handover": "差出人"})
    for answer, outcome in (("", "done"), ("sendmail", "sendmail")):
        (line,) = handed(ONE, book, lambda _mail, answer=answer: answer, NOW)  # type: ignore[misc]
        assert line["outcome"] == outcome
        assert line["reason"] == f"sender: {SENDER}"
        assert (line["decided"], line["sha256"]) == ("4AbCdE", "f" * 64)
        assert ONE.password not in str(line)


def test_the_sheet_says_whom_to_call(tmp_path: Path) -> None:
    text = sheet(ONE, rulebook(tmp_path, partners=PARTNERS))
    assert ONE.password in text
    assert "関建設（a@firm.example）：電話 0575-00-0000" in text
    assert "b@other.example：規程に電話番号がない" in text
