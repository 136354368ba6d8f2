"""From a file to a case sheet: read, check, bring into one notation, build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sekisho.case.sheet.entries import Sheet
from sekisho.form.building import build
from sekisho.form.mistakes import FormError, Mistake, mistake
from sekisho.form.opening import written_in
from sekisho.form.schema import Schema, form_of
from sekisho.form.template import written
from sekisho.form.tree import Fields, Listing, Node

SHEET = "@sheet/sheet.yaml"
"""The name of a case's sheet among the evidence, whatever its file is called."""

_HEAD = """\
## Sekisho 事案票（版 {version}）
## 事案の間、書き足していく一つの記録です。消さずに、足していってください。
## 「##」の行は説明です。「#」だけの行は書き方の例です。使う行は先頭の「#」を一つ消します。
## 消さない限り、例は効きません。急ぐときは、経過（calls）と措置（measures）だけで第一報が出せます。
## 日時は 2026-06-03 16:50 でも 令和8年6月3日 午後4時ごろ でも書けます。必ず日付から書きます。
## 人の答えを待つところは「不明」「未定」のままで構いません。関所が代わりに決めることはありません。
"""
_SESSIONS_NEED = "judgement"


class SheetError(FormError):
    """A case sheet that cannot be used."""


@cache
def form() -> Schema:
    """The JSON Schema of the case sheet, references replaced."""
    return form_of("sekisho.case.sheet")


def template() -> str:
    """A commented YAML file in Japanese that loads as it is, with an example of every key."""
    return written(form(), _HEAD)


def load(path: Path) -> Sheet:
    """The case sheet of a YAML file (UTF-8, UTF-16 with BOM or cp932).

    Raises SheetError with every mistake found, each with its place.
    """
    try:
        given = written_in(path, form())
    except FormError as error:
        raise SheetError(error.mistakes) from error
    mistakes = [*given.mistakes, *_between(given.content, given.tree)]
    if mistakes:
        raise SheetError(mistakes)
    content = {key: value for key, value in given.content.items() if key != "version"}
    (file,) = given.files
    own = {"name": SHEET, "sha256": file.sha256, "lines": list(_lines(given.tree))}
    sheet: Sheet = build(Sheet, {**content, **own})
    return sheet


def _lines(tree: Fields) -> Iterator[int]:
    calls = tree.entries.get("calls")
    if isinstance(calls, Listing):
        yield from (item.place.line for item in calls.items)


def _between(data: Any, tree: Node) -> Iterator[Mistake]:
    """What the form cannot see: bounds in the wrong order, a decision that decides nothing."""
    for number, one in enumerate(_maps(data, "duty")):
        persons = one.get("persons")
        if isinstance(persons, dict) and _above(persons.get("low"), persons.get("high")):
            place = _place(tree, ("duty", number, "persons", "high"))
            yield mistake(place, "bounds_swapped", low=persons["low"], high=persons["high"])
    for number, one in enumerate(_maps(data, "decisions")):
        wanted = _SESSIONS_NEED if "session" in one else "decision"
        if wanted not in one:
            place = _place(tree, ("decisions", number))
            yield mistake(place, "decides_nothing", key=wanted)


def _maps(data: Any, key: str) -> list[dict[str, Any]]:
    items = data.get(key, []) if isinstance(data, dict) else []
    return (
        [one if isinstance(one, dict) else {} for one in items] if isinstance(items, list) else []
    )


def _above(low: Any, high: Any) -> bool:
    return isinstance(low, int) and isinstance(high, int) and low > high


def _place(tree: Node, path: tuple[str | int, ...]) -> Any:
    from sekisho.form.tree import place_of  # noqa: PLC0415  (as above)

    return place_of(tree, path)
