"""The lease file of ISC dhcpd: a journal, in which the last block of an address holds.

Reference: dhcpd.leases(5) of ISC DHCP 4.4. Every block is an event, earlier ones are the
history; ``fields`` says ``journal`` = ``current`` or ``earlier``. Times are UTC (or ``epoch``
seconds with ``db-time-format local``), whatever the zone of the server.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DHCP
from sekisho.events.table import events, unread
from sekisho.sources.blocks import blocks, lines_in
from sekisho.sources.contract import Context, Events, Item, Lines, Sample, Source, Unread
from sekisho.sources.encoding import encoding_of
from sekisho.sources.reading import sample_of
from sekisho.sources.syslog.cut import address, fields_of, groups, matches, whole
from sekisho.sources.syslog.escapes import unescaped
from sekisho.sources.syslog.stamps import moments, taken_apart

NO_LEASE = "unread.dhcpd_statement"
_START = r"^\s*lease\s+(?P<ip>[0-9A-Fa-f.:]+)\s*\{"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_BLOCK = (
    r"^\s*lease\s+(?P<ip>[0-9A-Fa-f.:]+)\s*"
    rf'(?P<body>\{{(?:[^{{}}"#]|#[^\n]*\n|{_QUOTED})*\}})(?P<after>(?s:.*))$'
)
_IDLE = (
    r"^(?:\s*(?:#[^\n]*|(?:authoring-byte-order|server-duid|db-time-format)\s[^;]*;)?\s*(?:\n|$))*$"
)
_LONGEST = 10_000
"""Lines without a ``lease`` among them that are held back to wait for the end of one."""
_STATES = {
    "active": "assign",
    "free": "expire",
    "expired": "expire",
    "released": "release",
    "abandoned": "conflict",
}


def _identify(sample: Sample) -> int:
    lines = sample.lines(400)
    if not lines:
        return 0
    texts = pa.array(lines)
    if not pc.any(matches(texts, _START)).as_py():
        return 0
    return (
        95 if pc.any(matches(texts, r"(?:^|[\s{;])(?:starts|binding state|ends)\s")).as_py() else 0
    )


def _read(evidence: Evidence, _context: Context) -> Iterator[Item]:
    last = _last_lines(evidence)
    for lines, items in _parts(evidence):
        yield from items
        if len(lines.texts):
            yield from _items(lines, last)


def _last_lines(evidence: Evidence) -> dict[str, int]:
    """The line of each address's last block."""
    last: dict[str, int] = {}
    for lines, _items in _parts(evidence):
        ips = groups(lines.texts, _START)["ip"]
        here = ips.is_valid()
        last.update(zip(ips.filter(here).to_pylist(), _numbers(lines, here), strict=True))
    return last


def _numbers(lines: Lines, mask: pa.Array) -> list[int]:
    numbers: list[int] = lines.positions.filter(mask).to_pylist()
    return numbers


def _parts(evidence: Evidence) -> Iterator[tuple[Lines, list[Item]]]:
    """The lines of the file in parts that never cut a lease in two."""
    encoding = encoding_of(sample_of(evidence).head)
    held: Lines | None = None
    for block in blocks(evidence.path):
        lines, items = lines_in(evidence.path, block, evidence.name, encoding)
        if held is not None:
            positions = pa.concat_arrays([held.positions, lines.positions])
            lines = Lines(lines.evidence, positions, pa.concat_arrays([held.texts, lines.texts]))
        starts = np.flatnonzero(np.asarray(matches(lines.texts, _START)))
        last = int(starts[-1]) if len(starts) else 0
        if len(lines.texts) - last > _LONGEST:
            last = len(lines.texts)
        held = _sliced(lines, last, len(lines.texts))
        yield _sliced(lines, 0, last), items
    if held is not None:
        yield held, []


def _sliced(lines: Lines, start: int, stop: int) -> Lines:
    count = stop - start
    return Lines(
        lines.evidence, lines.positions.slice(start, count), lines.texts.slice(start, count)
    )


