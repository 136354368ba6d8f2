"""Dovecot: logins to mailboxes, and mails put into them.

Reference: Dovecot 2.2 to 2.4, settings ``login_log_format_elements`` and ``deliver_log_format``
as they come. Lines come as ``dovecot: imap-login: …`` by syslog or as ``imap-login: Info: …``
from Dovecot's own file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import LOGIN, MAIL, SYSLOG
from sekisho.events.table import events
from sekisho.sources.contract import Events, Item
from sekisho.sources.syslog.cut import address, fields_of, groups, matches
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.payload import Payload
from sekisho.sources.syslog.plain import plain

_OWN = (
    r"^(?:(?:imap|pop3|managesieve|submission)(?:-login)?|lmtp|lda|auth(?:-worker)?|dovecot-auth)"
    r"(?:\([^)]*\))?(?:<[^>]*>)*$"
)
_SERVICE = (
    r"^(?:dovecot: )?(?P<service>[a-z][\w-]*)(?:\((?P<inside>[^)]*)\))?(?P<ids>(?:<[^>]*>)*): "
    r"(?:(?:Info|Warning|Error|dovecot): )?(?:auth\([^)]*\): )?(?P<said>.*)$"
)
_AT_DOOR = (
    r"^(?P<words>(?:Login|Logged in|Aborted login|Login aborted|Disconnected|Client has quit|"
    r"Remote closed|Maximum number)[^<]*?): (?P<pairs>(?:user=<|method=|rip=).*)$"
)
_VERDICT = (
    r"^(?:conn [^:]*:\S* \([^)]*\): )?(?:auth-worker<\d+>: )?"
    r"(?:(?P<base>[\w-]+)\((?P<user>[^,)]*)(?:,(?P<ip>[0-9A-Fa-f:.]+))?(?:,[^)]*)?\)|"
    r"(?P<base2>sql|pam|ldap|passwd-file|passwd|static|oauth2|lua)): (?P<words>.*)$"
)
_PAM = (
    r"^(?P<base>pam_unix)\(dovecot:auth\): (?P<words>authentication failure);.* "
    r"ruser=(?P<user>\S*) rhost=(?P<ip>\S*)"
)
_SAID_NO = r"(?i)unknown user|password mismatch|authentication failure|invalid cred|failed|denied"
_DENIED = r"auth failed|tried to use|proxy dest auth failed|auth_failed"
_DELIVERED = (
    r"^(?:sieve: )?msgid=\s*(?:<(?P<message_id>[^>]*)>|(?P<message_id2>[^:]*)): "
    r"(?P<act>saved mail to|stored mail into mailbox|forwarded to|discarded|marked message)"
    r"(?: (?P<place>.*))?$"
)
_LEAVES = r"^(?P<words>Logged out|Disconnected|Connection closed)(?P<rest>.*)$"
_INSIDE = r"^(?:\d+, )?(?P<user>[^,]*)(?:,(?P<ip>[0-9A-Fa-f:.]+))?"
_PAIRS = ("user", "method", "rip", "lip", "session")
Columns = dict[str, pa.Array]


def _claims(frames: Frames) -> pa.Array:
    own = matches(frames.programs, _OWN)
    words = matches(
        frames.messages, r"^(?:(?:Info|Warning|Error|Debug|Fatal|Panic): |pam_unix\(dovecot:)"
    )
    return pc.or_(matches(frames.programs, r"^dovecot$"), pc.and_(own, words))


def _parse(frames: Frames, _settings: Any) -> Iterator[Item]:
    program = pc.fill_null(frames.programs, "")
    own = pc.binary_join_element_wise(program, frames.messages, ": ")
    texts = pc.if_else(pc.equal(program, "dovecot"), frames.messages, own)
    service = groups(texts, _SERVICE)
    said = service.pop("said")
    for pattern, reading in _READINGS.items():
        fits = matches(said, pattern)
        if not pc.any(fits).as_py():
            continue
        found = _filtered(service, fits) | groups(said.filter(fits), pattern)
        yield reading(frames.where(fits), found)
        left = pc.invert(fits)
        frames, said, service = frames.where(left), said.filter(left), _filtered(service, left)
    if len(frames):
        yield plain(frames, "dovecot")


def _filtered(columns: Columns, mask: pa.Array) -> Columns:
    return {name: texts.filter(mask) for name, texts in columns.items()}


def _login(frames: Frames, found: Columns, columns: Columns, details: Columns) -> Events:
    """Events of kind login; ``columns`` and ``details`` are what the form itself says."""
    inside = groups(found["inside"], _INSIDE)
    user = pc.coalesce(columns.pop("user.name"), inside["user"])
    ip = address(pc.coalesce(columns.pop("source.ip"), inside["ip"]))
    head = frames.head("dovecot", "login") | {
        "host.name": frames.hosts,
        "process.name": found["service"],
        "user.name": user,
        "source.ip": ip,
        "fields": fields_of(len(frames), frames.rest() | details),
    }
    return Events(LOGIN, events(LOGIN, len(frames), head | columns))


def _at_door(frames: Frames, found: Columns) -> Events:
    pairs = {
        name: groups(found["pairs"], rf"(?:^|, ){name}=(?:<(?P<a>[^>]*)>|(?P<b>[^,]*))")
        for name in _PAIRS
    }
    said = {name: pc.coalesce(parts["a"], parts["b"]) for name, parts in pairs.items()}
    entered = matches(found["words"], r"^(?:Login|Logged in)$")
    refused = matches(found["words"], _DENIED)
    tried = pc.or_(entered, refused)
    outcome = pc.if_else(entered, "success", pc.if_else(refused, "failure", None))
    columns = {
        "user.name": said["user"],
        "source.ip": said["rip"],
        "destination.ip": address(said["lip"]),
        "event.action": pc.if_else(tried, "login", "disconnect"),
        "event.outcome": outcome,
        "login.method": said["method"],
        "event.reason": pc.if_else(entered, None, found["words"]),
    }
    secure = pc.if_else(matches(found["pairs"], r", (?:TLS|secured)"), "yes", None)
    details = {"session": said["session"], "tls": secure, "elements": found["pairs"]}
    return _login(frames, found, columns, details)


def _verdict(frames: Frames, found: Columns) -> Events:
    nothing = pa.nulls(len(frames), pa.string())
    refused = matches(found["words"], _SAID_NO)
    columns = {
        "user.name": found["user"],
        "source.ip": found["ip"],
        "event.action": "login",
        "event.outcome": pc.if_else(refused, "failure", None),
        "login.method": pc.coalesce(found["base"], found.get("base2", nothing)),
        "event.reason": found["words"],
    }
    return _login(frames, found, columns, {"ids": found["ids"]})


def _leaves(frames: Frames, found: Columns) -> Events:
    nothing = pa.nulls(len(frames), pa.string())
    columns = {"user.name": nothing, "source.ip": nothing, "event.action": "logout"}
    words = pc.binary_join_element_wise(found["words"], pc.fill_null(found["rest"], ""), "")
    return _login(frames, found, columns | {"event.reason": words}, {"ids": found["ids"]})


def _delivered(frames: Frames, found: Columns) -> Events:
    user = groups(found["inside"], _INSIDE)["user"]
    kept = matches(found["act"], r"^(?:saved|stored|forwarded)")
    onward = pc.equal(found["act"], "forwarded to")
    place = pc.utf8_trim(found["place"], "'<>")
    columns = frames.head("dovecot", "mail") | {
        "host.name": frames.hosts,
        "process.name": found["service"],
        "user.name": user,
        "event.action": pc.if_else(kept, "deliver", "other"),
        "event.outcome": pc.if_else(kept, "success", None),
        "email.message_id": pc.coalesce(found["message_id"], found["message_id2"]),
        "email.to.address": pc.if_else(onward, place, user),
        "mail.status": found["act"],
        "fields": fields_of(
            len(frames),
            frames.rest() | {"mailbox": pc.if_else(onward, None, place), "ids": found["ids"]},
        ),
    }
    return Events(MAIL, events(MAIL, len(frames), columns))


_READINGS: dict[str, Callable[[Frames, Columns], Events]] = {
    _AT_DOOR: _at_door,
    _DELIVERED: _delivered,
    _PAM: _verdict,
    _VERDICT: _verdict,
    _LEAVES: _leaves,
}

PAYLOAD = Payload(
    name="dovecot",
    kinds=(LOGIN, MAIL, SYSLOG),
    reference="Dovecot 2.2 to 2.4 log messages",
    claims=_claims,
    parse=_parse,
)
