"""``python bench/office_corpus_sixth --out DIR``: writes the corpus and says what is in it."""

from __future__ import annotations

import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from corpus_command import words  # noqa: E402
from office_corpus_fourth.press import run  # noqa: E402

from office_corpus_sixth.make import DOCUMENTS, SIXTH  # noqa: E402


def main() -> None:
    run(SIXTH, words(__doc__, DOCUMENTS).parse_args())


if __name__ == "__main__":
    main()
