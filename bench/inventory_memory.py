"""How much memory the process that writes an inventory takes, by the number of documents.

Tiny files are invented, every second a list of eight people, and scanned once. Then the journal is
multiplied: each file stands for several, with its own name, hash and persons, and a scan that knows
them all writes the inventory. So many documents take minutes in place of hours; what the workers
send passes one after the other either way.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from measure import machine  # noqa: E402
from memory import watched  # noqa: E402

SEKISHO = [sys.executable, "-m", "sekisho.cli.main", "personal", "scan"]
ALIKE = ["--now", "2026-06-23T11:00+09:00", "--host", "pc1"]
SURNAMES = "青木石田上野遠藤大西加藤木村久保小林佐藤清水鈴木高橋田中中村西村"
GIVEN = "和子花子太郎一郎幸子恵子美咲翔太陽子直樹由美真理久美大輔裕子千尋"
"""Two characters each."""
FOLDER = 200
"""Files of a folder."""


def write(root: Path, numbers: range) -> None:
    """Lists and notices, as small as they can be."""
    pick = random.Random(5)
    for number in numbers:
        folder = root / f"{number // FOLDER:05d}"
        folder.mkdir(parents=True, exist_ok=True)
        if number % 2:
            (folder / f"名簿{number:07d}.csv").write_bytes(_list(pick).encode("cp932"))
        else:
            text = f"第{number}号の通知です。\r\n会議は{number % 12 + 1}月に行います。\r\n"
            (folder / f"通知{number:07d}.txt").write_bytes(text.encode("cp932"))


def _list(pick: random.Random) -> str:
    rows = ["氏名,住所,電話,生年月日"]
    for _ in range(8):
        name = f"{_two(SURNAMES, pick)} {_two(GIVEN, pick)}"
        home = f"霧谷町{pick.randrange(1, 60)}-{pick.randrange(1, 40)}"
        phone = f"0770-{pick.randrange(10, 90)}-{pick.randrange(1000, 9999)}"
        born = f"昭和{pick.randrange(5, 63)}年{pick.randrange(1, 13)}月{pick.randrange(1, 29)}日"
        rows.append(f"{name},{home},{phone},{born}")
    return "\r\n".join(rows) + "\r\n"


def _two(of: str, pick: random.Random) -> str:
    at = pick.randrange(0, len(of), 2)
    return of[at : at + 2]


def multiply(journal: Path, root: Path, files: int, times: int) -> None:
    """Writes what a scan of all files would have written: each line anew for its later files."""
    paths = {_number(path): path for path in root.rglob("*.*")}
    head, *lines = journal.read_bytes().splitlines()
    known = {_number(Path(line["file"])): line for line in map(orjson.loads, lines)}
    with journal.open("wb") as out:
        out.write(head + b"\n")
        for number in range(files * times):
            path, again = paths[number], number // files
            out.write(orjson.dumps(_anew(known[number % files], path, again)) + b"\n")


def _number(path: Path) -> int:
    return int(path.stem[2:])


def _anew(line: dict[str, Any], path: Path, again: int) -> dict[str, Any]:
    def other(hashed: str) -> str:
        if not hashed or not again:
            return hashed
        return hashlib.sha256(f"{again} {hashed}".encode()).hexdigest()

    status = path.stat()
    (document,) = line["documents"]
    tokens = [
        [other(name), other(birth), [other(one) for one in binding], certain]
        for name, birth, binding, certain in document["tokens"]
    ]
    named = {"name": str(path), "size": status.st_size, "sha256": other(document["sha256"])}
    return {
        "file": str(path),
        "size": status.st_size,
        "modified_ns": status.st_mtime_ns,
        "documents": [{**document, **named, "tokens": tokens}],
    }


def scanned(what: str, root: Path, out: Path, more: Sequence[str]) -> None:
    """One scan: seconds, and the largest of its processes."""
    seconds, peak = watched([*SEKISHO, str(root), "--out", str(out), *ALIKE, *more])
    largest, _ = max(peak.processes)
    rows = sum(1 for _ in (out / "inventory.jsonl").open("rb"))
    print(f"| {what} | {rows:,} | {seconds:,.0f} s | {largest / 1e6:,.0f} MB |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="that are read")
    parser.add_argument("--times", type=int, default=5, help="so often each stands in the end")
    parser.add_argument("--work", type=Path, help="where files are laid, for a while")
    given = parser.parse_args()
    print(machine())
    print("| scan | documents | by the clock | largest process |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="sekisho-bench-", dir=given.work) as name:
        work = Path(name)
        root, key = work / "files", work / "town.key"
        write(root, range(given.files))
        words = {"without key": [], "with key": ["--key", str(key), "--new-key"]}
        for what, more in words.items():
            scanned(f"all read, {what}", root, work / what, more)
        write(root, range(given.files, given.files * given.times))
        for what, more in words.items():
            multiply(work / what / "scan.jsonl", root, given.files, given.times)
            scanned(f"all known, {what}", root, work / what, more)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
