"""What a person reads of a preview: no code alone where the rule can be said in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.cli.previewed import SHOWN, show_held, show_summary
from sekisho.cli.voice import Voice
from sekisho.gates.held import Held, Side
from sekisho.gates.preview import Preview
from sekisho.rulebook import load
from sekisho.text import Language
from tests.gates.test_held import FIRST
from tests.gates.test_summary import ONE, PREVIEW

HELD = Held("r", "実行 / Run", 3, ("PC-1",), FIRST, (Side("software", 2, ("x",)),), ())
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "rulebook.yaml"


@pytest.mark.parametrize(
    ("language", "title", "side", "nobody"),
    [
        ("ja", "　実行　3 件　端末 PC-1", "止めていた：ソフトの関（2 件）", "名は記録にない"),
        ("en", "Run  records 3", "would have stopped: Software gate (2)", "no gate's matter"),
    ],
)
def test_what_was_found_in_the_words_of_the_reader(
    language: Language, title: str, side: str, nobody: str, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = replace(HELD, hosts=(), first=None, stopped=())
    show_held([HELD, alone], Voice(language))
    said = capsys.readouterr().out
    assert "2026-06-01 09:00" in said  # of Japan
    assert all(text in said for text in (title, side, nobody))


def summary(*previews: Preview, capsys: pytest.CaptureFixture[str]) -> str:
    show_summary(previews, load(EXAMPLE), Voice("ja"))
    return capsys.readouterr().out


def test_rules_in_words_with_their_code(capsys: pytest.CaptureFixture[str]) -> None:
    codes = ("software.forbidden", "software.unlisted", "software.unknown")
    rows = tuple(replace(ONE, code=code) for code in codes)
    web = (replace(ONE, code="web.remote_tool.anydesk"),)
    said = summary(
        replace(PREVIEW, gate="software", refusals=rows),
        replace(PREVIEW, gate="web", refusals=web),
        capsys=capsys,
    )
    assert "ソフト「AnyDesk」（AnyDesk*.exe）を動かさせない。 [software.forbidden]" in said
    assert "遠隔操作ソフトの配布元" in said
    assert "… [web.remote_tool.anydesk]" in said
    assert "ソフトの関：software.unknown" in said
    assert "税務課　端末 1 台　職員 1 人　起動が1日あたり 2.0 件" in said


def test_many_rows_are_cut_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    rows = tuple(replace(ONE, department=f"課{at}") for at in range(SHOWN + 2))
    assert "ほかに 2 行" in summary(replace(PREVIEW, refusals=rows), capsys=capsys)
    assert "この記録にはない" in summary(replace(PREVIEW, refusals=()), capsys=capsys)
