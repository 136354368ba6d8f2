from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.documents import Document, File, read_documents
from sekisho.sources.contract import Context
from sekisho.sources.mail.pst import SOURCE, contents

FOLDER = "sources/mail/pst"


def status(document: Document) -> str:
    return document.content.status


def test_messages_of_a_folder(tell_of, data: Path) -> None:
    told = tell_of(SOURCE, data / FOLDER / "good.pst")
    first, second = told.events
    assert told.identified == 98
    assert (first["position"], second["position"]) == (1, 2)
    assert first["email.subject"] == "名簿の送付"
    assert first["email.from.address"] == "aoki@town.example.jp"
    assert first["email.to.addresses"] == ["soumu@town.example.jp"]
    assert first["@timestamp"].isoformat() == "2016-06-20T21:00:00+00:00"
    assert first["email.body"] == "総務課　御中\n名簿を送ります。"
    assert first["fields"]["x-folder"] == "受信トレイ"
    assert second["email.body"] == "受け取りました。"


def test_attachments_lie_below_the_number_of_their_message(data: Path) -> None:
    path = data / FOLDER / "good.pst"
    (table,) = contents(Evidence("good.pst", path, path.stat().st_size, "0" * 64))
    assert table.name == "1/名簿.csv"
    assert table.data.decode("cp932") == "氏名,電話\r\n髙橋　茂,0770-00-0001\r\n"


def test_a_cut_mailbox_is_refused(tell_of, data: Path) -> None:
    assert tell_of(SOURCE, data / FOLDER / "bad_truncated.pst").refused == "unread.document_broken"


@pytest.mark.slow
def test_damaged_mailboxes_are_read_in_a_process_that_may_die(data: Path, tmp_path: Path) -> None:
    good, chance = (data / FOLDER / "good.pst").read_bytes(), random.Random(5)
    files = []
    for number in range(60):
        damaged = bytearray(good)
        for _ in range(chance.randrange(1, 12)):
            damaged[chance.randrange(0x4600, len(damaged))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{number}.pst"
        path.write_bytes(bytes(damaged))
        files.append(File(path, path.name, len(damaged)))
    work = tmp_path / "work"
    work.mkdir()
    context = Context(now=datetime(2026, 1, 1, tzinfo=UTC))
    results = list(read_documents(files, status, work, context, 2))
    assert len(results) == len(files)
    assert {one for answers in results for one in answers} <= {"read", "partly", "not_read"}
