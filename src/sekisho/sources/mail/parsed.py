"""A message from its bytes, without reading every line of a large attachment.

Regular messages are parsed by ``regular``, all others by the standard library, whose parser looks
at each line for a boundary. A run of lines that hold base64 alone can bear none (a boundary begins
with two hyphens, RFC 2046 5.1.1) and no field of a header (RFC 5322 2.2: a colon), so a single
short line stands for it while the message is parsed, and what was there is put back after. What
comes out equals what the parser alone gives.
"""

from __future__ import annotations

import re
from email.message import Message
from email.parser import BytesParser

from sekisho.sources.mail.parts import AS_WRITTEN
from sekisho.sources.mail.regular import regular

_RUN = re.compile(rb"(?<=\n)(?:[A-Za-z0-9+/]{40,998}\r?\n){8,}")
_MARK = "sekisho"


def parsed(data: bytes) -> Message:
    """The message with its parts; header values stay as they stand. Raises RecursionError for
    parts within parts without end."""
    found = regular(data.decode("ascii", "surrogateescape"), AS_WRITTEN)
    return _line_by_line(data) if found is None else found


def _line_by_line(data: bytes) -> Message:
    runs: list[str] = []
    mark = _MARK
    while mark.encode() in data:
        mark += "."

    def stand_in(found: re.Match[bytes]) -> bytes:
        runs.append(found[0].decode("ascii"))
        return f"{mark} {len(runs) - 1}\n".encode()

    message = BytesParser(policy=AS_WRITTEN).parsebytes(_RUN.sub(stand_in, data))
    if runs:
        _put_back(message, re.compile(re.escape(mark) + r" (\d+)(?:\n|\Z)"), runs)
    return message


def _put_back(message: Message, mark: re.Pattern[str], runs: list[str]) -> None:
    def run(found: re.Match[str]) -> str:
        text = runs[int(found[1])]
        # the line end before a boundary belongs to the boundary
        return text if found[0].endswith("\n") else text.rstrip("\r\n")

    for part in message.walk():
        # get_payload() would decode odd bytes on the way
        payload = part._payload  # type: ignore[attr-defined]  # noqa: SLF001
        if isinstance(payload, str):
            part.set_payload(mark.sub(run, payload))
        if part.preamble:
            part.preamble = mark.sub(run, part.preamble)
        if part.epilogue:
            part.epilogue = mark.sub(run, part.epilogue)
