"""What becomes of a mail that leaves: what was encrypted, and the account that is kept of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sekisho.events.evidence import INSIDE
from sekisho.events.time import iso
from sekisho.gates.mail.checks.leaving import MY_NUMBER
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.passwords import Password, key_of, made
from sekisho.gates.mail.signs import Envelope, Sign
from sekisho.gates.mail.split import siblings
from sekisho.gates.mail.swapped import Swapped, swapped
from sekisho.gates.mail.verdict import Judgement, to_encrypt
from sekisho.rulebook import Rulebook
from sekisho.text import say


@dataclass(frozen=True)
class Left:
    """A mail in the form in which it leaves, and the password that opens it."""

    mail: Swapped
    password: Password


def left(
    judged: Judgement, mail: Opened | None, envelope: Envelope, queue_id: str, rulebook: Rulebook,
    choice: Callable[[str], str], now: datetime,
) -> Left | None:  # fmt: skip
    """The mail encrypted where the rules ask for it and the stage lets them, also for one that is
    held: what is let go later leaves encrypted. None: nothing is asked, or nothing is there that
    could be encrypted."""
    signs = to_encrypt(judged, rulebook)
    if not signs or mail is None or judged.done not in ("encrypt", "hold"):
        return None
    password = made(choice)
    places = frozenset(one.place.partition(INSIDE)[0] for one in signs)
    outer = [one.name for one in mail.files if len(one.place) == 1]
    places = siblings(outer, places)
    form = _form(signs, rulebook)
    note = say("gates.mail.password.note", "ja", sender=envelope.sender)
    made_of = swapped(mail.data, places, form, password, note, now)
    if made_of is None:
        return None
    digest = hashlib.sha256(mail.data).hexdigest()
    kept = Password(
        key=key_of(queue_id, digest),
        at=iso(now),
        sender=envelope.sender,
        recipients=envelope.recipients,
        subject=mail.subject,
        files=tuple(dict.fromkeys(swap.after for swap in made_of.swaps)),
        password=password,
        sha256=digest,
    )
    return Left(made_of, kept)


def _form(signs: Sequence[Sign], rulebook: Rulebook) -> str:
    """The strictest form among the rules that asked: a zip holds any file."""
    own = {one.name: one.form for one in rulebook.mail.encryption.rules}
    asked = {
        (one.code == "mail.must_encrypt" and own.get(one.value)) or rulebook.mail.encryption.form
        for one in signs
    }
    return "zip" if "zip" in asked else "document"


def account(judged: Judgement, mail: Left | None) -> dict[str, Any]:
    """Whose data a mail takes along, by which rules, and what it left in; empty where nothing of
    that was seen. ``persons``, ``households``: certain and with everything doubtful, over all
    places together; None: cannot be told."""
    whose = [one.whose for one in judged.signs if one.whose]
    rules = [one.value for one in judged.signs if one.code == "mail.must_encrypt"]
    if not whose and not rules:
        return {}
    return {
        "persons": _over_all(one.persons for one in whose),
        "households": _over_all(one.households for one in whose),
        "my_number": any(MY_NUMBER in one.kinds for one in whose),
        "kinds": sorted({kind for one in whose for kind in one.kinds}),
        "rules": rules,
        "encrypted": [
            {"names": list(swap.before), "as": swap.after, "form": swap.form,
             "sha256": hashlib.sha256(swap.data).hexdigest()}
            for swap in (mail.mail.swaps if mail else ())
        ],
        "password": mail.password.key if mail else "",
    }  # fmt: skip


def _over_all(every: Iterable[tuple[int, int] | None]) -> list[int] | None:
    """The same person may stand in two files: certain are those of the largest, possible all."""
    found = list(every)
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    return [max(low for low, _ in known), sum(high for _, high in known)]
