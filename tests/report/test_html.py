"""The file itself: self-contained, well formed, deterministic, closed against hostile content."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree, html
from selenium import webdriver
from selenium.webdriver.common.by import By

from sekisho.report import internal
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import Page

ALL = [
    (case, language, version)
    for case in ("rich", "empty")
    for language in LANGUAGES
    for version in ("internal", "public")
]


def text_of(page: bytes) -> str:
    """Everything a reader sees or is told."""
    tree = html.fromstring(page.decode("utf-8"))
    etree.strip_elements(tree, "style", "script", with_tail=False)
    return tree.text_content()


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_well_formed(page: Page, case: str, language: Language, version: str) -> None:
    data = page(case, language, version)
    # Void elements and doctype aside the file is XML as well: every element is closed.
    closed = re.sub(rb"<(meta [^>]*)>", rb"<\1/>", data.removeprefix(b"<!DOCTYPE html>"))
    closed = re.sub(rb"<(script|style)>.*?</\1>", b"", closed, flags=re.DOTALL)
    tree = etree.fromstring(closed)
    assert tree.get("lang") == language
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))
    targets = {link[1:] for link in tree.xpath("//a/@href")}
    assert targets <= set(names)


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_nothing_outside_is_named(page: Page, case: str, language: Language, version: str) -> None:
    tree = html.fromstring(page(case, language, version).decode("utf-8"))
    assert tree.xpath("//link | //img | //iframe | //object | //embed | //base | //form") == []
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert tree.xpath("//@src | //@srcset | //@style | //@onclick | //@onload") == []
    style = tree.xpath("string(//style)")
    assert re.findall(r"url\((?!data:font/woff2;base64,)", style) == []
    assert "@import" not in style


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_policy_allows_our_own_style_and_script_alone(
    page: Page, case: str, language: Language, version: str
) -> None:
    tree = html.fromstring(page(case, language, version).decode("utf-8"))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (element,) = tree.xpath(f"//{name}")
        digest = hashlib.sha256(element.text.encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


@pytest.mark.parametrize("version", ["internal", "public"])
def test_hostile_names_do_not_become_markup(page: Page, version: str) -> None:
    data = page("rich", "ja", version).decode("utf-8")
    assert cases.HOSTILE not in data
    assert len(html.fromstring(data).xpath("//script")) == 1
    if version == "internal":
        assert cases.HOSTILE in text_of(page("rich", "ja", version))


def test_the_same_case_gives_the_same_bytes(page: Page, town: Rulebook) -> None:
    assert internal(cases.rich(), "ja", town) == page("rich", "ja", "internal")


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_every_character_has_a_glyph(
    page: Page, case: str, language: Language, version: str
) -> None:
    data = page(case, language, version)
    style = html.fromstring(data.decode("utf-8")).xpath("string(//style)")
    fonts = re.findall(r"base64,([A-Za-z0-9+/=]+)", style)
    assert len(fonts) == (1 if version == "internal" else 2)
    wanted = {sign for sign in text_of(data) if not sign.isspace()}
    wanted |= set("".join(html.fromstring(data.decode("utf-8")).xpath("//@aria-label")))
    for font in fonts:
        held = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
        assert {sign for sign in wanted if ord(sign) not in held and sign != " "} == set()


def test_rare_characters_of_names_stand_in_the_document(page: Page) -> None:
    text = text_of(page("rich", "ja", "internal"))
    for sign in "髙﨑𠮷㐂①":
        assert sign in text


def test_a_character_in_no_font_is_marked_and_noted(town: Rulebook) -> None:
    case = cases.with_name("名簿\U0002a6a5\u202exlsx.exe")
    text = text_of(internal(case, "ja", town))
    assert "名簿〓〈U+202E〉xlsx.exe" in text
    assert "〈U+2A6A5〉" in text
    assert "表示できない文字" in text


def test_without_such_characters_there_is_no_note(page: Page) -> None:
    assert "表示できない文字" not in text_of(page("rich", "ja", "internal"))


def test_a_large_case_stays_small(page: Page) -> None:
    data = page("large", "ja", "internal")
    assert len(data) < 600_000
    text = text_of(data)
    assert "5,000" in text


def open_page(browser: webdriver.Chrome, folder: Path, data: bytes) -> None:
    browser.get_log("browser")
    browser.get_log("performance")
    path = folder / "report.html"
    path.write_bytes(data)
    browser.get(path.as_uri())


@pytest.mark.browser
@pytest.mark.parametrize("version", ["internal", "public"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_opens_without_complaint_or_request(
    browser: webdriver.Chrome, tmp_path: Path, page: Page, language: Language, version: str
) -> None:
    open_page(browser, tmp_path, page("rich", language, version))
    assert browser.get_log("browser") == []
    sent = re.findall(r'"url":"((?!file:|data:|about:)[^"]+)"', str(browser.get_log("performance")))
    assert sent == []
    loaded = browser.execute_script(
        "return document.fonts.ready.then(all => [...all].map(one => one.status))"
    )
    assert loaded
    assert set(loaded) <= {"loaded", "unloaded"}
    assert "loaded" in loaded


@pytest.mark.browser
@pytest.mark.parametrize("version", ["internal", "public"])
@pytest.mark.parametrize("case", ["rich", "empty", "large"])
def test_nothing_is_wider_than_a4(
    browser: webdriver.Chrome, tmp_path: Path, page: Page, case: str, version: str
) -> None:
    open_page(browser, tmp_path, page(case, "ja", version))
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    wide = browser.execute_script(
        "document.body.style.width = '178mm';"
        "const edge = document.body.getBoundingClientRect().right + 1;"
        "return [...document.querySelectorAll('body *')]"
        ".filter(one => !one.closest('svg') && one.getBoundingClientRect().right > edge)"
        ".map(one => one.outerHTML.slice(0, 80));"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert wide == []


@pytest.mark.browser
def test_labels_of_the_pictures_stay_inside(
    browser: webdriver.Chrome, tmp_path: Path, page: Page
) -> None:
    open_page(browser, tmp_path, page("rich", "ja", "internal"))
    outside = browser.execute_script(
        "return [...document.querySelectorAll('svg text')].filter(one => {"
        "const box = one.getBBox(); return box.x < -1 || box.x + box.width > 1001; })"
        ".map(one => one.textContent)"
    )
    assert outside == []


@pytest.mark.browser
def test_tables_sort_by_click(browser: webdriver.Chrome, tmp_path: Path, page: Page) -> None:
    open_page(browser, tmp_path, page("rich", "ja", "internal"))
    table = browser.find_element(By.CSS_SELECTOR, "#sources table, #records table")
    header = table.find_elements(By.TAG_NAME, "th")[4]

    def column() -> list[int]:
        cells = table.find_elements(By.CSS_SELECTOR, "tbody td:nth-child(5)")
        return [int(cell.text.replace(",", "")) for cell in cells]

    before = column()
    assert header.get_attribute("aria-sort") is None
    header.find_element(By.TAG_NAME, "button").click()
    assert column() == sorted(before) != before
    assert header.get_attribute("aria-sort") == "ascending"
    header.find_element(By.TAG_NAME, "button").click()
    assert column() == sorted(before, reverse=True)
    assert header.get_attribute("aria-sort") == "descending"
