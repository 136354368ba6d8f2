"""Yamaha RTX routers: sessions, refused packets, and addresses given out.

Reference: Yamaha, RTX series command reference (``syslog notice on``, ``ip filter``,
``dhcp service server``). A session is written down when it ends; the time in parentheses is
when it began. The router logs no bytes. ``source.ip`` is the one that began the session;
``fields`` holds the interface and the direction.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import DHCP, FIREWALL, SYSLOG
from sekisho.events.table import events
from sekisho.sources.contract import Context, Events, Item
from sekisho.sources.syslog.cut import address, fields_of, groups, matches, port
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.payload import Payload
from sekisho.sources.syslog.plain import plain
from sekisho.sources.syslog.stamps import SLASHES, moments, taken_apart

CLAIM = r"^\[(?:INSPECT|DHCPD)\] |^\S+ (?:Rejected|Passed) at (?:IN|OUT)\("
_MAC = r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}"
_INSPECT = (
    r"^\[INSPECT\] (?P<interface>\S+?)\[(?P<direction>in|out)\](?:\[(?P<rule>[^\]]*)\])? "
    rf"(?P<protocol>\S+) (?P<source>\S+) > (?P<target>\S+) \((?P<begun>{SLASHES})\)"
)
_FILTER = (
    r"^(?P<interface>\S+) (?P<act>Rejected|Passed) at (?P<rule>(?P<direction>IN|OUT)\([^)]*\)) "
    rf"filter: (?:(?P<protocol>[\w-]+) (?P<source>\S+) > (?P<target>\S+)|"
    rf"(?P<source_mac>{_MAC}) > (?P<target_mac>{_MAC}) (?P<protocol2>\S+))(?P<rest>.*)$"
)
_DHCPD = (
    r"^\[DHCPD\] (?P<interface>\S+) (?P<act>\w+) (?P<ip>[0-9.]+)"
    rf"(?:: (?:(?P<mac>{_MAC})|(?P<client>.*)))?"
)
_LEASES = {
    "allocates": "assign",
    "extends": "renew",
    "releases": "release",
    "frees": "release",
    "expires": "expire",
    "declines": "conflict",
    "rejects": "deny",
}
_PLACE = (
    r"^(?:(?P<four>[0-9.]+)(?::(?P<port4>\d+))?"
    r"|(?P<six>[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*?)(?:\.(?P<port6>\d+))?)$"
)
_CLIENT_ID = r"^\(01\) (?P<mac>[0-9A-Fa-f]{2}(?: [0-9A-Fa-f]{2}){5})$"
_ICMP6 = {"icmpv6": "ipv6-icmp", "icmp6": "ipv6-icmp"}


def _claims(frames: Frames) -> pa.Array:
    return matches(frames.messages, CLAIM)


def _prepare(_frames: Frames, context: Context) -> str:
    return context.zone


def _parse(frames: Frames, zone: str | None) -> Iterator[Item]:
    for pattern, reading in ((_INSPECT, _session), (_FILTER, _packet), (_DHCPD, _lease)):
        if len(frames) == 0:
            return
        fits = matches(frames.messages, pattern)
        if pc.any(fits).as_py():
            mine = frames.where(fits)
            yield reading(mine, groups(mine.messages, pattern), zone or "UTC")
            frames = frames.where(pc.invert(fits))
    if len(frames):
        yield plain(frames, "yamaha")


def _ends(found: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """Address and port of both ends, and the protocol."""
    source, target = groups(found["source"], _PLACE), groups(found["target"], _PLACE)
    protocol = pc.utf8_lower(found["protocol"])
    index = pc.index_in(protocol, value_set=pa.array(list(_ICMP6)))
    return {
        "source.ip": address(pc.coalesce(source["four"], source["six"])),
        "source.port": port(pc.coalesce(source["port4"], source["port6"])),
        "destination.ip": address(pc.coalesce(target["four"], target["six"])),
        "destination.port": port(pc.coalesce(target["port4"], target["port6"])),
        "network.transport": pc.coalesce(pa.array(list(_ICMP6.values())).take(index), protocol),
    }


def _session(frames: Frames, found: dict[str, pa.Array], zone: str) -> Events:
    begun = moments(taken_apart(found["begun"]), np.zeros(len(frames), np.int64), zone)
    columns = frames.head("yamaha", "firewall") | _ends(found)
    columns |= {
        "event.action": "allowed",
        "event.start": begun,
        "event.end": frames.times,
        "session.state": "close",
        "rule.name": found["rule"],
        "fields": fields_of(
            len(frames),
            frames.rest()
            | {"interface": found["interface"], "direction": found["direction"]}
            | {"begun": found["begun"]},
        ),
    }
    return Events(FIREWALL, events(FIREWALL, len(frames), columns))


def _packet(frames: Frames, found: dict[str, pa.Array], _zone: str) -> Events:
    refused = pc.equal(found["act"], "Rejected")
    ends = _ends(found)
    columns = frames.head("yamaha", "firewall") | ends
    columns |= {
        "event.action": pc.if_else(refused, "denied", "allowed"),
        "network.transport": pc.coalesce(
            ends["network.transport"], pc.utf8_lower(found["protocol2"])
        ),
        "source.mac": pc.utf8_lower(found["source_mac"]),
        "session.state": pc.if_else(refused, "denied", None),
        "rule.name": found["rule"],
        "fields": fields_of(
            len(frames),
            frames.rest()
            | {
                "interface": found["interface"],
                "direction": pc.utf8_lower(found["direction"]),
                "destination.mac": found["target_mac"],
                "rest": pc.utf8_trim_whitespace(found["rest"]),
            },
        ),
    }
    return Events(FIREWALL, events(FIREWALL, len(frames), columns))


def _lease(frames: Frames, found: dict[str, pa.Array], _zone: str) -> Events:
    word = pc.utf8_lower(found["act"])
    index = pc.index_in(word, value_set=pa.array(list(_LEASES)))
    action = pc.fill_null(pa.array(list(_LEASES.values())).take(index), "other")
    given = pc.is_in(action, value_set=pa.array(["assign", "renew"]))
    ip = address(found["ip"])
    identity = pc.replace_substring(groups(found["client"], _CLIENT_ID)["mac"], " ", ":")
    columns = frames.head("yamaha", "dhcp") | {
        "source.ip": ip,
        "event.code": found["act"],
        "event.action": action,
        "event.start": pc.if_else(given, frames.times, None),
        "client.ip": ip,
        "client.mac": pc.utf8_lower(pc.coalesce(found["mac"], identity)),
        "fields": fields_of(
            len(frames),
            frames.rest() | {"interface": found["interface"], "client": found["client"]},
        ),
    }
    return Events(DHCP, events(DHCP, len(frames), columns))


PAYLOAD = Payload(
    name="yamaha",
    kinds=(FIREWALL, DHCP, SYSLOG),
    reference="Yamaha RTX series command reference, syslog messages",
    claims=_claims,
    parse=_parse,
    prepare=_prepare,
)
