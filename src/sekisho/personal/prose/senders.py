"""Who a mail is from by its head alone, and who writes for a firm or an office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.prose.ascribed import Named, without_reading
from sekisho.personal.prose.honoured import surely_whole
from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN
from sekisho.personal.writing import plain

_FROM = re.compile(
    r"(?:差出人|送信者|発信者|送信元|From|FROM)[ ]?: ?[\"「]?([^\"<>@:「」]{3,20}?)[\"」]?"
    r"(?: ?[<\[(][^ <>]+@[^ <>]+[>\])])?"
)
_QUOTED = re.compile(
    rf"([{HAN}]{{1,4}} ?[{HAN}ぁ-ゖァ-ヺー]{{1,5}})[\"」]? ?[<(][\w.+-]+@[\w.-]+[>)]"
)
"""A name before its address, as an answer says whose lines it repeats."""
_ADDRESS = re.compile(r"[<(]?[\w.+-]+@[\w.-]+[>)]?")
_FIRM = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|\([株有]\)|[㈱㈲]|法人|事務所|新聞|銀行|信用金庫|協同組合|大学|"
    r"Inc\.|Co\.|Corp"
)
_AT_FIRM = re.compile(
    rf"(?:{_FIRM.pattern})[^。、]{{0,24}}?[のｰ ]([{HAN}]{{1,4}})"
    r"(?: ?[(][ぁ-ゖァ-ヺ ]+[)])?(?:です|でございます|と申し)"
)
_DESK = re.compile(
    rf"[・○●◎*-]? ?[{HAN}]{{0,4}}(?:営業|技術|工事|設計|経理|総務|保守|配送|サポート|担当)"
    rf"[{HAN}]{{0,3}}[ :]"
)
"""How a firm tells its own people: by what they do there, before the name."""
_WORKPLACE = re.compile(r"勤務|就労|事業所|勤め|会社名|代表")
_DEPARTMENT = re.compile(
    r"[^ ]{1,12}(?:[部課係室店]|支社|営業所|グループ|担当)"
    r"(?: ?[^ ]{0,3}(?:部長|課長|係長|店長|主任|所長))?"
)
_WRITTEN_TO = re.compile(r"(?:様|殿|御中|宛て?|あて)$")
_ABOVE, _BELOW, _LONGEST = 2, 3, 40


def senders(lines: Sequence[str], by: Rules) -> Iterator[tuple[int, int, int]]:
    """The lines of a mail's head that name who sends it, with the start and end of the name: after
    its label, or alone above a mail address. Not those of an office, nor who signs for one."""
    for at, line in enumerate(lines):
        text = plain(line)
        found = _FROM.fullmatch(text) or ("@" in text and _QUOTED.search(text)) or None
        name = found[1].strip() if found else _above_address(lines, at, by)
        if not name or (found and by.office.search(text)):
            continue
        start = line.find(name.split(" ")[0])
        if start >= 0 and not _at_work(lines, at, name, by):
            yield at, start, start + len(name)


def _above_address(lines: Sequence[str], at: int, by: Rules) -> str:
    text = plain(lines[at])
    if not 2 < len(text) <= _LONGEST or at + 1 >= len(lines):
        return ""
    below = plain(lines[at + 1])
    if not _ADDRESS.fullmatch(below) or by.office.search(below):
        return ""
    return text if surely_whole(Named(text, 0, len(text))) else ""


def _at_work(lines: Sequence[str], head: int, name: str, by: Rules) -> bool:
    """Whether the name stands in another line with an office's or firm's words in it or above."""
    own = name.replace(" ", "")
    for at, line in enumerate(lines):
        if at != head and own in plain(line).replace(" ", ""):
            near = plain(" ".join(lines[max(0, at - _ABOVE) : at + 1]))
            if by.office.search(near) or by.officials.search(near) or _FIRM.search(near):
                return True
    return False


def of_firms(lines: Sequence[str]) -> frozenset[str]:
    """The surnames of those who say that they write for a firm (株式会社谷口の青木です)."""
    return frozenset(
        found[1]
        for line in lines
        if "で" in line or "申" in line
        for found in _AT_FIRM.finditer(plain(line))
    )


def at_desk(line: str) -> bool:
    """Whether a line of a firm's letter begins with what somebody does there."""
    return bool(_DESK.match(plain(line)))


def in_department(line: str, name: Named) -> bool:
    """Whether a line is a name with the part of a firm before it (営業部　青木 茂)."""
    ends = not plain(line[name.end :])
    return ends and bool(_DEPARTMENT.fullmatch(plain(line[: name.start])))


def signs_for_firm(lines: Sequence[str], at: int) -> bool:
    """Whether a name that stands alone in a line has a firm right above or below it, how those who
    write for one sign; not one that the letter is written to."""
    near = [*lines[max(0, at - _ABOVE) : at], *lines[at + 1 : at + 1 + _BELOW]]
    return any(
        len(line) <= _LONGEST
        and _FIRM.search(text := plain(line))
        and not _WORKPLACE.search(text)
        and not _WRITTEN_TO.search(text)
        and without_reading(text) == text
        for line in near
    )
