"""Dates as offices write them, of the era or of the common calendar, in text after NFKC."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from sekisho.personal.numerals import number_of

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERAS |= {era[0]: year for era, year in _ERAS.items()}
_ERAS |= {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_ERAS |= {"㍾": 1867, "㍽": 1911, "㍼": 1925, "㍻": 1988, "㋿": 2018}
_ERAS |= {"メイジ": 1867, "タイショウ": 1911, "ショウワ": 1925, "ヘイセイ": 1988, "レイワ": 2018}
_CODES = {"1": 1867, "2": 1911, "3": 1925, "4": 1988, "5": 2018}
"""Eras as the systems of municipalities number them."""
_KANA = r"メイジ|タイショウ|ショウワ|ヘイセイ|レイワ|ﾒｲｼﾞ|ﾀｲｼｮｳ|ｼｮｳﾜ|ﾍｲｾｲ|ﾚｲﾜ"
_WORD = rf"明 {{0,4}}治|大 {{0,4}}正|昭 {{0,4}}和|平 {{0,4}}成|令 {{0,4}}和|[㍾㍽㍼㍻㋿]|{_KANA}"
_ONE_ERA = rf"{_WORD}|(?<![A-Za-z])[MTSHRmtshr](?![A-Za-z])|[明大昭平令]"
_OPENING = r"[1-5]?[.:]? ?[○◯〇●◎◉☑☒✓✔■□レ(（〔\[]*"
_ERA = re.compile(_ONE_ERA)
"""An era wherever it stands, alone or among others to choose from."""
_RUBY = r"(?:\([ぁ-ん]{1,5}\))?"
"""The reading in brackets, in papers for children and foreign residents."""
_ERAS_BEFORE = re.compile(
    rf"(?:{_OPENING}(?:{_ONE_ERA}){_RUBY}[○◯●◎)）〕\]]*[\s・･,、/.:]*)+{_OPENING}$"
)
"""The eras right before a date, one or several to choose from."""
_REACH = 64
_MARKS = "○◯●◎◉☑☒✓✔■□レ"
_MARKED_BEFORE, _MARKED_BEHIND = "○◯〇●◎◉☑☒✓✔■レ", "○◯〇●◎◉"
_OF_BOTH = r"(?:\s*\((?:\d{4}|[^\d\s()]{1,2}\d{1,2})年?\))?"
"""The same year once more, by the other calendar: 昭和45年(1970年)3月1日, 1970(S45).3.1."""
_SIGNS = "〇○◯零一二三四五六七八九十百壱弐参拾"
_NUMBER = rf"\d{{1,2}}|[{_SIGNS}]{{1,4}}"
_LINK = r"[年./\-・ー･]"
_CLOSED = r"[)\]〕】」]?"
DATE = re.compile(
    rf"(?:(?P<era>{_WORD}|(?<![A-Za-z])[MTSHR]|(?<![A-Za-z])[mtshr](?=\d\d?\.\d)|"
    rf"[明大昭平令](?=[\s.・)\]]*[\d元{_SIGNS}]))"
    rf"{_CLOSED}\s*[.・]?\s*"
    rf"(?P<era_year>元|{_NUMBER})|"
    rf"(?<!\d)(?P<year>(?:18|19|20)\d\d|[一二][{_SIGNS[:13]}]{{3}}))"
    rf"{_OF_BOTH}\s*{_LINK}{_OF_BOTH}\s*(?P<month>{_NUMBER})\s*[月./\-・ー･]"
    rf"\s*(?P<day>{_NUMBER})(?!\d)(?:\s?日)?"
)
"""A date with its year."""
_ERA_SIGNS = "明大昭平令㍾㍽㍼㍻㋿MTSHRmtshrメタシヘレﾒﾀｼﾍﾚ"
_ERA_SIGN = re.compile(f"[{_ERA_SIGNS}]")
DATE_BEGIN = re.compile(
    rf"[12一二{_ERA_SIGNS}](?:(?<=[12])(?<!\d.)(?:(?<=1)[89]|(?<=2)0)\d\d|"
    rf"(?<=[一二])(?=[{_SIGNS[:13]}]{{3}})|(?<=[{_ERA_SIGNS}])(?<![A-Za-z].))"
)
"""How a :data:`DATE` begins; first all signs that it may begin with, which a search leaps to."""
_BETWEEN = rf"(?:\s*(?:[年./\-・ー･,、]|ねん){_RUBY}\s*|[ \t]{{1,4}})"
_THEN = rf"(?:\s*(?:[月./\-・ー･,、]|がつ){_RUBY}\s*|[ \t]{{1,4}})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>(?i:{'|'.join(_MONTHS)}))(?i:[a-z]{{0,6}})\.?"
_TH = "(?:st|nd|rd|th)?"
_PACKED_ERA = r"[MTSHRmtshr]|明治?|大正?|昭和?|平成?|令和?|[㍾㍽㍼㍻㋿]"
ANY_DATE = re.compile(
    # 3-45-06-11, 3.450611, 3450611, S450611, 19700611, 450611
    rf"(?<![\d.-])(?<!\d,)(?P<packed>(?:\d{{4}}|(?:[1-5][-./ ]?|"
    rf"(?<![A-Za-z])(?:{_PACKED_ERA})[-. ]?)?\d\d)"
    rf"(?P<dash>[-./ ]?)\d\d(?P=dash)\d\d)(?!\d|[.-]\d|,\d{{3}}(?!\d))"
    # 4 5 年 0 6 月 1 1 日, a box a figure
    r"|(?<!\d)(?P<wide_year>\d(?:[ \t]\d){0,3})[ \t]*年[ \t]*(?P<wide_month>\d(?:[ \t]\d)?)[ \t]*月"
    r"[ \t]*(?P<wide_day>\d(?:[ \t]\d)?)[ \t]*日"
    # 1970 06 11, 45年6月11日, 45.6.11, 元.5.1: the era stands before it, or nowhere
    rf"|(?<![\d.])(?P<year>(?:18|19|20)\d\d|元|\d{{1,2}}|[{_SIGNS}]{{1,4}}){_OF_BOTH}{_BETWEEN}"
    rf"(?P<month>\d{{1,2}}|[{_SIGNS}]{{1,3}}){_THEN}"
    rf"(?P<day>\d{{1,2}}|[{_SIGNS}]{{1,3}})(?!\d)(?:\s?(?:日|にち|か(?![ぁ-ん])){_RUBY})?(?![年月])"
    # June 11, 1970; 11 Jun 1970; 1970 June 11; 11/06/1970
    rf"|(?<![A-Za-z]){_MONTH} ?(?P<name_day>\d{{1,2}}){_TH},? {{0,2}}(?P<name_year>\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<day_name>\d{{1,2}}){_TH}[ -]?{_MONTH.replace('<name>', '<name2>')},?[ -]?"
    r"(?P<year_name>\d{4})(?!\d)"
    r"|(?<!\d)(?P<first>\d{1,2})(?P<slash>[./-])(?P<second>\d{1,2})(?P=slash)(?P<last>(?:19|"
    r"20)\d\d)(?!\d)"
    # 45年6月, 1970.6: no day
    rf"|(?<![\d.])(?P<no_day>(?:19|20)\d\d|元|\d{{1,2}}|[{_SIGNS}]{{1,4}})\s*年\s*"
    rf"(?P<to_month>\d{{1,2}}|[{_SIGNS}]{{1,3}})\s*月(?!\d)"
)
"""A date in any notation, what it lacks told by the words around it: :func:`any_date`."""
_PACKED = re.compile(rf"(?:(18|19|20)(\d\d)|([1-5]|{_PACKED_ERA})?(\d\d))(\d\d)(\d\d)")
_FIRST_SERIAL, _LAST_SERIAL = 1, 60_000
_EXCEL = date(1899, 12, 30)
_LAST_SHOWA = 64
_BIRTH_CENTURY = 30
"""Years of two figures after the word 西暦 from here on are of the last century."""


def date_key(text: str) -> str | None:
    """The first date in a text as ``YYYY-MM-DD``, era dates turned to the common calendar."""
    found = DATE.search(unicodedata.normalize("NFKC", text))
    return date_of(found) if found else None


def birth_key(text: str) -> str | None:
    """The date in a cell known to hold a birth date, in whatever notation, or None."""
    clean = unicodedata.normalize("NFKC", text).strip()
    found = DATE.search(clean) or ANY_DATE.search(clean)
    return dated(clean, found, 0)[1] if found else None


def date_of(found: re.Match[str]) -> str | None:
    """The date of a match of :data:`DATE`, or None when there is no such day."""
    year = _number(found["era_year"] or found["year"])
    if found["era"]:
        year += _first_year(found["era"])
    return _day(year, _number(found["month"]), _number(found["day"]))


def any_date(found: re.Match[str], before: str) -> str | None:
    """The date of a match of :data:`ANY_DATE`; ``before``: the words that may name its era.

    ``YYYY-MM-DD``, or ``YYYY-MM`` without a day; the year as written (two figures) where nothing
    tells its era. None when there is no such day.
    """
    part = found.groupdict()
    if part["packed"]:
        return _packed_as(re.sub(r"[-./ ]", "", part["packed"]), before)
    if part["name"] or part["name2"]:
        named = _MONTHS.index((part["name"] or part["name2"]).lower()) + 1
        year, day = part["name_year"] or part["year_name"], part["name_day"] or part["day_name"]
        return _day(int(year), named, int(day))
    if part["last"]:
        one, two = int(part["first"]), int(part["second"])
        by_month = two > 12 or (part["slash"] == "/" and one <= 12)
        return _day(int(part["last"]), *((one, two) if by_month else (two, one)))
    month = _number(part["month"] or part["wide_month"] or part["to_month"])
    written = part["day"] or part["wide_day"]
    text = _in_era(_number(part["year"] or part["wide_year"] or part["no_day"]), before)
    if not 1 <= month <= 12 or not 1 <= _number(written or "1") <= 31 or text is None:
        return None
    return f"{text}-{month:02d}" + (f"-{_number(written):02d}" if written else "")


def era_before(words: str) -> str | None:
    """The era that words name: the only one, the last one written, or the one that is marked among
    several to choose from (○昭, (昭), ☑昭和). None when it is open."""
    found = list(_ERA.finditer(words))
    marked = [
        one
        for one in found
        if words[: one.start()].rstrip(" ")[-1:] in [*_MARKED_BEFORE]
        or words[one.end() :][:1] in [*_MARKED_BEHIND]
        or (words[: one.start()][-1:] == "(" and words[one.end() :][:1] == ")")
    ]
    chosen = marked if len(marked) == 1 else found
    years = {_first_year(one[0]) for one in chosen}
    return chosen[-1][0] if len(years) == 1 else None


def dated(text: str, found: re.Match[str], floor: int, words: str = "") -> tuple[int, str | None]:
    """Where a match of :data:`DATE` or :data:`ANY_DATE` in a text begins with the eras that stand
    right before it (not before ``floor``), and its day by the one that is chosen among them.
    ``words``: a heading or label that may name the era as well."""
    start = found.start()
    first = max(floor, start - _REACH)
    some = _ERA_SIGN.search(text, first, start)
    eras = _ERAS_BEFORE.search(text, first, start) if some else None
    if eras and not _chosen_from(text, eras, floor, own=found.re is DATE):
        eras = None
    begin = eras.end() - len(eras[0].lstrip()) if eras else start
    if found.re is DATE:
        if eras is None or not found["era"]:
            return start, date_of(found)
        chosen = era_before(text[eras.start() : found.end("era") + 1])
        year = _number(found["era_year"])
        day = f"-{_number(found['month']):02d}-{_number(found['day']):02d}"
        ok = date_of(found)
        return begin, ok and f"{_in_era(year, chosen or '')}{day}"
    if eras is None or found["last"] or found["name"] or found["name2"]:
        return start, any_date(found, words)
    return begin, any_date(found, eras[0])


def _chosen_from(text: str, eras: re.Match[str], floor: int, *, own: bool) -> bool:
    """Whether eras before a date belong to it: several or marked ones, or, where the date has none
    of its ``own``, a single one that is not the end of a name (石黒 明)."""
    told = [one[0] for one in _ERA.finditer(eras[0])]
    if len(told) > 1 or set(eras[0]) & set(_MARKS):
        return True
    if own and eras[0].rstrip(" ")[-1:] in ("・", "/"):
        return True
    before = text[floor : eras.start()].rstrip(" ")[-1:]
    return not own and (len(told[0]) > 1 or told[0].isascii() or not "一" <= before <= "龥")


def packed_date(digits: str) -> str | None:
    """``19700302``, or ``3450302`` and ``S450302`` with number or letter of the era, as
    ``YYYY-MM-DD``."""
    found = _PACKED.fullmatch(digits)
    return _packed_as(digits, "") if found and (found[1] or found[3]) else None


def serial_date(number: int) -> str | None:
    """The date that a spreadsheet shows for a number (days since 1899-12-30)."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return (_EXCEL + timedelta(days=number)).isoformat()


