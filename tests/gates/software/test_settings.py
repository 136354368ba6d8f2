"""Browsers and settings: what is forbidden is set, and taken back in full."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sekisho.gates.programs import program
from sekisho.gates.software import linux
from sekisho.gates.software.settings import (
    BROWSER_WAYS,
    CHROME,
    EDGE,
    PC_WAYS,
    policy_files,
    settings,
)
from sekisho.gates.stages import STAGES, Stages
from sekisho.gates.windows import pol
from tests.gates.line import loaded
from tests.gates.windows import needs_samba, samba_reads

EVERYTHING = {
    "version": 1,
    "software": {
        "browsers": {**dict.fromkeys(BROWSER_WAYS, "禁止"), "extensions": ["なし", "abc"]},
        "settings": dict.fromkeys(PC_WAYS, "禁止"),
    },
}


def wanted(content: dict[str, Any], folder: Path, *, enforced: bool = True) -> list[pol.Setting]:
    return list(settings(loaded(content, folder), enforced=enforced))


@pytest.mark.parametrize("key", [*BROWSER_WAYS, *PC_WAYS])
def test_each_key_is_set_when_forbidden_and_released_when_allowed(key: str, tmp_path: Path) -> None:
    where = "browsers" if key in BROWSER_WAYS else "settings"
    way = (BROWSER_WAYS | PC_WAYS)[key]
    content = {"version": 1, "software": {where: {key: "禁止"}}}
    assert wanted(content, tmp_path) == list(way.forbid)
    assert wanted(content, tmp_path, enforced=False) == list(way.release)
    content = {"version": 1, "software": {where: {key: "許可"}}}
    assert wanted(content, tmp_path) == list(way.release)


def test_what_is_not_written_is_not_touched(tmp_path: Path) -> None:
    assert wanted({"version": 1}, tmp_path) == []


def test_a_stopped_service_starts_again(tmp_path: Path) -> None:
    """Its start type is never removed: a service without one does not start at all."""
    content = {"version": 1, "software": {"settings": {"wireless": "禁止"}}}
    (start,) = [one for one in wanted(content, tmp_path, enforced=False) if one.name == "Start"]
    assert start.value == 2
    assert not any(one.name == "**del.Start" for one in wanted(EVERYTHING, tmp_path))


def test_extensions(tmp_path: Path) -> None:
    found = wanted(EVERYTHING, tmp_path)
    for browser in (EDGE, CHROME):
        blocked = [one.value for one in found if one.key == rf"{browser}\ExtensionInstallBlocklist"]
        free = [one.value for one in found if one.key == rf"{browser}\ExtensionInstallAllowlist"]
        assert (blocked, free) == ([" ", "*"], [" ", "abc"])


@pytest.mark.daemon
@needs_samba
def test_samba_reads_the_settings(tmp_path: Path) -> None:
    rulebook = loaded(EVERYTHING, tmp_path)
    files = {one.name: one.content for one in policy_files(rulebook, Stages("enforce"))}
    found = samba_reads(files["enforce/lgpo/registry.pol"], tmp_path)
    for one in wanted(EVERYTHING, tmp_path):
        kind = 4 if isinstance(one.value, int) else 1
        assert [one.key, one.name, kind, one.value] in found


@pytest.mark.parametrize("stage", STAGES)
def test_starts_are_logged_at_every_stage(stage: Any, tmp_path: Path) -> None:
    files = {
        one.name: one.content for one in policy_files(loaded(EVERYTHING, tmp_path), Stages(stage))
    }
    found = pol.read(files[f"{stage}/lgpo/registry.pol"])
    assert {one.name: one.value for one in found}["ProcessCreationIncludeCmdLine_Enabled"] == 1
    assert b"0cce922b" in files[f"{stage}/lgpo/audit.csv"]  # Process Creation
    assert b'ProcessCreate onmatch="exclude"' in files["logs/sysmon.xml"]
    assert ("DefaultPopupsSetting" in {one.name for one in found}) == (stage == "enforce")


def test_sysmon_follows_forbidden_programs(tmp_path: Path) -> None:
    software = {"forbidden": [{"name": "AnyDesk", "files": ["AnyDesk*.exe", "*.x"]}]}
    files = policy_files(loaded({"version": 1, "software": software}, tmp_path), Stages())
    (content,) = [one.content for one in files if one.name == "logs/sysmon.xml"]
    assert b'<Image condition="contains">AnyDesk</Image>' in content
    assert content.count(b"<Image ") == 1


def test_servers_are_named_as_not_meant(tmp_path: Path) -> None:
    assets = [{"name": "FS01", "role": "ファイルサーバー"}, {"name": "PC1", "role": "端末"}]
    first, *_ = policy_files(loaded({**EVERYTHING, "assets": assets}, tmp_path), Stages("enforce"))
    assert "FS01" in first.content.decode("utf-8-sig")
    assert "PC1" not in first.content.decode("utf-8-sig")


@pytest.mark.parametrize("stage", STAGES)
def test_linux(stage: Any, tmp_path: Path) -> None:
    files = linux.policy_files(loaded(EVERYTHING, tmp_path), Stages(stage))
    told = {one.name: one.content.decode() for one in files}
    chromium, firefox = json.loads(told[linux.CHROMIUM]), json.loads(told[linux.FIREFOX])
    enforced = stage == "enforce"
    assert ("unmanaged-devices=type:wifi" in told[linux.WIRELESS]) == enforced
    assert ("usershare max shares = 0" in told[linux.SHARES]) == enforced
    assert (chromium.get("DefaultNotificationsSetting") == 2) == enforced
    assert ("DisablePrivateBrowsing" in firefox["policies"]) == enforced
    if enforced:
        assert chromium["ExtensionInstallAllowlist"] == ["abc"]
        assert firefox["policies"]["ExtensionSettings"]["*"] == {"installation_mode": "blocked"}


@pytest.mark.daemon
@pytest.mark.skipif(program(linux.TESTPARM) is None, reason="needs testparm (apt: samba)")
def test_samba_takes_its_part(tmp_path: Path) -> None:
    for one in linux.policy_files(loaded(EVERYTHING, tmp_path), Stages("enforce")):
        (tmp_path / one.name).write_bytes(one.content)
    answers = {one.file: one.answer for one in linux.check(tmp_path)}
    assert answers[linux.SHARES] == "accepted"
    assert {answers[one] for one in (linux.WIRELESS, linux.CHROMIUM, linux.FIREFOX)} == {
        "not_checked"
    }
    (tmp_path / linux.CHROMIUM).write_text("{", encoding="utf-8")
    assert "refused" in {one.answer for one in linux.check(tmp_path)}
