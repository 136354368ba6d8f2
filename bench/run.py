"""All benchmarks one after the other: small sizes, or with ``--full`` those of ``README.md``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SMALL = {
    "squid_lines": ["--lines", "1000000", "--runs", "1"],
    "evtx_records": ["--mebibytes", "16", "--runs", "3"],
    "investigation": ["--scale", "4", "40"],
    "memory": ["--lines", "1000000"],
    "documents": ["--copies", "5"],
    "names": [],
    "addresses": [],
    "personal_corpus": ["--documents", "120"],
    "personal_scan": ["--documents", "300", "--originals", "120"],
    "web_gate": ["--hosts", "100000", "--events", "300000", "--seconds", "1", "--runs", "1"],
    "mail_killed": ["--mails", "2000"],
}
FULL = {
    "squid_lines": ["--lines", "1000000", "10000000", "--runs", "3"],
    "evtx_records": ["--mebibytes", "64", "256", "--runs", "5"],
    "investigation": ["--scale", "40", "400", "--runs", "1"],
    "memory": ["--lines", "10000000"],
    "documents": ["--copies", "25"],
    "names": [],
    "addresses": [],
    "personal_corpus": ["--documents", "800"],
    "personal_scan": ["--documents", "5000"],
    "web_gate": [],
    "mail_killed": ["--mails", "100000", "--senders", "12"],
}
NEED_SHARED = {"addresses", "evtx_records", "names", "personal_corpus", "personal_scan"}


def main() -> int:
    """Runs them; gives 1 when one of them failed, and goes on with the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the sizes of README.md")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    given = parser.parse_args()
    failed = 0
    for name, words in (FULL if given.full else SMALL).items():
        print(f"== {name} {' '.join(words)}", flush=True)
        if name in NEED_SHARED:
            if not (given.shared / "data").is_dir():
                print("left out: needs the evidence collected by others (--shared)")
                continue
            words += ["--shared", str(given.shared)]
        failed += _run(name, words)
    return 1 if failed else 0


def _run(name: str, words: list[str]) -> bool:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, str(HERE / f"{name}.py"), *words]
    done = subprocess.run(command, env=environment, check=False)
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
