"""All recognisers, found by looking through the package: a new one is one new file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import sekisho.personal.recognise.kinds as package
from sekisho.personal.recognise.contract import Recogniser


@cache
def recognisers() -> tuple[Recogniser, ...]:
    """The ``RECOGNISER`` of every module in ``kinds``, by kind."""
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"{package.__name__}.{name}").RECOGNISER for name in names]
    return tuple(sorted(found, key=lambda recogniser: recogniser.kind))


def recogniser_of(kind: str) -> Recogniser:
    """The recogniser of a kind. Raises KeyError."""
    return {recogniser.kind: recogniser for recogniser in recognisers()}[kind]
