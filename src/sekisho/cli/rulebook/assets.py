"""``sekisho rulebook assets FILE``: the town's ledger of computers into the rulebook, and
beside what the records saw."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sekisho.case.seen import Seen, Sighting, seen
from sekisho.cli.account import tell_unread
from sekisho.cli.arguments import add_readers, passwords_from, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, moment, result_path
from sekisho.cli.records import records
from sekisho.cli.voice import Voice, in_one_line
from sekisho.cli.work import work_folder
from sekisho.events.time import JAPAN, iso
from sekisho.form.building import build
from sekisho.form.schema import canonical
from sekisho.intake.told import context_of
from sekisho.ledger.put import put_new
from sekisho.rulebook import Asset, Rulebook, schema
from sekisho.rulebook.register import Imported, RegisterError, Unplaced, assets, sheets, written

SHOWN = 50
"""Lines of a kind on the terminal; all of them stand in the result for a program."""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The ledger, the file to write, the records to compare with."""
    ledger = voice.text("cli.rulebook.ledger")
    parser.add_argument("ledger", metavar="FILE", nargs="?", help=ledger)
    parser.add_argument("--out", metavar="FILE.yaml", help=voice.text("cli.rulebook.assets_out"))
    parser.add_argument("--seen", metavar="EVIDENCE|CASE", help=voice.text("cli.rulebook.seen"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """DONE, or NOT_ALL_READ when a cell found no place or a record was not read."""
    if not (given.ledger or given.seen):
        raise BadInputError("cli.rulebook.nothing_given")
    book = rulebook_from(given)
    made = _imported(given.ledger, book, voice) if given.ledger else Imported()
    if given.out:
        _write(given.out, made, given.ledger or "", voice)
    result: dict[str, Any] = {
        "rows": made.rows,
        "entries": made.entries,
        "unplaced": [asdict(one) for one in made.unplaced],
        "already": [asdict(one) for one in made.already],
    }
    ended = Exit.NOT_ALL_READ if made.unplaced else Exit.DONE
    if given.ledger:
        _tell(made, voice)
    if given.seen:
        found, read = _seen(given, book, made, voice, clock)
        result["seen"] = _plain(found)
        _tell_seen(found, voice)
        ended = max(ended, read)
    voice.result(result)
    return ended


def _imported(ledger: str, book: Rulebook, voice: Voice) -> Imported:
    try:
        return assets(sheets(existing(ledger)), book)
    except RegisterError as error:
        why = " ".join(filter(None, (voice.text(error.code), error.why)))
        raise BadInputError("cli.rulebook.bad_ledger", path=ledger, why=why) from error


def _write(out: str, made: Imported, ledger: str, voice: Voice) -> None:
    path = result_path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = voice.text("register.head", ledger=Path(ledger).name, count=len(made.entries))
    content = written(made.entries, head).replace("\n", "\r\n").encode("utf-8-sig")
    try:
        put_new(path, content)
    except FileExistsError:
        raise BadInputError("cli.rulebook.exists", path=out) from None
    voice.say("cli.rulebook.written", path=path)


def _tell(made: Imported, voice: Voice) -> None:
    voice.say("cli.rulebook.imported", rows=made.rows, count=len(made.entries))
    if made.already:
        voice.say("cli.rulebook.already", count=len(made.already))
    for one in made.already[:SHOWN]:
        for key, word in one.differs:
            place = {"sheet": one.sheet, "row": one.row}
            voice.say("cli.rulebook.differs", name=one.name, key=key, value=word, **place)
    if made.unplaced:
        voice.say("cli.rulebook.unplaced", count=len(made.unplaced))
    alike = _alike(made.unplaced)
    for first, count in alike[:SHOWN]:
        voice.line(f"  {in_one_line(_place(first, count, voice))} [{first.code}]")
    _more(len(alike), voice)


def _alike(unplaced: Iterable[Unplaced]) -> list[tuple[Unplaced, int]]:
    """The same word in the same column is one line, with the first of its cells."""
    firsts: dict[Unplaced, Unplaced] = {}
    counted: Counter[Unplaced] = Counter()
    for one in unplaced:
        key = replace(one, row=0) if one.column else one
        firsts.setdefault(key, one)
        counted[key] += 1
    return [(first, counted[key]) for key, first in firsts.items()]


def _place(one: Unplaced, count: int, voice: Voice) -> str:
    code = "cli.rulebook.cell" if one.column else "cli.rulebook.row"
    said = voice.text(code, **asdict(one) | {"why": voice.text(one.code)})
    return said + (voice.text("cli.rulebook.and_more", count=count - 1) if count > 1 else "")


def _more(count: int, voice: Voice) -> None:
    if count > SHOWN:
        voice.say("cli.gates.more", count=count - SHOWN)


def _seen(
    given: argparse.Namespace, book: Rulebook, made: Imported, voice: Voice, clock: datetime
) -> tuple[Seen, Exit]:
    part = schema()["properties"]["assets"]
    new: tuple[Asset, ...] = build(tuple[Asset, ...], canonical(made.entries, part))
    context = context_of(book, moment(given.now, clock), passwords_from(given))
    with (
        work_folder(None) as work,
        records(existing(given.seen), work, context, workers_of(given), voice) as (tables, read),
    ):
        found = seen(tables, book, (*book.assets, *new))
    voice.finished()
    return found, tell_unread(read, voice)


def _plain(found: Seen) -> dict[str, Any]:
    return {
        "never": [asset.name for asset, one in found.listed if one is None],
        "listed": [{"asset": asset.name, **_sighting(one)} for asset, one in found.listed if one],
        "strangers": [_sighting(one) for one in found.strangers],
    }


def _sighting(one: Sighting) -> dict[str, Any]:
    return {
        "name": one.name,
        "first": iso(one.first),
        "last": iso(one.last),
        "sources": list(one.sources),
    }


def _tell_seen(found: Seen, voice: Voice) -> None:
    never = [asset for asset, one in found.listed if one is None]
    voice.say("cli.rulebook.never_seen", count=len(never), all=len(found.listed))
    for department, count in Counter(asset.department for asset in never).most_common():
        names = [asset.name for asset in never if asset.department == department][:SHOWN]
        voice.line(f"  {department or '―'} ({count}): {in_one_line(', '.join(names))}")
    voice.say("cli.rulebook.strangers", count=len(found.strangers))
    for one in found.strangers[:SHOWN]:
        voice.line(f"  {in_one_line(one.name)}  {_span(one)}  {', '.join(one.sources)}")
    _more(len(found.strangers), voice)


def _span(one: Sighting) -> str:
    return "–".join(f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M}" for at in (one.first, one.last))
