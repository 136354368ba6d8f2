"""``python bench/office_corpus_second --out DIR``: writes the corpus and says what is in it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from corpus_command import words  # noqa: E402
from office_corpus.convert import available  # noqa: E402

from office_corpus_second.make import make  # noqa: E402


def main() -> None:
    parser = words(__doc__, 600)
    parser.add_argument(
        "--pictures", action="store_true", help="letterheads, stamps and photographs in them"
    )
    parser.add_argument("--shared", type=Path, default=BENCH.parents[1] / "shared")
    given = parser.parse_args()
    if not (given.shared / "data").is_dir():
        sys.exit(f"{given.shared}: the public lists of names and places are not there (--shared)")
    office = available() and not given.without_office
    if not office:
        print("LibreOffice does not run here: doc, odt, ods, rtf, html and its PDF are left out")
    seeds = range(given.first, given.first + given.documents)
    truths = make(given.out, seeds, given.shared, office=office, with_pictures=given.pictures)
    for (half, genre), count in sorted(Counter((each.half, each.genre) for each in truths).items()):
        print(f"{half}\t{genre}\t{count}")
    sizes = [(given.out / each.path).stat().st_size for each in truths]
    text = [len(each.text.encode()) for each in truths]
    print(
        f"mean of a document: {sum(sizes) / len(sizes) / 1e3:.1f} kB, its text {sum(text) / len(text) / 1e3:.2f} kB"
    )


if __name__ == "__main__":
    main()
