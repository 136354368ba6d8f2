"""The device gate tried on past records: which devices it would have refused, where and whose."""

from __future__ import annotations

from collections import Counter

import duckdb
import pyarrow as pa

from sekisho.events.time import JAPAN
from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.device.uses import ONLY_THE_DISK, Judged, judged
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.whose import whose
from sekisho.rulebook import Asset, Rulebook


def preview(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between = ALWAYS
) -> Preview:
    """What the register would have refused of the insertions that Windows recorded: storage,
    cameras and phones. What else was plugged in leaves records that name no carrier of files."""
    every = judged(connection, rulebook, between)
    known = [one for one in every if one.code != ONLY_THE_DISK]
    refused = [one for one in known if _is_refused(one, rulebook)]
    groups: dict[tuple[str, ...], list[Judged]] = {}
    for one in refused:
        groups.setdefault(_key(one), []).append(one)
    moments = [one.use.first for one in known if one.use.first is not None]
    left = len(every) - len(known)
    refusals = [found for group in groups.values() if (found := _refusals(group, rulebook))]
    return Preview(
        gate="device",
        judged=len(known),
        refused=len(refused),
        first=min(moments, default=None),
        last=max(moments, default=None),
        refusals=tuple(sorted(refusals, key=lambda one: (-one.count, one.code, one.host, one.to))),
        unjudged={"gates.unjudged.disk_serial_only": left} if left else {},
    )


def judge(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, pointers: pa.Table
) -> pa.Table:
    """The notes on insertions among ``pointers``, with ``code`` and ``refused``: each note is
    judged as its insertion is, which may stand in several logs."""
    every = [
        {
            "evidence": note.evidence,
            "position": note.position,
            "unit": note.unit,
            "code": one.code,
            "refused": None if one.code == ONLY_THE_DISK else _is_refused(one, rulebook),
        }
        for one in judged(connection, rulebook, ALWAYS)
        for note in one.use.pointers
    ]
    found = pa.Table.from_pylist(every, schema=_EACH)
    return found.join(pointers, ["evidence", "position", "unit"], join_type="left semi")


_EACH = pa.schema(
    [
        ("evidence", pa.string()),
        ("position", pa.int64()),
        ("unit", pa.string()),
        ("code", pa.string()),
        ("refused", pa.bool_()),
    ]
)


def _is_refused(one: Judged, rulebook: Rulebook) -> bool:
    return one.refused and not _is_free(one, rulebook)


def _asset(one: Judged, rulebook: Rulebook) -> Asset | None:
    return rulebook.asset(one.use.host or "")


def _is_free(one: Judged, rulebook: Rulebook) -> bool:
    asset = _asset(one, rulebook)
    free = (rulebook.asset(name) for name in rulebook.never_refused.assets)
    return asset is not None and asset in free


def _key(one: Judged) -> tuple[str, ...]:
    return one.code, one.use.host or "", one.account, one.use.serial or ",".join(one.use.ids)


def _refusals(group: list[Judged], rulebook: Rulebook) -> Refusals | None:
    dated = [one for one in group if one.use.first is not None]
    moments = [one.use.first for one in dated if one.use.first is not None]
    if not moments:
        return None
    one = group[0]
    asset = _asset(one, rulebook)
    person, department = whose(rulebook, asset, one.account)
    name = asset.name if asset else one.use.host or ""
    pointer = one.use.pointers[0]
    return Refusals(
        code=one.code,
        host=name,
        address="",
        person=person,
        department=department,
        to=" ".join(filter(None, (one.use.description, one.use.ids[0]))),
        count=len(group),
        hours=dict(sorted(Counter(at.astimezone(JAPAN).hour for at in moments).items())),
        first=moments[0],
        last=moments[-1],
        evidence=pointer.evidence,
        position=pointer.position,
        unit=pointer.unit,
    )
