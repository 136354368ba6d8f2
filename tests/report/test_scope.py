"""What a "nothing found" is tied to names kinds of records, never a computer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sekisho.events.kinds import KINDS
from sekisho.report.scope import gaps_in, kinds, period, scope
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import codes

from . import cases


@pytest.fixture
def writer(town: Rulebook) -> Writer:
    return Writer(cases.rich(), "ja", town)


def test_every_kind_of_event_has_a_word(writer: Writer) -> None:
    for one in KINDS:
        assert f"report.kind.{one.name}" in codes("ja")
    assert writer.kind("made_up.later_kind") == "その他の記録"


def test_sources_are_gathered_by_kind(writer: Writer) -> None:
    found = kinds(writer)
    assert list(found) == [
        "インターネット閲覧の記録", "共有フォルダーの操作記録", "パソコンの動作記録",
    ]  # fmt: skip
    undated = [replace(found["パソコンの動作記録"][0], start=None, end=None)]
    assert period(writer, undated) == "時刻の記載がない"
    assert period(writer, found["パソコンの動作記録"]).endswith("6月3日（金曜日）午後3時30分まで")


def test_gaps_of_a_window_are_those_that_touch_it(writer: Writer) -> None:
    window = writer.case.windows[0]
    assert [gap.source for gap in gaps_in(writer, window)] == ["evtx.windows"]
    assert len(gaps_in(writer, None)) == 2


def test_the_sentence_names_no_computer(writer: Writer, nameless: Rulebook) -> None:
    said = scope(writer)
    assert "GIKAI" not in said
    assert "自らの記録のないパソコン1台" in said
    assert scope(Writer(cases.empty(), "ja", nameless)) == "調べられる記録がなかった。"
