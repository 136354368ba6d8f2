"""Documents opened with a password, and those that stay shut."""

from __future__ import annotations

import pytest

from sekisho.engine.worker import Lost
from sekisho.gates.mail.locked import document
from sekisho.gates.mail.unlocked import may_be_locked, unlocked
from tests.gates.mail import docx, large, pdf


def test_the_right_word_among_wrong_ones() -> None:
    plain = large(docx())
    made = document(plain, "a.docx", "Seki-2026")
    assert made is not None
    assert may_be_locked(made, "compound")
    assert unlocked(made, "compound", ("wrong", "Seki-2026")) == plain
    assert unlocked(made, "compound", ("wrong",)) is None
    assert unlocked(made, "compound", ()) is None


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0" + b"\0" * 600, pdf(b"<</Encrypt 1>>")])
def test_what_is_broken_stays_as_it_is(data: bytes) -> None:
    for real in ("compound", "pdf"):
        assert unlocked(data, real, ("word",)) is None


def test_an_open_pdf_is_not_asked() -> None:
    assert not may_be_locked(pdf(b"<</A 1>>"), "pdf")


def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sekisho.gates.mail.unlocked.aside", lambda _w, task, _l: Lost(task))
    assert isinstance(unlocked(b"x", "compound", ("word",)), Lost)
