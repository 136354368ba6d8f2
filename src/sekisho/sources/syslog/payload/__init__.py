"""What travels in syslog: one file a payload, each with a ``PAYLOAD``; found by looking here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from sekisho.events.kinds import Kind
from sekisho.sources.contract import Context, Item, Note
from sekisho.sources.syslog.frames import Frames


def _nothing(_frames: Frames, _context: Context) -> Any:
    return None


@dataclass(frozen=True)
class Payload:
    """One program's messages. ``reference``: the description that is followed.

    ``claims`` gives the mask of the frames it takes. ``parse`` yields events of ``kinds`` for
    all of them, and hands back nothing: a message it does not understand becomes an event of
    kind syslog (``plain``). ``prepare`` sees the first claimed frames of a file and gives the
    settings for ``parse`` (picklable); ``notes`` tells people of them.
    """

    name: str
    kinds: tuple[Kind, ...]
    reference: str
    claims: Callable[[Frames], pa.Array]
    parse: Callable[[Frames, Any], Iterator[Item]]
    prepare: Callable[[Frames, Context], Any] = _nothing
    notes: Callable[[Any], tuple[Note, ...]] = lambda _settings: ()


@cache
def payloads() -> tuple[Payload, ...]:
    """Every payload of this folder, by name."""
    names = (info.name for info in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in sorted(names)]
    return tuple(module.PAYLOAD for module in modules if hasattr(module, "PAYLOAD"))
