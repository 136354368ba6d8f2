"""How fast personal information is looked for: ``personal scan`` over many mixed documents on two
cores, and ``personal text`` beside Presidio with its Japanese model on the same texts.

Documents come from ``office_corpus``, or lie in a corpus made before (``--corpus``), and are
multiplied without two alike (``document_clones``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from document_clones import clones  # noqa: E402
from measure import machine  # noqa: E402
from memory import watched  # noqa: E402
from office_corpus.convert import available  # noqa: E402
from office_corpus.make import invent, make  # noqa: E402
from office_corpus.truth import HELD_OUT, TUNING, Truth, read  # noqa: E402

SEKISHO = [sys.executable, "-m", "sekisho.cli.main"]
WHOLE, BYTES = 100_000, 6.5e9
"""The aim: so many documents, so many bytes, in twenty minutes."""
PEER = """
import json, sys, time
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider
models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "ja", "model_name": "ja_ginza"}]}
engine = AnalyzerEngine(
    nlp_engine=NlpEngineProvider(nlp_configuration=models).create_engine(),
    supported_languages=["ja"])
texts = [json.loads(line)["text"] for line in sys.stdin]
start, found = time.process_time(), 0
for text in texts:
    for at in range(0, len(text), 12000):  # its tokeniser refuses more than 49,149 bytes
        found += len(engine.analyze(text[at:at + 12000], language="ja"))
json.dump([time.process_time() - start, found], sys.stdout)
"""


def two_cores() -> None:
    """This process and all it starts keep to two cores, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def scanned(files: Sequence[Path], folder: Path, out: Path, command: Sequence[str]) -> None:
    """One whole scan: speed, memory, what was read, and what 100,000 documents would take."""
    size = sum(each.stat().st_size for each in files)
    before = _spent()
    words = [*command, "personal", "scan", str(folder), "--out", str(out)]
    seconds, peak = watched(words)
    spent = _spent() - before
    rows = [json.loads(line) for line in (out / "inventory.jsonl").read_bytes().splitlines()]
    states = Counter(str(row["status"]) for row in rows)
    missing = {each.name for each in files} - {Path(row["path"]).name for row in rows}
    assert not missing, f"not in the inventory: {sorted(missing)[:5]}"
    largest = max((each for each, _name in peak.processes), default=0)
    read = ", ".join(f"{count:,} {state}" for state, count in states.most_common())
    print(f"\n{len(files):,} documents, {size / 1e6:,.1f} MB: {read}")
    print("| | by the clock | by the seconds of two processors |\n|---|---|---|")
    both = (seconds, spent / 2)
    _line("seconds", both)
    _line("documents/s", [len(files) / each for each in both])
    _line("MB/s", [size / 1e6 / each for each in both])
    _line("minutes for 100,000 such documents", [WHOLE * each / len(files) / 60 for each in both])
    _line("minutes for 6.5 GB of them", [BYTES * each / size / 60 for each in both])
    print(
        f"\nMemory: largest process {largest / 1e6:,.0f} MB, all together {peak.rss / 1e6:,.0f} MB "
        f"(shared pages once: {peak.pss / 1e6:,.0f} MB)"
    )


def originals_of(corpus: Path | None, work: Path, count: int, shared: Path) -> list[Path]:
    """The documents to be cloned: those of a corpus, or ``count`` invented ones; says how large
    they are and how much text is in each."""
    truths: list[Truth] = []
    if corpus:
        for half in (TUNING, HELD_OUT):
            truths += read(corpus / f"{half}.truth.jsonl")
    else:
        corpus = work / "originals"
        truths = make(corpus, range(20_000, 20_000 + count), shared, office=available())
    files = [corpus / each.path for each in truths]
    size = sum(each.stat().st_size for each in files) / len(files)
    text = sum(len(each.text.encode()) for each in truths) / len(truths)
    signs = sum(len(each.text) for each in truths) / len(truths)
    print(
        f"{len(files)} originals, {size / 1e3:.1f} kB on average; "
        f"text of a document {signs:,.0f} characters, {text / 1e3:.2f} kB"
    )
    return files


