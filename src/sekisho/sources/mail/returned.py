"""What a mail says about another mail: that it was not delivered, is delayed, or was displayed.

Reference: RFC 3464 (delivery status), RFC 3462 (multipart/report), RFC 8098 (disposition), RFC
3463 (status codes). Older servers and Japanese carriers write plain text; such a mail counts only
when a mail server's name or an empty return path is on it *and* the text says that it failed.
Anybody can write such a mail: it is what was said, not what happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from email.parser import HeaderParser
from email.utils import getaddresses
from typing import Any

from sekisho.sources.mail.headers import header_text
from sekisho.sources.mail.returned_text import Told, told_in

_ACTIONS = {
    "failed": "bounced", "delayed": "deferred",
    "delivered": "sent", "relayed": "sent", "expanded": "sent",
}  # fmt: skip
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_ID = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_DAEMON = re.compile(
    r"mailer-daemon|mail(?:er)?[ _-]?daemon|postmaster|mail delivery (?:sub)?system|"
    r"mail administrator|delivery subsystem",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:undeliver|delivery (?:status|fail|notif)|(?:mail )?delivery fail|returned mail|"
    r"failure notice|mail (?:delivery )?error|メールエラー|エラーメール|"
    r"配信(?:不能|できません|エラー)|"
    r"送信(?:できません|エラー)|不達|宛先不明)",
    re.IGNORECASE,
)
"""How the subject of a notice begins; a forwarded one begins otherwise."""
LONGEST = 400
"""Characters of a reason that are kept."""


@dataclass(frozen=True)
class Returned:
    """One recipient's fate. ``by``: ``dsn``, ``mdn`` or ``text``. ``status``: ``bounced``,
    ``deferred``, ``sent``, or the disposition (``displayed``, ``deleted`` …). ``message_id``: that
    of the mail spoken of, without brackets."""

    by: str
    recipient: str | None
    status: str
    code: str | None
    reason: str | None
    message_id: str | None
    reporter: str | None


def returned(message: Message, body: str) -> tuple[Returned, ...]:
    """What a mail says of others; nothing for all ordinary mail. ``body``: its text as decoded."""
    blocks = [block for part in _outer(message) for block in _blocks(part)]
    original = _original(message)
    found = tuple(_dispositions(blocks)) or tuple(_deliveries(blocks))
    if not found and _from_a_server(message):
        failed = _addresses(message.get_all("X-Failed-Recipients", []))
        to = _addresses(message.get_all("To", []))
        text = body or _loose_text(message)
        found = tuple(_by_text(told_in(text, failed, to, _addresses(original.get_all("To", [])))))
    known = _identity(original.get("Message-ID"))
    return tuple(replace(one, message_id=one.message_id or known) for one in found)


def columns(found: Sequence[Returned]) -> dict[str, list[Any]]:
    """The columns of the kind ``receipt``, a row each."""
    return {
        "event.action": ["receipt" if one.by == "mdn" else "return" for one in found],
        "event.outcome": [
            {"bounced": "failure", "sent": "success"}.get(one.status) for one in found
        ],
        "event.provider": [one.by for one in found],
        "event.code": [one.code for one in found],
        "event.reason": [one.reason for one in found],
        "mail.status": [one.status for one in found],
        "mail.relay": [one.reporter for one in found],
        "email.to.address": [one.recipient for one in found],
        "email.message_id": [one.message_id for one in found],
    }


def _outer(message: Message) -> Iterator[Message]:
    """The parts of a mail itself, not those of a mail inside it."""
    kind = message.get_content_type()
    if kind.startswith("multipart/") and message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _outer(part)
    else:
        yield message


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields of a delivery or disposition report."""
    if part.get_content_type() in (
        "message/delivery-status", "message/global-delivery-status",
        "message/disposition-notification", "message/global-disposition-notification",
    ):  # fmt: skip
        payload = part.get_payload()
        yield from (one for one in payload if isinstance(one, Message))


