"""Lines cut into words over one buffer."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.splitting import split


@pytest.mark.parametrize(
    ("lines", "count", "enclosing", "fit", "columns"),
    [
        (["a bb c", "d e  f"], 3, b"", [True, True], [["a", "d"], ["bb", "e"], ["c", "f"]]),
        (["a b", "a b c", "あ い"], 2, b"", [True, False, True], [["a", "あ"], ["b", "い"]]),
        ([" a b", "a b ", "a\tb"], 2, b"", [False, False, True], [["a"], ["b"]]),
        (['a "b c"', "d e"], 2, b'"', [True, True], [["a", "d"], ['"b c"', "e"]]),
        (['a "b', "d e"], 2, b'"', [True, True], [["a", "d"], ['"b', "e"]]),
        (
            ['a "b \\" c" d', "x y z"],
            3,
            b'"',
            [True, True],
            [["a", "x"], ['"b \\" c"', "y"], ["d", "z"]],
        ),
        (["[a b] c"], 2, b"[]", [True], [["[a b]"], ["c"]]),
        ([], 2, b'"', [], [[], []]),
    ],
)
def test_words(lines, count, enclosing, fit, columns):
    words = split(pa.array(lines, pa.string()), count, enclosing)
    assert words.fit.tolist() == fit
    assert [words.column(number).to_pylist() for number in range(count)] == columns


def test_several_words_as_one():
    words = split(pa.array(["a [b  c] d", "e [f g] h"]), 4)
    assert words.column(1, span=2).to_pylist() == ["[b  c]", "[f g]"]


@given(
    st.lists(st.text(alphabet="ab \t漢", min_size=1, max_size=12), max_size=8), st.integers(1, 4)
)
def test_like_split(lines, count):
    words = split(pa.array(lines, pa.string())[0:], count)
    fit = [len(line.split()) == count and line == line.strip() for line in lines]
    assert words.fit.tolist() == fit
    good = [line.split() for line, fits in zip(lines, fit, strict=True) if fits]
    assert [words.column(at).to_pylist() for at in range(count)] == [
        [parts[at] for parts in good] for at in range(count)
    ]
