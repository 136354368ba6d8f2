"""Shares of documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``departments`` read and write, ``read_only`` ones only read; no ``departments``:
    everybody who has an account. ``personal`` is None where nothing was declared;
    ``snapshots``: the folder in which the file system keeps earlier versions; ``modules``: the
    vfs objects that Samba has today."""

    name: str
    server: str
    path: str = ""
    zone: str = ""
    departments: tuple[str, ...] = ()
    read_only: tuple[str, ...] = ()
    personal: bool | None = None
    snapshots: str = ""
    modules: tuple[str, ...] = ()
