"""What file servers show of their documents."""

from __future__ import annotations

from functools import partial

from sekisho.case.hosts import host_key
from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground, best, stated

_PERSON = "coalesce(\"user.name\", '') <> '' AND \"source.ip\" IS NOT NULL"
_WANTED = {
    "share.reads": ("\"event.action\" = 'read'", "EventID = 5145 OR EventID = 4663"),
    "share.writes": (
        "\"event.action\" IN ('write', 'create', 'rename', 'delete')",
        "EventID = 5145",
    ),
    "share.users": (_PERSON, "EventID IN (5140, 5145)"),
}
_SERVERS = """
SELECT DISTINCT host_key(coalesce("observer.name", "host.name")) AS host FROM share
WHERE "@timestamp" >= $since AND "@timestamp" < $until AND ({where}) ORDER BY host
"""


def _seen(ground: Ground, name: str) -> Held:
    """Every working day; and where file servers are declared, every one of them."""
    samba, windows = _WANTED[name]
    on_server = f"({windows}) AND coalesce(fields['ShareName'], '') NOT IN ('', '\\\\*\\IPC$')"
    held = best(ground.over_time("share", samba), ground.over_time("windows", on_server))
    servers = {host_key(one.name) for one in ground.declared if one.role == "file-server"}
    span = {"since": ground.period.since, "until": ground.period.until}
    found = {row["host"] for row in ground.ask(_SERVERS.format(where=samba), **span)}
    silent = {host or "" for host in servers - found}
    if held.level < Level.FULL or not silent:
        return held
    missing = stated("servers_silent", Level.PARTLY, hosts=ground.some_hosts(silent))
    return Held(Level.PARTLY, (*held.grounds, *missing.grounds))


CAPABILITIES = {name: partial(_seen, name=name) for name in _WANTED}
