"""Values of the rulebook in words: choices, dates and terms as an office writes them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sekisho.form.schema import Schema
from sekisho.report.era import FIRST, era_year
from sekisho.report.words import Words
from sekisho.text import Language, say


def title_of(key: str, part: Schema, language: Language) -> str:
    """The name of a key: its Japanese title, or the key itself."""
    return str(part.get("title", key)) if language == "ja" else key


def word_of(code: str, part: Schema, language: Language) -> str:
    """A choice as people write it in Japanese; the code in English."""
    words = {own: word for word, own in part.get("x-codes", {}).items()}
    return words.get(code, code) if language == "ja" else code


def value_of(value: Any, part: Schema, language: Language) -> str:
    """A canonical value of the form in one line."""
    match value:
        case None | []:
            said = say("regulation.nothing", language)
        case bool():
            said = say("regulation.yes" if value else "regulation.no", language)
        case list():
            inner = part.get("items", {})
            listed = (value_of(one, inner, language) for one in value)
            said = say("regulation.comma", language).join(listed)
        case dict():
            said = _entry(value, part, language)
        case str() if "x-codes" in part:
            said = word_of(value, part, language)
        case _:
            said = _dated(str(value), str(part.get("format", "")), language)
    return said


def _entry(value: dict[str, Any], part: Schema, language: Language) -> str:
    known = part.get("properties", {})
    said = (
        say(
            "regulation.pair",
            language,
            name=title_of(key, known.get(key, {}), language),
            value=value_of(inner, known.get(key, {}), language),
        )
        for key, inner in value.items()
    )
    return say("regulation.semicolon", language).join(said)


def _dated(text: str, notation: str, language: Language) -> str:
    words = Words(language)
    match notation:
        case "date":
            return words.day(date.fromisoformat(text))
        case "year":
            return fiscal_year(int(text), language)
        case "moment-start":
            return since_of(datetime.fromisoformat(text), language)
        case "moment-end":
            return until_of(datetime.fromisoformat(text), language)
    return text


def since_of(moment: datetime, language: Language) -> str:
    """The first day, with the time of day where it is not midnight."""
    words = Words(language)
    return words.moment(moment) if _inside_day(moment) else words.day_of(moment)


def until_of(moment: datetime, language: Language) -> str:
    """The last day that counts, or the moment from which it no longer does."""
    words = Words(language)
    if _inside_day(moment):
        return words.moment(moment)
    return words.day_of(moment - timedelta(days=1))


def term_of(since: datetime | None, until: datetime | None, language: Language) -> str:
    """A term in words; empty where it has neither beginning nor end."""
    if since is None and until is None:
        return ""
    if since and until and since >= until:
        return say("regulation.term.never", language)
    first = since_of(since, language) if since else ""
    last = until_of(until, language) if until else ""
    code = "both" if first and last else "since" if first else "until"
    return say(f"regulation.term.{code}", language, since=first, until=last)


def fiscal_year(year: int, language: Language) -> str:
    """令和6年度 / FY2024."""
    day = date(year, 5, 1)  # 令和元年 began on a 1 May: the year is named after its new era
    if language == "ja" and day >= FIRST:
        return f"{era_year(day).written}度"
    return say("regulation.fiscal_year", language, year=year)


def _inside_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) != (0, 0, 0)
