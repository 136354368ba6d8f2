"""A line of Squid's question to a line of answer; whatever comes, there is an answer.

Reference: https://wiki.squid-cache.org/Features/AddonHelpers (external ACL, concurrency): a number,
then the fields of the ``external_acl_type``; back come the number, ``OK`` or ``ERR`` and notes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote, unquote

from sekisho.gates.web.judgement import Judge, Judgement
from sekisho.gates.web.request import Request, host_of
from sekisho.gates.web.seen import Seen

FIELDS = "%>a %un %METHOD %>rd %>rP %>rp %ssl::>sni"
ACCEPT = "%>{Accept}"
"""The last field, asked for only where a page of warning may be shown."""
_FIELDS = 8
"""``FIELDS`` and the data of the ACL, which Squid adds at the end: always ``-``."""
PERIOD = timedelta(hours=8)
"""How long a person who was told is not told again."""
MOST_TOLD = 65536
FAILED = "web.unjudged.failed"
NO_POLICY = "web.unjudged.policy"
_TOLD_OF_FAILURES = 10


@dataclass
class Answering:
    """Answers by a judge; ``judge`` may be put another in its place at any time."""

    judge: Judge | None
    seen: Seen | None = None
    open: bool = False
    """Where everybody is only observed: what fails lets pass."""
    warn: Callable[[str], None] = lambda text: print(text, file=sys.stderr, flush=True)  # noqa: T201
    failures: int = 0
    _told: dict[tuple[str, str, str], datetime] = field(default_factory=dict)

    def swap(self, judge: Judge) -> None:
        """Another policy or other lists from now on."""
        self.judge = judge

    def answer(self, line: bytes, now: datetime) -> bytes:
        """The answer to a line without its end; empty where there is no number to answer to."""
        number, _, rest = line.partition(b" ")
        if not number.isdigit():
            return b""
        try:
            return number + self._answer(rest, now)
        except Exception as error:  # noqa: BLE001  (counted and told; the answer is a refusal)
            self.failures += 1
            if self.failures <= _TOLD_OF_FAILURES:
                self.warn(f"sekisho: {type(error).__name__}: {error}")
            return number + self._failed(FAILED)

    def _answer(self, rest: bytes, now: datetime) -> bytes:
        judge = self.judge
        if judge is None:
            return self._failed(NO_POLICY)
        words = [text_of(word) for word in rest.decode("utf-8", "replace").split(" ")]
        if len(words) not in (_FIELDS, _FIELDS + 1):
            who = judge.who(words[0], words[1] if len(words) > 1 else "")
            return self._said(judge, judge.unreadable(who), quiet=True)
        request = request_of(words, now)
        new = self._is_new(judge, request)
        judgement = judge.judge(request, new=new)
        accepts = words[7] if len(words) > _FIELDS else "text/html"
        page = request.method != "CONNECT" and "text/html" in accepts
        due = judgement.notice and page and self._due(request, judgement, now)
        return self._said(judge, judgement, quiet=not due)

    def _failed(self, code: str) -> bytes:
        if self.open:
            return b" OK verdict=pass rule=%s stage=observe\n" % code.encode()
        return b" ERR rule=%s stage=enforce page=unjudged\n" % code.encode()

    def _is_new(self, judge: Judge, request: Request) -> bool:
        if self.seen is None or not judge.wants_new:
            return False
        host = request.sni or request.host
        return bool(host) and self.seen.first(str(host))

    def _due(self, request: Request, judgement: Judgement, now: datetime) -> bool:
        key = (request.address, request.user, judgement.code)
        last = self._told.get(key)
        if last is not None and now - last < PERIOD:
            return False
        if len(self._told) >= MOST_TOLD:
            self._told.clear()
        self._told[key] = now
        return True

    def _said(self, judge: Judge, judgement: Judgement, *, quiet: bool) -> bytes:
        if judgement.passes and quiet:
            return note(judgement)
        page = judge.page_of(judgement)
        if judgement.passes:
            page = f"notice_{page}"
        rule = quote(judgement.code, safe="")
        return f" ERR rule={rule} stage={judgement.stage} page={page}\n".encode()


def text_of(word: str) -> str:
    """A word of Squid's: ``-`` stands for nothing, what is not plain is percent-encoded."""
    return "" if word == "-" else word


def note(judgement: Judgement) -> bytes:
    """The answer that lets pass, with what the log gets of it."""
    rule = quote(judgement.code, safe="").encode()
    return b" OK verdict=pass rule=%s stage=%s\n" % (rule, judgement.stage.encode())


def request_of(words: list[str], now: datetime) -> Request:
    """The request of the words of ``FIELDS``."""
    address, user, method, host, port, path, sni = words[:7]
    return Request(
        now,
        address,
        unquote(user) if "%" in user else user,
        method,
        host_of(host),
        int(port) if port.isdecimal() else 0,
        path,
        host_of(sni) if sni else "",
    )