def _items(lines: Lines, last: dict[str, int]) -> Iterator[Item]:
    """Events of the leases in these lines, and the statements that are none."""
    starts = np.flatnonzero(np.asarray(matches(lines.texts, _START)))
    edges = np.unique(np.concatenate(([0], starts, [len(lines.texts)]))).astype(np.int32)
    texts = pc.binary_join(pa.ListArray.from_arrays(pa.array(edges), lines.texts), "\n")
    found = groups(texts, _BLOCK)
    read = found["ip"].is_valid()
    if pc.any(read).as_py():
        begun = lines.positions.take(pa.array(edges[:-1])).filter(read)
        current = pa.array(
            [last.get(ip) for ip in found["ip"].filter(read).to_pylist()], pa.int64()
        )
        bodies, ips = found["body"].filter(read), found["ip"].filter(read)
        yield _events(lines.evidence, begun, ips, bodies, pc.equal(begun, current))
    others = pc.coalesce(pc.if_else(read, found["after"], texts), pa.scalar(""))
    odd = np.flatnonzero(~np.asarray(matches(others, _IDLE)))
    if len(odd):
        rows, raws = [], []
        for at in odd.tolist():
            rest = others[at].as_py().lstrip()
            before = texts[at].as_py()[: -len(rest)]
            rows.append(int(edges[at]) + before.count("\n"))
            raws.append(rest.rstrip().encode())
        yield Unread(unread(lines.evidence, "record", _at(lines, rows), NO_LEASE, raws))


def _at(lines: Lines, rows: list[int]) -> list[int]:
    numbers: list[int] = lines.positions.take(pa.array(rows)).to_pylist()
    return numbers


def _moment(bodies: pa.Array, name: str) -> tuple[pa.Array, pa.Array]:
    """A time statement as moment and as written; null for ``never`` and where it is missing."""
    found = groups(
        bodies,
        rf"[\s{{;]{name}\s+(?P<text>(?:\d\s+)?(?P<day>\d{{4}}/\d\d?/\d\d?)\s+"
        r"(?P<clock>\d\d:\d\d:\d\d)|epoch\s+(?P<epoch>\d{1,11}))\s*;",
    )
    written = pc.binary_join_element_wise(found["day"], found["clock"], " ")
    dated = moments(taken_apart(written), np.zeros(len(bodies), np.int64), "UTC")
    seconds = pc.multiply(whole(found["epoch"]), 1_000_000).cast(MOMENT)
    return pc.coalesce(dated, seconds), found["text"]


def _events(
    evidence: str, begun: pa.Array, ips: pa.Array, bodies: pa.Array, current: pa.Array
) -> Events:
    said = groups(bodies, r"[\s{;]binding\s+state\s+(?P<state>\w+)\s*;")["state"]
    dropped = matches(bodies, r"[\s{;]abandoned\s*;")
    state = pc.coalesce(said, pc.if_else(dropped, "abandoned", "active"))
    index = pc.index_in(state, value_set=pa.array(list(_STATES)))
    action = pc.fill_null(pa.array(list(_STATES.values())).take(index), "other")
    start, start_text = _moment(bodies, "starts")
    end, end_text = _moment(bodies, "ends")
    spoken, spoken_text = _moment(bodies, "cltt")
    over = pc.and_(pc.is_in(action, value_set=pa.array(["expire", "release"])), end.is_valid())
    mac = groups(bodies, r"[\s{;]hardware\s+\S+\s+(?P<mac>[0-9A-Fa-f:]+)\s*;")["mac"]
    name = groups(bodies, rf"[\s{{;]client-hostname\s+(?P<name>{_QUOTED})\s*;")["name"]
    name = unescaped(pc.utf8_slice_codeunits(name, 1, -1))
    uid = groups(bodies, rf"[\s{{;]uid\s+(?P<uid>{_QUOTED}|[^;]*)\s*;")["uid"]
    vendor = groups(bodies, rf"vendor-class-identifier\s*=\s*(?P<v>{_QUOTED})")["v"]
    columns = {
        "@timestamp": pc.if_else(over, end, pc.coalesce(start, spoken)),
        "time.text": pc.if_else(over, end_text, pc.coalesce(start_text, spoken_text)),
        "host.name": name,
        "source.ip": address(ips),
        "event.dataset": "dhcpd_leases.dhcp",
        "event.code": state,
        "event.action": action,
        "evidence": evidence,
        "position": begun,
        "unit": "record",
        "event.start": start,
        "event.end": end,
        "client.ip": address(ips),
        "client.mac": pc.utf8_lower(mac),
        "client.name": name,
        "fields": fields_of(
            len(ips),
            {
                "journal": pc.if_else(current, "current", "earlier"),
                "uid": uid,
                "vendor-class-identifier": vendor,
                "cltt": spoken_text,
            },
        ),
    }
    return Events(DHCP, events(DHCP, len(ips), columns))


SOURCE = Source(
    name="dhcpd_leases",
    kinds=(DHCP,),
    unit="record",
    reference="dhcpd.leases(5), ISC DHCP 4.4",
    zone="utc_format",
    encoding="by_content",
    tried_on="",
    identify=_identify,
    read=_read,
)
