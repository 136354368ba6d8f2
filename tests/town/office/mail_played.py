"""Days of mail that are played once for all tests: without the gate, and with it stage by stage."""

from __future__ import annotations

import email.policy
import json
from collections.abc import Iterable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from tests.town.office import gated, windows_pcs
from tests.town.office.mail_day import SILENT, MailDay, mail_day
from tests.town.office.played import DONE, SEED, Played, once
from tests.town.office.postoffice import MACHINE, PostOffice

STAGES = {"observe": 2, "enforce": 3}
"""Each stage has a day of its own, by another seed."""


def off_mail_day(factory: pytest.TempPathFactory) -> Played:
    """No gate; the evidence is what an investigator would be handed."""

    def play(folder: Path) -> None:
        with PostOffice(SEED) as office:
            day = mail_day(office.town, SEED)
            told = _lived(office, day)
            office.collect(folder / "evidence")
            silent = [office.town.people[at].pc.host for at in SILENT]
            ran = {person.account: runs for person, _, runs in day.openings}
            windows_pcs.write(folder / "evidence", office.town, told, silent, ran)
            (folder / "rulebook.yaml").write_bytes(office.rulebook())
            _write(folder, told)

    return Played(once(factory, "mail-off", play))


def on_mail_days(factory: pytest.TempPathFactory) -> Played:
    """The gate first observes, then enforces: a day each, in one office."""

    def play(folder: Path) -> None:
        with PostOffice(SEED) as office:
            told: dict[str, Any] = {"acts": []}
            gated.prepared(office, "mail")
            for stage, seed in STAGES.items():
                gated.applied(office, "mail", [stage])
                told[stage] = _lived(office, mail_day(office.town, seed))
            state = office.spaces.file(MACHINE, "/var/lib/sekisho/mail")
            told["record"] = [json.loads(line) for line in (state / "mail.jsonl").open("rb")]
            (folder / "rulebook.yaml").write_bytes(office.rulebook())
            (folder / "state").mkdir()
            (folder / "state" / "mail.jsonl").write_bytes((state / "mail.jsonl").read_bytes())
            _write(folder, told)

    return Played(once(factory, "mail-on", play))


def _lived(office: PostOffice, day: MailDay) -> dict[str, Any]:
    """A day, and where its mails lie in the evening: Message-IDs by box, those held."""
    told = office.play(day.plan)
    office.delivered()
    boxes = {name: list(_ids(path.read_bytes() for path in some))
             for name, some in office.boxes().items()}  # fmt: skip
    hold = [one["queue_id"] for one in office.queue() if one["queue_name"] == "hold"]
    held = (office.spaces.run(MACHINE, ["postcat", "-hq", one]).stdout for one in hold)
    return {**told, "boxes": boxes, "held": list(_ids(held))}


def _ids(mails: Iterable[bytes]) -> Iterable[str]:
    for data in mails:
        heading = data.partition(b"*** MESSAGE CONTENTS")[2].partition(b"\n")[2] or data
        yield str(message_from_bytes(heading, policy=email.policy.compat32)["Message-ID"]).strip()


def _write(folder: Path, told: dict[str, Any]) -> None:
    (folder / DONE).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
