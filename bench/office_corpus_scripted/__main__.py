"""``python bench/office_corpus_scripted --author NAME --out DIR``: writes the papers of one."""

from __future__ import annotations

import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from corpus_command import words  # noqa: E402
from office_corpus_fourth.press import run  # noqa: E402

from office_corpus_scripted.make import DOCUMENTS, author  # noqa: E402
from office_corpus_scripted.script import AUTHORS  # noqa: E402


def main() -> None:
    parser = words(__doc__, DOCUMENTS)
    parser.add_argument("--author", choices=AUTHORS, default=AUTHORS[0])
    given = parser.parse_args()
    run(author(given.author), given)


if __name__ == "__main__":
    main()
