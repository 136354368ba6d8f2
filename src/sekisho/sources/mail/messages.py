"""One message as a row of the kind ``message``, and rows as events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.utils import getaddresses
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from sekisho.events import events, unread
from sekisho.events.columns import FIELDS
from sekisho.events.kinds import MESSAGE, RECEIPT
from sekisho.sources.contract import Content, Context, Events, Item, Note, Unread
from sekisho.sources.mail.dates import received, sent
from sekisho.sources.mail.headers import header_text, unfolded, words
from sekisho.sources.mail.parsed import parsed
from sekisho.sources.mail.parts import Parts, parts_of
from sekisho.sources.mail.returned import Returned, columns, returned

LARGEST = 128 * 1024 * 1024
"""Bytes of one message that is taken apart."""
BATCH_ROWS = 256
BATCH_BYTES = 32 * 1024 * 1024
_COLUMNS = {
    "date", "from", "sender", "to", "cc", "bcc", "subject", "message-id", "in-reply-to", "received",
}  # fmt: skip
"""Header fields that have a column; all others go to the map ``fields``."""
_ID = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Raw:
    """The bytes of one message, its ordinal from 1; ``size`` is more than ``data`` when it was too
    large to be kept."""

    position: int
    data: bytes
    size: int


@dataclass
class _Doubts:
    """What the notes at the end of a file say, counted."""

    zone: int = 0
    charset: int = 0
    deep: int = 0


@dataclass
class _Held:
    rows: list[dict[str, Any]] = field(default_factory=list)
    told: list[tuple[dict[str, Any], Returned]] = field(default_factory=list)
    size: int = 0


def items(source: str, evidence: str, raws: Iterable[Raw], context: Context) -> Iterator[Item]:
    """Events, unread messages and notes of the messages of one file, in their order."""
    held, doubts = _Held(), _Doubts()
    for raw in raws:
        if raw.size > len(raw.data):
            batch = unread(evidence, "message", [raw.position], "unread.mail_too_large", [raw.data])
            sizes = pa.array([raw.size], pa.int64())
            yield Unread(batch.set_column(batch.num_columns - 1, "raw_size", sizes))
            continue
        try:
            row, told = _row(raw, ZoneInfo(context.zone), doubts)
            held.rows.append(row)
            held.told += [(row, one) for one in told]
        except RecursionError:
            yield Unread(
                unread(evidence, "message", [raw.position], "unread.mail_too_deep", [raw.data])
            )
            continue
        held.size += raw.size
        if len(held.rows) >= BATCH_ROWS or held.size >= BATCH_BYTES:
            yield from _batches(source, evidence, held)
            held = _Held()
    if held.rows:
        yield from _batches(source, evidence, held)
    yield from _notes(doubts, context)


def contents(raws: Iterable[Raw]) -> Iterator[tuple[int, Content]]:
    """The attachments of the messages of one file with the position of their message.

    An attachment without a name, or with one that stands twice in a mail, is told by its number.
    Messages that were not read (too large, too deep) give none; of a mail within a mail the
    attachments are given, not the mail once more.
    """
    for raw in raws:
        if raw.size > len(raw.data):
            continue
        try:
            parts = parts_of(parsed(raw.data))
        except RecursionError:
            continue
        taken: set[str] = set()
        for number, each in enumerate(parts.attachments, start=1):
            if each.mime_type == "message/rfc822":
                continue
            name = (each.name or "").replace("/", "_").replace("\\", "_").strip(". ")
            if not name or name in taken:
                name = f"{number}-{name}"
            taken.add(name)
            yield raw.position, Content(str(_storable(name)), each.data)


def _notes(doubts: _Doubts, context: Context) -> Iterator[Note]:
    if doubts.zone:
        yield Note("note.zone_assumed", {"zone": context.zone}, doubt=True)
    if doubts.charset:
        yield Note("note.mail_charset", {"messages": str(doubts.charset)})
    if doubts.deep:
        yield Note("note.mail_deep", {"messages": str(doubts.deep)})


def _row(raw: Raw, zone: ZoneInfo, doubts: _Doubts) -> tuple[dict[str, Any], tuple[Returned, ...]]:
    message = parsed(raw.data)
    parts = parts_of(message)
    doubts.charset += parts.doubtful
    doubts.deep += parts.too_deep
    date = _first(message, "Date")
    moment, assumed = sent(date, zone) if date else (None, False)
    doubts.zone += assumed
    row = {
        "@timestamp": moment,
        "time.text": date,
        "position": raw.position,
        "email.size": raw.size,
        **_headers(message),
        **_contents(parts),
        "fields": list(_fields(message, zone)),
    }
    return row, returned(message, row["email.body"] or "")


def _headers(message: Message) -> dict[str, Any]:
    name, address = next(iter(_addresses(message, "From")), (None, None))
    recipients = [each for kind in ("To", "Cc", "Bcc") for _, each in _addresses(message, kind)]
    return {
        "email.message_id": _identity(_first(message, "Message-ID")),
        "email.in_reply_to": _identity(_first(message, "In-Reply-To")),
        "email.from.address": address or None,
        "email.from.name": name or None,
        "email.sender.address": next((each for _, each in _addresses(message, "Sender")), None),
        "email.to.addresses": [each for each in recipients if each],
        "email.subject": _first(message, "Subject"),
        "email.received": [header_text(str(value)) for value in message.get_all("Received", [])],
    }


def _contents(parts: Parts) -> dict[str, Any]:
    return {
        "email.body": "\n".join(text for text in parts.texts if text) or None,
        "email.attachments.name": [each.name for each in parts.attachments],
        "email.attachments.sha256": [each.sha256 for each in parts.attachments],
        "email.attachments.size": [each.size for each in parts.attachments],
        "email.attachments.mime_type": [each.mime_type for each in parts.attachments],
    }


def _first(message: Message, name: str) -> str | None:
    value = message.get(name)
    return (header_text(str(value)) or None) if value is not None else None


def _identity(value: str | None) -> str | None:
    """The identity in its angle brackets, as other records name it."""
    found = _ID.search(value) if value else None
    return found[0] if found else value


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Names and addresses of a field; names are decoded after the field is taken apart."""
    values = [unfolded(str(value)) for value in message.get_all(name, [])]
    return [(words(shown), address) for shown, address in getaddresses(values) if shown or address]


