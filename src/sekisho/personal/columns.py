"""What a column of a table holds, from its heading and from its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sekisho.personal import signs
from sekisho.personal.dates import date_key
from sekisho.personal.recognise.shares import shares
from sekisho.personal.writing import plain

Kind = Literal[
    "name", "surname", "given", "head", "member", "staff", "reading", "relation", "role",
    "household", "number", "address", "office_address", "phone", "extension", "birth", "age",
    "sex", "mail", "title", "department", "health", "account", "my_number", "other",
]  # fmt: skip

_HEADINGS: tuple[tuple[str, Kind], ...] = (
    (r"ふりがな|フリガナ|カナ|かな$|読み|よみ", "reading"),
    (r"世帯(番号|no|id|コード|整理番号)|^世帯$|^戸番|^世帯ナンバー", "household"),
    (r"世帯(人数|数|員数)|家族(数|人数)|人数|人員", "other"),
    (r"続柄|続き柄|間柄", "relation"),
    (r"生年月日|誕生日|生年|birth", "birth"),
    (r"年齢|年令|^歳$|満年|^age$", "age"),
    (r"性別|^sex$|^gender$", "sex"),
    (r"メール|e-?mail", "mail"),
    (r"内線|ダイヤルイン", "extension"),
    (r"電話|携帯|tel|phone|連絡先|スマホ", "phone"),
    (r"ファクス|ファックス|fax", "other"),
    (r"所在地|勤務先.*住所|会社.*住所|事業所.*住所", "office_address"),
    (r"住所|住まい|居所|^番地$|^address$|自宅$", "address"),
    (r"個人番号|マイナンバー", "my_number"),
    (r"口座|銀行|金融機関", "account"),
    (r"介護|障害|障がい|病|既往|血液型|アレルギ|服薬|保険証|支援区分|生活保護", "health"),
    (r"(担当|使用|管理|承認|記入|作成|報告|受付|確認|責任|決裁|発注|貸出|借用)者", "staff"),
    (r"職員(名|氏名)?$|^担当|起案", "staff"),
    (r"世帯主", "head"),
    (r"世帯員|家族|同居|構成員", "member"),
    (r"氏名|姓名|名前|お名|フルネーム|^(full ?)?name$", "name"),
    (r"(児童|生徒|園児|患者|利用者|組合員|申請者|申込者|対象者|保護者)(名|氏名)?$", "name"),
    (r"(参加者|出席者|代表者|被保険者)(名|氏名)?$", "name"),
    (r"(会員|議員|委員|役員|住民|本人|区長|班長|部員|団員)(名|氏名)$", "name"),
    (r"^(姓|氏|苗字|名字)$", "surname"),
    (r"^名$", "given"),
    (r"役職|職名|肩書|^役$|役名|職種", "title"),
    (r"所属|部署|部局|^[課係]名?$|勤務先|職場|会社|事業所|機関名|団体名", "department"),
    (r"区分|^種別$", "role"),
    (r"^(備考|摘要|特記事項|出欠|班名?|組|地区名?|集落名?|期数|職業|学年|学校名?|学級)$", "other"),
    (r"番号$|^no\.?$|^#$|^№$|^連番|^順番?$|^番$|^id$", "number"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _HEADINGS)
_LONGEST_HEADING = 24
_ROLE_WORDS = re.compile(r"^(世帯主|世帯員|本人|主|家族|○|〇|員)$")

_SEEN: tuple[Kind, ...] = ("phone", "birth", "mail", "name", "address")
"""Kinds that cells show without a heading, the clearest first."""
_MOST = 0.7

PEOPLE: frozenset[Kind] = frozenset({"name", "surname", "given", "head", "member"})
PRIVATE: frozenset[Kind] = frozenset(
    {
        "address", "birth", "age", "relation", "household",
        "head", "member", "health", "account", "my_number",
    }
)  # fmt: skip
"""What an office list of its own staff does not hold."""
WORK: frozenset[Kind] = frozenset({"department", "extension", "staff", "office_address"})
SHOWN: dict[Kind, str] = {
    "reading": "reading", "relation": "relation", "address": "address", "phone": "phone",
    "birth": "birth", "age": "age", "sex": "sex", "mail": "mail", "title": "title",
    "health": "health", "account": "account", "my_number": "my_number",
}  # fmt: skip
"""Kinds of columns that are kinds of personal information, and their text code's last word."""


def kind_of_heading(text: str) -> Kind | None:
    """The kind that a heading names, or None when it is no known heading."""
    whole = re.sub(r"\s", "", plain(text))
    if not whole or len(whole) > _LONGEST_HEADING or signs.phone_like(whole) or "@" in whole:
        return None
    for candidate in dict.fromkeys((re.sub(r"\(.*?\)|\d+$", "", whole), whole)):
        for pattern, kind in _COMPILED:
            if candidate and pattern.search(candidate):
                return kind
    return None


def kinds_by_heading(cells: Sequence[str]) -> tuple[Kind | None, ...]:
    """The kind of each heading of a row."""
    return tuple(kind_of_heading(cell) for cell in cells)


def is_heading_row(cells: Sequence[str], *, first: bool = False) -> bool:
    """Whether a row heads a table: most of what stands in it are known headings, none is data.

    The ``first`` row of a table may hold more headings that are not known here.
    """
    texts = list(dict.fromkeys(plain(cell) for cell in cells if cell.strip()))
    if not texts or any(_is_value(text) for text in texts):
        return False
    kinds = [kind_of_heading(text) for text in texts]
    known = [kind for kind in kinds if kind is not None]
    if len(texts) == 1:
        return known == ["name"] and len(texts[0]) <= 6
    most = len(known) * 2 >= len(texts)
    return len(known) >= 2 and (most or (first and all(len(text) <= 12 for text in texts)))


def _is_value(text: str) -> bool:
    """Whether a text can only be a value: a number, a telephone, a date, a name with its blank."""
    if signs.phone_like(text) or date_key(text) or text.replace(".", "").isdigit():
        return True
    return kind_of_heading(text) is None and bool(signs.NAME_WITH_BLANK.fullmatch(text))


def refined(kinds: Sequence[Kind | None], rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """The kinds once the cells are seen: 世帯主 as a heading over roles, not over names."""
    return tuple(_refined(kind, _column(rows, index)) for index, kind in enumerate(kinds))


def _refined(kind: Kind | None, cells: Sequence[str]) -> Kind:
    if kind is None:
        return "other"
    filled = [plain(cell) for cell in cells if cell.strip()]
    if kind in ("head", "member") and filled:
        if sum(bool(_ROLE_WORDS.match(cell)) for cell in filled) * 2 > len(filled):
            return "role"
        if sum(cell.isdigit() for cell in filled) * 2 > len(filled):
            return "other"
    if kind == "household" and filled and not any(cell[:1].isalnum() for cell in filled):
        return "other"
    return kind


def _column(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row)]


def kinds_by_content(rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """The kinds of the columns of a table without headings, as far as the cells show them.

    Ages and numbers are not told apart without a heading.
    """
    width = max((len(row) for row in rows), default=0)
    return tuple(_by_content(_column(rows, index)) for index in range(width))


def _by_content(cells: Sequence[str]) -> Kind:
    """The first of the kinds that most cells are of."""
    found = shares([cell for cell in cells if cell.strip()])
    return next((kind for kind in _SEEN if found.get(kind, 0) >= _MOST), "other")
