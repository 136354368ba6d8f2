"""Sessions of Windows' own remote desktop that came from outside the town.

Reference: events of TerminalServices-RemoteConnectionManager (1149), -LocalSessionManager (21
logon, 25 reconnection, 23 logoff, 24 disconnection) and of the Security log (4624 and 4634 of type
10, 4647, 4778, 4779). 1149 says who was let in by the network, not that anybody logged on. Whoever
comes through a VPN has an address of the town and is not told apart here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address

import duckdb

from sekisho.case.addresses import AddressBook
from sekisho.case.asking import Row, ask, reference
from sekisho.case.clocks import Clocks
from sekisho.case.facts import Reason
from sekisho.case.intrusion import intrusions
from sekisho.case.known import Known
from sekisho.case.traces import Trace
from sekisho.case.uses import REMOTE_DESKTOP, UNKNOWN_S, Use
from sekisho.rulebook.book import NEVER_OUTSIDE

WORDS = frozenset(
    {"remotedesktop", "リモートデスクトップ", "rdp", "mstsc", "リモートデスクトップ接続"}
)
"""How registers write it, without blanks and signs, in small letters."""
TOGETHER = timedelta(minutes=5)
"""One connection writes all its records within so short a time."""
LOGGED_ON = (21, 25, 4624, 4778)
_OPENING = (1149, *LOGGED_ON)
_BY_LOGON = (4634, 4647)

_RECORDS = """
SELECT coalesce(host_key(e."host.name"), p.host) AS host, "@timestamp" AS t, EventID AS code,
       coalesce(fields['TargetUserName'], fields['AccountName'], fields['Param1'], fields['User'])
         AS user,
       coalesce(fields['IpAddress'], fields['ClientAddress'], fields['Param3'], fields['Address'])
         AS address,
       coalesce(fields['TargetLogonId'], fields['LogonID']) AS logon,
       "event.dataset" AS source, e.evidence, position, unit
FROM windows e LEFT JOIN case_place p USING (evidence)
WHERE "@timestamp" IS NOT NULL AND (
  (EventID IN (21, 23, 24, 25) AND "event.provider" ILIKE '%LocalSessionManager%')
  OR (EventID = 1149 AND "event.provider" ILIKE '%RemoteConnectionManager%')
  OR (EventID IN (4624, 4634) AND fields['LogonType'] = '10') OR EventID IN (4647, 4778, 4779))
ORDER BY host, t, evidence, position
"""


@dataclass
class _Session:
    """What is known of one session so far."""

    user: str | None
    address: str
    rows: list[Row] = field(default_factory=list)
    ended: datetime | None = None

    @property
    def last(self) -> datetime:
        moment: datetime = self.rows[-1]["t"]
        return moment

    def ends_by(self, row: Row) -> bool:
        """Whether a closing record is this session's; it names user and address, or the logon."""
        if row["code"] in _BY_LOGON:
            return row["logon"] in {one["logon"] for one in self.rows if one["logon"]}
        same = row["user"] is None or self.user in (None, _account(row["user"]))
        return same and _address(row["address"]) in (None, self.address)


def desktops(
    connection: duckdb.DuckDBPyConnection, book: AddressBook, known: Known, clocks: Clocks
) -> tuple[Use, ...]:
    """All sessions from outside in order of time. Needs ``case_place``."""
    by_host: dict[str, list[Row]] = defaultdict(list)
    for row in ask(connection, _RECORDS):
        if row["host"]:
            by_host[row["host"]].append(row)
    found = [
        _use(host, session, book, clocks)
        for host, rows in by_host.items()
        for session in _sessions(rows, book, known)
    ]
    return intrusions(connection, sorted(found, key=lambda one: (one.start, one.host or "")))


def desktop_named(written: str) -> bool:
    """Whether a register's word for a tool means the remote desktop of Windows."""
    return re.sub(r"[\W_]", "", written.casefold().removeprefix("windows")) in WORDS


def _sessions(rows: Sequence[Row], book: AddressBook, known: Known) -> list[_Session]:
    """The sessions of one computer, from its records in order of time."""
    found: list[_Session] = []
    for row in rows:
        if row["code"] in _OPENING:
            _opened(row, found, book, known)
        else:
            _closed(row, found)
    return found


def _opened(row: Row, found: list[_Session], book: AddressBook, known: Known) -> None:
    address, user = _address(row["address"]), _account(row["user"])
    if address is None or not _outside(address, row["t"], book, known):
        return
    for one in found:
        same = one.address == address and one.user in (None, user)
        if same and one.ended is None and row["t"] - one.last <= TOGETHER:
            one.rows.append(row)
            one.user = one.user or user
            return
    found.append(_Session(user, address, [row]))


def _closed(row: Row, found: Sequence[_Session]) -> None:
    for one in reversed(found):
        if one.ends_by(row) and (one.ended is None or row["t"] - one.ended <= TOGETHER):
            one.rows.append(row)
            one.ended = row["t"] if one.ended is None else one.ended
            return


def _outside(address: str, moment: datetime, book: AddressBook, known: Known) -> bool:
    """Whether an address is nobody's in the town: of no zone inside, and no computer had it."""
    zone = known.rulebook.zone_of(address) if known.rulebook else None
    if zone is not None:
        return zone.kind == "outside"
    wanted = ip_address(address)
    if any(wanted in block for block in NEVER_OUTSIDE if block.version == wanted.version):
        return False
    return book.host_at(address, moment) is None


def _address(text: str | None) -> str | None:
    """The address, None for ``LOCAL``, ``-`` and the like."""
    try:
        found = ip_address((text or "").strip().partition("%")[0])
    except ValueError:
        return None
    return str(getattr(found, "ipv4_mapped", None) or found)


def _account(text: str | None) -> str | None:
    """An account without its domain, in small letters."""
    return (text or "").rpartition("\\")[2].partition("@")[0].casefold() or None


def _use(host: str, session: _Session, book: AddressBook, clocks: Clocks) -> Use:
    first = session.rows[0]
    clock = clocks.of(first["source"], host)
    back = timedelta(seconds=clock.offset_s)
    start, end = first["t"] - back, (session.ended or session.last) - back
    refs = tuple(reference(row) for row in session.rows)
    values = {"address": session.address, "account": session.user or "-"}
    reasons = [Reason("session.desktop", values, refs[:5])]
    if not any(row["code"] in LOGGED_ON for row in session.rows):
        reasons.append(Reason("session.desktop_only_let_in", {}, refs[:1]))
    if session.ended is None:
        reasons.append(Reason("session.end_unknown", {}, refs[-1:]))
    return Use(
        tool=REMOTE_DESKTOP,
        host=host,
        address=next(iter(book.addresses_of(host, start, end + TOGETHER)), None),
        user=session.user,
        start=start,
        end=end,
        start_uncertainty_s=clock.uncertainty_s,
        end_uncertainty_s=clock.uncertainty_s if session.ended else UNKNOWN_S,
        clock_offset_s=clock.offset_s,
        outcome="allowed",
        connections=(),
        calls=(),
        traces=tuple(_trace(row, session, back) for row in session.rows),
        reasons=tuple(reasons),
        peer=session.address,
    )


def _trace(row: Row, session: _Session, back: timedelta) -> Trace:
    values = {"act": str(row["code"]), "peer": session.address}
    return Trace(
        what="log", time=row["t"] - back, host=row["host"], tool=REMOTE_DESKTOP,
        user=session.user, source=row["source"], evidence=reference(row), values=values,
    )  # fmt: skip
