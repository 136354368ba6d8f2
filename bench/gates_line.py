"""The line gate's ruleset at the size of a large office: built, and loaded by the real ``nft``.

``python bench/gates_line.py [--zones 30] [--assets 2000]``: every zone allows three others, the
computers sit in 40 departments of three stages. The ruleset is loaded in a network namespace of
its own; the figure is the best of three. Fails where ``nft`` refuses it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sekisho.gates.line.fortigate.build import configuration
from sekisho.gates.line.nftables import ruleset
from sekisho.gates.stages import STAGES, Stages
from sekisho.rulebook import load

USER = () if os.geteuid() == 0 else ("--map-root-user",)
"""Root needs no user namespace. In one, the kernel bounds what a transaction may hold
(``net.core.wmem_max``), and a ruleset of this size is too long for it."""
TIMED = """
import subprocess, sys, time
for _ in range(3):
    begun = time.perf_counter()
    subprocess.run(["nft", "-f", sys.argv[1]], check=True)
    print(time.perf_counter() - begun)
"""


def content(zones: int, assets: int) -> dict[str, Any]:
    """A rulebook of this size."""

    def flows(number: int) -> list[dict[str, Any]]:
        return [
            {"to": f"区画{(number + step) % zones}", "ports": ["tcp/443", "udp/53"]}
            for step in (1, 2, 3)
        ]

    return {
        "version": 1,
        "zones": [
            {
                "name": f"区画{number}",
                "kind": "その他",
                "networks": [f"10.{number}.0.0/16"],
                "allow": flows(number),
            }
            for number in range(zones)
        ],
        "assets": [
            {
                "name": f"PC-{number:04d}",
                "department": f"第{number % 40}課",
                "addresses": [f"10.{number % zones}.{number // zones % 250}.{number // 5000 + 10}"],
            }
            for number in range(assets)
        ],
    }


def best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of three."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zones", type=int, default=30)
    parser.add_argument("--assets", type=int, default=2000)
    given = parser.parse_args()
    stages = Stages("observe", {f"第{number}課": STAGES[number % 3] for number in range(40)})
    with tempfile.TemporaryDirectory() as name:
        book = Path(name) / "rulebook.yaml"
        book.write_text(json.dumps(content(given.zones, given.assets)), encoding="utf-8")
        rulebook = load(book)
        building = best(lambda: ruleset(rulebook, stages))
        script = best(lambda: configuration(rulebook, stages))
        (file,) = ruleset(rulebook, stages)
        path = Path(name) / file.name
        path.write_bytes(file.content)
        told = subprocess.run(
            ["unshare", *USER, "--net", sys.executable, "-c", TIMED, str(path)],
            capture_output=True,
            check=True,
        )
        loading = min(map(float, told.stdout.split()))
    print(f"{given.zones} zones, {given.assets} assets, {len(file.content):,} bytes")
    print(f"nftables: built {building:.3f} s, loaded {loading:.3f} s; FortiGate: {script:.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
