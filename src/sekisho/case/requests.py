"""What a computer asked of the web before and during a use of a tool: few hours, few rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

import duckdb
import pyarrow as pa

from sekisho.case.addresses import AddressBook
from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.clocks import Clocks
from sekisho.case.facts import Reference
from sekisho.case.uses import Use
from sekisho.events.columns import COUNT, MOMENT, TEXT

BEFORE = timedelta(hours=2)
"""So far back the way to a use is looked for."""
_SLACK = timedelta(minutes=10)

_PROXY = """
SELECT u.number, coalesce("event.start", "@timestamp") AS t,
       coalesce("event.end", "@timestamp") AS ended, "cs-host" AS site, "c-uri" AS uri,
       "cs-method" AS method, "sc-status" AS status, "http.response.mime_type" AS mime,
       "cs-referrer" AS referrer, "c-useragent" AS agent, "event.action" AS act,
       "event.dataset" AS source, "observer.name" AS observer, "source.ip" AS ip,
       evidence, position, unit
FROM proxy JOIN case_use u
  ON "source.ip" = u.ip AND coalesce("event.start", "@timestamp") BETWEEN u.since AND u.until
ORDER BY u.number, t, evidence, position
"""
_BROWSER = """
SELECT u.number, "@timestamp" AS t, "@timestamp" AS ended, "cs-host" AS site, "c-uri" AS uri,
       "event.action" AS act, "page.title" AS title, "visit.transition" AS transition,
       "cs-referrer" AS referrer, "http.response.mime_type" AS mime, "file.path" AS path,
       "event.dataset" AS source, u.host AS observer, b.evidence, position, unit
FROM (SELECT browser.*, coalesce(host_key("host.name"), p.host) AS at_host
      FROM browser LEFT JOIN case_place p USING (evidence)) b
JOIN (SELECT DISTINCT number, host, since, until FROM case_use) u
  ON u.host = b.at_host
 AND "@timestamp" BETWEEN u.since - INTERVAL 3 HOUR AND u.until + INTERVAL 3 HOUR
ORDER BY u.number, t, b.evidence, position
"""
_PHONE = re.compile(
    r"(?:\+?81[-\s]?|0)\d{1,4}[-\s]?\d{1,4}[-\s]?\d{3,4}"
    r"|(?:\+|010[-\s]?|011[-\s]?|0{0,2})1[-\s]?\(?\d{3}\)?[-\s]?\d{3}[-\s]?\d{4}"
)
"""Numbers of Japan and, as callers abroad give them, of North America."""
_CLOUD = re.compile(r"\.(?:web|blob)\.core\.windows\.net$")
_ALARM = re.compile(
    r"(windows|microsoft|defender).{0,40}(警告|セキュリティ|ウイルス|warning|alert|security)"
    r"|(警告|ウイルス|感染).{0,40}(windows|microsoft|defender|サポート|電話)",
    re.IGNORECASE,
)
_ALARM_PATH = re.compile(
    r"(win|ms|microsoft|defender)[-_]?(er+x|help|alert|warn|error|security|support)|"
    r"(virus|security)[-_]?(alert|warn|detected)|werrx\d|call[-_]?(now|support)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"windows-?update|microsoft bits|cryptoapi|ncsi|mpcommunication|officeclick|trend|symantec",
    re.IGNORECASE,
)
_MACHINE_SITE = re.compile(
    r"(windowsupdate|update\.microsoft|settings-win|definitionupdates|digicert|verisign|msocsp|"
    r"login\.microsoftonline|events\.data\.microsoft|gstatic)\b",
    re.IGNORECASE,
)


_PROGRAMS = (".exe", ".msi", ".scr", ".bat", ".ps1", ".application", ".hta", ".vbs")
_PROGRAM_TYPE = re.compile(r"application/.*(msdownload|octet-stream|x-msi|zip)")


@dataclass(frozen=True)
class Request:
    """One request, tunnel, visit or download on the reference clock. ``seen_by``: proxy or
    browser; ``act``: allowed, denied, visit or download; ``title`` is the page's own."""

    time: datetime
    end: datetime
    site: str
    uri: str
    seen_by: str
    act: str
    evidence: Reference
    mime: str | None = None
    method: str | None = None
    status: int | None = None
    referrer: str | None = None
    title: str | None = None
    transition: str | None = None
    path: str | None = None
    by_machine: bool = False

    @property
    def tunnel(self) -> bool:
        """Whether TLS hides the page."""
        return self.method == "CONNECT"

    @property
    def page(self) -> bool:
        """Whether it is a page a person would see (a tunnel may hold one)."""
        if self.seen_by == "browser":
            return self.act == "visit"
        html = (self.mime or "").startswith("text/html")
        return not self.by_machine and (self.tunnel or html)

    @property
    def fetches_program(self) -> bool:
        """Whether it brought a program, by its kind or its name."""
        if self.seen_by == "browser":
            return self.act == "download"
        named = self.uri.partition("?")[0].lower().endswith(_PROGRAMS)
        return named or _PROGRAM_TYPE.search(self.mime or "") is not None

    @property
    def redirect(self) -> bool:
        """Whether it only led to another page."""
        by_status = self.status is not None and 300 <= self.status < 400 and self.status != 304
        return by_status or "redirect" in (self.transition or "")

    @property
    def phone(self) -> str | None:
        """A telephone number that the address carries, as fake support pages do."""
        parts = urlsplit(self.uri)
        for _, value in parse_qsl(parts.query):
            found = _PHONE.fullmatch(unquote(value).strip())
            if found:
                return found[0]
        return None

    @property
    def alarming(self) -> str | None:
        """Why it looks like a fake support page: phone, title, cloud or path; None if not."""
        if self.act == "denied" or self.site.endswith((".microsoft.com", ".go.jp")):
            return None
        if self.phone:
            return "phone"
        if self.title and _ALARM.search(self.title) and self.seen_by == "browser":
            return "title"
        if _CLOUD.search(self.site) and not self.by_machine:
            return "cloud"
        if self.page and not self.tunnel and _ALARM_PATH.search(urlsplit(self.uri).path):
            return "path"
        return None


