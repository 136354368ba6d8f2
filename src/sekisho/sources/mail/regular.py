"""A regular message parsed by its boundaries alone, without a look at each line.

Regular is what nearly every mail is: fields, an empty line, a body; of several parts, each between
whole boundaries, the last one closed (RFC 5322 2.1, RFC 2046 5.1.1). What comes out equals what the
standard library's parser gives; for whatever is not regular, nothing comes out, and that parser is
to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.policy import Policy
from itertools import pairwise

_FIELD = re.compile(r"([!-9;-~]+:[^\n]*\n)((?:[ \t][^\n]*\n)*)")
_EMPTY = re.compile(r"\r?\n")
_BEHIND = re.compile(r"(--)?[ \t]*\r?\n?")
"""What may stand behind a boundary in its line; two hyphens close the parts."""
_UNPACKED = ("7bit", "8bit", "binary")


class _NotRegularError(Exception):
    pass


def regular(text: str, policy: Policy) -> Message | None:
    """The message of a text (bytes beyond ASCII as surrogates); None for one that is not regular
    or whose parts lie too deep."""
    if text.count("\r") != text.count("\r\n"):
        return None
    try:
        return _message(text, 0, len(text), policy)
    except (_NotRegularError, RecursionError):
        return None


def _message(text: str, start: int, end: int, policy: Policy) -> Message:
    """What stands between two places."""
    message: Message = Message(policy=policy)
    while field := _FIELD.match(text, start, end):
        message.set_raw(*policy.header_source_parse(list(field.groups())))
        start = field.end()
    empty = _EMPTY.match(text, start, end)
    main, _, sub = message.get_content_type().partition("/")
    # a mail within the mail has fields of its own, and is what a part without fields is in a digest
    if empty is None or main == "message" or sub == "digest":
        raise _NotRegularError
    if main == "multipart":
        _parts(message, text, empty.end(), end, policy)
    else:
        message.set_payload(text[empty.end() : end])
    return message


def _parts(message: Message, text: str, start: int, end: int, policy: Policy) -> None:
    boundary = message.get_boundary()
    packed = str(message.get("Content-Transfer-Encoding", "8bit")).lower() not in _UNPACKED
    if not boundary or packed:
        raise _NotRegularError
    lines = list(_lines(text, f"--{boundary}", start, end))
    if len(lines) < 2:
        raise _NotRegularError
    if lines[0][0] > start:
        message.preamble = text[start : _before(text, start, lines[0][0])]
    for (_, begin), (stop, _) in pairwise(lines):
        last = _before(text, begin, stop)
        part = _message(text, begin, last, policy)
        if part.epilogue == "" and text[last - 1] != "\n":
            part.epilogue = None  # the line end behind the last boundary was the next one's
        message.attach(part)
    message.epilogue = text[lines[-1][1] : end]


def _before(text: str, start: int, end: int) -> int:
    """The end without the line end that belongs to the boundary behind it."""
    if end > start and text[end - 1] == "\n":
        end -= 1
        if end > start and text[end - 1] == "\r":
            end -= 1
    return end


def _lines(text: str, boundary: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Beginning and end of each line that is a boundary, the closing one last."""
    at = text.find(boundary, start, end)
    while at >= 0:
        stop = text.find("\n", at, end) + 1 or end
        behind = _BEHIND.fullmatch(text, at + len(boundary), stop)
        if behind and (at == start or text[at - 1] == "\n"):
            yield at, stop
            if behind[1]:
                return
        at = text.find(boundary, stop, end)
    raise _NotRegularError
