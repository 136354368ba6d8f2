"""AnyDesk's own log: ``ad.trace`` of the program, ``ad_svc.trace`` of the service.

Reference: https://support.anydesk.com/docs/trace-files (where they lie); what the lines mean is
known from examiners: https://www.inversecos.com/2021/02/forensic-analysis-of-anydesk-logs.html and
https://alexandruhera.com/posts/anydesk-trace-file-forensics. A request is not yet a session:
somebody at the PC, a password or a token must let it in. So an ``incoming`` event is the line
that says so, with the other side's number from the request before it; a file without any such
line was written by a version that leaves none, and its requests stand for the sessions (noted).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import TEXT
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import REMOTE
from sekisho.sources.contract import Context, Item, Lines, LineSource, Note, Sample
from sekisho.sources.remote_tools.rows import Act, cut, cut_file, judged, not_read, share_of, told
from sekisho.sources.remote_tools.tools import ANYDESK
from sekisho.sources.stamps import Stamp

NAME = "anydesk_trace"
_LINE = (
    r"^\s*(?P<level>[a-z]+) +(?P<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6}) +(?P<role>\S+)"
    r" +(?P<pid>\d+) +(?P<tid>\d+)(?: +(?P<fiber>\d+))?(?: +\S+)*? +(?P<module>[a-z][\w.]*) - "
    r"(?P<message>.*?)\s*$"
)
_OWN = r" (?:anynet|app|fiber|winapp|gcapi|desk_rt|clipbrd|win_dpi|capture|os_win|base)\.\w+ - "
_RULE = r"^[\s*]*$"
_REQUEST = r"^app\.backend_session - Incoming session request: (?P<alias>.*?) ?\((?P<peer>\S+?)\)$"
_CONNECT = r'^app\.session - (?:\d+: )?Connecting to "(?P<peer>[^"]+)"'
_ACCEPT = r"^app\.session - (?:\d+: )?Authenticated\b *(?P<method>.*?)\.?$"
_ACTS = (
    Act("request", _REQUEST),
    Act("accept", _ACCEPT),
    Act("outgoing", _CONNECT),
    Act(
        "end",
        r"^app\.(?:backend_)?session - (?:\d+: )?(?:Session (?:closed|stopped|ended)"
        r"|The socket was closed|The user has requested a connection quit)",
    ),
    Act(
        "other",
        r"^app\.prepare_task - Preparing files in '(?P<folder>.*)'",
        says={"direction": "sent"},
    ),
    Act("other", r"^app\.local_file_transfer - Download", says={"direction": "received"}),
    Act(
        "other",
        r"^anynet\.\w+ - Logged in from \[?(?P<address>[0-9A-Fa-f.:]+?)\]?:(?P<port>\d+) on relay",
    ),
    Act(
        "other", r"^anynet\.any_socket - (?:Client-ID: |Accept(?:ing| request) from )(?P<peer>\d+)"
    ),
    Act("other", r"New user data\. Client-ID: (?P<own_id>\d+)"),
)
_STAMP = Stamp("%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class Plan:
    """The lines with which connections begin (``incoming`` or outgoing), the other side of each,
    and whether the file says which of them were let in."""

    positions: pa.Array
    incoming: pa.Array
    peers: pa.Array
    aliases: pa.Array
    accepts: bool


def identify(sample: Sample) -> int:
    """By the form of the lines and AnyDesk's names of its parts."""
    lines = sample.lines(100)
    if share_of(lines, _LINE) < 0.6:
        return 0
    return 90 if share_of(lines, _OWN) >= 0.2 else 55


def prepare(evidence: Evidence, _context: Context) -> Plan:
    """Looks for the requests and whether any was let in."""
    columns: dict[str, list[pa.Array]] = {"at": [], "act": [], "peer": [], "alias": []}
    for piece in cut_file(evidence, _LINE):
        said = judged(_whole(piece.groups), _ACTS[:3])
        kept = pc.is_in(said["event.action"], pa.array(["request", "accept", "outgoing"]))
        for name, column in (
            ("at", piece.positions),
            ("act", said["event.action"]),
            ("peer", said["peer"]),
            ("alias", said["alias"]),
        ):
            columns[name].append(column.filter(kept))
    at = pa.concat_arrays([pa.array([], pa.int64()), *columns["at"]])
    act, peer, alias = (
        pa.concat_arrays([pa.array([], TEXT), *columns[name]]) for name in ("act", "peer", "alias")
    )
    accepted = pc.equal(act, "accept")
    begins = pc.invert(accepted)
    incoming = pc.equal(act, "request")
    plan = Plan(at.filter(begins), incoming.filter(begins), peer.filter(begins),
                alias.filter(begins), accepts=False)  # fmt: skip
    let_in = np.asarray(_before(plan, at.filter(accepted)).is_valid())
    return Plan(plan.positions, plan.incoming, plan.peers, plan.aliases, bool(let_in.any()))


def notes(plan: Plan) -> tuple[Note, ...]:
    """That requests stand for sessions, where the file says of none whether it was let in."""
    requests = int(pc.sum(plan.incoming).as_py() or 0)
    if plan.accepts or not requests:
        return ()
    return (Note("note.anydesk_requests", {"requests": str(requests)}, doubt=True),)


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """One event a line; what is no line of the log (a message over several lines) is unread."""
    piece = cut(lines, _LINE)
    if len(piece):
        groups = dict(piece.groups)
        said = judged(_whole(groups), _ACTS)
        text = groups.pop("stamp")
        said |= _sessions(said, piece.positions, plan)
        columns = {"@timestamp": _STAMP.moments(text, "UTC"), "time.text": text, **groups, **said}
        yield told(NAME, ANYDESK, lines, piece.positions, columns)
    yield from not_read(piece.others, "unread.anydesk_line", _RULE)


def _whole(groups: dict[str, pa.Array]) -> pa.Array:
    message = groups["message"].fill_null("")
    return pc.binary_join_element_wise(groups["module"], message, " - ")


def _before(plan: Plan, positions: pa.Array) -> pa.Array:
    """For each line the number of the request it answers; null when the connection before it
    is none that came in."""
    if not len(plan.positions):
        return pa.nulls(len(positions), pa.int64())
    last = np.searchsorted(np.asarray(plan.positions), np.asarray(positions)) - 1
    fits = (last >= 0) & np.asarray(plan.incoming)[last]
    return pa.array(last, mask=~fits)


def _sessions(said: dict[str, pa.Array], positions: pa.Array, plan: Plan) -> dict[str, pa.Array]:
    """The actions, and the other side where the line itself does not name it."""
    action = said["event.action"]
    request, accept = pc.equal(action, "request"), pc.equal(action, "accept")
    answered = _before(plan, positions)
    let_in = pc.and_(accept, answered.is_valid())
    comes = let_in if plan.accepts else request
    plain = pc.if_else(pc.or_(request, accept), "other", action)
    found = {"event.action": pc.if_else(comes, "incoming", plain)}
    found["event.outcome"] = pc.if_else(let_in, pa.scalar("success", TEXT), said["event.outcome"])
    for name, known in (("peer", plan.peers), ("alias", plan.aliases)):
        found[name] = pc.if_else(let_in, known.take(answered), said[name])
    return found


SOURCE = LineSource(
    name=NAME,
    kinds=(REMOTE,),
    reference="https://support.anydesk.com/docs/trace-files",
    zone="utc",
    encoding="utf8_utf16",
    tried_on="",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
