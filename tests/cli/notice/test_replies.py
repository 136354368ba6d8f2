"""What cannot be read as answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.case.notices.register import read
from sekisho.cli.main import main


def test_without_a_register_nothing_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["notice", "replies", "--from", str(tmp_path), "--register", str(tmp_path / "r.jsonl")]
    assert main(words) == 2
    assert "[cli.no_such_path]" in capsys.readouterr().err


def test_an_empty_folder_confirms_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "r.jsonl"
    register.touch()
    came = tmp_path / "came"
    came.mkdir()
    words = ["notice", "replies", "--from", str(came), "--register", str(register), "--lang", "ja"]
    assert main(words) == 0
    assert "届いた 0 件、確認 0 件" in capsys.readouterr().out
    assert register.read_bytes() == b""


RULES = """\
version: 1
people:
  - {name: 関 次郎, department: 総務課, mail: [seki-j@town.seki.example]}
  - {name: 山田 花子, department: 税務課, mail: [yamada@town.seki.example]}
notices:
  - {number: 総第45号, date: 令和8年6月8日, title: 周知, addressees: [全課]}
"""
REPORT = """\
From: {sender}
To: soumu@town.seki.example
Date: Mon, 08 Jun 2026 09:10:00 +0900
Subject: report
Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain

-
--b
Content-Type: message/{kind}

{fields}
--b
Content-Type: text/rfc822-headers

Message-ID: <{id}>
--b--
"""


def test_what_came_back_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rulebook, register = tmp_path / "r.yaml", tmp_path / "n.jsonl"
    rulebook.write_text(RULES, encoding="utf-8")
    common = ["--rulebook", str(rulebook), "--register", str(register)]
    now = ["--now", "2026-06-08T09:00:00+09:00"]
    assert main(["notice", "send", "総第45号", *common, "--reply-to", "soumu@town.seki.example",
                 "--out", str(tmp_path / "out"), *now]) == 0  # fmt: skip
    seki, yamada = read(register.read_bytes())
    came = tmp_path / "came"
    came.mkdir()
    bounce = (
        f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {seki.address}\nAction: failed\n"
        "Status: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full\n"
    )
    receipt = (
        f"Final-Recipient: rfc822; {yamada.address}\nOriginal-Message-ID: <{yamada.message_id}>\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n"
    )
    (came / "1.eml").write_text(REPORT.format(
        sender="MAILER-DAEMON@mx", kind="delivery-status", fields=bounce, id=seki.message_id,
    ), encoding="utf-8")  # fmt: skip
    (came / "2.eml").write_text(REPORT.format(
        sender=yamada.address, kind="disposition-notification", fields=receipt,
        id=yamada.message_id,
    ), encoding="utf-8")  # fmt: skip
    (came / "3.eml").write_text(REPORT.format(  # of another mail: a forged one does not count
        sender="MAILER-DAEMON@mx", kind="delivery-status",
        fields=bounce.replace(seki.address, yamada.address), id="guessed@town.seki.example",
    ), encoding="utf-8")  # fmt: skip
    capsys.readouterr()
    take = ["notice", "replies", "--from", str(came), *common, "--workers", "0", *now]
    assert main([*take, "--lang", "ja"]) == 0
    assert "不達 1 件、開封通知 1 件" in capsys.readouterr().out
    assert main(["notice", "status", *common, "--lang", "ja"]) == 0
    shown = capsys.readouterr().out
    assert "届いた 1 人、確認 0 人" in shown
    assert "届かなかった（552 5.2.2 Mailbox full）" in shown
    assert main([*take, "--lang", "ja"]) == 0
    assert "不達 0 件、開封通知 0 件" in capsys.readouterr().out
