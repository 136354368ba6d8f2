"""What the mail server is told of a judgement, and what is written down before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sekisho.events.time import iso
from sekisho.gates.mail import protocol
from sekisho.gates.mail.harmless import Harmless, harmless
from sekisho.gates.mail.left import Left, account
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.verdict import Judgement
from sekisho.rulebook import Rulebook

HEADER = "X-Sekisho"
CHANGED = ("harmless", "encrypt", "hold", "refuse")
"""What is done to a mail that does not pass as it came."""


def entry(
    judged: Judgement, mail: Opened | None, envelope: Envelope, queue_id: str, sha256: str,
    now: datetime, leaving: Left | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The line of the record. ``sha256``: of the whole mail. ``leaving`` stands in it only where
    personal information or what must be encrypted was seen."""
    told = account(judged, leaving)
    return {
        "at": iso(now),
        "queue_id": queue_id,
        "verdict": judged.verdict,
        "done": judged.done,
        "stage": judged.stage,
        "rules": rules_of(judged),
        "engines": [
            {
                "engine": one.engine,
                "version": one.version,
                "definitions": one.definitions,
                "built": one.built,
            }
            for one in judged.scans
        ],
        "from": envelope.sender,
        "to": list(envelope.recipients),
        "client": envelope.client,
        "message_id": str(mail.message.get("Message-ID", "")).strip() if mail else "",
        "subject": mail.subject if mail else "",
        "files": files_of(mail),
        "size": mail.size if mail else None,
        "sha256": sha256,
        **({"leaving": told} if told else {}),
    }


def rules_of(judged: Judgement) -> list[dict[str, str]]:
    """The rules that were met, where, and what was seen there, as the record has them."""
    return [{"rule": one.code, "place": one.place, "value": one.value} for one in judged.signs]


def files_of(mail: Opened | None) -> list[dict[str, str]]:
    """The files that were seen, as the record has them."""
    return [
        {"place": file.where, "real": file.real, "sha256": file.sha256}
        for file in (mail.files if mail else ())
    ]


def answers(
    judged: Judgement, mail: Opened | None, data: bytes, sealed: Sealed, rulebook: Rulebook,
    leaving: Left | None = None,
) -> Iterator[bytes]:  # fmt: skip
    """The packets at the end of a mail, the deciding one last. What does not pass as it came is
    sealed first. While only observing, nothing is changed. What leaves the town carries no field
    of ours: it is nobody's business outside."""
    codes = ",".join(dict.fromkeys(one.code for one in judged.signs))
    digest = sealed.keep(data) if judged.done in CHANGED else ""
    if judged.done == "refuse":
        yield protocol.refuse(judged.signs[0].code, "refused by the rules of this office")
        return
    if judged.done == "later":
        yield protocol.tempfail()
        return
    if judged.stage != "observe" and not judged.outgoing:
        yield from _header(mail, f"{judged.done}; {judged.stage}; {codes}" if codes else "")
    if judged.done == "harmless":
        yield from _replaced(harmless(mail, judged.signs, rulebook, digest[:16]))
    if leaving is not None:
        for name, value in leaving.mail.fields:
            yield protocol.change_header(name, value)
        yield from protocol.replace_body(leaving.mail.body)
    if judged.done == "hold":
        yield protocol.quarantine(codes)
    yield protocol.accept()


def _replaced(made: Harmless) -> Iterator[bytes]:
    for name, count in reversed(Counter(made.gone).items()):
        first = 2 if name in {one.lower() for one, _ in made.headers} else 1
        for index in reversed(range(first, first + count)):
            yield protocol.change_header(name, "", index)
    for name, value in made.headers:
        yield protocol.change_header(name, value)
    yield from protocol.replace_body(made.body)


def _header(mail: Opened | None, value: str) -> Iterator[bytes]:
    """Our own field; those that the mail came with are nobody's word."""
    for index in reversed(range(len(mail.message.get_all(HEADER, [])) if mail else 0)):
        yield protocol.change_header(HEADER, "", index + 1)
    if value:
        yield protocol.add_header(HEADER, value)
