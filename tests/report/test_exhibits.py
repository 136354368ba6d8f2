"""The same place in the evidence has one number; the rest is counted, not lost."""

from __future__ import annotations

from sekisho.case.facts import Reference
from sekisho.report.exhibits import Register
from sekisho.report.model import Citation

A, B = Reference("a.log", 1, "line"), Reference("b.evtx", 7, "record")


def test_numbers_follow_first_citation_and_stay() -> None:
    register = Register({"a.log": "aa", "b.evtx": "bb"}, "ja")
    assert register.cite((B, A, B)) == (Citation((1, 2), 0),)
    assert register.cite((A,)) == (Citation((2,), 0),)
    listed = register.listed()
    assert [(file.evidence, file.sha256) for file in listed.files] == [
        ("b.evtx", "bb"),
        ("a.log", "aa"),
    ]
    assert [one.place for file in listed.files for one in file.exhibits] == ["記録番号7", "1行目"]


def test_a_download_is_no_row_below_zero() -> None:
    register = Register({}, "ja")
    register.cite((Reference("History", -3, "row"), Reference("History", 3, "row")))
    places = [one.place for one in register.listed().files[0].exhibits]
    assert places == ["ダウンロード3行（表）", "3行（表）"]


def test_nothing_is_cited_for_nothing() -> None:
    register = Register({}, "ja")
    assert register.cite(()) == ()
    assert register.listed().files == ()


def test_what_is_not_named_is_counted_and_gets_no_number() -> None:
    register = Register({}, "en")
    many = [Reference("a.log", n, "line") for n in range(1, 101)]
    assert register.cite(many, 3) == (Citation((1, 2, 3), 97),)
    assert len(register.listed().files[0].exhibits) == 3


def test_a_file_without_hash_and_a_place_without_position_are_said_so() -> None:
    register = Register({}, "ja")
    register.cite((Reference("x.txt"), Reference("x.txt", 5, "block")))
    file = register.listed().files[0]
    assert "目録に記載がない" in file.sha256
    assert [one.place for one in file.exhibits] == ["全体", "5（block）"]
