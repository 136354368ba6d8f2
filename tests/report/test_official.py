"""Sentences of a document are set closely; what they name stays as it was recorded."""

from __future__ import annotations

import pytest

from sekisho.report.official import official
from sekisho.text import UnknownCodeError, say


def test_japanese_is_closed_up_and_english_is_not() -> None:
    assert say("report.more", "ja", count=3) == "ほか 3 件"
    assert official("report.more", "ja", count=3) == "ほか3件"
    assert official("report.more", "en", count=3) == say("report.more", "en", count=3)


def test_a_name_keeps_its_room() -> None:
    said = official("report.documents.evidence", "ja", path="議会 2016 名簿.xlsx")
    assert said == "証拠：議会 2016 名簿.xlsx"


def test_a_code_without_sentence_is_a_defect() -> None:
    with pytest.raises(UnknownCodeError):
        official("report.no_such_code", "ja")
