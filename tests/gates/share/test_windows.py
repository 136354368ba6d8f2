"""Scripts for Windows: what they say, for whom, in which form."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.share.gate import GATE
from sekisho.gates.share.samba import settings
from sekisho.gates.share.windows import scripts
from sekisho.gates.stages import Stages
from tests.gates.share import loaded
from tests.gates.share.test_access import RULES

WINDOWS = {
    **RULES,
    "assets": [{"name": "FS01", "os": "Windows Server 2022", "aliases": ["fs01.town.example"]}],
    "shares": [{**RULES["shares"][0], "name": "総務's"}, RULES["shares"][1]],
}


def test_each_server_has_one_target(tmp_path: Path) -> None:
    assert scripts(loaded(RULES, tmp_path), Stages()) == ()
    assert settings(loaded(WINDOWS, tmp_path), Stages()) == ()


def test_the_record_and_its_way_back(tmp_path: Path) -> None:
    files = {one.name: one.content for one in scripts(loaded(WINDOWS, tmp_path), Stages())}
    assert list(files) == [
        "sekisho-FS01-audit.ps1", "sekisho-FS01-audit-undo.ps1", "sekisho-FS01-permissions.txt",
        "audit-share.cmd", "undo-audit-share.cmd",
    ]  # fmt: skip
    on, off = (files[name].decode("utf-8-sig") for name in list(files)[:2])
    assert "in '総務''s', 'minna')" in on
    assert on.count("\r\n") == on.count("\n")
    assert ("AddAuditRule" in on, "RemoveAuditRule" in off) == (True, True)
    assert ("/success:enable" in on, "/success:disable" in off) == (True, True)


def test_permissions_are_a_list_for_people(tmp_path: Path) -> None:
    files = {one.name: one.content for one in scripts(loaded(WINDOWS, tmp_path), Stages())}
    lines = files["sekisho-FS01-permissions.txt"].decode("utf-8-sig").split("\r\n")[1:-1]
    assert lines == [
        "共有「総務's」",
        "　tsuki（月 一）：変更（Change）",
        "　umi（海 三）：読み取り（Read）",
        "共有「minna」",
        "　利用者の名前を示した全員：変更（Change）",
    ]


@pytest.mark.parametrize("stage", ["observe", "enforce"])
def test_nothing_here_checks_them(stage: str, tmp_path: Path) -> None:
    target = GATE.target("windows")
    assert target is not None
    for file in target.build(loaded(WINDOWS, tmp_path), Stages(stage)):  # type: ignore[arg-type]
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / file.name).write_bytes(file.content)
    assert {one.answer for one in target.check(tmp_path / "out")} == {"not_checked"}
