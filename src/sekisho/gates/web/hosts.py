"""Squid's question about a host alone, whose answer it keeps: does everything there pass?

Only what passes for certain is answered with OK: for every path that names no refused file and
fits no pattern (Squid tells those itself and asks with the path), and for as long as Squid keeps
the answer. Everything else is ERR, without a rule, and Squid asks again with the path: refusals,
notices, sites nobody has visited before, whatever fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sekisho.events.time import JAPAN
from sekisho.gates.web.answering import Answering, note, request_of, text_of
from sekisho.gates.web.edges import edges
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.request import Request

FIELDS = "%>a %un %>rd %ssl::>sni"
_FIELDS = 5
"""``FIELDS`` and the data of the ACL, which Squid adds at the end: always ``-``."""
KEPT_S = 60
"""How many seconds Squid keeps an answer: so long a reload may go unseen where something passed."""
_MORE = timedelta(seconds=5)
"""Squid counts whole seconds, and from when the answer arrives."""
_FURTHER = b" ERR\n"


@dataclass
class HostAnswering(Answering):
    """Answers by a judge what Squid then keeps for ``kept``."""

    kept: timedelta = timedelta(seconds=KEPT_S)
    _day: tuple[Judge, date] | None = None
    """What ``_edges`` are of."""
    _edges: list[datetime] = field(default_factory=list)

    def _answer(self, rest: bytes, now: datetime) -> bytes:
        judge = self.judge
        words = rest.decode("utf-8", "replace").split(" ")
        if judge is None or len(words) != _FIELDS:
            return _FURTHER
        address, user, host, sni = map(text_of, words[:4])
        return self._said_of(judge, request_of([address, user, "", host, "", "", sni], now))

    def _failed(self, code: str) -> bytes:  # noqa: ARG002
        return _FURTHER

    def _said_of(self, judge: Judge, request: Request) -> bytes:
        names = [name for name in (request.host, request.sni) if name != ""]
        if any(name is None or judge.place(name, "").site.by_path for name in names):
            return _FURTHER
        said = judge.judge(request)
        if not said.passes or said.notice or self._is_unknown(judge, request):
            return _FURTHER
        for later in self._changing(judge, request.at):
            if judge.judge(replace(request, at=later)) != said:
                return _FURTHER
        return note(said)

    def _is_unknown(self, judge: Judge, request: Request) -> bool:
        if self.seen is None or not judge.wants_new:
            return False
        return not self.seen.knows(str(request.sni or request.host))

    def _changing(self, judge: Judge, now: datetime) -> list[datetime]:
        """The moments while the answer is kept at which a judgement may become another."""
        day = now.astimezone(JAPAN).date()
        if self._day is None or self._day[0] is not judge or self._day[1] != day:
            self._day = (judge, day)
            self._edges = edges(judge.policy.rulebook, day, day)
        end = now + self.kept + _MORE
        return [edge for edge in self._edges if now < edge <= end]
