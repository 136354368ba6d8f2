"""Mails a second: the judge alone with the share of each check, and the milter beside rspamd's on
the same mails. A whole mail server with either: ``mail_postfix.py``.

``python bench/mail_gate.py [--mails N] [--connections N] [--rounds N]``; what is beyond the judge
alone needs root and Debian's rspamd. All mails are made by ``gate_mails``, which says what repeats
in them; a round has mails that none before had, the same for all sides. The gate runs three times:
as it is with ``sekisho[codes]``; with a reader of codes that answers "none" at once, which leaves
what any search for codes must pay before it begins, the decoding of pictures and the drawing of
pages; and as it is without a reader, when it opens neither, and does what rspamd does.
Processor time is that of all processes of a milter. It fails unless every mail is answered and
recorded, and each link in a QR code is on record (none where none is looked for).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import pkgutil
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

import orjson
import psutil
from gate_mails import KINDS, Mail, mails
from milter_load import through
from rspamd_peer import here, rspamd

import sekisho.gates.mail.checks as package
from sekisho.gates.mail.checks.pictures import available
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.signs import Envelope, Looked
from sekisho.gates.stages import Stages
from tests.gates.mail import rulebook

WARMING = 200
"""Mails before anything is measured."""
WORKERS = 2
PEER, LIKE, BLIND, WHOLE = "rspamd", "sekisho without codes", "sekisho, codes unread", "sekisho"
_READERS = {
    LIKE: ("sitecustomize.py", 'import sys\n\nsys.modules["zxingcpp"] = None\n'),
    BLIND: (
        "zxingcpp.py",
        (
            "class _Any(type):\n    def __getattr__(cls, name):\n        return name\n\n\n"
            "class BarcodeFormat(metaclass=_Any):\n    pass\n\n\n"
            "def read_barcodes(picture, formats):\n    return []\n"
        ),
    ),
}
"""What stands in the place of the reader of codes: none is installed; one that reads nothing."""


def main() -> None:
    """Prints both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(rulebook(Path(folder)), Stages("enforce"))
        made = list(mails(0, given.mails))
        sizes = [len(one.data) for one in made]
        print(f"mails  {statistics.mean(sizes):.0f} bytes ({min(sizes)} to {max(sizes)})")
        alone(judge, made)
        shares(judge, list(mails(given.mails, given.mails)))
        if here():
            beside_rspamd(given.mails, given.connections, given.rounds)


def alone(judge: Judge, made: list[Mail]) -> None:
    """Each kind of mail through the judge, in this process."""
    for kind in KINDS:
        own = [one.data for one in made if one.kind == kind]
        start = time.perf_counter()
        for data in own:
            judge.of(data, Envelope())
        rate = len(own) / (time.perf_counter() - start)
        print(f"judge  {kind:18} {statistics.mean(map(len, own)):7.0f} bytes  {rate:8.0f} mails/s")


def shares(judge: Judge, made: list[Mail]) -> None:
    """Where the time goes, over all kinds of mails alike."""
    spent: Counter[str] = Counter()
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    for one in made:
        start = time.perf_counter()
        looked = Looked(opened(one.data), Envelope(), judge.rulebook)
        spent["(taking apart)"] += time.perf_counter() - start
        for name in names:
            start = time.perf_counter()
            list(importlib.import_module(f"{package.__name__}.{name}").check(looked))
            spent[name] += time.perf_counter() - start
    for name, seconds in spent.most_common():
        print(f"share  {name:18} {seconds / spent.total():6.1%}")


def beside_rspamd(count: int, connections: int, rounds: int) -> None:
    """All milters up, the same load on one after the other, so often."""
    rates: dict[str, list[float]] = {name: [] for name in (PEER, LIKE, BLIND, WHOLE)}
    work: dict[str, list[float]] = {name: [] for name in rates}
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="sekisho-bench-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        own = {name: folder / str(at) for at, name in enumerate(rates)}
        for place in own.values():
            place.mkdir()
        folder.chmod(0o755)
        sides = {
            PEER: stack.enter_context(rspamd(own[PEER], WORKERS)),
            **{
                name: stack.enter_context(_gate(own[name], _READERS.get(name)))
                for name in (LIKE, BLIND, WHOLE)
            },
        }
        for path, _ in sides.values():
            through(path, [one.data for one in mails(0, WARMING)], connections)
        for number in range(rounds):
            made = [one.data for one in mails(WARMING + number * count, count)]
            for name, (path, main) in sides.items():
                before = _processor(main)
                seconds, answers = through(path, made, connections)
                work[name].append((_processor(main) - before) / count * 1000)
                if answers != {"a": count}:
                    raise SystemExit(f"{name}: {answers}")
                rates[name].append(count / seconds)
        for name in (LIKE, BLIND, WHOLE):
            record = own[name] / "state" / "mail.jsonl"
            codes = name == WHOLE and available()
            _on_record(record, WARMING + rounds * count, codes=codes)
    for name, found in rates.items():
        low, high = min(found), max(found)
        print(f"milter {name:21} {statistics.median(found):6.0f} mails/s ({low:.0f} to {high:.0f})"
              f"  {statistics.median(work[name]):5.2f} ms of processor a mail")  # fmt: skip
    for name in (LIKE, BLIND, WHOLE):
        ratios = [ours / peer for ours, peer in zip(rates[name], rates[PEER], strict=True)]
        print(f"milter {name:21} ratio of a round, median {statistics.median(ratios):.2f}")


def _processor(main: int) -> float:
    """Seconds that a process and those it started have spent."""
    whole = psutil.Process(main)
    times = [one.cpu_times() for one in (whole, *whole.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def _on_record(record: Path, count: int, *, codes: bool) -> None:
    lines = [orjson.loads(line) for line in record.read_bytes().split(b"\n") if line]
    if len(lines) != count:
        raise SystemExit("judgements are not on record")
    signs = [one for line in lines for one in line["rules"] if one["rule"] == "mail.picture_link"]
    wanted = sorted(one.link for one in mails(0, count) if one.link and codes)
    if sorted(one["value"] for one in signs) != wanted:
        raise SystemExit("links in QR codes were not seen, or were where none are")


@contextlib.contextmanager
def _gate(own: Path, reader: tuple[str, str] | None) -> Iterator[tuple[Path, int]]:
    """Its socket, and the process that started it. ``reader``: name and text of a module that its
    processes find first."""
    rulebook(own)
    surroundings = dict(os.environ)
    if reader:
        (own / reader[0]).write_text(reader[1])
        paths = [str(own), *filter(None, [surroundings.get("PYTHONPATH")])]
        surroundings["PYTHONPATH"] = os.pathsep.join(paths)
    words = ["mail", "serve", "--rulebook", str(own / "rulebook.yaml"), "--socket",
             str(own / "gate.sock"), "--state", str(own / "state"), "--stage", "enforce",
             "--workers", str(WORKERS)]  # fmt: skip
    program = "import sys; from sekisho.cli.main import main; sys.exit(main(sys.argv[1:]))"
    gate = subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=subprocess.DEVNULL, env=surroundings
    )
    path = own / "gate.sock"
    try:
        while not path.exists() or path.stat().st_mode & 0o777 != 0o660:
            time.sleep(0.05)
        yield path, gate.pid
    finally:
        gate.terminate()
        gate.wait()


if __name__ == "__main__":
    main()
