"""A notice as mails: one an addressee, each with a sign of its own to answer with.

The sign stands in the text only: an automatic answer repeats the subject, but not the text, and
is no confirmation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from sekisho.events.time import JAPAN
from sekisho.rulebook import Notice, Person, Rulebook
from sekisho.text import Language, say

ALL = frozenset({"全課", "全職員", "全員", "全部署"})
TOKEN = r"SEKISHO-[0-9A-F]{16}"  # noqa: S105  (a form, no secret)


@dataclass(frozen=True)
class Addressees:
    """``people``: whom a notice is for; ``unknown``: what the rulebook names nobody by;
    ``unreachable``: people without a mail address."""

    people: tuple[Person, ...]
    unknown: tuple[str, ...]

    @property
    def unreachable(self) -> tuple[Person, ...]:
        """Those who are to be told, and have no mail address in the rulebook."""
        return tuple(one for one in self.people if not one.mail)


@dataclass(frozen=True)
class Letter:
    """One mail of a notice to one person."""

    person: Person
    token: str
    message_id: str
    mail: EmailMessage


def notice_of(rulebook: Rulebook, number: str) -> Notice | None:
    """The notice of a number."""
    return next((one for one in rulebook.notices if one.number == number), None)


def digest(notice: Notice) -> str:
    """SHA-256 of what was told: title and text."""
    return hashlib.sha256(f"{notice.title}\n{notice.text}".encode()).hexdigest()


def addressees(rulebook: Rulebook, notice: Notice) -> Addressees:
    """Departments, persons and 全課 of a notice as persons of the rulebook, each once."""
    found: dict[str, Person] = {}
    unknown: list[str] = []
    for name in notice.addressees:
        person = rulebook.person(name)
        those = (
            rulebook.people if name in ALL
            else [person] if person
            else [one for one in rulebook.people if one.department == name]
        )  # fmt: skip
        found.update((one.name, one) for one in those)
        if not those:
            unknown.append(name)
    return Addressees(tuple(found.values()), tuple(unknown))


def letters(
    rulebook: Rulebook,
    notice: Notice,
    reply_to: str,
    now: datetime,
    sign: Callable[[], str],
    language: Language = "ja",
) -> tuple[Letter, ...]:
    """The mails of a notice. ``sign`` gives 16 random hexadecimal digits at each call."""
    reachable = [one for one in addressees(rulebook, notice).people if one.mail]
    return tuple(_letter(notice, one, reply_to, now, sign(), language) for one in reachable)


def _letter(
    notice: Notice, person: Person, reply_to: str, now: datetime, sign: str, language: Language
) -> Letter:
    token = f"SEKISHO-{sign.upper()}"
    domain = reply_to.rpartition("@")[2]
    mail = EmailMessage()
    mail["From"] = reply_to
    mail["To"] = person.mail[0]
    mail["Reply-To"] = reply_to
    mail["Subject"] = " ".join(f"{notice.title}（{notice.number}）".split())
    mail["Date"] = format_datetime(now.astimezone(JAPAN))
    message_id = f"{sign.lower()}@{domain}"
    mail["Message-ID"] = f"<{message_id}>"
    body = say(
        "notice.mail", language, name=person.name, sender=notice.sender, number=notice.number,
        text=notice.text or notice.title, token=token,
    )  # fmt: skip
    mail.set_content(body, cte="base64")
    return Letter(person, token, message_id, mail)
