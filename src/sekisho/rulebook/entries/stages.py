"""How strictly each gate acts, and who and what no gate ever refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sekisho.form.values import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStage:
    """From when on a gate acts how strictly, and for whom: for these departments and computers,
    for everybody where none are named. ``stage`` is ``observe``, ``warn`` or ``enforce``;
    ``previewed``: the day it was tried on past records."""

    gate: str
    stage: str
    departments: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    since: datetime | None = None
    reason: str = ""
    previewed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverRefused:
    """Administrators, their computers, and what must work in an emergency."""

    people: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    domains: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    reason: str = ""
