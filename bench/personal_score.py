"""Judging what was found in the corpus of office papers: pure functions, and a check of them.

Persons and households are compared as numbers, names and the like as places in the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from office_corpus.truth import Fact, Truth

LISTS = frozenset({"household list", "person list"})
PAGES = frozenset({"minutes", "circular"})
KINDS = {
    "name": {"name", "person", "person_name"},
    "address": {"address"},
    "phone": {"phone", "telephone", "phone_number"},
    "birth_date": {"birth_date", "birthdate", "date_of_birth", "birth"},
}
"""The kinds of the truth, and the words by which a recogniser may call them."""


@dataclass(frozen=True)
class Bounds:
    """A count from ``low`` (certain) to ``high`` (all doubtful added)."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"

    def exact(self, true: int) -> bool:
        return self.low == self.high == true

    def holds(self, true: int) -> bool:
        return self.low <= true <= self.high


@dataclass(frozen=True)
class Counted:
    """What the inventory says of one document; None where it could not count."""

    status: str
    persons: Bounds | None
    households: Bounds | None
    kinds: frozenset[str] = frozenset()
    """Kinds it names, in the words of the truth where they have one."""


@dataclass(frozen=True)
class Span:
    """A find in a text, from ``start`` up to ``end`` (characters)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Recall:
    """Occurrences of true values: how many there are, covered whole, and touched at all."""

    true: int = 0
    whole: int = 0
    touched: int = 0

    def __add__(self, other: Recall) -> Recall:
        return Recall(
            self.true + other.true, self.whole + other.whole, self.touched + other.touched
        )


@dataclass(frozen=True)
class Exactness:
    """Of ``documents`` whose true count is known: how many are exact, and how many hold it."""

    documents: int
    exact: int
    within: int
    width: float
    """Mean distance of the bounds in percent of the true count: wide bounds hold everything."""


@dataclass(frozen=True)
class Alarms:
    """Private persons found in documents without any."""

    documents: int
    pages: int
    wrong: int
    persons: int
    certain: int
    """Documents with a wrong person, those persons, and those of them the inventory is sure of."""


def inventory_of(truths: Sequence[Truth], rows: Iterable[Mapping[str, Any]]) -> dict[str, Counted]:
    """Rows of ``inventory.jsonl`` by id of the document. Of a mail and its attachments the largest
    count is taken; rows of other files are left out."""
    names = {each.path.rsplit("/", 1)[-1]: each.id for each in truths}
    found: dict[str, Counted] = {}
    for row in rows:
        one = next((names[name] for name in _names(str(row["path"])) if name in names), None)
        if one is not None:
            new = Counted(
                str(row.get("status", "")),
                _bounds(row.get("persons")),
                _bounds(row.get("households")),
                frozenset(kind_of(str(kind)) for kind in row.get("kinds") or ()),
            )
            found[one] = _larger(found[one], new) if one in found else new
    return found


def _names(path: str) -> list[str]:
    """Names of the corpus in a path, whatever stands between a mail and its attachment."""
    parts = re.split(r"[/\\]", path)
    return [hit[0] for part in parts if (hit := re.match(r"\d{5}(?:_.*?)?\.[a-z]+", part))]


def _bounds(value: Any) -> Bounds | None:
    if not isinstance(value, Mapping) or value.get("low") is None or value.get("high") is None:
        return None
    return Bounds(int(value["low"]), int(value["high"]))


def _larger(old: Counted, new: Counted) -> Counted:
    none = Bounds(-1, -1)
    more = (new.persons or none).high > (old.persons or none).high
    return replace(new if more else old, kinds=old.kinds | new.kinds)


def kind_of(word: str) -> str:
    """The truth's word for a recogniser's, or the same when it has none."""
    return next((kind for kind, words in KINDS.items() if word in words), word)


def named(
    truths: Iterable[Truth], found: Mapping[str, Counted], kind: str, *, held: bool = True
) -> tuple[int, int]:
    """Documents with people that hold a kind (that do not, unless ``held``), and those of them
    whose inventory names it."""
    chosen = [
        each
        for each in truths
        if each.facts and any(fact.kind == kind for fact in each.facts) is held
    ]
    return len(chosen), sum(
        1 for each in chosen if each.id in found and kind in found[each.id].kinds
    )


def exactness(truths: Iterable[Truth], found: Mapping[str, Counted], what: str) -> Exactness:
    """Of ``what`` ("persons" or "households"); a document that was not read is wrong."""
    documents = exact = within = 0
    width = 0.0
    for truth in truths:
        true = getattr(truth, what)
        if true is None:
            continue
        documents += 1
        counted = found.get(truth.id)
        bounds = getattr(counted, what) if counted else None
        if bounds is not None:
            exact += bounds.exact(true)
            within += bounds.holds(true)
            width += 100 * (bounds.high - bounds.low) / max(1, true)
    return Exactness(documents, exact, within, width / max(1, documents))


def alarms(truths: Iterable[Truth], found: Mapping[str, Counted]) -> Alarms:
    """False alarms in documents without private persons; others are left out."""
    documents = pages = wrong = persons = certain = 0
    for truth in truths:
        if not truth.nothing:
            continue
        documents += 1
        pages += truth.pages
        bounds = found[truth.id].persons if truth.id in found else None
        if bounds is not None and bounds.high > 0:
            wrong += 1
            persons += bounds.high
            certain += bounds.low
    return Alarms(documents, pages, wrong, persons, certain)


def recall(truth: Truth, spans: Iterable[Span]) -> dict[str, Recall]:
    """By kind. Every place where a true value stands counts; whole is a place that finds of its
    kind cover from its first to its last character."""
    covered: dict[str, set[int]] = defaultdict(set)
    for span in spans:
        covered[kind_of(span.kind)].update(range(span.start, span.end))
    result = {kind: Recall() for kind in KINDS}
    for kind, start, end in _places(truth):
        marked = sum(1 for at in range(start, end) if at in covered[kind])
        blank = sum(1 for at in range(start, end) if truth.text[at].isspace())
        whole = all(at in covered[kind] or truth.text[at].isspace() for at in range(start, end))
        result[kind] += Recall(
            1, int(whole and marked > 0), int(marked > 0 and end - start > blank)
        )
    return result


def _places(truth: Truth) -> Iterable[tuple[str, int, int]]:
    """Where true values stand; a value inside a longer one of its kind does not count twice."""
    taken: dict[str, set[int]] = defaultdict(set)
    facts: list[Fact] = sorted(truth.facts, key=lambda fact: -len(fact.surface))
    for fact in facts:
        at = truth.text.find(fact.surface)
        while at >= 0:
            end = at + len(fact.surface)
            if not taken[fact.kind] & set(range(at, end)) and not _within_number(
                truth.text, at, end
            ):
                taken[fact.kind].update(range(at, end))
                yield fact.kind, at, end
            at = truth.text.find(fact.surface, at + 1)


def _within_number(text: str, start: int, end: int) -> bool:
    """A short value (22-1234) that only happens to stand inside a longer number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isdigit() and text[start].isdigit()) or (
        after.isdigit() and text[end - 1].isdigit()
    )


