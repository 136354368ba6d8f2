"""Programs, browsers and settings in words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sekisho.gates.software.rules import rules
from tests.gates.line import loaded
from tests.gates.software import RULES


def test_each_program_and_each_setting_that_is_laid_down(tmp_path: Path) -> None:
    settings = {"wireless": "禁止", "sharing": "許可", "remote_tools": "禁止"}
    software = {**RULES["software"], "settings": settings}
    software["browsers"] = {"allowed": ["Edge"], "popups": "禁止"}
    listed = rules(loaded({**RULES, "software": software}, tmp_path))
    codes = Counter(one.code for one in listed)
    assert codes["software.forbidden"] == 4  # two programs, remote tools, other browsers
    assert codes["software.allowed"] == 4
    assert {"software.popups", "software.wireless", "software.unlisted"} <= set(codes)
    assert not {"software.sharing", "software.remote_tools", "software.fullscreen"} & set(codes)


def test_an_open_list_is_said_to_be_open(tmp_path: Path) -> None:
    (one,) = rules(loaded({"version": 1, "software": {"unlisted": "判定しない"}}, tmp_path))
    assert one.text == "gates.letter.software.unlisted_open"
