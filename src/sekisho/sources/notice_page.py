"""The record of the drill's page (``sekisho notice page``): calls of links, and that it was up.

Reference: ``sekisho.cli.drill_page``. ``at`` states its offset. The line that a crash cut off is
unread. Between two lines that say it was up lie five minutes at most.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import RECEIPT
from sekisho.sources.contract import Context, LineSource
from sekisho.sources.own_lines import identify_with, parse_with

NAME = "notice_page"
_KEYS = frozenset({"at", "page", "sign", "client", "method"})


def _parsed(line: str) -> Mapping[str, Any] | None:
    try:
        given = orjson.loads(line)
        if not isinstance(given, dict) or given.keys() != _KEYS:
            return None
        if given["page"] not in ("call", "look", "up"):
            return None
        at = datetime.fromisoformat(given["at"])
        if at.tzinfo is None or not all(isinstance(one, str) for one in given.values()):
            return None
        client = str(ipaddress.ip_address(given["client"])) if given["client"] else None
    except (ValueError, TypeError, OverflowError):
        return None
    return {
        "@timestamp": at,
        "time.text": given["at"],
        "event.action": given["page"],
        "event.provider": "page",
        "event.code": given["sign"] or None,
        "source.ip": client,
    }


def _prepare(_evidence: Evidence, _context: Context) -> None:
    return None


SOURCE = LineSource(
    name=NAME,
    kinds=(RECEIPT,),
    reference="sekisho.cli.drill_page, the record of sekisho notice page",
    zone="utc_line",
    encoding="utf8",
    tried_on="",
    identify=identify_with(_parsed, 95),
    prepare=_prepare,
    parse=parse_with(_parsed, RECEIPT, f"{NAME}.receipt", "unread.notice_page_line"),
)
