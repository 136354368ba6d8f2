"""Who may decide on a held mail, how a decision is carried out, and the question to its sender."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from sekisho.events.time import JAPAN
from sekisho.rulebook import Person, Rulebook
from sekisho.text import Language, say

Entry = Mapping[str, Any]
LOCKED = frozenset(("mail.encrypted", "mail.locked_document"))
"""What a password may put right."""
_ID = re.compile(r"<[!-;=?-~]{1,300}>")
FINAL = ("release", "delete")
ASK = "ask"
BEGUN = "begun"
"""The outcome of what the mail server is about to be asked: how it ended stands in a later entry;
where none does, nobody knows."""
DONE = "done"


class MayNotError(Exception):
    """Somebody may not decide: a text code and the values of its places."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def of_mail(mail: Entry, entries: Iterable[Entry]) -> list[Entry]:
    """What was decided on one mail; a queue id may come again for another mail."""
    key = mail["queue_id"], mail["sha256"]
    return [one for one in entries if (one.get("decided"), one.get("sha256")) == key]


def approver(by: str, mail: Entry, rulebook: Rulebook) -> Person:
    """The approver of a name. Nobody decides on a mail of his own. Raises MayNotError."""
    person = rulebook.person(by)
    allowed = [rulebook.person(name) for name in rulebook.mail.approvers]
    if person is None or person not in allowed:
        raise MayNotError("cli.mail.not_an_approver", by=by)
    if rulebook.person(mail["from"]) == person:
        raise MayNotError("cli.mail.own_mail", by=person.name)
    return person


def receiver(by: str, mail: Entry, rulebook: Rulebook) -> Person:
    """Who may take the password of a mail: its sender, or an approver. Raises MayNotError."""
    person = rulebook.person(by)
    allowed = [rulebook.person(name) for name in (mail["from"], *rulebook.mail.approvers)]
    if person is None or person not in allowed:
        raise MayNotError("cli.mail.not_the_sender", by=by)
    return person


def second_needed(mail: Entry, person: Person, before: Sequence[Entry], rulebook: Rulebook) -> str:
    """The rules that ask for another approver than this one, "" where one is enough or another
    has approved. Raises MayNotError when he has approved already."""
    own = {one["rule"] for one in mail["rules"]}
    asked = [rule for rule in rulebook.mail.two_approvers if rule in own]
    approved = {one["by"] for one in before if one["what"] == "approve"}
    if not asked or approved - {person.name}:
        return ""
    if person.name in approved:
        raise MayNotError("cli.mail.same_approver", by=person.name)
    return " ".join(asked)


def undecided(before: Sequence[Entry]) -> bool:
    """Whether nobody released or deleted the mail yet, as far as the record knows."""
    return not any(one["what"] in FINAL and one["outcome"] == DONE for one in before)


def carried_out(record: Callable[[Entry], None], line: Entry, ask: Callable[[], str]) -> str:
    """Asks the mail server between two entries, so that whoever is killed in between leaves that
    it was begun: never something done without a record, nor a record of what was not done.
    ``line``: who decided what of which mail, without its outcome; ``ask`` gives what went wrong,
    "" where nothing did, and so does this. Raises OSError: then nothing was asked, or how it
    ended is not recorded."""
    record({**line, "outcome": BEGUN})
    why = ask()
    record({**line, "outcome": why or DONE})
    return why


def perhaps_done(before: Sequence[Entry]) -> Entry | None:
    """The first entry of something begun whose end is not on record: perhaps it was done. None:
    there is none, or it was carried out again since and then was done."""
    open_: list[Entry] = []
    for one in before:
        if one["outcome"] == BEGUN:
            open_.append(one)
            continue
        own = [each for each in open_ if (each["what"], each["by"]) == (one["what"], one["by"])]
        if own:
            open_.remove(own[-1])
        if one["outcome"] == DONE:
            settled = FINAL if one["what"] in FINAL else (one["what"],)
            open_ = [each for each in open_ if each["what"] not in settled]
    return next(iter(open_), None)


def question(
    mail: Entry, person: Person, reason: str, rulebook: Rulebook, now: datetime, language: Language
) -> EmailMessage | None:
    """A mail to the sender that asks whether it is his and right, and for the password where that
    is what keeps it; the subject alone tells which one. None: it has no sender. Answers go to who
    asks, and in the thread of the mail, so that a password in one is known for its own."""
    if not mail["from"] or not person.mail:
        return None
    rules = dict.fromkeys(one["rule"] for one in mail["rules"])
    at = datetime.fromisoformat(mail["at"]).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
    subject = "".join(sign if sign.isprintable() else "_" for sign in mail["subject"])
    asked = EmailMessage(policy=SMTP)
    asked["From"] = person.mail[0]
    asked["To"] = mail["from"]
    asked["Subject"] = say("gates.mail.question.subject", language, subject=subject)
    asked["Date"] = format_datetime(now)
    asked["Auto-Submitted"] = "auto-generated"
    if _ID.fullmatch(mail.get("message_id", "")):
        asked["In-Reply-To"] = asked["References"] = mail["message_id"]
    listed = "\n".join(f"・{say(f'gates.{rule}', language)}" for rule in rules)
    locked = LOCKED & rules.keys()
    text = say("gates.mail.question.text", language, at=at, subject=subject, rules=listed,
               reason=reason, to=mail["from"], who=_who(person, rulebook))  # fmt: skip
    closing = "password" if locked else "answer"
    text = f"{text}\n\n{say(f'gates.mail.question.{closing}', language)}\n"
    asked.set_content(text, charset="utf-8", cte="base64")
    return asked


def _who(person: Person, rulebook: Rulebook) -> str:
    """Who asks: office, department, name, as far as the rulebook knows."""
    town = rulebook.town.name if rulebook.town else ""
    return " ".join(filter(None, (town, person.department, person.name)))
