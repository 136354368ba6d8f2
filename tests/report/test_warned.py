"""The warnings before an incident stand in the internal report's account of an outbreak too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sekisho.case.notices.register import Told
from sekisho.report.office.outbreak import outbreaks
from sekisho.report.writer import Writer
from sekisho.rulebook import Notice, Person, Rulebook

from . import cases
from .outbreaks import outbreak
from .test_council import words_of

PERSON = Person(name="関 次郎", department="総務課", mail=("s@t.example",))
NOTICE = Notice(number="総第45号", date=date(2016, 5, 1), title="不審なメールについて",
                sender="総務課長", addressees=("全課",))  # fmt: skip
TOLD = Told("2016-05-02T10:00:00+09:00", "confirmed", "総第45号", "0", "関 次郎", "s@t.example",
            "m", "t")  # fmt: skip


def part(rulebook: Rulebook, *told: Told) -> str:
    case = replace(cases.rich(), outbreaks=(outbreak(),))
    made = outbreaks(Writer(case, "ja", rulebook, told))
    assert made is not None
    return "".join(words_of(one) for one in made.parts if one.name == "outbreak-warned")


def test_with_a_register_and_without(nameless: Rulebook) -> None:
    book = replace(nameless, people=(PERSON,), notices=(NOTICE,))
    assert "職員1名の全員が、事案の前に周知を確認している。" in part(book, TOLD)
    assert "送付、到達及び確認の記録はない" in part(book)
    assert part(nameless) == ""
