from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sekisho.sources.contract import Context, Events, Unread
from sekisho.sources.mail import messages
from sekisho.sources.mail.messages import Raw, items

CONTEXT = Context(now=datetime(2016, 6, 23, tzinfo=UTC))


def read(*datas: bytes):
    raws = [Raw(position, data, len(data)) for position, data in enumerate(datas, 1)]
    return list(items("mbox", "e", raws, CONTEXT))


def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "BATCH_ROWS", 2)
    found = read(*[b"From: a@example.jp\n\nx"] * 5)
    assert [item.batch.num_rows for item in found if isinstance(item, Events)] == [2, 2, 1]


def test_a_message_that_is_too_large_is_told_with_its_size() -> None:
    (item,) = items("mbox", "e", [Raw(7, b"From: a", 10**9)], CONTEXT)
    assert isinstance(item, Unread)
    piece = item.batch.to_pylist()[0]
    assert (piece["reason"], piece["position"], piece["raw_size"]) == (
        "unread.mail_too_large",
        7,
        10**9,
    )


def test_parts_nested_without_end_are_told() -> None:
    deep = b"Content-Type: message/rfc822\n\n" * 3000
    found = read(b"From: a@example.jp\n" + deep)
    told = [item for item in found if isinstance(item, Unread)]
    assert told
    assert told[0].batch["reason"].to_pylist() == ["unread.mail_too_deep"]


@pytest.mark.parametrize(
    ("header", "column", "value"),
    [
        (
            b"To: a@x.jp, B <b@x.jp>\nCc: c@x.jp",
            "email.to.addresses",
            ["a@x.jp", "b@x.jp", "c@x.jp"],
        ),
        (b"To: undisclosed:;", "email.to.addresses", []),
        (b"Message-ID: junk <id@x.jp> junk", "email.message_id", "<id@x.jp>"),
        (b"In-Reply-To: <r@x.jp>", "email.in_reply_to", "<r@x.jp>"),
        (b"Sender: S <s@x.jp>", "email.sender.address", "s@x.jp"),
        (b"X-A: 1\nX-A: 2", "fields", [("x-a", "1\n2")]),
        (b"Subject:", "email.subject", None),
    ],
)
def test_columns(header: bytes, column: str, value: object) -> None:
    found = read(header + b"\n\n")[0]
    assert isinstance(found, Events)
    assert found.batch.to_pylist()[0][column] == value