def _deliveries(blocks: Sequence[Message]) -> Iterator[Returned]:
    """RFC 3464 2.2 and 2.3: the first group speaks of the mail, each other of one recipient."""
    reporter = next((_typed(one.get("Reporting-MTA")) for one in blocks if "Reporting-MTA" in one),
                    None)  # fmt: skip
    for block in blocks:
        to = _typed(block.get("Original-Recipient")) or _typed(block.get("Final-Recipient"))
        if not to:
            continue
        written = str(block.get("Status", ""))
        code = _STATUS.search(written)
        action = str(block.get("Action", "")).strip().lower().partition(" ")[0]
        by_code = {"2": "sent", "4": "deferred"}.get(code[0][0] if code else "", "bounced")
        yield Returned(
            by="dsn",
            recipient=_address(to),
            status=_ACTIONS.get(action, by_code),
            code=code[0] if code else None,
            reason=_reason(block.get("Diagnostic-Code")) or _reason(block.get("Status")),
            message_id=None,
            reporter=reporter or None,
        )


def _dispositions(blocks: Iterable[Message]) -> Iterator[Returned]:
    """RFC 8098 3.2: what was done with the mail, by whose program."""
    for block in blocks:
        if "Disposition" not in block:
            continue
        done = str(block["Disposition"]).rpartition(";")[2].strip().lower()
        to = _typed(block.get("Original-Recipient")) or _typed(block.get("Final-Recipient"))
        yield Returned(
            by="mdn",
            recipient=_address(to) if to else None,
            status=re.split(r"[/,\s]", done)[0] or "processed",
            code=None,
            reason=None,
            message_id=_identity(block.get("Original-Message-ID")),
            reporter=_typed(block.get("Reporting-UA")) or None,
        )


def _by_text(told: Iterable[Told]) -> Iterator[Returned]:
    for one in told:
        yield Returned(
            "text", one.recipient, one.status, one.code, one.reason, one.message_id, None
        )


def _from_a_server(message: Message) -> bool:
    """An empty return path, the name of a mail server's own account, or the subject of one."""
    subject = header_text(str(message.get("Subject", ""))).strip()
    if _SUBJECT.match(subject):
        return True
    path = str(message.get("Return-Path", "")).strip()
    sender = header_text(str(message.get("From", "")))
    return path == "<>" or "X-Failed-Recipients" in message or bool(_DAEMON.search(sender))


def _original(message: Message) -> Message:
    """The header of the mail spoken of, as the report gives it back; an empty one without."""
    for part in _outer(message):
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind in ("message/rfc822", "message/global") and isinstance(payload, list) and payload:
            return payload[0] if isinstance(payload[0], Message) else Message()
        if kind in ("text/rfc822-headers", "text/rfc822", "message/global-headers"):
            text = payload if isinstance(payload, str) else str(part)
            return HeaderParser().parsestr(text.lstrip())
    return Message()


def _loose_text(message: Message) -> str:
    """The first text of a mail whose parts are not as they should be."""
    for part in _outer(message):
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            return data.decode("utf-8", "replace")
    return ""


def _typed(value: object) -> str:
    """``rfc822; a@b`` without its type."""
    text = " ".join(str(value or "").split())
    return text.partition(";")[2].strip() if ";" in text else text


def _address(text: str) -> str | None:
    found = getaddresses([text.replace(" (", " \\(").partition(" ")[0]])
    address = found[0][1] if found else ""
    return (address or text.strip("<>")).lower() or None


def _addresses(values: Iterable[object]) -> tuple[str, ...]:
    found = getaddresses([str(one) for one in values])
    return tuple(dict.fromkeys(address.lower() for _, address in found if "@" in address))


def _identity(value: object) -> str | None:
    found = _ID.search(str(value)) if value else None
    return found[1] if found else None


def _reason(value: object) -> str | None:
    return _typed(header_text(str(value)))[:LONGEST] or None if value else None
