"""Numbers of steps in words: exact, with bounds, at least so many, unknown; never a false zero."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sekisho.case.account.facts import Network
from sekisho.case.reasons import Count
from sekisho.report.stepped import bounds, counted, is_unknown, of_line, step
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook

from . import cases
from .outbreaks import outbreak


@pytest.fixture
def writer(town: Rulebook) -> Writer:
    return Writer(cases.rich(), "ja", town)


@pytest.mark.parametrize(
    ("name", "least", "said"),
    [
        ("received", (), "20通から24通"),
        ("received", ("received",), "少なくとも20通"),
        ("blocked", (), "6通"),
        ("mailboxes", ("mailboxes",), "少なくとも2箱"),
        ("opened", (), "2台"),
        ("opened", ("opened",), "少なくとも2台"),
    ],
)
def test_a_step_in_words(writer: Writer, name: str, least: tuple[str, ...], said: str) -> None:
    one = replace(outbreak(), least=least)
    assert counted(writer, one, name) == said
    assert not is_unknown(one, name)


def test_zero_is_said_only_where_it_was_looked_for(writer: Writer) -> None:
    none = replace(outbreak(), contacted=(), refused=Count(0, 5))
    assert counted(writer, none, "contacted") == "0台"
    blind = replace(none, least=("contacted", "refused"))
    assert counted(writer, blind, "contacted") == counted(writer, blind, "refused") == "不明"
    assert is_unknown(blind, "contacted")
    assert bounds(blind, "refused") == Count(0, 5)
    assert step(writer, blind, "contacted", 0) == "不明"


def test_a_line_of_silent_computers_has_no_zero(writer: Writer) -> None:
    one = outbreak()
    silent = Network("議会系", 2, 0, 0, 0, 0, 0, ("A", "B"))
    partly = replace(silent, not_known=("A",))
    met = replace(silent, contacted=1)
    assert of_line(writer, one, "opened", silent) == "不明"
    assert of_line(writer, one, "opened", partly) == "0台"
    assert of_line(writer, one, "contacted", met) == "1台"
