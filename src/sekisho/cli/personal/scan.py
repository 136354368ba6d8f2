"""``sekisho personal scan PATH… --out DIR``: the inventory of everything under some folders."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from sekisho.cli.arguments import (
    add_readers,
    context_from,
    rulebook_from,
    workers_of,
)
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, result_path
from sekisho.cli.grounds import told
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.ledger.put import put
from sekisho.personal.distinct.tokens import KeyFileError, key_from, new_key
from sekisho.personal.inventory.drift import written
from sekisho.personal.inventory.lines import INVENTORY, NotAnInventoryError
from sekisho.personal.inventory.measured import Asked
from sekisho.personal.inventory.row import Row
from sekisho.personal.inventory.scan import Outcome, scan
from sekisho.personal.inventory.wish import Wish
from sekisho.personal.rules import RulesError, rules
from sekisho.report.inventory import page

PAGE = "inventory.html"
_MOST = 20
"""Documents with findings that are named one by one; all of them stand in the inventory."""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The folders, where the inventory goes, the town's key and rules."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help=voice.text("cli.personal.paths"))
    parser.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.personal.out"))
    parser.add_argument("--host", metavar="NAME", help=voice.text("cli.personal.host"))
    parser.add_argument("--key", metavar="FILE", help=voice.text("cli.personal.key"))
    for option in ("--new-key", "--rehash"):
        about = voice.text(f"cli.personal.{option.removeprefix('--').replace('-', '_')}")
        parser.add_argument(option, action="store_true", help=about)
    add_rules(parser, voice)
    add_readers(parser, voice)


def add_rules(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--rules FILE``."""
    parser.add_argument("--rules", metavar="FILE", help=voice.text("cli.personal.own_rules"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Scans and tells the main numbers."""
    origins = dict(map(_origin, given.paths))
    wish = Wish(
        paths=list(origins),
        origins={path: origin for path, origin in origins.items() if origin},
        out=result_path(given.out),
        context=context_from(given, clock),
        rulebook=rulebook_from(given),
        host=given.host or platform.node() or None,
        asked=Asked(rules_from(given), _key(given)),
        workers=workers_of(given),
        rehash=given.rehash,
        progress=voice.progress,
    )
    try:
        with work_folder(wish.out) as work:
            outcome = scan(wish, work)
    except NotAnInventoryError:
        raise BadInputError("cli.personal.not_ours", path=given.out) from None
    voice.finished()
    put(wish.out / PAGE, _page(outcome, wish, voice))
    voice.result({"out": str(wish.out), "read": outcome.read, **outcome.summary})
    _tell(outcome, wish, voice)
    return Exit.NOT_ALL_READ if outcome.noted.missed else Exit.DONE


def _origin(text: str) -> tuple[Path, str]:
    """A path, and where it comes from when ``ORIGIN=PATH`` is written. Raises BadInputError."""
    origin, equals, path = text.partition("=")
    if not equals or Path(text).exists():
        return existing(text), ""
    return existing(path), origin


def rules_from(given: argparse.Namespace) -> Path | None:
    """The file of rules given, looked through. Raises BadInputError."""
    if given.rules is None:
        return None
    path = existing(given.rules).absolute()
    try:
        rules(path)
    except RulesError as error:
        raise BadInputError("cli.personal.bad_rules", path=given.rules, key=error.key) from None
    return path


def _key(given: argparse.Namespace) -> bytes | None:
    """The town's key; a new one only where it was asked for and none lies. Raises BadInputError."""
    if given.key is None:
        if given.new_key:
            raise BadInputError("cli.personal.key_where")
        return None
    path = Path(given.key)
    if not path.exists() and given.new_key:
        new_key(path)
    if not path.exists():
        raise BadInputError("cli.personal.no_key", path=given.key)
    try:
        return key_from(path)
    except KeyFileError:
        raise BadInputError("cli.personal.bad_key", path=given.key) from None


def _tell(outcome: Outcome, wish: Wish, voice: Voice) -> None:
    numbers = cast("Mapping[str, Any]", outcome.summary)
    status = {name: numbers["status"].get(name, 0) for name in ("read", "partly", "not_read")}
    others = status["partly"] + status["not_read"] - outcome.noted.missed
    status["not_read"] -= others  # logs, empty files, links: no documents
    voice.say(
        "cli.personal.scanned",
        files=numbers["documents"],
        now=outcome.read,
        others=others,
        **status,
    )
    voice.say(
        "cli.personal.holding",
        documents=numbers["with_persons"],
        table=_range(numbers["mentions"]["table"]),
        text=_range(numbers["mentions"]["text"]),
    )
    if numbers["persons"] is None:
        voice.say("cli.personal.no_distinct")
    else:
        voice.say("cli.personal.distinct", persons=_range(numbers["persons"]))
    marked = outcome.noted.against
    for row in marked.rows[:_MOST]:
        for one in row.findings:
            voice.say(
                "cli.personal.finding",
                path=row.path,
                persons=_persons(row),
                finding=told(one, voice),
            )
    if marked.count > _MOST:
        voice.say("cli.personal.more_findings", count=marked.count - _MOST)
    voice.say("cli.personal.written", path=wish.out / INVENTORY)
    voice.say("cli.personal.page", path=wish.out / PAGE)


def _page(outcome: Outcome, wish: Wish, voice: Voice) -> bytes:
    now = wish.context.now
    return page(outcome.noted, outcome.summary, voice.language, wish.rulebook, now)


def _persons(row: Row) -> str:
    return written(row.persons)


def _range(bounds: Mapping[str, int]) -> str:
    low, high = bounds["low"], bounds["high"]
    return str(low) if low == high else f"{low}-{high}"
