"""Addresses recognised whole, among 4,348 real ones in free writing.

    python bench/addresses.py [--shared ../shared]

The addresses are those of the tests of normalize-japanese-addresses (MIT). The even lines were
looked at while the patterns were written, the odd ones were not.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from sekisho.personal.recognise import finds_in, recogniser_of


def main() -> int:
    """Prints a line for each half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    path = parser.parse_args().shared / "data" / "ja-address" / "addresses.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["住所"].rstrip() for row in csv.DictReader(file)]
    for half, some in (("tuned on", texts[::2]), ("unseen", texts[1::2])):
        found = finds_in(some, only=[recogniser_of("address")])
        pairs = list(zip(some, found, strict=True))
        whole = sum(
            any(find.start == 0 and find.end == len(text) for find in row) for text, row in pairs
        )
        touched = sum(bool(row) for _, row in pairs)
        print(f"{half}: {whole} of {len(some)} whole, {touched - whole} in part")
    return 0


if __name__ == "__main__":
    sys.exit(main())
