"""The frame of a syslog line: time, host, program, and the message that travels in it.

Forms, also mixed in one file, with and without ``<pri>``:
``Jun  3 16:03:11 host prog[1]: message`` (RFC 3164; host, program or both may be missing),
``<34>1 2016-06-03T16:03:11Z host app pid id [data] message`` (RFC 5424),
``2016-06-03T16:03:11+09:00 host prog[1]: message`` (rsyslog, systemd),
``2016/06/03 16:03:11: message`` (Yamaha ``show log``),
``date=2016-06-03 time=16:03:11 …`` (FortiGate, no header at all).
A relay's header before another header is kept apart; the inner one, written by the device
itself, gives time and host.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.sources.contract import Lines
from sekisho.sources.syslog import stamps as times
from sekisho.sources.syslog.cut import after, groups, matches, port
from sekisho.sources.year import Years

_PRIORITY = r"(?:<(?P<pri>\d{1,3})>)?"
_HOST = r"(?P<host>[\w.:%-]*[\w-]|\[[0-9A-Fa-f:.]+\])"
_PROGRAM = (
    r"(?P<program>[^\s:\[=<]+(?:\([^)\s]*\))?(?:<[^>\s]*>)*)(?:\[(?P<pid>[^\]\s]*)\])?:(?: |$)"
)
# what came as RFC 5424 and is written down as in the old days has no colon after its program;
# only of Samba's audit is it sure that the word is one
HEADER = (
    rf"^(?P<all>{_PRIORITY}(?:(?P<stamp>{times.LETTERS}|{times.DIGITS}):? "
    rf"(?:{_HOST} )?(?:{_PROGRAM}|(?P<bare>smbd_audit) )?|(?P<show>{times.SLASHES}): ))"
)
# a relay that took the line from a program puts the program's own blank before the message
MODERN = (
    rf"^(?P<all>{_PRIORITY}1 (?P<stamp>{times.DIGITS}|-) (?P<host>\S+) (?P<program>\S+) "
    r'(?P<pid>\S+) (?P<id>\S+) (?P<data>-|(?:\[[^\]" ]+(?: [^= ]+="(?:[^"\\]|\\.)*")*\])+)'
    r"(?:  ?|$))"
)
BARE = r'^(?P<all>(?:<(?P<pri>\d{1,3})>)?)"?(?:date|itime|logver|eventtime|timestamp)='
_MODERN_START = r"^(?:<\d{1,3}>)?1 (?:\d{4}-|- )"
_INNER = rf"^(?:<\d{{1,3}}>)?(?:{times.LETTERS} |{times.DIGITS} |1 \d{{4}}-\d\d-)"
_MONTHS = pa.array(
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
)


@dataclass(frozen=True)
class Frames:
    """Framed lines as columns of one length.

    ``source`` is the name of the source that reads them. ``stamps`` is the time as written,
    ``times`` the moment (UTC; filled by ``dated``), ``relays`` the header that a relay put
    before, ``data`` the structured data of RFC 5424.
    """

    evidence: str
    source: str
    positions: pa.Array
    stamps: pa.Array
    times: pa.Array
    hosts: pa.Array
    programs: pa.Array
    pids: pa.Array
    priorities: pa.Array
    relays: pa.Array
    data: pa.Array
    messages: pa.Array

    def __len__(self) -> int:
        return len(self.positions)

    def where(self, mask: pa.Array) -> Frames:
        """Those rows for which ``mask`` is true."""
        chosen = {
            item.name: getattr(self, item.name).filter(mask)
            for item in fields(self)
            if item.name not in ("evidence", "source")
        }
        return replace(self, **chosen)

    def head(self, payload: str | None, kind: str) -> dict[str, Any]:
        """The columns of the head that every payload fills alike.

        ``event.provider`` is the program, or the payload where the frame names no program.
        """
        return {
            "@timestamp": self.times,
            "time.text": self.stamps,
            "observer.name": self.hosts,
            "event.dataset": f"{self.source}.{kind}",
            "event.provider": pc.coalesce(self.programs, pa.scalar(payload, pa.string())),
            "evidence": self.evidence,
            "position": self.positions,
            "unit": "line",
        }

    def rest(self) -> dict[str, pa.Array]:
        """What the frame says beyond the head, for the map ``fields``."""
        return {"pid": self.pids, "relay": self.relays, "structured_data": self.data}


def framed(lines: Lines, source: str = "syslog") -> tuple[Frames, pa.Array]:
    """The frames of those lines that have one (without moments), and the mask of the others."""
    texts = lines.texts
    parts = _header(texts)
    found = parts["all"].is_valid()
    frames = _frames(lines, parts, texts)
    known = replace(frames.where(found), source=source)
    return _inner(known), pc.invert(found)


def _header(texts: pa.Array) -> dict[str, pa.Array]:
    parts = groups(texts, HEADER)
    stamp = pc.coalesce(parts["stamp"], parts.pop("show"))
    parts["program"] = pc.coalesce(parts["program"], parts.pop("bare"))
    nothing = pa.nulls(len(texts), pa.string())
    parts |= {"stamp": stamp, "id": nothing, "data": nothing}
    for starts, pattern in ((_MODERN_START, MODERN), (BARE, BARE)):
        others = pc.and_(parts["all"].is_null(), matches(texts, starts))
        if pc.any(others).as_py():
            _fill(parts, others, groups(texts.filter(others), pattern))
    return parts


def _fill(parts: dict[str, pa.Array], rows: pa.Array, found: dict[str, pa.Array]) -> None:
    """Puts what a further form found into its rows; an empty header still is one."""
    count = pc.sum(rows).as_py()
    for name, texts in parts.items():
        given = found.get(name, pa.nulls(count, pa.string()))
        if name == "all":
            given = given if "stamp" in found else pc.fill_null(given, "")
        else:
            given = pc.if_else(pc.equal(given, "-"), None, given)
        parts[name] = pc.replace_with_mask(texts, rows, given)


def _frames(lines: Lines, parts: dict[str, pa.Array], texts: pa.Array) -> Frames:
    rows = len(texts)
    sizes = pc.fill_null(pc.binary_length(parts["all"]), 0)
    # "Jun  3 16:03:11 Jun  3 16:03:10 host": the name of the month is no host
    month = pc.fill_null(pc.is_in(parts["host"], value_set=_MONTHS), False)
    sizes = pc.subtract(sizes, pc.if_else(month, 4, 0))
    data = parts["data"]
    if data.null_count < rows:
        data = pc.if_else(data.is_valid(), _joined(parts["id"], data), None)
    return Frames(
        evidence=lines.evidence,
        source="",
        positions=lines.positions,
        stamps=parts["stamp"],
        times=pa.nulls(rows, MOMENT),
        hosts=pc.if_else(month, None, pc.utf8_trim(parts["host"], "[]")),
        programs=parts["program"],
        pids=parts["pid"],
        priorities=port(parts["pri"]),
        relays=pa.nulls(rows, pa.string()),
        data=data,
        messages=after(texts, np.asarray(sizes).astype(np.int64)),
    )


def _joined(first: pa.Array, second: pa.Array) -> pa.Array:
    """Two texts with a blank between; a missing one leaves nothing."""
    both = (pc.fill_null(first, ""), pc.fill_null(second, ""))
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*both, " "))


def _inner(frames: Frames) -> Frames:
    """Frames whose message begins with a header of its own, opened once more."""
    inside = pc.and_(frames.programs.is_null(), matches(frames.messages, _INNER))
    if not pc.any(inside).as_py():
        return frames
    outer = frames.where(inside)
    lines = Lines(frames.evidence, outer.positions, outer.messages)
    opened = _frames(lines, _header(lines.texts), lines.texts)
    relays = _joined(outer.stamps, outer.hosts)
    opened = replace(
        opened,
        relays=relays,
        stamps=pc.coalesce(opened.stamps, outer.stamps),
        hosts=pc.coalesce(opened.hosts, outer.hosts),
        priorities=pc.coalesce(opened.priorities, outer.priorities),
    )
    columns = {
        item.name: pc.replace_with_mask(
            getattr(frames, item.name), inside, getattr(opened, item.name)
        )
        for item in fields(frames)
        if item.name not in ("evidence", "source", "positions")
    }
    return replace(frames, **columns)


def dated(frames: Frames, years: Years | None, zone: str) -> Frames:
    """The frames with their moments; frames without a stamp keep none."""
    apart = times.taken_apart(frames.stamps)
    year = apart.year if years is None else years.of(np.asarray(frames.positions))
    return replace(frames, times=times.moments(apart, year, zone))
