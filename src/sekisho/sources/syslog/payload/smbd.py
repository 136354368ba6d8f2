"""Samba's own words beside its audit: who logged on, and who was turned away at the door.

Reference: Samba wiki, "Setting up Audit Logging" (JSON Authentication messages, versions 1.0 to
1.2); auth/auth_log.c, lib/util/access.c and source3/smbd/smb2_service.c of Samba 4.7 to 4.21.
Whoever is refused a share by address or name never reaches the audit module, so that these lines
are all that tells of it: one names the address, the other the person and the share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import LOGIN, SHARE
from sekisho.events.table import events
from sekisho.sources.contract import Events, Item
from sekisho.sources.syslog.cut import address, fields_of, groups, matches
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.payload import Payload

_LOGON = r'^\s*(?:JSON Authentication: )?\{.*"type": ?"Authentication",'
_ADDRESS = r"^\s*Denied connection from (?P<named>\S+)(?: \((?P<ip>[^)]*)\))?\s*$"
_PERSON = (
    r"^\s*(?:create_connection_session_info: )?(?:user '(?P<user>[^']*)'|guest user) "
    r"\(from session setup\) not permitted to access this share \((?P<share>.*)\)\s*$"
)
_ENDPOINT = r"^ipv[46]:(?P<ip>.*):\d+$"
_GOOD = "NT_STATUS_OK"


def _claims(frames: Frames) -> pa.Array:
    said = f"(?:{_LOGON})|(?:{_ADDRESS})|(?:{_PERSON})"
    return pc.and_(matches(frames.programs, r"^smbd$"), matches(frames.messages, said))


def _parse(frames: Frames, _settings: Any) -> Iterator[Item]:
    for pattern, reading in ((_LOGON, _logons), (_ADDRESS, _addresses), (_PERSON, _people)):
        fits = matches(frames.messages, pattern)
        if pc.any(fits).as_py():
            yield reading(frames.where(fits))


def _value(texts: pa.Array, name: str) -> pa.Array:
    r"""The text of a name in JSON on one line; a quote inside of a text is always ``\"``."""
    found = groups(texts, rf'"{name}": ?"(?P<value>(?:[^"\\]|\\.)*)"')["value"]
    return pc.replace_substring_regex(found, pattern=r'\\(["\\/])', replacement=r"\1")


def _logons(frames: Frames) -> Events:
    texts = frames.messages
    status = _value(texts, "status")
    good = pc.equal(status, _GOOD)
    names = (
        "serviceDescription", "authDescription", "clientDomain", "becameAccount", "timestamp",
        "localAddress", "becameSid",
    )  # fmt: skip
    told = {name: _value(texts, name) for name in names}
    number = groups(texts, r'"eventId": ?(?P<number>\d+)')["number"]
    columns = frames.head("smbd", "login") | {
        "host.name": _value(texts, "workstation"),
        # whoever gives no name becomes the guest
        "user.name": pc.coalesce(_value(texts, "clientAccount"), told["becameAccount"]),
        "source.ip": address(groups(_value(texts, "remoteAddress"), _ENDPOINT)["ip"]),
        "event.code": number,
        "event.action": "login",
        "event.outcome": pc.if_else(good, "success", "failure"),
        "process.name": frames.programs,
        "login.method": _value(texts, "passwordType"),
        "event.reason": pc.if_else(good, None, status),
        "fields": fields_of(len(frames), frames.rest() | told),
    }
    return Events(LOGIN, events(LOGIN, len(frames), columns))


def _addresses(frames: Frames) -> Events:
    found = groups(frames.messages, _ADDRESS)
    return _refused(frames, {"source.ip": address(pc.coalesce(found["ip"], found["named"]))})


def _people(frames: Frames) -> Events:
    found = groups(frames.messages, _PERSON)
    return _refused(frames, {"user.name": found["user"], "share.name": found["share"]})


def _refused(frames: Frames, told: dict[str, pa.Array]) -> Events:
    columns = frames.head("smbd", "share") | {
        **told,
        "event.action": "connect",
        "event.outcome": "failure",
        "share.operation": "connect",
        "event.reason": pc.utf8_trim_whitespace(frames.messages),
        "fields": fields_of(len(frames), frames.rest()),
    }
    return Events(SHARE, events(SHARE, len(frames), columns))


PAYLOAD = Payload(
    name="smbd",
    kinds=(LOGIN, SHARE),
    reference="Samba 4.7 to 4.21, auth_json_audit and the messages of smbd",
    claims=_claims,
    parse=_parse,
)
