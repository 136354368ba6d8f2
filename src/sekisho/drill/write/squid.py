"""Squid's `access.log`: native, native with upload bytes and SNI, and combined.

Reference: http://www.squid-cache.org/Doc/config/logformat/ . A line is written when the request
or tunnel ends; the stamp is that end, the elapsed time is in milliseconds.
"""

from __future__ import annotations

from sekisho.drill.clock import Clock, apache_stamp
from sekisho.drill.noise_web import Batch
from sekisho.drill.web import Hit, Request

EXTENDED_FORMAT = "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %>st %ssl::>sni"


class SquidLog:
    """Writes hits; `dialect` is `squid`, `squid-extended` or `combined`."""

    def __init__(self, clock: Clock, dialect: str) -> None:
        self._offset = clock.offset_s * 1000
        self._clock = clock
        self._dialect = dialect
        self._stock: tuple[list[Request], list[tuple[bytes, bytes]]] = ([], [])

    def line(self, hit: Hit) -> bytes:
        """One line, ended."""
        if self._dialect == "combined":
            return self._combined(hit)
        parts = self._request_parts(hit.request)
        shown = self._clock.shows(hit.end)
        return b"%d.%03d %6d %b %b %b %b\n" % (
            shown // 1000,
            shown % 1000,
            hit.elapsed,
            hit.client.address.encode(),
            parts[0],
            hit.client.user.encode(),
            parts[1],
        )

    def batch(self, batch: Batch) -> list[bytes]:
        """The lines of many native requests at once; what repeats is made once."""
        if self._stock[0] is not batch.requests:
            self._stock = (batch.requests, [self._request_parts(one) for one in batch.requests])
        parts, offset = self._stock[1], self._offset
        clients = [(one.address.encode(), one.user.encode()) for one in batch.clients]
        lines = []
        for end, elapsed, who, what in zip(
            batch.end, batch.elapsed, batch.who, batch.what, strict=True
        ):
            seconds, rest = divmod(end + offset, 1000)
            address, user = clients[who]
            head, tail = parts[what]
            lines.append(
                b"%d.%03d %6d %b %b %b %b\n" % (seconds, rest, elapsed, address, head, user, tail)
            )
        return lines

    def _request_parts(self, request: Request) -> tuple[bytes, bytes]:
        outcome = f"{request.result}/{request.status:03d}"
        head = f"{outcome} {request.down} {request.method} {request.target}"
        from_cache = request.denied or "HIT" in request.result
        tail = f"{'HIER_NONE/-' if from_cache else f'HIER_DIRECT/{request.server}'} {request.mime}"
        if self._dialect == "squid-extended":
            sni = request.host if request.tunnel and not request.denied else "-"
            tail += f" {request.up} {sni}"
        return head.encode(), tail.encode()

    def _combined(self, hit: Hit) -> bytes:
        request, client = hit.request, hit.client
        hierarchy = "HIER_NONE" if request.denied or "HIT" in request.result else "HIER_DIRECT"
        stamp = apache_stamp(self._clock.shows(hit.end))
        return (
            f"{client.address} - {client.user} [{stamp}] "
            f'"{request.method} {request.target} HTTP/1.1" {request.status} {request.down} '
            f'"{request.referer}" "{request.agent}" '
            f"{request.result}:{hierarchy}\n"
        ).encode()


def configuration(dialect: str, net: str) -> bytes:
    """A `squid.conf` as it lies beside such a log."""
    log = {
        "squid": "access_log daemon:/var/log/squid/access.log squid",
        "combined": "access_log daemon:/var/log/squid/access.log combined",
        "squid-extended": f"logformat town {EXTENDED_FORMAT}\n"
        "access_log daemon:/var/log/squid/access.log town",
    }[dialect]
    return (
        "# /etc/squid/squid.conf\n"
        f"acl localnet src {net}.0/24\n"
        "acl SSL_ports port 443 21115-21119\n"
        "acl Safe_ports port 80 443 1025-65535\n"
        "acl CONNECT method CONNECT\n"
        "http_access deny !Safe_ports\n"
        "http_access deny CONNECT !SSL_ports\n"
        'acl denied_sites dstdomain "/etc/squid/denied.txt"\n'
        "http_access deny denied_sites\n"
        "http_access allow localnet\n"
        "http_access deny all\n"
        "http_port 3128\n"
        f"{log}\n"
        "coredump_dir /var/spool/squid\n"
    ).encode()
