"""Exchange Server's message tracking log: who sent what to whom, with the subject.

Reference: https://learn.microsoft.com/exchange/mail-flow/transport-logs/message-tracking .
One line is one event, however many recipients it names: a pointer leads to one event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import SMALL
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import MAIL
from sekisho.events.table import events, fields_map, unread
from sekisho.sources.contract import Context, Events, Item, Lines, LineSource, Sample, Unread
from sekisho.sources.delimited import comma_separated
from sekisho.sources.field_lines import field_lines
from sekisho.sources.numbers import integers
from sekisho.sources.stamps import Stamp
from sekisho.sources.uniques import mapped

_OWN = frozenset(("recipient-address", "message-subject", "event-id", "internal-message-id"))
_TIME = Stamp("%Y-%m-%dT%H:%M:%S%z")
_TEXT = pa.scalar(None, pa.string())
_ADDRESS = r"^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%\d+)?)$"
_COLUMNS = {
    "event-id": "event.code",
    "internal-message-id": "email.queue_id",
    "recipient-address": "email.to.address",
    "sender-address": "email.from.address",
    "message-subject": "email.subject",
    "source": "process.name",
    "recipient-status": "event.reason",
}
# event id: action, status of the mail, outcome
_ACTS: dict[str, tuple[str, str | None, str | None]] = {
    "RECEIVE": ("accept", None, "success"),
    "SUBMIT": ("queue", None, "success"),
    "SEND": ("deliver", "sent", "success"),
    "SENDEXTERNAL": ("deliver", "sent", "success"),
    "DELIVER": ("deliver", "sent", "success"),
    "DUPLICATEDELIVER": ("other", None, None),
    "DEFER": ("queue", "deferred", None),
    "FAIL": ("reject", "bounced", "failure"),
    "BADMAIL": ("reject", "bounced", "failure"),
    "DROP": ("remove", None, "failure"),
}


@dataclass(frozen=True)
class Plan:
    """The lists of fields in the order of the file, each with the line it holds from."""

    sections: tuple[tuple[int, tuple[str, ...]], ...]


def identify(sample: Sample) -> int:
    """By a ``#Fields`` line that names recipients, subject and event id."""
    for line in sample.lines(100):
        if line.startswith("#Fields:"):
            return 95 if set(_names(line.removeprefix("#Fields:"))) >= _OWN else 0
    return 0


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(","))


def prepare(evidence: Evidence, context: Context) -> Plan:  # noqa: ARG001
    """Finds every ``#Fields`` line. Raises OSError."""
    _, lines = field_lines(evidence.path)
    return Plan(tuple((line.line, _names(line.names)) for line in lines))


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """Events section by section; lines that do not have the fields of theirs as unread."""
    data = pc.invert(pc.starts_with(lines.texts, "#"))
    positions, texts = lines.positions.filter(data), lines.texts.filter(data)
    starts = np.array([first for first, _ in plan.sections], dtype=np.int64)
    which = np.searchsorted(starts, np.asarray(positions), side="right") - 1
    for number in np.unique(which):
        here = pa.array(which == number)
        part = Lines(lines.evidence, positions.filter(here), texts.filter(here))
        yield from _section(part, plan.sections[number][1] if number >= 0 else ())


def _section(lines: Lines, names: tuple[str, ...]) -> Iterator[Item]:
    fit = np.zeros(len(lines.texts), dtype=bool)
    if names and len(set(names)) == len(names):
        fit, values = comma_separated(lines.texts, names)
        if fit.any():
            yield Events(MAIL, _events(lines, pa.array(fit), values))
    left = pa.array(~fit)
    if not fit.all():
        places = lines.positions.filter(left).to_pylist()
        raws = [text.encode() for text in lines.texts.filter(left).to_pylist()]
        yield Unread(unread(lines.evidence, "line", places, "unread.exchange_line", raws))


def _events(lines: Lines, fit: pa.Array, values: dict[str, pa.Array]) -> pa.RecordBatch:
    positions = lines.positions.filter(fit)
    rows = len(positions)
    rest = dict(values)
    found: dict[str, pa.Array | str] = {
        "event.dataset": "exchange_tracking.mail",
        "evidence": lines.evidence,
        "unit": "line",
        "position": positions,
    }
    if "date-time" in rest:
        found["time.text"] = rest.pop("date-time")
        found["@timestamp"] = _TIME.moments(found["time.text"], "UTC")
    _place_act(rest, found)
    _place_servers(rest, found)
    for name, column in _COLUMNS.items():
        if name in rest:
            found[column] = _filled(rest.pop(name))
    if "message-id" in rest:
        found["email.message_id"] = _filled(pc.utf8_trim(rest.pop("message-id"), "<>"))
    for name, column in (("total-bytes", "email.size"), ("recipient-count", "email.recipients")):
        if name in rest:
            texts = rest.pop(name)
            numbers = integers(texts)
            numbers = numbers if column == "email.size" else _small(numbers)
            found[column] = numbers
            # what is no number, or too large for the column, stays readable among the fields
            rest[name] = pc.if_else(numbers.is_null(), texts, _TEXT)
    kept = {name: _filled(texts) for name, texts in rest.items()}
    found["fields"] = fields_map(rows, {k: v for k, v in kept.items() if v.null_count < rows})
    return events(MAIL, rows, found)


def _small(numbers: pa.Array) -> pa.Array:
    fits = pc.less(pc.abs(numbers), 2**31)
    return pc.if_else(fits, numbers, pa.scalar(None, pa.int64())).cast(SMALL)


def _filled(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, ""), _TEXT, texts)


def _place_act(rest: dict[str, pa.Array], found: dict[str, pa.Array | str]) -> None:
    if "event-id" not in rest:
        return
    acts = rest["event-id"]
    known = pc.index_in(acts, pa.array(list(_ACTS)))
    for at, column in enumerate(("event.action", "mail.status", "event.outcome")):
        words = pa.array([act[at] for act in _ACTS.values()], pa.string()).take(known)
        found[column] = words.fill_null("other") if column == "event.action" else words


def _place_servers(rest: dict[str, pa.Array], found: dict[str, pa.Array | str]) -> None:
    """The server that wrote the line is the client of a SEND and the server of all else."""
    for name, column in (("client-ip", "source.ip"), ("server-ip", "destination.ip")):
        if name in rest:
            texts = rest.pop(name)
            here = mapped(texts, lambda values: pc.match_substring_regex(values, _ADDRESS))
            found[column] = pc.if_else(here, texts, _TEXT)
            if not pc.all(pc.or_(here, pc.equal(texts, ""))).as_py():
                rest[name] = pc.if_else(here, _TEXT, texts)
    if {"client-hostname", "server-hostname", "event-id"} <= rest.keys():
        sends = pc.equal(rest["event-id"], "SEND")
        writer = pc.if_else(sends, rest["client-hostname"], rest["server-hostname"])
        found["observer.name"] = _filled(writer)


SOURCE = LineSource(
    name="exchange_tracking",
    kinds=(MAIL,),
    reference="https://learn.microsoft.com/exchange/mail-flow/transport-logs/message-tracking",
    zone="utc",
    encoding="utf8_bom",
    tried_on="",
    identify=identify,
    prepare=prepare,
    parse=parse,
)
