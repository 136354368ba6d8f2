"""``python bench/office_corpus --out DIR``: writes the corpus and says what is in it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from corpus_command import words  # noqa: E402

from office_corpus.convert import available  # noqa: E402
from office_corpus.make import make  # noqa: E402


def main() -> None:
    parser = words(__doc__, 800)
    parser.add_argument("--shared", type=Path, default=BENCH.parents[1] / "shared")
    given = parser.parse_args()
    if not (given.shared / "data").is_dir():
        sys.exit(f"{given.shared}: the public lists of names and places are not there (--shared)")
    office = available() and not given.without_office
    if not office:
        print("LibreOffice does not run here: doc, odt, ods, rtf, html and its PDF are left out")
    truths = make(
        given.out, range(given.first, given.first + given.documents), given.shared, office=office
    )
    for (half, genre), count in sorted(Counter((each.half, each.genre) for each in truths).items()):
        print(f"{half}\t{genre}\t{count}")


if __name__ == "__main__":
    main()
