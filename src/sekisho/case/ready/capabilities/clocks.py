"""Whether it is known how the clocks of the recorders went."""

from __future__ import annotations

from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground, stated


def stated_clocks(ground: Ground) -> Held:
    """What the rulebook says of the recorders' clocks."""
    known = ground.rulebook.clocks.known
    return stated("clocks", count=len(known)) if known else stated("no_clocks", Level.NONE)


CAPABILITIES = {"clocks.stated": stated_clocks}
