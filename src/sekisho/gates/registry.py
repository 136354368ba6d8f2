"""Every gate: a folder of this package with a module ``gate`` and its ``GATE``."""

from __future__ import annotations

import importlib
import pkgutil
from importlib.util import find_spec

import sekisho.gates as package
from sekisho.gates.contract import Gate


def gates() -> tuple[Gate, ...]:
    """All gates, by name."""
    found = []
    for room in pkgutil.iter_modules(package.__path__):
        name = f"{package.__name__}.{room.name}.gate"
        if room.ispkg and find_spec(name) is not None:
            gate: Gate = importlib.import_module(name).GATE
            found.append(gate)
    return tuple(sorted(found, key=lambda gate: gate.name))


def gate_named(name: str) -> Gate | None:
    """The gate of a name."""
    return next((gate for gate in gates() if gate.name == name), None)
