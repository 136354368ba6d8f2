"""What was said first, compared with what the records show; what differs is corrected in words.

The first statement is never changed: the correction is a statement of its own that names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sekisho.case.facts import Reason, Statement, Window
from sekisho.case.testimony import Said
from sekisho.events.time import JAPAN, iso
from sekisho.text import say

ABOUT = timedelta(minutes=10)
"""Who says "about three" and means ten past three has said it rightly."""


def corrections(said: Sequence[Said], window: Window | None) -> tuple[Statement, ...]:
    """All statements as they were said, each confirmed or followed by its correction."""
    found: list[Statement] = []
    for one in said:
        for statement in one.statements:
            correction = _correction(statement, window) if window else None
            agrees = window is not None and correction is None and _comparable(statement)
            reasons = (
                (Reason(f"statement.agrees.{statement.what}", {}, window.evidence[:5]),)
                if agrees and window
                else ()
            )
            found.append(replace(statement, reasons=(*statement.reasons, *reasons)))
            found += [correction] if correction else []
    return tuple(found)


def meant(said: Sequence[Said], opened: Sequence[Window]) -> Window | None:
    """The window that the testimony means: the one nearest to a time it names."""
    moments = [moment for one in said for moment in one.moments]
    if not moments:
        return opened[0] if opened else None
    return min(
        opened,
        key=lambda window: min(abs(window.start - moment) for moment in moments),
        default=None,
    )


def _comparable(statement: Statement) -> bool:
    return statement.what in ("start", "end", "duration", "tool") and statement.value is not None


def _correction(statement: Statement, window: Window) -> Statement | None:
    if not _comparable(statement) or statement.value is None:
        return None
    if statement.what in ("start", "end"):
        return _moment(statement, window)
    if statement.what == "duration":
        return _duration(statement, window)
    if statement.value != window.tool:
        return _corrected(statement, window.tool, {"found": window.tool}, window)
    return None


def _moment(statement: Statement, window: Window) -> Statement | None:
    starts = statement.what == "start"
    found = window.start if starts else window.end
    unsure = window.start_uncertainty_s if starts else window.end_uncertainty_s
    said = datetime.fromisoformat(statement.value or "")
    if abs(said - found) <= ABOUT + timedelta(seconds=unsure):
        return None
    minutes = str(round(abs((found - said).total_seconds()) / 60))
    values = {"said_at": iso(said), "found": iso(found.replace(microsecond=0)), "minutes": minutes}
    return _corrected(statement, iso(found), values, window)


def _duration(statement: Statement, window: Window) -> Statement | None:
    said = minutes_of(statement.value or "")
    lasted = (window.end - window.start).total_seconds() / 60
    unsure = (window.start_uncertainty_s + window.end_uncertainty_s) / 60
    if said is None or abs(said - lasted) <= max(ABOUT.total_seconds() / 60, said * 0.2) + unsure:
        return None
    values = {"said_minutes": str(said), "minutes": f"{lasted:.0f}"}
    return _corrected(statement, f"PT{lasted:.0f}M", values, window)


def minutes_of(duration: str) -> int | None:
    """Minutes of an ISO 8601 duration of hours and minutes."""
    hours, _, minutes = duration.removeprefix("PT").rpartition("H")
    try:
        return int(hours or 0) * 60 + int(minutes.removesuffix("M") or 0)
    except ValueError:
        return None


def clock(moment: datetime) -> str:
    """A time of day as offices write it in Japanese: 午後4時3分."""
    local = moment.astimezone(JAPAN)
    half, hour = ("午前", local.hour) if local.hour < 12 else ("午後", local.hour - 12)
    return f"{half}{hour}時{local.minute}分"


def _corrected(
    statement: Statement, value: str, values: dict[str, str], window: Window
) -> Statement:
    code = f"statement.correct.{statement.what}"
    refs = window.end_evidence if statement.what == "end" else window.start_evidence
    values = {"said": statement.text, **values}
    shown = {"found": clock(datetime.fromisoformat(values["found"]))} if "said_at" in values else {}
    shown = {**values, **shown}
    return Statement(
        id=f"{statement.id}-corrected",
        what=statement.what,
        text=say(code, "ja", **shown),
        value=value,
        evidence=refs or window.evidence[:5],
        corrects=statement.id,
        said_by=None,
        reasons=(Reason(code, values, refs),),
    )
