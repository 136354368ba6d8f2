"""What an account of an outbreak holds.

Copies are counted, one for each mail and recipient, and computers, one for each machine. Moments
are aware, on the reference clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sekisho.case.reasons import Count, Reason, Reference


@dataclass(frozen=True)
class Happening:
    """Something that happened on one computer: an attachment was run, an address was called, a
    threat was found or removed. ``value`` says which; ``user`` where a record names one."""

    host: str
    user: str | None
    time: datetime
    value: str
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Opening:
    """An attachment was opened. ``executed``: the program in it ran; False where the antivirus
    stopped it or only its file is on record. ``definition``: the version of the antivirus
    definitions in force on that computer at that moment, in force for ``definition_age_s``
    seconds; None where no record reaches so far."""

    host: str
    user: str | None
    time: datetime
    value: str
    executed: bool
    definition: str | None
    definition_age_s: float | None
    evidence: tuple[Reference, ...]


@dataclass(frozen=True)
class Mailbox:
    """A mailbox that the mails reached. ``copies``: how many; ``stored``: how many of them are
    among the evidence. ``persons``: named in the mails of this box, None where its mails are not
    among the evidence or could not be counted (``reason``)."""

    address: str
    person: str
    department: str
    copies: int
    stored: int
    persons: Count | None
    reason: Reason | None


@dataclass(frozen=True)
class Network:
    """One zone of the rulebook. ``computers``: those of its register that lie in it; the counts
    are computers; ``not_known``: those of which no records cover the time. ``zone`` is "" for
    computers that no zone holds."""

    zone: str
    computers: int
    opened: int
    executed: int
    contacted: int
    detected: int
    cleaned: int
    not_known: tuple[str, ...]


@dataclass(frozen=True)
class Outbreak:
    """One campaign. Of the copies: ``received`` = ``refused`` + ``blocked`` + ``delivered`` +
    ``unsettled``, each copy in one of them. ``refused`` has bounds, for a mail refused at the door
    shows neither subject nor attachment: its upper bound holds every refusal of the bursts in
    which the campaign came.

    ``opened`` holds every computer that opened one, once; ``executed``, ``contacted``,
    ``detected`` and ``cleaned`` the first record of each computer. ``not_cleaned``: computers that
    executed one or on which it was found, without a record that it was removed there.
    ``not_known``: computers without a record of started programs in these days: there it may
    have been opened. ``least``: the steps whose number is the least it can be, because a kind of
    record that would show the rest is not there; their zero means *unknown*. ``records``: of the
    copies, where each is on record, by what became of it. ``disagreements``: where the sources
    contradict each other."""

    subjects: tuple[str, ...]
    attachments: tuple[str, ...]
    hashes: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    messages: int
    received: Count
    refused: Count
    blocked: int
    delivered: int
    unsettled: int
    mailboxes: tuple[Mailbox, ...]
    opened: tuple[Opening, ...]
    executed: tuple[Happening, ...]
    contacted: tuple[Happening, ...]
    detected: tuple[Happening, ...]
    cleaned: tuple[Happening, ...]
    not_cleaned: tuple[str, ...]
    not_known: tuple[str, ...]
    networks: tuple[Network, ...]
    disagreements: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    least: tuple[str, ...] = ()
    records: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)


STEPS = (
    "received", "refused", "blocked", "delivered", "unsettled", "mailboxes", "opened", "executed",
    "contacted", "detected", "cleaned", "not_cleaned", "not_known", "persons",
)  # fmt: skip
"""The numbers of an account, in their order; ``persons``: named in the mailboxes reached."""


@dataclass(frozen=True)
class Number:
    """One number of an account as it was said before and as it is now; None where there was, or
    is, no such account. ``before_least``, ``after_least``: the least it can be."""

    step: str
    before: Count | None
    before_least: bool
    after: Count | None
    after_least: bool

    @property
    def changed(self) -> bool:
        """Whether it is said otherwise now."""
        return (self.before, self.before_least) != (self.after, self.after_least)


@dataclass(frozen=True)
class Revision:
    """An account that was said otherwise before: in a case of ``before_at``, until the one of
    ``at``. ``outbreak``: which of the case it is now, from 0; None where it is none any more (its
    mails are counted with others, or not at all). ``names``: of its attachments or subjects."""

    before_at: datetime
    at: datetime
    outbreak: int | None
    names: tuple[str, ...]
    numbers: tuple[Number, ...]
    because: tuple[Reason, ...]
