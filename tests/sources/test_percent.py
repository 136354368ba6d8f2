"""Percent-encoded text in UTF-8 and cp932."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sekisho.sources.percent import decoded


@pytest.mark.parametrize(
    ("text", "plus", "expected"),
    [
        ("plain", True, "plain"),
        ("%E7%B7%8F%E5%8B%99", False, "総務"),
        ("%93c%92%86", False, "田中"),
        ("a+b", True, "a b"),
        ("a+b", False, "a+b"),
        ("a%81", False, "a\\x81"),
        ("100%", False, "100%"),
        (None, False, None),
    ],
)
def test_decoded(text, plus, expected):
    assert decoded(pa.array([text], pa.string()), plus=plus).to_pylist() == [expected]
