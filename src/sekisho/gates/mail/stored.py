"""Stored mails judged as the gate would have judged them when they came.

One function for whoever has mails: a folder at hand or the evidence of a case. Of a stored mail it
is not known from where it came; who sent it and who got it say its fields, or the journal that
kept it. Passwords of other mails are remembered in their order, as the gate does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import Any

from sekisho.gates.mail.journal import journalled
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.signs import Engine, Envelope, LinkJudge
from sekisho.gates.mail.told.again import WHAT, Again
from sekisho.gates.mail.told.memory import told_of
from sekisho.gates.mail.verdict import Judgement
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from sekisho.sources.mail.parts import AS_WRITTEN

HEAD = 1024 * 1024
"""Bytes of a mail in which its header ends."""


@dataclass(frozen=True)
class Result:
    """``sha256``: of the mail as it is stored."""

    sha256: str
    judged: Judgement
    mail: Opened | None
    envelope: Envelope


@dataclass(frozen=True)
class Trial:
    """Judges one mail after the other, at the stage *enforce*."""

    judge: Judge
    again: Again = field(repr=False)
    sealed: Sealed = field(repr=False)

    @classmethod
    def begun(
        cls, rulebook: Rulebook, engines: tuple[Engine, ...], sites: LinkJudge, folder: Path
    ) -> Trial:
        """``folder``: an empty one, where passwords of other mails are remembered meanwhile."""
        told, sealed = told_of(rulebook, folder), Sealed(folder)
        judge = Judge(rulebook, Stages("enforce"), engines=engines, told=told, sites=sites)
        return cls(judge, Again(judge, told, sealed, lambda *_: "", lambda _: None), sealed)

    def of(self, name: str, data: bytes, now: datetime) -> Result:
        """The judgement of one mail. ``now``: for one that bears no date."""
        kept = journalled(data)
        envelope = envelope_of(kept.data if kept else data, now)
        if kept is not None:
            envelope = replace(envelope, sender=kept.sender, recipients=kept.recipients)
        judged, mail = self.judge.of(kept.data if kept else data, envelope)
        digest = hashlib.sha256(data).hexdigest()
        # nothing is held here: a mail that waits has its copy
        self.again.after(
            replace(judged, done="accept"), mail, envelope, name, digest, envelope.at or now
        )
        return Result(digest, judged, mail, envelope)

    def anew(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """What a password in another mail showed of one judged before, by name and SHA-256."""
        return {(one["decided"], one["sha256"]): one[WHAT] for one in self.sealed.entries()}


def envelope_of(data: bytes, now: datetime) -> Envelope:
    """What the mail itself says of its way: the server's own line of the return path, everybody
    it is addressed to, and when it was written, ``now`` where it does not say."""
    message = BytesHeaderParser(policy=AS_WRITTEN).parsebytes(data[:HEAD])
    sender = getaddresses([str(message.get("Return-Path", ""))])
    named = [str(value) for name in ("To", "Cc", "Bcc") for value in message.get_all(name, [])]
    return Envelope(
        sender=sender[0][1] if sender else "",
        recipients=tuple(dict.fromkeys(one for _, one in getaddresses(named) if one)),
        at=_written(str(message.get("Date", ""))) or now,
    )


def _written(date: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(date)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
