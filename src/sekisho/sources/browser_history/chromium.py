"""What Chromium's history tables hold, version by version, and what their numbers mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.browser_history.database import chosen, columns_of

_VISIT_COLUMNS = (
    "visit_time",
    "visit_duration",
    "transition",
    "from_visit",
    "opener_visit",
    "external_referrer_url",
    "originator_cache_guid",
)
VISIT = ("id", *_VISIT_COLUMNS, "url", "title", "visit_count", "typed_count", "from_url", "source")
VISIT_FIELDS = (
    "transition",
    "from_visit",
    "opener_visit",
    "visit_count",
    "typed_count",
    "source",
    "originator_cache_guid",
)
_DOWNLOAD_COLUMNS = (
    "start_time",
    "end_time",
    "received_bytes",
    "total_bytes",
    "state",
    "danger_type",
    "interrupt_reason",
    "opened",
    "target_path",
    "current_path",
    "full_path",
    "url",
    "referrer",
    "site_url",
    "tab_url",
    "tab_referrer_url",
    "mime_type",
    "by_ext_name",
    "last_modified",
)
DOWNLOAD = ("id", *_DOWNLOAD_COLUMNS, "final_url", "url_chain")
DOWNLOAD_FIELDS = (
    "state",
    "danger_type",
    "interrupt_reason",
    "opened",
    "received_bytes",
    "total_bytes",
    "current_path",
    "site_url",
    "tab_url",
    "tab_referrer_url",
    "by_ext_name",
    "last_modified",
    "url_chain",
)
NUMBERS = frozenset(
    {
        *("id", "visit_time", "visit_duration", "transition", "from_visit", "opener_visit"),
        *("visit_count", "typed_count", "source", "start_time", "end_time", "received_bytes"),
        *("total_bytes", "state", "danger_type", "interrupt_reason", "opened"),
    }
)
_TRANSITIONS = (
    "link",
    "typed",
    "auto_bookmark",
    "auto_subframe",
    "manual_subframe",
    "generated",
    "auto_toplevel",
    "form_submit",
    "reload",
    "keyword",
    "keyword_generated",
)
"""Core types of ``ui/base/page_transition_types.h``: the low eight bits of a transition."""


def visits(connection: sqlite3.Connection, present: frozenset[str]) -> str:
    """The question for all visits, with their page and the page they came from."""
    told = [
        chosen("v", name, present, "INTEGER" if name in NUMBERS else "TEXT")
        for name in _VISIT_COLUMNS
    ]
    page = columns_of(connection, "urls")
    source = "s.source" if columns_of(connection, "visit_source") else "NULL"
    joined = "LEFT JOIN visit_source s ON s.id = v.id" if source != "NULL" else ""
    return f"""
        SELECT v.id, {", ".join(told)},
            {chosen("u", "url", page)}, {chosen("u", "title", page)},
            {chosen("u", "visit_count", page, "INTEGER")},
            {chosen("u", "typed_count", page, "INTEGER")},
            CAST(w.url AS TEXT), CAST({source} AS INTEGER)
        FROM visits v LEFT JOIN urls u ON u.id = v.url
            LEFT JOIN visits f ON f.id = v.from_visit LEFT JOIN urls w ON w.id = f.url {joined}
    """


def downloads(connection: sqlite3.Connection, present: frozenset[str]) -> str:
    """The question for all downloads, with the chain of addresses they were led through."""
    told = [
        chosen("d", name, present, "INTEGER" if name in NUMBERS else "TEXT")
        for name in _DOWNLOAD_COLUMNS
    ]
    final, chain = "NULL", "NULL"
    if columns_of(connection, "downloads_url_chains"):
        of = "FROM downloads_url_chains c WHERE c.id = d.id"
        final = f"(SELECT CAST(c.url AS TEXT) {of} ORDER BY chain_index DESC LIMIT 1)"
        ordered = f"(SELECT c.url {of} ORDER BY chain_index)"
        chain = f"(SELECT group_concat(url, char(10)) FROM {ordered})"
    return f"SELECT d.id, {', '.join(told)}, {final}, {chain} FROM downloads d"


def fields(told: Mapping[str, pa.Array], names: Sequence[str]) -> dict[str, pa.Array]:
    """What has no column of its own, as text, by the browser's names."""
    return {name: told[name].cast(pa.string()) for name in names}


def transition(numbers: pa.Array) -> pa.Array:
    """How a page was come to, by the core type."""
    core = pc.bit_wise_and(numbers, 0xFF)
    known = pc.if_else(pc.less(core, len(_TRANSITIONS)), core, None)
    return pa.array(_TRANSITIONS).take(known)


def outcome(states: pa.Array) -> pa.Array:
    """1 is complete; 2, 3 and 4 are cancelled or interrupted; 0 goes on."""
    return pc.case_when(
        pc.make_struct(pc.equal(states, 1), pc.is_in(states, value_set=pa.array([2, 3, 4]))),
        pa.scalar("success"),
        pa.scalar("failure"),
    )
