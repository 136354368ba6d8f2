"""Mailboxes (mbox): messages one after the other, each after a ``From`` line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import MESSAGE, RECEIPT
from sekisho.events.table import RAW_LIMIT
from sekisho.sources.contract import Content, Context, Item, Sample, Source
from sekisho.sources.mail.messages import LARGEST, Raw, items
from sekisho.sources.mail.messages import contents as attachments
from sekisho.sources.mail.syntax import SEPARATOR, begins_mailbox, is_field

_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE = 1024 * 1024
"""Bytes of a line that are read at once."""


def identify(sample: Sample) -> int:
    """A ``From`` line with a date, and a header after it."""
    return 95 if begins_mailbox(sample.head) else 0


def read(evidence: Evidence, context: Context) -> Iterator[Item]:
    """All messages; the position is the ordinal of the message from 1. Raises OSError."""
    with evidence.path.open("rb") as file:
        yield from items("mbox", evidence.name, messages_of(file), context)


def contents(evidence: Evidence) -> Iterator[Content]:
    """The attachments, each below the number of its message. Raises OSError."""
    with evidence.path.open("rb") as file:
        for position, content in attachments(messages_of(file)):
            yield Content(f"{position}/{content.name}", content.data)


def messages_of(file: BinaryIO) -> Iterator[Raw]:
    """Cuts at each ``From`` line that follows an empty line (or begins the file) and is followed by
    a header. One ``>`` before a quoted ``From`` is taken away again (the form mboxrd).

    Memory holds one message, and of one that is too large its beginning.
    """
    position, size = 0, 0
    lines: list[bytes] = []
    for line, begins in _marked(file):
        if begins:
            if position:
                yield _raw(position, lines, size)
            position, size, lines = position + 1, 0, []
            continue
        size += len(line)
        if size <= LARGEST:
            lines.append(line)
    if position:
        yield _raw(position, lines, size)


def _marked(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each line (long ones in pieces), and whether it separates messages."""
    after_blank = True
    line = file.readline(_LINE)
    while line:
        following = file.readline(_LINE)
        candidate = after_blank and line.startswith(b"From ") and SEPARATOR.match(line) is not None
        yield line, candidate and is_field(following)
        after_blank = line in (b"\n", b"\r\n")
        line = following


def _raw(position: int, lines: list[bytes], size: int) -> Raw:
    data = b"".join(lines)
    if size > LARGEST:
        return Raw(position, data[:RAW_LIMIT], size)
    data = _QUOTED.sub(rb"\1", data)
    return Raw(position, data, len(data))


SOURCE = Source(
    name="mbox",
    kinds=(MESSAGE, RECEIPT),
    unit="message",
    reference="RFC 4155, quoting as mboxrd; messages as in eml",
    zone="date_field",
    encoding="parts",
    tried_on="mail-bounces-ja, mail-spamassassin: mailboxes of several programs",
    identify=identify,
    read=read,
    contents=contents,
)
