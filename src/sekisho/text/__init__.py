"""Text for people, apart from code: stable codes in, Japanese or English out.

Every area of the house owns one file a language, ``text/ja/<area>.yaml`` and
``text/en/<area>.yaml``: a flat map from code to sentence with ``{named}`` places.
Both files of an area hold the same codes (a test). Codes never change their meaning;
wording may.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe, and six times as quick where PyYAML was built with libyaml."""

__all__ = ["LANGUAGES", "Language", "UnknownCodeError", "codes", "filled", "say", "sentence"]


class UnknownCodeError(KeyError):
    """A code was used that no text file of the language holds."""


class _Places(dict[str, object]):
    """Leaves a place visible as ``{name}`` when no value was given for it."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@cache
def codes(language: Language) -> Mapping[str, str]:
    """All sentences of a language by code. Raises ValueError when two areas share a code."""
    sentences: dict[str, str] = {}
    for file in sorted(files(__name__).joinpath(language).iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".yaml"):
            continue
        area = yaml.load(file.read_text(encoding="utf-8"), _LOADER) or {}  # noqa: S506  (safe)
        twice = sentences.keys() & area.keys()
        if twice:
            raise ValueError(f"{language}/{file.name}: code already in use: {sorted(twice)}")
        sentences.update({str(code): str(sentence) for code, sentence in area.items()})
    return sentences


def say(code: str, language: Language, /, **values: object) -> str:
    """The sentence of a code in a language, its places filled in.

    Raises UnknownCodeError for a code without a sentence: a missing text is a defect.
    """
    return filled(sentence(code, language), values)


def sentence(code: str, language: Language) -> str:
    """The sentence of a code with its places open. Raises UnknownCodeError."""
    try:
        return codes(language)[code]
    except KeyError:
        raise UnknownCodeError(f"{language}: {code}") from None


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """A sentence with its places filled in; one without a value stays visible as ``{name}``."""
    return sentence.format_map(_Places(values))
