"""Rendered pages, each made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest
from selenium import webdriver

from sekisho.report import internal, model, office, public, residents
from sekisho.report.pdf import pdf
from sekisho.report.word import docx
from sekisho.rulebook import Rulebook, load
from sekisho.text import Language

from . import cases

A4_PX = 794
"""210 mm at 96 dots an inch."""
Page = Callable[[str, Language, str], bytes]
TOWN = """\
version: 1
town:
  name: 関町
  prefecture: 山岸県
  head: 関町長 関 花子
  department: 総務課
  telephone: 0000-00-0000
"""


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """A rulebook that says who the town is."""
    return _rulebook(tmp_path_factory.mktemp("town") / "town.yaml", TOWN)


@pytest.fixture(scope="session")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """A rulebook that says nothing."""
    return _rulebook(tmp_path_factory.mktemp("nameless") / "town.yaml", "version: 1\n")


def _rulebook(path: Path, text: str) -> Rulebook:
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.fixture(scope="session")
def page(town: Rulebook, nameless: Rulebook) -> Page:
    """The bytes of a document of a named case: ``page("rich", "ja", "internal")``."""
    made = {"rich": cases.rich, "empty": cases.empty, "large": cases.large}

    @cache
    def of(case: str, language: Language, version: str) -> bytes:
        write = internal if version == "internal" else public
        return write(made[case](), language, nameless if case == "empty" else town)

    return of


Formats = Callable[[str, Language, str, Callable[[model.Document], bytes]], bytes]


@pytest.fixture(scope="session")
def written(town: Rulebook, nameless: Rulebook) -> Formats:
    """The bytes of a document of a named case in a format."""
    made = {"rich": cases.rich, "empty": cases.empty, "large": cases.large}

    @cache
    def of(
        case: str, language: Language, version: str, form: Callable[[model.Document], bytes]
    ) -> bytes:
        write = office.document if version == "internal" else residents.document
        return form(write(made[case](), language, nameless if case == "empty" else town))

    return of


@pytest.fixture(scope="session")
def word(written: Formats) -> Page:
    """The bytes of a Word file: ``word("rich", "ja", "internal")``."""
    return lambda case, language, version: written(case, language, version, docx)


@pytest.fixture(scope="session")
def paper(written: Formats) -> Page:
    """The bytes of a PDF."""
    return lambda case, language, version: written(case, language, version, pdf)


def words_of(part: object) -> str:
    """All texts of a part of a document's model, in order, without making a file of it."""
    if isinstance(part, str):
        return part
    if isinstance(part, tuple):
        return "".join(words_of(one) for one in part)
    if isinstance(part, model.Span | model.Mark | model.Link):
        return part.text
    if is_dataclass(part):
        return "\n".join(words_of(getattr(part, field.name)) for field in fields(part))
    return ""


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    """Chromium without a window and without a network."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("needs chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", f"--window-size={A4_PX},1123",
        "--proxy-server=127.0.0.1:9",
    ):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield chrome
    chrome.quit()
