"""The mail itself and each different file once."""

from __future__ import annotations

from sekisho.gates.mail.engines.pieces import pieces
from sekisho.gates.mail.opened import opened
from tests.gates.mail import mail, zipped


def test_every_file_once() -> None:
    data = mail(("a.zip", zipped(("b.txt", b"same"))), ("c.txt", b"same"), ("empty.txt", b""))
    found = dict(pieces(opened(data)))
    assert list(found) == ["", "a.zip", "a.zip/b.txt"]
    assert found[""] == data
