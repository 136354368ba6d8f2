"""Windows events as Winlogbeat 7 and 8 write them: taken apart.

Reference: Winlogbeat exported fields, ``winlog.*``. What Winlogbeat derives from the event for
the Elastic Common Schema is left aside: it is derived here too, by the rule for all forms.
"""

from __future__ import annotations

from collections.abc import Mapping

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.windows.asking import ask, column, told
from sekisho.sources.windows.leaves import ROOT_NAME
from sekisho.sources.windows.levels import AUDIT_FAILURE, AUDIT_SUCCESS, keywords, level
from sekisho.sources.windows.parts import Parts
from sekisho.sources.windows.times import moments

_PATHS: Mapping[str, str] = {
    "time": '$."@timestamp"',
    "provider": "$.winlog.provider_name",
    "provider_guid": "$.winlog.provider_guid",
    "code": "$.winlog.event_id",
    "event_code": "$.event.code",
    "version": "$.winlog.version",
    "level": "$.log.level",
    "level_7": "$.winlog.level",
    "task": "$.winlog.task",
    "opcode": "$.winlog.opcode",
    "keywords": "$.winlog.keywords",
    "record_id": "$.winlog.record_id",
    "process_id": "$.winlog.process.pid",
    "thread_id": "$.winlog.process.thread.id",
    "activity_id": "$.winlog.activity_id",
    "channel": "$.winlog.channel",
    "computer": "$.winlog.computer_name",
    "host": "$.host.name",
    "user_sid": "$.winlog.user.identifier",
    "observer": "$.agent.hostname",
    "agent": "$.agent.name",
    "message": "$.message",
    "user_data": "$.winlog.user_data",
}
_QUESTION = f"""
    SELECT raw->>{list(_PATHS.values())} AS told,
        coalesce(json_keys(raw, '$.winlog.event_data'), []) AS names,
        coalesce(raw->>'$.winlog.event_data.*', []) AS found,
        coalesce(json_keys(raw, '$.winlog.user_data'), []) AS user_names,
        coalesce(raw->>'$.winlog.user_data.*', []) AS user_found
    FROM given
"""
_MERGED = f"""
    SELECT list_concat(names, list_transform(user_names,
               lambda n: CASE WHEN n = 'xml_name' THEN '{ROOT_NAME}' ELSE n END),
               CASE WHEN message IS NULL THEN [] ELSE ['Message'] END) AS names,
        list_concat(found, user_found,
               CASE WHEN message IS NULL THEN [] ELSE [message] END) AS found
    FROM given
"""


def take_apart(raw: pa.Array) -> Parts:
    """The parts of events as Winlogbeat writes them, all of them JSON."""
    answer = ask(_QUESTION, pa.table({"raw": raw}))
    system = told(answer, "told", list(_PATHS))
    merged = ask(_MERGED, answer.drop_columns(["told"]).append_column("message", system["message"]))
    system["code"] = pc.coalesce(system["code"], system["event_code"])
    system["computer"] = pc.coalesce(system["computer"], system["host"])
    system["keywords"] = keywords(_joined(system["keywords"]))
    system["level"] = _level(pc.coalesce(system["level"], system["level_7"]), system["keywords"])
    system["observer"] = _other(
        pc.coalesce(system["observer"], system["agent"]), system["computer"]
    )
    data = pa.nulls(len(raw), pa.list_(pa.string()))
    times = moments(system["time"])
    return Parts.of(system, times, column(merged, "names"), column(merged, "found"), data)


def _joined(lists: pa.Array) -> pa.Array:
    """Keywords, a JSON list of words, as one text."""
    different = pc.unique(lists).drop_null()
    written = [_words(text) for text in different.to_pylist()]
    return pa.array(written, pa.string()).take(pc.index_in(lists, value_set=different))


def _words(text: str) -> str:
    try:
        words = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    return ", ".join(map(str, words)) if isinstance(words, list) else text


def _level(words: pa.Array, keys: pa.Array) -> pa.Array:
    """Winlogbeat calls level 0, which audits have, *information* as well."""
    audit = pc.is_in(keys, value_set=pa.array([AUDIT_SUCCESS, AUDIT_FAILURE]))
    numbers = level(words)
    return pc.if_else(pc.and_(audit, pc.equal(numbers, "4")), "0", numbers)


def _other(collector: pa.Array, computer: pa.Array) -> pa.Array:
    """The computer that collected, where it is not the event's own (or its short name)."""
    short = pc.utf8_lower(collector)
    full = pc.utf8_lower(computer)
    own = pc.or_(pc.equal(short, full), pc.equal(short, _first_label(full)))
    return pc.if_else(pc.fill_null(own, False), None, collector)


def _first_label(names: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(names, r"\..*$", "")
