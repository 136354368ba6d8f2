"""A time axis: from moments to places, with ticks at round times of 日本標準時."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sekisho.events.time import JAPAN

LEFT, RIGHT = 150.0, 990.0
_STEPS_MIN = (
    1,
    2,
    5,
    10,
    15,
    30,
    60,
    120,
    180,
    360,
    720,
    1440,
    2880,
    10080,
    43200,
    525600,
    5256000,
    52560000,
)


@dataclass(frozen=True)
class Axis:
    """A stretch of time between ``LEFT`` and ``RIGHT``."""

    start: datetime
    end: datetime

    def place(self, moment: datetime) -> float:
        """Where a moment lies; what is outside lies at the edge."""
        part = (moment - self.start) / (self.end - self.start)
        return round(LEFT + (RIGHT - LEFT) * min(max(part, 0.0), 1.0), 1)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies on the axis."""
        return self.start <= moment <= self.end

    def ticks(self, at_most: int = 9) -> tuple[tuple[datetime, str], ...]:
        """Round times with their labels: 16:10, 6/3 or 2016/6 as the step asks."""
        minutes = (self.end - self.start).total_seconds() / 60
        step = next((one for one in _STEPS_MIN if minutes / one <= at_most), _STEPS_MIN[-1])
        day = self.start.astimezone(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)
        count = int((self.start - day) / timedelta(minutes=step))
        found = []
        while (moment := day + timedelta(minutes=count * step)) <= self.end:
            if moment >= self.start:
                found.append((moment, _label(moment, step)))
            count += 1
        return tuple(found)


def _label(moment: datetime, step: int) -> str:
    if step >= 43200:
        return f"{moment.year}/{moment.month}"
    if step >= 1440 or (moment.hour, moment.minute) == (0, 0):
        return f"{moment.month}/{moment.day}"
    return f"{moment:%H:%M}"
