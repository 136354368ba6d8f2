"""History of Firefox: visits and downloads of ``places.sqlite``.

Reference: Mozilla's Places schema (``moz_places``, ``moz_historyvisits``, ``moz_annos``). Times
count microseconds since 1970 UTC. A download is the annotation ``downloads/destinationFileURI``
of a page, its end and size are in ``downloads/metaData``. Position: a visit's ``id``; minus the
annotation's ``id`` for a download. The file is opened as a private copy with its journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import BROWSER
from sekisho.sources.browser_history.database import Reading, chosen, columns_of
from sekisho.sources.browser_history.history import claimed, parts_of
from sekisho.sources.browser_history.rows import Columns, batch, columns, damage, host, moments
from sekisho.sources.contract import Context, Events, Item, Sample, Source

_VISIT = (
    *("id", "visit_date", "visit_type", "from_visit", "url", "title", "visit_count"),
    *("typed", "hidden", "from_url"),
)
_DOWNLOAD = ("id", "dateAdded", "file", "meta", "url", "title", "end", "size", "state")
_NUMBERS = frozenset(
    {
        *("id", "visit_date", "visit_type", "from_visit", "visit_count", "typed", "hidden"),
        *("dateAdded", "end", "size", "state"),
    }
)
_TYPES = (
    "",
    "link",
    "typed",
    "bookmark",
    "embed",
    "redirect_permanent",
    "redirect_temporary",
    "download",
    "framed_link",
    "reload",
)
"""``nsINavHistoryService`` transition types."""


def identify(sample: Sample) -> int:
    """By its tables, else by its name."""
    return claimed(sample, ("moz_historyvisits", "moz_places"), "places.sqlite")


def read(evidence: Evidence, context: Context) -> Iterator[Item]:  # noqa: ARG001
    """Visits, then downloads. Raises NotReadable when there is no table of visits."""
    return parts_of(evidence, ("moz_historyvisits",), (_visits, _downloads))


def _visits(connection: sqlite3.Connection, evidence: Evidence) -> Iterator[Item]:
    page = columns_of(connection, "moz_places")
    counts = ", ".join(
        chosen("p", name, page, "INTEGER") for name in ("visit_count", "typed", "hidden")
    )
    question = f"""
        SELECT v.id, CAST(v.visit_date AS INTEGER), CAST(v.visit_type AS INTEGER),
            CAST(v.from_visit AS INTEGER), {chosen("p", "url", page)},
            {chosen("p", "title", page)}, {counts}, CAST(q.url AS TEXT)
        FROM moz_historyvisits v LEFT JOIN moz_places p ON p.id = v.place_id
            LEFT JOIN moz_historyvisits f ON f.id = v.from_visit
            LEFT JOIN moz_places q ON q.id = f.place_id
    """
    reading = Reading()
    for rows in reading.rows(connection, question, "v.id"):
        if rows:
            yield _visit_events(columns(rows, _VISIT, _NUMBERS), evidence)
    yield from damage(evidence, "moz_historyvisits", reading)


def _visit_events(told: Columns, evidence: Evidence) -> Events:
    kind = told["visit_type"]
    known = pc.if_else(pc.and_(pc.greater(kind, 0), pc.less(kind, len(_TYPES))), kind, None)
    kept = ("visit_type", "from_visit", "visit_count", "typed", "hidden")
    return batch(
        evidence,
        "Mozilla Firefox",
        "firefox_history",
        "moz_historyvisits",
        {
            "@timestamp": moments(told["visit_date"]),
            "time.text": told["visit_date"].cast(pa.string()),
            "event.action": "visit",
            "position": told["id"],
            "c-uri": told["url"],
            "cs-host": host(told["url"]),
            "page.title": told["title"],
            "cs-referrer": told["from_url"],
            "visit.transition": pa.array(_TYPES).take(known),
        },
        {name: told[name].cast(pa.string()) for name in kept},
    )


def _downloads(connection: sqlite3.Connection, evidence: Evidence) -> Iterator[Item]:
    if not columns_of(connection, "moz_annos") or not columns_of(connection, "moz_places"):
        return
    meta = """(SELECT CAST(m.content AS TEXT) FROM moz_annos m JOIN moz_anno_attributes b
        ON b.id = m.anno_attribute_id
        WHERE m.place_id = a.place_id AND b.name = 'downloads/metaData' LIMIT 1)"""

    def inside(name: str) -> str:
        return f"""CASE WHEN json_valid({meta})
            THEN CAST(json_extract({meta}, '$.{name}') AS INTEGER) END"""

    question = f"""
        SELECT a.id, CAST(a.dateAdded AS INTEGER), CAST(a.content AS TEXT), {meta},
            CAST(p.url AS TEXT), CAST(p.title AS TEXT),
            {inside("endTime")}, {inside("fileSize")}, {inside("state")}
        FROM moz_annos a JOIN moz_anno_attributes n ON n.id = a.anno_attribute_id
            LEFT JOIN moz_places p ON p.id = a.place_id
        WHERE n.name = 'downloads/destinationFileURI'
    """
    reading = Reading()
    for rows in reading.rows(connection, question, "a.id"):
        if rows:
            yield _download_events(columns(rows, _DOWNLOAD, _NUMBERS), evidence)
    yield from damage(evidence, "moz_annos", reading)


def _download_events(told: Columns, evidence: Evidence) -> Events:
    in_time = pc.if_else(pc.less(pc.abs(told["end"]), 2**52), told["end"], None)
    states = pc.make_struct(
        pc.equal(told["state"], 1), pc.is_in(told["state"], value_set=pa.array([2, 3, 6, 8, 9]))
    )
    return batch(
        evidence,
        "Mozilla Firefox",
        "firefox_history",
        "moz_annos",
        {
            "@timestamp": moments(told["dateAdded"]),
            "time.text": told["dateAdded"].cast(pa.string()),
            "event.action": "download",
            "event.outcome": pc.case_when(states, pa.scalar("success"), pa.scalar("failure")),
            "position": pc.negate(told["id"]),
            "c-uri": told["url"],
            "cs-host": host(told["url"]),
            "page.title": told["title"],
            "file.path": _paths(told["file"]),
            "file.size": told["size"],
            "event.end": moments(pc.multiply(in_time, 1000)),
        },
        {"destinationFileURI": told["file"], "metaData": told["meta"]},
    )


def _paths(addresses: pa.Array) -> pa.Array:
    """Paths from ``file:`` addresses, Windows' own with its separators."""
    return pa.array([_path(address) for address in addresses.to_pylist()], pa.string())


def _path(address: str | None) -> str | None:
    if address is None or not address.startswith("file://"):
        return address
    path = unquote(address.removeprefix("file://"))
    return path[1:].replace("/", "\\") if path[2:3] == ":" else path


SOURCE = Source(
    name="firefox_history",
    kinds=(BROWSER,),
    unit="row",
    reference="https://firefox-source-docs.mozilla.org/browser/places/",
    zone="utc_1970",
    encoding="sqlite",
    tried_on="browser-history",
    identify=identify,
    read=read,
)
