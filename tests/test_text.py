"""Text for people: both languages say the same things under the same codes."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest
import yaml

from sekisho.text import LANGUAGES, UnknownCodeError, codes, say

_KANA = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def _areas(language: str) -> dict[str, dict[str, str]]:
    folder = files("sekisho.text").joinpath(language)
    return {
        item.name: yaml.safe_load(item.read_text(encoding="utf-8")) or {}
        for item in folder.iterdir()
        if item.name.endswith(".yaml")
    }


def test_areas_and_codes_are_the_same_in_both_languages() -> None:
    japanese, english = _areas("ja"), _areas("en")
    assert japanese.keys() == english.keys()
    for area, sentences in japanese.items():
        assert sentences.keys() == english[area].keys(), area


def test_places_are_the_same_in_both_languages() -> None:
    for code, sentence in codes("ja").items():
        assert _places(sentence) == _places(codes("en")[code]), code


def _places(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


def test_english_is_english() -> None:
    """English may quote a Japanese word, no more."""
    for code, sentence in codes("en").items():
        plain = re.sub(r"\{\w*\}", "", sentence)
        assert len(_KANA.findall(plain)) <= len(re.findall(r"[A-Za-z]", plain)) / 2, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_without_a_value_stays_visible(language: str) -> None:
    assert "{path}" in say("ledger.no_manifest", language)  # type: ignore[arg-type]


def test_an_unknown_code_is_a_defect() -> None:
    with pytest.raises(UnknownCodeError):
        say("no.such.code", "ja")
