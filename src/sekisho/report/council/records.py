"""Questions that records answer, as far as they reach."""

from __future__ import annotations

from sekisho.case.tally import verdicts
from sekisho.report.council.answer import Answer, flat
from sekisho.report.model import Line, Span
from sekisho.report.people import people
from sekisho.report.residents.event import course
from sekisho.report.scope import gaps_in, scope
from sekisho.report.summed import summed
from sekisho.report.writer import Writer

CITED = 8


def when(writer: Writer) -> Answer:
    """From when to when somebody operated from outside."""
    case, words = writer.case, writer.words
    if not case.windows:
        reason = case.window_reason
        why: tuple[Line, ...] = (writer.reason(reason),) if reason else ()
        return Answer(cannot=(*why, (Span(scope(writer)),)))
    said = tuple(
        writer.line(
            "council.when",
            span=words.span(one.start, one.end),
            length=words.minutes(one.end - one.start),
            start=words.uncertainty(one.start_uncertainty_s),
            end=words.uncertainty(one.end_uncertainty_s),
        )
        for one in case.windows
    )
    open_ = [one for one in case.sessions if one.judgement == "incident" and not one.decided_by]
    cannot = (writer.undecided("council.undecided_window"),) if open_ else ()
    rests = tuple(writer.cite(one.evidence, CITED) for one in case.windows)
    return Answer(said, rests, cannot)


def corrected(writer: Writer) -> Answer:
    """Why the town said something else at first."""
    found = [one for one in writer.case.statements if one.corrects is not None]
    said = tuple(line[:1] for one in found for line in writer.reasons(one.reasons))
    rests = tuple(writer.cite(one.evidence) for one in found)
    if not found:
        return Answer(cannot=(writer.line("council.corrected.none"),))
    return Answer(said, tuple(dict.fromkeys(rests)))


def what(writer: Writer) -> Answer:
    """Which information leaked."""
    exposure, number = writer.case.exposure, writer.words.number
    if not exposure:
        return Answer(cannot=(writer.line("report.documents.none", scope=scope(writer)),))
    count = verdicts(writer.case)
    as_of = writer.words.as_of(writer.case.now)
    values = {name: number(count[name]) for name in ("proven", "possible", "unknown", "excluded")}
    said = (
        writer.line("council.what", as_of=as_of, total=number(count.total()), **values),
        *((Span(one),) for one in summed(writer)),
    )
    open_ = count["possible"] + count["unknown"]
    cannot = (writer.line("council.what.open", count=number(open_)),) if open_ else ()
    proven = [ref for one in exposure if one.verdict == "proven" for ref in one.evidence]
    return Answer(said, (writer.cite(proven, CITED),), cannot)


def whose(writer: Writer) -> Answer:
    """Whose personal information, and of how many."""
    said: list[Line] = []
    cannot: list[Line] = []
    as_of = writer.words.as_of(writer.case.now)
    for of in ("persons", "households"):
        bounds, uncounted = people(writer.case, of)
        if bounds is not None:
            count = writer.words.counted(bounds, f"report.unit.{of}")
            said.append(writer.line(f"council.whose.{of}", count=count, as_of=as_of))
        if uncounted or bounds is None:
            left = writer.words.number(uncounted)
            cannot.append(writer.line(f"council.whose.{of}_open", count=left))
    counted = [one.count_reason for one in writer.case.exposure if one.count_reason]
    rests = writer.cite((ref for one in counted for ref in one.evidence), CITED)
    return Answer(tuple(said), (rests,), tuple(cannot))


def why(writer: Writer) -> Answer:
    """How it came to it."""
    steps = writer.case.cause
    if not steps:
        return Answer(cannot=(writer.line("report.origin.none", scope=scope(writer)),))
    refs = [ref for one in steps for ref in one.evidence]
    if not writer.case.windows and writer.case.outbreaks:
        told = tuple(
            (Span(f"{writer.words.moment(one.time)}　"), writer.coded(one.what, one.values))
            for one in steps
        )
        open_ = (writer.line("council.why.mail_open"),)
        return Answer(told, (writer.cite(refs, CITED),), open_)
    return Answer(
        rests=(writer.cite(refs, CITED),),
        cannot=(writer.line("council.why.open"),),
        more=flat(course(writer)),
    )


def others(writer: Writer) -> Answer:
    """Who else met the same."""
    spread = writer.case.spread
    silent = len(writer.case.coverage.silent_hosts)
    cannot = (writer.line("report.public.silent", count=silent),) if silent else ()
    if not spread:
        return Answer((writer.line("report.public.alone", scope=scope(writer)),), (), cannot)
    met = {one.host or one.address or one.user for one in spread}
    said = (writer.line("report.public.met", count=writer.words.number(len(met))),)
    rests = (writer.cite((ref for one in spread for ref in one.evidence), CITED),)
    return Answer(said, rests, cannot)


def records(writer: Writer) -> Answer:
    """On what all this rests, and what is missing."""
    cannot: list[Line] = []
    gaps = {gap for window in writer.case.windows for gap in gaps_in(writer, window)}
    for code, count in (
        ("report.doubt.gaps", len(gaps)),
        ("report.doubt.silent", len(writer.case.coverage.silent_hosts)),
        ("report.doubt.unread", len(writer.case.unread)),
    ):
        if count:
            cannot.append(writer.line(code, count=writer.words.number(count)))
    return Answer(((Span(scope(writer)),),), (), (*cannot, *writer.reasons(writer.case.doubts)))
