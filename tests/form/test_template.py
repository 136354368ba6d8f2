"""The starting file: valid as it is, valid with every example switched on."""

from __future__ import annotations

import re
from pathlib import Path

from sekisho.rulebook import load, schema, template


def test_as_it_is_it_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_text(template(), encoding="utf-8")
    assert load(path).digest == load(None).digest


def test_every_example_is_right(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_text(re.sub(r"(?m)^#(?!#)", "", template()), encoding="utf-8")
    book = load(path)
    assert book.assumptions == ()
    assert book.support[0].host == book.assets[0].name


def test_every_section_is_there_with_its_description() -> None:
    text = template()
    for key, part in schema()["properties"].items():
        assert f"\n#{key}:" in text or f"\n{key}:" in text
        assert part["description"] in text or key == "version"


def test_it_survives_an_editor_that_saves_cp932(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_bytes(template().encode("cp932"))
    assert load(path).digest == load(None).digest
