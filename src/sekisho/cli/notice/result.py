"""``sekisho notice result NUMBER``: the result of a drill, by department and by person."""

from __future__ import annotations

import argparse
from datetime import datetime
from statistics import median

from sekisho.case.json import plain
from sekisho.case.notices.result import Drilled, Sum, result
from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, result_path
from sekisho.cli.moments import stamp
from sekisho.cli.notice.replies import told_of
from sekisho.cli.voice import Voice
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.report.drilled import document
from sekisho.report.html import html
from sekisho.report.word import docx

REPORT = "report-notice-drill"


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``NUMBER --rulebook PATH --register FILE [--out DIR]``."""
    parser.add_argument("number", metavar="NUMBER", help=voice.text("cli.notice.drill_number"))
    parser.add_argument("--rulebook", metavar="PATH", required=True,
                        help=voice.text("cli.rulebook_path"))  # fmt: skip
    parser.add_argument("--register", metavar="FILE", required=True,
                        help=voice.text("cli.notice.register"))  # fmt: skip
    parser.add_argument("--out", metavar="DIR", help=voice.text("cli.notice.result_out"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Tells it; with ``--out`` writes the page for the council, which names nobody."""
    rulebook = rulebook_from(given)
    found = result(told_of(existing(given.register)), given.number, rulebook)
    if found is None:
        raise BadInputError("cli.notice.no_drill", number=given.number)
    voice.result(plain(found))
    for one in (*found.departments, found.whole):
        voice.line(_sum(one, voice))
        voice.line(_minutes(one, voice))
    for person in found.people:
        voice.line("  " + _line(person, voice))
    if found.watched is None:
        voice.say("cli.notice.not_watched")
    else:
        voice.say("cli.notice.watched", until=stamp(voice, found.watched))
    for ip, count in found.shared:
        voice.say("cli.notice.shared", ip=ip, count=count)
    if given.out:
        out = private_folder(result_path(given.out))
        paper = document(found, rulebook, voice.language)
        for name, content in ((".html", html(paper)), (".docx", docx(paper))):
            put(out / f"{REPORT}{name}", content)
            voice.say("cli.report.written", path=out / f"{REPORT}{name}")
    return Exit.DONE


def _sum(one: Sum, voice: Voice) -> str:
    rate = voice.text("notice.drill.no_rate") if one.rate is None else f"{one.rate:.0%}"
    low, high = one.bounds
    department = one.department or voice.text("notice.drill.all")
    return voice.text(
        "notice.drill.sum", department=department, people=one.people, called=one.called,
        not_called=one.not_called, unknown=one.unknown, reported=one.reported, known=one.known,
        rate=rate, low=f"{low:.0%}", high=f"{high:.0%}",
    )  # fmt: skip


def _minutes(one: Sum, voice: Voice) -> str:
    """How soon it was opened and reported there."""
    said = {
        act: voice.text("notice.drill.after", first=minutes[0], median=round(median(minutes)),
                        count=len(minutes))
        if minutes else voice.text("notice.drill.no_minutes")
        for act, minutes in (("called", one.minutes_called), ("reported", one.minutes_reported))
    }  # fmt: skip
    department = one.department or voice.text("notice.drill.all")
    return voice.text("notice.drill.sum_minutes", department=department, **said)


def _line(one: Drilled, voice: Voice) -> str:
    said = [one.name, one.department, voice.text(f"notice.drill.state.{one.state}")]
    if one.why:
        said.append(voice.text(f"notice.drill.why.{one.why}"))
    for act, at, minutes in (("called", one.called, one.minutes_called),
                             ("reported", one.reported, one.minutes_reported)):  # fmt: skip
        if at:
            said.append(f"{voice.text(f'notice.act.{act}')} {stamp(voice, at)}")
            if minutes is not None:
                said.append(voice.text("notice.drill.minutes", minutes=minutes))
    return "\t".join(said)
