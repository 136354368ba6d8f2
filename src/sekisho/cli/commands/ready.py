"""``sekisho ready EVIDENCE``: what could not be answered if it happened today."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import orjson

from sekisho import __version__
from sekisho.case.ready import (
    Asked,
    Level,
    Period,
    Readiness,
    Remedy,
    assess,
    catalogue,
    to_bytes,
    weeks_before,
)
from sekisho.cli.account import tell_unread
from sekisho.cli.arguments import add_readers, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import apart, existing, folder, moment, result_path
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.collect.settings import contents
from sekisho.events.time import JAPAN
from sekisho.intake.road import STATEMENT, take_in
from sekisho.intake.told import context_of
from sekisho.ledger.manifest import Manifest
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.ledger.sealed import tables_of
from sekisho.report.ready import card, index, listing, page
from sekisho.report.words import Words
from sekisho.rulebook import Hours, Rulebook

SHOWN = 12
"""Open questions and remedies on the terminal; the whole stands in the files."""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``[EVIDENCE] [--out DIR] [--settings DIR] [--card DIR]``."""
    parser.add_argument("evidence", metavar="EVIDENCE", nargs="?", help=voice.text("cli.evidence"))
    for name in ("out", "settings", "card"):
        parser.add_argument(f"--{name}", metavar="DIR", help=voice.text(f"cli.ready.{name}"))
    parser.add_argument("--between", metavar="DAY", nargs=2, help=voice.text("cli.ready.between"))
    parser.add_argument("--register", metavar="FILE", help=voice.text("cli.ready.register"))
    add_readers(parser, voice)


@dataclass(frozen=True)
class _Wish:
    """What was asked for, checked before anything is done."""

    rulebook: Rulebook
    now: datetime
    out: Path | None
    settings: Path | None
    card: Path | None


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Judges the evidence and writes what was asked for."""
    wish = _wish(given, clock)
    if wish.card:
        _write(wish.card, {"card.html": card(wish.rulebook, voice.language)}, voice)
    if wish.settings:
        _write(wish.settings, _settings(catalogue().remedies, voice), voice)
    if given.evidence is None:
        return Exit.DONE
    manifest, readiness = _judge(given, voice, wish)
    if wish.out:
        _write(wish.out, _results(readiness, voice, wish.rulebook), voice)
        voice.say("cli.ready.next")
    voice.result(orjson.loads(to_bytes(readiness)))
    _tell(readiness, voice)
    return tell_unread(manifest, voice)


def _wish(given: argparse.Namespace, clock: datetime) -> _Wish:
    alone = given.out or given.between or given.register
    if given.evidence is None and alone:
        raise BadInputError("cli.ready.no_evidence")
    if given.evidence is None and not (given.settings or given.card):
        raise BadInputError("cli.ready.nothing")
    return _Wish(
        rulebook=rulebook_from(given),
        now=moment(given.now, clock),
        out=_new(given.out, given.evidence),
        settings=_new(given.settings, given.evidence),
        card=_new(given.card, given.evidence),
    )


def _new(text: str | None, evidence: str | None) -> Path | None:
    """A folder that is new or empty, outside the evidence. Raises BadInputError."""
    if text is None:
        return None
    path = result_path(text)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BadInputError("cli.out_not_empty", path=text)
    if evidence is not None:
        apart(folder(evidence), path)
    return path


def _period(between: list[str] | None, now: datetime, hours: Hours) -> Period:
    if between is None:
        return weeks_before(now, hours)
    try:
        first, last = (date.fromisoformat(day) for day in between)
        ends = (first, last + timedelta(days=1))
        since, until = (datetime.combine(day, time(0), JAPAN) for day in ends)
    except (ValueError, OverflowError):
        raise BadInputError("cli.ready.bad_period", given=" ".join(between)) from None
    if last < first:
        raise BadInputError("cli.ready.bad_period", given=" ".join(between))
    return Period(since, until, hours)


def _judge(given: argparse.Namespace, voice: Voice, wish: _Wish) -> tuple[Manifest, Readiness]:
    evidence = folder(given.evidence)
    lists = [existing(given.register)] if given.register else []
    period = _period(given.between, wish.now, wish.rulebook.hours)
    with work_folder(wish.out) as work:
        ledger = private_folder(work / "ledger")
        manifest = take_in(
            evidence, ledger, work, context_of(wish.rulebook, wish.now), statements=lists,
            workers=workers_of(given), progress=voice.progress,
        )  # fmt: skip
        made_by = {"program": "sekisho", "version": __version__}
        with tables_of(ledger, manifest, work) as connection:
            asked = Asked(
                period, wish.now, wish.rulebook, manifest.entries, f"{STATEMENT}/", made_by
            )
            readiness = assess(connection, asked)
    voice.finished()
    return manifest, readiness


def _settings(remedies: Sequence[Remedy], voice: Voice) -> dict[str, bytes]:
    """The settings files of these remedies, and the list of them."""
    files = contents(name for one in remedies for name in one.files)
    return {"README.txt": index(remedies, voice.language), **files}


def _results(readiness: Readiness, voice: Voice, rulebook: Rulebook) -> dict[str, bytes]:
    recommended = _settings(readiness.remedies, voice)
    return {
        "ready.json": to_bytes(readiness),
        "ready-page.html": page(readiness, voice.language, rulebook),
        "ready-list.html": listing(readiness, voice.language, rulebook),
        **{f"settings/{name}": content for name, content in recommended.items()},
    }


def _write(target: Path, contents: dict[str, bytes], voice: Voice) -> None:
    """Writes files below a folder for the owner alone."""
    private_folder(target)
    for name, content in contents.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, content)
    voice.say("cli.ready.written", path=target)


def _tell_period(readiness: Readiness, voice: Voice) -> None:
    """Which days were asked about, and, where all records end before them, those they are of."""
    words, day = Words(voice.language), timedelta(days=1)
    last = readiness.until - day
    voice.say("cli.ready.period", first=words.day_of(readiness.since), last=words.day_of(last),
              workdays=readiness.workdays)  # fmt: skip
    held = [(one.first, one.last) for one in readiness.reach]
    if held and max(end for _, end in held) < readiness.since:
        first, end = min(first for first, _ in held), max(end for _, end in held)
        between = " ".join(f"{one.astimezone(JAPAN).date()}" for one in (first, end))
        voice.say("cli.ready.elsewhere", first=words.day_of(first), last=words.day_of(end),
                  between=between)  # fmt: skip


def _tell(readiness: Readiness, voice: Voice) -> None:
    _tell_period(readiness, voice)
    counts = {level.word: readiness.count(level) for level in Level}
    voice.say("cli.ready.counted", all=len(readiness.answers), **counts)
    open_ = [one for one in readiness.answers if one.level == Level.NONE]
    for one in sorted(open_, key=lambda one: not one.first)[:SHOWN]:
        voice.say("cli.ready.open", question=voice.text(f"readiness.question.{one.question}"))
    if len(open_) > SHOWN:
        voice.say("cli.ready.more", count=len(open_) - SHOWN)
    voice.say("cli.ready.remedies")
    for remedy in readiness.remedies[:SHOWN]:
        voice.say(
            "cli.ready.remedy",
            who=voice.text(f"readiness.who.{remedy.who}"),
            time=Words(voice.language).minutes(timedelta(minutes=remedy.minutes)),
            count=len(remedy.questions),
            remedy=voice.text(f"readiness.remedy.{remedy.name}"),
        )
    if len(readiness.remedies) > SHOWN:
        voice.say("cli.ready.more", count=len(readiness.remedies) - SHOWN)
