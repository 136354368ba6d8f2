"""The password of a mail that left encrypted: made, kept under seal, and how it is handed over.

Never in a mail to those who got the encrypted one, unless the rulebook says so: whoever reads the
one reads the other (the Cabinet Office gave that up in November 2020).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import orjson

from sekisho.events.time import JAPAN, iso
from sekisho.gates.mail.signs import below, domain_of
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.rulebook import Partner, Rulebook
from sekisho.text import say

FOLDER = "passwords"
TOLD = "password"
"""What the record calls a letter with one."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that is mistaken for another sign on paper or by telephone: 31 signs."""
LENGTH = 16
"""Signs of a password: 31^16, about 79 bits."""
_QUEUE_ID = re.compile(r"[0-9A-Za-z]{4,32}")


@dataclass(frozen=True)
class Password:
    """What is kept of one mail. ``key``: name under which it lies; ``at``: ISO 8601, UTC;
    ``sha256``: of the mail as it came."""

    key: str
    at: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    files: tuple[str, ...]
    password: str
    sha256: str


def made(choice: Callable[[str], str]) -> str:
    """A new one in groups of four. ``choice``: picks a sign, as ``secrets.choice`` does."""
    signs = [choice(LETTERS) for _ in range(LENGTH)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, LENGTH, 4))


def key_of(queue_id: str, sha256: str) -> str:
    """A queue id may come again for another mail."""
    return f"{queue_id if _QUEUE_ID.fullmatch(queue_id) else 'none'}-{sha256[:16]}"


def keep(folder: Path, one: Password) -> None:
    """Seals a password below the folder of the gate; done when it is on the disk. Raises
    OSError."""
    put(private_folder(folder / FOLDER) / f"{one.key}.json", orjson.dumps(asdict(one)))


def kept(folder: Path, key: str) -> Password | None:
    """The password of a key, None where it is gone. Raises OSError."""
    path = folder / FOLDER / f"{key}.json"
    if not path.exists():
        return None
    given: Mapping[str, Any] = orjson.loads(path.read_bytes())
    return Password(**{
        **given, "recipients": tuple(given["recipients"]), "files": tuple(given["files"]),
    })  # fmt: skip


def partner_of(address: str, rulebook: Rulebook) -> Partner | None:
    """The partner an address belongs to."""
    return next(
        (one for one in rulebook.mail.partners
         if below(domain_of(address), tuple(map(str.casefold, one.domains)))),
        None,
    )  # fmt: skip


def letters(one: Password, rulebook: Rulebook, now: datetime) -> Iterator[EmailMessage]:
    """The mails that hand a password over as the rulebook says; none where a sheet does, and none
    to an address that got the encrypted mail unless the rulebook says ``same``."""
    way = rulebook.mail.encryption.handover
    text = sheet(one, rulebook)
    if way == "sender" and one.sender:
        yield _letter([one.sender], one, text, now)
    elif way == "same":
        yield _letter(one.recipients, one, _short(one), now)
    elif way == "partner":
        taken = {address.casefold() for address in one.recipients}
        partners = (partner_of(address, rulebook) for address in one.recipients)
        others = {partner.password_mail for partner in partners if partner}
        for address in sorted(one for one in others if one and one.casefold() not in taken):
            yield _letter([address], one, _short(one), now)


def handed(
    one: Password, rulebook: Rulebook, post: Callable[[EmailMessage], str], now: datetime,
    told: AbstractSet[str] = frozenset(),
) -> Iterator[dict[str, str]]:  # fmt: skip
    """Posts the letters; of each what is recorded. A letter that was not posted hinders nothing:
    the sheet is there. ``told``: the reasons of those on record as posted, which are not posted
    again."""
    for letter in letters(one, rulebook, now):
        reason = f"{rulebook.mail.encryption.handover}: {letter['To']}"
        if reason in told:
            continue
        why = post(letter)
        yield {
            "at": iso(now), "decided": one.key.partition("-")[0], "what": TOLD, "by": "",
            "reason": reason,
            "outcome": why or "done", "sha256": one.sha256,
        }  # fmt: skip


def sheet(one: Password, rulebook: Rulebook) -> str:
    """The sheet for the sender: the password and whom to tell it, by which telephone."""
    told = []
    for address in one.recipients:
        partner = partner_of(address, rulebook)
        line = partner.telephone if partner and partner.telephone else ""
        name = partner.name if partner else ""
        code = "gates.mail.password.telephone" if line else "gates.mail.password.nobody"
        told.append(say(code, "ja", name=name, address=address, telephone=line))
    return "\n".join([
        say("gates.mail.password.sheet", "ja", at=_shown(one.at), subject=one.subject,
            files="、".join(one.files)),
        "", f"    {one.password}", "", *told, "", say("gates.mail.password.care", "ja"), "",
    ])  # fmt: skip


def _short(one: Password) -> str:
    head = say("gates.mail.password.short", "ja", at=_shown(one.at), files="、".join(one.files))
    return f"{head}\n\n    {one.password}\n"


def _letter(to: Iterable[str], one: Password, text: str, now: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = one.sender
    mail["To"] = ", ".join(to)
    mail["Subject"] = say("gates.mail.password.subject", "ja", at=_shown(one.at))
    mail["Date"] = format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text, charset="utf-8", cte="base64")
    return mail


def _shown(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
