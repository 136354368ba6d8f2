"""An office as the writer of letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.report.desk import desk_of
from sekisho.report.model import Span
from sekisho.rulebook import load


@pytest.mark.parametrize(
    ("town", "own"),
    [("関町", "本町"), ("関市", "本市"), ("架空広域連合", "当団体"), ("", "当団体")],
)
def test_what_the_office_calls_itself(town: str, own: str, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    said = f"town: {{name: {town}}}\n" if town else ""
    path.write_text(f"version: 1\n{said}", encoding="utf-8")
    assert desk_of(load(path), "ja").own == own


def test_what_the_rulebook_does_not_say_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text("version: 1\ntown: {name: 関町, department: 総務課}\n", encoding="utf-8")
    desk = desk_of(load(path), "ja")
    assert desk.sender == ((Span("（長の職・氏名）", "undecided"),),)
    assert desk.contact[0] == (Span("総務課"),)
    assert desk.contact[2][1] == Span("（電話番号）", "undecided")
