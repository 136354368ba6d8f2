from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from sekisho.collect import sheets
from sekisho.collect.steps import steps
from sekisho.text import LANGUAGES, say

PAGES = {
    "guide": sheets.guide,
    "slip": sheets.slip,
    "blank_slip": sheets.blank_slip,
    **{name: lambda of, name=name: sheets.appliance_html(name, of) for name in sheets.appliances()},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_nothing_else_and_runs_nothing(name: str, language: Any) -> None:
    page = PAGES[name](language).decode("utf-8")
    assert f'<html lang="{language}">' in page
    assert '<meta charset="utf-8">' in page
    assert not re.search(r"<script|<img|<link|https?://|url\(", page)
    assert page == PAGES[name](language).decode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_has_ten_steps_and_every_thing_copied(language: Any) -> None:
    page = unescape(sheets.guide(language).decode("utf-8"))
    assert page.count("<li>") == 10
    for one in steps():
        assert say(f"collect.step.{one.id}", language) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_the_slip_is_known_and_blank_by_hand(language: Any) -> None:
    found = re.findall(r"@@(\w+)@@", sheets.slip(language).decode())
    assert sorted(found) == sorted(sheets.TOKENS)
    assert "@@" not in sheets.blank_slip(language).decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sheets.appliances())
def test_page_and_markdown_say_the_same(name: str, language: Any) -> None:
    page = re.sub(r"<[^>]+>", "", sheets.appliance_html(name, language).decode())
    markdown = sheets.appliance_markdown(name, language).decode()
    for part in sheets.parts(name, language):
        assert part.title in page
        assert f" {part.title}\n\n{part.do}\n" in markdown
        assert all(command in markdown for command in part.commands)


def test_the_clock_comes_first_on_every_gate() -> None:
    assert sheets.appliances() == ("fortigate", "yamaha")
    assert sheets.parts("fortigate", "ja")[0].title == "時計を控える"
