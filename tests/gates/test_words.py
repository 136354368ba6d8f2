"""Rules and titles in the words of the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.words import meaning, title_in
from sekisho.rulebook import load
from sekisho.text import Language

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "rulebook.yaml"


@pytest.mark.parametrize(
    ("gate", "code", "said"),
    [
        ("web", "web.remote_tool.anydesk", "遠隔操作ソフトの配布元"),
        ("software", "software.unknown", ""),
        ("nobody", "x", ""),
        ("device", "device.badusb", "キーボードやマウスでありながら"),
    ],
)
def test_the_nearest_rule(gate: str, code: str, said: str) -> None:
    found = meaning(gate, code, load(EXAMPLE), "ja")
    assert found.startswith(said)
    assert bool(found) == bool(said)


@pytest.mark.parametrize(
    ("title", "language", "said"),
    [("実行 / Run", "ja", "実行"), ("実行 / Run", "en", "Run"), ("Own rule", "ja", "Own rule")],
)
def test_titles(title: str, language: Language, said: str) -> None:
    assert title_in(title, language) == said
