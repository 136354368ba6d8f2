"""``sekisho investigate EVIDENCE --case DIR``: the main job."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from sekisho.case.tally import verdicts
from sekisho.case.web_use import Purpose
from sekisho.cli.account import not_read, tell_unread
from sekisho.cli.arguments import (
    add_evidence,
    add_readers,
    passwords_from,
    rulebook_from,
    workers_of,
)
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import apart, existing, folder, moment, result_path
from sekisho.cli.notice.replies import register_of
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.events.time import iso
from sekisho.investigate import CHANGES, INTERNAL, PUBLIC, NotOursError, Outcome, Wish, investigate
from sekisho.personal.inventory.lines import INVENTORY
from sekisho.report.words import Words

VERDICTS = ("proven", "possible", "excluded", "unknown")


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The evidence, the case folder, and what the case is judged by."""
    add_evidence(parser, voice)
    parser.add_argument("--case", metavar="DIR", required=True, help=voice.text("cli.case"))
    for option, what in (("--rules", "DIR"), ("--statement", "FILE"), ("--inventory", "DIR")):
        told = voice.text(f"cli.{option.removeprefix('--')}")
        parser.add_argument(option, metavar=what, help=told, action="append", default=[])
    parser.add_argument("--sheet", metavar="FILE", help=voice.text("cli.sheet_file"))
    parser.add_argument("--notices", metavar="FILE", help=voice.text("cli.report.notices"))
    parser.add_argument("--purpose", metavar="TEXT", help=voice.text("cli.purpose"))
    parser.add_argument("--approved-by", metavar="NAME", help=voice.text("cli.approved_by"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Investigates and tells the main facts."""
    wish = Wish(
        evidence=folder(given.evidence),
        case=result_path(given.case),
        now=moment(given.now, clock),
        rulebook=rulebook_from(given),
        language=voice.language,
        rules=[existing(rules) for rules in given.rules],
        statements=[existing(memo) for memo in given.statement],
        inventories=[_inventory(path) for path in given.inventory],
        purpose=_purpose(given),
        sheet=existing(given.sheet) if given.sheet else None,
        notices=register_of(given.notices),
        workers=workers_of(given),
        passwords=passwords_from(given),
        progress=voice.progress,
    )
    apart(wish.evidence, wish.case)
    try:
        with work_folder(wish.case) as work:
            outcome = investigate(wish, work)
    except NotOursError:
        raise BadInputError("cli.case_not_ours", path=str(wish.case)) from None
    voice.finished()
    voice.result(_result(outcome, wish, voice))
    _tell(outcome, wish, voice)
    return tell_unread(outcome.manifest, voice, reported=True)


def _inventory(text: str) -> Path:
    """The file of an inventory, given by its folder or itself. Raises BadInputError."""
    path = existing(text)
    return existing(str(path / INVENTORY)) if path.is_dir() else path


def _purpose(given: argparse.Namespace) -> Purpose | None:
    """A look at a person's web use needs a purpose and a second person's consent."""
    if not given.purpose and not given.approved_by:
        return None
    if not given.purpose or not given.approved_by:
        raise BadInputError("cli.purpose_incomplete")
    return Purpose(given.purpose, given.approved_by)


def _tell(outcome: Outcome, wish: Wish, voice: Voice) -> None:
    case = outcome.case
    entries = outcome.manifest.entries
    events = sum(entry.events for entry in entries)
    voice.say("cli.done.read", files=len(entries), events=events, findings=len(case.findings))
    if case.window:
        words = Words(voice.language)
        span = words.span(case.window.start, case.window.end, seconds=True)
        host, tool = case.window.host or "?", case.window.tool
        voice.say("cli.done.window", span=span, host=host, tool=tool)
    elif case.window_reason:
        reason = voice.text(case.window_reason.code, **case.window_reason.values)
        voice.say("cli.done.no_window", reason=reason)
    unexplained = sum(one.judgement == "unexplained" for one in case.sessions)
    if unexplained:
        voice.say("cli.done.unexplained", count=unexplained)
    voice.say("cli.done.exposure", total=verdicts(case).total(), **_verdicts(outcome))
    if outcome.changes:
        voice.say("cli.done.changes", count=len(outcome.changes), path=wish.case / CHANGES)
    voice.say("cli.done.report", internal=wish.case / INTERNAL, public=wish.case / PUBLIC)


def _verdicts(outcome: Outcome) -> dict[str, int]:
    counted = verdicts(outcome.case)
    return {verdict: counted[verdict] for verdict in VERDICTS}


def _result(outcome: Outcome, wish: Wish, voice: Voice) -> dict[str, object]:
    window = outcome.case.window
    return {
        "case": str(wish.case),
        "window": {"start": iso(window.start), "end": iso(window.end)} if window else None,
        "exposure": _verdicts(outcome),
        "unexplained": sum(one.judgement == "unexplained" for one in outcome.case.sessions),
        "changes": None if outcome.changes is None else len(outcome.changes),
        "unread": not_read(outcome.manifest, voice),
    }
