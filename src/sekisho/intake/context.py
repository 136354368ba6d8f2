"""What readers are told besides the bytes: settings and years found among the evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import AnySource, Context, Sample

_YEAR = re.compile(
    rb"(?<!\d)((?:19|20)\d\d)[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])(?!\d)"
)


Failed = Callable[[AnySource, Evidence, Exception], None]


def with_hints(
    context: Context, found: Iterable[tuple[AnySource, Evidence]], failed: Failed
) -> Context:
    """The context plus what configuration files among the evidence say.

    What the caller gave (from the rulebook) comes first, then the files by name. A file whose
    settings cannot be taken is told to ``failed``.
    """
    hints: dict[str, list[str]] = {key: list(given) for key, given in context.hints.items()}
    for source, evidence in found:
        if source.hints is None:
            continue
        try:
            said = source.hints(evidence)
        except Exception as error:  # noqa: BLE001  (told to the caller, who notes it)
            failed(source, evidence, error)
            continue
        for key, values in said.items():
            known = hints.setdefault(key, [])
            known.extend(value for value in values if value not in known)
    return replace(context, hints={key: tuple(values) for key, values in sorted(hints.items())})


def years_seen(sample: Sample) -> Counter[int]:
    """The years that the beginning of a file writes out as dates."""
    return Counter(int(year) for year in _YEAR.findall(sample.head[:65536]))


def years_for(name: str, seen: Mapping[str, Counter[int]]) -> tuple[int, ...]:
    """Years of the neighbours of an evidence: same folder first, then the whole collection."""
    folder = PurePosixPath(name).parent
    near: Counter[int] = Counter()
    far: Counter[int] = Counter()
    for other, years in seen.items():
        if other == name or not years:
            continue
        # each file has one voice, or one large file would drown the others
        voice = years.most_common(1)[0][0]
        far[voice] += 1
        if PurePosixPath(other).parent == folder:
            near[voice] += 1
    ordered = [year for year, _count in sorted(near.items(), key=_by_count)]
    ordered += [year for year, _count in sorted(far.items(), key=_by_count) if year not in ordered]
    return tuple(ordered)


def _by_count(item: tuple[int, int]) -> tuple[int, int]:
    return (-item[1], -item[0])
