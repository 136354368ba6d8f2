"""Stored mails: who sent and got them by their fields, and one after the other as the gate does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sekisho.gates.mail.links.judged import bare
from sekisho.gates.mail.stored import Trial, envelope_of
from tests.gates.mail import docm, locked, mail, program, rulebook

from .test_journal import report

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


def trial(folder: Path, **rules: object) -> Trial:
    book = rulebook(folder, **rules)
    return Trial.begun(book, (), bare(book), folder)


def test_everybody_a_mail_is_addressed_to() -> None:
    given = mail(Cc="b@firm.example, Maki <maki-h@town.seki.example>", Bcc="b@firm.example")
    assert set(envelope_of(given, NOW).recipients) >= {"b@firm.example", "maki-h@town.seki.example"}
    assert len(set(envelope_of(given, NOW).recipients)) == len(envelope_of(given, NOW).recipients)
    assert envelope_of(b"Subject: x\r\n\r\n", NOW).at == NOW


def test_a_mail_in_a_journal_is_judged_as_itself(tmp_path: Path) -> None:
    sent = mail(("x.docm", docm()))
    alone = trial(tmp_path).of("a", sent, NOW)
    within = trial(tmp_path).of("b", report(sent), NOW)
    assert (alone.judged.verdict, within.judged.verdict) == ("harmless", "harmless")
    assert within.envelope.sender == "a@firm.example"
    assert "maki-h@town.seki.example" in within.envelope.recipients


def test_a_password_in_a_later_mail_opens_the_earlier(tmp_path: Path) -> None:
    one = trial(tmp_path)
    first = one.of("a", mail(("見積.zip", locked("見積.exe", program(), b"Seki-2026"))), NOW)
    one.of("b", mail(body="パスワード：Seki-2026").replace(b"<1@", b"<2@"), NOW)
    assert one.anew()["a", first.sha256]["result"] == "found"
