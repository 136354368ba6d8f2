"""What every part of a document writes with: sentences, words, exhibits of one document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sekisho.case.facts import Case, Count, Reason, Reference
from sekisho.case.notices.register import Told
from sekisho.report.exhibits import Register
from sekisho.report.model import (
    Bullets,
    Cell,
    Column,
    Inline,
    Kind,
    Line,
    Mark,
    Paragraph,
    Role,
    Span,
)
from sekisho.report.official import official
from sekisho.report.saying import Saying
from sekisho.report.words import Words
from sekisho.rulebook import Rulebook
from sekisho.text import Language, codes

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
_PLACE = re.compile(r"\{(\w+)\}")
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")
_SOURCE = re.compile(r"[a-z0-9_]+\.[a-z_]+(, [a-z0-9_]+\.[a-z_]+)*")
_SOURCES = ("source", "sources", "reference")
_SECONDS: Mapping[str, Callable[[Words, float], str]] = {
    "offset_s": Words.offset,
    "uncertainty_s": Words.uncertainty,
}
"""Values in seconds, by what says them."""
_NUMBERS = ("bytes", "known_bytes", "count", "pieces", "things", "minutes", "lines")
SIGNS: Mapping[str, str] = {
    "proven": "●",
    "possible": "▲",
    "excluded": "○",
    "unknown": "？",
    "incident": "●",
    "unexplained": "▲",
    "registered": "○",
    "blocked": "×",
}
"""A form of its own for each verdict and judgement: printed in grey they still differ."""

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("time", "start", "end", "first", "last", "span"), "moment"),
    **dict.fromkeys(("sort", "verdict", "level", "judgement", "stretch", "number"), "word"),
    **dict.fromkeys(("times", "count", "events", "unread", "undated", "pieces"), "number"),
    **dict.fromkeys(("persons", "households", "sent", "visits", "minutes"), "number"),
    **dict.fromkeys(("computers", "copies", "not_known", "boxes", "met_by"), "number"),
    **dict.fromkeys(("length", "offset", "uncertainty", "first_place", "spent"), "number"),
    **dict.fromkeys(("document", "evidence", "met"), "code"),
    **dict.fromkeys(("what", "reasons", "grounds", "said"), "reason"),
    **dict.fromkeys(("due", "progress", "answer", "paper", "knew"), "word"),
    **dict.fromkeys(("question_number", "answered_so_far", "definition_age"), "word"),
    "answer_sentence": "reason",
    "indicator": "code",
    "exhibits": "cited",
    "known_from": "cited",
}
"""How a column of this name is set and sorted; text where nothing is said."""


@dataclass(frozen=True)
class Writer(Saying):
    """Hands out sentences of one language and numbers the exhibits of one document. ``notices``:
    the register of notices (周知), empty where none was given."""

    case: Case
    language: Language
    rulebook: Rulebook
    notices: Sequence[Told] = ()
    register: Register = field(init=False)

    def __post_init__(self) -> None:
        register = Register(self.case.evidence_files, self.language)
        object.__setattr__(self, "register", register)

    def text(self, code: str, /, **values: object) -> str:
        """The sentence of a code."""
        return official(code, self.language, **values)

    def known(self, code: str, otherwise: str) -> str:
        """The sentence of a code where there is one, else that of the other code."""
        return self.text(code if code in codes(self.language) else otherwise)

    def undecided(self, code: str, /, **values: object) -> Line:
        """未定, and what a person is to decide or fill in."""
        return (Span(self.text("report.undecided", what=self.text(code, **values)), "undecided"),)

    def mark(self, code: str) -> Mark:
        """A verdict or a judgement with its sign."""
        return Mark(code, SIGNS[code], self.text(f"report.mark.{code}"))

    def coded(self, code: str, values: Mapping[str, str]) -> Inline:
        """The sentence of a code given by the case; its moments are said in words.

        A place without a value gets a dash. A code without a sentence is shown as it is, with
        its values: the fact is not lost.
        """
        said = {name: self.value(name, one) for name, one in values.items()}
        if code in codes(self.language):
            places = dict.fromkeys(_PLACE.findall(codes(self.language)[code]), "–")
            return Span(self.text(code, **{**places, **said}))
        shown = " ".join(f"{name}={one}" for name, one in said.items())
        return Span(f"[{code}] {shown}".rstrip(), "code")

    def value(self, name: str, value: str) -> str:
        """A value of a reason as people read it: moments in words, large numbers in groups,
        clocks as fast or slow, a source as the kind of record it gave."""
        if name in _NUMBERS and value.isdecimal():
            return self.words.number(int(value))
        if name in _SECONDS and _DECIMAL.fullmatch(value):
            return _SECONDS[name](self.words, float(value))
        if name in _SOURCES and _SOURCE.fullmatch(value):
            kinds = dict.fromkeys(self.kind(one) for one in value.split(", "))
            return self.text("report.list.comma").join(kinds)
        if not _MOMENT.fullmatch(value):
            return value
        return self.words.moment(datetime.fromisoformat(value), seconds=True)

    def kind(self, source: str) -> str:
        """The kind of record of a source (``squid.proxy``), in words."""
        return self.known(f"report.kind.{source.partition('.')[2]}", "report.kind.other")

    def reason(self, reason: Reason) -> Line:
        """Why, with the exhibits it rests on."""
        return (self.coded(reason.code, reason.values), *self.cite(reason.evidence))

    def reasons(self, reasons: Iterable[Reason]) -> tuple[Line, ...]:
        """A line a reason; the same reason is said once."""
        return tuple(dict.fromkeys(self.reason(one) for one in reasons))

    def cite(self, references: Iterable[Reference], named: int = 5) -> Line:
        """Exhibits by number."""
        return self.register.cite(references, named)

    def bullets(self, reasons: Sequence[Reason], otherwise: str) -> Bullets | Paragraph:
        """Reasons as a list, or the sentence of a code when there is none."""
        lines = self.reasons(reasons)
        return Bullets(lines) if lines else self.paragraph(otherwise)

    def count(self, count: Count | None, unit: str) -> str:
        """Persons or households with their bounds, or that they cannot be determined."""
        return self.words.counted(count, unit) if count else self.text("report.count.unknown")

    def moment(self, moment: datetime | None) -> Cell:
        """A moment for a table; sorts by time."""
        if moment is None:
            return cell("–", key="")
        return cell(self.words.stamp(moment), key=moment.isoformat())

    def period(self, first: datetime | None, last: datetime | None) -> Cell:
        """From the first to the last on a line each; sorts by the first. One moment once."""
        begin, end = self.moment(first), self.moment(last)
        return begin if first == last else Cell((*begin.lines, *end.lines), begin.key)

    def columns(self, *names: str) -> tuple[Column, ...]:
        """The columns of a table by name."""
        return tuple(
            Column(self.text(f"report.column.{name}"), KINDS.get(name, "text")) for name in names
        )

    def number(self, number: int | None) -> Cell:
        """A number for a table; sorts by value."""
        if number is None:
            return cell(self.text("report.count.unknown"), key="-1")
        return cell(self.words.number(number), key=str(number))


def cell(text: str | None, role: Role = "plain", key: str | None = None) -> Cell:
    """A cell of one text; a dash where there is none."""
    return Cell(((Span(text or "–", role if text else "muted"),),), key)
