"""To whom and by whom: as an office addresses."""

from __future__ import annotations

import pytest

from sekisho.case.sheet.entries import Contact, Sheet
from sekisho.report.sender import addressed, sender_lines
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook

from . import cases
from .conftest import words_of


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("関町長", "関町長　様"),
        ("関町長 関 太郎", "関町長 関 太郎　様"),
        ("○○県総務部市町村課", "○○県総務部市町村課　御中"),
        ("○○県（担当課）", "○○県（担当課）　御中"),
        ("○○県知事 様", "○○県知事 様"),
        ("市町村課御中", "市町村課御中"),
    ],
)
def test_addressees(nameless: Rulebook, to: str, expected: str) -> None:
    assert addressed(Writer(cases.empty(), "ja", nameless), to) == expected
    assert addressed(Writer(cases.empty(), "en", nameless), to) == to


def test_the_sheet_goes_before_the_rulebook(town: Rulebook, nameless: Rulebook) -> None:
    writer = Writer(cases.empty(), "ja", town)
    assert words_of(
        sender_lines(writer, Sheet())
    ) == "山岸県関町総務課（電話 0000-00-0000）".replace(" ", "")
    given = Sheet(contact=Contact(department="情報課", person="係長 関", telephone="1"))
    assert words_of(sender_lines(writer, given)).endswith("情報課　係長 関（電話1）")
    bare = Writer(cases.empty(), "ja", nameless)
    assert words_of(sender_lines(bare, Sheet())).count("未定") == 2
