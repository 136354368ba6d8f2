"""``winmail.dat``: the attachments that Outlook packed, and the text that Outlook shows of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial

from sekisho.events.evidence import Evidence
from sekisho.intake.member import Member, NotOpenedError, inner_name
from sekisho.sources.contract import NotReadable
from sekisho.sources.mail.compressed_rtf import uncompressed
from sekisho.sources.mail.mapi import HTML, RTF, as_mail
from sekisho.sources.mail.messages import LARGEST, Raw, contents
from sekisho.sources.mail.tnef import stored

WITHOUT_NAME = "attachment"


def members(archive: Evidence, most: int, _passwords: tuple[str, ...] = ()) -> Iterator[Member]:
    """The text as HTML and RTF, then the attachments; messages within as mails. Raises
    NotOpenedError."""
    if archive.size > min(most, LARGEST):
        raise NotOpenedError("not_read.archive_too_large")
    try:
        message = stored(archive.path.read_bytes())
    except NotReadable as error:
        raise NotOpenedError("not_read.archive_damaged") from error
    html, rich = message.properties.get(HTML), message.properties.get(RTF)
    if html:
        yield _member("body.html", html if isinstance(html, bytes) else str(html).encode())
    if isinstance(rich, bytes) and rich:
        yield _member("body.rtf", uncompressed(rich))
    mail = as_mail(message)
    for _, content in contents([Raw(1, mail, len(mail))]):
        yield _member(content.name or WITHOUT_NAME, content.data)


def _member(name: str, data: bytes) -> Member:
    return Member(inner_name(name), len(data), None, partial(io.BytesIO, data))
