"""What changed in a case between two runs over the same folder, and why.

Both sides are ``case.json`` as written; the reason of a change is the evidence that is new and
that the changed fact cites, or all that is new when it cites none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sekisho.case.rest.covering import Covering

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One fact that is new, gone or different. ``before`` and ``after`` are None when absent."""

    what: str
    fact: str
    before: str | None
    after: str | None
    because: tuple[str, ...]


def changes(before: Facts, after: Facts, new: Sequence[str]) -> tuple[Change, ...]:
    """The changes from ``before`` to ``after``; ``new``: names of evidence new since then."""
    found: list[Change] = []
    for what, read in _READERS.items():
        old, now = dict(read(before)), dict(read(after))
        if what == "exposure":  # what one run tells by itself another may only sum
            old, now = {**_in_sums(before, after), **old}, {**_in_sums(after, before), **now}
        for fact in sorted(old.keys() | now.keys()):
            was, is_ = old.get(fact), now.get(fact)
            if (was and was[0]) != (is_ and is_[0]):
                cited = is_[1] if is_ else set()
                because = tuple(name for name in new if name in cited) or tuple(new)
                found.append(
                    Change(what, fact, was[0] if was else None, is_[0] if is_ else None, because)
                )
    return tuple(found)


_Read = Iterator[tuple[str, tuple[str, set[str]]]]


def _windows(case: Facts) -> _Read:
    for window in case.get("windows", ()):
        shown = f"{window['start']} – {window['end']}"
        yield str(window["host"]), (shown, _cited(window))


def _sessions(case: Facts) -> _Read:
    for session in case.get("sessions", ()):
        fact = f"{session['host']} {session['tool']} {session['start']}"
        yield fact, (str(session["judgement"]), _cited(session))


def _exposure(case: Facts) -> _Read:
    for document in case.get("exposure", ()):
        fact = document["path"] or f"{document['host']}:{document['original_path']}"
        yield str(fact), (str(document["verdict"]), _cited(document))


def _in_sums(case: Facts, other: Facts) -> dict[str, tuple[str, set[str]]]:
    """The documents that ``other`` tells one by one and this case in a sum, as ``_exposure``."""
    covering = Covering(case)
    return {
        f"{one['host']}:{one['original_path']}": (verdict, {ref["evidence"]})
        for one in other.get("exposure", ())
        for ref in (one["evidence"] if one["path"] is None else ())
        if (verdict := covering.verdict(ref["evidence"], ref["position"]))
    }


def _sums(case: Facts) -> _Read:
    counted: dict[tuple[str, str], int] = {}
    for lot in (case.get("rest") or {}).get("lots", ()):
        key = lot["inventory"], lot["verdict"]
        counted[key] = counted.get(key, 0) + lot["documents"]
    for (inventory, verdict), documents in counted.items():
        yield f"{inventory} {verdict}", (str(documents), {inventory})


def _volume(case: Facts) -> _Read:
    sent = case.get("volume", {}).get("sent_bytes")
    yield "sent_bytes", ("unknown" if sent is None else str(sent), _cited(case.get("volume", {})))


def _findings(case: Facts) -> _Read:
    counted: dict[str, tuple[int, set[str]]] = {}
    for finding in case.get("findings", ()):
        count, cited = counted.get(finding["rule_id"], (0, set()))
        counted[finding["rule_id"]] = (count + 1, cited | _cited({"evidence": finding["evidence"]}))
    for rule, (count, cited) in counted.items():
        yield rule, (str(count), cited)


def _spread(case: Facts) -> _Read:
    counted: dict[str, tuple[int, set[str]]] = {}
    for contact in case.get("spread", ()):
        who = contact["host"] or contact["user"] or contact["address"] or ""
        fact = f"{contact['what']} {contact['value']} {who}".rstrip()
        count, cited = counted.get(fact, (0, set()))
        counted[fact] = (count + contact["count"], cited | _cited(contact))
    for fact, (count, cited) in counted.items():
        yield fact, (str(count), cited)


def _unread(case: Facts) -> _Read:
    for one in case.get("unread", ()):
        yield str(one["path"]), ("unread", {str(one["path"])})


_READERS = {
    "window": _windows,
    "session": _sessions,
    "exposure": _exposure,
    "summed": _sums,
    "volume": _volume,
    "finding": _findings,
    "spread": _spread,
    "unread": _unread,
}


def _cited(fact: Any) -> set[str]:
    """The names of all evidence that a fact cites, its reasons included."""
    if isinstance(fact, Mapping):
        own = {fact["evidence"]} if isinstance(fact.get("evidence"), str) else set()
        return own | _all(fact.values())
    if isinstance(fact, (list, tuple)):
        return _all(fact)
    return set()


def _all(facts: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for fact in facts:
        found |= _cited(fact)
    return found
