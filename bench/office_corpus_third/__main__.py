"""``python bench/office_corpus_third --out DIR``: writes the corpus and says what is in it."""

from __future__ import annotations

import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from corpus_command import say, words  # noqa: E402

from office_corpus_third.make import make  # noqa: E402
from office_corpus_third.office import can_convert  # noqa: E402


def main() -> None:
    parser = words(__doc__, 528)
    given = parser.parse_args()
    office = can_convert() and not given.without_office
    if not office:
        print("LibreOffice does not run here: doc, odt, ods, odp, rtf, html and PDF are left out")
    truths = make(given.out, range(given.first, given.first + given.documents), office=office)
    say(truths)


if __name__ == "__main__":
    main()
