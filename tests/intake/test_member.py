"""Names of members lead nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.intake.member import inner_name


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("a/b.log", "a/b.log"),
        ("/etc/passwd", "etc/passwd"),
        ("../../b.log", "b.log"),
        ("a/../../b.log", "a/b.log"),
        ("a\\..\\b.log", "a/b.log"),
        ("./a//b.log", "a/b.log"),
        ("C:\\logs\\a.log", "C:/logs/a.log"),
        ("", "_"),
        ("../..", "_"),
        ("a\udc81.log", r"a\udc81.log"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, inner: str) -> None:
    assert inner_name(name) == inner


@given(st.text(max_size=30))
def test_any_name_stays_inside_and_stays_the_same_when_asked_again(name: str) -> None:
    inner = inner_name(name)
    assert not {"", ".", ".."} & set(inner.split("/"))
    assert inner_name(inner) == inner
