"""当初…としていた: the numbers of an outbreak that were given otherwise before, for the public.

From what was given first to what is known now: what stood in between is the office's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sekisho.case.account.facts import Revision
from sekisho.report.model import Line
from sekisho.report.stepped import said_before, said_now
from sekisho.report.writer import Writer


def corrected(writer: Writer, outbreak: int) -> Iterator[Line]:
    """A sentence each number that is another now, then the reasons. ``outbreak``: its place in the
    case."""
    own = [one for one in writer.case.changes if one.outbreak == outbreak]
    if not own:
        return
    first, last = own[0], own[-1]
    day = writer.words.moment(first.before_at)
    said = {each.step: each for each in first.numbers}
    if all(each.before is None for each in first.numbers):
        yield writer.line("report.outbreak.public.found_later", day=day)
        # what was given first is what it was when it was found
        day = writer.words.moment(first.at)
        said = {
            name: replace(each, before=each.after, before_least=each.after_least)
            for name, each in said.items()
        }
    for now in last.numbers:
        whole = replace(said[now.step], after=now.after, after_least=now.after_least)
        if whole.changed:
            yield writer.line(
                "report.outbreak.public.corrected",
                day=day,
                step=writer.text(f"report.outbreak.public.step.{now.step}"),
                before=said_before(writer, whole),
                after=said_now(writer, whole),
            )
    yield from _reasons(writer, own)


def withdrawn(writer: Writer) -> Iterator[Line]:
    """A sentence each account that is none any more."""
    for one in writer.case.changes:
        if one.outbreak is None:
            received = next(each for each in one.numbers if each.step == "received")
            if received.before is None:
                continue
            yield writer.line(
                "report.outbreak.public.withdrawn",
                day=writer.words.moment(one.before_at),
                received=said_before(writer, received),
            )
            yield from _reasons(writer, [one])


def _reasons(writer: Writer, some: list[Revision]) -> Iterator[Line]:
    """Of what kind: no name of a list or a file is for the public."""
    for code in dict.fromkeys(reason.code for one in some for reason in one.because):
        yield writer.line(f"report.outbreak.public.{code}")
