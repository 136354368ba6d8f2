"""What of a mail is handed to an engine: the whole, and every file found in it once.

An engine opens archives by its own means; it has no password, and a file that only the password in
the text opened is seen by itself alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.mail.opened import Opened

MIB = 1024 * 1024


def pieces(mail: Opened) -> Iterator[tuple[str, bytes]]:
    """Place ("" for the mail itself) and bytes."""
    yield "", mail.data
    seen: set[str] = set()
    for file in mail.files:
        if file.data and file.sha256 not in seen:
            seen.add(file.sha256)
            yield file.where, file.data
