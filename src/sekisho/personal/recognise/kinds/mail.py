"""E-mail addresses.

RFC 5322 section 3.4.1 (the ordinary form, without quoted local parts) with host names of RFC 1123;
the longest local part is 64 characters (RFC 5321 section 4.5.3.1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason

_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![A-Za-z0-9])"
)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$")


def _find(block: Block) -> Iterator[Find]:
    for sign in re.finditer("@", block.text):
        local = _LOCAL.search(block.text[max(0, sign.start() - 64) : sign.start()])
        host = _HOST.match(block.text, sign.end())
        if local and host and not local[0].startswith("."):
            start = sign.start() - len(local[0])
            value = local[0] + "@" + host[0].lower()
            yield Find("mail", start, host.end(), value, 0.98, reason("mail", "form"))


RECOGNISER = Recogniser("mail", "RFC 5322 section 3.4.1", ("form",), _find, claim=9)
