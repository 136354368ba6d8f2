"""From the parts of Windows events to their record batch: the same way for every form."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events import events
from sekisho.events.columns import MOMENT, SMALL
from sekisho.events.kinds import WINDOWS
from sekisho.sources.uniques import mapped
from sekisho.sources.windows import actor
from sekisho.sources.windows.fields import Data
from sekisho.sources.windows.names import TAKEN
from sekisho.sources.windows.parts import Parts

_BLANK = pa.array(["", "-"])
_FAILURE = r"^..[13579bdf]"
_SUCCESS = r"^..[2367abef]"
"""The standard keywords *audit failure* (bit 52) and *audit success* (bit 53), in the third
of sixteen hexadecimal digits."""


def batch(
    parts: Parts, evidence: str, positions: pa.Array, unit: str, dataset: str
) -> pa.RecordBatch:
    """The record batch of events of kind ``windows``."""
    system = _blanks_as_null(parts.system)
    data = Data.of(parts.names, parts.values).without(["Data"])
    found = data.values_of(actor.NAMES)
    provider, code = system["provider"], system["code"]
    return events(
        WINDOWS,
        len(positions),
        {
            "@timestamp": system["moment"].cast(MOMENT),
            "time.text": system["time"],
            "host.name": system["computer"],
            "observer.name": system["observer"],
            "user.name": actor.user(found, provider, code),
            "source.ip": actor.source_ip(found, provider, code),
            "destination.ip": actor.destination_ip(found),
            "event.dataset": dataset,
            "event.provider": provider,
            "event.code": code,
            "event.outcome": _outcome(system["keywords"]),
            "evidence": evidence,
            "position": positions,
            "unit": unit,
            "EventID": _number(code, SMALL),
            "winlog.channel": system["channel"],
            "winlog.record_id": _number(system["record_id"], pa.int64()),
            "winlog.level": system["level"],
            "winlog.task": system["task"],
            "winlog.opcode": system["opcode"],
            "winlog.keywords": system["keywords"],
            "winlog.process_id": system["process_id"],
            "winlog.thread_id": system["thread_id"],
            "winlog.activity_id": system["activity_id"],
            "winlog.user_sid": system["user_sid"],
            "winlog.version": system["version"],
            "winlog.provider_guid": system["provider_guid"],
            "winlog.source_name": system["source_name"],
            "winlog.qualifiers": system["qualifiers"],
            "Data": parts.data,
            "fields": data.renamed(TAKEN).as_map(),
        },
    )


def _blanks_as_null(system: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """Text columns where ``-`` and empty became null. Most hold neither: all are asked at once."""
    texts = [name for name, column in system.items() if pa.types.is_string(column.type)]
    rows = len(system[texts[0]])
    blank = pc.is_in(pa.concat_arrays([system[name] for name in texts]), value_set=_BLANK)
    cleaned = dict(system)
    if pc.any(blank).as_py():
        for number, name in enumerate(texts):
            here = blank.slice(number * rows, rows)
            if here.true_count:
                cleaned[name] = pc.if_else(here, None, system[name])
    return cleaned


def _number(texts: pa.Array, to: pa.DataType) -> pa.Array:
    """Decimal texts as numbers that fit; others are null."""
    digits = 9 if to == SMALL else 18
    fits = pc.match_substring_regex(texts, rf"^\d{{1,{digits}}}$")
    return pc.if_else(fits, texts, None).cast(to)


def _outcome(keywords: pa.Array) -> pa.Array:
    """What the audit keywords say; null for events that are no audit."""
    return mapped(keywords, _outcome_of)


def _outcome_of(keywords: pa.Array) -> pa.Array:
    hexadecimal = pc.if_else(pc.starts_with(keywords, "0x"), keywords, None)
    digits = pc.utf8_lpad(pc.utf8_slice_codeunits(pc.utf8_lower(hexadecimal), 2), 16, "0")
    return pc.case_when(
        pc.make_struct(
            pc.match_substring_regex(digits, _FAILURE), pc.match_substring_regex(digits, _SUCCESS)
        ),
        pa.scalar("failure"),
        pa.scalar("success"),
    )
