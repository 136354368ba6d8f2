"""A whole rulebook: nothing at all, the example, and what its digest means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.rulebook import Mistake, RulebookError, load, schema
from sekisho.text import LANGUAGES, codes

ROOT = Path(__file__).parents[2]


def digest(tmp_path: Path, text: str) -> str:
    path = tmp_path / "r.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path).digest


def test_without_a_rulebook_everything_is_an_assumption() -> None:
    book = load(None)
    found = {entry.code.removeprefix("rulebook.assumed."): entry for entry in book.assumptions}
    parts = schema()["properties"].items()
    sections = {name for name, part in parts if part.get("x-assumed", True)} - {"version"}
    assert {code.partition(".")[0] for code in found} == sections | {"none"}
    assert found["hours.start"].values == (("value", "08:30"),)
    assert found["hours.breaks"].values == (("value", "12:00–13:00"),)
    # Words of its own tell these two (rulebook.assumed.hours.year_end, .clocks.zone).
    assert found["hours.year_end"].values == (("value", "12-29–01-03"),)
    assert found["clocks.zone"].values == (("value", "Asia/Tokyo"),)
    assert (book.files, book.assets, book.retention.days) == ((), (), 365)


def test_the_example_assumes_nothing() -> None:
    book = load(ROOT / "examples" / "rulebook.yaml")
    assert book.assumptions == ()
    assert book.town.name == "関町"


def test_every_section_of_the_form_stands_in_the_example() -> None:
    text = (ROOT / "examples" / "rulebook.yaml").read_text(encoding="utf-8")
    assert all(f"\n{section}:" in text for section in schema()["properties"])


def test_only_what_was_not_written_is_assumed(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text("version: 1\nhours:\n  start: 9:00\n  breaks: []\nzones:\n", encoding="utf-8")
    book = load(path)
    assumed = [entry.code for entry in book.assumptions]
    assert "rulebook.assumed.hours.start" not in assumed
    assert "rulebook.assumed.hours.breaks" not in assumed
    assert "rulebook.assumed.hours.end" in assumed
    assert "rulebook.assumed.zones" in assumed  # a heading alone says nothing
    assert book.hours.breaks == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_assumption_can_be_said(language: str) -> None:
    for entry in load(None).assumptions:
        sentence = entry.say(language)  # type: ignore[arg-type]
        assert sentence
        assert "{" not in sentence


def test_both_languages_hold_the_same_codes() -> None:
    japanese, english = (
        {code for code in codes(language) if code.startswith("rulebook.")} for language in LANGUAGES
    )
    assert japanese == english


def test_the_digest_is_that_of_the_meaning(tmp_path: Path) -> None:
    one = "version: 1\nhours: {end: 17:15, start: 8:30}\nassets: [{name: A, purchased: 令和6年度}]"
    other = "assets:\n  - purchased: R6\n    name: A\nversion: 1 # 同じ\nhours: {start: 8時30分}\n"
    assert digest(tmp_path, one) == digest(tmp_path, other)
    assert digest(tmp_path, one) != digest(tmp_path, one.replace("6年度", "7年度"))
    assert digest(tmp_path, "version: 1\n") == load(None).digest


def test_the_digest_does_not_know_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    assert digest(tmp_path, "version: 1\n") == digest(tmp_path / "elsewhere", "version: 1\n")


KEYS = st.sampled_from([*schema()["properties"], "x", "区画"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "start", "since", "until", "networks", "known", "id"]), inner
        )
    ),
    max_leaves=8,
)


def answers_to(path: Path) -> tuple[Mistake, ...]:
    try:
        load(path)
    except RulebookError as error:
        return error.mistakes
    return ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_content_is_taken_or_answered(tmp_path: Path, content: dict[str, object]) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(json.dumps({"version": 1, **content}), encoding="utf-8")
    answers = answers_to(path)
    assert all(found.line >= 1 and found.say("en") for found in answers)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=60))
def test_any_bytes_are_taken_or_answered(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(content)
    with pytest.raises(RulebookError) as raised:
        load(path)
    assert raised.value.say("ja")
