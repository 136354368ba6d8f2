"""Links that stand in a picture, where no reader of text sees them: QR codes in pictures, and on
the first pages of PDF files.

References: MITRE ATT&CK T1566.002, T1598.003. zxing-cpp (Apache-2.0) is optional: without it
nothing is seen. Pictures are decoded in a process beside this one, within bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec

from sekisho.engine.aside import aside
from sekisho.engine.worker import AWAITED, Limits, Lost
from sekisho.gates.mail.blank import Blank
from sekisho.gates.mail.codes import links
from sekisho.gates.mail.links.found import link
from sekisho.gates.mail.links.judged import RULES as SITES
from sekisho.gates.mail.opened import File
from sekisho.gates.mail.signs import Looked, Sign

RULES = ("mail.picture_link", *SITES)
MOST = 20
"""Pictures and PDF files of a mail that are looked at."""
_SMALLEST = 200
"""Bytes below which no picture holds a code."""
_LIMITS = Limits(20.0, 1024**3, AWAITED)
_BLANK = Blank()


def check(looked: Looked) -> Iterator[Sign]:
    """Each link found in a picture, with its place."""
    files = [file for file in looked.mail.files if _may_hold(file)][:MOST]
    if not files or looked.outgoing or not available():
        return
    files = [file for file in files if not _BLANK.has(file.real, file.sha256)]
    given: list[tuple[str, bytes]] = [(file.real, file.data) for file in files]
    found = aside(links, given, _LIMITS) if given else []
    if isinstance(found, Lost):
        # never silently: which of them ended the reader is not known
        yield Sign("mail.picture_link", files[0].where, "?")
        return
    read = list(zip(files, found, strict=True))
    _BLANK.add((file.real, file.sha256) for file, seen in read if not seen)
    for file, seen in read:
        for one in seen:
            yield Sign("mail.picture_link", file.where, one)
            led = link(one, file.where) if looked.sites is not None else None
            if led is not None and looked.sites is not None:
                yield from looked.sites.signs(led, looked.envelope.at)


@cache
def available() -> bool:
    """Whether the reader of codes is installed, as it was when first asked."""
    return find_spec("zxingcpp") is not None and find_spec("PIL") is not None


def _may_hold(file: File) -> bool:
    return file.real in ("image", "pdf") and len(file.data) >= _SMALLEST
