"""History of Chrome, Edge and other Chromium browsers: visits and downloads.

Reference: Chromium's ``components/history/core/browser`` (tables ``visits``, ``urls``,
``downloads``, ``downloads_url_chains``). Times count microseconds since 1601 UTC; downloads of
versions before 26 count seconds since 1970. Position: a visit's ``id``; minus the ``id`` for
a download. The file is opened as a private copy together with its journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import BROWSER
from sekisho.sources.browser_history import chromium, owner
from sekisho.sources.browser_history.database import Reading, columns_of
from sekisho.sources.browser_history.history import claimed, parts_of
from sekisho.sources.browser_history.rows import Columns, batch, columns, damage, host, webkit
from sekisho.sources.contract import Context, Events, Item, Sample, Source


def identify(sample: Sample) -> int:
    """By its tables, else by its name."""
    return claimed(sample, ("visits", "urls"), "history")


def read(evidence: Evidence, context: Context) -> Iterator[Item]:  # noqa: ARG001
    """Visits, then downloads. Raises NotReadable when neither table can be found."""
    return parts_of(evidence, ("visits", "downloads"), (_visits, _downloads))


def _visits(connection: sqlite3.Connection, evidence: Evidence) -> Iterator[Item]:
    present = columns_of(connection, "visits")
    if not present:
        return
    reading = Reading()
    question = chromium.visits(connection, present)
    for rows in reading.rows(connection, question, "v.id"):
        if rows:
            yield _visit_events(columns(rows, chromium.VISIT, chromium.NUMBERS), evidence)
    yield from damage(evidence, "visits", reading)


def _visit_events(told: Columns, evidence: Evidence) -> Events:
    start = webkit(told["visit_time"])
    lasted = pc.if_else(pc.greater(told["visit_duration"], 0), told["visit_duration"], None)
    end = pc.add(told["visit_time"], lasted)
    return batch(
        evidence,
        owner.browser(evidence),
        "chrome_history",
        "visits",
        {
            "@timestamp": start,
            "time.text": told["visit_time"].cast(pa.string()),
            "event.action": "visit",
            "position": told["id"],
            "c-uri": told["url"],
            "cs-host": host(told["url"]),
            "page.title": told["title"],
            "cs-referrer": pc.coalesce(told["from_url"], told["external_referrer_url"]),
            "visit.transition": chromium.transition(told["transition"]),
            "visit.duration_us": lasted,
            "event.end": webkit(end),
        },
        chromium.fields(told, chromium.VISIT_FIELDS),
    )


def _downloads(connection: sqlite3.Connection, evidence: Evidence) -> Iterator[Item]:
    present = columns_of(connection, "downloads")
    if not present:
        return
    reading = Reading()
    question = chromium.downloads(connection, present)
    for rows in reading.rows(connection, question, "d.id"):
        if rows:
            yield _download_events(columns(rows, chromium.DOWNLOAD, chromium.NUMBERS), evidence)
    yield from damage(evidence, "downloads", reading)


def _download_events(told: Columns, evidence: Evidence) -> Events:
    path = pc.coalesce(
        *(_told(told[name]) for name in ("target_path", "current_path", "full_path"))
    )
    address = pc.coalesce(_told(told["final_url"]), _told(told["url"]))
    size = pc.if_else(pc.greater(told["total_bytes"], 0), told["total_bytes"], None)
    return batch(
        evidence,
        owner.browser(evidence),
        "chrome_history",
        "downloads",
        {
            "@timestamp": webkit(told["start_time"]),
            "time.text": told["start_time"].cast(pa.string()),
            "event.action": "download",
            "event.outcome": chromium.outcome(told["state"]),
            "position": pc.negate(told["id"]),
            "c-uri": address,
            "cs-host": host(address),
            "cs-referrer": pc.coalesce(_told(told["referrer"]), _told(told["tab_url"])),
            "file.path": path,
            "file.size": pc.coalesce(size, told["received_bytes"]),
            "http.response.mime_type": _told(told["mime_type"]),
            "event.end": webkit(told["end_time"]),
        },
        chromium.fields(told, chromium.DOWNLOAD_FIELDS),
    )


def _told(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, ""), None, texts)


SOURCE = Source(
    name="chrome_history",
    kinds=(BROWSER,),
    unit="row",
    reference="https://source.chromium.org/chromium/chromium/src/+/main:components/history/core/browser/",
    zone="utc_1601",
    encoding="sqlite",
    tried_on="browser-history",
    identify=identify,
    read=read,
)
