"""Mailboxes of Outlook (``.pst``, ``.ost``): every message of every folder, with attachments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pypff

from sekisho.events import unread
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import MESSAGE, RECEIPT
from sekisho.sources.contract import (
    Content,
    Context,
    Item,
    NotReadable,
    Sample,
    Source,
    Unread,
)
from sekisho.sources.mail.mapi import DATA, LONG_NAME, Attached, Properties, Stored, Value, as_mail
from sekisho.sources.mail.messages import LARGEST, Raw, items
from sekisho.sources.mail.messages import contents as attachments

_MAGIC, _CLIENTS = b"!BDN", (b"SM", b"SO", b"AB")
_TEXT, _NARROW, _BINARY, _NUMBER, _TIME = 0x1F, 0x1E, 0x102, 0x03, 0x40
DEEPEST = 64
_FAILURES = (OSError, ValueError, RuntimeError, MemoryError, OverflowError, TypeError, KeyError)
"""What libpff lets through when a mailbox is damaged."""


def identify(sample: Sample) -> int:
    """The signature of the file and of its client ([MS-PST] 2.2.2.6)."""
    return 98 if sample.head[:4] == _MAGIC and sample.head[8:10] in _CLIENTS else 0


def read(evidence: Evidence, context: Context) -> Iterator[Item]:
    """All messages in the order of the folders, numbered from 1; what cannot be read of them is
    told. Raises NotReadable, OSError."""
    waiting: list[Item] = []
    raws = _raws(evidence, waiting)
    for item in items("pst", evidence.name, raws, context):
        yield from waiting
        waiting.clear()
        yield item
    yield from waiting


def contents(evidence: Evidence) -> Iterator[Content]:
    """The attachments, each below the number of its message. Raises NotReadable, OSError."""
    for position, content in attachments(_raws(evidence, [])):
        yield Content(f"{position}/{content.name}", content.data)


def _raws(evidence: Evidence, waiting: list[Item]) -> Iterator[Raw]:
    evidence.path.stat()
    mailbox = pypff.file()
    try:
        mailbox.open(str(evidence.path))
        root = mailbox.get_root_folder()
    except _FAILURES as error:
        raise NotReadable("unread.document_broken", why=str(error)[:200]) from error
    try:
        for position, (message, folder) in enumerate(_messages(root, "", 0), start=1):
            stored = None if message is None else _asked(partial(_stored, message), None)
            if stored is None:
                batch = unread(
                    evidence.name, "message", [position], "unread.mail_damaged", [folder.encode()]
                )
                waiting.append(Unread(batch))
                continue
            size = sum(_size(each) for each in stored.attachments)
            if size > LARGEST:
                yield Raw(position, b"", size)
                continue
            data = as_mail(replace(stored, folder=folder))
            yield Raw(position, data, len(data))
    finally:
        mailbox.close()


def _messages(folder: Any, path: str, depth: int) -> Iterator[tuple[Any, str]]:
    """Every message with the folder it lies in; None for one that cannot be reached."""
    if folder is None or depth > DEEPEST:
        return
    for number in range(_asked(folder.get_number_of_sub_messages, 0)):
        yield _asked(partial(folder.get_sub_message, number), None), path
    for number in range(_asked(folder.get_number_of_sub_folders, 0)):
        inner = _asked(partial(folder.get_sub_folder, number), None)
        if inner is None:
            yield None, path
            continue
        name = _asked(inner.get_name, None) or "?"
        yield from _messages(inner, f"{path}/{name}" if path else str(name), depth + 1)


def _stored(message: Any) -> Stored:
    properties = _properties(message)
    attached = []
    for number in range(_asked(message.get_number_of_attachments, 0)):
        one = _asked(partial(message.get_attachment, number), None)
        if one is not None:
            attached.append(_attached(one))
    people = _asked(partial(getattr, message, "recipients"), None)
    return Stored(properties, list(_record_sets(people)) if people else (), attached)


def _attached(attachment: Any) -> Attached:
    properties = dict(_properties(attachment))
    inner = [
        _asked(partial(attachment.get_sub_item, number), None)
        for number in range(_asked(attachment.get_number_of_sub_items, 0))
    ]
    messages = [each for each in inner if hasattr(each, "get_transport_headers")]
    if messages:
        return Attached(properties, _stored(messages[0]))
    size = _asked(attachment.get_size, 0)
    if 0 < size <= LARGEST:
        data = _asked(partial(attachment.read_buffer, size), None)
        properties[DATA] = data or b""
    name = _asked(attachment.get_long_filename, None)
    if name:
        properties[LONG_NAME] = str(name)
    return Attached(properties)


def _size(attached: Attached) -> int:
    data = attached.properties.get(DATA, b"")
    return len(data) if isinstance(data, bytes) else 0


def _properties(item: Any) -> Properties:
    return next(_record_sets(item), {})


def _record_sets(item: Any) -> Iterator[Properties]:
    """The properties in each set of an item: of the one message, or of every recipient."""
    for which in range(_asked(item.get_number_of_record_sets, 0)):
        records = _asked(partial(item.get_record_set, which), None)
        found: dict[int, Value] = {}
        for number in range(_asked(records.get_number_of_entries, 0) if records else 0):
            entry = _asked(partial(records.get_entry, number), None)
            value = _asked(partial(_value, entry), None) if entry is not None else None
            if value is not None:
                found.setdefault(entry.entry_type, value)
        yield found


def _value(entry: Any) -> Value | None:
    form = entry.value_type
    if form in (_TEXT, _NARROW):
        return str(entry.get_data_as_string() or "")
    if form == _BINARY:
        return bytes(entry.get_data() or b"")
    if form in (_NUMBER, _TIME):
        return int(entry.get_data_as_integer())
    return None


def _asked(call: Callable[[], Any], otherwise: Any) -> Any:
    """What a damaged mailbox answers, or what stands for no answer."""
    try:
        return call()
    except _FAILURES:
        return otherwise


SOURCE = Source(
    name="pst",
    kinds=(MESSAGE, RECEIPT),
    unit="message",
    reference="[MS-PST], [MS-OXPROPS]; read with libpff",
    zone="properties",
    encoding="mailbox",
    tried_on="samples of pst-extractor: Outlook pst and ost",
    identify=identify,
    read=read,
    contents=contents,
    isolated=True,
)
