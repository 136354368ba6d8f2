"""The record of the mail gate: ``mail.jsonl``, judgements and what persons decided of held mails.

Reference: ``sekisho.gates.mail.answers.entry`` and ``sekisho mail held``. ``at`` states its offset
(UTC). The line that a crash cut off is unread.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import GATE
from sekisho.sources.contract import Context, LineSource
from sekisho.sources.own_lines import identify_with, parse_with

NAME = "mail_gate"
_JUDGED = frozenset({"at", "queue_id", "verdict", "done", "stage", "rules", "from", "to", "files"})
_DECIDED = frozenset({"at", "decided", "what", "by", "reason", "sha256"})
_OUTCOMES = {"done": "success", "begun": "unknown"}
"""What was begun has its end in a line of its own, unless the gate's machine stopped in between."""
_BAD = "unread.mail_gate_line"


def _parsed(line: str) -> Mapping[str, Any] | None:
    """The columns of a line, or None when it is none of the record."""
    try:
        given = orjson.loads(line)
        if not isinstance(given, dict):
            return None
        if given.keys() >= _JUDGED:
            return _judged(given)
        return _decided(given) if given.keys() >= _DECIDED else None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def _judged(given: Mapping[str, Any]) -> Mapping[str, Any]:
    files = given["files"]
    size = given.get("size")
    if size is not None and not 0 <= int(size) < 1 << 62:
        raise ValueError("size")
    return {
        "@timestamp": _moment(given["at"]),
        "time.text": _text(given["at"]),
        "event.action": _text(given["done"]),
        "gate.verdict": _text(given["verdict"]),
        "gate.stage": _text(given["stage"]),
        "gate.rules": [_text(one["rule"]) for one in given["rules"]],
        "source.ip": _address(given.get("client")),
        "email.queue_id": _text(given["queue_id"]) or None,
        "email.message_id": _text(given.get("message_id")) or None,
        "email.from.address": _text(given["from"]).strip("<>") or None,
        "email.to.addresses": [_text(one).strip("<>").lower() for one in given["to"]],
        "email.subject": _text(given.get("subject")),
        "email.size": size,
        "email.attachments.name": [_text(one["place"]) for one in files],
        "email.attachments.sha256": [_text(one["sha256"]) for one in files],
        "email.sha256": _text(given.get("sha256")) or None,
    }


def _decided(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "@timestamp": _moment(given["at"]),
        "time.text": _text(given["at"]),
        "event.action": _text(given["what"]),
        "event.outcome": _OUTCOMES.get(_text(given.get("outcome")), "failure"),
        "user.name": _text(given["by"]),
        "event.reason": _text(given["reason"]),
        "email.queue_id": _text(given["decided"]) or None,
        "email.sha256": _text(given["sha256"]) or None,
    }


def _moment(given: str) -> datetime:
    at = datetime.fromisoformat(given)
    if at.tzinfo is None:
        raise ValueError("no offset")
    return at


def _text(given: object) -> str:
    if given is not None and not isinstance(given, str):
        raise TypeError("text")
    return given or ""


def _address(given: object) -> str | None:
    try:
        return str(ipaddress.ip_address(_text(given)))
    except ValueError:
        return None


def _prepare(_evidence: Evidence, _context: Context) -> None:
    return None


SOURCE = LineSource(
    name=NAME,
    kinds=(GATE,),
    reference="sekisho.gates.mail, the record mail.jsonl",
    zone="utc_line",
    encoding="utf8",
    tried_on="",
    identify=identify_with(_parsed, 95),
    prepare=_prepare,
    parse=parse_with(_parsed, GATE, f"{NAME}.gate", _BAD),
)
