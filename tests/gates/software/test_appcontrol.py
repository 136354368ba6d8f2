"""App Control's XML, read back by libxml2."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from sekisho.gates.software.appcontrol import SPACE, check, policies
from sekisho.gates.software.programs import allowed, forbidden
from sekisho.gates.stages import STAGES, Stages
from tests.gates.line import loaded
from tests.gates.software import HASH, RULES, rulebooks

NAMES = {"s": SPACE}
IDENTIFIER = re.compile(r"ID_(ALLOW|DENY)_[A-Z][_A-Z0-9]*")


def tree_of(content: dict[str, Any], folder: Path, stage: Any = "enforce") -> etree._Element:
    (file,) = policies(loaded(content, folder), Stages(stage))
    return etree.fromstring(file.content)


@given(content=rulebooks())
def test_every_path_and_hash_is_found_and_referred_to(
    content: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rules")
    rulebook, tree = loaded(content, folder), tree_of(content, folder)
    for programs, action in (
        (allowed(rulebook, None), "Allow"),
        (forbidden(rulebook, None), "Deny"),
    ):
        every = tree.findall(f"s:FileRules/s:{action}", NAMES)
        told = {one.get("FilePath") or one.get("Hash") for one in every}
        for program in programs:
            assert {*program.paths, *program.hashes} <= told
    made = [one.get("ID") for one in tree.find("s:FileRules", NAMES)]
    assert len(set(made)) == len(made)
    assert all(map(IDENTIFIER.fullmatch, made))
    used = [one.get("RuleID") for one in tree.iterfind(".//s:FileRuleRef", NAMES)]
    assert sorted(used) == sorted(made)


@pytest.mark.parametrize("stage", STAGES)
def test_only_enforce_enforces_and_a_pc_always_starts(stage: Any, tmp_path: Path) -> None:
    tree = tree_of(RULES, tmp_path, stage)
    options = [one.text for one in tree.iterfind(".//s:Option", NAMES)]
    assert ("Enabled:Audit Mode" in options) == (stage != "enforce")
    assert "Enabled:Boot Audit On Failure" in options
    assert "Disabled:Runtime FilePath Rule Protection" not in options
    (driver,) = tree.findall(".//s:SigningScenario[@Value='131']//s:FileRuleRef", NAMES)
    (rule,) = tree.findall(f".//s:Allow[@ID='{driver.get('RuleID')}']", NAMES)
    assert rule.get("FileName") == "*"


def test_the_rules_of_a_known_rulebook(tmp_path: Path) -> None:
    (file,) = policies(loaded(RULES, tmp_path), Stages("enforce"))
    tree = etree.fromstring(file.content)
    denied = {
        (one.get("FilePath"), one.get("FileName")) for one in tree.iterfind(".//s:Deny", NAMES)
    }
    assert {("*\\AnyDesk*.exe", None), ("*\\chrome.exe", None), (None, "chrome.exe")} <= denied
    assert HASH in {one.get("Hash") for one in tree.iterfind(".//s:Allow", NAMES)}
    assert (
        "一太郎" in file.content.decode().partition("<VersionEx>")[0]
    )  # said to be without a rule


def test_nothing_is_accepted_without_the_schema(tmp_path: Path) -> None:
    (file,) = policies(loaded(RULES, tmp_path), Stages("enforce"))
    (tmp_path / file.name).write_bytes(file.content)
    assert [one.answer for one in check(tmp_path)] == ["not_checked"]
