"""``sekisho report first|duty|council --case DIR``: the papers written while a case goes on."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, moment, result_path
from sekisho.cli.notice.replies import register_of
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.events.time import iso
from sekisho.intake.beside import SHEETS
from sekisho.investigate import NotOursError
from sekisho.report.first.points import PARTS
from sekisho.report.words import Words
from sekisho.writing.council import write_council
from sekisho.writing.duty import write_duty
from sekisho.writing.first import FirstWish, Issued, first
from sekisho.writing.papers import PaperWish


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The paper, the case folder, and what the paper is told."""
    parser.add_argument("paper", choices=list(PAPERS), help=voice.text("cli.report.paper"))
    parser.add_argument("--case", metavar="DIR", required=True, help=voice.text("cli.case"))
    parser.add_argument("--sheet", metavar="FILE", help=voice.text("cli.sheet_file"))
    parser.add_argument(
        "--statement", metavar="FILE", action="append", default=[],
        help=voice.text("cli.statement"),
    )  # fmt: skip
    parser.add_argument("--notices", metavar="FILE", help=voice.text("cli.report.notices"))
    parser.add_argument("--every", metavar="HOURS", type=int, help=voice.text("cli.report.every"))
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook_path"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.now"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Writes the paper and tells where it lies."""
    if given.every is not None and given.every < 1:
        raise BadInputError("cli.report.bad_every", given=str(given.every))
    kept = None if given.sheet else SHEETS.latest(result_path(given.case))
    if kept is not None:
        voice.say("cli.sheet.kept", path=kept)
    begun = not result_path(given.case).exists()
    try:
        ended = PAPERS[given.paper](given, voice, clock)
    except NotOursError:
        raise BadInputError("cli.case_not_ours", path=str(given.case)) from None
    if begun:
        voice.say("cli.report.new_case", path=given.case)
    return ended


def _first(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    asked = _wish(given, voice, clock)
    wish = FirstWish(
        **vars(asked),
        statements=[existing(memo) for memo in given.statement],
        every_hours=given.every,
    )
    with work_folder(wish.case) as work:
        issued = first(wish, work)
    voice.result(_result(issued))
    counted = Counter[str](one.part for one in issued.points)
    voice.say(
        "cli.report.first",
        number=issued.issue.number,
        path=issued.page,
        next=Words(voice.language).moment(issued.issue.next),
        **{part: counted[part] for part in PARTS},
    )
    return Exit.DONE


def _result(issued: Issued) -> dict[str, object]:
    return {
        "number": issued.issue.number,
        "page": str(issued.page),
        "record": str(issued.record),
        "next": iso(issued.issue.next),
        "points": len(issued.points),
    }


def _duty(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    written = write_duty(_wish(given, voice, clock))
    _tell_papers(written.papers, voice)
    for warning in written.warnings:
        voice.say("cli.report.warning", **warning)
    if not written.known:
        voice.say("cli.sheet.no_clock")
    return Exit.DONE


def _council(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    wish = _wish(given, voice, clock)
    with work_folder(wish.case) as work:
        papers = write_council(wish, work)
    _tell_papers(papers, voice)
    return Exit.DONE


def _wish(given: argparse.Namespace, voice: Voice, clock: datetime) -> PaperWish:
    return PaperWish(
        case=result_path(given.case),
        now=moment(given.now, clock),
        rulebook=rulebook_from(given),
        language=voice.language,
        sheet=existing(given.sheet) if given.sheet else None,
        notices=register_of(given.notices),
    )


def _tell_papers(papers: Sequence[Path], voice: Voice) -> None:
    voice.result({"papers": [str(path) for path in papers]})
    for path in papers:
        voice.say("cli.report.written", path=path)


PAPERS = {"first": _first, "duty": _duty, "council": _council}
