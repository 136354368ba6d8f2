"""Capabilities: what records can be able to show, one family a module.

A module holds ``CAPABILITIES``: name (``family.capability``) to a pure function from the ground
to what is held. A further capability is a further entry; nothing else needs an edit.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache

from sekisho.case.ready.facts import Held
from sekisho.case.ready.ground import Ground

Capability = Callable[[Ground], Held]


@cache
def capabilities() -> Mapping[str, Capability]:
    """Every capability by name, in order."""
    found: dict[str, Capability] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        found.update(module.CAPABILITIES)
    return dict(sorted(found.items()))
