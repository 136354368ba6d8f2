"""What mail servers, filters and stored mail show."""

from __future__ import annotations

from functools import partial

from sekisho.case.ready.facts import Held
from sekisho.case.ready.ground import Ground

_OUT = '"mail.relay" IS NOT NULL AND "mail.relay" <> \'local\' AND "mail.relay" NOT LIKE \'%127.%\''
_WANTED = {
    "mail.received": (
        "\"event.action\" IN ('queue', 'accept') AND "
        'coalesce("email.from.address", "source.ip") IS NOT NULL'
    ),
    "mail.recipients": '"event.action" = \'deliver\' AND "email.to.address" IS NOT NULL',
    "mail.sent": f'"event.action" = \'deliver\' AND "email.to.address" IS NOT NULL AND {_OUT}',
    "mail.subjects": "\"email.subject\" NOT IN ('')",
    "mail.verdicts": (
        "\"event.action\" = 'reject' OR \"mail.status\" IN ('reject', 'discard', 'hold', 'FAIL') "
        "OR \"mail.relay\" LIKE '127.%'"
    ),
}


def _seen(ground: Ground, where: str) -> Held:
    return ground.over_time("mail", where, "days")


def stored(ground: Ground) -> Held:
    """Mails themselves, with their attachments: boxes or quarantine."""
    return ground.over_time("message", "true", "days")


def samples(ground: Ground) -> Held:
    """Attachments that are kept, so that one can be examined and compared by its hash."""
    return ground.over_time("message", 'len("email.attachments.sha256") > 0', "days")


CAPABILITIES = {
    **{name: partial(_seen, where=where) for name, where in _WANTED.items()},
    "mail.stored": stored,
    "mail.samples": samples,
}
