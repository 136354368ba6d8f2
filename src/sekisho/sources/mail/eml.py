"""One stored mail (``.eml``): headers, text and attachments."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import MESSAGE, RECEIPT
from sekisho.events.table import RAW_LIMIT
from sekisho.sources.contract import Content, Context, Item, Sample, Source
from sekisho.sources.mail.messages import LARGEST, Raw, items
from sekisho.sources.mail.messages import contents as attachments
from sekisho.sources.mail.syntax import message_confidence


def identify(sample: Sample) -> int:
    """Header fields of a mail at the very beginning."""
    return message_confidence(sample.head)


def read(evidence: Evidence, context: Context) -> Iterator[Item]:
    """The one message, position 1. Raises OSError."""
    yield from items("eml", evidence.name, [message_of(evidence)], context)


def contents(evidence: Evidence) -> Iterator[Content]:
    """The attachments. Raises OSError."""
    for _position, content in attachments([message_of(evidence)]):
        yield content


def message_of(evidence: Evidence) -> Raw:
    """The message as it came; of one that is too large its beginning. Raises OSError."""
    size = evidence.path.stat().st_size
    with evidence.path.open("rb") as file:
        data = file.read(RAW_LIMIT if size > LARGEST else -1)
    data = data if size > LARGEST else data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return Raw(1, data, size if size > LARGEST else len(data))


SOURCE = Source(
    name="eml",
    kinds=(MESSAGE, RECEIPT),
    unit="message",
    reference="RFC 5322, 2045 to 2047, 2183, 2231; RFC 1468 with the Windows additions",
    zone="date_field",
    encoding="parts",
    tried_on="mail-bounces-ja, mail-mime, mail-rspamd: mail of many programs",
    identify=identify,
    read=read,
    contents=contents,
)
