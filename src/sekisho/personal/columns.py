"""What a column of a table holds, from its heading and from its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sekisho.personal import signs
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names, surnames
from sekisho.personal.recognise import finds_in, recognisers
from sekisho.personal.spread import together
from sekisho.personal.writing import common_form, plain

_HEADINGS: tuple[tuple[str, Kind], ...] = (
    (r"(犬|猫|ペット|動物|物件|団体|学校|会社|図書|車両)の?(名前?|年齢|性別|生年月日)$", "other"),
    (r"ふりがな|フリガナ|カナ|かな$|読み|よみ", "reading"),
    (r"世帯主(との|から見た)|との(関係|続柄)|^関係$", "relation"),
    (r"の別$|別居|有無$", "other"),
    (r"世帯(番号|no|id|コード|整理番号)|^世帯$|^戸番|^世帯ナンバー", "household"),
    (r"世帯(人員|人数|数|員数)|家族(数|人数)|人数|人員|何人|歳以上|人口", "other"),
    (r"郵便番号|〒", "other"),
    (r"続柄|続き柄|間柄", "relation"),
    (r"生年月日|誕生日|生年|birth", "birth"),
    (r"年齢|年令|^歳$|満年|^age$", "age"),
    (r"性別|^性$|^男女|^sex$|^gender$", "sex"),
    (r"メール|メアド|e-?mail", "mail"),
    (r"内線|ダイヤルイン", "extension"),
    (r"^お?(送り)?(迎え|送迎)の?(人|方|者|氏名|者名)?$", "contact"),
    (r"(緊急|連絡).*(氏名|名前|者名?|者氏名)$|^(連帯)?保証人(氏?名)?$|^引取(者|人)", "contact"),
    (r"ファクス|ファックス|fax", "other"),
    (r"電話|携帯|℡|tel|phone|連絡先|スマホ", "phone"),
    (r"(住所|居所).*(氏名|名前)", "name"),
    (r"住所(又は|または|・|/|及び|\(|、)", "address"),
    (r"所在地|(勤務先|会社|事業所|施設).*住所", "office_address"),
    (r"住所|住まい|居所|^番地$|^address$|自宅$", "address"),
    (r"個人番号|マイナンバー", "my_number"),
    (r"住民票コード", "resident_code"),
    (r"宛名番号|住民番号|宛名コード", "addressee_number"),
    (r"基礎年金番号", "pension"),
    (r"免許証(の?番号)?$", "licence"),
    (r"旅券番号|パスポート", "passport"),
    (r"在留カード", "residence_card"),
    (r"(保険者|被保険者|保険証|受給者)(証)?(の)?(記号)?・?番号", "insurance"),
    (r"口座|銀行|金融機関", "account"),
    (r"(介護|養護|養育|介助|支援)者(氏?名)?$", "contact"),
    (r"介護|障害|障がい|病|既往|血液型|アレルギ|服薬|保険証|支援区分|生活保護", "health"),
    (r"(担当|使用|管理|承認|記入|作成|報告|受付|確認|責任|決裁|発注|貸出|借用)者", "staff"),
    (r"(対応|応対|処理|調査|点検|検査|審査|入力|記録|聴取|出張)者", "staff"),
    (r"(施工|事業|業|落札|受注|入札|入札参加|見積)者(?!数)", "department"),
    (r"(勤務|従業)者数|者数$", "other"),
    (r"^(主治)?(医師?|薬剤師|担任)の?(氏?名|署名)?$", "staff"),
    (r"職員(名|氏名)?$|^担当(課|係|職員)?(名|氏名)?$|起案", "staff"),
    (r"世帯主|筆頭者|戸主|経営主|世帯代表|家主名", "head"),
    (r"世帯員|家族|同居|構成員", "member"),
    (r"氏名|姓名|名前|お名|芳名|尊名|なまえ|フルネーム|^(full ?)?name$", "name"),
    (r"^(姓|氏|苗字|名字)$", "surname"),
    (r"^名$", "given"),
    (r"役職|職名|肩書|^役$|役名|職種|^階級$", "title"),
    (r"所属|部署|部局|^[課係]名?$|勤務先|職場|会社|事業所|機関名|団体名", "department"),
    (r"(児童|生徒|園児|学生|会員|議員|委員|役員|隊員|部員|団員)(名|氏名)$", "name"),
    (r"^(区長|班長|組長|民生委員)$", "name"),
    (r"(住民|本人|区長|班長|組長|里親)(名|氏名)$|(?<!医)者(名|氏名)?$|[^法]人名$", "name"),
    (r"[うくすつぶむるた](方|人|者)(の?(お?名前|氏名))?$", "name"),
    (r"(申請|届出|請求|代理|受取|相続|名義|世話|選挙|発起)人$", "name"),
    (r"(申出|申立|相談|依頼|通報|譲渡|譲受|紹介|承継)人$", "name"),
    (r"区分|^種別$", "role"),
    (r"^(備考|摘要|特記事項|出欠|班名?|組|地区名?|集落名?|期数|職業|学年|学校名?|学級)$", "other"),
    (r"番号$|^no\.?$|^#$|^№$|^連番|^順番?$|^番$|^id$|^受付$", "number"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _HEADINGS)
_LONGEST_HEADING = 24
_ROLE_WORDS = re.compile(r"^(世帯主|世帯員|本人|主|家族|○|〇|員|同居|同居人|[同別]世帯|[同別]居)$")

_PEOPLE_WORD = re.compile(
    r"(飼い?主|[家借貸船荷施営]主|賃[借貸]人|[借引]受人|申[出立請]人|管理人|喪主|故人|立会人|後見人|証人|"
    r"組合員|会員|児童|園児|生徒|学生|受講生|選手|団員|隊員|部員|役員|当番|里親|子(ども|供)?|"
    r"[父母夫妻親]|副?[班組区団部]長|会計|監事|書記|総代|世話[人役]|[訪問配達送付届貸出け]先|相手方?|宛先|宛名)(の?方|さん|名)?$"
)
"""Words that may head a column of names, and as well one of numbers or kinds."""
_HEAD_MARKED = re.compile(r"世帯主|戸主|代表")
_MARKS = [{mark} for mark in "○〇◯◎●"]
_HAN = re.compile(rf"[{signs.HAN}]")
_NAME_TOO = re.compile(r"氏名|名前")
_HELPER = re.compile(r"(?<!要)支援者|協力[者員]|引受人|代理人|届出人|紹介者|介助者|介護者")
_CHILD = re.compile(r"児童|子|世帯員|家族|同居|生徒|園児")
"""Who stands in columns with numbers (児童１, 児童２) right of the one whom the row is about."""
_PLACE = re.compile(r"場所|所在|地点|地番")
_INDOORS = re.compile(r"[室階課係庁]")
_USER = re.compile(r"(使用|管理|借用)者(名|氏名)?$")

_SEEN: tuple[Kind, ...] = ("phone", "birth", "mail", "name", "address")
"""Kinds that cells show without a heading, the clearest first."""
_MOST = 0.7
Cells = tuple[str, ...]
_BESIDE_NAME: frozenset[Kind] = frozenset({"address", "phone", "birth"})
_HONORIFIC = re.compile(r" ?(様|殿|さん|氏|君|ちゃん)$")
_SEVERAL = re.compile(r"[、,，\n]")
_WHOLE, _WEAK = 0.6, 0.25
"""So much of a cell must belong to the find; in a column the other cells bear witness, so that
weak signs count as well."""
_HALF = 0.5
_LOOKED_AT = 60
"""Rows whose cells type a column."""


@lru_cache(maxsize=1 << 16)
def kind_of_heading(text: str) -> Kind | None:
    """The kind that a heading names, or None when it is no known heading."""
    whole = re.sub(r"\s", "", plain(text))
    if not whole or len(whole) > _LONGEST_HEADING or signs.phone_like(whole) or "@" in whole:
        return None
    if signs.choices(whole):
        return None
    for candidate in dict.fromkeys((re.sub(r"\(.*?\)|\d+$", "", whole), whole)):
        for pattern, kind in _COMPILED:
            if candidate and pattern.search(candidate):
                return kind
    return None


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
    if kind == "household" and filled:
        if sum(bool(_ROLE_WORDS.match(cell)) for cell in filled) * 2 > len(filled):
            return "role"
        if not any(cell[:1].isalnum() for cell in filled):
            return "other"
    return kind


def heads_marked(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells]
) -> tuple[tuple[Kind, ...], list[Cells]]:
    """Kinds and rows with 世帯主 for each mark (○) in a column that is headed so and holds marks
    alone."""
    columns = {
        at
        for at, head in enumerate(layout)
        if _HEAD_MARKED.search(plain(head))
        and {plain(cell) for cell in _column(rows, at) if cell.strip()} in _MARKS
    }
    if not columns:
        return tuple(kinds), list(rows)
    return tuple("role" if at in columns else kind for at, kind in enumerate(kinds)), [
        tuple("世帯主" if at in columns and cell.strip() else cell for at, cell in enumerate(row))
        for row in rows
    ]


def _column(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row)]


def kinds_by_content(rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """The kinds of the columns of a table without headings, as far as the cells show them.

    Ages and numbers are not told apart without a heading.
    """
    width = max((len(row) for row in rows), default=0)
    return tuple(_by_content(_column(rows, index)) for index in range(width))


def completed(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> tuple[Kind, ...]:
    """The kinds of a list, headings that say too little of a column helped by its cells.

    A word for people (園児, 飼い主) heads names when most of its cells are names. Where nobody is
    named otherwise, unknown headings are typed by their cells; a column that reads like names is
    one only beside something private: hamlets and products are called like people too. Who uses
    something (使用者) at an address of his own is no staff.
    """
    kinds = _member_a_row(_people_of_words(layout, kinds, rows), rows)
    users = [bool(_USER.search(plain(head))) for head in layout]
    if PEOPLE & set(kinds) or ("staff" in kinds and not any(users)):
        return tuple(kinds)
    found = [
        _unheaded(head, _column(rows, index))
        if user or kind_of_heading(head) is None or (kind == "office_address" and any(users))
        else kind
        for index, (head, kind, user) in enumerate(zip(layout, kinds, users, strict=True))
    ]
    beside = {"address"} if "staff" in kinds else _BESIDE_NAME
    return tuple(found) if "name" in found and beside & set(found) else tuple(kinds)


def _member_a_row(kinds: Sequence[Kind], rows: Sequence[Sequence[str]]) -> list[Kind]:
    """The kinds, a column of members that names one in each row under a head who is written again
    in each (農家台帳) as one of names."""
    found = list(kinds)
    if kinds.count("head") != 1 or kinds.count("member") != 1 or "name" in kinds:
        return found
    heads, members = (_column(rows, found.index(kind)) for kind in ("head", "member"))
    again = sum(bool(one.strip()) and one == two for one, two in pairwise(heads))
    if again and all(members) and all("\n" not in cell and "、" not in cell for cell in members):
        found[found.index("member")] = "name"
    return found


def word_for_people(text: str) -> bool:
    """Whether a heading may be a word for people (当番, 飼い主)."""
    return bool(_PEOPLE_WORD.search(re.sub(r"\d+$", "", plain(text).replace(" ", ""))))


def _people_of_words(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> list[Kind]:
    """The kinds, with columns of people that a word alone does not tell: 園児 over names; 妻 and 子
    right of the head of a family; name and reading one above the other in each cell; who helps
    (支援者) those whom the rows are about."""
    found = list(kinds)
    for at, head in enumerate(layout):
        word = re.sub(r"\d+$", "", plain(head).replace(" ", ""))
        cells = [cell for cell in _column(rows, at) if cell.strip()][:_LOOKED_AT]
        before = PEOPLE & set(found[:at])
        if found[at] == "reading" and _NAME_TOO.search(word):
            written = sum(bool(_HAN.search(cell)) for cell in cells)
            found[at] = "name" if written > _HALF * len(cells) else "reading"
        elif before and _CHILD.search(word) and _numbered(head) and any(_given(cells)):
            found[at] = "member"
        elif not before and word in ("夫", "父") and at + 1 < len(layout):
            found[at] = "head" if cells and sum(_named(cells)) >= _HALF * len(cells) else found[at]
        elif "head" in before and signs.relation(word):
            likely = _given(cells) if cells else []
            found[at] = "member" if any(likely) and sum(likely) >= _HALF * len(cells) else found[at]
        elif found[at] == "name" and before and _HELPER.search(word):
            found[at] = "contact"
        elif cells and kind_of_heading(head) is None and word_for_people(head):
            found[at] = "name" if sum(_named(cells)) >= _HALF * len(cells) else found[at]
    return found


def _numbered(head: str) -> bool:
    return plain(head)[-1:].isdigit()


def _given(cells: Sequence[str]) -> list[bool]:
    """Which cells are given names, or whole ones."""
    after = full_names([f"佐藤 {common_form(cell)}" for cell in cells])
    return [one or two for one, two in zip(after, _named(cells), strict=True)]


def _unheaded(head: str, cells: Sequence[str]) -> Kind:
    """A date under a heading that speaks of no birth is none; a hamlet and a number under one
    that speaks of a place are an address."""
    kind = _by_content(cells)
    if kind == "other" and _PLACE.search(plain(head)):
        filled = [cell for cell in cells if cell.strip()][:_LOOKED_AT]
        where = [signs.address_like(cell) and not _INDOORS.search(cell) for cell in filled]
        return "address" if filled and sum(where) >= _MOST * len(filled) else kind
    return "other" if kind == "birth" else kind


def _by_content(cells: Sequence[str]) -> Kind:
    """The first of the kinds that most cells are of."""
    filled = [cell for cell in cells if cell.strip()][:_LOOKED_AT]
    if not filled:
        return "other"
    return next((kind for kind in _SEEN if _share(kind, filled) >= _MOST), "other")


def _share(kind: Kind, cells: Sequence[str]) -> float:
    """The share of cells that are of a kind: names by the lexicon, the rest by its recogniser."""
    if kind == "name":
        return sum(_named(cells)) / len(cells)
    only = [one for one in recognisers() if one.kind == kind]
    covered = 0
    for cell, finds in zip(cells, finds_in(cells, least=_WEAK, only=only), strict=True):
        size = len("".join(cell.split()))
        found = sum(len("".join(cell[one.start : one.end].split())) for one in finds)
        covered += found >= _WHOLE * size
    return covered / len(cells)


def _first(cell: str) -> str:
    """The first of several names in a cell (青木 茂、石黒 明), when the last may be one as well."""
    pieces = [piece for piece in _SEVERAL.split(cell) if piece.strip()]
    return pieces[0] if len(pieces) > 1 and signs.name_like(pieces[-1]) else cell


def _named(cells: Sequence[str]) -> list[bool]:
    """Which cells are names: known ones, foreign ones, or a known surname and what may be given."""
    texts = [
        signs.ROLE_BEFORE.sub("", _HONORIFIC.sub("", common_form(_first(together(cell)))))
        for cell in cells
    ]
    firsts = surnames([text.partition(" ")[0] for text in texts])
    return [
        whole or signs.foreign(text) or (first and bool(signs.NAME_WITH_BLANK.fullmatch(text)))
        for text, whole, first in zip(texts, full_names(texts), firsts, strict=True)
    ]
