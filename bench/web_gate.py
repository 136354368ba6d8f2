"""The web gate: a real Squid alone and with Sekisho behind it, lists, reload, preview.

Needs ``squid``, ``wrk`` and ``nginx``. Squid with and without the question to Sekisho run in turn
in one run, each its own process, the same load on both, every address unique; medians count. Squid
keeps answers about hosts, so that it matters how often the same hosts come again: ``MIXES``.
Requests a second say little while anything else runs: the processors' ratio says more, and is a
figure of its own. Squid alone is without any line of Sekisho's but those of its log.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psutil

from sekisho.events.time import JAPAN
from sekisho.gates.programs import program
from sekisho.gates.stages import Stages
from sekisho.gates.web.answering import Answering
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.lists.building import compiled
from sekisho.gates.web.lists.compiled import mapped
from sekisho.gates.web.lists.reading import read_folder
from sekisho.gates.web.policy import policy_of
from sekisho.gates.web.preview import preview
from sekisho.gates.web.request import Request, host_of
from sekisho.gates.web.squid.configuration import HOME, STATE, configuration
from sekisho.ledger.tables import of_batches
from sekisho.rulebook import load

RULES = """
version: 1
web:
  private_use: 禁止
  refused_files: [.exe, .msi]
  categories:
    - {name: 動画, judgement: 不適切, domains: [video.example]}
    - {name: 一覧, judgement: 禁止, lists: [listed]}
