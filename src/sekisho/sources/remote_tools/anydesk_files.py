"""AnyDesk's list of transferred files, ``file_transfer_trace.txt``; it outlives the program.

Reference: the reader of the same file in https://github.com/fox-it/dissect.target (columns,
UTF-16 without a mark, UTC). The maker describes it nowhere, so the zone is noted as a doubt. Seen
from the PC that keeps the file, an upload leaves it and a download comes in.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import REMOTE
from sekisho.sources.contract import Context, Item, Lines, LineSource, Note, Sample
from sekisho.sources.numbers import integers
from sekisho.sources.remote_tools.rows import Act, cut, judged, not_read, share_of, told
from sekisho.sources.remote_tools.tools import ANYDESK
from sekisho.sources.stamps import Stamp

NAME = "anydesk_files"
_LINE = (
    r"^\s*(?P<means>[A-Za-z][A-Za-z ]*?)\s*\t\s*"
    r"(?P<stamp>\d{4}-\d\d-\d\d, \d\d:\d\d(?::\d\d)?)\t\s*(?P<phase>[a-z][a-z ]*?)\s+"
    r"(?P<way>download|upload)\s+'(?P<path>.*)'"
    r"\s*(?:\((?P<amount>.*)\))?\s*$"
)
_ACTS = (
    Act("file", r"^upload finish", "success", {"direction": "sent"}),
    Act("file", r"^upload start", says={"direction": "sent"}),
    Act("other", r"^upload ", says={"direction": "sent"}),
    Act("other", r"^download finish", "success", {"direction": "received"}),
    Act("other", r"^download ", says={"direction": "received"}),
)
_WHOLE = r"(?P<bytes>\d+) B$"
_DAY = Stamp("%Y-%m-%d, %H:%M")
_FINE = Stamp("%Y-%m-%d, %H:%M:%S")


def identify(sample: Sample) -> int:
    """By the form of the lines, which is like no other log's."""
    return 88 if share_of(sample.lines(50), _LINE) >= 0.6 else 0


def prepare(_evidence: Evidence, _context: Context) -> None:
    """Every line says all that is needed to read it."""


def notes(_plan: None) -> tuple[Note, ...]:
    """The zone is known from examiners only."""
    return (Note("note.anydesk_files_zone", doubt=True),)


def parse(lines: Lines, _plan: None) -> Iterator[Item]:
    """One event a line. ``file.size`` only where the amount is written in whole bytes."""
    piece = cut(lines, _LINE)
    if len(piece):
        groups = dict(piece.groups)
        text = groups.pop("stamp")
        act = pc.binary_join_element_wise(groups.pop("way"), groups["phase"], " ")
        moment = pc.coalesce(_FINE.moments(text, "UTC"), _DAY.moments(text, "UTC"))
        size = pc.extract_regex(groups["amount"], _WHOLE).field(0)
        size = pc.if_else(pc.equal(size, ""), pa.scalar(None, size.type), size)
        columns = {
            "@timestamp": moment,
            "time.text": text,
            "file.size": integers(size),
            **groups,
            **judged(act, _ACTS),
        }
        yield told(NAME, ANYDESK, lines, piece.positions, columns)
    yield from not_read(piece.others, "unread.anydesk_line")


SOURCE = LineSource(
    name=NAME,
    kinds=(REMOTE,),
    reference="https://github.com/fox-it/dissect.target (its reader of the same file)",
    zone="utc_examiners",
    encoding="utf16_unmarked",
    tried_on="",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
