"""Archives that could not be looked into: what is in them is unknown, never harmless."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.mail.signs import Looked, Sign

RULES = (
    "mail.encrypted", "mail.archive_damaged", "mail.archive_limit", "mail.archive_format",
    "mail.archive_part", "mail.too_deep",
)  # fmt: skip
_WHY = {
    "encrypted": "mail.encrypted",
    "damaged": "mail.archive_damaged",
    "limit": "mail.archive_limit",
    "format": "mail.archive_format",
    "part": "mail.archive_part",
}


def check(looked: Looked) -> Iterator[Sign]:
    """One sign for each file that stayed closed."""
    for file in looked.mail.files:
        if file.closed:
            yield Sign(_WHY[file.closed], file.where)
    if looked.mail.too_deep:
        yield Sign("mail.too_deep")
