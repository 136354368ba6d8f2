"""The account of what was not read: every kind of it, with code, words and place."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import get_args

import pytest

from sekisho.cli.account import SHOWN, WHOLE, not_read, tell_unread
from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice
from sekisho.ledger.manifest import Entry, Manifest, Status
from sekisho.sources.contract import Unit
from sekisho.text import LANGUAGES, Language

READ = Entry("a.log", "1" * 64, 9, None, "2016-06-23T02:00:00+00:00", "folder", "read", "squid")


def voice(language: Language = "en", *, json: bool = False) -> Voice:
    return Voice(language, json, io.StringIO(), io.StringIO())


def codes(*entries: Entry) -> list[str]:
    return [one["code"] for one in not_read(Manifest("r", entries), voice())]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (READ, []),
        (replace(READ, status="archive"), []),
        (replace(READ, status="companion"), []),
        (replace(READ, status="duplicate", reason="not_read.duplicate"), []),
        (replace(READ, status="absent"), ["not_read.absent"]),
        (replace(READ, status="absent", reason="not_read.changed"), ["not_read.absent"]),
        (replace(READ, status="not_read", reason="not_read.empty"), ["not_read.empty"]),
        (replace(READ, status="partly", unread=3), ["not_read.pieces"]),
        (
            replace(READ, status="partly", reason="not_read.changed", unread=3),
            ["not_read.changed", "not_read.pieces"],
        ),
        (replace(READ, undated=2), ["not_read.undated"]),
        (replace(READ, implausible=2), ["not_read.implausible"]),
        (
            replace(READ, status="partly", unread=1, undated=2, implausible=3),
            ["not_read.pieces", "not_read.undated", "not_read.implausible"],
        ),
    ],
)
def test_each_kind_has_its_code(entry: Entry, expected: list[str]) -> None:
    assert codes(entry) == expected
    assert tell_unread(Manifest("r", (entry,)), voice()) == (
        Exit.NOT_ALL_READ if expected else Exit.DONE
    )


def test_every_status_is_whole_or_told() -> None:
    for status in get_args(Status):
        entry = replace(READ, status=status, reason="not_read.empty")
        assert (codes(entry) == []) == (status in WHOLE), status


@pytest.mark.parametrize("unit", get_args(Unit))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_place_of_the_first_is_named(unit: str, language: Language) -> None:
    entry = replace(READ, status="partly", unread=12, first_unread=3456, unit=unit)
    (told,) = not_read(Manifest("r", (entry,)), voice(language))
    assert "3456" in told["reason"]
    assert "12" in told["reason"]
    assert "{" not in told["reason"]


def test_values_fill_the_words() -> None:
    entry = replace(READ, status="duplicate", reason="not_read.duplicate", values={"of": "b.log"})
    assert "b.log" in voice().text(entry.reason, **entry.values)


@pytest.mark.parametrize(
    ("reason", "name"), [("not_read.reader_failed", "error"), ("unread.document_broken", "why")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_librarys_words_are_for_experts_alone(reason: str, name: str, language: Language) -> None:
    entry = replace(READ, status="not_read", reason=reason, values={name: "ValueError: odd"})
    speaker = voice(language)
    (told,) = not_read(Manifest("r", (entry,)), speaker)
    assert told["detail"] == "ValueError: odd"
    assert "ValueError" not in told["reason"]
    assert "{" not in told["reason"]


def test_the_terminal_shows_the_first_and_counts_all() -> None:
    entries = tuple(
        replace(READ, name=f"{number:03d}.log", status="not_read", reason="not_read.empty")
        for number in range(SHOWN + 5)
    )
    speaker = voice()
    tell_unread(Manifest("r", entries), speaker)
    first, *lines, more = speaker.out.getvalue().splitlines()  # type: ignore[attr-defined]
    assert str(SHOWN + 5) in first
    assert len(lines) == SHOWN
    assert more.strip() == "5 more"
    assert len(not_read(Manifest("r", entries), voice())) == SHOWN + 5


def test_a_name_of_a_stranger_stays_in_its_line() -> None:
    entry = replace(READ, name="a\n\x1b[31mb.log", status="not_read", reason="not_read.empty")
    speaker = voice()
    tell_unread(Manifest("r", (entry,)), speaker)
    said = speaker.out.getvalue()  # type: ignore[attr-defined]
    assert len(said.splitlines()) == 2
    assert "\x1b" not in said
    assert r"a\n\x1b[31mb.log" in said


def test_with_json_nothing_but_the_result_goes_out() -> None:
    speaker = voice(json=True)
    tell_unread(Manifest("r", (replace(READ, status="absent"),)), speaker)
    assert speaker.out.getvalue() == ""  # type: ignore[attr-defined]
    assert "a.log" in speaker.err.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("reported", [True, False])
def test_a_report_is_named_where_there_is_one(reported: bool) -> None:
    speaker = voice("ja")
    entry = replace(READ, status="not_read", reason="not_read.empty")
    tell_unread(Manifest("r", (entry,)), speaker, reported=reported)
    assert ("報告書" in speaker.out.getvalue()) is reported  # type: ignore[attr-defined]
