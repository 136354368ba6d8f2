"""Every mistake has its code, its place and, where possible, what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sekisho.form.tree import grow, place_of
from sekisho.rulebook import Mistake, RulebookError, load, schema


def mistakes(tmp_path: Path, text: str) -> tuple[Mistake, ...]:
    path = tmp_path / "r.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        load(path)
    return raised.value.mistakes


CASES = [
    ("zoness: []", "unknown_key", 2, 1, "zones"),
    ("区画: []", "unknown_key", 2, 1, "zones"),
    ("ｚｏｎｅｓ: []", "unknown_key", 2, 1, "zones"),
    ("xyz: []", "unknown_key", 2, 1, ""),
    ("people:\n  - nama: 関 次郎", "unknown_key", 3, 5, "name"),
    ("people:\n  - 氏名: 関 次郎", "unknown_key", 3, 5, "name"),
    ("people:\n  - role: 主事", "missing_key", 3, 5, ""),
    ("zones:\n  - name: 庁\n    kind: LGWAN接続", "not_among", 4, 11, "LGWAN接続系"),
    ("zones:\n  - name: 庁\n    kind: offise", "not_among", 4, 11, "office"),
    ("zones:\n  name: 庁", "wrong_type", 3, 3, ""),
    ("people:\n  - name: 甲\n    accounts: kou", "wrong_type", 4, 15, "[kou]"),
    ("people:\n  - 氏名：甲", "wide_colon", 3, 5, "氏名: 甲"),
    ("people: [{name: ''}]", "empty", 2, 17, ""),
    ("retention:\n  days: 3年", "wrong_type", 3, 9, ""),
    ("retention:\n  days: 0", "too_small", 3, 9, ""),
    ("hours:\n  start: 8.30", "not.time", 3, 10, "8:30"),
    ("hours:\n  national_holidays: たぶん", "wrong_type", 3, 22, ""),
    ("hours:\n  workdays: [月, 月]", "repeated", 3, 13, ""),
    ("hours:\n  closed: [{date: 平成31年5月1日}]", "not.date", 3, 19, "2019-05-01"),
    ("assets: [{name: A, addresses: [10.0.0.1/8]}]", "not.address", 2, 32, "10.0.0.1"),
    ("devices: [{name: A}]", "one_of_needed", 2, 11, ""),
    ("devices: [{name: A, serial: 6&12&0&1}]", "device_without_serial", 2, 29, ""),
    ("clocks: {known: [{source: squid}]}", "one_of_needed", 2, 18, ""),
    ("web: {exceptions: [{domains: [], reason: x, until: R9.3.31}]}", "empty", 2, 30, ""),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "meant"), CASES)
def test_one_mistake(
    tmp_path: Path, text: str, code: str, line: int, column: int, meant: str
) -> None:
    (found,) = mistakes(tmp_path, f"version: 1\n{text}\n")
    assert found.code == f"rulebook.{code}"
    assert (found.file, found.line, found.column) == ("r.yaml", line, column)
    assert found.meant == meant


def test_a_wrong_version(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, "version: 2\n")
    assert (found.code, found.line, found.column, found.meant) == ("rulebook.version", 1, 10, "1")


def test_all_mistakes_at_once_in_order_of_place(tmp_path: Path) -> None:
    text = "version: 1\n" + "".join(f"x{at}: [{at}]\n" for at in range(20)) + "hours: {end: 25時}\n"
    assert [found.line for found in mistakes(tmp_path, text)] == list(range(2, 23))


def test_after_a_break_in_the_text_nothing_is_called_missing(tmp_path: Path) -> None:
    text = "hours: {start: 8.30}\npeople:\n\t- name: 甲\n"
    assert [found.code for found in mistakes(tmp_path, text)] == [
        "rulebook.not.time",
        "rulebook.tab",
    ]


def test_the_form_is_a_right_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_place_of_something_unwritten_is_that_of_its_owner() -> None:
    tree, _ = grow("hours:\n  start: 8:30\n", "r.yaml")
    assert place_of(tree, ("hours", "end")) == ("r.yaml", 2, 3)
    assert place_of(tree, ("people", 3)) == ("r.yaml", 1, 1)
