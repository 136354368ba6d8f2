"""Mail that leaves the town: whose data it takes along, and whether strangers see each other.

References: 個人情報の保護に関する法律 66条（安全管理措置）; RFC 5322 3.6.3 (To and Bcc). Only
what is certain asks for a person's look: a name in running text alone is none.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import getaddresses
from pathlib import Path

from sekisho.gates.mail.signs import Looked, Sign
from sekisho.intake.documents import File, documents
from sekisho.personal.inventory.drift import written
from sekisho.personal.inventory.measured import Asked, measured
from sekisho.sources.contract import Context

RULES = ("mail.personal_outgoing", "mail.many_recipients")
MANY = 10
"""Outside addresses that all recipients see, from which on somebody looks at it first."""
_NUMBERS = frozenset(("my_number",))


def check(looked: Looked) -> Iterator[Sign]:
    """Signs of a mail from inside to somebody outside."""
    if not looked.outgoing:
        return
    message = looked.mail.message
    named = [str(value) for name in ("To", "Cc") for value in message.get_all(name, [])]
    strangers = {address for _, address in getaddresses(named) if looked.is_outside(address)}
    if len(strangers) >= MANY:
        yield Sign("mail.many_recipients", value=str(len(strangers)))
    yield from _personal(looked)


def _personal(looked: Looked) -> Iterator[Sign]:
    """Whose data stand in the text and the attachments, counted; no plain value is written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.eml"
        path.write_bytes(looked.mail.data)
        work = Path(folder) / "work"
        work.mkdir()
        context = Context(looked.envelope.at or datetime.now(UTC))
        for document in documents(File(path, "mail.eml", len(looked.mail.data)), work, context):
            found = measured(document, Asked())
            persons = found.count.persons
            if (persons and persons.low) or _NUMBERS & set(found.kinds):
                value = f"{written(persons)} / {written(found.count.households)}"
                kinds = ",".join(found.kinds)
                yield Sign("mail.personal_outgoing", found.name.removeprefix("mail.eml!/"),
                           f"{value} {kinds}")  # fmt: skip
