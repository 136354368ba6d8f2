"""Words in the place of a name that mean a body, a trade or any of many: 町 as the holder of a
lane, 製材所 among the households that give, 中学生 as who clears the snow."""

from __future__ import annotations

import re

from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

_WORDS = re.compile(
    r"(?:国土交通|農林水産|財務|防衛|総務|環境|厚生労働)省|(?:林野|国税)庁|国有?|[都道府県市町村]有?|"
    r"(?:小学|中学|高校|大学|高専)生|学生|生徒|住民|有志|(?:地|当|[区班組]の?)?当番|"
    r"シルバー(?:人材)?|ボランティア(?:さん)?|ヘルパー(?:さん)?|業者|社協|農協|漁協|ＪＡ|JA|"
    r"(?:酒|米|肉|魚|本|花|茶|薬|書|売|料理|菓子|洋菓子|和菓子|理容|美容|理髪|時計|自転車|電気|電器|洋品|"
    r"呉服|文具|金物|家具|食料品|履物|豆腐|飲食|喫茶|新聞|新聞販売|薪炭)店|"
    r"(?:製材|鉄工|印刷|造船|精米|給油|製麺|製茶|鍛冶|縫製|診療|療養|発電|営業|出張|作業)所|"
    r"薬局|[理美]容室|[理美]容院|食堂|旅館|寺|お寺|神社|民宿|酒屋|床屋|米屋|八百屋|魚屋|ガソリンスタンド|給油スタンド"
)
"""Whole cells, none of which is a name that people bear."""
_OF_MANY = re.compile(r"\((?:.{0,4}(?:法人|団体|企業|店舗|商店|事業所)|賛助)(?:会員|加入)?\)$")
"""In brackets behind what has a part: it is a body (酒店（法人会員）)."""


def no_person(cell: str) -> bool:
    """Whether a cell in the place of a name tells a body, a trade, or any of many."""
    text = plain(cell)
    if _WORDS.fullmatch(text.replace(" ", "")):
        return True
    behind = _OF_MANY.search(text)
    return behind is not None and not full_names([common_form(text[: behind.start()].strip())])[0]
