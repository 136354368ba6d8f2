"""When something was, only as exactly as it was told: a moment, about a moment, or a day.

A person who notes "6月3日" has not said midnight, and "午後4時ごろ" is not 16:00:00. Times of day
are 日本標準時 unless an offset is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sekisho.events.time import JAPAN
from sekisho.form.dates import NotThisFormError, narrow, read_date, read_start

_ABOUT = re.compile(r"\s*(ごろ|ころ|頃|くらい|すぎ|過ぎ|前後|約)\s*")
_SIGN = "~"


@dataclass(frozen=True, slots=True)
class When:
    """``moment`` (aware) is None where only the day is known; ``about``: told with ごろ."""

    day: date
    moment: datetime | None = None
    about: bool = False

    @property
    def earliest(self) -> datetime:
        """The moment told; of a day its beginning, for order and for periods."""
        return self.moment or datetime(self.day.year, self.day.month, self.day.day, tzinfo=JAPAN)


def read_when(text: str) -> str:
    """One notation of a day (``2016-06-03``) or a moment (``2016-06-03T16:50:00+09:00``),
    followed by ``~`` when it was told as about that.

    Raises NotThisFormError for anything else; a time of day without its day is not enough.
    """
    written = narrow(text)
    bare = _ABOUT.sub("", written.removesuffix(_SIGN))
    about = _SIGN if bare != written else ""
    try:
        return read_date(bare).isoformat() + about
    except NotThisFormError as error:
        if error.meant:
            raise
    return read_start(bare).isoformat() + about


def when(canonical: str) -> When:
    """The value of a canonical text as ``read_when`` gives it."""
    bare = canonical.removesuffix(_SIGN)
    about = bare != canonical
    if "T" not in bare:
        return When(date.fromisoformat(bare), None, about)
    moment = datetime.fromisoformat(bare).astimezone(JAPAN)
    return When(moment.date(), moment, about)
