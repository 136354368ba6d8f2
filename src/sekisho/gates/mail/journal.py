"""Mails as a journal keeps them: within a report that names who got them.

Exchange and Microsoft 365 send a journal mailbox one report or several for each mail: a text with a
line for each field, and the mail itself attached, unaltered. The lines: ``Sender:``,
``On-Behalf-Of:``, ``Subject:``, ``Message-ID:``, and for each who got it ``To:``, ``Cc:``, ``Bcc:``
or ``Recipient:`` with the address and, after a comma, ``Expanded:`` (the list it stood in) or
``Forwarded:`` (to whom it was addressed); the latter two got no copy of their own by it.

References: Microsoft, "Understanding Journal Reports" (Exchange 2007 and 2010) and "Journal Report
Format" (its ABNF); "Journal reports in Exchange Server"; RFC 2046 5.1.1 (boundaries), 5.2.1
(message/rfc822: never in base64). Reports of Exchange 2003 (``Content-Identifier``) are others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

REPORT = "X-MS-Journal-Report"
_LINE = re.compile(
    r"^(Sender|To|Cc|Bcc|Recipient):[ \t]*<?([^\s,<>@]+@[^\s,<>]+)>?", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True)
class Journalled:
    """``data``: the mail itself, byte for byte; ``sender``, ``recipients``: of its envelope;
    ``sender`` is "" where it has none (a notice of non-delivery)."""

    data: bytes
    sender: str
    recipients: tuple[str, ...]


def journalled(data: bytes) -> Journalled | None:
    """What a journal's report holds; None for a mail that is no such report."""
    if REPORT.lower().encode() not in data[:65536].lower():
        return None
    report = BytesParser(policy=compat32).parsebytes(data)
    if REPORT not in report or not report.is_multipart():
        return None
    parts: list[Message] = report.get_payload()  # type: ignore[assignment]
    kinds = [one.get_content_type() for one in parts]
    if "text/plain" not in kinds or "message/rfc822" not in kinds:
        return None
    held = _held(data, str(report.get_boundary()), kinds.index("message/rfc822"))
    if not held.strip():
        return None
    said = parts[kinds.index("text/plain")].get_payload(decode=True)
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else ""
    found = [(name.lower(), address) for name, address in _LINE.findall(text.replace("\r\n", "\n"))]
    sender = next((address for name, address in found if name == "sender"), "")
    others = dict.fromkeys(address for name, address in found if name != "sender")
    return Journalled(held, sender, tuple(others))


def _held(data: bytes, boundary: str, number: int) -> bytes:
    """The content of the part with that number (from 0), as it stands between its boundaries."""
    mark = re.escape(boundary.encode("ascii", "surrogateescape"))
    parts = re.split(rb"(?:^|\r?\n)--" + mark + rb"(?:--)?[ \t]*(?=\r?\n|$)", data)
    if len(parts) < number + 2:
        return b""
    head = re.search(rb"\r?\n\r?\n", parts[number + 1])
    return parts[number + 1][head.end() :] if head else b""
