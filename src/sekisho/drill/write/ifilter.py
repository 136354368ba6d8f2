"""Digital Arts i-FILTER Ver.10 access log: 35 columns, blank separated.

Columns 1-3 are the time of writing, 12-13 the start of the request.
"""

from __future__ import annotations

from urllib.parse import quote_plus

from sekisho.drill.clock import Clock, apache_stamp, syslog_stamp
from sekisho.drill.web import Hit

_NUMBERS = {
    "Business": 120,
    "Government": 61,
    "News": 40,
    "Search Engines and Portals": 87,
    "Remote Access": 133,
    "Adult": 3,
    "Streaming Media": 63,
    "Information Technology": 130,
}


class IfilterLog:
    """Writes hits."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._serial = 0xA667F000

    def line(self, hit: Hit) -> bytes:
        """One line, ended."""
        self._serial = (self._serial + 1) & 0xFFFFFFFF
        request = hit.request
        category = _NUMBERS.get(request.category, 99)
        user = hit.client.user if hit.client.user != "-" else "-"
        action, reason = ("block", 63) if request.denied else ("allow", 0)
        agent = quote_plus(request.agent)
        referer = "-" if request.referer == "-" else request.referer
        target = f"https://{request.host}:{request.port}" if request.tunnel else request.target
        mime = "-" if request.mime == "-" else quote_plus(request.mime)
        return (
            f"{syslog_stamp(self._clock.shows(hit.end))} 4872 1000/01/ - {request.server} "
            f"{hit.client.address} {hit.client.address} - {user} "
            f"[{apache_stamp(self._clock.shows(hit.start))}] {request.status} 0 "
            f"{request.down} {action} {reason} {category} {category} -1 0 1518 0 group01 - 0 - "
            f'"{request.method} {target} HTTP/1.1" {referer} {agent} {mime} {self._serial:08X}\n'
        ).encode()
