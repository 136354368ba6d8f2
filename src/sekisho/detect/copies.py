"""What only several records of a file server show together: copies, moves, and mass reading.

A server records no copying. That a document was copied is inferred: one person read a file and
within ``SOON`` wrote a file of the same name in another folder or share, which he had not read
before writing. It stays a doubt: no record compares contents or sizes, a copy under another name is
not seen, and two files of one name that somebody edits side by side can look the same. Both records
are pointed to. Read: Samba's ``full_audit`` and Windows 5145 (the access asked for at the opening;
a copy inside one server leaves openings alone).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import duckdb

from sekisho.detect.findings import Finding

SOON = timedelta(minutes=5)
"""A large file is written long after its reading began, an unrelated one later still."""
BURST = timedelta(minutes=10)
MANY = 100
"""Different files that nobody opens by hand within ``BURST``."""
COPIED = "sekisho.share.copied"
MOVED = "sekisho.share.moved"
READ_MANY = "sekisho.share.read_many"
TITLES = {
    COPIED: "共有の文書が別の場所へ写された疑い（読み出しから5分以内に、同じ名で書き込み） / "
    "Document of a share perhaps copied elsewhere (read, then written under its name within "
    "5 minutes)",
    MOVED: "共有の文書の別のフォルダーへの移動 / Document of a share moved to another folder",
    READ_MANY: "共有の文書の大量の読み出し（10分間に100件以上） / "
    "Many documents of a share read (100 or more within 10 minutes)",
}
_LEVELS = {COPIED: "medium", MOVED: "low", READ_MANY: "medium"}
_MASK = "try_cast(fields['AccessMask'] AS BIGINT)"
_ACTS = f"""
CREATE OR REPLACE TEMP TABLE share_acts AS
WITH acts AS (
  SELECT "@timestamp" AS t, "host.name" AS host, "user.name" AS account,
         concat_ws('/', '/', coalesce("observer.name", "host.name"), "share.name") AS place,
         "file.path" AS path, "file.target_path" AS target, "event.action" AS act,
         evidence, position, unit
  FROM share WHERE "event.outcome" IS DISTINCT FROM 'failure'
    AND "event.action" IN ('read', 'write', 'create', 'rename')
  UNION ALL
  SELECT "@timestamp", "host.name", coalesce(fields['SubjectUserName'], "user.name"),
         concat_ws('/', '/', "host.name", fields['ShareName']), fields['RelativeTargetName'], NULL,
         CASE WHEN ({_MASK} & 6) > 0 THEN 'write' ELSE 'read' END, evidence, position, unit
  FROM windows WHERE "EventID" = 5145 AND "event.outcome" IS DISTINCT FROM 'failure'
    AND ({_MASK} & 7) > 0
), told AS (
  SELECT *, lower(regexp_extract(account, '([^\\\\]*)$', 1)) AS who,
         lower(place || '/' || replace(path, '\\', '/')) AS whole,
         lower(place || '/' || replace(target, '\\', '/')) AS whole_target
  FROM acts WHERE t IS NOT NULL AND account IS NOT NULL AND path IS NOT NULL
)
SELECT who, act, whole, regexp_extract(whole, '([^/]*)$', 1) AS name,
       regexp_extract(whole, '^(.*)/', 1) AS folder, whole_target, min(t) AS t,
       arg_min(struct_pack(t, host, evidence, position, unit), (t, position)) AS first
FROM told WHERE NOT starts_with(who, 'system') AND NOT ends_with(who, '$')
GROUP BY who, act, whole, whole_target, date_trunc('minute', t)
"""
"""One act a file and minute: reading a large file leaves a line for each piece of it."""
_COPIED = """
WITH shared AS (
  FROM share_acts WHERE name NOT IN ('', 'thumbs.db', 'desktop.ini', '.ds_store')
    AND NOT starts_with(name, '~$') AND NOT ends_with(name, '.tmp')
), pairs AS (
  SELECT w.who, r.whole, w.whole AS copy, arg_max(r.first, r.t) AS source,
         arg_min(w.first, w.t) AS written, min(w.t) AS t
  FROM shared w JOIN shared r ON w.who = r.who AND w.name = r.name AND w.folder <> r.folder
    AND r.t <= w.t AND w.t - r.t <= $soon
  WHERE w.act IN ('write', 'create') AND r.act = 'read' GROUP BY ALL
)
SELECT unnest([source, written]) AS first FROM pairs p
ANTI JOIN shared own ON own.who = p.who AND own.whole = p.copy AND own.act = 'read'
  AND own.t <= p.t AND p.t - own.t <= $soon
"""
_MOVED = """
SELECT first FROM share_acts WHERE act = 'rename' AND whole_target IS NOT NULL
  AND regexp_extract(whole_target, '^(.*)/', 1) <> folder
  AND regexp_extract(whole_target, '([^/]*)$', 1) = name
"""
_READ_MANY = """
WITH once AS (
  SELECT who, whole, date_trunc('day', t) AS day, min(t) AS t, arg_min(first, t) AS first
  FROM share_acts WHERE act = 'read' GROUP BY ALL
), counted AS (
  SELECT *, count(*) OVER (PARTITION BY who ORDER BY t
                           RANGE BETWEEN CURRENT ROW AND $burst FOLLOWING) AS files
  FROM once
)
SELECT arg_min(first, t) AS first FROM counted WHERE files >= $many GROUP BY who, day
"""
"""The first file of a person's first burst in a day."""


def share_findings(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Findings of all three, in no order; for a copy one at its reading and one at its writing."""
    connection.execute(_ACTS)
    asked: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (COPIED, _COPIED, {"soon": SOON}),
        (MOVED, _MOVED, {}),
        (READ_MANY, _READ_MANY, {"burst": BURST, "many": MANY}),
    )
    for rule_id, question, values in asked:
        for row in connection.sql(question, params=values).to_arrow_table().to_pylist():
            yield _finding(rule_id, row["first"])
    connection.execute("DROP TABLE share_acts")


def _finding(rule_id: str, record: dict[str, Any]) -> Finding:
    return Finding(
        rule_id=rule_id,
        title=TITLES[rule_id],
        level=_LEVELS[rule_id],
        time=record["t"],
        host=record["host"],
        evidence=record["evidence"],
        position=record["position"],
        unit=record["unit"],
        tags=("attack.collection", "attack.t1039"),
        rule_file="copies",
    )
