"""Speaking: language by locale, plain lines, progress, JSON, consoles that lack a sign."""

from __future__ import annotations

import io
import json
import os

import pytest

from sekisho.cli.voice import Voice, language_of_user


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "ja"),
        pytest.param({}, "ja", marks=pytest.mark.skipif(os.name == "nt", reason="Windows says")),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], language: str) -> None:
    assert language_of_user(environment) == language


def spoken(**choices: bool) -> Voice:
    return Voice("en", out=io.StringIO(), err=io.StringIO(), **choices)


def test_an_error_carries_its_code() -> None:
    voice = spoken()
    voice.error("cli.no_such_folder", path="x")
    assert voice.err.getvalue() == 'sekisho: there is no folder "x" [cli.no_such_folder]\n'  # type: ignore[attr-defined]


def test_with_json_only_the_result_goes_out() -> None:
    voice = spoken(json=True)
    voice.say("cli.stopped")
    voice.result({"events": 3})
    assert json.loads(voice.out.getvalue()) == {"events": 3}  # type: ignore[attr-defined]
    assert "stopped" in voice.err.getvalue()  # type: ignore[attr-defined]


def test_without_a_terminal_progress_is_a_few_plain_lines() -> None:
    voice = spoken()
    for done in range(1001):
        voice.progress("progress.read", done, 1000)
    lines = voice.err.getvalue().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 11
    assert lines[-1] == "reading evidence 100%"
    assert "\r" not in voice.err.getvalue()  # type: ignore[attr-defined]
