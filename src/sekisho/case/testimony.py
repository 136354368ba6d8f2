"""What witnesses said, taken from hearing memos: times, duration, tool, telephone. Never events.

A memo is free text among the evidence that calls itself one (聞き取り, 聴取, 証言 …), or any file
given as a statement. A time is on the day its line names, else on the day last named before it,
else on that of the hearing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import duckdb

from sekisho.case.asking import Row, ask, reference
from sekisho.case.facts import Statement
from sekisho.case.spoken import Spoken, day_in, duration_in, times_in
from sekisho.detect.catalogue import tool_of_text
from sekisho.events.time import JAPAN, iso

GIVEN = "@statement/"
"""Evidence given on the command line as a statement stands under this folder."""

_MEMO = re.compile(
    r"聞き?取り|聴取|ヒアリング|証言|事情(を|聴)|申立"
    r"|(witness|hearing|interview)[ _-](statement|memo|notes)",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"^(日時|実施日|聴取日|作成日?|記録日?|場所|対象者?|聞き?取り者?|記録者|聴取者)\s*[:：]"
)
_CALL = re.compile(r"電話(を|で|し|に|か)|架電|通話|phone|called", re.IGNORECASE)
_REMOTE = re.compile(
    r"遠隔|操作され|リモート|画面を(操作|動か)|勝手に(動|操作)|remote", re.IGNORECASE
)
_BEGIN = re.compile(
    r"表示|警告|ポップアップ|発生|始ま|開始|出た|電話をかけ|気づ|気付|接続|入れた|インストール|popup|began",
    re.IGNORECASE,
)
_FINISH = re.compile(r"終わ|終了|切断|切った|切って|電源を落|抜い|まで|ended", re.IGNORECASE)
_LASTED = re.compile(r"操作|間|ほど|くらい|ぐらい|程度|画面|電話|minutes", re.IGNORECASE)

HEADING = 60
"""Signs; a longer text among the first ones is no heading."""
LONGEST = 200
"""Signs of a statement that are kept; the pointer leads to the rest."""

_TEXTS = """
SELECT evidence, position, unit, "document.text" AS text, "document.table" AS "table"
FROM document
WHERE evidence LIKE '@statement/%'
   OR evidence IN (
     SELECT evidence FROM document GROUP BY evidence
     HAVING count(*) <= 400 AND count(*) FILTER ("document.table" IS NULL) * 2 >= count(*)
   )
ORDER BY evidence, position
"""


@dataclass(frozen=True)
class Said:
    """One memo. ``moments``: the times it puts events at (UTC, only those whose day is known);
    ``call``: it speaks of a telephone call, ``remote`` of somebody else at the screen."""

    evidence: str
    who: str | None
    host: str | None
    tool: str | None
    call: bool
    remote: bool
    moments: tuple[datetime, ...]
    statements: tuple[Statement, ...]


def testimony(connection: duckdb.DuckDBPyConnection) -> tuple[Said, ...]:
    """All memos among the evidence, in the order of their names."""
    texts: dict[str, list[Row]] = defaultdict(list)
    for row in ask(connection, _TEXTS):
        if (row["text"] or "").strip():
            texts[row["evidence"]].append(row)
    memos = [name for name, rows in texts.items() if reads_like_memo(name, rows)]
    return tuple(_said(number, name, texts[name]) for number, name in enumerate(sorted(memos), 1))


def reads_like_memo(name: str, rows: list[Row]) -> bool:
    """Whether a text calls itself a record of what somebody said, and tells of times or calls."""
    if name.startswith(GIVEN):
        return True
    headings = (row["text"] for row in rows[:5] if len(row["text"]) <= HEADING)
    title = " ".join([name.rpartition("/")[2], *headings])
    if not _MEMO.search(title):
        return False
    whole = "\n".join(narrow(row["text"]) for row in rows)
    return bool(times_in(whole) or _CALL.search(whole) or _REMOTE.search(whole))


def narrow(text: str) -> str:
    """Full-width digits and signs as ASCII, so that １５時 and 15時 read alike."""
    return unicodedata.normalize("NFKC", text)


def _said(number: int, name: str, rows: list[Row]) -> Said:
    lines = [(narrow(row["text"]).strip(), row) for row in rows]
    day = next((found for text, _ in lines if (found := day_in(text))), None)
    who = next((_value(text) for text, _ in lines if re.match(r"対象者?\s*[:：]", text)), None)
    told = [(text, row) for text, row in lines if not _ABOUT_ITSELF.match(text)]
    return heard(number, name, told, who, day)


def heard(
    number: int, name: str, told: Sequence[tuple[str, Row]], who: str | None, day: date | None
) -> Said:
    """What ``who`` said, line by line with the row each stands in, of a hearing on ``day``.

    ``number`` makes the ids of the statements; the texts are ``narrow``.
    """
    statements: list[Statement] = []
    moments: list[datetime] = []
    told_of = day
    for text, row in told:
        told_of = day_in(text, day) or told_of
        for what, spoken, value in _claims(text, told_of):
            made = Statement(
                id=f"said-{number}-{len(statements) + 1}",
                what=what,
                text=spoken[:LONGEST],
                value=value,
                evidence=(reference(row),),
                said_by=who,
            )
            statements.append(made)
            if what in ("start", "end", "time") and value and "T" in value and value[0] != "P":
                moments.append(datetime.fromisoformat(value))
    whole = "\n".join(text for text, _ in told)
    tool = tool_of_text(whole)
    return Said(
        evidence=name,
        who=who,
        host=None,
        tool=tool.name if tool else None,
        call=bool(_CALL.search(whole)),
        remote=bool(_REMOTE.search(whole)),
        moments=tuple(moments),
        statements=_once(statements),
    )


def _value(text: str) -> str:
    return re.split(r"[:：]", text, maxsplit=1)[1].strip()


def _claims(text: str, day: date | None) -> list[tuple[str, str, str | None]]:
    """What one line claims: (what, the words, the normalised value)."""
    spoken = times_in(text)
    found = [(_kind(text, one, spoken), one.text, _moment(one, day)) for one in spoken]
    lasted = duration_in(text)
    if lasted and _LASTED.search(text):
        found.append(("duration", lasted[0], _iso_duration(lasted[1])))
    tool = tool_of_text(text)
    if tool is not None:
        found.append(("tool", text, tool.name))
    elif _CALL.search(text):
        found.append(("call", text, None))
    return found


def _kind(text: str, one: Spoken, spoken: list[Spoken]) -> str:
    """Beginning or end: by its place in a pair, else by the words after it."""
    if len(spoken) > 1 and re.search(r"から|~|〜|より", text):
        return "start" if one is spoken[0] else "end"
    after = text[one.end :]
    if _FINISH.search(after) and not _BEGIN.search(after):
        return "end"
    return "start" if _BEGIN.search(after) or _REMOTE.search(after) else "time"


def _moment(one: Spoken, day: date | None) -> str | None:
    if day is None:
        return None
    return iso(datetime.combine(day, time(one.hour, one.minute), JAPAN))


def _iso_duration(lasted: timedelta) -> str:
    hours, minutes = divmod(int(lasted.total_seconds() // 60), 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


def _once(statements: list[Statement]) -> tuple[Statement, ...]:
    """The first of each claim: a tool named five times is one statement."""
    kept: dict[object, Statement] = {}
    for one in statements:
        kept.setdefault((one.what, one.value if one.what == "tool" else one.text), one)
    return tuple(kept.values())
