"""The terms of the shares in words: every refusal is there, with whom and where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sekisho.gates.share.access import Access, Shares
from sekisho.gates.share.rules import rules
from sekisho.text import say
from tests.gates.share import accesses, loaded, rulebooks


@given(content=rulebooks(), sent=accesses())
def test_every_refusal_stands_among_the_rules(
    content: dict[str, Any], sent: list[Access], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    listed = rules(rulebook)
    shares = Shares(rulebook)
    judged = [said for one in sent if (said := shares.judge(one))]
    assert {one.code for one in judged if not one.allowed} <= {one.code for one in listed}
    for one in listed:
        assert "{" not in say(one.text, "ja", **dict(one.values))
