"""``name=value`` messages taken apart."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.syslog.pairs import pairs_of


def _apart(text: str) -> list[tuple[str, str]]:
    pairs = pairs_of(pa.array([text]))
    return list(zip(pairs.names.to_pylist(), pairs.values.to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a=1 b="two words" c=', [("a", "1"), ("b", "two words"), ("c", "")]),
        ('a="x=1 y=2" b=2', [("a", "x=1 y=2"), ("b", "2")]),
        ('a=1,b="x, y",c=3', [("a", "1"), ("b", "x, y"), ("c", "3")]),
        ('"a=1","b=x ""y"", z"', [("a", "1"), ("b", 'x "y", z')]),
        ('a=1 url="/p?a=b&c=d" b=2', [("a", "1"), ("url", "/p?a=b&c=d"), ("b", "2")]),
        (r'a="say \"hi there\"" b=2', [("a", r"say \"hi there\""), ("b", "2")]),
        ('a="C:\\" b=2', [("a", "C:\\"), ("b", "2")]),
        ("word a=1", [("", "word"), ("a", "1")]),
        ("  a=1   b=2 ", [("a", "1"), ("b", "2")]),
        ("名=値 b=二", [("名", "値"), ("b", "二")]),
    ],
)
def test_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert _apart(text) == expected


def test_columns_and_the_rest() -> None:
    pairs = pairs_of(pa.array(["a=1 b=2 a=3", "b=N/A", "c=4 a="]))
    assert pairs.column("a").to_pylist() == ["3", None, None]
    assert pairs.column("b").to_pylist() == ["2", None, None]
    kept = np.ones(len(pairs.rows), bool)
    kept[pairs.places("a")[:1]] = False
    rest = pairs.map_of(kept).to_pylist()
    assert rest == [[("a", "1"), ("b", "2")], [("b", "N/A")], [("c", "4"), ("a", "")]]
    some = pairs.where(np.array([True, False, True]))
    assert some.column("c").to_pylist() == [None, "4"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=40)))
def test_any_text_alone_or_among_others(texts: list[str]) -> None:
    texts = [text for text in texts if text]
    together = pairs_of(pa.array(texts, pa.string()))
    alone = [pair for text in texts for pair in _apart(text)]
    found = zip(together.names.to_pylist(), together.values.to_pylist(), strict=True)
    assert list(found) == alone


_WORD = st.text("abcXYZ019.-/:", min_size=1, max_size=8)


@given(st.lists(st.tuples(_WORD, st.text("ab =,日本", max_size=12)), min_size=1, max_size=8))
def test_what_was_written_comes_back(pairs: list[tuple[str, str]]) -> None:
    assert _apart(" ".join(f'{name}="{value}"' for name, value in pairs)) == pairs
