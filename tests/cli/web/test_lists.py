"""``sekisho web lists``: what is built, what is left out, what is missing, with its exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main
from sekisho.gates.web.lists.building import MOST_LISTS
from sekisho.gates.web.lists.compiled import mapped


def lists(folder: Path, files: dict[str, str]) -> Path:
    source = folder / "lists"
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    return source


def rules(folder: Path, names: list[str]) -> Path:
    content: dict[str, Any] = {
        "version": 1,
        "web": {"categories": [{"name": "x", "judgement": "禁止", "lists": names}]},
    }
    path = folder / "rules.yaml"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("files", "names", "exit_code", "said"),
    [
        ({"games.txt": "a.example\n"}, ["games"], 0, ["*         1  games", "1 件"]),
        ({"games.txt": "a.example\n<b>\n"}, ["games"], 3, ["games.txt:2: <b>"]),
        ({"games.txt": "a.example\n"}, ["games", "bets"], 3, ["「bets」"]),
    ],
)
def test_lists_are_built_and_told(
    files: dict[str, str],
    names: list[str],
    exit_code: int,
    said: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "web.lists"
    words = ["web", "lists", str(lists(tmp_path, files)), "--out", str(out)]
    assert main([*words, "--rulebook", str(rules(tmp_path, names)), "--lang", "ja"]) == exit_code
    told = capsys.readouterr()
    for text in said:
        assert text in told.out + told.err
    assert mapped(out).holding("a.example") == ("games",)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"empty.txt": "# nothing\n"},
        {f"l{number}": "a.example\n" for number in range(MOST_LISTS + 1)},
    ],
)
def test_what_cannot_be_built_leaves_what_was(files: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "web.lists"
    out.write_bytes(b"old")
    assert main(["web", "lists", str(lists(tmp_path, files)), "--out", str(out)]) == 2
    assert out.read_bytes() == b"old"
