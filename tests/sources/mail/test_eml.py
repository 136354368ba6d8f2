from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Events, Sample
from sekisho.sources.mail.eml import SOURCE, identify
from sekisho.sources.reading import reread

FOLDER = "sources/mail/eml"
LIST = "世帯,氏名\r\n1,青木\u3000茂\r\n".encode("cp932")


def test_good(reading, data: Path) -> None:
    mail = reading(SOURCE, data / FOLDER / "good.eml")
    (row,) = mail.rows
    fields = dict(row["fields"])
    assert row["@timestamp"] == datetime(2016, 5, 31, 0, 15, tzinfo=UTC)
    assert row["time.text"] == "Tue, 31 May 2016 09:15:00 +0900"
    assert row["event.dataset"] == "eml.message"
    assert (row["position"], row["unit"]) == (1, "message")
    assert row["email.message_id"] == "<20160531091500.1@example.jp>"
    assert (row["email.from.name"], row["email.from.address"]) == ("庶務課", "shomu@example.jp")
    assert row["email.to.addresses"] == ["somu@example.jp", "jumin@example.jp", "kikaku@example.jp"]
    assert row["email.subject"] == "名簿の送付について"
    assert row["email.body"] == "お世話になります。ｶﾅ ①"
    assert row["email.attachments.name"] == [
        "名簿.csv",
        "請求書の件.eml",
        "請求書の件.eml!/winmail.dat",
    ]
    assert row["email.attachments.mime_type"][0] == "text/csv"
    assert row["email.attachments.size"][0] == len(LIST)
    assert row["email.attachments.sha256"][0] == hashlib.sha256(LIST).hexdigest()
    assert row["email.attachments.size"][2] == 6
    assert len(row["email.received"]) == 2
    assert fields["received.time"] == "2016-05-31T00:15:02+00:00"
    assert fields["x-mailer"] == "Example 1.0"
    assert (mail.unread, mail.notes) == ([], [])


def test_raw_japanese_without_any_label(reading, data: Path) -> None:
    mail = reading(SOURCE, data / FOLDER / "bad_raw_cp932.eml")
    (row,) = mail.rows
    assert (row["@timestamp"], row["time.text"]) == (None, "きのう")
    assert (row["email.from.name"], row["email.subject"]) == ("青木", "件名が生の文字")
    assert row["email.body"].strip() == "本文もシフトJISのまま"
    assert [note.code for note in mail.notes] == ["note.mail_charset"]


def test_cut_off_and_labelled_wrong(reading, data: Path) -> None:
    mail = reading(SOURCE, data / FOLDER / "bad_cut_and_mislabelled.eml")
    (row,) = mail.rows
    assert row["email.subject"] == "表示だけSJIS"
    assert row["@timestamp"] == datetime(2016, 5, 31, 0, 15, tzinfo=UTC)
    assert row["email.attachments.name"] == ["kowareta.zip"]
    assert [(note.code, note.doubt) for note in mail.notes] == [("note.zone_assumed", True)]


def test_identified_by_content(data: Path) -> None:
    head = (data / FOLDER / "good.eml").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) == 90


def test_read_again_at_its_pointer(data: Path) -> None:
    path = data / FOLDER / "good.eml"
    evidence = Evidence("good.eml", path, path.stat().st_size, "")
    context = Context(now=datetime(2016, 6, 23, tzinfo=UTC))
    first = [item for item in SOURCE.read(evidence, context) if isinstance(item, Events)]
    again = list(reread(SOURCE, evidence, context, 1))
    assert [item.batch for item in again] == [item.batch for item in first]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=60), st.floats(0, 1), st.floats(0, 1))
def test_changed_and_cut_bytes_never_fail(
    reading, data: Path, tmp_path_factory, change: bytes, at: float, keep: float
) -> None:
    content = bytearray((data / FOLDER / "good.eml").read_bytes())
    start = int(at * len(content))
    content[start : start + len(change)] = change
    path = tmp_path_factory.getbasetemp() / "mutated.eml"
    path.write_bytes(bytes(content[: int(keep * len(content))]))
    assert len(reading(SOURCE, path).rows) == 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_rubbish_is_read_and_not_claimed(reading, tmp_path_factory, rubbish: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "rubbish.eml"
    path.write_bytes(rubbish)
    assert identify(Sample("x.eml", rubbish, len(rubbish))) == 0
    reading(SOURCE, path)


@pytest.mark.parametrize(
    ("file", "subject", "names"),
    [
        ("multi_charset/japanese.eml", "まみむめも", []),
        ("multi_charset/japanese_iso_2022.eml", "まみむめも", []),
        ("multi_charset/japanese_attachment.eml", "testing", ["てすと.txt"]),
        (
            "attachment_emails/attachment_message_rfc822.eml",
            "testing",
            ["ForwardedMessage.eml", "ForwardedMessage.eml!/broken.pdf"],
        ),
        ("attachment_emails/attachment_with_unquoted_name.eml", "testing", ["This is a test.txt"]),
    ],
)
def test_real_mail(reading, shared: Path, file: str, subject: str, names: list[str]) -> None:
    mail = reading(SOURCE, shared / "data/mail-mime" / file)
    (row,) = mail.rows
    assert (row["email.subject"], row["email.attachments.name"]) == (subject, names)


@pytest.mark.parametrize("folder", ["mail-bounces-ja", "mail-mime", "mail-rspamd"])
def test_every_real_mail_is_read(reading, shared: Path, folder: str) -> None:
    claimed = 0
    for path in sorted((shared / "data" / folder).rglob("*.eml")):
        head = path.read_bytes()
        if identify(Sample("x", head, len(head))) == 0:
            continue
        mail = reading(SOURCE, path)
        claimed += 1
        assert (len(mail.rows), mail.unread) == (1, []), path.name
        for text in (mail.rows[0]["email.subject"], mail.rows[0]["email.body"]):
            assert "\x1b$" not in (text or ""), path.name
    assert claimed >= 50
