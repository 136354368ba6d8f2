"""A Squid access log of a given number of lines, the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

CHUNK = 200_000
HOSTS = [f"www{number}.example{number % 7}.jp" for number in range(400)]
PATHS = [
    "/",
    "/index.html",
    "/news/2016/06/03/article.html?id=",
    "/img/logo.png",
    "/api/v1/items?page=",
]
RESULTS = ["TCP_MISS/200", "TCP_MEM_HIT/200", "TCP_MISS/304", "TCP_DENIED/403", "TCP_TUNNEL/200"]
TYPES = ["text/html", "image/png", "application/json", "-", "text/css"]
START = 1_464_700_000_000
"""Milliseconds since 1970: 2016-05-31."""


def write(path: Path, lines: int, seed: int = 1) -> None:
    """Writes native Squid lines: 60 clients, 400 hosts, one request every 50 ms."""
    random = np.random.default_rng(seed)
    with path.open("w", encoding="ascii", newline="\n") as file:
        for first in range(0, lines, CHUNK):
            count = min(CHUNK, lines - first)
            file.write("".join(_lines(random, first, count)))


def _lines(random: np.random.Generator, first: int, count: int) -> list[str]:
    moments = START + (np.arange(first, first + count) * 50)
    elapsed = random.integers(0, 60_000, count)
    clients = random.integers(1, 61, count)
    hosts = random.integers(0, len(HOSTS), count)
    kinds = random.integers(0, len(RESULTS), count)
    sizes = random.integers(200, 90_000, count)
    rows = zip(moments, elapsed, clients, hosts, kinds, sizes, strict=True)
    return [_line(*map(int, row)) for row in rows]


def _line(moment: int, elapsed: int, client: int, host: int, kind: int, size: int) -> str:
    name = HOSTS[host]
    stamp = f"{moment // 1000}.{moment % 1000:03d} {elapsed:6d} 192.168.10.{client}"
    if RESULTS[kind].startswith("TCP_TUNNEL"):
        request = f"CONNECT {name}:443 user{client:02d} HIER_DIRECT/203.0.113.{client} -"
    else:
        path = PATHS[size % len(PATHS)]
        number = str(size) if path.endswith("=") else ""
        server = f"HIER_DIRECT/203.0.113.{client} {TYPES[kind]}"
        request = f"GET http://{name}{path}{number} user{client:02d} {server}"
    return f"{stamp} {RESULTS[kind]} {size} {request}\n"
