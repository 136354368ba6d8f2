"""Packets that Linux's packet filter logged, in the form of the kernel's own log.

Reference: net/netfilter/nf_log_syslog.c; ulogd2's LOGEMU and SYSLOG write the same. The kernel
puts the seconds since its start before; what it shows as ``\\xNN`` is turned back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import FIREWALL
from sekisho.events.table import events
from sekisho.sources.contract import Events, Item
from sekisho.sources.netfilter import Prefixes, transport
from sekisho.sources.syslog.cut import address, fields_of, groups, matches, port
from sekisho.sources.syslog.escapes import unescaped
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.payload import Payload

_PACKET = (
    r"^(?:\[ *\d+\.\d+\] ?)?(?P<prefix>.*?)IN=(?P<in>\S*) (?:PHYSIN=\S* )?OUT=(?P<out>\S*) "
    r"(?:PHYSOUT=\S* )?(?:MAC=(?P<mac>\S*) )?SRC=(?P<source>\S+) DST=(?P<target>\S+) "
    r"(?P<rest>.*\bPROTO=(?P<protocol>\S+).*)$"
)
_PORTS = r"\bPROTO=\S+ SPT=(?P<source>\d+) DPT=(?P<target>\d+)\b"
_FLAGS = r"\bRES=0x\S+ (?P<flags>[A-Z ]*?) ?URGP=|\bWINDOW=\d+ (?P<bare>[A-Z ]*?) ?URGP="
_TYPE = r"\bPROTO=ICMP(?:v6)? TYPE=(?P<type>\d+)(?: CODE=(?P<code>\d+))?"
_MAC = r"^(?:[0-9a-f]{2}:){6}(?P<source>(?:[0-9a-f]{2}:){5}[0-9a-f]{2}):"
"""Destination, then source, then the type of the frame."""


def _claims(frames: Frames) -> pa.Array:
    return matches(frames.messages, _PACKET)


def _parse(frames: Frames, _settings: Any) -> Iterator[Item]:
    rows = len(frames)
    found = groups(frames.messages, _PACKET)
    prefixes = Prefixes(unescaped(found["prefix"]))
    ports, kind = groups(found["rest"], _PORTS), groups(found["rest"], _TYPE)
    flags = groups(found["rest"], _FLAGS)
    told = {
        "in": found["in"],
        "out": found["out"],
        "stage": prefixes.stage,
        "flags": pc.coalesce(flags["flags"], flags["bare"]),
        "icmp.type": kind["type"],
        "icmp.code": kind["code"],
    }
    columns = frames.head("netfilter", "firewall") | {
        "source.ip": address(found["source"]),
        "destination.ip": address(found["target"]),
        "event.code": prefixes.rule,
        "event.action": prefixes.action,
        "event.start": frames.times,
        "source.port": port(ports["source"]),
        "source.mac": groups(found["mac"], _MAC)["source"],
        "destination.port": port(ports["target"]),
        "network.transport": transport(found["protocol"]),
        "session.state": prefixes.state,
        "rule.name": prefixes.rule,
        "fields": fields_of(rows, frames.rest() | told),
    }
    yield Events(FIREWALL, events(FIREWALL, rows, columns))


PAYLOAD = Payload(
    name="netfilter",
    kinds=(FIREWALL,),
    reference="Linux, net/netfilter/nf_log_syslog.c; ulogd2 LOGEMU",
    claims=_claims,
    parse=_parse,
)
