"""Whose a record is: the person it names, else the one whose computer the rulebook says it is."""

from __future__ import annotations

from sekisho.rulebook import Asset, Rulebook


def whose(rulebook: Rulebook, asset: Asset | None, account: str | None) -> tuple[str, str]:
    """The person's name (the bare account of somebody unknown, ``""`` for nobody) and the
    department: the person's own before that of the computer. A computer of several people, or of
    somebody the rulebook does not hold, is nobody's."""
    person = rulebook.person(account) if account else None
    if not account and asset and asset.user:
        person = rulebook.person(asset.user)
    own = asset.department if asset else ""
    if person is None:
        return account or "", own
    return person.name, person.department or own
