"""Every example of README and guides is run, in order, in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sekisho.cli.main import commands, main

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "README.ja.md",
    *sorted((ROOT / "docs").glob("guide/*/*.md")),
]
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
FILE = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)
"""A file that the examples after it use; its first line names it."""


def examples(document: Path) -> list[str]:
    blocks = BLOCK.findall(document.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.startswith("sekisho ")]


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_run(
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = examples(document)
    if not lines:
        pytest.skip("tells of no command to run")
    for name, content in FILE.findall(document.read_text(encoding="utf-8")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    for line in lines:
        words = shlex.split(line)[1:]
        assert main(words) in (0, 3), f"{line}\n{capsys.readouterr().err}"


def test_both_readmes_show_the_same_examples() -> None:
    assert examples(DOCUMENTS[0]) == examples(DOCUMENTS[1])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_guide_describes_every_command_and_option(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    chapters = sorted((ROOT / "docs" / "guide" / language).glob("*.md"))
    guide = "\n".join(chapter.read_text(encoding="utf-8") for chapter in chapters)
    for name in commands():
        assert f"`sekisho {name}" in guide, name
        main([name, "--help"])
        for option in re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out):
            assert option in guide or option == "--help", f"{name} {option}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target
