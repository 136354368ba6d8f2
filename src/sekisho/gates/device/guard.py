"""Whom the device gate would lock out who must never be.

Keyboards, mice, hubs and administrators cannot be: no rule names them. Computers that must never
be refused are warned at most. What remains are people.
"""

from __future__ import annotations

from sekisho.gates.contract import Lockout
from sekisho.gates.device.register import registered
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook


def guard(rulebook: Rulebook, stages: Stages) -> tuple[Lockout, ...]:
    """People who must never be refused, whose department's PCs enforce, and who hold no
    registered device: whatever they plug in is refused."""
    holders = {
        person.name
        for one in registered(rulebook, stages.at)
        if (person := rulebook.person(one.device.holder))
    }
    found = []
    for name in rulebook.never_refused.people:
        person = rulebook.person(name)
        department = person.department if person else ""
        held = person is not None and person.name in holders
        if not held and stages.of(department) == "enforce":
            found.append(Lockout("gates.lockout.no_device", (("name", name),)))
    return tuple(found)
