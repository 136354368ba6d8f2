"""The form of an application: blank, or as the register has it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sekisho.events.time import JAPAN
from sekisho.report.html import html
from sekisho.report.model import Table
from sekisho.report.policy.application import application
from sekisho.rulebook import load

BOOK = load(Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml")
NOW = datetime(2026, 11, 28, tzinfo=JAPAN)


def test_a_blank_form_leaves_room_for_the_pen() -> None:
    made = application(BOOK, None, NOW, "ja")
    assert made.cover is not None
    assert made.cover.addressees == ("関町長 関 太郎　様",)
    assert len([block for block in made.cover.items if isinstance(block, Table)]) == 2
    page = html(made).decode()
    assert "□遠隔支援" in page
    assert "R8-012" not in page


def test_a_permission_fills_it() -> None:
    (permission,) = [one for one in BOOK.permissions if one.ticket == "R8-012"]
    page = html(application(BOOK, permission, NOW, "ja")).decode()
    for text in ("R8-012", "遠隔支援", "令和8年6月1日から令和8年6月30日まで", "総務課長 堀 三郎"):
        assert text in page
    assert "□" not in page


def test_in_english() -> None:
    page = html(application(BOOK, None, NOW, "en")).decode()
    assert "Application for permission" in page
