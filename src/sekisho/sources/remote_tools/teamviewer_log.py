"""TeamViewer's own log, ``TeamViewer15_Logfile.log``: local time, its offset in the heading.

Reference: https://www.teamviewer.com/en/global/support/knowledge-base/ ("Log file reading: incoming
connection"). A session has begun when the desktop process (the letter D before the number of the
Windows session) adds the other side to it, in role 6, which it does once the password was right;
the trying before is ``other``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import REMOTE
from sekisho.sources.contract import Context, Item, Lines, LineSource, Note, Sample
from sekisho.sources.remote_tools.rows import Act, cut, cut_file, judged, not_read, share_of, told
from sekisho.sources.remote_tools.tools import TEAMVIEWER
from sekisho.sources.stamps import Stamp

NAME = "teamviewer_log"
_LINE = (
    r"^(?P<stamp>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}) +(?P<pid>\d+) +(?P<tid>\d+)"
    r" +(?P<process>[A-Z]{0,2}\d{1,3}(?:!{1,3})?)(?: +(?P<message>.*?))?\s*$"
)
_OWN = r"(?i)teamviewer|participant|KeepAlive|DyngateID|VoIP|UdpOutputTracker|tvnetwork|SHMR|IPC"
_HEADING = (
    r"^(?:Start|Version(?: short hash)?|ID|Loglevel|License|IC|CPU(?: extensions)?|OS|IP|MIDv?"
    r"|Proxy-Settings|AppPath|UserAccount|Server):|^IE +[\d.]+\s*$|^\s*$"
)
_START = r"^Start: +\d{4}/\d\d/\d\d [\d:.]+ +\(UTC(?P<offset>[+-]\d{1,2}:\d\d)?\)"
_ACTS = (
    Act(
        "incoming",
        r"^D\d+!* CParticipantManagerBase participant (?P<alias>.*) "
        r"\(ID \[(?P<peer>\d+),(?P<session>-?\d+)\]\) was added with the role 6$",
        "success",
    ),
    Act("end", r"SessionManagerDesktop::SessionTerminate: .*TVSessionID = (?P<session>-?\d+)"),
    Act("end", r"SessionStatistics\[\d+\] Session to (?P<peer>\d+) ended"),
    Act("file", r"^\w+!* Send file (?P<path>\S.*)$", says={"direction": "sent"}),
    Act("other", r"^\w+!* Write file (?P<path>\S.*)$", says={"direction": "received"}),
    Act("other", r"[Cc]onnection incoming, sessionID = (?P<session>-?\d+)"),
    Act("other", r"client hello received from (?P<peer>\d+)"),
    Act("other", r"AuthenticationBlocker::\w+: .*DyngateID (?P<peer>\d+)"),
    Act("other", r"authentication using (?P<method>.*) was successful", "success"),
    Act("other", r"authentication using (?P<method>.*) (?:was denied|failed)", "failure"),
)
_STAMP = Stamp("%Y/%m/%d %H:%M:%S")


@dataclass(frozen=True)
class Plan:
    """From which line on which offset holds (minutes east of UTC), as the headings state it;
    ``zone`` where no heading does."""

    lines: tuple[int, ...]
    minutes: tuple[int, ...]
    zone: str


def identify(sample: Sample) -> int:
    """By the heading, or by the form of the lines and words of TeamViewer."""
    lines = sample.lines(120)
    fitting = share_of(lines, _LINE)
    if not fitting or not share_of(lines, _OWN):
        return 0
    if share_of(lines, _START):
        return 90
    return 75 if fitting >= 0.6 else 0


def prepare(evidence: Evidence, context: Context) -> Plan:
    """Every start of the program writes a heading with the offset of that time."""
    found: list[tuple[int, int]] = []
    for piece in cut_file(evidence, _START):
        texts = piece.groups["offset"].fill_null("+0:00").to_pylist()
        found += zip(piece.positions.to_pylist(), map(_minutes, texts), strict=True)
    changes = [
        one for number, one in enumerate(found) if not number or one[1] != found[number - 1][1]
    ]
    return Plan(tuple(at for at, _ in changes), tuple(one for _, one in changes), context.zone)


def _minutes(offset: str) -> int:
    hours, minutes = offset[1:].split(":")
    return (-1 if offset[0] == "-" else 1) * (int(hours) * 60 + int(minutes))


def notes(plan: Plan) -> tuple[Note, ...]:
    """The offset found; a zone assumed is a doubt, for the log usually states it."""
    if not plan.minutes:
        return (Note("note.zone_assumed", {"zone": plan.zone}, doubt=True),)
    written = (f"UTC{'-' if one < 0 else '+'}{abs(one) // 60}:{abs(one) % 60:02d}"
               for one in plan.minutes)  # fmt: skip
    return (Note("note.teamviewer_offset", {"offsets": ", ".join(written)}),)


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """One event a stamped line; the heading gives none, further lines of a message are unread."""
    piece = cut(lines, _LINE)
    if len(piece):
        groups = dict(piece.groups)
        text = groups.pop("stamp")
        whole = pc.binary_join_element_wise(groups["process"], groups["message"].fill_null(""), " ")
        columns = {
            "@timestamp": _moments(text, piece.positions, plan),
            "time.text": text,
            **groups,
            **judged(whole, _ACTS),
        }
        yield told(NAME, TEAMVIEWER, lines, piece.positions, columns)
    yield from not_read(piece.others, "unread.teamviewer_line", _HEADING)


def _moments(texts: pa.Array, positions: pa.Array, plan: Plan) -> pa.Array:
    """By the heading before each line; lines before the first heading go with the first."""
    if not plan.minutes:
        return _STAMP.moments(texts, plan.zone)
    numbers = np.searchsorted(np.asarray(plan.lines), np.asarray(positions), side="right") - 1
    offset = np.asarray(plan.minutes, dtype=np.int64)[np.maximum(numbers, 0)] * 60_000_000
    local = _STAMP.moments(texts, "UTC").cast(pa.int64())
    return pc.subtract(local, pa.array(offset)).cast(MOMENT)


SOURCE = LineSource(
    name=NAME,
    kinds=(REMOTE,),
    reference="https://www.teamviewer.com/en/global/support/knowledge-base/",
    zone="heading",
    encoding="utf8_cp932",
    tried_on="plaso-artefacts",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
