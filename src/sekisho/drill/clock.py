"""Time in an exercise: whole milliseconds of real time since 1970 in UTC, and clocks that err."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9))
SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> int:
    """The moment of a Japanese wall clock."""
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=JST)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def midnight(day: date) -> int:
    """The first moment of a Japanese day."""
    return at(day, 0)


def local(ms: int) -> datetime:
    """A moment in Japanese standard time."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(JST)


def utc(ms: int) -> datetime:
    """A moment in UTC."""
    return _EPOCH + timedelta(milliseconds=ms)


def iso(ms: int) -> str:
    """ISO 8601 with milliseconds and the Japanese offset, as the truth is written."""
    return local(ms).isoformat(timespec="milliseconds")


def syslog_stamp(ms: int) -> str:
    """The stamp of RFC 3164: month, day padded with a blank, local time, no year."""
    moment = local(ms)
    return f"{_MONTHS[moment.month - 1]} {moment.day:2d} {moment:%H:%M:%S}"


def apache_stamp(ms: int) -> str:
    """The stamp of the common log format, as in `03/Jun/2016:16:03:11 +0900`."""
    moment = local(ms)
    return f"{moment.day:02d}/{_MONTHS[moment.month - 1]}/{moment:%Y:%H:%M:%S} +0900"


def calendar_days(last: date, count: int) -> list[date]:
    """`count` calendar days that end with `last`, weekends included."""
    return [last - timedelta(days=back) for back in range(count - 1, -1, -1)]


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that shows real time plus a constant error."""

    offset_s: int = 0

    def shows(self, ms: int) -> int:
        """What this clock shows at the real moment `ms`."""
        return ms + self.offset_s * SECOND


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of real time, the end not included."""

    start: int
    end: int

    def holds(self, ms: int) -> bool:
        """Whether a moment lies in the interval."""
        return self.start <= ms < self.end

    def meets(self, other: Span) -> bool:
        """Whether two intervals have a moment in common."""
        return self.start < other.end and other.start < self.end
