"""The programs that Windows recorded as started, each judged by the rulebook, in one question.

Read: Security 4688, Sysmon 1, AppLocker 8002 to 8004 (*EXE and DLL*, executables). One start
can stand in all three: of the starts of one program on one PC within a minute the log that
counts most is taken, and what any of them knows of it. Only AppLocker knows signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import duckdb
import pyarrow as pa

from sekisho.detect.catalogue import Tool
from sekisho.gates.between import Between
from sekisho.gates.software import model
from sekisho.gates.software.places import TRUSTED, WRITABLE, expanded
from sekisho.gates.software.programs import Conditions, allowed, forbidden
from sekisho.gates.supported import fits, host_names, one_of, ticket_sql
from sekisho.ledger.tables import literal
from sekisho.rulebook import Asset, Rulebook

NO_PATH, NO_SIGNATURE = "gates.unjudged.no_path", "gates.unjudged.no_signature"
_RAW = r"""
SELECT "host.name" AS host, "@timestamp" AS moment, "winlog.channel" AS source,
       CASE WHEN "EventID" = 4688 THEN fields['NewProcessName']
            WHEN "EventID" = 1 THEN fields['Image']
            ELSE coalesce(fields['FullFilePath'], fields['FilePath']) END AS told,
       CASE WHEN "EventID" = 4688
            THEN coalesce(nullif(nullif(fields['TargetUserName'], '-'), ''),
                          fields['SubjectUserName'])
            WHEN "EventID" = 1 THEN regexp_replace(fields['User'], '^.*\\', '') END AS account,
       coalesce(fields['TokenElevationType'] = '%%1937'
         OR fields['SubjectUserSid'] = 'S-1-5-18'
         OR fields['MandatoryLabel'] IN ('S-1-16-12288', 'S-1-16-16384')
         OR fields['IntegrityLevel'] IN ('High', 'System')
         OR fields['TargetUser'] = 'S-1-5-18', false) AS administrator,
       string_split(nullif(nullif(fields['Fqbn'], '-'), ''), '\') AS signed,
       upper(replace(nullif(fields['FileHash'], ''), '-', '')) AS sha256,
       "EventID" BETWEEN 8002 AND 8004 AS complete,
       {{'evidence': evidence, 'position': position, 'unit': unit}} AS sample
FROM windows
WHERE (("winlog.channel" = 'Security' AND "EventID" = 4688)
    OR ("winlog.channel" = 'Microsoft-Windows-Sysmon/Operational' AND "EventID" = 1)
    OR ("winlog.channel" = 'Microsoft-Windows-AppLocker/EXE and DLL'
        AND "EventID" BETWEEN 8002 AND 8004
        AND coalesce(fields['PolicyName'], 'EXE') = 'EXE')) {between}
"""
_RUNS = r"""
CREATE OR REPLACE TEMP TABLE software_runs AS
WITH raw AS ({raw}),
every AS (
  SELECT * REPLACE (coalesce(host, '') AS host), {path} AS path,
         date_trunc('minute', moment) AS minute
  FROM raw
),
placed AS ({placed}),
by_source AS (
  SELECT host, path, minute, source, count(*) AS starts,
         max(account) FILTER (account <> '') AS account, bool_or(administrator) AS administrator,
         max(nullif(signed[1], '-')) AS publisher, max(signed[2]) AS product, max(sha256) AS sha256,
         bool_or(complete) AS complete, min(moment) AS first, max(moment) AS last,
         arg_min(sample, moment) AS sample{own}
  FROM placed GROUP BY ALL
)
SELECT host, path, minute, max(starts)::BIGINT AS starts, coalesce(max(account), '') AS account,
       bool_or(administrator) AS administrator, upper(coalesce(max(publisher), '')) AS publisher,
       upper(coalesce(max(product), '')) AS product, coalesce(max(sha256), '') AS sha256,
       bool_or(complete) AS complete, min(first) AS first, max(last) AS last,
       arg_min(sample, first) AS sample{all}
FROM by_source GROUP BY host, path, minute
"""
_POINTED = """
FROM every SEMI JOIN (
  SELECT DISTINCT host, path, minute FROM every JOIN software_pointed AS one
    ON sample = {'evidence': one.evidence, 'position': one.position, 'unit': one.unit}
) AS chosen
  ON every.host = chosen.host AND every.path IS NOT DISTINCT FROM chosen.path
 AND every.minute IS NOT DISTINCT FROM chosen.minute
"""
"""All that is known of the starts that somebody points to, whichever log he points into."""
_TOGETHER = {"placed": "FROM every", "own": "", "all": ""}
_EACH = {
    "placed": _POINTED,
    "own": ", list(sample) AS pointers",
    "all": ", flatten(list(pointers)) AS pointers",
}
_JUDGED = """
SELECT * EXCLUDE (permitted), code IN ({refusing}) AND permitted IS NULL AS refused,
       CASE WHEN code IN ({refusing}) THEN permitted END AS ticket,
       CASE WHEN code IS NULL THEN '{no_path}'
            WHEN NOT complete AND CASE WHEN code IN ({by_default}) THEN {may_be_allowed}
                                       WHEN code = '{forbidden}' THEN false
                                       ELSE {may_be_forbidden} END
            THEN '{no_signature}' END AS unjudged
FROM (SELECT *, {code} AS code, {ticket} AS permitted FROM software_runs)
ORDER BY first, host, path
"""
_VARIABLES = (
    ("%osdrive%", "c:"),
    ("%windir%", "c:\\windows"),
    ("%system32%", "c:\\windows\\system32"),
    ("%programfiles%", "c:\\program files"),
)
"""What AppLocker writes where it does not write the full path."""


def runs(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    between: Between,
    *,
    pointed: bool = False,
) -> pa.Table:
    """A row for each program, PC and minute: ``host``, ``path`` (small letters; null where none
    was logged), ``starts``, ``account``, ``administrator``, ``publisher``, ``product``,
    ``sha256``, ``code`` and ``refused``, ``ticket`` (of permitted remote support, which is not
    refused), ``unjudged`` (a text code, or null), ``first``, ``last``, ``sample``. The permissions
    that count are those of the end of the time looked at, or of the last record; remote support
    counts at its own hour. ``pointed``: only those that the table ``software_pointed`` points to,
    with ``pointers`` to all their records. Raises NotBuildableError for what is no hash."""
    raw = _RAW.format(between=between.sql())
    places = _EACH if pointed else _TOGETHER
    connection.execute(_RUNS.format(raw=raw, path=_path("told"), **places))
    (ends,) = connection.sql(f"SELECT max(moment) AS at FROM ({raw})").to_arrow_table().to_pylist()
    at = between.end or ends["at"]
    answer = connection.sql(_judgement(rulebook, at)).to_arrow_table()
    connection.execute("DROP TABLE software_runs")
    return answer


def _judgement(rulebook: Rulebook, at: datetime | None) -> str:
    denied, permitted = forbidden(rulebook, at), allowed(rulebook, at)
    by_default = (model.UNLISTED, model.WRITABLE_PLACE)
    refusing = (model.FORBIDDEN, *(by_default if _closed(rulebook) else ()))
    return _JUDGED.format(
        refusing=_texts(refusing),
        ticket=ticket_sql(rulebook, "first", _is_host, _is_tool),
        by_default=_texts(by_default if _closed(rulebook) else ("",)),
        no_path=NO_PATH,
        no_signature=NO_SIGNATURE,
        forbidden=model.FORBIDDEN,
        may_be_allowed=_by_signature(permitted),
        may_be_forbidden=_by_signature(denied),
        code=code_sql(denied, permitted),
    )


def _is_host(named: str, asset: Asset | None) -> Iterator[str]:
    return one_of("host", host_names(named, asset))


def _is_tool(tool: Tool) -> Iterator[str]:
    yield from fits(r"regexp_extract(path, '[^\\]*$')", tool.executables)


def _closed(rulebook: Rulebook) -> bool:
    return rulebook.software.unlisted == "forbidden"


def _by_signature(programs: Iterable[Conditions]) -> str:
    return "true" if any(one.publisher or one.hashes for one in programs) else "false"


def _path(column: str) -> str:
    path = f"lower({column})"
    for name, meaning in _VARIABLES:
        path = f"replace({path}, {literal(name)}, {literal(meaning)})"
    return rf"CASE WHEN {path} SIMILAR TO '[a-z]:\\.*' THEN {path} END"


def code_sql(denied: Iterable[Conditions], permitted: Iterable[Conditions]) -> str:
    """The judgement of ``model.judge`` as SQL over ``path``, ``publisher``, ``product``,
    ``sha256`` and ``administrator``; null where there is no path."""
    cases = (
        ("path IS NULL", "NULL"),
        (_any(_fits(one) for one in denied), literal(model.FORBIDDEN)),
        (_any(_fits(one) for one in permitted), literal(model.ALLOWED)),
        ("administrator", literal(model.ADMINISTRATOR)),
        (f"{_lies(TRUSTED)} AND {_lies(WRITABLE)}", literal(model.WRITABLE_PLACE)),
        (_lies(TRUSTED), literal(model.PLACE)),
    )
    whens = " ".join(f"WHEN {condition} THEN {code}" for condition, code in cases)
    return f"CASE {whens} ELSE {literal(model.UNLISTED)} END"


def _fits(one: Conditions) -> str:
    return _any(_conditions(one))


def _conditions(one: Conditions) -> Iterator[str]:
    if one.publisher:
        product = f" AND product = {literal(one.product)}" if one.product else ""
        yield f"(publisher = {literal(one.publisher)}{product})"
    if one.hashes:
        yield f"sha256 IN ({_texts(one.hashes)})"
    if one.paths:
        yield _lies(one.paths)


def _lies(patterns: Iterable[str]) -> str:
    return _any(
        f"path LIKE {literal(_like(one))} ESCAPE '!'"
        for pattern in patterns
        for one in expanded(pattern)
    )


def _like(pattern: str) -> str:
    escaped = "".join(f"!{sign}" if sign in "!%_" else sign for sign in pattern)
    return escaped.replace("*", "%").replace("?", "_")


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions) or 'false'})"


def _texts(texts: Iterable[str]) -> str:
    return ", ".join(map(literal, texts))