def requests(
    connection: duckdb.DuckDBPyConnection, found: Sequence[Use], book: AddressBook, clocks: Clocks
) -> tuple[tuple[Request, ...], ...]:
    """For each use the requests of its computer from two hours before to its end, in order."""
    rows: list[Row] = []
    for number, use in enumerate(found):
        since, until = use.start - BEFORE - _SLACK, use.end + _SLACK
        own = {use.address} if use.address else set()
        rows += [
            {"number": number, "host": use.host, "ip": ip, "since": since, "until": until}
            for ip in sorted({*own, *book.addresses_of(use.host, since, until)})
        ]
    schema = pa.schema(
        [("number", COUNT), ("host", TEXT), ("ip", TEXT), ("since", MOMENT), ("until", MOMENT)]
    )
    keep(connection, "case_use", rows, schema)
    met: list[list[Request]] = [[] for _ in found]
    for query, seen_by in ((_PROXY, "proxy"), (_BROWSER, "browser")):
        for row in ask(connection, query):
            request = _request(row, seen_by, clocks)
            use = found[row["number"]]
            if use.start - BEFORE <= request.time <= use.end + _SLACK and _held(
                row, seen_by, use, book
            ):
                met[row["number"]].append(request)
    return tuple(
        tuple(sorted(one, key=lambda request: (request.time, str(request.evidence)))) for one in met
    )


def _held(row: Row, seen_by: str, use: Use, book: AddressBook) -> bool:
    """Whether the address was this computer's when the proxy saw it, as far as anything tells."""
    if seen_by == "browser" or use.host is None:
        return True
    holding = book.host_at(row["ip"], row["t"])
    return holding is None or holding.host in (None, use.host)


def _request(row: Row, seen_by: str, clocks: Clocks) -> Request:
    back = timedelta(seconds=clocks.of(row["source"], row["observer"]).offset_s)
    agent, site = row.get("agent") or "", (row["site"] or "").lower()
    return Request(
        time=row["t"] - back,
        end=row["ended"] - back,
        site=host_or_address(site),
        uri=row["uri"] or "",
        seen_by=seen_by,
        act=row["act"] or ("visit" if seen_by == "browser" else "allowed"),
        evidence=reference(row),
        mime=row["mime"],
        method=row.get("method"),
        status=row.get("status"),
        referrer=row["referrer"],
        title=row.get("title"),
        transition=row.get("transition"),
        path=row.get("path"),
        by_machine=bool(_MACHINE.search(agent) or _MACHINE_SITE.search(site)),
    )


def host_or_address(site: str) -> str:
    """A site's host without port."""
    return site.partition(":")[0] if site.count(":") == 1 else site
