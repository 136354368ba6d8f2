"""Packets that Linux's packet filter logged by NFLOG, as ulogd2 writes them: JSON, one a line.

Reference: ulogd2 2.0, output plugin JSON (``ulogd_output_JSON.c``) with the keys of the stack
NFLOG, BASE, IFINDEX, IP2STR. The time is the kernel's, in seconds and microseconds since 1970;
a packet that the kernel gave no time keeps none (``timestamp`` states no offset).
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import FIREWALL
from sekisho.events.table import events, unread
from sekisho.sources.contract import Context, Events, Item, Lines, LineSource, Sample, Unread
from sekisho.sources.netfilter import Prefixes, transport
from sekisho.sources.syslog.cut import address, fields_of, groups, matches, port, whole

NAME = "ulogd"
_BAD = "unread.ulogd_line"
_LINE = r'^\s*\{.*"oob\.(?:prefix|hook|time\.sec)": ?.*\}\s*$'
_ENDS = r'"src_ip": ?".*"dest_ip": ?"|"dest_ip": ?".*"src_ip": ?"'
_NUMBERS = (
    "raw.pktlen", "oob.mark", "ip.ttl", "ip6.hoplimit", "icmp.type", "icmp.code", "icmpv6.type",
    "icmpv6.code", "tcp.syn", "tcp.ack", "tcp.rst", "tcp.fin",
)  # fmt: skip
_UNNAMED = "Netfilter"
"""What ulogd calls a device that its settings give no name."""


def _identify(sample: Sample) -> int:
    lines = sample.lines(20)
    if not lines:
        return 0
    known = sum(_are_ours(pa.array(lines)).to_pylist())
    return 92 if 2 * known > len(lines) else 0


def _are_ours(texts: pa.Array) -> pa.Array:
    return pc.and_(matches(texts, _LINE), matches(texts, _ENDS))


def _prepare(_evidence: Evidence, _context: Context) -> None:
    return None


def _parse(lines: Lines, _plan: None) -> Iterator[Item]:
    good = _are_ours(lines.texts)
    if pc.any(good).as_py():
        yield _events(lines, good)
    if not pc.all(good).as_py():
        others = pc.invert(good)
        places = lines.positions.filter(others).to_pylist()
        raws = [text.encode() for text in lines.texts.filter(others).to_pylist()]
        yield Unread(unread(lines.evidence, "line", places, _BAD, raws))


def _events(lines: Lines, good: pa.Array) -> Events:
    texts = lines.texts.filter(good)
    rows = len(texts)
    prefixes = Prefixes(_text(texts, r"oob\.prefix"))
    times = _times(texts)
    protocol = pc.coalesce(_number(texts, "ip.protocol"), _number(texts, "ip6.nexthdr"))
    device = _text(texts, "dvc")
    told = {name: _number(texts, name) for name in _NUMBERS}
    told |= {"oob.in": _text(texts, r"oob\.in"), "oob.out": _text(texts, r"oob\.out")}
    columns = {
        "@timestamp": times,
        "time.text": _text(texts, "timestamp"),
        "observer.name": pc.if_else(pc.equal(device, _UNNAMED), None, device),
        "source.ip": address(_text(texts, "src_ip")),
        "destination.ip": address(_text(texts, "dest_ip")),
        "event.dataset": f"{NAME}.firewall",
        "event.provider": NAME,
        "event.code": prefixes.rule,
        "event.action": prefixes.action,
        "event.start": times,
        "source.port": port(_number(texts, "src_port")),
        "source.mac": _text(texts, r"mac\.saddr\.str"),
        "destination.port": port(_number(texts, "dest_port")),
        "network.transport": transport(protocol),
        "session.state": prefixes.state,
        "rule.name": prefixes.rule,
        "evidence": lines.evidence,
        "position": lines.positions.filter(good),
        "unit": "line",
        "fields": fields_of(rows, told | {"stage": prefixes.stage}),
    }
    return Events(FIREWALL, events(FIREWALL, rows, columns))


def _text(texts: pa.Array, name: str) -> pa.Array:
    r"""A text by its key (RE2); a quote inside of a text is always ``\"``."""
    found = groups(texts, rf'"{name}": ?"(?P<value>(?:[^"\\]|\\.)*)"')["value"]
    return pc.replace_substring_regex(found, pattern=r'\\(["\\/])', replacement=r"\1")


def _number(texts: pa.Array, name: str) -> pa.Array:
    key = name.replace(".", r"\.")
    return groups(texts, rf'"{key}": ?(?P<value>\d+)[,}} ]')["value"]


def _times(texts: pa.Array) -> pa.Array:
    seconds = whole(_number(texts, "oob.time.sec"))
    # further away than the year 9999 is no time
    near = pc.if_else(pc.less(seconds, 253_402_300_800), seconds, None)
    micros = pc.add(pc.multiply(near, 1_000_000), whole(_number(texts, "oob.time.usec")))
    return micros.cast(pa.timestamp("us")).cast(MOMENT)


SOURCE = LineSource(
    name=NAME,
    kinds=(FIREWALL,),
    reference="ulogd2 2.0, output plugin JSON",
    zone="UTC, counted from 1970 by the kernel",
    encoding="UTF-8",
    tried_on="",
    identify=_identify,
    prepare=_prepare,
    parse=_parse,
)
