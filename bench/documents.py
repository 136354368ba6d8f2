"""Text and tables out of office documents: files and megabytes a second per format, and whether
they are right, beside markitdown or kreuzberg where one of them is installed.

The documents are those of ``japanese_documents.py``; every reader reads the same files. Right is a
row of the truth found with all its cells in order in one row of the output.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from japanese_documents import TRUTH, Truth, write
from measure import machine

from sekisho.intake.documents import Document, File, read_documents
from sekisho.sources.content import Paragraph, Table
from sekisho.sources.contract import Context

PEER = """
import json, sys, time
name, files = sys.argv[1], sys.argv[2:]
if name == "markitdown":
    from markitdown import MarkItDown
    one = MarkItDown()
    read = lambda path: one.convert(path).text_content
else:
    from kreuzberg import extract_file_sync
    read = lambda path: extract_file_sync(path).content
out = {}
for path in files:
    start = time.process_time()
    try:
        text = read(path)
    except Exception as error:
        text = ""
    out[path] = [text, time.process_time() - start]
json.dump(out, sys.stdout)
"""


def flat(text: str) -> str:
    """A text without blanks, so that wrapped and padded cells compare alike."""
    return re.sub(r"[\s\u3000]+", "", text)


def row_of(cells: tuple[str, ...]) -> str:
    return "\x1f".join(flat(cell) for cell in cells)


def score(truth: Truth, rows: set[str], text: str) -> tuple[int, int, int]:
    """True rows found whole, lines found, and things found that are readings above words."""
    found = sum(any(row_of(row) in one for one in rows) for row in truth.rows)
    lines = sum(flat(line) in flat(text) for line in truth.lines)
    return found, lines, sum(flat(each) in flat(text) for each in truth.never)


def content(document: Document) -> tuple[str, set[str], str]:
    """Status, rows and whole text of a document as Sekisho reads it."""
    rows: set[str] = set()
    texts: list[str] = []
    for piece in document.content.pieces:
        if isinstance(piece, Table):
            rows |= {row_of(row) for row in piece.rows}
            texts += ["\t".join(row) for row in piece.rows]
        elif isinstance(piece, Paragraph):
            texts.append(piece.text)
    return document.content.status, rows, "\n".join(texts)


def status(document: Document) -> str:
    return document.content.status


def ours(files: list[Path], work: Path, workers: int, use: object) -> tuple[float, list[object]]:
    tasks = [File(path, path.name, path.stat().st_size) for path in files]
    context = Context(now=datetime(2026, 1, 1, tzinfo=UTC))
    clock = time.process_time if workers == 0 else time.perf_counter
    start = clock()
    results = list(read_documents(tasks, use, work, context, workers))  # type: ignore[arg-type]
    return clock() - start, [one[0] for one in results]


def markdown_rows(text: str) -> set[str]:
    """Rows of the tables in a Markdown or HTML text, or of texts parted by tabs."""
    lines = text.replace("</tr>", "\n").splitlines()
    cells = (re.split(r"\s*(?:\||\t|</t[dh]>)\s*", line.strip().strip("|")) for line in lines)
    tagless = ([re.sub(r"<[^>]*>", "", cell) for cell in line] for line in cells)
    return {row_of(tuple(line)) for line in tagless}


def peer(python: str, name: str, files: list[Path]) -> dict[str, tuple[str, float]]:
    command = [python, "-c", PEER, name, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {path: (text, seconds) for path, (text, seconds) in json.loads(done.stdout).items()}


def drawn(path: Path, truth: Truth) -> Truth:
    """What a file can hold: a PDF has no character that its font lacks (𠮷 in those at hand)."""
    if path.suffix != ".pdf":
        return truth
    return replace(
        truth, rows=tuple(row for row in truth.rows if not re.search("𠮷", "".join(row)))
    )


def correctness(made: list[Path], work: Path, python: str | None, name: str) -> None:
    _, results = ours(made, work, 0, content)
    others = peer(python, name, made) if python else {}
    print(
        "| file | rows | lines | readings taken for text |" + (f" {name} rows |" if python else "")
    )
    print("|---|---|---|---|" + ("---|" if python else ""))
    for path, (_, rows, text) in zip(made, results, strict=True):  # type: ignore[misc]
        truth = drawn(path, TRUTH[path.stem])
        found, lines, wrong = score(truth, rows, text)
        cells = (
            f"| {path.name} | {found}/{len(truth.rows)} | {lines}/{len(truth.lines)} | {wrong} |"
        )
        if python:
            theirs = others[str(path)][0]
            cells += f" {score(truth, markdown_rows(theirs), theirs)[0]}/{len(truth.rows)} |"
        print(cells)


def speed(made: list[Path], work: Path, copies: int, python: str | None, name: str) -> None:
    print(
        "\n| format | files a second of processor | MB |" + (f" {name} files/s |" if python else "")
    )
    print("|---|---|---|" + ("---|" if python else ""))
    many: list[Path] = []
    for path in made:
        files = []
        for number in range(copies):
            copy = work / f"{path.stem}-{number}{path.suffix}"
            shutil.copyfile(path, copy)
            files.append(copy)
        many += files
        ours(files[:1], work, 0, status)
        seconds, _ = ours(files, work, 0, status)
        size = sum(each.stat().st_size for each in files) / 1e6
        line = f"| {path.suffix[1:]} | {copies / seconds:.1f} | {size / seconds:.2f} |"
        if python:
            few = peer(python, name, files[:3])
            read = [seconds for text, seconds in few.values() if text]
            line += f" {1 / min(read):.1f} |" if read else " not read |"
        print(line)
    before = os.times()
    seconds, _ = ours(many, work, 2, status)
    after = os.times()
    used = sum(after[:4]) - sum(before[:4])
    print(
        f"\nAll {len(many)} files, two worker processes, their start included: "
        f"{len(many) / seconds:.1f} files/s by the clock, {2 * len(many) / used:.1f} files/s "
        "by the seconds of two processors"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--peer", choices=["markitdown", "kreuzberg"], default="markitdown")
    parser.add_argument("--peer-python", help="a Python that has the peer installed")
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        made = write(work / "made")
        (work / "copies").mkdir()
        correctness(made, work, given.peer_python, given.peer)
        speed(made, work / "copies", given.copies, given.peer_python, given.peer)


if __name__ == "__main__":
    main()
