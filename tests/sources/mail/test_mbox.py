from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Sample
from sekisho.sources.mail import mbox
from sekisho.sources.mail.mbox import SOURCE, identify
from sekisho.sources.reading import reread

FOLDER = "sources/mail/mbox"


@pytest.mark.parametrize("file", ["good.mbox", "good_crlf.mbox"])
def test_messages_and_quoted_lines(reading, data: Path, file: str) -> None:
    mail = reading(SOURCE, data / FOLDER / file)
    assert [row["position"] for row in mail.rows] == [1, 2, 3]
    assert [row["email.subject"] for row in mail.rows] == ["no 1", "no 2", "no 3"]
    first = "one\n\nFrom here on we waited.\n\nFrom 2016 on 10:00 quoted"
    assert [row["email.body"].strip() for row in mail.rows] == [first, "two", "three"]
    assert [row["@timestamp"].hour for row in mail.rows] == [16, 17, 18]
    assert (mail.unread, mail.notes) == ([], [])


def test_what_is_left_of_a_cut_mailbox(reading, data: Path) -> None:
    mail = reading(SOURCE, data / FOLDER / "bad_cut.mbox")
    assert [row["email.subject"] for row in mail.rows] == ["no 1", "no 2", "no 3"]
    assert mail.rows[2]["email.body"] is None


def test_identified_by_content(data: Path) -> None:
    for file in ("good.mbox", "good_crlf.mbox"):
        head = (data / FOLDER / file).read_bytes()
        assert identify(Sample("unnamed", head, len(head))) == 95
    assert identify(Sample("x.mbox", b"From here\n\nSubject: x\n", 22)) == 0


def test_a_message_without_end_is_told_and_the_next_is_read(
    reading, data: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(mbox, "LARGEST", 1000)
    good = (data / FOLDER / "good.mbox").read_bytes()
    path = tmp_path / "large.mbox"
    path.write_bytes(good.replace(b"\ntwo\n", b"\n" + b"x" * 5000 + b"\n"))
    mail = reading(SOURCE, path)
    assert [row["position"] for row in mail.rows] == [1, 3]
    (told,) = mail.unread
    assert told[:2] == ("unread.mail_too_large", 2)
    assert told[2] > 5000


@pytest.mark.parametrize("position", [1, 2, 3])
def test_read_again_at_its_pointer(reading, data: Path, position: int) -> None:
    path = data / FOLDER / "good.mbox"
    evidence = Evidence("good.mbox", path, path.stat().st_size, "0" * 64)
    (again,) = reread(SOURCE, evidence, Context(now=datetime(2016, 6, 23, tzinfo=UTC)), position)
    (row,) = again.batch.to_pylist()
    assert row == reading(SOURCE, path).rows[position - 1]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=40), st.floats(0, 1), st.floats(0, 1))
def test_changed_and_cut_bytes_never_fail(
    reading, data: Path, tmp_path_factory, change: bytes, at: float, keep: float
) -> None:
    content = bytearray((data / FOLDER / "good.mbox").read_bytes())
    start = int(at * len(content))
    content[start : start + len(change)] = change
    path = tmp_path_factory.getbasetemp() / "mutated.mbox"
    path.write_bytes(bytes(content[: int(keep * len(content))]))
    assert len(reading(SOURCE, path).rows) <= 4


def test_real_mailboxes(reading, shared: Path) -> None:
    """As many messages as the mailbox has separator lines."""
    counts = {}
    for path in sorted((shared / "data/mail-bounces-ja/mailbox").iterdir()):
        if path.stat().st_size:
            mail = reading(SOURCE, path)
            counts[path.name] = len(mail.rows)
            assert mail.unread == []
            assert len(mail.rows) == path.read_bytes().count(b"\nFrom ") + 1
    assert counts
