"""Which format a log was written with, found by trying all of them on its first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.squid.capture import Capture, by_pattern, by_words
from sekisho.sources.squid.columns import columns, typed
from sekisho.sources.squid.formats import NATIVE, POOR, Format, built_in, given
from sekisho.sources.squid.logformat import compiled

LOGFORMAT = "squid.logformat"
"""Hint: format strings; those of the ``access_log`` lines first."""
ACCESS_LOG = "squid.access_log"
"""Hint: a log file's path, a blank, and the format string it is written with."""
MERGED = r"\s[A-Z][A-Z_]+/\d{3}\s.*\s[A-Z][A-Z_]+/\d{3}(?:\s|$)"
"""Two native records in one line."""
_TAIL = re.compile(r"\d+\.\d{3} +-?\d+ \S+ [A-Z_]+/\d+ -?\d+ \S+ \S+ \S+ [A-Z_]+/\S+ \S+ (.+)$")


@dataclass(frozen=True)
class Choice:
    """The format of a file, those its other lines may be in, and formats as likely as it."""

    best: Format
    others: tuple[Format, ...]
    share: float
    rivals: tuple[Format, ...] = ()


def captures(texts: pa.Array, form: Format) -> Iterator[Capture]:
    """Cuts the lines that the format explains: by words, then by pattern those left over.

    Each capture's ``fit`` is as long as the lines that the captures before it left.
    """
    capture = typed(by_words(texts, form.layout))
    yield capture
    for pattern in form.layout.patterns:
        texts = texts.filter(pa.array(~capture.fit))
        if not len(texts):
            return
        alone = ~np.asarray(pc.match_substring_regex(texts, MERGED))
        capture = by_pattern(texts, form.layout, pattern)
        capture = typed(capture.only(alone[capture.fit]))
        yield capture


def chosen(
    name: str, lines: Iterable[str], hints: Mapping[str, tuple[str, ...]], zone: str
) -> Choice | None:
    """The format that explains most of the lines; None when none explains any.

    Among equals: the one that ``squid.conf`` gives to a log of this name, then any given one,
    then Squid's own.
    """
    texts = pa.array(list(lines), pa.string())
    formats = [*_of_name(name, hints), *given(hints.get(LOGFORMAT, ())), *built_in()]
    formats += _lengthened(texts.to_pylist())
    unique: dict[str, Format] = {}
    for form in formats:
        unique.setdefault(form.string, form)
    formats = list(unique.values())
    scores = [_score(texts, form, zone) for form in formats]
    most = max(scores, default=0)
    if most == 0:
        return None
    best = formats[scores.index(most)]
    others = tuple(form for form in formats if form is not best and form.name not in POOR)
    rivals = tuple(
        form
        for form, score in zip(formats, scores, strict=True)
        if score == most and form is not best and form.given and not _of_name(name, hints)
    )
    return Choice(best, others, most / len(texts), rivals)


def _score(texts: pa.Array, form: Format, zone: str) -> int:
    """How many lines the format explains, times included."""
    score = 0
    for capture in captures(texts, form):
        if capture.fit.any():
            found = columns(capture.values, form.layout, zone)
            timed = found["@timestamp"] if form.timed else found["time.text"].fill_null("")
            score += len(timed) - timed.null_count
    return score


def _of_name(name: str, hints: Mapping[str, tuple[str, ...]]) -> tuple[Format, ...]:
    """Formats that a configuration gives to a log file of this name (rotated ones too)."""
    base = PurePosixPath(name).name
    strings = []
    for hint in hints.get(ACCESS_LOG, ()):
        path, _, string = hint.partition(" ")
        log = PurePosixPath(path).name
        if log and base.startswith(log):
            strings.append(string)
    return given(tuple(strings))


def _lengthened(lines: list[str]) -> tuple[Format, ...]:
    """The native format with unnamed words behind it, in the shape most lines have."""
    shapes: Counter[str] = Counter()
    for line in lines:
        if tail := _TAIL.match(line):
            words = re.findall(r'"[^"]*"|\S+', tail[1])
            shapes[" ".join(_unnamed(n, word) for n, word in enumerate(words, 1))] += 1
    if not shapes:
        return ()
    string = f"{NATIVE} {shapes.most_common(1)[0][0]}"
    return (Format("squid with unnamed columns", string, compiled(string)),)


def _unnamed(number: int, word: str) -> str:
    code = f"%{{{number}}}more"
    return f'"{code}"' if word.startswith('"') else code
