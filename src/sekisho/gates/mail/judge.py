"""One mail judged from its bytes and its envelope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sekisho.gates.mail.checks import checks, signs
from sekisho.gates.mail.opened import Limits, Opened, opened
from sekisho.gates.mail.signs import Check, Envelope, Looked, Sign
from sekisho.gates.mail.verdict import Judgement, judgement
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

LARGEST = 64 * 1024 * 1024
"""Bytes of a mail that is taken apart; a larger one is held by its size alone."""


@dataclass(frozen=True)
class Judge:
    """Judges mails by a rulebook. ``known``: whether an address was met before, None where
    nobody remembers. Made once, for the checks are found at that moment."""

    rulebook: Rulebook
    stages: Stages
    known: Callable[[str], bool] | None = None
    limits: Limits = field(default_factory=Limits)
    every: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "every", self.every or checks())

    def of(self, data: bytes, envelope: Envelope) -> tuple[Judgement, Opened | None]:
        """The judgement and the mail taken apart; None for one that is too large or too deep for
        that."""
        if len(data) > LARGEST:
            return self._unopened(Sign("mail.too_large", value=str(len(data))), envelope), None
        try:
            mail = opened(data, self.limits)
        except RecursionError:
            return self._unopened(Sign("mail.too_deep"), envelope), None
        looked = Looked(mail, envelope, self.rulebook, self.known)
        seen = signs(looked, self.every)
        return judgement(seen, envelope, self.rulebook, self.stages), mail

    def _unopened(self, sign: Sign, envelope: Envelope) -> Judgement:
        return judgement((sign,), envelope, self.rulebook, self.stages)
