"""One doubt: the place in the content it is about, its code, and the values of its sentence."""

from __future__ import annotations

from typing import NamedTuple

Path = tuple[str | int, ...]


class Doubt(NamedTuple):
    path: Path
    code: str
    values: tuple[tuple[str, str], ...] = ()


def doubt(path: Path, code: str, **values: object) -> Doubt:
    """A doubt with its values as text."""
    return Doubt(path, code, tuple((name, str(value)) for name, value in values.items()))
