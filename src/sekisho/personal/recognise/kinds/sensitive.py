"""要配慮個人情報: illness, disability, crime, belief and the other matters that the law names.

個人情報の保護に関する法律 第2条第3項, 同法施行令 第2条; the categories and their terms stand in
``data/sensitive.yaml``. A term that belongs to a policy (障害者計画) is none; one that stands near
words of a person is surer than one that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from sekisho.personal.recognise.block import Block, flat
from sekisho.personal.recognise.contract import Find, Recogniser, reason

CATEGORIES = (
    "race", "creed", "social_status", "medical_history", "criminal_record", "crime_victim",
    "disability", "examination", "treatment", "criminal_procedure", "juvenile", "welfare",
)  # fmt: skip
_REACH = 20
_AFTER = 8


@dataclass(frozen=True)
class _Terms:
    matcher: AhoCorasick
    category: tuple[str, ...]
    policy: re.Pattern[str]
    person: re.Pattern[str]


@cache
def _terms() -> _Terms:
    """The terms of the data file, ready for matching."""
    package = "sekisho.personal.recognise"
    text = (files(package) / "data" / "sensitive.yaml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    pairs = {
        flat(term): category
        for category, entry in content["categories"].items()
        for term in entry["terms"]
    }
    matcher = AhoCorasick(tuple(pairs), matchkind=MatchKind.LeftmostLongest)
    policy = re.compile("|".join(map(re.escape, content["policy_after"])))
    person = re.compile("|".join(map(re.escape, content["person_near"])))
    return _Terms(matcher, tuple(pairs.values()), policy, person)


def _find(block: Block) -> Iterator[Find]:
    terms = _terms()
    for index, start, end in terms.matcher.find_matches_as_indexes(block.text):
        category = terms.category[index]
        after = block.after(end, _REACH)
        if terms.policy.search(after[:_AFTER]):
            score = 0.2
        elif terms.person.search(block.before(start, _REACH) + "\n" + after):
            score = 0.8
        else:
            score = 0.4
        value = f"{category}:{block.text[start:end]}"
        yield Find("sensitive", start, end, value, score, reason("sensitive", category))


RECOGNISER = Recogniser(
    "sensitive", "個人情報の保護に関する法律 第2条第3項, 同法施行令第2条", CATEGORIES, _find
)
