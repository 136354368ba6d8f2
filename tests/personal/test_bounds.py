from __future__ import annotations

from sekisho.personal.bounds import Bounds, DocumentCount, Reason
from sekisho.text import codes


def test_unknown_is_not_zero() -> None:
    assert DocumentCount(None, None) != DocumentCount(Bounds(0, 0), Bounds(0, 0))
    assert Reason("personal.empty") == Reason("personal.empty", {})


def test_every_code_has_its_sentences() -> None:
    for language in ("ja", "en"):
        assert {"personal.empty", "personal.unread", "personal.kind.name"} <= codes(language).keys()
