"""Mail that leaves the town: whose data it takes along, and what must not leave in plain.

References: 個人情報の保護に関する法律 66条（安全管理措置）; 行政手続における特定の個人を識別する
ための番号の利用等に関する法律 19条（提供の制限）. Only what is certain asks for a person's look: a
name in running text alone is none.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sekisho.events.evidence import INSIDE
from sekisho.gates.mail.locked import is_locked
from sekisho.gates.mail.signs import Looked, Sign, Whose, below, domain_of
from sekisho.intake.documents import File, documents
from sekisho.personal.bounds import Bounds
from sekisho.personal.inventory.drift import written
from sekisho.personal.inventory.measured import Asked, Measured, lines_of, measured
from sekisho.rulebook import EncryptionRule
from sekisho.sources.contract import Context

RULES = (
    "mail.personal_outgoing", "mail.personal_text", "mail.my_number_outgoing", "mail.must_encrypt",
)  # fmt: skip
MY_NUMBER = "my_number"
_MAIL = "mail.eml"
_WITHIN = f"{_MAIL}{INSIDE}"


def check(looked: Looked) -> Iterator[Sign]:
    """Signs of a mail from inside to somebody outside."""
    if not looked.outgoing:
        return
    rules = [one for one in looked.rulebook.mail.encryption.rules if _is_to(looked, one)]
    words = frozenset(plain(word) for one in rules for word in one.words)
    texts = [looked.mail.subject, *looked.mail.texts, *(one.where for one in looked.mail.files)]
    seen = _words(texts, words)
    for found in _documents(looked, words):
        yield from _personal(found.measured)
        seen |= found.words
    outer = [one for one in looked.mail.files if len(one.place) == 1]
    if any(one.size and not is_locked(one.data) for one in outer):
        for one in rules:
            if not one.words or seen & {plain(word) for word in one.words}:
                yield Sign("mail.must_encrypt", value=one.name)


@dataclass(frozen=True)
class _Found:
    measured: Measured
    words: frozenset[str]


def _documents(looked: Looked, words: frozenset[str]) -> Iterator[_Found]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _MAIL
        path.write_bytes(looked.mail.data)
        work = Path(folder) / "work"
        work.mkdir()
        context = Context(looked.envelope.at or datetime.now(UTC))
        for document in documents(File(path, _MAIL, len(looked.mail.data)), work, context):
            lines = (
                text
                for *_, cells, line in lines_of(document.content)
                for text in (*(cells or ()), line)
            )
            yield _Found(measured(document, Asked()), _words(lines, words))


def _personal(found: Measured) -> Iterator[Sign]:
    """Whose data stand in the text and the attachments, counted; no plain value is written."""
    persons = found.count.persons
    numbers = MY_NUMBER in found.kinds
    if not (persons and persons.low) and not numbers:
        return
    kinds = ",".join(found.kinds)
    value = f"{written(persons)} / {written(found.count.households)} {kinds}"
    whose = Whose(_pair(persons), _pair(found.count.households), found.kinds)
    inside = found.name.startswith(_WITHIN)
    code = "mail.personal_outgoing" if inside else "mail.personal_text"
    place = found.name.removeprefix(_WITHIN)
    yield Sign(code, place, value, whose)
    if numbers:
        yield Sign("mail.my_number_outgoing", place, value)


def _pair(bounds: Bounds | None) -> tuple[int, int] | None:
    return (bounds.low, bounds.high) if bounds else None


def _is_to(looked: Looked, rule: EncryptionRule) -> bool:
    wanted = tuple(one.casefold().removeprefix("@") for one in rule.addressees)
    return not wanted or any(
        looked.is_outside(one) and (one.casefold() in wanted or below(domain_of(one), wanted))
        for one in looked.envelope.recipients
    )


def _words(texts: Iterable[str], words: frozenset[str]) -> frozenset[str]:
    if not words:
        return frozenset()
    return frozenset(word for text in map(plain, texts) for word in words if word in text)


def plain(text: str) -> str:
    """In one way of writing, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
