"""The audit log of the Windows DHCP server: which PC had which address.

Reference: https://learn.microsoft.com/windows-server/networking/technologies/dhcp/dhcp-top
(audit logging) and the meaning of the ids printed at the head of every such file. The file of
a weekday is overwritten a week later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DHCP
from sekisho.events.table import events, fields_map, unread
from sekisho.sources.contract import Context, Events, Item, Lines, LineSource, Note, Sample, Unread
from sekisho.sources.reading import sample_of
from sekisho.sources.stamps import Stamp
from sekisho.sources.uniques import mapped, without_dash

_DATA = re.compile(r"^\d{1,2},\d{2,4}/\d{1,2}/\d{2,4},\d{1,2}:\d\d:\d\d,[^,]*,")
_HEADER = re.compile(r"^ID,(?:Date|日付),(?:Time|時刻),")
_TITLE = re.compile(r"DHCP (?:Service Activity Log|サービス)", re.IGNORECASE)
_PREAMBLE = (
    r"^(?:\s|\d\d(?:\t|\s{2,}|\+\t)|Event ID|イベント ?ID|ID,|QResult|\d{2,} ?\+|Microsoft|#)"
)
_FORMS = tuple(
    Stamp(f"{date} %H:%M:%S") for date in ("%m/%d/%y", "%m/%d/%Y", "%Y/%m/%d", "%y/%m/%d")
)
NAMES = (
    "ID",
    "Date",
    "Time",
    "Description",
    "IP Address",
    "Host Name",
    "MAC Address",
    "User Name",
    "TransactionID",
    "QResult",
    "Probationtime",
    "CorrelationID",
    "Dhcid",
    "VendorClass(Hex)",
    "VendorClass(ASCII)",
    "UserClass(Hex)",
    "UserClass(ASCII)",
    "RelayAgentInformation",
    "DnsRegError",
)
"""The columns since Windows Server 2012; older servers write the first seven."""
_ACTIONS = {
    **dict.fromkeys(("10", "20", "21"), ("assign", "success")),
    "11": ("renew", "success"),
    "12": ("release", "success"),
    "13": ("conflict", "failure"),
    **dict.fromkeys(("14", "15", "22", "33"), ("deny", "failure")),
    **dict.fromkeys(("16", "17", "18", "23"), ("expire", None)),
    **dict.fromkeys(("31", "34", "35"), ("other", "failure")),
    "32": ("other", "success"),
}


@dataclass(frozen=True)
class Plan:
    """The form of date and time, and the zone of the server's clock (IANA name)."""

    stamp: Stamp
    zone: str


def identify(sample: Sample) -> int:
    """By title and header of the file, or by the shape of its lines."""
    lines = sample.lines(200)
    records = [line for line in lines if _DATA.match(line)]
    text = sample.head[:8192]
    titled = any(_TITLE.search(text.decode(code, "replace")) for code in ("utf-8", "cp932"))
    header = any(line.startswith("ID,") and line.count(",") >= 6 for line in lines)
    if titled and (header or records):
        return 92
    if header and records:
        return 85
    enough = [line for line in records if line.count(",") >= 6]
    return 70 if enough and len(enough) > 0.8 * len(lines) else 0


def prepare(evidence: Evidence, context: Context) -> Plan:
    """Month first, as the server writes everywhere, unless another order fits more lines."""
    lines = [line for line in sample_of(evidence).lines(2000) if _DATA.match(line)]
    texts = pa.array([" ".join(line.split(",", 3)[1:3]) for line in lines], pa.string())
    scores = [len(lines) - form.moments(texts, context.zone).null_count for form in _FORMS]
    return Plan(_FORMS[scores.index(max(scores))], context.zone)


