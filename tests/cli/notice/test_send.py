"""A notice from the rulebook to the register and back: sent, delivered, confirmed, or silent."""

from __future__ import annotations

import email
import email.policy
import json
import os
import stat
from pathlib import Path

import pytest

from sekisho.case.notices.register import Told, read
from sekisho.cli.main import main

RULEBOOK = """\
version: 1
people:
  - {name: 関 次郎, department: 総務課, mail: [seki-j@town.seki.example]}
  - {name: 山田 花子, department: 税務課, mail: [yamada@town.seki.example]}
  - {name: 佐藤 一, department: 税務課}
notices:
  - number: 総第45号
    date: 令和8年6月8日
    title: 不審な警告画面が出たときの対応について
    sender: 総務課長
    addressees: [全課, 水道課]
    text: 警告画面の電話番号には電話しないこと。
"""
LOG = (
    "2026-06-08T09:00:10+09:00 mx postfix/cleanup[1]: 4VxQ2c3sHqz1: message-id=<{id}>\n"
    "2026-06-08T09:00:11+09:00 mx postfix/smtp[2]: 4VxQ2c3sHqz1: to=<{to}>, "
    "relay=10.0.0.9[10.0.0.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n"
)
NOW = ["--now", "2026-06-08T09:00:00+09:00", "--lang", "ja"]


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    path = tmp_path / "rulebook.yaml"
    path.write_text(RULEBOOK, encoding="utf-8")
    return path


def send(rulebook: Path, *more: str, number: str = "総第45号") -> int:
    place = rulebook.parent
    return main(["notice", "send", number, "--rulebook", str(rulebook), "--reply-to",
                 "soumu@town.seki.example", "--out", str(place / "out"), "--register",
                 str(place / "register.jsonl"), *NOW, *more])  # fmt: skip


def told(rulebook: Path) -> tuple[Told, ...]:
    return read((rulebook.parent / "register.jsonl").read_bytes())


def answer(one: Told, sender: str, body: str, *, subject: str = "Re") -> str:
    return (
        f"From x Mon Jun  8 10:00:00 2026\nFrom: {sender}\nTo: soumu@town.seki.example\n"
        f"Subject: {subject}\nIn-Reply-To: <{one.message_id}>\n"
        f"Date: Mon, 08 Jun 2026 10:00:00 +0900\nMessage-ID: <{hash(body)}@a>\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n\n"
    )


def test_a_mail_an_addressee_with_a_sign_of_its_own(
    rulebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(rulebook) == 3
    shown = capsys.readouterr().out
    assert "メールで知らせられない：水道課" in shown
    assert "メールで知らせられない：佐藤 一" in shown
    first, second = told(rulebook)
    assert (first.act, first.person, second.person) == ("made", "関 次郎", "山田 花子")
    assert first.token != second.token
    register = rulebook.parent / "register.jsonl"
    assert stat.S_IMODE(register.stat().st_mode) == 0o600
    raw = (rulebook.parent / "out" / f"{first.token}.eml").read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert (mail["To"], mail["Reply-To"]) == (first.address, "soumu@town.seki.example")
    assert mail["Message-ID"] == f"<{first.message_id}>"
    body = mail.get_content()
    assert first.token in body
    assert first.token not in mail["Subject"]
    assert "警告画面の電話番号には電話しないこと。" in body


def test_answers_and_deliveries_make_the_status(
    rulebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(rulebook)
    first, second = told(rulebook)
    folder = rulebook.parent / "came"
    folder.mkdir()
    (folder / "maillog").write_text(
        LOG.format(id=second.message_id, to=second.address), encoding="utf-8"
    )
    (folder / "answers.mbox").write_text(
        answer(first, first.address, f"読みました\n> {first.token}")
        + answer(second, second.address, "不在です", subject="自動応答")
        + answer(second, "stranger@else.example", f"> {second.token}"),
        encoding="utf-8",
    )
    register = str(rulebook.parent / "register.jsonl")
    take = ["notice", "replies", "--from", str(folder), "--register", register, "--workers", "0",
            *NOW]  # fmt: skip
    capsys.readouterr()
    assert main(take) == 0
    shown = capsys.readouterr().out
    assert "届いた 1 件、確認 1 件" in shown
    assert "山田 花子 あての周知に、別のアドレスから返信（stranger@else.example）" in shown
    assert main(take) == 0
    assert "届いた 0 件、確認 0 件" in capsys.readouterr().out
    words = ["notice", "status", "--rulebook", str(rulebook), "--register", register]
    assert main([*words, "--json"]) == 0
    (status,) = json.loads(capsys.readouterr().out)
    people = {one["name"]: one for one in status["people"]}
    assert people["関 次郎"]["confirmed"] == "2026-06-08T10:00:00+09:00"
    assert people["山田 花子"]["delivered"] == "2026-06-08T09:00:11+09:00"
    assert people["山田 花子"]["confirmed"] is None
    assert status["silent"] == ["山田 花子", "佐藤 一"]
    assert main([*words, "総第45号", "--lang", "ja"]) == 0
    assert "確認の記録がない人：山田 花子、佐藤 一" in capsys.readouterr().out


def test_one_mailbox_alone(rulebook: Path) -> None:
    send(rulebook)
    first, _ = told(rulebook)
    box = rulebook.parent / "inbox.mbox"
    box.write_text(answer(first, first.address, first.token), encoding="utf-8")
    register = str(rulebook.parent / "register.jsonl")
    assert main(["notice", "replies", "--from", str(box), "--register", register, *NOW]) == 0
    assert [one.act for one in told(rulebook)] == ["made", "made", "confirmed"]


def test_the_mailer_is_handed_each_mail(rulebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = rulebook.parent / "bin"
    box.mkdir()
    mailer = box / "sendmail"
    mailer.write_text(
        '#!/bin/sh\n[ "$1 $2" = "-t -oi" ] || exit 64\n'
        'if grep -q "^To: yamada"; then exit 75; fi\n',
        encoding="utf-8",
    )
    mailer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{box}{os.pathsep}{os.environ['PATH']}")
    assert send(rulebook, "--send") == 3
    assert [(one.act, one.person) for one in told(rulebook)[2:]] == [
        ("sent", "関 次郎"), ("failed", "山田 花子"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "number", "code"),
    [
        ((), "総第99号", "cli.notice.no_such"),
        (("--reply-to", "nobody"), "総第45号", "cli.notice.bad_address"),
    ],
)
def test_what_cannot_be_sent(
    more: tuple[str, ...],
    number: str,
    code: str,
    rulebook: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert send(rulebook, *more, number=number) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_a_register_that_was_written_over_is_refused(
    rulebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(rulebook)
    register = rulebook.parent / "register.jsonl"
    lines = register.read_bytes().splitlines(keepends=True)
    register.write_bytes(lines[1])
    words = ["notice", "status", "--rulebook", str(rulebook), "--register", str(register)]
    assert main(words) == 2
    assert "[cli.notice.changed]" in capsys.readouterr().err
