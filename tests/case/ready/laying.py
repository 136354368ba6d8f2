"""Evidence for capabilities, laid out by hand, and the town that reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sekisho.case.ready.assess import Asked, ground_of
from sekisho.case.ready.capabilities import capabilities
from sekisho.case.ready.facts import Level
from sekisho.case.ready.ground import Ground
from sekisho.case.ready.period import Period
from sekisho.events.time import JAPAN
from sekisho.rulebook import Rulebook, load

from ..conftest import Records  # noqa: TID252 - the rows of the folder above

SINCE = datetime(2016, 5, 30, tzinfo=JAPAN)
UNTIL = datetime(2016, 6, 4, tzinfo=JAPAN)
HOSTS = ("PC1", "PC2")
RULEBOOK: Rulebook = load(None)
PERIOD = Period(SINCE.astimezone(UTC), UNTIL.astimezone(UTC), RULEBOOK.hours)
STATED = "@statement/"


def days() -> list[datetime]:
    """Noon of every working day."""
    return [datetime.combine(day, time(12), JAPAN).astimezone(UTC) for day in PERIOD.days]


def hours() -> list[datetime]:
    """A moment in every working hour."""
    return [hour + timedelta(minutes=5) for hour in PERIOD.working_hours]


def on_all(kind: str, moments: list[datetime], **columns: Any) -> Callable[[Records, int], None]:
    """Rows at all moments but the last ``left_out`` of them."""

    def lay(records: Records, left_out: int) -> None:
        for moment in moments[: len(moments) - left_out]:
            records.add(kind, moment, **columns)

    return lay


def on_hosts(code: int, **fields: str) -> Callable[[Records, int], None]:
    """An event of every computer but the last ``left_out`` of them."""

    def lay(records: Records, left_out: int) -> None:
        for host in HOSTS[: len(HOSTS) - left_out]:
            records.windows(days()[0], host, code, **fields)

    return lay


def town_list(records: Records, **more: str) -> None:
    """The list that the town gave as complete."""
    heads = ["端末名", "部署", "使用者", *more]
    rows = [[host, "総務課", f"関 {host}", *more.values()] for host in HOSTS]
    records.paper(f"{STATED}台帳.xlsx", heads, *rows)


def ground(records: Records, rulebook: Rulebook = RULEBOOK) -> Ground:
    """The ground over what was laid out."""
    now = UNTIL.astimezone(UTC)
    asked = Asked(PERIOD, now, rulebook, records.entries(), STATED)
    return ground_of(records.connection(), asked)


def levels(records: Records, rulebook: Rulebook = RULEBOOK) -> Mapping[str, Level]:
    """Every capability's level."""
    over = ground(records, rulebook)
    return {name: judge(over).level for name, judge in capabilities().items()}
