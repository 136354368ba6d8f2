from __future__ import annotations

from pathlib import Path

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Sample
from sekisho.sources.mail.msg import SOURCE, contents, identify

FOLDER = "sources/mail/msg"


def evidence(path: Path) -> Evidence:
    return Evidence(path.name, path, path.stat().st_size, "0" * 64)


def test_fields_body_and_attachments(tell_of, data: Path) -> None:
    told = tell_of(SOURCE, data / FOLDER / "good.msg")
    (mail,) = told.events
    assert told.identified == 92
    assert mail["email.subject"] == "名簿の送付"
    assert mail["email.from.address"] == "aoki@town.example.jp"
    assert mail["email.from.name"] == "青木 茂"
    assert mail["email.to.addresses"] == ["soumu@town.example.jp"]
    assert mail["email.message_id"] == "<1@town.example.jp>"
    assert mail["@timestamp"].isoformat() == "2016-06-20T21:00:00+00:00"
    assert mail["email.body"] == "総務課　御中\n名簿を送ります。"
    assert mail["email.attachments.name"] == ["名簿.csv", "元のメール.eml"]


def test_attachments_come_out_as_they_are(data: Path) -> None:
    (table,) = contents(evidence(data / FOLDER / "good.msg"))
    assert table.name == "名簿.csv"
    assert table.data.decode("cp932") == "氏名,電話\r\n髙橋　茂,0770-00-0001\r\n"


def test_a_cut_file_is_refused(tell_of, data: Path) -> None:
    assert tell_of(SOURCE, data / FOLDER / "bad_truncated.msg").refused == "unread.document_broken"


def test_the_same_bytes_give_the_same_events(tell_of, data: Path) -> None:
    path = data / FOLDER / "good.msg"
    assert tell_of(SOURCE, path).events == tell_of(SOURCE, path).events


def test_files_of_outlook(tell_of, shared: Path) -> None:
    folder = shared / "data/docs-office/docling/email/sources"
    (mail,) = tell_of(SOURCE, folder / "msg_with_attachment.msg").events
    assert mail["email.attachments.size"] == [64, 26]
    assert identify(Sample("x", (folder / "msg_simple.msg").read_bytes(), 1)) == 92
