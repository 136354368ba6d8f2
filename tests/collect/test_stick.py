from __future__ import annotations

import hashlib
from typing import Any

import pytest

from sekisho.collect.stick import SERVER, SUMS, stick
from sekisho.text import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_there_and_hashed(language: Any) -> None:
    made = stick(language, (), "0.1.0")
    named = {say(f"collect.{name}", language) for name in ("start", "guide", "slip")}
    assert made.keys() >= {"tool/collect.ps1", "tool/custody.html", SERVER, *named}
    assert made.keys() >= {"fortigate.html", "fortigate.md", "yamaha.html", "yamaha.md"}
    listed = dict(reversed(line.split("  ", 1)) for line in made[SUMS].decode("utf-8").splitlines())
    assert listed == {
        name: hashlib.sha256(data).hexdigest() for name, data in made.items() if name != SUMS
    }
    assert made == stick(language, (), "0.1.0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_can_lie_on_a_stick_of_windows(language: Any) -> None:
    for name in stick(language, (), "0.1.0"):
        assert name.encode("cp932")
        assert not set(name) & set('\\:*?"<>|')


def test_what_is_double_clicked_survives_every_code_page() -> None:
    made = stick("ja", (), "0.1.0")
    start = made["証拠を集める.cmd"]
    assert start.isascii()
    assert start.startswith(b"@echo off\r\n")
    assert start.count(b"\n") == start.count(b"\r\n")
    assert b'-File "%~dp0tool\\collect.ps1"' in start
    for label in (b":without", b":finish"):
        assert label in start
    for name in ("tool/without.txt", "tool/without-done.txt"):
        assert made[name].decode("cp932").count("\r\n") >= 1


def test_the_paths_in_the_batch_file_are_quoted() -> None:
    text = stick("ja", (), "0.1.0")["証拠を集める.cmd"].decode()
    for line in text.splitlines():
        if "%~dp0" in line or "%ROOT%" in line:
            assert line.count('"') % 2 == 0
            assert '"' in line[: line.index("%~dp0" if "%~dp0" in line else "%ROOT%")]
