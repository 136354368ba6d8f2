"""What the records of proxy or web filter show."""

from __future__ import annotations

from functools import partial

from sekisho.case.ready.facts import Held
from sekisho.case.ready.ground import Ground

_TUNNEL = "coalesce(\"cs-method\", '') = 'CONNECT'"
_WANTED = {
    "web.requests": '"source.ip" IS NOT NULL OR "user.name" IS NOT NULL',
    "web.spans": '"event.start" IS NOT NULL AND "event.end" IS NOT NULL',
    "web.users": "\"user.name\" NOT IN ('', '-')",
    "web.sites": '"cs-host" IS NOT NULL OR "destination.ip" IS NOT NULL',
    # behind a tunnel neither page nor file name can be seen
    "web.pages": f"\"c-uri\" LIKE 'https://%/%' AND NOT {_TUNNEL}",
    "web.referrers": "\"cs-referrer\" NOT IN ('', '-')",
    "web.sent_bytes": '"cs-bytes" IS NOT NULL',
    "web.verdicts": '"event.action" IS NOT NULL',
    "web.categories": "\"url.category\" NOT IN ('', '-')",
}


def _seen(ground: Ground, where: str) -> Held:
    return ground.over_time("proxy", where, "hours")


CAPABILITIES = {name: partial(_seen, where=where) for name, where in _WANTED.items()}
