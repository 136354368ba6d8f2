"""Whom the web gate would lock out who must never be."""

from __future__ import annotations

from sekisho.gates.contract import Lockout
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook


def guard(rulebook: Rulebook, stages: Stages) -> tuple[Lockout, ...]:
    """Never-refused people and computers that the proxy cannot know: a person without an account
    and without a computer of a fixed address, a computer without a fixed address."""
    found = []
    for name in rulebook.never_refused.assets:
        asset = rulebook.asset(name)
        department = asset.department if asset else ""
        stage = stages.of(department, asset.name if asset else "")
        if stage == "enforce" and not (asset and asset.addresses):
            found.append(Lockout("gates.lockout.web_asset", (("name", name),)))
    for name in rulebook.never_refused.people:
        person = rulebook.person(name)
        own = [one for one in rulebook.assets if one.user and rulebook.person(one.user) == person]
        known = person is not None and (person.accounts or any(one.addresses for one in own))
        if stages.of(person.department if person else "") == "enforce" and not known:
            found.append(Lockout("gates.lockout.web_person", (("name", name),)))
    return tuple(found)