"""
MIXES = {
    "1,000 hosts again and again": "(n * 7919) % 1000",
    "each host ten times": "math.floor(n / 10)",
    "each host once": "n",
}
"""The host of the n-th request. The first is an office's day, with what it asks remembered from
the minute before; the second and third begin with hosts that nobody has asked for."""
_WARM = 1500
"""Requests beforehand, from the first host on, until which nothing is measured."""
UNIQUE = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "http://h" .. %s .. ".%s.example/a/" .. n .. "/index.html")
end
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=3_000_000)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=("first", "second", "third"), help="one of the mixes")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 32, 128])
    given = parser.parse_args()
    print(f"load {os.getloadavg()}, {os.cpu_count()} processors, {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory(prefix="web-gate-") as name:
        folder = Path(name)
        (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
        _lists(folder, given.hosts)
        _decisions(folder)
        _preview(folder, given.events)
        if all(map(program, ("squid", "wrk", "nginx"))):
            at = ("first", "second", "third").index(given.only) if given.only else None
            mixes = list(MIXES) if at is None else [list(MIXES)[at]]
            _throughput(folder, mixes, given.connections, given.seconds, given.runs)
        else:
            print("left out: Squid's throughput needs squid, wrk and nginx")


def _lists(folder: Path, hosts: int) -> None:
    source = folder / "source"
    source.mkdir()
    lines = (f"h{number}.d{number % 9973}.example\n" for number in range(hosts))
    (source / "listed").write_text("".join(lines), encoding="utf-8")
    started = time.perf_counter()
    (folder / "web.lists").write_bytes(compiled(read_folder(source)))
    built = time.perf_counter() - started
    code = (
        "import sys,time\n"
        "from pathlib import Path\n"
        "from sekisho.gates.web.lists.compiled import mapped\n"
        "import sekisho.gates.web.helper\n"
        "def rss(): return int(open('/proc/self/statm').read().split()[1])*4\n"
        "before=rss()\n"
        "t=time.perf_counter(); m=mapped(Path(sys.argv[1])); t=time.perf_counter()-t\n"
        "assert m.holding('h5.d5.example') and not m.holding('x.example')\n"
        "after=rss()\n"
        "print(before/1024, after/1024, t*1000)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(folder / "web.lists")], capture_output=True, check=True
    )
    before, after, loaded = map(float, told.stdout.split())
    size = (folder / "web.lists").stat().st_size / 1e6
    print(f"lists: {hosts} hosts built in {built:.2f} s, {size:.1f} MB, mapped in {loaded:.1f} ms")
    print(f"memory of the process: {before:.0f} MB without, {after:.0f} MB with the lists")


def _judge(folder: Path) -> Judge:
    policy = policy_of(load(folder / "rules.yaml"), Stages("enforce"))
    return Judge(policy, mapped(folder / "web.lists"))


def _decisions(folder: Path) -> None:
    answering, now = Answering(_judge(folder)), datetime.now(JAPAN)
    lines = [
        b"%d 127.0.0.9 - GET s%d.example.jp 80 /path/%d/index.html - -" % (n, n % 500, n)
        for n in range(50_000)
    ]
    spent = time.process_time()
    for line in lines:
        answering.answer(line, now)
    each = (time.process_time() - spent) / len(lines)
    print(f"one decision: {each * 1e6:.1f} microseconds of processor")


def _preview(folder: Path, count: int) -> None:
    connection = of_batches([])
    connection.execute("DROP VIEW IF EXISTS proxy")
    # as segments are sealed: compressed columns on the disk
    sealed = folder / "proxy.parquet"
    connection.execute(f"""
        COPY (SELECT
          TIMESTAMPTZ '2026-06-01 00:00:00+09' + INTERVAL (i % 2500000) SECOND AS "@timestamp",
          '198.18.20.' || (hash(i) % 250) AS "source.ip",
          CASE WHEN i % 3 = 0 THEN 'user' || (hash(i + 1) % 200) END AS "user.name",
          NULL::VARCHAR AS "host.name", NULL::VARCHAR AS "tls.client.server_name",
          NULL::VARCHAR AS "destination.ip",
          CASE WHEN hash(i + 2) % 100 < 2 THEN 'www.video.example'
               WHEN hash(i + 2) % 1000 = 50 THEN 'net.anydesk.com'
               ELSE 's' || (hash(i + 2) % 20000) || '.example.jp' END AS "cs-host",
          CASE WHEN i % 5 = 0 THEN 'http://' || "cs-host" || '/path/' || (i % 1000) ||
                 CASE WHEN i % 997 = 0 THEN '/a.exe' ELSE '/index.html?x=' || i END
               ELSE "cs-host" || ':443' END AS "c-uri",
          'access.log' AS evidence, i AS position, 'line' AS unit
        FROM range({count}) AS t(i)) TO '{sealed}' (FORMAT parquet, COMPRESSION zstd)
    """)
    connection.execute(f"CREATE OR REPLACE VIEW proxy AS FROM read_parquet('{sealed}')")
    rulebook, judge = load(folder / "rules.yaml"), _judge(folder)
    spent, started = time.process_time(), time.perf_counter()
    found = preview(connection, rulebook, lists=mapped(folder / "web.lists"))
    seconds, cpu = time.perf_counter() - started, time.process_time() - spent
    refused = 0
    rows = connection.sql("""
        SELECT "source.ip", coalesce("user.name", ''), "cs-host", "c-uri", "@timestamp"
        FROM proxy WHERE position % 37 = 0
    """).to_arrow_table()
    rows = [tuple(row.values()) for row in rows.to_pylist()]
    told = {(one.code, one.address, one.to) for one in found.refusals}
    for address, user, host, uri, at in rows:
        path = "/" + uri.split("/", 3)[3] if "://" in uri else ""
        said = judge.judge(Request(at, address, user, "GET", host_of(host), 80, path))
        refused += said.refused
        assert not said.refused or (said.code, address, host) in told
    share = refused / len(rows) * found.judged
    assert abs(share - found.refused) < 0.05 * found.refused, (share, found.refused)
    print(
        f"preview: {count} requests in {seconds:.1f} s ({cpu:.1f} s of processors), "
        f"{found.refused} refused; {len(rows)} of them judged one by one: the same"
    )


def _throughput(
    folder: Path, mixes: list[str], connections: list[int], seconds: int, runs: int
) -> None:
    with _origin(folder) as origin:
        for mix in mixes:
            print(f"{mix}:")
            for number in connections:
                _compared(folder, origin, MIXES[mix], number, seconds, runs)


def _compared(
    folder: Path, origin: int, host: str, connections: int, seconds: int, runs: int
) -> None:
    rates: dict[bool, list[tuple[float, ...]]] = {False: [], True: []}
    again = "1000" in host
    for run in range(runs):
        for asking in (False, True) if run % 2 == 0 else (True, False):
            with _squid(folder, origin, asking=asking) as (port, process):
                _answered(port)
                before = _script(folder, host, "day" if again else "before")
                while _load(port, 8, 1, before)[2] < _WARM:  # on a busy machine: once more
                    pass
                spent = _spent(process)
                rate, half, done = _load(port, connections, seconds, _script(folder, host, "day"))
                rates[asking].append((rate, half, (_spent(process) - spent) / done * 1e6))
    alone, asked = rates[False], rates[True]
    ratio = statistics.median(b[0] / a[0] for a, b in zip(alone, asked, strict=True))
    spent = statistics.median(a[2] / b[2] for a, b in zip(alone, asked, strict=True))
    print(
        f"{connections:4d} connections: alone {_median(alone, 0):.0f}/s, asked "
        f"{_median(asked, 0):.0f}/s, median of the pairs {ratio:.2f}; p50 "
        f"{_median(alone, 1):.2f} and {_median(asked, 1):.2f} ms; processors "
        f"{_median(alone, 2):.0f} and {_median(asked, 2):.0f} microseconds a request, median of "
        f"the pairs {spent:.2f}; "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _script(folder: Path, host: str, day: str) -> Path:
    path = folder / "unique.lua"
    path.write_text(UNIQUE % (host, day), encoding="utf-8")
    return path


def _answered(port: int) -> None:
    """Waits for the first answers: what Squid asks is started by the first request to ask it."""
    proxy = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{port}"})
    opener = urllib.request.build_opener(proxy)
    assert opener.open("http://origin.example/", timeout=60).read() == b"seen"
    with contextlib.suppress(urllib.error.HTTPError):  # a refusal, by who is asked with the path
        opener.open("http://origin.example/a.exe", timeout=60)


def _median(found: list[tuple[float, ...]], at: int) -> float:
    return statistics.median(one[at] for one in found)


def _load(port: int, connections: int, seconds: int, script: Path) -> tuple[float, float, int]:
    """Requests a second, the median of a request in milliseconds, how many there were."""
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script)]
    told = subprocess.run(
        [*words, f"http://127.0.0.1:{port}/"], capture_output=True, check=True, text=True
    ).stdout
    assert "Non-2xx" not in told, told
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    half = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    assert rate, told
    assert half, told
    done = re.search(r"(\d+) requests in", told)
    assert done, told
    median = float(half[1]) * {"us": 0.001, "ms": 1, "s": 1000}[half[2]]
    return float(rate[1]), median, int(done[1])


def _spent(process: int) -> float:
    """Processor seconds of a process and of those it started and that run."""
    own = psutil.Process(process)
    times = [one.cpu_times() for one in (own, *own.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(words: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


@contextmanager
def _origin(folder: Path) -> Iterator[int]:
    port = _free()
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log /dev/null; events {{}}\n"
        f"http {{ access_log off; server {{ listen 127.0.0.1:{port};\n"
        "keepalive_requests 1000000; location / { return 200 'seen'; } } }\n",
        encoding="utf-8",
    )
    with _running([str(program("nginx")), "-c", str(conf)], port):
        yield port


def _alone(lines: list[str]) -> Iterator[str]:
    """The same Squid as if there were no Sekisho: the same log, and clients pass."""
    for line in lines:
        if line == "http_access deny all":
            yield "http_access allow clients"
        if "log" in line or ("sekisho" not in line and "page_" not in line):
            yield line


@contextmanager
def _squid(folder: Path, origin: int, *, asking: bool) -> Iterator[tuple[int, int]]:
    own = folder / f"squid-{asking}"
    shutil.rmtree(own, ignore_errors=True)
    for file in configuration(load(folder / "rules.yaml"), Stages("enforce")):
        path = own / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    os.link(folder / "web.lists", own / "web.lists")
    port = _free()
    text = (own / "squid.conf").read_text(encoding="utf-8")
    for place in (HOME, STATE, "/var/log/squid"):
        text = text.replace(place, str(own))
    text = text.replace("/opt/sekisho/bin/python", sys.executable)
    text = text.replace("http_port 3128", f"http_port 127.0.0.1:{port}")
    text = text.replace("http_access deny to_localhost\n", "")
    if not asking:
        text = "\n".join(_alone(text.splitlines()))
    text += f"\npid_filename none\ncoredump_dir {own}\nvisible_hostname proxy.town.example\n"
    # every name is the origin's, and nobody has to look it up
    text += f"cache_peer 127.0.0.1 parent {origin} 0 no-query no-digest default\n"
    text += "never_direct allow all\n"
    (own / "squid.conf").write_text(text, encoding="utf-8")
    nobody = ["unshare", "--map-user=13", "--map-group=13"] if os.geteuid() == 0 else []
    with _running(
        [*nobody, str(program("squid")), "-N", "-f", str(own / "squid.conf")], port
    ) as process:
        yield port, process


if __name__ == "__main__":
    main()
