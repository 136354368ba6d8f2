"""Papers about somebody, in which whoever is named whole is a resident."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.about import about_somebody, in_private, may_name
from sekisho.personal.prose.ascribed import Named
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["相談記録", "石黒 明が来た。"], True),
        (["委　任　状"], True),
        (["犬の登録申請書（控）"], True),
        (["建設課　御中", "道を直してください。"], True),
        (["支援会議　個別記録", "石黒 明の様子"], True),
        (["事例検討会議メモ", "石黒 明の様子"], True),
        (["第二回推進会議　記録", "石黒 明が話した。"], False),
        (["広報係　行き", "楽しかったです。"], True),
        (["保育所長様", "来週はお休みします。"], True),
        (["池田町長　様", "石黒 明"], False),
        (["業務日報", "工事の進み"], False),
        (["議案第３号", "請願"], False),
        (["予定表", "道を直してください。"], False),
        ([], False),
    ],
)
def test_about_somebody(lines: list[str], expected: bool) -> None:
    assert about_somebody(lines, rules(), filled_in=True) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["委　任　状", "令和　年　月　日"], False),
        (["委　任　状", "令和　年　月　日", "令和8年4月1日以後に使うこと。"], False),
        (["委　任　状", "令和8年4月2日"], True),
        (["委　任　状", "8.4.2"], True),
        (["同意書", "（本人）石黒 明"], True),
        (["借用申請書", "氏名　　　　　　印"], False),
        (["相談記録", "石黒 明が来た。"], True),
        (["建設課　御中", "道を直してください。"], True),
    ],
)
def test_a_form_whose_fields_are_blank_is_empty(lines: list[str], expected: bool) -> None:
    assert about_somebody(lines, rules(), filled_in=False) is expected


def test_the_office_s_own_telephone_fills_in_nothing() -> None:
    lines = ["借用申請書", "令和　年　月　日", "氏名", "問合せ　38-1111"]
    assert not about_somebody(lines, rules(), filled_in=True)
    assert about_somebody([*lines, "8.4.2"], rules(), filled_in=True)


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("土地は石黒 直樹が耕している。", "石黒 直樹", True),
        ("下川 典子（隣家）", "下川 典子", True),
        ("介護支援専門員　石黒 直樹", "石黒 直樹", False),
        ("記録：石黒 直樹", "石黒 直樹", False),
        ("福祉課　石黒 直樹", "石黒 直樹", False),
        ("石黒 直樹　様", "石黒 直樹", False),
        ("申　立　書", "申　立", False),
        ("金５０円　ただし", "円　ただし", False),
        ("池田 あてに", "池田 あて", False),
        ("石黒が来た。", "石黒", False),
    ],
)
def test_in_private(line: str, name: str, expected: bool) -> None:
    start = line.index(name)
    named = Named(name, start, start + len(name))
    assert in_private(line, [named], named, rules()) is expected
    assert may_name(line) or not expected


def test_a_word_of_work_holds_for_those_who_follow() -> None:
    line = "支援員　平木 みどり　小池 雅彦"
    first, second = Named("平木 みどり", 4, 10), Named("小池 雅彦", 11, 16)
    assert not in_private(line, [first, second], second, rules())
