"""A case read back from ``case.json`` is the case that was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest

from sekisho.case.facts import Case
from sekisho.case.json import schema, to_bytes
from sekisho.case.nothing import nothing
from sekisho.case.reading import NotACaseError, from_json
from sekisho.case.sheet import load
from sekisho.case.told_by_sheet import with_sheet
from sekisho.events.time import JAPAN
from tests.report.outbreaks import outbreak

EXAMPLE = Path(__file__).parents[2] / "examples" / "sheet.yaml"
NOW = datetime(2016, 6, 23, 11, tzinfo=JAPAN)


def full() -> Case:
    return with_sheet(nothing(NOW, "0"), load(EXAMPLE))


def mailed() -> Case:
    return replace(nothing(NOW, "0"), outbreaks=(outbreak(),))


@pytest.mark.parametrize(
    "case", [nothing(NOW, "0"), full(), mailed()], ids=["nothing", "sheet", "outbreak"]
)
def test_there_and_back(case: Case) -> None:
    written = to_bytes(case)
    content = orjson.loads(written)
    jsonschema.Draft202012Validator(schema()).validate(content)
    again = from_json(content)
    assert to_bytes(again) == written
    assert (again.sheet, again.duty) == (case.sheet, case.duty)
    assert again.outbreaks == case.outbreaks


def test_entries_ahead_of_the_case_are_left_out_and_told() -> None:
    early = replace(nothing(NOW, "0"), now=datetime(2016, 6, 3, 20, tzinfo=JAPAN))
    case = with_sheet(early, load(EXAMPLE))
    assert [one.code for one in case.doubts] == ["doubt.sheet_ahead"]
    assert case.sheet
    assert case.sheet.damage == ()
    # a second time it is the same, not told twice
    assert with_sheet(case, load(EXAMPLE)) == case


def without(name: str) -> Mapping[str, Any]:
    content = orjson.loads(to_bytes(full()))
    del content[name]
    return content


@pytest.mark.parametrize(
    "content",
    [
        None, [], {}, {"format": 99}, without("volume"), without("now"),
        {**without("now"), "now": "gestern"}, {**without("exposure"), "exposure": [{"path": 1}]},
        {**without("sessions"), "sessions": 5},
    ],
)  # fmt: skip
def test_what_is_no_case_is_refused(content: Any) -> None:
    with pytest.raises(NotACaseError):
        from_json(content)
