"""Notices of non-delivery and read receipts: to whom, what became of it, why, of which mail."""

from __future__ import annotations

from email.parser import BytesParser
from pathlib import Path

import pytest

from sekisho.sources.mail.eml import SOURCE
from sekisho.sources.mail.parts import AS_WRITTEN, parts_of
from sekisho.sources.mail.returned import Returned, returned

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.jp>
To: soumu@town.example.jp
Date: Mon, 08 Jun 2026 09:00:00 +0900
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

{text}

--b
Content-Type: message/{kind}

{fields}
--b
Content-Type: text/rfc822-headers

From: soumu@town.example.jp
To: yamada@town.example.jp
Message-ID: <orig-1@town.example.jp>
Subject: =?utf-8?b?5ZGo55+l?=

--b--
"""
DSN = """\
Reporting-MTA: dns; mx.example.jp

Original-Recipient: rfc822;yamada@town.example.jp
Final-Recipient: rfc822; yamada@box.example.jp
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <yamada@box.example.jp>:
  Recipient address rejected

Final-Recipient: rfc822; sato@town.example.jp
Action: delivered
Status: 2.0.0
"""
PLAIN = """\
Return-Path: <>
From: {sender}
To: soumu@town.example.jp
Subject: {subject}
Date: Mon, 08 Jun 2026 09:00:00 +0900
Content-Type: text/plain; charset=utf-8

{text}

