"""The rules by which people are counted and documents sorted: data that a user reads and changes.

The rules of the package stand in ``rules.yaml``; a town may give a file of its own instead.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

CLASSES = ("3A", "3B", "3C", "2", "1")
"""自治体機密性, the strictest first, by the ministry's guideline on security policies of local
governments (地方公共団体における情報セキュリティポリシーに関するガイドライン)."""


class RulesError(Exception):
    """A file of rules that cannot be used: ``key`` names the place."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class ClassRule:
    """The class of a document that holds one of the kinds."""

    name: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class ZoneRule:
    """Kinds of zones that one of the kinds of information must not lie in; ``any``: every kind."""

    kinds: frozenset[str]
    only: frozenset[str]
    never: frozenset[str]

    def forbids(self, kinds: frozenset[str], zone: str) -> bool:
        """Whether information of these kinds must not lie in a zone of this kind."""
        meant = bool(kinds) if "any" in self.kinds else bool(kinds & self.kinds)
        return meant and (zone in self.never or bool(self.only and zone not in self.only))


@dataclass(frozen=True)
class Rules:
    """What ``rules.yaml`` describes key by key. ``sha256``: of the file."""

    with_name: frozenset[str]
    citizen_roles: re.Pattern[str]
    honoured: re.Pattern[str]
    published: re.Pattern[str]
    cases: re.Pattern[str]
    deeds: re.Pattern[str]
    office: re.Pattern[str]
    officials: re.Pattern[str]
    neighbours: re.Pattern[str]
    posts: re.Pattern[str]
    rosters: re.Pattern[str]
    numbers: frozenset[str]
    classes: tuple[ClassRule, ...]
    nobody: str
    public: tuple[str, ...]
    private: tuple[str, ...]
    official: tuple[str, ...]
    zones: tuple[ZoneRule, ...]
    sha256: str


def text_of_package() -> bytes:
    """The file of the package (UTF-8)."""
    return files("sekisho.personal").joinpath("rules.yaml").read_bytes()


@cache
def rules(path: Path | None = None) -> Rules:
    """The rules of a file, or those of the package. Raises RulesError, OSError."""
    data = path.read_bytes() if path else text_of_package()
    try:
        given = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise RulesError("?" if mark is None else f"line {mark.line + 1}") from None
    if not isinstance(given, dict):
        raise RulesError("?")
    return Rules(
        with_name=frozenset(_words(given, "with_name")),
        citizen_roles=_any_of(_words(given, "citizen_roles")),
        honoured=_any_of(_words(given, "honoured")),
        published=_any_of(_words(given, "published")),
        cases=_any_of(_words(given, "cases")),
        deeds=_any_of(_words(given, "deeds")),
        office=_any_of(_words(given, "office")),
        officials=_any_of(_words(given, "officials")),
        neighbours=_any_of(_words(given, "neighbours")),
        posts=_any_of(_words(given, "posts")),
        rosters=_any_of(_words(given, "rosters")),
        numbers=frozenset(_words(given, "numbers")),
        classes=tuple(
            ClassRule(_class(one.get("class"), "classes"), frozenset(_words(one, "kinds")))
            for one in _maps(given, "classes")
        ),
        nobody=_class(given.get("nobody"), "nobody"),
        public=_words(given, "public"),
        private=_words(given, "private"),
        official=_words(given, "official"),
        zones=tuple(
            ZoneRule(*(frozenset(_words(one, key)) for key in ("kinds", "only", "never")))
            for one in _maps(given, "zones")
        ),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _words(given: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = given.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
        raise RulesError(key)
    return tuple(found)


def _maps(given: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    found = given.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise RulesError(key)
    return found


def _class(given: object, key: str) -> str:
    if given not in CLASSES:
        raise RulesError(key)
    return str(given)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_as_pattern, words)) or r"(?!)")


_WITHIN_WORDS = {
    "課": r"(?<![日放])課(?![税題後外程])",
    "係": r"(?<!関)係(?!数)",
    "担当": r"担当(?<!地区担当)(?<!集落担当)(?<!区域担当)(?<!組担当)",
}
"""Words that are part of others which mean no section of an office (関係, 上沢地区担当)."""


def _as_pattern(word: str) -> str:
    return _WITHIN_WORDS.get(word) or re.escape(word)
