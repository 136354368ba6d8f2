"""Doubts about mail that leaves: passwords on the same way, approvals that nobody can give.

Source for the first: press conference of the minister, Cabinet Office, 2020-11-24.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.doubts.doubt import Doubt, doubt


def mailed(book: Rulebook, _at: datetime) -> Iterator[Doubt]:
    """What protects nothing, and what would hold mails for ever."""
    own = book.mail
    way = ("mail", "encryption", "handover")
    if own.encryption.handover == "same":
        yield doubt(way, "password_same_way")
    if own.encryption.handover == "partner" and not any(one.password_mail for one in own.partners):
        yield doubt(way, "encryption_without_partner")
    if own.two_approvers and len(own.approvers) < 2:
        yield doubt(("mail", "two_approvers"), "two_approvers_missing", count=len(own.approvers))
