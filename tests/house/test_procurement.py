"""The paper for the procurement file says what is shipped, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from offline.components import table
from offline.licences import REPLACEABLE, parts
from offline.targets import PYTHONS
from sekisho import __version__
from sekisho.cli.main import commands

PAPER = Path(__file__).resolve().parents[2] / "docs" / "procurement.ja.md"
TEXT = PAPER.read_text(encoding="utf-8")


def section(number: int) -> str:
    return TEXT.partition(f"\n## {number}. ")[2].partition("\n## ")[0]


def test_it_is_about_this_version() -> None:
    assert re.findall(r"^対象の版：(.+?)。", TEXT, re.MULTILINE) == [__version__]
    told = re.findall(r"CPython ([\d.、]+)", TEXT)
    assert [one.split("、") for one in told] == [list(PYTHONS)]
    assert all(f"{python} は令和" in section(7) for python in PYTHONS)


def test_every_component_stands_in_it_with_its_licence() -> None:
    """Write the table anew with ``python -m offline --components``."""
    assert f"--components -->\n{table()}" in TEXT


def test_what_is_not_permissive_is_told_in_words() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| (.+) \|$", table(), re.MULTILINE)
    prose = TEXT.replace(table(), "")
    for name, licence in rows:
        if parts(licence) & REPLACEABLE:
            assert name in prose, name


def test_every_command_is_named_and_none_that_is_not_there() -> None:
    named = set(re.findall(r"`sekisho ([a-z]+)", TEXT))
    assert named == set(commands())


def test_all_eight_measures_and_all_nine_chapters() -> None:
    measures = re.findall(r"^\| ([①-⑧]) [^|]+\| ([^|]+) \| ([^|]+) \|$", section(5), re.MULTILINE)
    assert "".join(number for number, _helps, _lacks in measures) == "①②③④⑤⑥⑦⑧"
    assert all(helps.strip() and lacks.strip() for _number, helps, lacks in measures)
    chapters = re.findall(r"^\| (\d) [^|]+\|", section(6), re.MULTILINE)
    assert chapters == [str(number) for number in range(1, 10)]


@pytest.mark.parametrize("name", ["JC-STAR", "ISMAP", "DMP"])
def test_no_registration_is_claimed(name: str) -> None:
    (row,) = re.findall(rf"^\| {name}[^|]*\| ([^|]+) \|$", section(4), re.MULTILINE)
    assert row.startswith("登録していない")


def test_what_is_not_sure_is_marked() -> None:
    assert "〔要確認〕" in section(6) or "要確認" in section(6)
    assert "実機では試していない" in section(1)
    assert "期限での消去はまだ行わない" in section(8)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (PAPER.parent / target).exists(), target
