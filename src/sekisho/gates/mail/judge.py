"""One mail judged from its bytes and its envelope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sekisho.gates.mail.burst import Burst
from sekisho.gates.mail.checks import checks, signs
from sekisho.gates.mail.known import Known
from sekisho.gates.mail.links.judged import bare
from sekisho.gates.mail.opened import Limits, Opened, may_be_shut, opened
from sekisho.gates.mail.signs import (
    Check,
    Engine,
    Envelope,
    LinkJudge,
    Looked,
    Sign,
    leaves,
)
from sekisho.gates.mail.told.memory import Told, keys_of
from sekisho.gates.mail.unpacked import REST
from sekisho.gates.mail.verdict import Judgement, judgement
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

NAMED = 6
"""Mails that told passwords which a sign names."""
ELSEWHERE = "mail.password_elsewhere"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Judge:
    """Judges mails by a rulebook. ``known``: who was met before, ``burst``: what came lately;
    None where nobody remembers; ``engines``: asked of every mail; ``told``: passwords that other
    mails told; ``sites``: what links are held against, the rulebook alone unless given. Made
    once, for the checks are found at that moment."""

    rulebook: Rulebook
    stages: Stages
    known: Known | None = None
    burst: Burst | None = None
    every: tuple[Check, ...] = ()
    engines: tuple[Engine, ...] = ()
    told: Told | None = None
    sites: LinkJudge | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "every", self.every or checks())
        object.__setattr__(self, "sites", self.sites or bare(self.rulebook))

    def of(self, data: bytes, envelope: Envelope) -> tuple[Judgement, Opened | None]:
        """The judgement and the mail taken apart; None for one that is too large or too deep for
        that."""
        if len(data) > self.rulebook.mail.thresholds.mail_mb * MEGABYTE:
            return self._unopened(Sign("mail.too_large", value=str(len(data))), envelope), None
        try:
            mail = opened(data, limits(self.rulebook))
        except RecursionError:
            return self._unopened(Sign("mail.too_deep"), envelope), None
        mail, elsewhere = self._with_told(mail, data, envelope)
        scans = tuple(engine.scan(mail) for engine in self.engines)
        known, senders = self._known(envelope), self._senders()
        looked = Looked(mail, envelope, self.rulebook, known, senders, scans, self.sites)
        seen = (*signs(looked, self.every), *elsewhere)
        return replace(judgement(seen, envelope, self.rulebook, self.stages), scans=scans), mail

    def _with_told(
        self, mail: Opened, data: bytes, envelope: Envelope
    ) -> tuple[Opened, tuple[Sign, ...]]:
        """The mail opened once more with passwords of other mails, and a sign for each place that
        they opened; as it was where they open nothing."""
        if self.told is None or envelope.at is None or not any(map(may_be_shut, mail.files)):
            return mail, ()
        told = () if leaves(envelope, self.rulebook) else self.told.told(mail, envelope.at)
        if not told:
            return mail, ()
        again = opened(data, limits(self.rulebook), keys_of(told))
        told_in = " ".join(dict.fromkeys(one.message_id or one.sha256 for one in told[:NAMED]))
        found = _opened_now(mail, again)
        signs_ = tuple(Sign(ELSEWHERE, one, told_in) for one in found)
        return (again, signs_) if found else (mail, ())

    def _unopened(self, sign: Sign, envelope: Envelope) -> Judgement:
        return judgement((sign,), envelope, self.rulebook, self.stages)

    def _known(self, envelope: Envelope) -> Callable[[str], bool] | None:
        known, at = self.known, envelope.at
        return None if known is None or at is None else lambda one: known.has(one, at)

    def _senders(self) -> Callable[[Opened, Envelope], tuple[int, int]] | None:
        burst = self.burst
        if burst is None:
            return None

        def counted(mail: Opened, envelope: Envelope) -> tuple[int, int]:
            if envelope.at is None:
                return 0, burst.least
            return burst.count(mail, envelope.sender, envelope.at), burst.least

        return counted


def _opened_now(before: Opened, again: Opened) -> list[str]:
    """Places that nothing had opened before, as far as it matters, and something has now: where
    even the names were encrypted, the archive itself."""
    open_ = [one for one in again.files if not one.closed and not may_be_shut(one)]
    places, holding = {one.place for one in open_}, {one.place[:-1] for one in open_}
    found: dict[str, None] = {}
    for one in filter(may_be_shut, before.files):
        if one.place in places:
            found.setdefault(one.where)
        elif one.name == REST and one.place[:-1] in holding:
            found.setdefault("/".join(one.place[:-1]))
    return list(found)


def limits(rulebook: Rulebook) -> Limits:
    """How far a mail is opened: the rulebook's thresholds."""
    own = rulebook.mail.thresholds
    return Limits(
        own.archive_depth, own.archive_files, own.archive_mb * MEGABYTE, own.archive_ratio
    )
