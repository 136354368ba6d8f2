"""What every fact is made of: pointers to the bytes, reasons, and numbers with bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Verdict = Literal["proven", "possible", "excluded", "unknown"]


@dataclass(frozen=True)
class Reference:
    """A pointer to the bytes: name of the evidence and, where it has one, the position in it."""

    evidence: str
    position: int | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Reason:
    """Why: a text code, the values of its places, and the records it rests on."""

    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Count:
    """A number with its bounds: ``low`` is certain, ``high`` adds everything doubtful."""

    low: int
    high: int
