"""One mail of the mail gate's record, by the id that the mail server gave it."""

from __future__ import annotations

from typing import Any

from sekisho.cli.exits import BadInputError
from sekisho.gates.mail.sealed import Sealed


def found_in(sealed: Sealed, queue_id: str | None) -> dict[str, Any]:
    """The newest mail of an id. Raises BadInputError."""
    found = [one for one in sealed.entries() if queue_id and one.get("queue_id") == queue_id]
    if not found:
        raise BadInputError("cli.mail.no_such_mail", id=str(queue_id or ""))
    return found[-1]
