"""A message as Outlook stores it, written as the mail it is, so that one reader reads both.

Reference: [MS-OXPROPS] (numbers of properties), [MS-OXCMAIL] (which becomes which field).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser
from email.policy import compat32
from email.utils import format_datetime, formataddr

from sekisho.sources.contract import NotReadable
from sekisho.sources.documents.rows import Row
from sekisho.sources.documents.rtf import pieces
from sekisho.sources.mail.compressed_rtf import uncompressed
from sekisho.sources.mail.parts import AS_WRITTEN

SUBJECT, HEADERS, BODY, HTML, RTF = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
SENT, RECEIVED, SENDER, TO, CC, BCC = 0x0039, 0x0E06, 0x0C1A, 0x0E04, 0x0E03, 0x0E02
SENDER_SMTP, SENDER_ADDRESS, MESSAGE_ID, REPLY_TO_ID = 0x5D01, 0x0C1F, 0x1035, 0x1042
DATA, LONG_NAME, SHORT_NAME, NAME, MIME_TYPE = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E
RECIPIENT_TYPE, SMTP, ADDRESS = 0x0C15, 0x39FE, 0x3003
_FIELDS = {1: "To", 2: "Cc", 3: "Bcc"}
_PREFIX = re.compile("^\x01.", re.DOTALL)
"""A mark before a stored subject that tells how long its prefix is ([MS-PST] 2.5.3.1.1.1)."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_OWN = ("content-", "mime-version")
"""Fields that describe the body as it was sent, not as it is written here."""
_EXACT = compat32.clone(max_line_length=0)

Value = str | bytes | int
Properties = Mapping[int, Value]
"""Properties by their number; times are 100 nanoseconds since 1601 (UTC)."""


@dataclass(frozen=True)
class Attached:
    """An attachment: its properties, and the message in it where it is one."""

    properties: Properties
    message: Stored | None = None


@dataclass(frozen=True)
class Stored:
    """A message with its recipients and attachments. ``folder``: where it lay in a mailbox."""

    properties: Properties
    recipients: Sequence[Properties] = ()
    attachments: Sequence[Attached] = ()
    folder: str = ""


def as_mail(stored: Stored) -> bytes:
    """The message in the form of RFC 5322, its text as UTF-8."""
    return _mail(stored, 0).as_bytes(policy=_EXACT)


def _mail(stored: Stored, depth: int) -> Message:
    bodies: list[Message] = list(_bodies(stored.properties))
    parts = [_part(each, depth) for each in stored.attachments]
    mail: Message
    if parts:
        # all parts are in base64, which has no such sign, and the same mail gives the same bytes
        mail = MIMEMultipart("mixed", boundary=f"=_{depth}_=")
        for part in [*bodies[:1], *parts]:
            mail.attach(part)
    else:
        mail = bodies[0]
    for name, value in _headers(stored):
        if not name.lower().startswith(_OWN):
            mail[name] = value
    if stored.folder:
        mail["X-Folder"] = _encoded(stored.folder)
    return mail


def _headers(stored: Stored) -> list[tuple[str, str]]:
    """The fields as they were sent, else what the properties say of them."""
    written = _text(stored.properties, HEADERS)
    if written.strip():
        parsed = HeaderParser(policy=AS_WRITTEN).parsestr(written.lstrip("\r\n"))
        kept = [(name, str(value)) for name, value in parsed.items() if _is_name(name)]
        if kept:
            return [(name, _one_line(value)) for name, value in kept]
    properties = stored.properties
    subject = _PREFIX.sub("", _text(properties, SUBJECT))
    fields = [("Subject", _encoded(subject))]
    sender = _text(properties, SENDER_SMTP) or _text(properties, SENDER_ADDRESS)
    fields.append(("From", _address(_text(properties, SENDER), sender)))
    fields += _recipients(stored)
    moment = properties.get(SENT) or properties.get(RECEIVED)
    if isinstance(moment, int) and 0 < moment < 1 << 62:
        when = _EPOCH + timedelta(microseconds=moment // 10)
        fields.append(("Date", format_datetime(when)))
    fields.append(("Message-ID", _one_line(_text(properties, MESSAGE_ID))))
    fields.append(("In-Reply-To", _one_line(_text(properties, REPLY_TO_ID))))
    return [(name, value) for name, value in fields if value]


def _recipients(stored: Stored) -> list[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for each in stored.recipients:
        kind = each.get(RECIPIENT_TYPE, 1)
        name = _FIELDS.get(kind & 0xF if isinstance(kind, int) else 1, "To")
        address = _text(each, SMTP) or _text(each, ADDRESS)
        found.setdefault(name, []).append(_address(_text(each, NAME), address))
    if not found:
        shown = {"To": TO, "Cc": CC, "Bcc": BCC}
        return [(name, _encoded(_text(stored.properties, tag))) for name, tag in shown.items()]
    return [(name, ", ".join(filter(None, values))) for name, values in found.items()]


def _bodies(properties: Properties) -> list[Message]:
    """The body: plain text, else HTML, else what is shown by compressed RTF."""
    plain = _text(properties, BODY)
    if plain.strip():
        return [MIMEText(plain, "plain", "utf-8")]
    page = properties.get(HTML)
    if isinstance(page, str) and page.strip():
        return [MIMEText(page, "html", "utf-8")]
    if isinstance(page, bytes) and page.strip():
        part = MIMEBase("text", "html")
        part.set_payload(page)
        encode_base64(part)
        return [part]
    return [MIMEText(_rich(properties.get(RTF)), "plain", "utf-8")]


def _rich(packed: Value | None) -> str:
    if not isinstance(packed, bytes) or not packed:
        return ""
    data = packed if packed.startswith(b"{\\rtf") else uncompressed(packed)
    try:
        rows = [row for row in pieces(data) if isinstance(row, Row)]
    except NotReadable:
        return ""
    return "\n".join("\t".join(row.cells) for row in rows)


def _part(attached: Attached, depth: int) -> Message:
    if attached.message is not None:
        return MIMEMessage(_mail(attached.message, depth + 1))
    properties = attached.properties
    kind = _text(properties, MIME_TYPE).partition(";")[0].strip().lower()
    main, _, sub = kind.partition("/")
    if not (_is_name(main) and _is_name(sub)) or main in ("multipart", "message"):
        main, sub = "application", "octet-stream"
    part = MIMEBase(main, sub)
    data = properties.get(DATA, b"")
    part.set_payload(data if isinstance(data, bytes) else b"")
    encode_base64(part)
    name = next(filter(None, (_text(properties, tag) for tag in (LONG_NAME, SHORT_NAME, NAME))), "")
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", _one_line(name)))
    return part


def _text(properties: Properties, tag: int) -> str:
    value = properties.get(tag, "")
    text = value if isinstance(value, str) else ""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _encoded(text: str) -> str:
    plain = _one_line(text)
    return plain if plain.isascii() else Header(plain, "utf-8", maxlinelen=10_000).encode()


def _address(name: str, address: str) -> str:
    try:
        return formataddr((_one_line(name), _one_line(address)))
    except UnicodeError:  # an address beyond ASCII
        return _encoded(f"{name} {address}")


def _is_name(name: str) -> bool:
    return bool(name) and name.isascii() and all(33 <= ord(sign) < 127 for sign in name)