def check() -> None:
    """The judge judged: a paper with a known truth and what several recognisers might say of it."""
    facts = (Fact("name", "山田\u3000茂", "山田茂"), Fact("phone", "22-1234", "0778-22-1234"))
    text = "氏名\t電話\n山田\u3000茂\t22-1234\n番号\t122-12345"
    one = Truth("00001", "tuning/00001_名簿.csv", "tuning", "person list", "x", "csv", "cp932",
                1, 1, None, facts, text)  # fmt: skip
    at = text.index("山田")
    whole = [Span("person", at, at + 4), Span("phone", at + 5, at + 12)]
    assert recall(one, whole)["name"] == Recall(1, 1, 1)
    assert recall(one, whole)["phone"] == Recall(1, 1, 1), "inside another number it does not count"
    split = [Span("name", at, at + 2), Span("name", at + 3, at + 4)]
    assert recall(one, split)["name"] == Recall(1, 1, 1), "the blank between may be left out"
    assert recall(one, [Span("name", at, at + 2)])["name"] == Recall(1, 0, 1)
    assert recall(one, [Span("phone", at, at + 4)])["name"] == Recall(1, 0, 0)
    rows = [
        {"path": "/x/tuning/00001_名簿.csv", "status": "read", "persons": {"low": 1, "high": 1}}
    ]
    rows[0]["kinds"] = ["name", "telephone"]
    good = inventory_of([one], rows)
    assert named([one], good, "phone") == (1, 1)
    assert named([one], good, "address") == (0, 0)
    assert named([one], good, "address", held=False) == (1, 0)
    assert exactness([one], good, "persons") == Exactness(1, 1, 1, 0.0)
    assert exactness([one], good, "households").documents == 0, "nothing true to compare with"
    wide = {"00001": Counted("read", Bounds(0, 3), None)}
    assert exactness([one], wide, "persons") == Exactness(1, 0, 1, 300.0)
    assert exactness([one], {}, "persons") == Exactness(1, 0, 0, 0.0), "a lost document is wrong"
    mail = [{"path": "a/00001_名簿.csv", "status": "read", "persons": {"low": 0, "high": 0}},
            {"path": "a/00001_名簿.csv!/b.xls", "status": "read", "persons": {"low": 1, "high": 2}},
            {"path": "a/o.txt", "status": "read", "persons": {"low": 9, "high": 9}}]  # fmt: skip
    assert inventory_of([one], mail)["00001"].persons == Bounds(1, 2)
    none = Truth("00002", "tuning/00002_様式.docx", "tuning", "empty form", "y", "docx", "utf-8",
                 3, 0, None, (), "")  # fmt: skip
    assert alarms([one, none], {"00002": Counted("read", Bounds(1, 2), None)}) == Alarms(
        1, 3, 1, 2, 1
    )
    assert alarms([none], {"00002": Counted("not read", None, None)}) == Alarms(1, 3, 0, 0, 0)
