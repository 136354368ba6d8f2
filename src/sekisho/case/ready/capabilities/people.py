"""What was said, told, taught, handed over: registers that an office keeps, told by the headings
of their tables. A register counts when a row stands under its headings."""

from __future__ import annotations

from functools import partial

from sekisho.case.council.papers import notices
from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground, stated

_REGISTERS: dict[str, tuple[str, str]] = {
    "people.warned": (
        r"件名|表題|(通知|周知|注意喚起)(名|内容|先|の件名)?",
        r"(通知|周知|注意喚起|発出|送付|回覧)(日|日時|年月日)",
    ),
    "people.read": (r"(閲覧|既読|受領|回覧|確認)(者|済|日|日時|印)", r"氏名|職員(名)?|所属|宛先"),
    "people.trained": (r"(研修|講習)(名|会|内容)?", r"(受講|出席|参加)(者|日|印)?|氏名|職員名"),
    "people.checked": (r"(点検|確認)(日|者|日時|結果)", r"端末名?|PC名|パソコン名?|機器名?|対象.*"),
    "people.calls": (
        r"(相手|発信|着信)(先|元)?(番号|電話番号)?",
        r"(通話|発信|着信)(開始|日時|時刻|日|時間)",
    ),
    "people.contacts": (
        r"(連絡|通報|報告|受付)(者|元|先|内容)",
        r"(連絡|通報|報告|受付)(日|日時|時刻|年月日)",
    ),
    "people.voices": (
        r"(意見|苦情|問合せ|問い合わせ|声|申出)(の?内容|等)?",
        r"(受付|受信)?(日|日時|年月日)",
    ),
    "people.custody": (
        r"(引渡|預り|受領|保管)(者|先|品|物件)",
        r"(引渡|預り|受領)(日|日時|年月日)",
    ),
}
"""What a heading says, and what another heading of the same row says."""
_ROWS = """
WITH cells AS (
  SELECT evidence, position, unit, "document.part" AS part, "document.table" AS number,
         "document.row" AS line,
         list_transform("document.cells",
           lambda c: regexp_replace(nfc_normalize(coalesce(c, '')), '\\s', '', 'g')) AS cells
  FROM document WHERE "document.table" IS NOT NULL AND len("document.cells") >= 2
), heads AS (
  SELECT * FROM cells WHERE line <= 8
    AND len(list_filter(cells, lambda c: regexp_full_match(c, $what))) > 0
    AND len(list_filter(cells, lambda c: regexp_full_match(c, $when)
                                     AND NOT regexp_full_match(c, $what))) > 0
)
SELECT h.evidence, count(*) AS rows FROM heads h JOIN cells c
  ON c.evidence = h.evidence AND c.part IS NOT DISTINCT FROM h.part AND c.number = h.number
 AND c.line > h.line
GROUP BY h.evidence ORDER BY h.evidence
"""


def _register(ground: Ground, name: str) -> Held:
    what, when = _REGISTERS[name]
    rows = ground.ask(_ROWS, what=what, when=when)
    if not rows:
        return stated("no_register", Level.NONE)
    some = ", ".join(row["evidence"] for row in rows[:2])
    return stated("register_in", count=sum(row["rows"] for row in rows), path=some)


def warned(ground: Ground) -> Held:
    """A register of notices, or at least the notices themselves."""
    held = _register(ground, "people.warned")
    found = notices(ground.connection)
    if held.level == Level.NONE and found:
        return stated("notices", Level.PARTLY, count=len(found), path=", ".join(found[:2]))
    return held


CAPABILITIES = {
    **{name: partial(_register, name=name) for name in _REGISTERS},
    "people.warned": warned,
}
