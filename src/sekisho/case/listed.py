"""Documents that a list of files names: where each lay, its hash, and the times it had.

The times are those of the file system. Whoever controls a computer can set them, so they are
shown and decide nothing.
"""

from __future__ import annotations

import duckdb

from sekisho.case.asking import Row, ask, reference
from sekisho.case.documents import EXTENSIONS, Document, is_document, parts_of
from sekisho.case.facts import Reason
from sekisho.case.hosts import host_key
from sekisho.events.time import iso

MAILBOXES = ["ost", "pst"]
"""What an office keeps in the folder that programs have for themselves; all else there is theirs:
pictures of pages, texts of licences."""

_LISTED = """
SELECT "host.name" AS host, "file.path" AS path, max("file.hash.sha256") AS sha256,
       max("file.created") AS created, max("file.mtime") AS modified,
       max("file.accessed") AS accessed, arg_min(evidence, (evidence, position)) AS evidence,
       arg_min(position, (evidence, position)) AS position,
       arg_min(unit, (evidence, position)) AS unit
FROM (SELECT *, regexp_extract(lower("file.path"), '\\.([^.\\\\/]+)$', 1) AS ending FROM file)
WHERE "event.action" = 'file' AND ending IN (SELECT unnest($endings))
  AND (lower("file.path") NOT LIKE '%\\appdata\\%' OR ending IN (SELECT unnest($mailboxes)))
GROUP BY ALL ORDER BY host, path
"""
_TIMES = ("created", "modified", "accessed")


def listed(connection: duckdb.DuckDBPyConnection) -> tuple[Document, ...]:
    """Every document of every list, by computer and path. Needs the view ``file``."""
    rows = ask(connection, _LISTED, {"endings": sorted(EXTENSIONS), "mailboxes": MAILBOXES})
    found = (_document(row) for row in rows)
    return tuple(one for one in found if one.parts and is_document(one.parts[-1]))


def _document(row: Row) -> Document:
    path = row["path"]
    server = path.startswith(("/", "\\\\"))
    values = {name: iso(row[name]) for name in _TIMES if row[name] is not None}
    refs = (reference(row),)
    code = "exposure.listed" if len(values) == len(_TIMES) else "exposure.listed_partly"
    return Document(
        path=None,
        original=path,
        host=host_key(row["host"]),
        place="share" if server else "pc",
        parts=parts_of(path),
        sha256=row["sha256"],
        evidence=refs,
        told=(Reason(code, values, refs),),
    )
