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
from sekisho.sources.syslog.cut import address, fields_of, null_if_empty, port, whole
from sekisho.sources.windows.asking import ask, column, told

NAME = "ulogd"
_BAD = "unread.ulogd_line"
_KEPT = (
    "raw.pktlen", "oob.mark", "ip.ttl", "ip6.hoplimit", "icmp.type", "icmp.code", "icmpv6.type",
    "icmpv6.code", "tcp.syn", "tcp.ack", "tcp.rst", "tcp.fin", "oob.in", "oob.out",
)  # fmt: skip
"""What goes to ``fields`` under ulogd's own names."""
_KEYS = (
    "timestamp", "dvc", "oob.prefix", "oob.time.sec", "oob.time.usec", "src_ip", "src_port",
    "dest_ip", "dest_port", "ip.protocol", "ip6.nexthdr", "mac.saddr.str", *_KEPT,
)  # fmt: skip
_PATHS = tuple(f'$."{name}"' for name in _KEYS)
_OURS = """
SELECT CASE WHEN json_valid(raw) THEN
    json_exists(raw, '$."src_ip"') AND json_exists(raw, '$."dest_ip"') AND
    (json_exists(raw, '$."oob.prefix"') OR json_exists(raw, '$."oob.hook"') OR
     json_exists(raw, '$."oob.time.sec"'))
    ELSE false END AS ours
FROM given
"""
_TOLD = f"SELECT raw->>{list(_PATHS)} AS told FROM given"
_UNNAMED = "Netfilter"
"""What ulogd calls a device that its settings give no name."""


def _identify(sample: Sample) -> int:
    lines = sample.lines(20)
    if not lines:
        return 0
    known = sum(_are_ours(pa.array(lines)).to_pylist())
    return 92 if 2 * known > len(lines) else 0


def _are_ours(texts: pa.Array) -> pa.Array:
    return pc.fill_null(column(ask(_OURS, pa.table({"raw": texts})), "ours"), False)


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
    answer = ask(_TOLD, pa.table({"raw": lines.texts.filter(good)}))
    found = {
        name: null_if_empty(texts)
        for name, texts in zip(_KEYS, told(answer, "told", _PATHS).values(), strict=True)
    }
    prefixes = Prefixes(found["oob.prefix"])
    times = _times(found["oob.time.sec"], found["oob.time.usec"])
    device = found["dvc"]
    fields = {name: found[name] for name in _KEPT} | {"stage": prefixes.stage}
    rows = len(answer)
    columns = {
        "@timestamp": times,
        "time.text": found["timestamp"],
        "observer.name": pc.if_else(pc.equal(device, _UNNAMED), None, device),
        "source.ip": address(found["src_ip"]),
        "destination.ip": address(found["dest_ip"]),
        "event.dataset": f"{NAME}.firewall",
        "event.provider": NAME,
        "event.code": prefixes.rule,
        "event.action": prefixes.action,
        "event.start": times,
        "source.port": port(found["src_port"]),
        "source.mac": found["mac.saddr.str"],
        "destination.port": port(found["dest_port"]),
        "network.transport": transport(pc.coalesce(found["ip.protocol"], found["ip6.nexthdr"])),
        "session.state": prefixes.state,
        "rule.name": prefixes.rule,
        "evidence": lines.evidence,
        "position": lines.positions.filter(good),
        "unit": "line",
        "fields": fields_of(rows, fields),
    }
    return Events(FIREWALL, events(FIREWALL, rows, columns))


def _times(seconds: pa.Array, micros: pa.Array) -> pa.Array:
    whole_seconds = whole(seconds)
    # further away than the year 9999 is no time
    near = pc.if_else(pc.less(whole_seconds, 253_402_300_800), whole_seconds, None)
    within = pc.if_else(pc.less(whole(micros), 1_000_000), whole(micros), None)
    moments = pc.add(pc.multiply(near, 1_000_000), within)
    return moments.cast(pa.timestamp("us")).cast(MOMENT)


SOURCE = LineSource(
    name=NAME,
    kinds=(FIREWALL,),
    reference="ulogd2 2.0, output plugin JSON",
    zone="utc_kernel",
    encoding="utf8",
    tried_on="",
    identify=_identify,
    prepare=_prepare,
    parse=_parse,
)
