"""The smallest questions, against an oracle that tries every way."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from sigma.types import SigmaString

from sekisho.detect.sigma.atoms import Null, Questions, Text
from sekisho.detect.sigma.translate import atom

SIGNS = {"ANY": "*", "ONE": "?", "*": "\\*", "?": "\\?", "\\": "\\\\"}
PATTERN = st.lists(st.sampled_from(["ANY", "ONE", "a", "\\", "*", "?", "%", "あ"]), max_size=5)
TEXT = st.text(alphabet="aA1\\*?.%_'あ", max_size=6)


def fits(pattern: list[str], text: str) -> bool:
    """Slow, and plain enough to be believed."""
    if not pattern:
        return not text
    first, rest = pattern[0], pattern[1:]
    if first == "ANY":
        return any(fits(rest, text[start:]) for start in range(len(text) + 1))
    if not text:
        return False
    return (first == "ONE" or first == text[0]) and fits(rest, text[1:])


@settings(max_examples=300, deadline=None)
@given(st.lists(PATTERN, min_size=1, max_size=6), st.lists(TEXT, min_size=1, max_size=6))
def test_wildcards_and_escapes_mean_what_the_specification_says(
    patterns: list[list[str]], texts: list[str]
) -> None:
    written = ["".join(SIGNS.get(part, part) for part in pattern) for pattern in patterns]
    questions = Questions([atom(SigmaString(pattern)) for pattern in written])
    answers = questions.answers(pa.array(texts))
    for pattern, found in zip(patterns, answers, strict=True):
        expected = [fits(pattern, text.lower()) for text in texts]
        # at last "no value", which no text fits
        assert ([False] * (len(texts) + 1) if found is None else found.tolist()) == [
            *expected,
            False,
        ]


def test_what_holds_nowhere_is_none() -> None:
    questions = Questions([Text((("x",),)), Null()])
    first, second = questions.answers(pa.array(["a", "b"]))
    assert first is None
    assert second is not None
    assert second.tolist() == [False, False, True]


def test_no_values_at_all() -> None:
    (found,) = Questions([Text((("x",),))]).answers(pa.array([], pa.string()))
    assert found is None
