"""Lines and what tabs part, against the plain way of finding them."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.recognise.lines import Lines

TEXTS = st.text("ab\t\n\0 名𠮷", max_size=40)


@given(TEXTS)
def test_lines_are_those_between_breaks(text: str) -> None:
    lines = Lines.of(text)
    told = [text[a:b] for a, b in zip(lines.starts, lines.ends, strict=True)]
    assert told == re.split(r"[\n\0]", text)
    for number, line in enumerate(told):
        pieces = [text[a:b] for a, b in lines.cells(number)]
        assert pieces == line.split("\t")
        assert lines.tabbed(number) == ("\t" in line)
        assert lines.goes_on(number) == (text[lines.ends[number] :][:1] == "\n")
    assert [lines.number(at) for at in range(len(text))] == [
        len(re.findall(r"[\n\0]", text[:at])) for at in range(len(text))
    ]


@given(TEXTS)
def test_signs_of_each_line_are_counted(text: str) -> None:
    wanted = re.compile("[a名]")
    lines = re.split(r"[\n\0]", text)
    told = Lines.of(text).counted(wanted).tolist()
    assert told == [len(wanted.findall(line)) for line in lines]
    told = Lines.of(text).counted(wanted, together=2).tolist()
    assert told == [len(re.findall("[a名](?=[a名])", line)) for line in lines]


@given(TEXTS, st.data())
def test_lines_around_places(text: str, data: st.DataObject) -> None:
    lines = Lines.of(text + "\0")
    last = len(text)
    places = sorted(data.draw(st.sets(st.integers(0, last), min_size=1)))
    spans = lines.around(places)
    inside = {lines.number(at) for start, end in spans for at in range(start, end)}
    assert inside == {lines.number(at) for at in places}
    assert all(one[1] < two[0] for one, two in pairwise(spans))
