"""Ammyy Admin's ``access.log``: who was let in, when it ended, how many bytes went each way.

Reference: the wording that examiners published (``Passed authorization remoteId=``, ``ENDED
authorized session, bytes recv/send``, stamps ``YYYYMMDD-HH:MM:SS`` in local time). The maker
describes the file nowhere, so the whole reading is noted as a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import REMOTE
from sekisho.sources.contract import Context, Item, Lines, LineSource, Note, Sample
from sekisho.sources.remote_tools.rows import Act, cut, judged, not_read, share_of, told
from sekisho.sources.remote_tools.tools import AMMYY
from sekisho.sources.stamps import Stamp

NAME = "ammyy"
_LINE = r"^\s*(?P<stamp>\d{8}-\d\d:\d\d:\d\d(?:\.\d{1,9})?)\s+(?P<message>\S.*?)\s*$"
_OWN = r"(?i)\bremoteId=\d+|\bauthorized session\b|\bammyy\b"
_ACTS = (
    Act("incoming", r"(?i)passed authorization\b.*?\bremoteId=(?P<peer>\d+)", "success"),
    Act(
        "end",
        r"(?i)\bended\s+authorized session\b"
        r"(?:.*?\bbytes recv/send\D+(?P<bytes_received>\d+)\D+(?P<bytes_sent>\d+))?",
    ),
    Act("other", r"(?i)\bremoteId=(?P<peer>\d+)"),
)
_STAMP = Stamp("%Y%m%d-%H:%M:%S")


@dataclass(frozen=True)
class Plan:
    """The zone of the PC's clock (IANA name)."""

    zone: str


def identify(sample: Sample) -> int:
    """By the form of the stamps and the words of the tool."""
    lines = sample.lines(100)
    return 85 if share_of(lines, _LINE) >= 0.6 and share_of(lines, _OWN) else 0


def prepare(_evidence: Evidence, context: Context) -> Plan:
    return Plan(context.zone)


def notes(plan: Plan) -> tuple[Note, ...]:
    """How little is published about the file."""
    return (Note("note.ammyy_form", {"zone": plan.zone}, doubt=True),)


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """One event a line."""
    piece = cut(lines, _LINE)
    if len(piece):
        groups = dict(piece.groups)
        text = groups.pop("stamp")
        columns = {
            "@timestamp": _STAMP.moments(text, plan.zone),
            "time.text": text,
            **groups,
            **judged(groups["message"], _ACTS),
        }
        yield told(NAME, AMMYY, lines, piece.positions, columns)
    yield from not_read(piece.others, "unread.ammyy_line")


SOURCE = LineSource(
    name=NAME,
    kinds=(REMOTE,),
    reference="published examinations of the tool (the maker describes the file nowhere)",
    zone="pc_local",
    encoding="utf8_cp932",
    tried_on="",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
