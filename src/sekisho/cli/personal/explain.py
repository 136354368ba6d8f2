"""``sekisho personal explain DIR PATH``: why a document stands in the inventory as it does."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sekisho.cli.arguments import add_readers, context_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing
from sekisho.cli.grounds import kind, told
from sekisho.cli.personal.diff import rows_of
from sekisho.cli.personal.scan import add_rules, rules_from
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.personal.inventory.drift import written
from sekisho.personal.inventory.explain import Explained, explain, record_look, shown
from sekisho.personal.inventory.row import Row, to_json

_MOST = 5
"""People shown of a list without ``--unmask``: what they look like, not who they are."""


@dataclass(frozen=True)
class _Look:
    """How much is shown."""

    plain: bool

    @property
    def most(self) -> int | None:
        """How many people of each list."""
        return None if self.plain else _MOST


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The inventory and the document; plain values need a purpose and a consent."""
    parser.add_argument("inventory", metavar="DIR", help=voice.text("cli.personal.inventory"))
    parser.add_argument("path", metavar="PATH", help=voice.text("cli.personal.path"))
    parser.add_argument("--unmask", action="store_true", help=voice.text("cli.personal.unmask"))
    parser.add_argument("--purpose", metavar="TEXT", help=voice.text("cli.personal.purpose"))
    parser.add_argument("--approved-by", metavar="NAME", help=voice.text("cli.approved_by"))
    add_rules(parser, voice)
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Explains one document."""
    folder = existing(given.inventory)
    row = _row(rows_of(given.inventory), given.path)
    own = rules_from(given)
    if given.unmask:
        _record(folder, row, given, clock)
    with work_folder(None) as work:
        found = explain(row, work, context_from(given, clock), own)
    if found is None:
        raise BadInputError("cli.personal.gone", path=row.path)
    look = _Look(given.unmask)
    voice.result(_result(found, look))
    for line in _lines(found, look, voice):
        voice.line(line)
    return Exit.DONE


def _row(rows: Iterable[Row], path: str) -> Row:
    """The row of a path, or of its end where only one fits. Raises BadInputError."""
    end = "/" + path.replace("\\", "/")
    close = [row for row in rows if row.path == path or row.path.replace("\\", "/").endswith(end)]
    fitting = [row for row in close if row.path == path] or close
    if not fitting:
        raise BadInputError("cli.personal.not_in_inventory", path=path)
    if len(fitting) > 1:
        raise BadInputError("cli.personal.several", path=path)
    return fitting[0]


def _record(folder: Path, row: Row, given: argparse.Namespace, clock: datetime) -> None:
    """Plain values are shown only once the look stands on the disk."""
    if not given.purpose or not given.approved_by:
        raise BadInputError("cli.personal.unmask_incomplete")
    look = {
        "at": clock.astimezone(UTC).isoformat(),
        "path": row.path,
        "purpose": given.purpose,
        "approved_by": given.approved_by,
    }
    record_look(folder if folder.is_dir() else folder.parent, look)


def _result(found: Explained, look: _Look) -> dict[str, Any]:
    return {
        "row": to_json(found.row),
        "changed": found.changed,
        "lists": [
            {
                "headings": list(one.headings),
                "kinds": list(one.kinds),
                "rows": one.rows,
                "how": one.how,
                "office": one.office,
                "examples": one.examples,
                "persons": [shown(each, plain=look.plain) for each in one.persons[: look.most]],
            }
            for one in found.lists
        ],
        "in_text": [shown(each, plain=look.plain) for each in found.in_text[: look.most]],
    }


def _lines(found: Explained, look: _Look, voice: Voice) -> Iterator[str]:
    row = found.row
    yield row.path
    if found.changed:
        yield voice.text("cli.personal.changed")
    yield voice.text(
        "cli.personal.row",
        persons=written(row.persons),
        households=written(row.households),
        **{"class": row.class_},
    )
    for one in (*row.reasons, *row.doubts, *row.grounds, *row.findings):
        yield f"- {told(one, voice)}"
    for number, listed in enumerate(found.lists, start=1):
        yield voice.text("cli.personal.list", number=number, rows=listed.rows)
        yield "  " + " | ".join(
            f"{head}={kind(one, voice)}" if listed.headings else kind(one, voice)
            for head, one in zip(listed.headings or listed.kinds, listed.kinds, strict=False)
        )
        yield from _people(listed.persons, look)
    if found.in_text:
        yield voice.text("cli.personal.in_text", count=len(found.in_text))
        yield from _people(found.in_text, look)


def _people(persons: tuple[Any, ...], look: _Look) -> Iterator[str]:
    for one in persons[: look.most]:
        given = shown(one, plain=look.plain)
        yield "  " + "  ".join(str(value) for key, value in given.items() if key != "certain")
    if look.most is not None and len(persons) > look.most:
        yield f"  … (+{len(persons) - look.most})"
