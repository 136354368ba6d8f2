"""The rules in words: every code that can refuse is among them, and every sentence is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.registry import gate_named
from sekisho.gates.web.rules import rules
from sekisho.rulebook import load
from sekisho.text import LANGUAGES, say
from tests.gates.line import loaded
from tests.gates.web import RULES

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml"


@pytest.mark.parametrize("name", ["web", "device", "software", "share", "line"])
def test_every_gate_says_its_rules_and_how_to_go_back(name: str) -> None:
    gate = gate_named(name)
    assert gate is not None
    assert gate.judge is not None
    assert gate.rules is not None
    listed = gate.rules(load(EXAMPLE))
    assert listed
    for language in LANGUAGES:
        for one in listed:
            assert "{" not in say(one.text, language, **dict(one.values))
        for target in gate.targets:
            for code in (target.confirm, target.back):
                assert code.startswith(f"gates.{name}.")
                assert say(code, language)


def test_what_can_be_refused_stands_among_the_rules(tmp_path: Path) -> None:
    web = {**RULES["web"], "refused_files": [".exe"], "private_use": "休憩時間のみ可"}
    listed = {one.code: one.text for one in rules(loaded({**RULES, "web": web}, tmp_path))}
    assert {"web.fake_support", "web.remote_tool", "web.file.exe", "web.unjudged"} <= set(listed)
    judged = {code: text.rpartition(".")[2] for code, text in listed.items() if "category" in code}
    assert judged["web.category.動画"] == "breaks"
    assert judged["web.category.掲示板"] == "forbidden"
    allowed = {**web, "private_use": "可", "remote_tools": "可", "unjudged": "通す"}
    open_ = {one.code: one.text for one in rules(loaded({**RULES, "web": allowed}, tmp_path))}
    assert "web.remote_tool" not in open_
    assert open_["web.category.動画"].endswith("allowed")
    assert open_["web.unjudged"].endswith("unjudged_pass")
