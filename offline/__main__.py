"""``python -m offline``: builds the folder and says where it lies."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from offline import own
from offline.build import ROOT, SignError, Wish, build
from offline.components import table
from offline.licences import LicenceError
from offline.lock import LockError
from offline.sbom import InvalidBomError
from offline.targets import ALL, chosen
from offline.wheels import FetchError
from sekisho import __version__

FAILURES = (
    LockError, FetchError, LicenceError, InvalidBomError, own.OwnWheelError, SignError, OSError,
    ValueError,
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Gives 0 when the folder stands, 1 with a sentence when it does not."""
    parser = argparse.ArgumentParser(prog="offline", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist" / f"sekisho-offline-{__version__}"
    )
    known = ", ".join(target.name for target in ALL)
    parser.add_argument("--target", action="append", default=[], help=f"one of {known}; else all")
    parser.add_argument("--sign", type=Path, metavar="KEY", help="a private SSH key for the hashes")
    parser.add_argument("--components", action="store_true", help="only print their table")
    given = parser.parse_args(arguments)
    try:
        if given.components:
            _tell(table().rstrip())
            return 0
        wish = Wish(given.out, chosen(given.target), own.epoch_of(), given.sign, _tell)
        made = build(wish)
    except FAILURES as error:
        _tell(f"offline: {type(error).__name__}: {error}")
        return 1
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    _tell(f"{made} ({size / 2**20:.0f} MiB)")
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
