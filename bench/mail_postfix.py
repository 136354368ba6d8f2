"""Mails a second of a whole mail server: Postfix alone, with rspamd behind it, with the gate.

``python bench/mail_postfix.py [--mails N] [--connections N] [--rounds N]``; needs root and Debian's
postfix and rspamd. Three Postfix of one make run side by side, each with its own folders: one asks
nobody, one rspamd (``rspamd_peer``), one the gate as it is, with the search for codes, in stage
enforce. Each round gives the same new mails (``gate_mails``) to one after the other, and waits
until each is delivered before the next begins; the rate is that of what is taken from the senders,
as a sender sees it. It fails unless every mail is taken and lies in a mailbox.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gate_mails import mails
from rspamd_peer import here, rspamd
from smtp_load import through

from tests.gates.mail import OWN, rulebook
from tests.town.postfix import Town, can_run, laid_out

WARMING = 200
"""Mails before anything is measured."""
WORKERS = 2
ALONE, PEER, GATE = "postfix alone", "postfix, rspamd", "postfix, sekisho"


def main() -> None:
    """Prints the rates and the ratios of the rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    if not (here() and can_run()):
        raise SystemExit("needs root, postfix and rspamd")
    rates: dict[str, list[float]] = {name: [] for name in (ALONE, PEER, GATE)}
    with contextlib.ExitStack() as stack:
        sides = {name: stack.enter_context(_server(name)) for name in rates}
        for server in sides.values():
            _round(server, 0, WARMING, given.connections)
        for number in range(given.rounds):
            for name, server in sides.items():
                first = WARMING + number * given.mails
                rates[name].append(_round(server, first, given.mails, given.connections))
        for name, server in sides.items():
            count = sum(1 for _ in (server.own / "boxes").rglob("new/*"))
            if count != WARMING + given.rounds * given.mails:
                raise SystemExit(f"{name}: {count} mails were delivered")
    for name, found in rates.items():
        low, high = min(found), max(found)
        print(f"{name:18} {statistics.median(found):6.0f} mails/s ({low:.0f} to {high:.0f})")
    ratios = [ours / peer for ours, peer in zip(rates[GATE], rates[PEER], strict=True)]
    print(f"with the gate, of what it takes with rspamd: {statistics.median(ratios):.2f}"
          f" ({min(ratios):.2f} to {max(ratios):.2f}), median of the rounds")  # fmt: skip


def _round(server: Town, first: int, count: int, connections: int) -> float:
    """Mails a second that were taken."""
    made = [one.data for one in mails(first, count)]
    rate = count / through(server.port, made, f"seki-j@{OWN}", connections)
    server.settle()
    return rate


@contextlib.contextmanager
def _server(name: str) -> Iterator[Town]:
    own = Path(tempfile.mkdtemp(prefix="sekisho-bench-", dir="/tmp"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, own, ignore_errors=True)
        rulebook(own)
        own.chmod(0o755)
        (own / "server").mkdir()
        server = laid_out(own / "server", own / "rulebook.yaml")
        if name == GATE:
            stack.callback(server.kill_gate)
            server.start_gate()
        else:
            place = own / "rspamd"
            place.mkdir()
            asked = ""
            if name == PEER:
                socket, _ = stack.enter_context(rspamd(place, WORKERS))
                asked = f"unix:{socket}"
            _asks(server, asked)
        server.command("postfix", "start")
        stack.callback(server.command, "postfix", "stop")
        yield server


def _asks(server: Town, asked: str) -> None:
    """Another milter than the gate, or none."""
    main_cf = server.own / "etc" / "main.cf"
    lines = main_cf.read_text().splitlines()
    kept = [line for line in lines if not line.startswith("smtpd_milters")]
    main_cf.write_text("\n".join([*kept, f"smtpd_milters = {asked}", ""]))


if __name__ == "__main__":
    main()
