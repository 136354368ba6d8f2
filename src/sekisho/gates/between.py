"""The stretch of time a gate is tried on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Between:
    """A stretch of time; an end that is None is open. Aware moments."""

    start: datetime | None = None
    end: datetime | None = None

    def sql(self) -> str:
        """The condition on ``@timestamp``, with its moments bound in."""
        parts = []
        if self.start is not None:
            parts.append(f"""AND "@timestamp" >= TIMESTAMPTZ '{self.start.isoformat()}'""")
        if self.end is not None:
            parts.append(f"""AND "@timestamp" < TIMESTAMPTZ '{self.end.isoformat()}'""")
        return " ".join(parts)


ALWAYS = Between()
