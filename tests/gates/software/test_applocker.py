"""AppLocker's XML, read back by libxml2: its form, what is found in it, who is locked out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from sekisho.gates.contract import NotBuildableError
from sekisho.gates.software.applocker import ADMINISTRATORS, EVERYBODY, check, policies
from sekisho.gates.software.places import TRUSTED, WRITABLE
from sekisho.gates.software.programs import allowed, forbidden
from sekisho.gates.stages import STAGES, Stages
from tests.gates.line import loaded
from tests.gates.software import HASH, PUBLISHER, RULES, rulebooks

ATTRIBUTES = {"Id", "Name", "Description", "UserOrGroupSid", "Action"}
CONDITIONS = {
    "FilePathRule": "FilePathCondition",
    "FilePublisherRule": "FilePublisherCondition",
    "FileHashRule": "FileHashCondition",
}


def tree_of(content: dict[str, Any], folder: Path, stage: Any = "enforce") -> etree._Element:
    (file,) = policies(loaded(content, folder), Stages(stage))
    return etree.fromstring(file.content)


def rules(tree: etree._Element, kind: str, action: str) -> Iterator[tuple[str, str]]:
    """Name and condition (path, publisher, hash) of each rule of a collection."""
    for rule in tree.iterfind(f"RuleCollection[@Type='{kind}']/*[@Action='{action}']"):
        for one in rule.find("Conditions"):
            told = one.get("Path") or one.get("PublisherName")
            for text in [told] if told else [each.get("Data") for each in one]:
                yield rule.get("Name"), text


@given(content=rulebooks())
def test_every_program_is_found_in_the_file(
    content: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rules")
    rulebook = loaded(content, folder)
    tree = tree_of(content, folder)
    for programs, action in (
        (allowed(rulebook, None), "Allow"),
        (forbidden(rulebook, None), "Deny"),
    ):
        told = {text for kind in ("Exe", "Msi", "Script") for _, text in rules(tree, kind, action)}
        for one in programs:
            wanted = {*one.paths, *(f"0x{text}" for text in one.hashes)}
            assert wanted | ({one.publisher} if one.publisher else set()) <= told


@given(content=rulebooks())
def test_the_form_is_that_of_the_schema(
    content: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    tree = tree_of(content, tmp_path_factory.mktemp("rules"))
    assert (tree.tag, tree.get("Version")) == ("AppLockerPolicy", "1")
    assert [one.get("Type") for one in tree.iterfind("*")] == ["Exe", "Msi", "Script", "Appx"]
    found = tree.findall("RuleCollection/*")
    assert len({one.get("Id") for one in found}) == len(found)
    for one in found:
        assert set(one.attrib) == ATTRIBUTES
        (condition,) = one.find("Conditions")
        assert condition.tag == CONDITIONS[one.tag]


@pytest.mark.parametrize("stage", STAGES)
def test_only_enforce_enforces(stage: Any, tmp_path: Path) -> None:
    modes = {one.get("EnforcementMode") for one in tree_of(RULES, tmp_path, stage).iterfind("*")}
    assert modes == {"Enabled" if stage == "enforce" else "AuditOnly"}


@pytest.mark.parametrize("kind", ["Exe", "Script"])
def test_nobody_is_locked_out(kind: str, tmp_path: Path) -> None:
    tree = tree_of(RULES, tmp_path)
    every = tree.findall(f"RuleCollection[@Type='{kind}']/FilePathRule[@Action='Allow']")
    who = {(one.find("Conditions")[0].get("Path"), one.get("UserOrGroupSid")) for one in every}
    assert {("*", ADMINISTRATORS), *((place, EVERYBODY) for place in TRUSTED)} <= who
    exceptions = [one.get("Path") for one in tree.iterfind(f".//*[@Type='{kind}']//Exceptions/*")]
    assert exceptions == list(WRITABLE)


def test_packaged_apps_do_not_stop(tmp_path: Path) -> None:
    assert ("software.place Appx", "*") in rules(tree_of(RULES, tmp_path), "Appx", "Allow")


def test_the_rules_of_a_known_rulebook(tmp_path: Path) -> None:
    tree = tree_of(RULES, tmp_path)
    permitted, denied = dict(rules(tree, "Exe", "Allow")), dict(rules(tree, "Exe", "Deny"))
    assert permitted["software.allowed 一太郎"] == PUBLISHER
    assert permitted["software.allowed 帳票"] == f"0x{HASH}"
    assert "software.allowed 名前だけ" not in permitted
    assert denied["software.forbidden AnyDesk"] == "*\\AnyDesk*.exe"
    assert denied["software.forbidden Chrome"] == "*\\chrome.exe"
    assert "software.forbidden Edge" not in denied


def test_without_a_closed_list_everything_else_runs(tmp_path: Path) -> None:
    content = {"version": 1, "software": {**RULES["software"], "unlisted": "許可"}}
    assert ("software.unlisted", "*") in rules(tree_of(content, tmp_path), "Exe", "Allow")


def test_a_bad_hash_is_no_rule(tmp_path: Path) -> None:
    content = {"version": 1, "software": {"allowed": [{"name": "x", "hashes": ["z" * 64]}]}}
    with pytest.raises(NotBuildableError) as caught:
        tree_of(content, tmp_path)
    assert caught.value.code == "gates.software.bad_hash"


def test_nothing_is_accepted_without_the_schema(tmp_path: Path) -> None:
    (file,) = policies(loaded(RULES, tmp_path), Stages("enforce"))
    (tmp_path / file.name).write_bytes(file.content)
    assert [one.answer for one in check(tmp_path)] == ["not_checked"]
    (tmp_path / file.name).write_bytes(file.content[:-5])
    assert [one.answer for one in check(tmp_path)] == ["refused"]
