"""What was wrong with a command line, in the user's language, with what was perhaps meant.

``argparse`` tells a mistake as one English sentence alone
(https://docs.python.org/3/library/argparse.html); its forms are told apart here. A form that is
not known is shown as it came, behind the same code.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sekisho.cli.voice import Voice

_FORMS = {
    "required": re.compile(r"the following arguments are required: (?P<names>.+)", re.DOTALL),
    "choice": re.compile(
        r"argument (?P<name>.+?): invalid choice: (?P<given>.+?) \(choose from .*", re.DOTALL
    ),
    "value": re.compile(
        r"argument (?P<name>.+?): invalid (?P<sort>\w+) value: (?P<given>.+)", re.DOTALL
    ),
    "missing": re.compile(r"argument (?P<name>.+?): expected .*arguments?"),
    "needless": re.compile(
        r"argument (?P<name>.+?): ignored explicit argument (?P<given>.+)", re.DOTALL
    ),
    "together": re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"),
    "one_of": re.compile(r"one of the arguments (?P<names>.+) is required"),
    "ambiguous": re.compile(
        r"ambiguous option: (?P<given>.+?) could match (?P<names>.+)", re.DOTALL
    ),
}
_SORTS = {"int": "cli.args.no_integer", "float": "cli.args.no_number"}
_QUOTES = "'\""
_ALIKE = 0.75
"""How alike a word must be to one that is known, of 1, to be offered in its place."""


@dataclass(frozen=True)
class Misgiven:
    """A mistake among ``words`` for a parser of these ``actions``."""

    actions: Sequence[argparse.Action]
    words: Sequence[str]
    voice: Voice

    def told(self, message: str) -> str:
        """What ``argparse`` says of it, in the user's language."""
        for name, form in _FORMS.items():
            if found := form.fullmatch(message):
                said: str = getattr(self, f"_{name}")(**found.groupdict())
                return said
        return message

    def left(self, words: Sequence[str]) -> str:
        """What of it no argument takes."""
        said = [
            self._no_option(word)
            if word.startswith("-") and word != "-"
            else self.voice.text("cli.args.too_many", given=word)
            for word in words
        ]
        return "\n".join(said)

    def _required(self, names: str) -> str:
        """What is lacking, each with what it is; beside it words that were perhaps meant for it."""
        lacking = [one for one in self.actions if _name(one) in names.split(", ")]
        known = self._options()
        odd = [
            word
            for word in self.words
            if word.startswith("--")
            and not any(name.startswith(word.partition("=")[0]) for name in known)
        ]
        said = [self.voice.text("cli.args.required"), *(self._shown(one) for one in lacking)]
        return "\n".join([*said, *(self._no_option(word) for word in odd)])

    def _choice(self, name: str, given: str) -> str:
        given = given.strip(_QUOTES)
        choices = [str(one) for action in self._named(name) for one in action.choices or ()]
        code = "cli.args.choice" if name.startswith("-") else "cli.args.no_act"
        said = self.voice.text(code, given=given, name=name) + self._meant(given, choices)
        return f"{said}\n{self._choices(choices)}"

    def _value(self, name: str, sort: str, given: str) -> str:
        code = _SORTS.get(sort, "cli.args.no_value")
        return self.voice.text(code, name=name, given=given.strip(_QUOTES))

    def _missing(self, name: str) -> str:
        said = self.voice.text("cli.args.missing", name=name)
        return said + "".join(self._about(one) for one in self._named(name))

    def _needless(self, name: str, given: str) -> str:
        return self.voice.text("cli.args.needless", name=name, given=given.strip(_QUOTES))

    def _together(self, name: str, other: str) -> str:
        return self.voice.text("cli.args.together", name=name, other=other)

    def _one_of(self, names: str) -> str:
        return self.voice.text("cli.args.one_of", names=self._listed(names.split()))

    def _ambiguous(self, given: str, names: str) -> str:
        listed = self._listed(names.split(", "))
        return self.voice.text("cli.args.ambiguous", given=given, names=listed)

    def _no_option(self, word: str) -> str:
        name = word.partition("=")[0]
        said = self.voice.text("cli.args.no_option", given=name)
        return said + self._meant(name, self._options())

    def _meant(self, given: str, known: Sequence[str]) -> str:
        """Which known word was perhaps meant; empty where none is near."""
        near = get_close_matches(given, known, 1, _ALIKE)
        return self.voice.text("cli.args.meant", name=near[0]) if near else ""

    def _shown(self, action: argparse.Action) -> str:
        """An argument with its value's name, what it is, and what may be chosen."""
        option = action.option_strings[-1] if action.option_strings else ""
        value = action.metavar if isinstance(action.metavar, str) else "" if option else action.dest
        said = f"  {option} {value}".replace("   ", "  ").rstrip() + self._about(action)
        if action.choices:
            said += f"\n    {self._choices([str(one) for one in action.choices])}"
        return said

    def _about(self, action: argparse.Action) -> str:
        return self.voice.text("cli.args.about", about=action.help) if action.help else ""

    def _choices(self, choices: Iterable[str]) -> str:
        return self.voice.text("cli.args.choices", choices=self._listed(choices))

    def _listed(self, names: Iterable[str]) -> str:
        return self.voice.text("cli.args.comma").join(names)

    def _options(self) -> list[str]:
        return [name for one in self.actions for name in one.option_strings]

    def _named(self, name: str) -> list[argparse.Action]:
        return [one for one in self.actions if _name(one) == name][:1]


def _name(action: argparse.Action) -> str:
    """What ``argparse`` calls an argument in its messages."""
    if action.option_strings:
        return "/".join(action.option_strings)
    return action.metavar if isinstance(action.metavar, str) else action.dest
