"""AnyDesk's list of connections, ``connection_trace.txt``: one line each, to the minute.

Reference: https://support.anydesk.com/knowledgebase/articles/467186-connection-log (columns and
the ways of being let in). It states no zone. Where published examinations show this file beside
``ad.trace`` of the same PC, both have the same clock time, and that one is UTC.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import REMOTE
from sekisho.sources.contract import Context, Item, Lines, LineSource, Sample
from sekisho.sources.remote_tools.rows import Act, cut, judged, not_read, share_of, told
from sekisho.sources.remote_tools.tools import ANYDESK
from sekisho.sources.stamps import Stamp

NAME = "anydesk_connections"
_LINE = (
    r"^\s*(?P<way>Incoming|Outgoing)\s+(?P<stamp>\d{4}-\d\d-\d\d, \d\d:\d\d(?::\d\d)?)"
    r"\s+(?:(?P<method>[A-Za-z]\w*)\s+)?(?P<alias>\S.*?)\s+(?P<peer>\d{5,})\s*$"
)
_ACTS = (
    Act("other", r"^Incoming (?i:rejected)", "failure"),
    Act("incoming", r"^Incoming ", "success"),
    Act("outgoing", r"^Outgoing "),
)
_DAY = Stamp("%Y-%m-%d, %H:%M")
_FINE = Stamp("%Y-%m-%d, %H:%M:%S")


def identify(sample: Sample) -> int:
    """By the form of the lines, which is like no other log's."""
    return 88 if share_of(sample.lines(50), _LINE) >= 0.6 else 0


def prepare(_evidence: Evidence, _context: Context) -> None:
    """Every line says all that is needed to read it."""


def parse(lines: Lines, _plan: None) -> Iterator[Item]:
    """One event a line; a connection that was turned away is no session."""
    piece = cut(lines, _LINE)
    if len(piece):
        groups = dict(piece.groups)
        text = groups.pop("stamp")
        way = pc.binary_join_element_wise(groups.pop("way"), groups["method"].fill_null(""), " ")
        moment = pc.coalesce(_FINE.moments(text, "UTC"), _DAY.moments(text, "UTC"))
        columns = {"@timestamp": moment, "time.text": text, **groups, **judged(way, _ACTS)}
        yield told(NAME, ANYDESK, lines, piece.positions, columns)
    yield from not_read(piece.others, "unread.anydesk_line")


SOURCE = LineSource(
    name=NAME,
    kinds=(REMOTE,),
    reference="https://support.anydesk.com/knowledgebase/articles/467186-connection-log",
    zone="utc_trace",
    encoding="utf8_utf16",
    tried_on="",
    identify=identify,
    prepare=prepare,
    parse=parse,
)
