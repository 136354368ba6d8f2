"""One judgement after the other, as long as nobody waits long for it.

Python runs one thread of a process at a time. Several that judge at once give way to each other at
every file they read, which costs more than it brings; a turn spares that. Who has waited for a long
judgement goes on beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

PATIENCE_S = 0.05


@dataclass(frozen=True)
class Turns:
    """Whose turn it is, in one process. ``patience``: seconds that anybody waits for it."""

    patience: float = PATIENCE_S
    _taken: Lock = field(default_factory=Lock, repr=False, compare=False)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Waits for its turn as long as there is patience."""
        own = self._taken.acquire(timeout=self.patience)
        try:
            yield
        finally:
            if own:
                self._taken.release()
