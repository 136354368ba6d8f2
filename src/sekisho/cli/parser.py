"""The parser of command lines: ``argparse`` with the user's language in its help and its errors."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn
from unicodedata import east_asian_width

from sekisho.cli.exits import Exit
from sekisho.cli.misgiven import Misgiven
from sekisho.cli.voice import Voice

_NO_START = "、。，．）」』】・ーっゃゅょァィゥェォッャュョ)],.:;!?"
"""Signs that begin no line."""


class Parser(argparse.ArgumentParser):
    """A parser that helps, and answers a mistake, in the user's language."""

    voice: Voice
    words: Sequence[str] = ()

    def __init__(self, **how: Any) -> None:
        helped = how.pop("add_help", True)
        super().__init__(**{"formatter_class": Help, **how, "add_help": False})
        self._positionals.title = self.voice.text("cli.help.places")
        self._optionals.title = self.voice.text("cli.help.options")
        if helped:
            self.add_argument("-h", "--help", action="help", help=self.voice.text("cli.help.help"))

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """What argparse does; the words are kept for what may have to be said of them."""
        self.words = list(args or ())
        return super().parse_known_args(args, namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments. What no parser has a place for is told by the one it was given to."""
        given, left = self.parse_known_args(args, namespace)
        if left:
            at_fault = self.deepest(self.words)
            at_fault.fail(at_fault.misgiven.left(left))
        return given

    def deepest(self, words: Sequence[str]) -> Parser:
        """The parser of the last command or act among the words."""
        for action in self._actions:
            below = action.choices if isinstance(action.choices, dict) else {}
            for name in words:
                if isinstance(found := below.get(name), Parser):
                    return found.deepest(words[words.index(name) + 1 :])
        return self

    @property
    def misgiven(self) -> Misgiven:
        """What can be said of a mistake among the words."""
        return Misgiven(self._actions, self.words, self.voice)

    def error(self, message: str) -> NoReturn:
        """Tells a mistake and ends the program."""
        self.fail(self.misgiven.told(message))

    def fail(self, told: str) -> NoReturn:
        """Tells in words what is wrong, how the command is used, and where more is said."""
        self.voice.error("cli.bad_arguments", message=told)
        self.voice.error_line(self.format_usage().rstrip())
        self.voice.error_line(self.voice.text("cli.help.more", command=self.prog))
        raise SystemExit(Exit.BAD_INPUT)

    def format_usage(self) -> str:
        """How the command is used, under the word of the language."""
        return self._under_word(super().format_usage())

    def format_help(self) -> str:
        """The whole help, under the word of the language."""
        return self._under_word(super().format_help())

    def _under_word(self, text: str) -> str:
        return text.replace("usage: ", self.voice.text("cli.help.usage"), 1)


class Help(argparse.HelpFormatter):
    """Help whose lines are as wide as the terminal where a letter takes two columns, too."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return lines_of(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        told = (" ".join(line.split()) for line in text.splitlines())
        lines = (line for each in told for line in lines_of(each, width - len(indent)))
        return "\n".join(indent + line for line in lines)


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: letters of East Asia two (UAX #11)."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def lines_of(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` columns; words of letters stay whole where they fit."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and columns_of(line + piece.rstrip()) > width and piece[0] not in _NO_START:
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def _pieces(text: str) -> Iterable[str]:
    """Where a line may break: at spaces, and beside any letter that takes two columns."""
    word = ""
    for sign in text:
        if sign == " ":
            yield word + sign
            word = ""
        elif east_asian_width(sign) in "WF":
            if word:
                yield word
            word = ""
            yield sign
        else:
            word += sign
    if word:
        yield word