def _line(what: str, values: Sequence[float]) -> None:
    print(f"| {what} | " + " | ".join(f"{value:,.2f}" for value in values) + " |")


def texts_of(shared: Path, kilobytes: int) -> bytes:
    """JSON lines of different texts of the corpus, so many kilobytes of text or a little more."""
    lines, size, seed = [], 0, 40_000
    while size < kilobytes * 1000:
        truth = invent(seed, shared, office=True).truth
        lines.append(json.dumps({"id": truth.id, "text": truth.text}, ensure_ascii=False))
        size += len(truth.text.encode())
        seed += 1
    return ("\n".join(lines) + "\n").encode()


def recognised(given: bytes, command: Sequence[str]) -> tuple[float, int]:
    """Seconds of processor of ``personal text`` and how much it found, its start included."""
    before = _spent()
    done = subprocess.run(
        [*command, "personal", "text"], input=given, capture_output=True, check=False
    )
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    return _spent() - before, done.stdout.count(b"\n")


def beside(shared: Path, command: Sequence[str], peer: str | None, kilobytes: int) -> None:
    """Text recognition on one core: ours between little and much text, so that the start and what
    is loaded once do not count; the peer on the little text, without its start."""
    little, much = texts_of(shared, kilobytes), texts_of(shared, kilobytes * 20)
    first, _few = recognised(little, command)
    last, found = recognised(much, command)
    speed = (len(much) - len(little)) / 1e3 / max(last - first, 1e-6)
    print(
        f"\nText: {len(much) / 1e3:,.0f} kB, {found:,} finds, {speed:,.0f} kB/s of processor "
        f"({len(much) / 1e3 / last:,.0f} with the start)"
    )
    if not peer:
        print("The peer was not run here (--peer-python); measures from elsewhere do not compare.")
        return
    done = subprocess.run([peer, "-c", PEER], input=little, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    spent, theirs = json.loads(done.stdout.splitlines()[-1])
    rate = len(little) / 1e3 / spent
    print(
        f"Presidio with ja_ginza: {len(little) / 1e3:,.0f} kB of the same, {theirs:,} finds, "
        f"{rate:.1f} kB/s of processor: Sekisho {speed / rate:,.0f} times as fast"
    )


def check() -> None:
    """Clones differ in bytes from each other and from their originals."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "00001_a.csv"
        source.write_bytes("氏名\r\n山田 茂\r\n".encode("cp932"))
        made = clones([source], folder / "c", 5)
        sums = {hashlib.sha256(each.read_bytes()).digest() for each in [*made, source]}
        assert len(sums) == 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument(
        "--originals", type=int, default=220, help="documents invented, then cloned"
    )
    parser.add_argument("--corpus", type=Path, help="made before, by either author's program")
    parser.add_argument("--work", type=Path, help="where clones are laid, for a while")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--peer-python", help="a Python with presidio-analyzer and ja-ginza")
    parser.add_argument("--kilobytes", type=int, default=40, help="of text for the peer")
    parser.add_argument("--command", help="the program to run, in place of sekisho")
    parser.add_argument("--self-check", action="store_true", help="check the cloning, then end")
    given = parser.parse_args()
    command = shlex.split(given.command) if given.command else SEKISHO
    check()
    if given.self_check:
        print("the cloning is sound")
        return
    two_cores()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="sekisho-bench-", dir=given.work) as name:
        work = Path(name)
        originals = originals_of(given.corpus, work, given.originals, given.shared)
        start = time.perf_counter()
        files = clones(originals, work / "many", given.documents)
        alike = len(files) - len({hashlib.sha256(each.read_bytes()).digest() for each in files})
        assert alike == 0, f"{alike} clones have the bytes of another"
        print(
            f"{len(files):,} documents cloned in {time.perf_counter() - start:.0f} s, no two alike"
        )
        scanned(files, work / "many", work / "out", command)
        beside(given.shared, command, given.peer_python, given.kilobytes)


if __name__ == "__main__":
    main()
