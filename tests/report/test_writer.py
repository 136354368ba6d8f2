"""Sentences from codes and values; what has no sentence is shown, not lost."""

from __future__ import annotations

import pytest

from sekisho.report.model import Citation, Span
from sekisho.report.writer import SIGNS, Writer, cell
from sekisho.rulebook import Rulebook

from . import cases


@pytest.fixture
def writer(town: Rulebook) -> Writer:
    return Writer(cases.rich(), "ja", town)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("time", "2016-06-03T16:03:05+09:00", "平成28年6月3日午後4時3分5秒"),
        ("time", "2016-06-03T07:03:05.25Z", "平成28年6月3日午後4時3分5秒"),
        ("bytes", "48234567", "48,234,567"),
        ("ticket", "20160603", "20160603"),
        ("offset_s", "+0.0", "ずれなし"),
        ("offset_s", "-219.6", "219.6秒遅れ"),
        ("uncertainty_s", "300", "±5分"),
        ("source", "squid.proxy", "インターネット閲覧の記録"),
        ("sources", "fortigate.firewall, squid.proxy", "通信機器の記録、インターネット閲覧の記録"),
        ("sources", "squid.proxy, fortigate.proxy", "インターネット閲覧の記録"),
        ("source", "庁外", "庁外"),
        ("site", "2016-06-03T16:03:05+09:00.example", "2016-06-03T16:03:05+09:00.example"),
    ],
)
def test_values_in_words(writer: Writer, name: str, value: str, said: str) -> None:
    assert writer.value(name, value) == said


def test_a_reason_carries_its_exhibits(writer: Writer) -> None:
    said, cited = writer.reason(cases.why("unread.pieces", cases.ref(), pieces="3"))
    assert said == Span("3件を読めなかった")
    assert cited == Citation((1,), 0)


def test_a_code_without_sentence_is_shown_with_its_values(writer: Writer) -> None:
    (said,) = writer.reason(cases.why("no.such", a="1", b="x"))
    assert said == Span("[no.such] a=1 b=x", "code")


def test_a_place_without_value_is_a_dash(writer: Writer) -> None:
    assert writer.reason(cases.why("unread.pieces")) == (Span("–件を読めなかった"),)


def test_the_same_reason_is_said_once(writer: Writer) -> None:
    reason = cases.why("session.unexplained")
    assert len(writer.reasons((reason, reason))) == 1


def test_verdicts_differ_in_form_and_so_do_judgements() -> None:
    verdicts = [SIGNS[one] for one in ("proven", "possible", "excluded", "unknown")]
    judgements = [SIGNS[one] for one in ("incident", "unexplained", "registered", "blocked")]
    assert len(set(verdicts)) == len(set(judgements)) == 4


def test_nothing_is_a_dash() -> None:
    assert cell(None).lines == ((Span("–", "muted"),),)
