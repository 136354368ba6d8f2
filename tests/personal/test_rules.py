from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.personal.recognise import recognisers
from sekisho.personal.rules import CLASSES, RulesError, ZoneRule, rules
from sekisho.rulebook import schema


def test_the_rules_of_the_package_speak_of_what_there_is() -> None:
    own = rules()
    kinds = {one.kind for one in recognisers()}
    assert own.with_name <= kinds
    assert own.numbers <= kinds
    assert [one.name for one in own.classes] == list(CLASSES[:3])
    named = set(schema()["properties"]["zones"]["items"]["properties"]["kind"]["enum"])
    assert {kind for rule in own.zones for kind in rule.only | rule.never} <= named


def test_a_town_may_give_its_own(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("nobody: '2'\nprivate: [ゴルフ]\n", encoding="utf-8", newline="\n")
    own = rules(path)
    assert own.private == ("ゴルフ",)
    assert own.with_name == frozenset()
    assert own.citizen_roles.search("申請者") is None
    assert own.sha256 != rules().sha256


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("nobody: '9'", "nobody"),
        ("nobody: '2'\noffice: 課", "office"),
        ("nobody: '2'\noffice: [{a: b}]", "office"),
        ("nobody: '2'\nclasses: [{class: 4, kinds: [name]}]", "classes"),
        ("nobody: '2'\nzones: [a]", "zones"),
        ("- a", "?"),
        ("a: [b", "line 1"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(RulesError) as caught:
        rules(path)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("kinds", "zone", "forbidden"),
    [
        ({"my_number"}, "mynumber", False),
        ({"my_number", "name"}, "lgwan", True),
        ({"name"}, "lgwan", False),
        (set(), "lgwan", False),
    ],
)
def test_a_zone_may_be_the_only_one(kinds: set[str], zone: str, forbidden: bool) -> None:
    rule = ZoneRule(frozenset({"my_number"}), frozenset({"mynumber"}), frozenset())
    assert rule.forbids(frozenset(kinds), zone) is forbidden


def test_any_kind_is_meant_only_where_there_is_one() -> None:
    rule = ZoneRule(frozenset({"any"}), frozenset(), frozenset({"internet"}))
    assert rule.forbids(frozenset({"name"}), "internet")
    assert not rule.forbids(frozenset(), "internet")
    assert not rule.forbids(frozenset({"name"}), "lgwan")
