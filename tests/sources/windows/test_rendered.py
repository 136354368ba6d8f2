"""Events rendered as JSON: taken apart singly or by the database, they say the same."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.windows import rendered
from sekisho.sources.windows.parts import Parts

SYSTEM = {
    "Provider": {"#attributes": {"Name": "関所", "Guid": "{0}"}},
    "EventID": 4624,
    "Version": 2,
    "Level": 0,
    "Keywords": "0x8020000000000000",
    "TimeCreated": {"#attributes": {"SystemTime": "2016-06-03T07:03:11.123456Z"}},
    "EventRecordID": 18446744073709551615,
    "Correlation": None,
    "Execution": {"#attributes": {"ProcessID": 4, "ThreadID": 8}},
    "Channel": "Security",
    "Computer": "-",
}
QUALIFIED = {**SYSTEM, "EventID": {"#attributes": {"Qualifiers": 16384}, "#text": 7036}}
EVENTS: dict[str, dict[str, Any]] = {
    "texts": {"System": SYSTEM, "EventData": {"A": "x", "B": "", "パス": "C:\\a\\b"}},
    "scalars": {"System": SYSTEM, "EventData": {"A": 1, "B": True, "C": None, "D": -2.5}},
    "a separator within a text": {"System": SYSTEM, "EventData": {"A": '},"EventData":{"B":1}'}},
    "qualified": {"System": QUALIFIED, "EventData": {"param1": "x"}},
    "unnamed": {"System": SYSTEM, "EventData": {"Data": {"#text": ["a", None, "b"]}}},
    "unnamed and alone": {"System": SYSTEM, "EventData": {"Data": {"#text": "a"}}},
    "named Data": {"System": SYSTEM, "EventData": {"Data": "x"}},
    "none": {"System": SYSTEM, "EventData": None},
    "user data": {"System": SYSTEM, "UserData": {"LogFileCleared": {"SubjectUserName": "x"}}},
    "attributes": {"System": SYSTEM, "EventData": {"#attributes": {"Name": "n"}, "A": "x"}},
    "nested": {"System": SYSTEM, "EventData": {"A": {"B": {"#text": "x"}}, "C": ["1", "2"]}},
    "rendered behind": {
        "System": SYSTEM,
        "EventData": {"A": "x"},
        "RenderingInfo": {"Message": "m"},
    },
    "without system": {"EventData": {"A": "x"}},
    "empty": {},
}


def _texts(events: list[dict[str, Any]]) -> pa.Array:
    written = [json.dumps({"Event": e}, ensure_ascii=False, separators=(",", ":")) for e in events]
    return pa.array(written, pa.string())


def _same(one: Parts, other: Parts) -> None:
    assert one.system.keys() == other.system.keys()
    for name, column in one.system.items():
        assert column.to_pylist() == other.system[name].to_pylist(), name
    assert _named(one) == _named(other)
    assert one.data.to_pylist() == other.data.to_pylist()


def _named(parts: Parts) -> list[list[tuple[str, str]]]:
    """The named data; unnamed ones are told apart, an element without text is the empty text."""
    rows = zip(parts.names.to_pylist(), parts.values.to_pylist(), strict=True)
    return [
        [(name, value or "") for name, value in zip(names, values, strict=True) if name != "Data"]
        for names, values in rows
    ]


def _both(events: list[dict[str, Any]]) -> tuple[Parts, Parts]:
    raw = _texts(events)
    assert len(raw) <= rendered.FEW
    return rendered.take_apart(raw), rendered.taken_apart(raw, rendered.asked(raw))


@pytest.mark.parametrize("name", EVENTS)
def test_few_events_say_the_same_as_many(name: str) -> None:
    _same(*_both([EVENTS[name]]))


def test_a_mixture_keeps_its_order() -> None:
    singly, together = _both(list(EVENTS.values()))
    _same(singly, together)
    assert singly.names.to_pylist()[0] == ["A", "B", "パス"]
    assert singly.values.to_pylist()[0] == ["x", "", "C:\\a\\b"]
    assert singly.data.to_pylist()[4] == ["a", "", "b"]
    assert singly.system["code"].to_pylist()[3] == "7036"
    assert singly.system["record_id"].to_pylist()[0] == "18446744073709551615"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.dictionaries(
            st.text('ABab#"\\{}関', min_size=1, max_size=4).filter(lambda name: name != "#"),
            st.one_of(
                st.text(max_size=8).filter(lambda text: "\0" not in text),
                st.integers(-(2**63), 2**64 - 1),
                st.booleans(),
                st.none(),
            ),
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_plain_data_say_the_same(data: list[dict[str, Any]]) -> None:
    _same(*_both([{"System": SYSTEM, "EventData": each} for each in data]))


def test_what_is_no_json_is_the_databases_to_refuse() -> None:
    with pytest.raises(rendered.NotJson):
        rendered.take_apart(pa.array(['{"Event":']))
