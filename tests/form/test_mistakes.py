"""Mistakes as objects, and as sentences in both languages."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

import sekisho
from sekisho.form.mistakes import Place, mistake
from sekisho.form.notations import NOTATIONS
from sekisho.rulebook import RulebookError, schema
from sekisho.text import LANGUAGES, Language, codes

HERE = Place("規程.yaml", 3, 5)


def test_a_sentence_with_place_and_intention() -> None:
    found = mistake(HERE, "unknown_key", key="zoness", meant="zones", known="zones, assets")
    assert found.meant == "zones"
    assert found.say() == (
        "規程.yaml:3:5: 知らないキー「zoness」です。"
        "ここに書けるのは: zones, assets。 もしかして「zones」ですか。"
    )
    assert found.say("en").endswith('Did you mean "zones"?')


def test_no_intention_no_question() -> None:
    assert "もしかして" not in mistake(HERE, "empty").say()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", ["string", "array", "object", "integer", "number", "boolean"])
def test_types_are_said_in_words(language: Language, wanted: str) -> None:
    sentence = mistake(HERE, "wrong_type", wanted=wanted, value="x").say(language)
    assert wanted not in sentence or language == "en"
    assert "{" not in sentence


def test_an_error_holds_its_mistakes_in_order_and_travels() -> None:
    late, early = mistake(Place("b.yaml", 1, 1), "empty"), mistake(Place("a.yaml", 9, 1), "empty")
    error = RulebookError([late, early])
    assert error.mistakes == (early, late)
    assert error.say("en").splitlines() == [early.say("en"), late.say("en")]
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert again.mistakes == error.mistakes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_source_has_a_sentence_and_the_other_way_round(
    language: Language,
) -> None:
    root = Path(sekisho.__file__).parent
    files = [
        file for room in ("form", "rulebook", "case/sheet") for file in (root / room).glob("*.py")
    ]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    written = set(re.findall(r'mistake\(\s*[^"]*?"([a-z_]+)"', source))
    written |= set(re.findall(r'_give_up\([^"]*?"([a-z_]+)"', source))
    wording = (root / "case/notices/wording/loading.py").read_text(encoding="utf-8")
    written |= set(re.findall(r'"(drill_[a-z_]+)"', wording))
    written |= {f"not.{name}" for name in NOTATIONS}
    written |= {f"unknown.{section}" for section in ("zones", "assets", "people", "categories")}
    written |= {"device_without_serial"}
    kept = {
        code.removeprefix("rulebook.") for code in codes(language) if code.startswith("rulebook.")
    }
    spoken = {
        code for code in kept if not code.startswith(("assumed.", "doubt.", "type.", "meant"))
    }
    assert spoken == written
    assert {code.split(".")[1] for code in kept if code.startswith("assumed.")} - {
        *("none", "encoding")
    } == {
        name
        for name, part in schema()["properties"].items()
        if name != "version" and part.get("x-assumed", True)
    }
