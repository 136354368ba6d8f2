"""How often a process looks for cycles among its objects."""

from __future__ import annotations

import gc

OBJECTS = 50_000
"""New containers between two looks. Python's own 700 cost a tenth of the time where a block of text
gives hundreds of thousands of places, none of which is in a cycle."""


def look_seldom() -> None:
    """For a process that works through much; cycles are still found, a few megabytes later."""
    gc.set_threshold(OBJECTS, *gc.get_threshold()[1:])
