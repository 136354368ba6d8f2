"""Mails a second: the judge alone with the share of each check, and Postfix with and without it.

``python bench/mail_gate.py [--mails N] [--connections N]``; the second part needs root and Debian's
postfix (``smtp-source`` comes with it). All mails are made here. It fails unless every mail that
was sent is delivered.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sekisho.gates.mail.checks as package
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.signs import Envelope, Looked
from sekisho.gates.stages import Stages
from tests.gates.mail import docm, docx, mail, pdf, program, rulebook, zipped
from tests.town.postfix import PATH, can_run, town

MAILS = {
    "no attachment": mail(body="本文です。\n" * 40),
    "docx": mail(("a.docx", docx(parts={"word/media/p.png": b"\x89PNG" + bytes(20_000)}))),
    "docm": mail(("a.docm", docm())),
    "pdf": mail(("a.pdf", pdf(b"<</A 1>>", packed=True) + bytes(20_000))),
    "zip with program": mail(("a.zip", zipped(("b.exe", program() * 60)))),
}


def main() -> None:
    """Prints both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(rulebook(Path(folder)), Stages("enforce"))
        alone(judge, given.mails // len(MAILS))
        shares(judge, given.mails // len(MAILS))
        if can_run():
            for gate in (False, True):
                through_postfix(Path(folder), given.mails, given.connections, gate=gate)


def alone(judge: Judge, times: int) -> None:
    """Each kind of mail through the judge, in this process."""
    for name, data in MAILS.items():
        start = time.perf_counter()
        for _ in range(times):
            judge.of(data, Envelope())
        rate = times / (time.perf_counter() - start)
        print(f"judge  {name:18} {len(data):7d} bytes  {rate:8.0f} mails/s")


def shares(judge: Judge, times: int) -> None:
    """Where the time goes, over all kinds of mails alike."""
    spent: Counter[str] = Counter()
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    for data in MAILS.values():
        for _ in range(times):
            start = time.perf_counter()
            looked = Looked(opened(data), Envelope(), judge.rulebook)
            spent["(taking apart)"] += time.perf_counter() - start
            for name in names:
                start = time.perf_counter()
                list(importlib.import_module(f"{package.__name__}.{name}").check(looked))
                spent[name] += time.perf_counter() - start
    for name, seconds in spent.most_common():
        print(f"share  {name:18} {seconds / spent.total():6.1%}")


def through_postfix(folder: Path, mails: int, connections: int, *, gate: bool) -> None:
    """``smtp-source`` into a Postfix that delivers to folders."""
    data = folder / "mail.eml"
    data.write_bytes(MAILS["docx"].replace(b"\r\n", b"\n"))
    source = shutil.which("smtp-source", path=PATH)
    assert source
    own = Path(tempfile.mkdtemp(prefix="sekisho-bench-", dir="/tmp"))
    try:
        with town(own, folder / "rulebook.yaml") as server:
            if not gate:
                server.kill_gate()
                main_cf = own / "etc" / "main.cf"
                lines = main_cf.read_text().replace("smtpd_milters =", "#smtpd_milters =")
                main_cf.write_text(lines)
                server.command("postfix", "reload")
                time.sleep(1)
            start = time.perf_counter()
            subprocess.run(
                [source, "-F", str(data), "-s", str(connections), "-m", str(mails),
                 "-f", "a@firm.example", "-t", "seki-j@town.seki.example",
                 f"127.0.0.1:{server.port}"],
                check=True,
            )  # fmt: skip
            rate = mails / (time.perf_counter() - start)
            server.settle()
            if len(server.delivered()) != mails:
                raise SystemExit("mails were lost")
            print(f"postfix {'with' if gate else 'without'} the gate  {rate:8.0f} mails/s accepted")
    finally:
        shutil.rmtree(own, ignore_errors=True)


if __name__ == "__main__":
    main()
