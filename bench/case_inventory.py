"""How much memory `investigate` takes beside an inventory of a whole office, and how large the
case gets; then how much `personal diff` takes between that inventory and one of a month later.

The evidence is the Ikeda exercise. The inventory is invented: rows of sixteen PCs, the controlled
one among them, and of a file server, every sixth with persons, in as many folders as asked for.
The numbers of the case must be those of the rows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from measure import machine  # noqa: E402
from memory import watched  # noqa: E402

SEKISHO = [sys.executable, "-m", "sekisho.cli.main"]
NOW = "2016-06-23T11:00:00+09:00"
CONTROLLED, SERVER = "N16-GI001", "fs01"
PCS = [CONTROLLED, *(f"N16-XX{number:03d}" for number in range(15))]
SEEN = "2016-05-30T00:00:00+00:00"
ENDINGS = ("docx", "xlsx", "pdf", "txt", "jtd", "csv", "eml", "pptx")


def rows(count: int, pairs: int, changed: int = 0) -> Iterator[dict[str, Any]]:
    """Rows in the order of their paths. Of every ``changed`` rows one is a different one."""
    pick = random.Random(11)
    hosts = [*PCS, SERVER]
    each, folders = -(-count // len(hosts)), max(1, pairs // len(hosts))
    for host in sorted(hosts):
        for number in range(each):
            folder = f"{number * folders // each:05d}"
            yield _row(host, folder, number, pick, changed)


def _row(host: str, folder: str, number: int, pick: random.Random, changed: int) -> dict[str, Any]:
    name = f"調査票{number:07d}.{ENDINGS[number % len(ENDINGS)]}"
    path = f"C:\\Users\\staff\\Documents\\業務\\{folder}\\{name}"
    if host == SERVER:
        path = f"\\\\{SERVER}\\somu\\業務\\{folder}\\{name}"
    people = pick.randrange(1, 80) if number % 6 == 0 else 0
    if changed and number % changed == 0:
        people += 1
    bounds = {"low": people, "high": people + people // 10}
    code = {"code": "inventory.class.words", "values": {"words": "名簿"}}
    return {
        "path": path, "file": path, "size": 20_000 + number, "modified": SEEN,
        "sha256": hashlib.sha256(f"{path}{host}{people}".encode()).hexdigest(), "status": "read",
        "reasons": [], "kinds": ["address", "name"] if people else [],
        "persons": bounds, "households": bounds if number % 4 else None,
        "obtained": {"table": bounds}, "doubts": [], "host": host,
        "place": "share" if host == SERVER else "pc", "zone": "lgwan", "owner": None,
        "class": "3B" if people else "2", "nature": "official",
        "grounds": [code] if people else [], "findings": [], "seen": SEEN,
    }  # fmt: skip


def write(out: Path, count: int, pairs: int, changed: int = 0) -> int:
    """The inventory; gives its rows."""
    out.mkdir()
    written = 0
    with (out / "inventory.jsonl").open("wb") as lines:
        for row in rows(count, pairs, changed):
            lines.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
            written += 1
    return written


def told(case: Path) -> int:
    """Documents of the case, those told one by one and those summed."""
    facts = json.loads((case / "case.json").read_bytes())
    rest = facts.get("rest") or {"lots": []}
    return len(facts["exposure"]) + sum(lot["documents"] for lot in rest["lots"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 280_000])
    parser.add_argument("--folders", type=int, default=800, help="pairs of folder and computer")
    parser.add_argument("--skip-diff", action="store_true")
    given = parser.parse_args()
    print(machine())
    print("| command | rows | by the clock | largest process | case.json | internal report |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="sekisho-bench-") as name:
        work = Path(name)
        wish = [*SEKISHO, "drill", "ikeda", "--out", str(work / "drill")]
        subprocess.run(wish, check=True, stdout=subprocess.DEVNULL)
        alone = _investigated(work, None, 0)
        for count in given.rows:
            old, new = work / f"old{count}", work / f"new{count}"
            written = write(old, count, given.folders)
            assert _investigated(work, old, written) == alone + written
            if not given.skip_diff:
                write(new, count, given.folders, changed=100)
                diff = [*SEKISHO, "personal", "diff", str(old), str(new)]
                _line("personal diff", written, *watched_of(diff))


def _investigated(work: Path, inventory: Path | None, rows: int) -> int:
    case = work / f"case{rows}"
    wish = [*SEKISHO, "investigate", str(work / "drill" / "evidence"), "--case", str(case)]
    more = ["--inventory", str(inventory)] if inventory else []
    seconds, largest = watched_of([*wish, "--now", NOW, *more])
    sizes = [f"{(case / one).stat().st_size / 1e6:,.1f} MB"
             for one in ("case.json", "report-internal.html")]  # fmt: skip
    _line("investigate", rows, seconds, largest, *sizes)
    return told(case)


def watched_of(command: list[str]) -> tuple[float, int]:
    """Seconds of a command, and the bytes of its largest process."""
    seconds, peak = watched(command)
    largest, _ = max(peak.processes)
    return seconds, largest


def _line(what: str, rows: int, seconds: float, largest: int, *sizes: str) -> None:
    cells = [what, f"{rows:,}", f"{seconds:,.0f} s", f"{largest / 1e6:,.0f} MB"]
    print("| " + " | ".join([*cells, *(sizes or ("–", "–"))]) + " |", flush=True)


if __name__ == "__main__":
    main()
