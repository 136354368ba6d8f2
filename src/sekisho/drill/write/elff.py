"""Blue Coat ProxySG `main` log in the extended log file format of the W3C.

Reference: https://www.w3.org/TR/WD-logfile.html . Date and time are UTC and mark the end;
time-taken is in milliseconds.
"""

from __future__ import annotations

from sekisho.drill.clock import Clock, utc
from sekisho.drill.web import Hit

_FIELDS = (
    "date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme "
    "cs-host cs-uri-port cs-uri-path cs-uri-query cs-username s-hierarchy s-supplier-name "
    "rs(Content-Type) "
    "cs(User-Agent) sc-filter-result cs-categories x-virus-id s-ip"
)


class ElffLog:
    """Writes hits under the header that names the fields."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def header(self, first: int) -> bytes:
        """The directives at the head of the file."""
        moment = utc(self._clock.shows(first))
        return (
            "#Software: SGOS 6.5.9.1\n#Version: 1.0\n"
            f"#Start-Date: {moment:%Y-%m-%d %H:%M:%S}\n#Date: {moment:%Y-%m-%d %H:%M:%S}\n"
            f'#Fields: {_FIELDS}\n#Remark: 1615090044 "proxysg01" "192.0.2.3" "main"\n'
        ).encode()

    def line(self, hit: Hit) -> bytes:
        """One line, ended."""
        request = hit.request
        moment = utc(self._clock.shows(hit.end))
        path, _, query = request.path.partition("?")
        scheme = "tcp" if request.tunnel else "http"
        action = {"TCP_TUNNEL": "TCP_TUNNELED", "TCP_MISS": "TCP_NC_MISS"}.get(
            request.result, request.result
        )
        columns = (
            f"{moment:%Y-%m-%d}",
            f"{moment:%H:%M:%S}",
            str(hit.elapsed),
            hit.client.address,
            str(request.status),
            action,
            str(request.down),
            str(request.up),
            request.method,
            scheme,
            request.host,
            str(request.port),
            "/" if request.tunnel else path,
            f"?{query}" if query else "-",
            hit.client.user,
            "-" if request.denied else "DIRECT",
            "-" if request.denied else request.host,
            request.mime,
            f'"{request.agent}"',
            "DENIED" if request.denied else "OBSERVED",
            f'"{request.category}"',
            "-",
            "192.0.2.3",
        )
        return (" ".join(columns) + "\n").encode()
