"""Arguments that commands share, and what they mean."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.cli.arguments import (
    add_evidence,
    add_readers,
    context_from,
    passwords_from,
    rulebook_from,
    workers_of,
)
from sekisho.cli.exits import BadInputError
from sekisho.cli.voice import Voice
from sekisho.engine.pool import cores
from sekisho.rulebook import RulebookError
from sekisho.text import LANGUAGES, Language

CLOCK = datetime(2016, 6, 23, 2, 0, tzinfo=UTC)


def parsed(*words: str, language: Language = "en") -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    voice = Voice(language)
    add_evidence(parser, voice)
    add_readers(parser, voice)
    return parser.parse_args(["evidence", *words])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_the_evidence_is_needed(language: Language) -> None:
    given = parsed(language=language)
    assert (given.evidence, given.rulebook, given.now, given.workers) == (
        "evidence", None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "workers"),
    [
        ([], cores()),
        (["--workers", "0"], 0),
        (["--workers", "3"], 3),
        (["--workers", "-2"], 0),
        (["--workers=-2"], 0),
    ],
)
def test_workers(words: list[str], workers: int) -> None:
    assert workers_of(parsed(*words)) == workers


def test_without_a_rulebook_the_assumptions_hold() -> None:
    rulebook = rulebook_from(parsed())
    assert rulebook.assumptions
    context = context_from(parsed(), CLOCK)
    assert (context.now, context.zone, context.hints) == (CLOCK, "Asia/Tokyo", {})


def test_a_rulebook_and_a_moment_reach_the_readers(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(
        "version: 1\nreaders:\n  - source: squid\n    logformat: ['%ts %>a %ru']\n",
        encoding="utf-8",
    )
    given = parsed("--rulebook", str(path), "--now", "2016-06-24T09:00")
    context = context_from(given, CLOCK)
    assert context.now == datetime(2016, 6, 24, tzinfo=UTC)
    assert context.hints == {"squid.logformat": ("%ts %>a %ru",)}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--rulebook", "no such file"], "cli.no_such_path"),
        (["--now", "yesterday"], "cli.bad_time"),
        (["--now", "2016-06-31"], "cli.bad_time"),
    ],
)
def test_mistakes_have_codes(words: list[str], code: str) -> None:
    with pytest.raises(BadInputError) as caught:
        context_from(parsed(*words), CLOCK)
    assert caught.value.code == code


def test_a_mistake_in_the_rulebook_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("version: 1\nnonsense: 1\n", encoding="utf-8")
    with pytest.raises(RulebookError):
        rulebook_from(parsed("--rulebook", str(path)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_passwords_stand_one_a_line_in_the_encoding_of_the_office(tmp_path, encoding: str) -> None:
    path = tmp_path / "passwords.txt"
    path.write_bytes("合言葉　その一\r\n\r\n二つめの言葉\r\n合言葉　その一\r\n".encode(encoding))
    given = argparse.Namespace(passwords=str(path))
    assert passwords_from(given) == ("合言葉　その一", "二つめの言葉")
    assert passwords_from(argparse.Namespace(passwords=None)) == ()
