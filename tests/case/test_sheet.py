"""The case sheet: a form for a hurried clerk, every mistake with its place, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.sheet import Sheet, SheetError, form, load, template
from sekisho.case.sheet.told import told
from sekisho.case.sheet.until import until
from sekisho.events.time import JAPAN

EXAMPLE = Path(__file__).parents[2] / "examples" / "sheet.yaml"
CALL = """\
version: 1
calls:
  - at: 2016-06-03 16:50
    who: 議会事務局長
    what: |
      午後3時ごろ、画面に警告が出た。
      電話で AnyDesk を入れた
"""


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def to(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "sheet.yaml"
        path.write_bytes(text.encode(encoding))
        return path

    return to


def test_the_form_as_it_is_says_nothing(write: Any) -> None:
    sheet = load(write(template()))
    assert sheet == Sheet(name=sheet.name, sha256=sheet.sha256)


def test_every_example_of_the_form_is_right(write: Any) -> None:
    sheet = load(write(re.sub(r"(?m)^#(?!#)", "", template())))
    for name in form()["properties"]:
        assert getattr(sheet, name, True), name


def test_choices_are_shown_beside_the_line() -> None:
    assert "（切離し・電源維持・ログ保全" in template()
    assert "knew: はい" in template()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_it_survives_the_editors_of_an_office(write: Any, encoding: str) -> None:
    sheet = load(write(CALL.replace("\n", "\r\n"), encoding))
    assert sheet.calls[0].who == "議会事務局長"


def test_the_example_fills_every_section() -> None:
    sheet = load(EXAMPLE)
    empty = [
        name for name in form()["properties"] if name != "version" and not getattr(sheet, name)
    ]
    assert empty == []
    assert sum(one.count for one in sheet.voices) == 19


MISTAKES = [
    ("calls:\n  - at: 16:50\n    what: x", "not.when", 3, ""),
    ("calls:\n  - what: x", "missing_key", 3, ""),
    ("calls:\n  - at: 2016-06-03\n    waht: x", "unknown_key", 4, "what"),
    ("calls:\n  - 日時: 2016-06-03\n    what: x", "unknown_key", 3, "at"),
    ("calls:\n  - at：2016-06-03", "wide_colon", 3, "at: 2016-06-03"),
    ("measures:\n  - {what: x, kind: 切り離し}", "not_among", 3, "切離し"),
    ("first: {every_hours: 0}", "too_small", 2, ""),
    ("first: {next: 2016-06-03}", "not.moment", 2, ""),
    ("voices: [{count: たくさん}]", "wrong_type", 2, ""),
    ("calls: 警告が出た", "wrong_type", 2, "[警告が出た]"),
    ("duty: [{information: 名簿, holder: {answer: 議会事務局}}]", "not_among", 2, ""),
    ("duty: [{information: 名簿, persons: {low: 20, high: 10}}]", "bounds_swapped", 2, ""),
    ("decisions: [{about: x, decided_by: y}]", "decides_nothing", 2, ""),
    ("decisions: [{about: x, decided_by: y, session: 2016-06-03 16:00}]", "decides_nothing", 2, ""),
    ("damage: [{at: 2016-06-03, text: x, by: y}]", "missing_key", 2, ""),
]


@pytest.mark.parametrize(("text", "code", "line", "meant"), MISTAKES)
def test_one_mistake(write: Any, text: str, code: str, line: int, meant: str) -> None:
    with pytest.raises(SheetError) as raised:
        load(write(f"version: 1\n{text}\n"))
    (found,) = raised.value.mistakes
    assert (found.code, found.line, found.meant) == (f"rulebook.{code}", line, meant)
    assert found.file == "sheet.yaml"
    assert "{" not in found.say("ja") + found.say("en")


@pytest.mark.parametrize(
    "text", ["", "[]", "version: 2", "calls: [", "\x00", "version: 1\ncalls: *x"]
)
def test_what_is_no_sheet_is_answered(write: Any, text: str) -> None:
    with pytest.raises(SheetError):
        load(write(text))


@given(text=st.text(max_size=200))
def test_any_text_is_read_or_answered(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(f"version: 1\ncalls:\n  - {text}".encode("utf-8", "surrogatepass"))
    with suppress(SheetError):
        assert isinstance(load(path), Sheet)


def parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from parts(inner)


def test_every_key_is_described_in_japanese() -> None:
    for part in parts(form()):
        for key, inner in (
            part.get("properties", {}).items() if part.get("type") == "object" else ()
        ):
            assert inner.get("title"), key
            assert re.search(r"[ぁ-んァ-ヶ一-龠]", inner.get("description", "")), key
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
        if "x-codes" in part:
            assert set(part["enum"]) == set(part["x-codes"]) | set(part["x-codes"].values())


def test_calls_are_testimony_never_events(write: Any) -> None:
    sheet = load(write(CALL))
    (said,) = told(sheet, after=3)
    assert (said.who, said.tool, said.call) == ("議会事務局長", "AnyDesk", True)
    assert said.moments == (datetime(2016, 6, 3, 6, tzinfo=UTC),)
    assert {one.what for one in said.statements} == {"start", "tool"}
    assert all(one.id.startswith("said-4-") for one in said.statements)
    (reference,) = said.statements[0].evidence
    assert (reference.evidence, reference.position, reference.unit) == (
        "@sheet/sheet.yaml",
        3,
        "line",
    )


def test_the_time_of_the_call_is_no_statement(write: Any) -> None:
    sheet = load(write("version: 1\ncalls: [{at: 2016-06-03 16:50, what: 警告が出た}]\n"))
    (said,) = told(sheet)
    assert said.statements == ()


def test_nothing_of_tomorrow_is_used(write: Any) -> None:
    text = """\
version: 1
calls:
  - {at: 2016-06-04 9:00, what: 明日}
  - {at: 2016-06-03 16:50, what: 今日}
  - {at: 2016-06-03, what: 時刻のない今日}
measures:
  - {what: 予定, at: 2016-06-09, state: 予定}
  - {what: 済んだはず, at: 2016-06-09}
"""
    sheet, dropped = until(load(write(text)), datetime(2016, 6, 3, 20, tzinfo=JAPAN))
    assert dropped == 2
    assert [one.what for one in sheet.calls] == ["今日", "時刻のない今日"]
    assert sheet.lines == (4, 5)
    assert [one.what for one in sheet.measures] == ["予定"]
