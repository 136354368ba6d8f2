"""Remote support that the rulebook permits for a time, as a question to records of the past.

A list of programs and a flow between zones know no ticket. What they would refuse of a session
that was permitted in that hour is nobody's disturbance, and is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time

from sekisho.detect.catalogue import Tool, tools
from sekisho.detect.catalogue.match import expression
from sekisho.ledger.tables import literal
from sekisho.rulebook import Asset, Rulebook, Support

IsTool = Callable[[Tool], Iterable[str]]
"""The conditions (SQL) of which one is enough for a record to be of a tool."""
IsHost = Callable[[str, Asset | None], Iterable[str]]
"""The same for a computer: as the permission names it, and as an asset where there is one."""


def ticket_sql(rulebook: Rulebook, moment: str, is_host: IsHost, is_tool: IsTool) -> str:
    """The ticket that permits what a record says, as SQL; null where none does. ``moment``: the
    column of the record's time. The daily hours are those of Japan."""
    cases = [
        f"WHEN {' AND '.join(conditions)} THEN {literal(entry.ticket)}"
        for entry in rulebook.support
        for tool in _named(entry.tool)
        for conditions in [(
            *_when(entry, moment),
            _any(is_host(entry.host, rulebook.asset(entry.host))),
            _any(is_tool(tool)),
        )]
    ]  # fmt: skip
    return f"CASE {' '.join(cases)} ELSE NULL::VARCHAR END" if cases else "NULL::VARCHAR"


def fits(column: str, patterns: Iterable[str]) -> Iterator[str]:
    """Whether a text is one of a catalogue's patterns, whatever the case."""
    joined = "|".join(f"(?:{expression(one)})" for one in patterns)
    if joined:
        yield f"regexp_full_match(lower({column}), {literal(joined)})"


def one_of(column: str, names: Iterable[str]) -> Iterator[str]:
    """Whether a text is one of these names, whatever the case."""
    told = ", ".join(literal(one.casefold()) for one in names)
    if told:
        yield f"lower({column}) IN ({told})"


def host_names(named: str, asset: Asset | None) -> tuple[str, ...]:
    """What a record may call the computer of a permission."""
    return tuple(dict.fromkeys((named, *((asset.name, *asset.aliases) if asset else ()))))


def _named(name: str) -> Iterator[Tool]:
    wanted = _plain(name)
    for tool in tools():
        if wanted in map(_plain, (tool.name, *tool.spoken)):
            yield tool


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _when(entry: Support, moment: str) -> Iterator[str]:
    if entry.since is not None:
        yield f"{moment} >= {_moment(entry.since)}"
    if entry.until is not None:
        yield f"{moment} < {_moment(entry.until)}"
    if entry.hours is not None:
        seconds = f"((epoch({moment})::BIGINT + 32400) % 86400)"
        start, end = _seconds(entry.hours.start), _seconds(entry.hours.end)
        yield f"{seconds} >= {start} AND {seconds} < {end}"


def _moment(moment: datetime) -> str:
    return f"TIMESTAMPTZ '{moment.isoformat()}'"


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions) or 'false'})"
