"""TeamViewer's lists of sessions: ``Connections_incoming.txt`` and ``Connections.txt`` (outgoing).

Reference: https://www.teamviewer.com/en/global/support/knowledge-base/ (log files); the columns as
the readers of https://github.com/log2timeline/plaso have them. Times are UTC: in the files of one
real PC the session stands here at 14:16:32 and in the log of the program, which states UTC-8:00,
at 06:16:32.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import REMOTE
from sekisho.sources.contract import Context, Item, Lines, LineSource, Sample
from sekisho.sources.remote_tools.rows import cut, not_read, share_of, told
from sekisho.sources.remote_tools.tools import TEAMVIEWER
from sekisho.sources.stamps import Stamp
from sekisho.sources.uniques import without_dash

NAME = "teamviewer_connections"
_TIME = r"\d\d-\d\d-\d{4} \d\d:\d\d:\d\d"
_LINE = (
    r"^\s*(?P<peer>\d{6,12})\t(?P<named>[^\t]*\t)?(?P<start>" + _TIME + r")\t"
    r"(?P<end>" + _TIME + r")?\t(?P<user>[^\t]*)\t(?P<mode>[^\t]*)\t"
    r"(?P<connection>\{[0-9A-Fa-f-]{36}\})?(?:\t.*)?\s*$"
)
_STAMP = Stamp("%d-%m-%Y %H:%M:%S")


def identify(sample: Sample) -> int:
    """By the form of the lines, which is like no other log's."""
    return 88 if share_of(sample.lines(50), _LINE) >= 0.6 else 0


def prepare(_evidence: Evidence, _context: Context) -> None:
    """Every line says all that is needed to read it."""


def parse(lines: Lines, _plan: None) -> Iterator[Item]:
    """One event a session, at its start; ``Connections.txt`` has no name of the other side."""
    piece = cut(lines, _LINE)
    if len(piece):
        groups = dict(piece.groups)
        text = groups.pop("start")
        start = _STAMP.moments(text, "UTC")
        named = groups.pop("named")
        columns = {
            "@timestamp": start,
            "time.text": text,
            "event.start": start,
            "event.end": _STAMP.moments(groups.pop("end"), "UTC"),
            "event.action": pc.if_else(named.is_valid(), "incoming", "outgoing"),
            "alias": without_dash(pc.utf8_rtrim_whitespace(named)),
            **groups,
        }
        yield told(NAME, TEAMVIEWER, lines, piece.positions, columns)
    yield from not_read(piece.others, "unread.teamviewer_line")


SOURCE = LineSource(
    name=NAME,
    kinds=(REMOTE,),
    reference="https://www.teamviewer.com/en/global/support/knowledge-base/",
    zone="utc",
    encoding="utf8_utf16_cp932",
    tried_on="plaso-artefacts",
    identify=identify,
    prepare=prepare,
    parse=parse,
)
