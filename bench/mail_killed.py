"""Mails through a real Postfix and the gate while both, and their whole machine, are killed.

``python bench/mail_killed.py [--mails N] [--senders N] [--pause FROM TO]``; needs root and Debian's
postfix. It fails unless every mail was delivered, held or refused, as judged, once for each time
the server may have taken it; what came twice is counted, with the reason. ``kill -9`` is no power
cut: what the kernel was given is kept.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.gates.mail import rulebook
from tests.town.killed import play
from tests.town.postfix import can_run, laid_out


def main() -> int:
    """Prints the counts; 1 when a mail is not where it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--senders", type=int, default=8)
    parser.add_argument("--pause", type=float, nargs=2, default=(2.0, 8.0))
    parser.add_argument("--seed", type=int, default=20161123)
    given = parser.parse_args()
    if not can_run():
        print("left out: needs root and postfix")
        return 0
    own = Path(tempfile.mkdtemp(prefix="sekisho-killed-", dir="/tmp"))
    try:
        with tempfile.TemporaryDirectory() as folder:
            rulebook(Path(folder))
            town = laid_out(own, Path(folder) / "rulebook.yaml")
            began = time.monotonic()
            ends = play(town, given.mails, senders=given.senders, pause=tuple(given.pause),
                        seed=given.seed)  # fmt: skip
            took = time.monotonic() - began
        for name, count in ends.counts().items():
            print(f"{count:9d}  {name}")
        print(f"{took:9.0f}  seconds, {given.mails / took:.0f} mails/s")
        wrong = list(islice(ends.wrong(), 20))
        print("\n".join(wrong) if wrong else "every mail is where it must be")
        return 1 if wrong else 0
    finally:
        shutil.rmtree(own, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
