"""Mails a second: the judge alone with the share of each check, the milter beside rspamd's on the
same mails, and Postfix with and without the gate.

``python bench/mail_gate.py [--mails N] [--connections N] [--rounds N]``; what is beyond the judge
alone needs root and Debian's rspamd and postfix (``smtp-source`` comes with it). All mails are made
here, about 17 kB each. It fails unless every mail is answered, recorded and delivered.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import pkgutil
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from milter_load import through
from rspamd_peer import here, rspamd

import sekisho.gates.mail.checks as package
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.signs import Envelope, Looked
from sekisho.gates.stages import Stages
from tests.gates.mail import docx, mail, pdf, rulebook, zipped
from tests.town.postfix import PATH, can_run, town

TEXT = ("会議の資料を送ります。よろしくお願いします。\n" * 130).encode()
PNG = b"\x89PNG\r\n\x1a\n"


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


MAILS = {
    "text": mail(("memo.txt", TEXT[:12_000]), body="本文です。\n" * 40),
    "docx": mail(("a.docx", docx(parts={"word/media/p.png": PNG + _noise(10_500)}))),
    "pdf": mail(("a.pdf", pdf(b"<</A 1>>", packed=True) + _noise(12_000))),
    "zip": mail(("a.zip", zipped(("a.txt", TEXT), ("b.png", PNG + _noise(11_500))))),
}
"""Of the kinds that arrive and pass; sizes alike, so that nobody is helped by the mixture."""
WORKERS = 2


def main() -> None:
    """Prints both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(rulebook(Path(folder)), Stages("enforce"))
        alone(judge, given.mails // len(MAILS))
        shares(judge, given.mails // len(MAILS))
        if here():
            beside_rspamd(given.mails, given.connections, given.rounds)
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


def beside_rspamd(mails: int, connections: int, rounds: int) -> None:
    """Both milters up, the same load on one after the other, so often."""
    kinds = list(MAILS.values())
    rates: dict[str, list[float]] = {"rspamd": [], "sekisho": []}
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="sekisho-bench-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        (folder / "peer").mkdir()
        (folder / "own").mkdir()
        folder.chmod(0o755)
        paths = {
            "rspamd": stack.enter_context(rspamd(folder / "peer", WORKERS)),
            "sekisho": stack.enter_context(_gate(folder / "own")),
        }
        for path in paths.values():
            through(path, kinds, 200, connections)
        for _ in range(rounds):
            for name, path in paths.items():
                seconds, answers = through(path, kinds, mails, connections)
                if answers != {"a": mails}:
                    raise SystemExit(f"{name}: {answers}")
                rates[name].append(mails / seconds)
        lines = (folder / "own" / "state" / "mail.jsonl").read_bytes().split(b"\n")
        if sum(map(bool, lines)) != 200 + rounds * mails:
            raise SystemExit("judgements are not on record")
    for name, found in rates.items():
        low, high = min(found), max(found)
        print(f"milter {name:8} {statistics.median(found):6.0f} mails/s ({low:.0f} to {high:.0f})")
    ratios = [ours / theirs for ours, theirs in zip(rates["sekisho"], rates["rspamd"], strict=True)]
    print(f"milter ratio of a round, median {statistics.median(ratios):.2f}")


@contextlib.contextmanager
def _gate(own: Path) -> Iterator[Path]:
    rulebook(own)
    words = ["mail", "serve", "--rulebook", str(own / "rulebook.yaml"), "--socket",
             str(own / "gate.sock"), "--state", str(own / "state"), "--stage", "enforce",
             "--workers", str(WORKERS)]  # fmt: skip
    program = "import sys; from sekisho.cli.main import main; sys.exit(main(sys.argv[1:]))"
    gate = subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.DEVNULL)
    path = own / "gate.sock"
    try:
        while not path.exists() or path.stat().st_mode & 0o777 != 0o660:
            time.sleep(0.05)
        yield path
    finally:
        gate.terminate()
        gate.wait()


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
