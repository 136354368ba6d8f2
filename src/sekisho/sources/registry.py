"""All sources, found by looking through the package: a new format is one new file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import sekisho.sources as package
from sekisho.events.kinds import DOCUMENT, MESSAGE
from sekisho.sources.contract import AnySource, LineSource, Sample, Source

SURE = 90
"""From here a magic number or an explicit header has been seen."""
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf", b"!BDN")
"""Beginnings of documents and mailboxes that are no plain text."""


@cache
def _contents_first() -> tuple[AnySource, ...]:
    """All sources, those of contents before those of records."""
    return tuple(sorted(sources(), key=lambda source: {DOCUMENT, MESSAGE}.isdisjoint(source.kinds)))


@cache
def sources() -> tuple[AnySource, ...]:
    """Every ``SOURCE`` of the modules below ``sekisho.sources``, by name."""
    found = [
        source
        for module in _modules(tuple(package.__path__), package.__name__)
        if (source := _source_in(module))
    ]
    return tuple(sorted(found, key=lambda source: source.name))


def source_named(name: str) -> AnySource:
    """The source of that name, without loading the others. Raises KeyError."""
    for module in _modules(tuple(package.__path__), package.__name__):
        if module.rpartition(".")[2] == name and (source := _source_in(module)):
            return source
    raise KeyError(name)


@cache
def _modules(folders: tuple[str, ...], inside: str) -> tuple[str, ...]:
    """The names of all modules in the folders of a package, found without loading any."""
    found: list[str] = []
    for folder in folders:
        for info in pkgutil.iter_modules([folder]):
            name = f"{inside}.{info.name}"
            found.append(name)
            if info.ispkg:
                found += _modules((str(Path(folder) / info.name),), name)
    return tuple(found)


def _source_in(module: str) -> AnySource | None:
    source = getattr(importlib.import_module(module), "SOURCE", None)
    return source if isinstance(source, (Source, LineSource)) else None


def identified(
    sample: Sample, failed: Callable[[AnySource, Exception], None] | None = None
) -> AnySource | None:
    """The source that is surest of a file, or None when no source knows it (``surest``)."""
    return surest(sample, failed)[0]


def surest(
    sample: Sample, failed: Callable[[AnySource, Exception], None] | None = None
) -> tuple[AnySource | None, int]:
    """The source that is surest of a file, and how sure it is, 0 to 100.

    A source that fails at the bytes is told to ``failed`` and the others are asked on; without
    ``failed`` its exception is raised.
    """
    best: AnySource | None = None
    highest = 0
    binary = sample.head.startswith(_BINARY)
    for source in _contents_first() if binary else sources():
        if binary and highest >= SURE:
            break  # a log is never written in these: nobody else need take them apart
        try:
            confidence = source.identify(sample)
        except Exception as error:
            if failed is None:
                raise
            failed(source, error)
            continue
        if confidence > highest:
            best, highest = source, confidence
    return best, highest
