"""The checks, a file each: every one has ``check(looked)`` and names the rules it may give."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from sekisho.gates.mail.signs import Check, Looked, Sign


def checks() -> tuple[Check, ...]:
    """All checks in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").check for name in names)


def rules() -> tuple[str, ...]:
    """The codes of all rules of all checks."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [importlib.import_module(f"{__name__}.{name}").RULES for name in names]
    return tuple(sorted({code for codes in found for code in codes}))


def signs(looked: Looked, every: tuple[Check, ...]) -> Iterator[Sign]:
    """What all checks see, each sign once."""
    seen: set[Sign] = set()
    for one in every:
        for sign in one(looked):
            if sign not in seen:
                seen.add(sign)
                yield sign
