"""Times, durations, numbers and bounds in words, Japanese and English. Times are 日本標準時."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sekisho.case import clock_words
from sekisho.case.facts import Count
from sekisho.events.time import JAPAN
from sekisho.report.era import FIRST, era_year
from sekisho.report.official import official
from sekisho.text import Language

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Words:
    """How one language says times and numbers."""

    language: Language

    @property
    def japanese(self) -> bool:
        return self.language == "ja"

    def day(self, day: date) -> str:
        """平成28年6月3日 / 3 June 2016."""
        if not self.japanese:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        year = era_year(day).written if day >= FIRST else f"西暦{day.year}年"
        return f"{year}{day.month}月{day.day}日"

    def weekday(self, day: date) -> str:
        """平成28年6月3日（金曜日） / Friday, 3 June 2016."""
        if self.japanese:
            return f"{self.day(day)}（{'月火水木金土日'[day.weekday()]}曜日）"
        return f"{_DAYS[day.weekday()]}, {self.day(day)}"

    def day_of(self, moment: datetime) -> str:
        """The day of a moment in Japan."""
        return self.day(moment.astimezone(JAPAN).date())

    def weekday_of(self, moment: datetime) -> str:
        """The day of a moment in Japan, with its weekday."""
        return self.weekday(moment.astimezone(JAPAN).date())

    def clock(self, moment: datetime, *, seconds: bool = False) -> str:
        """午後4時3分 or 午後4時3分5秒 / 4:03 p.m. Seconds begun count as not yet over."""
        local = moment.astimezone(JAPAN)
        if not self.japanese:
            sharp = f":{local.second:02d}" if seconds else ""
            half = "a.m." if local.hour < 12 else "p.m."
            return f"{local.hour % 12 or 12}:{local.minute:02d}{sharp} {half}"
        text = f"{'午前' if local.hour < 12 else '午後'}{local.hour % 12}時"
        text += f"{local.minute}分" if local.minute or seconds else ""
        return text + (f"{local.second}秒" if seconds else "")

    def moment(self, moment: datetime, *, seconds: bool = False) -> str:
        """平成28年6月3日午後4時3分 / 4:03 p.m. on 3 June 2016."""
        day = self.day(moment.astimezone(JAPAN).date())
        clock = self.clock(moment, seconds=seconds)
        return f"{day}{clock}" if self.japanese else f"{clock} on {day}"

    def stamp(self, moment: datetime) -> str:
        """For tables: H28.6.3 16:03:05 / 2016-06-03 16:03:05."""
        local = moment.astimezone(JAPAN)
        clock = f"{local:%H:%M:%S}"
        if not self.japanese or local.date() < FIRST:
            return f"{local.date().isoformat()} {clock}"
        return f"{era_year(local.date()).short}.{local.month}.{local.day} {clock}"

    def span(self, start: datetime, end: datetime, *, seconds: bool = False) -> str:
        """平成28年6月3日（金曜日）午後4時3分から午後4時41分まで. The day is said once if it can."""
        first, last = start.astimezone(JAPAN).date(), end.astimezone(JAPAN).date()
        begun, ended = self.clock(start, seconds=seconds), self.clock(end, seconds=seconds)
        if not self.japanese:
            until = "" if first == last else f" on {self.weekday(last)}"
            return f"{self.weekday(first)}, from {begun} to {ended}{until}"
        until = "" if first == last else self.weekday(last)
        return f"{self.weekday(first)}{begun}から{until}{ended}まで"

    def as_of(self, now: datetime) -> str:
        """平成28年6月23日午前11時現在 / as of 11:00 a.m. on 23 June 2016."""
        return f"{self.moment(now)}現在" if self.japanese else f"as of {self.moment(now)}"

    def duration(self, length: timedelta) -> str:
        """1日2時間3分4秒, zero parts left out / 2 h 3 min 4 s. Whole seconds, halves rounded up."""
        seconds = math.floor(length.total_seconds() + 0.5)
        sizes = ((86400, "日", "d"), (3600, "時間", "h"), (60, "分", "min"), (1, "秒", "s"))
        parts = []
        for size, japanese, english in sizes:
            count, seconds = divmod(seconds, size)
            if count:
                parts.append(f"{count}{japanese}" if self.japanese else f"{count} {english}")
        separator = "" if self.japanese else " "
        return separator.join(parts) or ("0秒" if self.japanese else "0 s")

    def minutes(self, length: timedelta) -> str:
        """A length to the minute, for those who need no seconds; under a minute in seconds."""
        whole = timedelta(minutes=math.floor(length.total_seconds() / 60 + 0.5))
        return self.duration(whole or length)

    def uncertainty(self, seconds: float) -> str:
        """±5秒 / ±5 s. A bound: rounded up, to tenths below ten seconds, to minutes from five."""
        if seconds < 10:
            tenths = f"{math.ceil(round(seconds * 10, 6)) / 10:g}"
            return f"±{tenths}秒" if self.japanese else f"±{tenths} s"
        whole = math.ceil(seconds) if seconds < 300 else math.ceil(seconds / 60) * 60
        return f"±{self.duration(timedelta(seconds=whole))}"

    def offset(self, seconds: float) -> str:
        """3.2秒進み, 1.5秒遅れ, ずれなし / 3.2 s ahead."""
        return clock_words.offset(seconds, self.language)

    def number(self, number: int) -> str:
        """1,234."""
        return f"{number:,}"

    def bytes(self, number: int) -> str:
        """1.2 MB（1,234,567バイト）: decimal prefixes (SI), never rounded alone."""
        exact, about = self.exact_bytes(number), self.about_bytes(number)
        if about == exact:
            return exact
        return f"{about}（{exact}）" if self.japanese else f"{about} ({exact})"

    def exact_bytes(self, number: int) -> str:
        """1,234,567バイト."""
        return official("report.bytes", self.language, count=self.number(number))

    def about_bytes(self, number: int) -> str:
        """1.2 MB: decimal prefixes (SI); exact below a thousand."""
        for size, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
            if number >= size:
                return f"{number / size:.1f} {name}"
        return self.exact_bytes(number)

    def counted(self, count: Count, unit: str) -> str:
        """387名から392名, or 117世帯 where the bounds agree. ``unit``: a text code."""
        low = official(unit, self.language, count=self.number(count.low))
        if count.low == count.high:
            return low
        high = official(unit, self.language, count=self.number(count.high))
        return official("report.range", self.language, low=low, high=high)