def _packed_as(digits: str, before: str) -> str | None:
    found = _PACKED.fullmatch(digits)
    if not found:
        return None
    century, two, era, short, month, day = found.groups()
    if century:
        return _day(int(century + two), int(month), int(day))
    if era:
        first = _CODES[era] if era in _CODES else _first_year(era)
        return _day(first + int(short), int(month), int(day))
    year = _in_era(int(short), before)
    fits = 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    return f"{year}-{month}-{day}" if fits and year else None


def _in_era(year: int, before: str) -> str | None:
    """A year as text: of the common calendar when it is one or its era is told, else two figures;
    None when there is no such year."""
    if year > 99:
        return f"{year:04d}" if 1800 < year < 2100 else None
    era = era_before(before)
    if era is not None:
        return f"{_first_year(era) + year:04d}" if year else None
    if "西暦" in before:
        return f"{1900 + year if year >= _BIRTH_CENTURY else 2000 + year:04d}"
    return f"{1900 + year:04d}" if year > _LAST_SHOWA else f"{year:02d}"


def _first_year(era: str) -> int:
    """The year before the first one of an era."""
    word = unicodedata.normalize("NFKC", era).replace(" ", "")
    return _ERAS[word if word in _ERAS else word.upper()]


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    clean = re.sub(r"[ \t]", "", text).replace("○", "〇").replace("◯", "〇")
    return number_of(clean) or 0


def _day(year: int, month: int, day: int) -> str | None:
    plausible = 1 <= month <= 12 and 1 <= day <= 31 and year > 0
    return f"{year:04d}-{month:02d}-{day:02d}" if plausible else None
