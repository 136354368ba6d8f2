"""Speaking to a person or to a program: language, plain lines, progress, JSON."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

import orjson

from sekisho.text import Language, say

BAR = 30
_HARMLESS = "\n\t\u3000"
STEPS = 10
"""Lines a step gets where no terminal shows a bar."""


def language_of_user(environment: Mapping[str, str]) -> Language:
    """Japanese unless the locale is an English one (``LC_ALL``, ``LC_MESSAGES``, ``LANG``)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "en" if value.lower().startswith("en") else "ja"
    # where the environment decides, nothing more is known: Python calls its own default en_US
    spoken = (locale.getlocale()[0] or "") if os.name == "nt" else ""
    return "en" if spoken.lower().startswith("en") else "ja"


def shown(text: str) -> str:
    """A text as a terminal may get it: what is no letter, sign or line end stands as ``\\xNN``.

    Names among the evidence are written by strangers.
    """
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign in _HARMLESS else _escaped(sign) for sign in text
    )


def in_one_line(text: str) -> str:
    """The same with its line ends escaped, for names in a list."""
    return shown(text).replace("\n", "\\n").replace("\t", "\\t")


def _escaped(sign: str) -> str:
    return (
        sign.encode("ascii", "backslashreplace").decode()
        if ord(sign) > 31
        else f"\\x{ord(sign):02x}"
    )


def _valid(content: Any) -> Any:
    """The same content with text that has no UTF-8 (parts of a path given) escaped."""
    match content:
        case str():
            return content.encode("utf-8", "backslashreplace").decode()
        case Mapping():
            return {_valid(key): _valid(value) for key, value in content.items()}
        case list() | tuple():
            return [_valid(one) for one in content]
    return content


@dataclass
class Voice:
    """Where words go. With ``json`` the result is JSON on ``out``; all else goes to ``err``."""

    language: Language
    json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _last: tuple[str, int] = ("", -1)

    def text(self, code: str, /, **values: object) -> str:
        """The sentence of a code in the user's language."""
        return say(code, self.language, **values)

    def say(self, code: str, /, **values: object) -> None:
        """One line for a person (to the error stream when the result is for a program)."""
        self.line(self.text(code, **values))

    def line(self, line: str = "") -> None:
        """One line as it is, but for signs that would move or colour the terminal."""
        print(shown(line), file=self.err if self.json else self.out)

    def error_line(self, line: str) -> None:
        """One line beside an error, to the error stream."""
        print(shown(line), file=self.err)

    def error(self, code: str, /, **values: object) -> None:
        """What is wrong, with its code, to the error stream."""
        print(shown(f"sekisho: {self.text(code, **values)} [{code}]"), file=self.err)

    def result(self, content: Any) -> None:
        """The result for a program, in UTF-8 whatever the console's encoding (RFC 8259, 8.1);
        silent unless ``json``."""
        if not self.json:
            return
        whole = orjson.dumps(_valid(content), option=orjson.OPT_INDENT_2) + b"\n"
        raw = getattr(self.out, "buffer", None)
        if raw is None:
            self.out.write(whole.decode())
        else:
            self.out.flush()
            raw.write(whole)

    def progress(self, step: str, done: int, whole: int) -> None:
        """A bar on a terminal, at most ``STEPS`` plain lines a step elsewhere."""
        if self.err.isatty():
            self._bar(step, done, whole)
            return
        tenth = done * STEPS // whole if whole else 0
        if (step, tenth) != self._last:
            self._last = (step, tenth)
            share = f" {done * 100 // whole}%" if whole else ""
            print(f"{self.text(step)}{share}", file=self.err)

    def _bar(self, step: str, done: int, whole: int) -> None:
        if self._last[0] not in ("", step):
            print(file=self.err)
        self._last = (step, done)
        if whole:
            filled = BAR * done // whole
            bar = "#" * filled + "." * (BAR - filled)
            print(f"\r{self.text(step)} [{bar}] {done * 100 // whole:3d}%", end="", file=self.err)
        else:
            print(f"\r{self.text(step)} {done}", end="", file=self.err)
        self.err.flush()

    def finished(self) -> None:
        """Ends the line of a bar."""
        if self.err.isatty() and self._last[0]:
            print(file=self.err)
        self._last = ("", -1)


def voice_for(language: Language | None, *, json: bool) -> Voice:
    """The voice of this process. Consoles that lack a sign (cp932) show it escaped, never fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    return Voice(language or language_of_user(os.environ), json=json)
