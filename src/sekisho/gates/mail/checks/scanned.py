"""What ClamAV and YARA-X say, where the rulebook has them asked.

References: clamd(8); YARA-X. An engine that does not answer has not said that there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.mail.signs import Looked, Sign

RULES = (
    "mail.clamav", "mail.yara", "mail.clamav_silent", "mail.not_scanned",
)  # fmt: skip


def check(looked: Looked) -> Iterator[Sign]:
    """The signs of all engines."""
    for scan in looked.scans:
        yield from scan.signs
