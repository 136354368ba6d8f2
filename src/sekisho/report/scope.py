"""What a "nothing found" rests on: which records, of which hours, with which gaps.

Sentences here name kinds of records only, so that the public version may use them too.
"""

from __future__ import annotations

from sekisho.case.facts import Gap, SourceCoverage, Window
from sekisho.report.writer import Writer

_NO_WITNESS = ("document", "configuration")


def kinds(writer: Writer) -> dict[str, list[SourceCoverage]]:
    """The sources that gave records, by the words for their kind. Documents and settings are
    what was examined, no witness of what happened: they cover nothing."""
    found: dict[str, list[SourceCoverage]] = {}
    for source in writer.case.coverage.sources:
        if source.events and source.source.partition(".")[2] not in _NO_WITNESS:
            found.setdefault(writer.kind(source.source), []).append(source)
    return found


def period(writer: Writer, sources: list[SourceCoverage]) -> str:
    """From when to when sources speak."""
    starts = [one.start for one in sources if one.start]
    ends = [one.end for one in sources if one.end]
    if not starts or not ends:
        return writer.text("report.scope.undated")
    return writer.words.span(min(starts), max(ends))


def gaps_in(writer: Writer, window: Window | None) -> tuple[Gap, ...]:
    """The gaps that touch a window; all of them when there is no window."""
    gaps = writer.case.coverage.gaps
    if window is None:
        return gaps
    return tuple(gap for gap in gaps if gap.start < window.end and gap.end > window.start)


def scope(writer: Writer) -> str:
    """One sentence: kinds, period, gaps, silent computers and unread pieces."""
    found = kinds(writer)
    if not found:
        return writer.text("report.scope.none")
    sources = [one for of_kind in found.values() for one in of_kind]
    coverage = writer.case.coverage
    return writer.text(
        "report.scope.of",
        kinds=writer.text("report.list.comma").join(found),
        period=period(writer, sources),
        gaps=writer.words.number(len(coverage.gaps)),
        silent=writer.words.number(len(coverage.silent_hosts)),
        unread=writer.words.number(len(writer.case.unread)),
    )
