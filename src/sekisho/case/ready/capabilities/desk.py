"""What lies on the computers themselves: histories, documents, the tools' own logs."""

from __future__ import annotations

from sekisho.case.ready.facts import Held
from sekisho.case.ready.ground import Ground

_LAID = "SELECT DISTINCT evidence FROM {kind} ORDER BY evidence"


def _placed(ground: Ground, kind: str) -> Held:
    """Computers of which something of a kind was laid in, told by the path of the evidence."""
    every = [row["evidence"] for row in ground.ask(_LAID.format(kind=kind))]
    hosts = {ground.placed[name] for name in every if name in ground.placed}
    return ground.of_hosts(hosts, hosts, timed=False)


def history(ground: Ground) -> Held:
    """Histories and downloads of the browsers."""
    return _placed(ground, "browser")


def documents(ground: Ground) -> Held:
    """Documents as they lie on each computer."""
    return _placed(ground, "document")


def tool_logs(ground: Ground) -> Held:
    """The own logs of remote-control tools."""
    return ground.over_hosts("remote")


CAPABILITIES = {
    "desk.history": history,
    "desk.documents": documents,
    "desk.tool_logs": tool_logs,
}
