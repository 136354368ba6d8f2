"""ISC dhcpd: which address was given to which computer.

Reference: ISC DHCP 4.4, server/dhcp.c and server/mdb.c (the log_info calls); RFC 2131.
The lease's length is not in the log, so ``event.end`` stays null.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import DHCP, SYSLOG
from sekisho.events.table import events
from sekisho.sources.contract import Events, Item
from sekisho.sources.syslog.cut import address, fields_of, groups, matches
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.payload import Payload
from sekisho.sources.syslog.plain import plain

ACTIONS = {
    "DHCPACK": "assign",
    "DHCPNAK": "deny",
    "DHCPRELEASE": "release",
    "DHCPEXPIRE": "expire",
    "DHCPDECLINE": "conflict",
    "ABANDONED": "conflict",
    "BOOTREPLY": "assign",
}
_MAC = r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5,7}"
_MESSAGE = (
    r"^(?:(?P<code>DHCP[A-Z]+|BOOTREPLY|BOOTREQUEST)(?: (?:on|for|of|to) (?P<ip>[0-9.]+))?"
    rf"(?: \((?P<server>[0-9.]+)\))?(?: (?:to|from) (?:(?P<mac>{_MAC})|(?P<peer>[0-9.]+)))?"
    rf"(?: \((?:(?P<mac2>{_MAC})|(?P<name>[^)]*))\))?(?: via (?P<via>[^\s:]+))?(?P<rest>.*)"
    r"|(?P<abandon>Abandoning) IP address (?P<ip2>[0-9.]+)(?P<rest2>.*))$"
)


def _claims(frames: Frames) -> pa.Array:
    return matches(frames.programs, r"(?:^|/)dhcpd$")


def _parse(frames: Frames, _settings: Any) -> Iterator[Item]:
    found = groups(frames.messages, _MESSAGE)
    abandoned = pc.if_else(found["abandon"].is_valid(), "ABANDONED", None)
    code = pc.coalesce(found["code"], abandoned)
    understood = code.is_valid()
    if pc.any(understood).as_py():
        yield _events(
            frames.where(understood),
            {name: texts.filter(understood) for name, texts in found.items()},
            code.filter(understood),
        )
    if not pc.all(understood).as_py():
        yield plain(frames.where(pc.invert(understood)), "dhcpd")


def _events(frames: Frames, found: dict[str, pa.Array], code: pa.Array) -> Events:
    action = pc.fill_null(_action(code), "other")
    ip = address(pc.coalesce(found["ip"], found["ip2"], found["peer"]))
    rest = pc.utf8_trim_whitespace(pc.utf8_ltrim(pc.coalesce(found["rest"], found["rest2"]), ":"))
    columns = frames.head("dhcpd", "dhcp") | {
        "host.name": found["name"],
        "source.ip": ip,
        "event.code": code,
        "event.action": action,
        "event.start": pc.if_else(pc.equal(action, "assign"), frames.times, None),
        "client.ip": ip,
        "client.mac": pc.utf8_lower(pc.coalesce(found["mac"], found["mac2"])),
        "client.name": found["name"],
        "fields": fields_of(
            len(frames),
            frames.rest()
            | {
                "server": found["server"],
                "via": found["via"],
                "reason": pc.if_else(pc.equal(rest, ""), None, rest),
            },
        ),
    }
    return Events(DHCP, events(DHCP, len(frames), columns))


def _action(code: pa.Array) -> pa.Array:
    index = pc.index_in(code, value_set=pa.array(list(ACTIONS)))
    return pa.array(list(ACTIONS.values())).take(index)


PAYLOAD = Payload(
    name="dhcpd",
    kinds=(DHCP, SYSLOG),
    reference="ISC DHCP 4.4 server log messages",
    claims=_claims,
    parse=_parse,
)
