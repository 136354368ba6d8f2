"""Mails judged again when the password comes in another mail.

A mail that nothing opened waits; a mail that tells words lets those of its sender be judged with
them. What comes of it is recorded as ``again``; a mail in the hold queue goes by itself only where
the rulebook says so and nothing but the password kept it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sekisho.events.time import iso
from sekisho.gates.mail.answers import files_of, rules_of
from sekisho.gates.mail.decisions import LOCKED, carried_out, of_mail, perhaps_done, undecided
from sekisho.gates.mail.judge import ELSEWHERE, Judge
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.signs import Envelope, Sign
from sekisho.gates.mail.told.memory import Told, Waiting, sender_of, thread_of, words_of
from sekisho.gates.mail.verdict import HARMLESS, VERDICTS, Judgement, Verdict, asked_of, judgement

WHAT = "again"
_BURST = "mail.burst"
Result = Literal["clean", "found", "locked"]
"""``clean``: everything was looked at and nothing would be held or taken out; ``found``: something
would; ``locked``: something stays shut."""


@dataclass(frozen=True)
class Again:
    """``release``: lets a mail go by its queue id and says what went wrong, "" where nothing did;
    ``failed``: is told of what could not be done."""

    judge: Judge
    told: Told
    sealed: Sealed
    release: Callable[[str, bool], str]
    failed: Callable[[str], None]

    def after(
        self, judged: Judgement, mail: Opened | None, envelope: Envelope, queue_id: str,
        sha256: str, now: datetime,
    ) -> None:  # fmt: skip
        """What follows from a mail that was judged and recorded; ``now``: aware. A failure is told
        and changes nothing of that mail's own judgement. Raises OSError: then nothing is
        remembered, and the sender is to try again."""
        if mail is None or judged.outgoing or judged.done in ("refuse", "later"):
            return
        if any(one.code in LOCKED for one in judged.signs):
            one = _waiting(judged, mail, envelope, queue_id, sha256, now)
            if not self.told.wait(one, None if one.held else mail.data):
                self.failed(f"{queue_id}: no room to wait for a password")
            # what another process took in meanwhile
            elif self.told.told(mail, now):
                self._tried(one, now)
        if mail.words:
            said = words_of(mail, mail.words, sha256, now)
            self.told.keep(said)
            for one in self.told.waiting(said, now):
                if one.sha256 != sha256:
                    self._tried(one, now)

    def _tried(self, one: Waiting, now: datetime) -> None:
        try:
            self._again(one, now)
        except Exception as error:  # noqa: BLE001  (told; the mail stays as it is and waits on)
            self.failed(f"{one.queue_id}: {type(error).__name__}: {error}")

    def _again(self, one: Waiting, now: datetime) -> None:
        data = self.told.bytes_of(one, self.sealed.path(one.sha256))
        if data is None:
            self.told.done(one)
            return
        envelope = Envelope(
            one.client, one.client_name, one.helo, one.envelope_sender, one.recipients,
            datetime.fromisoformat(one.at),
        )  # fmt: skip
        # the campaign was counted when the mail came
        judged, mail = replace(self.judge, burst=None).of(data, envelope)
        if not any(sign.code == ELSEWHERE for sign in judged.signs):
            self.told.in_vain(one)
            return
        if one.burst:
            signs = (*judged.signs, Sign(_BURST, value=str(one.burst)))
            judged = judgement(signs, envelope, self.judge.rulebook, self.judge.stages)
        result = result_of(judged, asked_of(self.judge.rulebook))
        self.sealed.record(_entry(one, judged, mail, result, now))
        if result == "locked":
            self.told.in_vain(one)
            return
        if result == "clean" and self._lets_go(one):
            self._let_go(one, now)
        self.told.done(one)

    def _lets_go(self, one: Waiting) -> bool:
        mail = self.judge.rulebook.mail
        return (
            one.held
            and mail.late_passwords.clean == "release"
            and not set(mail.two_approvers) & set(one.rules)
            and undecided(self._decisions(one))
        )

    def _decisions(self, one: Waiting) -> list[Any]:
        key = {"queue_id": one.queue_id, "sha256": one.sha256}
        return list(of_mail(key, self.sealed.entries()))

    def _let_go(self, one: Waiting, now: datetime) -> None:
        begun = perhaps_done(self._decisions(one)) is not None
        line = {
            "at": iso(now), "decided": one.queue_id, "what": "release", "by": "",
            "reason": ELSEWHERE, "sha256": one.sha256,
        }  # fmt: skip
        why = carried_out(self.sealed.record, line, lambda: self.release(one.queue_id, begun))
        if why:
            self.failed(f"{one.queue_id}: {why}")


def result_of(judged: Judgement, asked: Mapping[str, Verdict]) -> Result:
    """What a second judgement comes to; ``asked``: the verdict of each rule."""
    least = VERDICTS.index(HARMLESS)
    codes = {one.code for one in judged.signs}
    if any(VERDICTS.index(asked[code]) >= least for code in codes - LOCKED):
        return "found"
    return "locked" if codes & LOCKED else "clean"


def _waiting(
    judged: Judgement, mail: Opened, envelope: Envelope, queue_id: str, sha256: str, now: datetime
) -> Waiting:
    bursts = (int(one.value) for one in judged.signs if one.code == _BURST and one.value.isdigit())
    return Waiting(
        at=iso(now),
        sender=sender_of(mail),
        sha256=sha256,
        queue_id=queue_id,
        thread=thread_of(mail.message),
        client=envelope.client,
        client_name=envelope.client_name,
        helo=envelope.helo,
        envelope_sender=envelope.sender,
        recipients=envelope.recipients,
        held=judged.done == "hold",
        burst=next(bursts, 0),
        rules=tuple(dict.fromkeys(one.code for one in judged.signs)),
    )


def _entry(
    one: Waiting, judged: Judgement, mail: Opened | None, result: Result, now: datetime
) -> dict[str, Any]:
    """The line of the record. The words themselves stand nowhere in it: only in which mails they
    were (value of ``mail.password_elsewhere``)."""
    return {
        "at": iso(now), "decided": one.queue_id, "what": WHAT, "by": "", "reason": ELSEWHERE,
        "outcome": "done", "sha256": one.sha256,
        WHAT: {
            "result": result, "verdict": judged.verdict, "held": one.held,
            "rules": rules_of(judged), "files": files_of(mail),
        },
    }  # fmt: skip


def latest(entries: Iterable[Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """The last such judgement of each mail, by queue id and SHA-256."""
    return {(one["decided"], one["sha256"]): one for one in entries if one.get("what") == WHAT}
