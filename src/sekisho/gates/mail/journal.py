"""Mails as a journal keeps them: within a report that names who got them.

Exchange and Microsoft 365 send a journal mailbox a report for each mail: lines ``Sender:``,
``To:``, ``Cc:``, ``Bcc:`` and ``Recipient:`` (a list or a forwarding after a comma), and the mail
itself attached. Reference: Microsoft, "Journal reports in Exchange Server" and
"Journaling in Exchange Online"; RFC 2046 5.2.1 (message/rfc822).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

REPORT = "X-MS-Journal-Report"
_LINE = re.compile(r"^(Sender|To|Cc|Bcc|Recipient):[ \t]*([^\s,<>@]+@[^\s,<>]+)", re.MULTILINE)


@dataclass(frozen=True)
class Journalled:
    """``data``: the mail itself; ``sender``, ``recipients``: of its envelope."""

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
    parts = report.get_payload()
    texts = [one for one in parts if one.get_content_type() == "text/plain"]  # type: ignore[union-attr]
    mails = [one for one in parts if one.get_content_type() == "message/rfc822"]  # type: ignore[union-attr]
    if not texts or not mails:
        return None
    held = mails[0].get_payload()  # type: ignore[union-attr]
    if not isinstance(held, list) or not isinstance(held[0], Message):
        return None
    said = texts[0].get_payload(decode=True)  # type: ignore[union-attr]
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else ""
    found = _LINE.findall(text.replace("\r\n", "\n"))
    sender = next((address for name, address in found if name == "Sender"), "")
    others = dict.fromkeys(address for name, address in found if name != "Sender")
    return Journalled(held[0].as_bytes(), sender, tuple(others))
