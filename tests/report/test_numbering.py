"""1, (1), ア, (ア): the signs of parts, and where a reference on paper leads."""

from __future__ import annotations

import pytest

from sekisho.report import model
from sekisho.report.numbering import annex, label, places, tops


@pytest.mark.parametrize(
    ("depth", "number", "japanese", "english"),
    [
        (1, 1, "1", "1"), (1, 12, "12", "12"), (2, 3, "(3)", "(3)"), (3, 1, "ア", "a"),
        (3, 46, "ン", "tt"), (3, 47, "アア", "uu"), (4, 2, "(イ)", "(b)"), (5, 2, "(イ)", "(b)"),
    ],
)  # fmt: skip
def test_signs(depth: int, number: int, japanese: str, english: str) -> None:
    assert label(depth, number, "ja") == japanese
    assert label(depth, number, "en") == english


def test_a_single_annex_has_no_number() -> None:
    assert annex(0, "ja") == ()
    assert annex(1, "ja") == ("資料",)
    assert annex(2, "ja") == ("資料1", "資料2")
    assert annex(2, "en") == ("Annex 1", "Annex 2")


def test_every_part_has_its_place() -> None:
    inner = model.Section("inner", "", (), (model.Section("deep", "", ()),))
    sections = (model.Section("one", "", ()), model.Section("two", "", (), (inner,)))
    annexes = (model.Section("a", "", (), (model.Section("b", "", ()),)),)
    document = model.Document("ja", "", "", (), (), sections, annexes=annexes)
    assert places(document) == {
        "one": "1", "two": "2", "inner": "2(1)", "deep": "2(1)ア", "a": "資料", "b": "資料(1)",
    }  # fmt: skip
    assert [sign for sign, _section in tops(document)] == ["1", "2", "資料"]