def _fields(message: Message, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """All other header fields by lower-case name, repeated ones on lines of their own.

    ``received.time``: the moment in the topmost ``Received``, written by the server that took the
    mail last (ISO 8601, UTC).
    """
    others: dict[str, list[str]] = {}
    for name, value in message.items():
        key = name.lower()
        if key not in _COLUMNS:
            others.setdefault(key, []).append(header_text(str(value)))
    yield from ((name, "\n".join(values)) for name, values in others.items())
    topmost = message.get("Received")
    moment = received(unfolded(str(topmost)), zone) if topmost is not None else None
    if moment is not None:
        yield "received.time", moment.isoformat()


def _batches(source: str, evidence: str, held: _Held) -> Iterator[Events]:
    """The messages, and beside them what some of them say of other mails."""
    yield _events(source, evidence, held.rows)
    if held.told:
        found: dict[str, Any] = {
            name: [_storable(row[name]) for row, _ in held.told]
            for name in ("@timestamp", "time.text", "position")
        }
        said = columns([one for _, one in held.told])
        found |= {name: [_storable(one) for one in values] for name, values in said.items()}
        found |= {"evidence": evidence, "unit": "message", "event.dataset": f"{source}.receipt"}
        yield Events(RECEIPT, events(RECEIPT, len(held.told), found))


def _events(source: str, evidence: str, rows: list[dict[str, Any]]) -> Events:
    names = [name for name in rows[0] if name != "fields"]
    columns: dict[str, Any] = {name: [_storable(row[name]) for row in rows] for name in names}
    columns["fields"] = pa.array(
        [[(name, _storable(value)) for name, value in row["fields"]] for row in rows], type=FIELDS
    )
    columns |= {"evidence": evidence, "unit": "message", "event.dataset": f"{source}.message"}
    return Events(MESSAGE, events(MESSAGE, len(rows), columns))


def _storable(value: Any) -> Any:
    """Text without lone surrogates, which no UTF-8 can hold; they become visible escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_storable(each) for each in value]
    return value
