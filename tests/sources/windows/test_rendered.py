"""Events rendered as JSON: taken apart by their shapes they say what each says by itself."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.windows import rendered
from sekisho.sources.windows.leaves import leaves
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


WRITTEN = {
    "plainly": {"separators": (",", ":"), "ensure_ascii": False},
    "with blanks": {},
    "indented": {"indent": 2, "ensure_ascii": False},
}


def _apart(events: list[dict[str, Any]], how: str = "plainly", few: int = 0) -> Parts:
    """By shapes; with ``few``, so many events are looked at one by one."""
    texts = [json.dumps({"Event": event}, **WRITTEN[how]) for event in events]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendered, "FEW", few)
        return rendered.take_apart(pa.array(texts, pa.string()))


def _says(parts: Parts, events: list[dict[str, Any]]) -> None:
    """Every part is what the single event says, by the rules for single events."""
    told = [leaves(event) for event in events]
    assert parts.names.to_pylist() == [one.names for one in told]
    assert parts.values.to_pylist() == [one.values for one in told]
    assert parts.data.to_pylist() == [one.data for one in told]
    systems = [event.get("System", {}) for event in events]
    assert parts.system["computer"].to_pylist() == [one.get("Computer") for one in systems]
    numbers = [one.get("EventRecordID") for one in systems]
    assert parts.system["record_id"].to_pylist() == [n if n is None else str(n) for n in numbers]


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize("name", EVENTS)
def test_an_event_says_the_same(name: str, how: str) -> None:
    _says(_apart([EVENTS[name]], how), [EVENTS[name]])
    _says(_apart([EVENTS[name]], how, few=1), [EVENTS[name]])


@pytest.mark.parametrize("how", WRITTEN)
def test_a_mixture_keeps_its_order(how: str) -> None:
    parts = _apart(list(EVENTS.values()), how)
    _says(parts, list(EVENTS.values()))
    assert parts.names.to_pylist()[0] == ["A", "B", "パス"]
    assert parts.values.to_pylist()[0] == ["x", "", "C:\\a\\b"]
    assert parts.data.to_pylist()[4] == ["a", "", "b"]
    assert parts.system["code"].to_pylist()[3] == "7036"
    assert parts.system["qualifiers"].to_pylist()[3] == "16384"
    assert parts.system["record_id"].to_pylist()[0] == "18446744073709551615"
    assert parts.system["provider"].to_pylist()[0] == "関所"
    assert parts.system["activity_id"].to_pylist()[0] is None


@pytest.mark.parametrize("few", [0, 2, 16])
def test_pieces_are_put_together_in_order(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "FEW", few)
    events = list(EVENTS.values())
    texts = [json.dumps({"Event": event}, **WRITTEN["plainly"]) for event in events]
    pieces = [rendered.shaped(pa.array(texts[at : at + 3])) for at in range(0, len(texts), 3)]
    _says(rendered.parts(pieces), events)


def test_elements_of_the_system_with_attributes_say_their_text() -> None:
    odd = {**SYSTEM, "Computer": {"#attributes": {"a": "b"}, "#text": "PC-07"}, "Task": {"x": 1}}
    system = _apart([{"System": odd}]).system
    assert system["computer"].to_pylist() == ["PC-07"]
    assert system["task"].to_pylist() == [None]


NAMES = st.text('ABab#"\\{}:, 関', min_size=1, max_size=4)
SCALARS = st.one_of(
    st.text(max_size=8).filter(lambda text: "\0" not in text),
    st.text('\\"', max_size=6),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
INNER = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(NAMES, SCALARS, max_size=3)
CONTENT = INNER | st.lists(INNER, max_size=2) | st.dictionaries(NAMES, INNER, max_size=3)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"System": st.just(SYSTEM)},
            optional={
                "EventData": st.dictionaries(NAMES, CONTENT, max_size=5),
                "UserData": st.dictionaries(NAMES, CONTENT, max_size=2),
                "Odd": CONTENT,
            },
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(list(WRITTEN)),
)
def test_any_data_say_the_same(events: list[dict[str, Any]], how: str) -> None:
    _says(_apart(events, how), events)
    _says(_apart(events, how, few=6), events)


@pytest.mark.parametrize("few", [0, 16])
@pytest.mark.parametrize("text", ['{"Event":', '{"a":1', '{"a":"}', "x}", '{"a":01}', '{"a":}'])
def test_what_is_no_json_is_refused(text: str, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "FEW", few)
    with pytest.raises(rendered.NotJson):
        rendered.take_apart(pa.array(['{"Event":{}}', text]))
