"""流出可能性: for every document proven, possible, excluded or unknown, with the grounds.

*proven*: a record shows that it was opened or transferred through the controlled session.
*possible*: within reach, and nothing excludes it. *excluded*: a witness the stranger could not
write speaks against it. *unknown*: no source covers it. Where a record decides, the last word is
its; listing a folder or asking for attributes opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import duckdb

from sekisho.case.accesses import Access, Filed, accesses, filed, named, renamed
from sekisho.case.addresses import AddressBook
from sekisho.case.clocks import Clocks
from sekisho.case.documents import Document, Shelf, is_document, parts_of
from sekisho.case.facts import (
    Counted,
    Coverage,
    Exposure,
    Reason,
    Reference,
    Verdict,
    Window,
)
from sekisho.case.hosts import Names, host_key
from sekisho.case.laid import profile
from sekisho.case.window import connected
from sekisho.case.witnesses import Witnesses, witnesses
from sekisho.events.time import iso

OPENED = frozenset({"read", "opened", "transferred", "copied"})
_RANK: dict[Verdict, int] = {"proven": 0, "possible": 1, "unknown": 2, "excluded": 3}


@dataclass
class _Met:
    """What the records say of one document, over all windows."""

    accesses: list[tuple[Access, Window]] = field(default_factory=list)
    made: datetime | None = None
    made_evidence: Reference | None = None


@dataclass(frozen=True)
class Ground:
    """What verdicts rest on, as the case found it."""

    windows: tuple[Window, ...]
    coverage: Coverage
    book: AddressBook
    clocks: Clocks
    names: Names


def exposure(
    connection: duckdb.DuckDBPyConnection,
    found: Sequence[Document],
    ground: Ground,
    counted: Mapping[str, Counted],
    lists: Sequence[Document] = (),
) -> tuple[Exposure, ...]:
    """The verdict on every document of ``found`` and on those that records alone know;
    ``lists``: those that a list of files names.

    ``counted``: persons and households by evidence name.
    """
    windows = ground.windows
    moves = renamed(connection)
    files = filed(connection, ground.clocks)
    touched = [
        (one, window)
        for window in windows
        for one in accesses(connection, window, ground.book, ground.clocks)
    ]
    known = (*found, *_listed_only(found, lists))
    shelf = Shelf((*known, *_recorded_only(known, files, touched, moves)))
    met = _assign(shelf, files, touched, moves)
    seen = witnesses(connection, windows, ground.coverage, ground.book)
    by_bytes = {
        one.sha256: counted[one.path]
        for one in found
        if one.sha256 and one.path and one.path in counted
    }
    made = []
    for one in shelf.documents:
        count = one.counted or counted.get(one.path or "") or by_bytes.get(one.sha256 or "")
        made.append(_exposure(one, _verdict(one, met[id(one)], windows, seen), count, ground.names))
    return tuple(
        sorted(
            made,
            key=lambda one: (_RANK[one.verdict], one.path or "\uffff", one.original_path or ""),
        )
    )


def _listed_only(found: Sequence[Document], lists: Sequence[Document]) -> list[Document]:
    """Documents that no evidence holds but a list of files names."""
    shelf = Shelf(found)
    return [one for one in lists if not shelf.meant(one.original or "", one.host)]


def _recorded_only(
    found: Sequence[Document],
    files: Sequence[Filed],
    touched: Sequence[tuple[Access, Window]],
    moves: dict[tuple[str | None, str], str],
) -> list[Document]:
    """Documents that no evidence holds but records name: on shares, and on the PC."""
    known = Shelf(found)
    made: dict[tuple[str | None, tuple[str, ...]], Document] = {}
    named_by: list[tuple[str, str | None, str, Reference]] = [
        (one.path, one.server, "share", one.evidence) for one in files
    ]
    named_by += [
        (one.path, one.host, "share" if one.from_server else "pc", one.evidence)
        for one, _ in touched
        if one.act in OPENED | {"refused", "attributes"}
    ]
    for path, host, place, ref in named_by:
        last = named(moves, host, path)[-1]
        parts = parts_of(last)
        if not parts or not is_document(parts[-1]) or known.meant(last, host):
            continue
        original = f"\\\\{host}\\" + "\\".join(_parts(last)) if place == "share" and host else last
        key = (host, parts)
        made.setdefault(key, Document(None, original, host, place, parts, None, (ref,)))
    return [made[key] for key in sorted(made, key=lambda key: (key[0] or "", key[1]))]


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part]


def _assign(
    shelf: Shelf,
    files: Sequence[Filed],
    touched: Sequence[tuple[Access, Window]],
    moves: dict[tuple[str | None, str], str],
) -> dict[int, _Met]:
    met = {id(one): _Met() for one in shelf.documents}
    for access, window in touched:
        for path in named(moves, access.host, access.path):
            for one in shelf.meant(path, access.host):
                met[id(one)].accesses.append((access, window))
    for file in files:
        if file.made is None:
            continue
        for one in shelf.meant(file.path, file.server):
            mine = met[id(one)]
            if mine.made is None or file.made < mine.made:
                mine.made, mine.made_evidence = file.made, file.evidence
    return met


def _exposure(
    one: Document,
    decided: tuple[Verdict, tuple[Reason, ...]],
    count: Counted | None,
    names: Names,
) -> Exposure:
    verdict, reasons = decided
    if count is None:
        code = "exposure.not_counted" if one.path else "exposure.not_among_evidence"
        count = Counted(None, None, Reason(code))
    refs: Iterable[Reference] = (ref for reason in reasons for ref in reason.evidence)
    return Exposure(
        path=one.path,
        original_path=one.original,
        host=names.show(one.host),
        verdict=verdict,
        reasons=(*reasons, *one.told),
        persons=count.persons,
        households=count.households,
        count_reason=count.reason,
        evidence=tuple(dict.fromkeys((*refs, *one.evidence))),
        sha256=one.sha256,
    )


def _verdict(
    one: Document, met: _Met, windows: Sequence[Window], seen: Witnesses
) -> tuple[Verdict, tuple[Reason, ...]]:
    if not windows:
        return "unknown", (Reason("exposure.no_window"),)
    decided = _opened(met) or _made_later(met, windows)
    if decided is not None:
        return decided
    if one.place == "share":
        return _on_share(one, met, seen)
    mine = any(host_key(window.host) == one.host for window in windows)
    if mine and one.place in ("pc", "mailbox"):
        return "possible", (Reason("exposure.on_controlled_pc"), *_aside(met))
    if one.place == "mailbox":
        verdict: Verdict = "possible" if seen.mailboxes == "opened" else "unknown"
        return verdict, (Reason(f"exposure.mailbox_{seen.mailboxes}"),)
    return _elsewhere(one, met, windows)


def _elsewhere(
    one: Document, met: _Met, windows: Sequence[Window]
) -> tuple[Verdict, tuple[Reason, ...]]:
    """On another computer, or nobody says on which; a path may still say in whose profile."""
    if one.host is not None:
        return "unknown", (Reason("exposure.on_other_pc"),)
    owner = profile(one.original)
    if any(owner == (window.user or "").rpartition("\\")[2].lower() for window in windows):
        return "possible", (Reason("exposure.profile_of_user"), *_aside(met))
    return "unknown", (Reason("exposure.place_unknown"),)


def _made_later(met: _Met, windows: Sequence[Window]) -> tuple[Verdict, tuple[Reason, ...]] | None:
    """A server saw it made after the last window: it was not there to be taken."""
    end = max(window.end + timedelta(seconds=window.end_uncertainty_s) for window in windows)
    if met.made is None or met.made <= end or met.made_evidence is None:
        return None
    reason = Reason("exposure.made_later", {"time": iso(met.made)}, (met.made_evidence,))
    return "excluded", (reason,)


def _opened(met: _Met) -> tuple[Verdict, tuple[Reason, ...]] | None:
    """What a record of opening decides: inside the session for sure, or only perhaps."""
    perhaps: list[Reason] = []
    for access, window in sorted(met.accesses, key=lambda pair: pair[0].act != "transferred"):
        if access.act not in OPENED:
            continue
        where = connected(window, access.time, access.uncertainty_s)
        values = {"time": iso(access.time), "uncertainty_s": f"{access.uncertainty_s:.0f}"}
        if where == "inside":
            act = "transferred" if access.act == "transferred" else "opened"
            code = f"exposure.{act}_{'server' if access.from_server else 'pc'}"
            refs = _same(met, access.act)
            return "proven", (Reason(code, values, refs),)
        if where in ("edge", "interruption"):
            perhaps.append(Reason(f"exposure.{where}", values, (access.evidence,)))
    return ("possible", tuple(perhaps)) if perhaps else None


def _same(met: _Met, act: str) -> tuple[Reference, ...]:
    refs = [
        access.evidence
        for access, window in met.accesses
        if access.act == act and connected(window, access.time, access.uncertainty_s) == "inside"
    ]
    return tuple(dict.fromkeys(refs))[:20]


def _aside(met: _Met) -> tuple[Reason, ...]:
    """What was seen of a document without deciding: refusals, listings."""
    reasons = []
    for code, acts in (
        ("exposure.refused", {"refused"}),
        ("exposure.attributes", {"attributes", "list"}),
    ):
        refs = tuple(
            access.evidence
            for access, window in met.accesses
            if access.act in acts
            and connected(window, access.time, access.uncertainty_s) != "outside"
        )
        if refs:
            reasons.append(Reason(code, {}, tuple(dict.fromkeys(refs))[:20]))
    return tuple(reasons)


def _on_share(one: Document, met: _Met, seen: Witnesses) -> tuple[Verdict, tuple[Reason, ...]]:
    """On a server the stranger could not write to, its own records may exclude."""
    unbroken = seen.unbroken.get(one.host or "", ())
    aside = _aside(met)
    if unbroken:
        if any(reason.code == "exposure.refused" for reason in aside):
            return "excluded", aside
        return "excluded", (Reason("exposure.audited_not_read", {"source": unbroken[0]}), *aside)
    audits = seen.audits.get(one.host or "", ())
    code = "exposure.audit_gap" if audits else "exposure.no_audit"
    return "unknown", (Reason(code, {"source": ", ".join(audits) or "-"}), *aside)
