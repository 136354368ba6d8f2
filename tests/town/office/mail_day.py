"""A short day of mail with the campaign in it: who sends what when, who opens what.

Seconds of real time, as in ``day``. Who opens is fixed, so that each fate is there: seven run it,
of whom one has deleted the mail afterwards and some sit at computers that send no records; two
were stopped by the antivirus.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.town.office import places
from tests.town.office.campaign import STRANGER, listed, wave
from tests.town.office.day import of_person, reading
from tests.town.office.letters import Letter, Writer, address

SECONDS = 22.0
COPIES = 40
RUN, STOPPED = 7, 2
SILENT = (5, 21)
"""Places of the computers that send no records of their own."""
CALLS = ("/counter/?id=7731&rnd=8831", "/gate/index.php")


@dataclass(frozen=True)
class MailDay:
    """The plan of the player, and what is in it."""

    plan: dict[str, Any]
    letters: tuple[Letter, ...]
    openings: tuple[tuple[places.Person, Letter, bool], ...]
    """Who opens which mail, and whether the antivirus lets it run."""

    @property
    def by_id(self) -> dict[str, Letter]:
        """Letters by Message-ID."""
        return {one.id: one for one in self.letters}


def mail_day(town: places.Town, seed: int) -> MailDay:
    """The day of a seed."""
    dice = Random(f"office/{seed}/mail")
    usual = Writer(town, dice).day()
    mass = wave(town, dice, COPIES)
    openings = _openings(town, mass)
    acts: dict[str, list[dict[str, Any]]] = {}
    for one in usual:
        acts.setdefault(one.machine, []).append(_sending(one, dice.uniform(0.3, SECONDS * 0.8)))
    for number, one in enumerate(mass):
        burst = 2.0 if 2 * number < len(mass) else 9.0
        acts.setdefault("world", []).append(_sending(one, burst + dice.uniform(0, 2.5)))
    for number, (person, letter, runs) in enumerate(openings):
        calls = CALLS if runs else ()
        acts.setdefault(person.machine.name, []).append(
            {"at": SECONDS * 0.85 + number * 0.1, "what": "open", "id": letter.id,
             "mail": places.MAIL.address, "host": STRANGER, "calls": calls,
             "deletes": number == 2}
        )  # fmt: skip
    for person in town.people:
        look = {"at": SECONDS * 0.7, "what": "mailbox", "mail": places.MAIL.address}
        page = {"at": dice.uniform(1, SECONDS), "what": "get", "host": "www.soumu.example.go.jp",
                "path": "/"}  # fmt: skip
        acts.setdefault(person.machine.name, []).extend((look, page))
    acts[town.clerk.machine.name].append(reading(1.0, town.clerk.pc.share))
    people = [of_person(one, acts.get(one.machine.name, [])) for one in town.people]
    people += [
        of_person(town.clerk, some) | {"machine": "world", "account": "-"}
        for some in _shared(acts["world"], 12)
    ]
    return MailDay({"people": people, "seconds": SECONDS}, (*usual, *mass), openings)


def _sending(one: Letter, at: float) -> dict[str, Any]:
    helo = one.client and f"mx{one.client.rpartition('.')[2]}.example.net"
    return {
        "at": at, "what": "send", "kind": one.kind, "id": one.id, "sender": one.sender,
        "to": list(one.to), "client": one.client, "helo": helo or f"{one.machine}.{places.DOMAIN}",
        "mail": places.MAIL.address, "data": base64.b64encode(one.data).decode(),
    }  # fmt: skip


def _openings(
    town: places.Town, mass: Sequence[Letter]
) -> tuple[tuple[places.Person, Letter, bool], ...]:
    """Of the mails of the first burst that pass the list, one for each who opens."""
    boxes = {address(one): one for one in town.people}
    found: dict[str, Letter] = {}
    for one in (one for one in mass[: len(mass) // 2 + 8] if not listed(one)):
        free = [to for to in one.to if to not in found]
        if free and len(found) < RUN + STOPPED:
            found[free[0]] = one
    return tuple(
        (boxes[to], one, number < RUN) for number, (to, one) in enumerate(sorted(found.items()))
    )


def _shared(acts: Sequence[dict[str, Any]], among: int) -> list[list[dict[str, Any]]]:
    """The world's mails over so many senders at once."""
    ordered = sorted(acts, key=lambda one: one["at"])
    return [list(ordered[at::among]) for at in range(among)]