----- Original message follows -----
From: soumu@town.example.jp
To: yamada@town.example.jp
Message-ID: <orig-1@town.example.jp>
"""


def said(text: str) -> tuple[Returned, ...]:
    message = BytesParser(policy=AS_WRITTEN).parsebytes(text.encode())
    return returned(message, "\n".join(parts_of(message).texts))


def report(fields: str, kind: str = "delivery-status") -> tuple[Returned, ...]:
    return said(REPORT.format(kind=kind, text="-", fields=fields))


@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", ("bounced", "5.1.1")),
        ("failed (bad destination)", "5.1.1", ("bounced", "5.1.1")),
        ("delayed", "4.4.1", ("deferred", "4.4.1")),
        ("relayed", "2.1.9", ("sent", "2.1.9")),
        ("", "4.2.2", ("deferred", "4.2.2")),
        ("", "", ("bounced", None)),
    ],
)
def test_a_delivery_status(action: str, status: str, expected: tuple[str, str | None]) -> None:
    first, second = report(DSN.format(action=action, status=status))
    assert (first.status, first.code) == expected
    assert (first.by, first.recipient, first.reporter) == (
        "dsn", "yamada@town.example.jp", "mx.example.jp",
    )  # fmt: skip
    assert first.reason == "550 5.1.1 <yamada@box.example.jp>: Recipient address rejected"
    assert (second.recipient, second.status) == ("sato@town.example.jp", "sent")
    assert {first.message_id, second.message_id} == {"orig-1@town.example.jp"}


@pytest.mark.parametrize(
    ("done", "status"),
    [
        ("manual-action/MDN-sent-manually; displayed", "displayed"),
        ("automatic-action/MDN-sent-automatically; deleted/error", "deleted"),
        ("automatic-action/MDN-sent-automatically; processed", "processed"),
    ],
)
def test_a_read_receipt(done: str, status: str) -> None:
    fields = (
        "Reporting-UA: pc-1; Mailer\nFinal-Recipient: rfc822;yamada@town.example.jp\n"
        f"Original-Message-ID: <orig-1@town.example.jp>\nDisposition: {done}\n"
    )
    (one,) = report(fields, "disposition-notification")
    assert (one.by, one.status, one.recipient, one.message_id) == (
        "mdn", status, "yamada@town.example.jp", "orig-1@town.example.jp",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status", "code", "reason"),
    [
        ("次へ送信できませんでした。\n<yamada@town.example.jp>\n550 5.1.1 User unknown",
         "bounced", "5.1.1", "550 5.1.1 User unknown"),
        ("yamada@town.example.jp は容量を超えています。",
         "bounced", None, "yamada@town.example.jp は容量を超えています。"),
        ("宛先 yamada@town.example.jp は存在しません", "bounced", None,
         "宛先 yamada@town.example.jp は存在しません"),
        ("Delivery to yamada@town.example.jp is delayed.\nIt will be retried; host not found.",
         "deferred", None, "It will be retried; host not found."),
        ("User unknown: yamada@town.example.jp\n問い合わせは help@isp.example まで連絡ください",
         "bounced", None, "User unknown: yamada@town.example.jp"),
    ],
)  # fmt: skip
def test_plain_words(text: str, status: str, code: str | None, reason: str) -> None:
    mail = PLAIN.format(sender="MAILER-DAEMON@mx.example.jp", subject="エラー", text=text)
    (one,) = said(mail)
    assert (one.by, one.recipient, one.status, one.code, one.reason, one.message_id) == (
        "text", "yamada@town.example.jp", status, code, reason, "orig-1@town.example.jp",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        ("yamada@town.example.jp", "Re: 周知", "送信できませんでしたと出ました。宛先不明です。"),
        ("MAILER-DAEMON@mx.example.jp", "週報", "隔離したメールの一覧です。a@b.example"),
        ("a@b.example", "Fwd: Returned mail: see transcript", "550 User unknown <a@c.example>"),
    ],
    ids=["a_person_complains", "a_server_reports", "forwarded"],
)
def test_what_is_no_notice_of_non_delivery(sender: str, subject: str, text: str) -> None:
    mail = PLAIN.format(sender=sender, subject=subject, text=text)
    assert said(mail.replace("Return-Path: <>\n", "")) == ()


def test_rows_lead_back_to_the_mail(reading, tmp_path: Path) -> None:
    path = tmp_path / "x.eml"
    path.write_text(
        REPORT.format(kind="delivery-status", text="-",
                      fields=DSN.format(action="failed", status="5.1.1")),
        encoding="utf-8",
    )  # fmt: skip
    mail = reading(SOURCE, path)
    assert [one["position"] for one in (*mail.rows, *mail.told)] == [1, 1, 1]
    first = mail.told[0]
    assert (first["event.action"], first["mail.status"], first["event.outcome"]) == (
        "return", "bounced", "failure",
    )  # fmt: skip
    assert first["event.dataset"] == "eml.receipt"
    assert first["@timestamp"] == mail.rows[0]["@timestamp"]


NOT_TOLD = {
    "arf-18", "arf-21", "arf-23",  # complaints of abuse, no notices of non-delivery
    "lhost-fml-03", "lhost-sendmail-14",  # a list's alert; a person forwards one
    "lhost-googlegroups-07", "lhost-googlegroups-08", "lhost-googlegroups-13",
    "lhost-googleworkspace-01",  # a group that may not exist, in other languages
}  # fmt: skip


def test_real_notices(reading, shared: Path) -> None:
    """133 real mails: all but those named are told, each with a recipient but for one."""
    files = sorted((shared / "data" / "mail-bounces-ja").rglob("*.eml"))
    told = {path.stem: reading(SOURCE, path).told for path in files}
    assert len(told) == 133
    assert {name for name, rows in told.items() if not rows} == NOT_TOLD
    nobody = [name for name, rows in told.items() if any(not r["email.to.address"] for r in rows)]
    assert len(nobody) <= 1
    assert sum(all(r["event.reason"] for r in rows) for rows in told.values() if rows) == 124


@pytest.mark.parametrize("folder", ["mail-mime", "mail-rspamd"])
def test_ordinary_mail_is_no_notice(reading, shared: Path, folder: str) -> None:
    for path in sorted((shared / "data" / folder).rglob("*.eml")):
        rows = reading(SOURCE, path).told
        raw = path.read_bytes().lower()
        report = b"delivery-status" in raw or b"daemon" in raw or b"disposition" in raw
        assert not rows or report, path.name
