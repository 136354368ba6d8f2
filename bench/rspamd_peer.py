"""An rspamd of our own: its proxy judges by itself behind a unix socket, in a network of its own.

Debian's rspamd with the rules it ships. It runs in a namespace with nothing but a loopback, so that
every name fails at once; modules that live by the network (lists by DNS, fuzzy hashes, Redis) are
off. It answers before its patterns are compiled (hyperscan), and then half as fast, so it is given
out when each of its workers has them. References: rspamd's rspamd_proxy, options and modules pages.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

SHIPPED = Path("/etc/rspamd")
_OFF = (
    "rbl", "surbl", "asn", "fuzzy_check", "dmarc", "dkim", "dkim_signing", "arc", "spf", "bimi",
    "greylist", "ratelimit", "replies", "reputation", "neural", "history_redis", "mx_check",
    "url_redirector", "clickhouse", "elastic", "metadata_exporter", "metric_exporter",
    "rspamd_update", "p0f", "dcc", "aws_s3", "external_services", "antivirus", "whitelist",
    "phishing",
)  # fmt: skip
_CONFIGURATION = """\
.include "$CONFDIR/common.conf"
options {{
  pidfile = "{own}/rspamd.pid";
  .include "$CONFDIR/options.inc"
  dns {{ nameserver = ["127.0.0.1"]; timeout = 0.1s; retransmits = 1; }}
  control_socket = "{own}/control.sock mode=0600";
  map_watch_interval = 1d;
}}
logging {{ type = "file"; filename = "{own}/rspamd.log"; level = "warning"; }}
worker "rspamd_proxy" {{
  bind_socket = "{own}/milter.sock mode=0666";
  milter = yes;
  timeout = 120s;
  count = {workers};
  upstream "local" {{ default = yes; self_scan = yes; }}
}}
"""


def here() -> bool:
    return shutil.which("rspamd") is not None and SHIPPED.is_dir() and os.geteuid() == 0


@contextlib.contextmanager
def rspamd(own: Path, workers: int) -> Iterator[tuple[Path, int]]:
    """Its milter's socket and its first process, for as long as it lasts."""
    (own / "local.d" / "maps.d").mkdir(parents=True)
    for name in _OFF:
        (own / "local.d" / f"{name}.conf").write_text("enabled = false;\n")
    shutil.chown(own, "_rspamd")
    own.chmod(0o755)
    (own / "rspamd.conf").write_text(_CONFIGURATION.format(own=own, workers=workers))
    variables = {"DBDIR": own, "RUNDIR": own, "LOGDIR": own, "LOCAL_CONFDIR": own}
    told = [f"--var={name}={value}" for name, value in variables.items()]
    start = 'ip link set lo up; exec rspamd -f -u _rspamd -g _rspamd -c "$0" "$@"'
    program = subprocess.Popen(
        ["unshare", "--net", "sh", "-c", start, str(own / "rspamd.conf"), *told],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    path = own / "milter.sock"
    try:
        while not path.exists() or not _compiled(program.pid, workers):
            if program.poll() is not None:
                raise SystemExit((own / "rspamd.log").read_text()[-2000:])
            time.sleep(0.1)
        yield path, program.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGTERM)
        program.wait(30)


def _compiled(main: int, workers: int) -> bool:
    """Whether each worker has the compiled patterns in memory: it maps their files."""
    judging = [
        one for one in psutil.Process(main).children() if "rspamd_proxy" in " ".join(one.cmdline())
    ]
    maps = [Path(f"/proc/{one.pid}/maps").read_text() for one in judging]
    return sum(".hs.unser" in one for one in maps) >= workers
