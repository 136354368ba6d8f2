"""``python bench/office_corpus_fourth --out DIR``: writes the corpus and says what is in it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from corpus_command import words  # noqa: E402
from office_corpus.convert import available  # noqa: E402

from office_corpus_fourth.make import make  # noqa: E402


def main() -> None:
    parser = words(__doc__, 360)
    given = parser.parse_args()
    office = available() and not given.without_office
    if not office:
        print("LibreOffice does not run here: odt, ods and PDF are left out")
    truths = make(given.out, range(given.first, given.first + given.documents), office=office)
    for what in ("genre", "format"):
        counted = Counter((each.half, getattr(each, what)) for each in truths)
        for (half, value), count in sorted(counted.items()):
            print(f"{half}\t{what}\t{value}\t{count}")
    for half in sorted({each.half for each in truths}):
        mine = [each for each in truths if each.half == half]
        print(f"{half}: {len(mine)} documents, {len({each.layout for each in mine})} layouts, "
              f"{sum(each.pages for each in mine)} pages, {sum(each.persons for each in mine)} persons, "
              f"{sum(len(each.facts) for each in mine)} true values")  # fmt: skip


if __name__ == "__main__":
    main()