def notes(plan: Plan) -> tuple[Note, ...]:
    """The server's clock states no zone; a date that is not month first is a doubt."""
    found = [Note("note.zone_assumed", {"zone": plan.zone})]
    if plan.stamp.form not in (_FORMS[0].form, _FORMS[1].form):
        found.append(Note("note.dhcp_date", {"form": plan.stamp.form}, doubt=True))
    return tuple(found)


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """Events of the records; the printed explanation at the head is neither event nor unread."""
    record = pc.match_substring_regex(lines.texts, _DATA.pattern)
    if pc.any(record).as_py():
        yield Events(DHCP, _events(lines, record, plan))
    odd = pc.invert(pc.or_(record, pc.match_substring_regex(lines.texts, _PREAMBLE)))
    if pc.any(odd).as_py():
        places = lines.positions.filter(odd).to_pylist()
        raws = [text.encode() for text in lines.texts.filter(odd).to_pylist()]
        yield Unread(unread(lines.evidence, "line", places, "unread.dhcp_line", raws))


def _events(lines: Lines, record: pa.Array, plan: Plan) -> pa.RecordBatch:
    positions = lines.positions.filter(record)
    values = _values(lines.texts.filter(record))
    rows = len(positions)
    text = pc.binary_join_element_wise(values.pop("Date"), values.pop("Time"), " ")
    moment = plan.stamp.moments(text, plan.zone)
    code = values.pop("ID")
    mac, other = _macs(values.pop("MAC Address"))
    values["MAC Address"] = other
    found: dict[str, pa.Array | str] = {
        "event.dataset": "windows_dhcp.dhcp",
        "evidence": lines.evidence,
        "unit": "line",
        "position": positions,
        "@timestamp": moment,
        "time.text": text,
        "event.code": code,
        "client.ip": without_dash(values.pop("IP Address")),
        "client.name": without_dash(values.pop("Host Name")),
        "client.mac": mac,
        "user.name": without_dash(values.pop("User Name")),
    }
    known = pc.index_in(pc.utf8_lpad(code, 2, "0"), pa.array(list(_ACTIONS)))
    actions, outcomes = (
        pa.array([act[at] for act in _ACTIONS.values()], pa.string()).take(known) for at in (0, 1)
    )
    found |= {"event.action": actions.fill_null("other"), "event.outcome": outcomes}
    begins = pc.is_in(actions, pa.array(["assign", "renew"]))
    found["event.start"] = pc.if_else(begins, moment, pa.scalar(None, moment.type))
    kept = {name: without_dash(column) for name, column in values.items()}
    found["fields"] = fields_map(rows, {k: v for k, v in kept.items() if v.null_count < rows})
    return events(DHCP, rows, found)


def _values(texts: pa.Array) -> dict[str, pa.Array]:
    """Columns by name, empty where the line is shorter; what is beyond the last goes to it."""
    parts = pc.split_pattern(texts, ",", max_splits=len(NAMES) - 1)
    ends = np.asarray(parts.offsets)
    lengths = np.diff(ends)
    flat = pa.concat_arrays([parts.values, pa.array([""], pa.string())])
    beyond = len(flat) - 1
    columns = {}
    for number, name in enumerate(NAMES):
        at = np.where(number < lengths, ends[:-1] + number, beyond)
        columns[name] = flat.take(pa.array(at))
    return columns


def _macs(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Twelve hexadecimal digits as a lower-case address with colons; any other client id."""
    none = pa.scalar(None, pa.string())
    digits = mapped(texts, _digits)
    return digits, pc.if_else(digits.is_valid(), none, texts)


def _digits(texts: pa.Array) -> pa.Array:
    bare = pc.utf8_lower(pc.replace_substring_regex(texts, "[-:. ]", ""))
    whole = pc.match_substring_regex(bare, "^[0-9a-f]{12}$")
    paired = pc.utf8_rtrim(pc.replace_substring_regex(bare, "([0-9a-f]{2})", r"\1:"), ":")
    return pc.if_else(whole, paired, pa.scalar(None, pa.string()))


SOURCE = LineSource(
    name="windows_dhcp",
    kinds=(DHCP,),
    reference="https://learn.microsoft.com/windows-server/networking/technologies/dhcp/dhcp-top",
    zone="server_local",
    encoding="ascii_cp932",
    tried_on="",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
