"""The zone matrix in words: every code that can refuse or allow is there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sekisho.gates.line.matrix import INSIDE, UNKNOWN, Matrix, Packet
from sekisho.gates.line.rules import rules
from sekisho.text import say
from tests.gates.line import loaded, packets, rulebooks


@given(content=rulebooks(), sent=packets())
def test_every_judgement_stands_among_the_rules(
    content: dict[str, Any], sent: list[Packet], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    listed = rules(rulebook)
    codes = [one.code for one in listed]
    assert len(codes) == len(set(codes))
    matrix = Matrix(rulebook)
    said = {matrix.judge(one).code for one in sent} - {INSIDE}
    assert {code for code in said if UNKNOWN not in code} <= set(codes)
    for one in listed:
        assert "{" not in say(one.text, "ja", **dict(one.values))
