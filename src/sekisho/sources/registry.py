"""All sources, found by looking through the package: a new format is one new file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

import sekisho.sources as package
from sekisho.sources.contract import AnySource, LineSource, Sample, Source


@cache
def sources() -> tuple[AnySource, ...]:
    """Every ``SOURCE`` of the modules below ``sekisho.sources``, by name."""
    found: list[AnySource] = []
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        module = importlib.import_module(info.name)
        source = getattr(module, "SOURCE", None)
        if isinstance(source, (Source, LineSource)):
            found.append(source)
    return tuple(sorted(found, key=lambda source: source.name))


def source_named(name: str) -> AnySource:
    """The source of that name. Raises KeyError."""
    for source in sources():
        if source.name == name:
            return source
    raise KeyError(name)


def identified(
    sample: Sample, failed: Callable[[AnySource, Exception], None] | None = None
) -> AnySource | None:
    """The source that is surest of a file, or None when no source knows it.

    A source that fails at the bytes is told to ``failed`` and the others are asked on; without
    ``failed`` its exception is raised.
    """
    best: AnySource | None = None
    highest = 0
    for source in sources():
        try:
            confidence = source.identify(sample)
        except Exception as error:
            if failed is None:
                raise
            failed(source, error)
            continue
        if confidence > highest:
            best, highest = source, confidence
    return best
