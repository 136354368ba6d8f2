"""Papers about somebody: letters to an office, records of a case, forms handed in.

Whomever such a paper names whole is a resident, unless the words around the name tell of work: in
other papers a name needs a reason to count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import judged
from sekisho.personal.prose.ascribed import Named
from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN, body
from sekisho.personal.writing import common_form, plain

_HEAD, _LAST, _LONGEST = 12, 6, 48
_FILED = re.compile(
    r"(?:届出?|願|届書|願書|申請書?|請求書|申込書?|申告書|申出書?|申立書|委任状|誓約書|同意書|承諾書|念書|請書|依頼書|"
    r"意見書|診断書|提供書|調書|照会書|回答書|問診票|予診票|相談票|記録票?|記録簿|連絡[票帳]|受付票|受理票|カード|メモ|日誌|日報|訃報|履歴書|作文|"
    r"てん末書|顛末書|始末書|理由書|手紙|便り|訴状)(?:[(].*[)])?$"
)
_VOICE = re.compile(r"[町市村区]長への(?:手紙|はがき|便り|提[言案]|意見|声)")
"""How the titles of papers end that somebody hands in, or that are kept about them."""
_OF_WORK = re.compile(
    r"復命|出張|起案|議事|会議|人事|異動|研修|工事|業務|入札|予算|決算|規程|要綱|条例|計画|仕様|見積|納品|点検|"
    r"検査|備品|物品|休暇|勤務|職員|実績|伺|資格審査|登録票|施設|団体|公用車|議案|一般質問|名簿|一覧|連絡網"
)
"""What the titles of an office's own papers speak of."""
_OF_CASE = re.compile(r"(?:ケア|支援|ケース|個別|事例|要保護|見守り)[^会 ]{0,6}(?:検討)?会議?")
"""A meeting about somebody: no meeting of a body."""
_ADDRESSED = re.compile(
    r"(?:[町市村区]長|役場|役所|[課係室局]|委員会|議会|議長|担当|センター|学校|校長|園|所長|先生)[^。]{0,6}"
    r"(?:様|殿|御中|宛て?|あて|さん|行き?|方)(?:へ)?$|(?:御中|の皆[様さ]ま?へ?|各位)$"
)
_LETTER = re.compile(
    r"拝[啓復]|前略|謹啓|敬具|草々|かしこ|お世話に|お願い(?:いた|申|し)|ください|下さい|ありがとう|"
    r"申し上げます|存じます|思います|ております|いたします|困って|はじめて|(?:ます|です|ました|ません)(?:。|$)"
)
_MAY_NAME = re.compile(rf"(?<![{HAN}])[{HAN}]{{1,4}}[ \u3000][{HAN}ぁ-ゖァ-ヺー]{{1,5}}")
_MAY_NAME_CLOSE = re.compile(rf"[{HAN}]{{3}}(?:[とがはもをにの、(（へ宛]|あて|から|より|まで|さん)")
"""The same written close, in a sentence (青木結愛と接触して)."""
_IN_SENTENCE = re.compile(r"[とがはもをにの、(（へ宛]|あて|から|より|まで|さん")
_CLOSE = 4
"""Characters of a name that is written close."""
_WORKS = re.compile(
    rf"(?:(?!会員|組合員|協力員|団員|部員|世帯員|園児)[{HAN}]{{0,8}}[員士師官職]|ヘルパー|ケアマネ(?:ジャー)?|スタッフ|"
    r"(?:記録|対応|応対|受付|報告|担当|作成|聴取|応答|記入|確認|引継ぎ?|説明|文責|司会|進行|出席|取次ぎ?|処理|"
    r"責任|訪問|通訳|引率|講師|監督|主治医|医師?|業者|事業所|代理店)[者員]?|社長|店長|支配人|施工|設計)"
    r"[: ]{0,3}$"
)
"""Words right before the name of somebody at their work."""
_DATE = re.compile(r"\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|\d[./-]\d{1,2}[./-]\d|\d月 ?\d{1,2}日")
_BLANK = re.compile(
    r"(?<!\d)(?<!\d )年 ?月 ?日|(?:氏名|名前|住所|生年月日|電話(?:番号)?)[ :_()印]*$"
)
_NEAR, _REACH = 14, 40
_SHORTEST = 3
"""Characters of a name; two may be a title set wide (申 立 書)."""
_PARTICLES = re.compile(r"あて|より|から|ほか|など|まで")


def about_somebody(lines: Sequence[str], by: Rules, *, filled_in: bool) -> bool:
    """Whether a paper is a letter to an office, or by its title one that somebody handed in or that
    is kept about them. ``filled_in``: something private stands in it; a form without that, whose
    fields are left blank, is empty, and what looks like a name belongs to the form."""
    filled = [plain(line) for line in lines if line.strip()]
    for number, text in enumerate(filled[:_HEAD]):
        title = text.replace(" ", "")
        if len(title) > _LONGEST or "。" in title:
            continue
        if _OF_WORK.search(_OF_CASE.sub("", title)):
            return False
        first = text.partition(" ")[0] if number == 0 else ""
        if _FILED.search(title) or _VOICE.search(title) or _FILED.search(first):
            return not _empty(filled, filled_in=filled_in)
        if by.cases.search(title):
            return True
    ends = (*filled[:_HEAD], *filled[-_LAST:])
    return any(map(_ADDRESSED.search, ends)) and any(map(_LETTER.search, filled))


def _empty(filled: Sequence[str], *, filled_in: bool) -> bool:
    """Whether a form has fields that are left blank, and nothing private; or several of them, and
    no date (what is private may be the office's own)."""
    blank = sum(bool(_BLANK.search(text)) for text in filled)
    if not filled_in:
        return blank > 0
    return blank > 1 and not any(map(_DATE.search, filled))


def may_name(line: str) -> bool:
    """Whether a line is worth looking for a name of surname and given name."""
    return bool(_MAY_NAME.search(line) or _MAY_NAME_CLOSE.search(line))


def in_private(line: str, names: Sequence[Named], name: Named, by: Rules) -> bool:
    """Whether a whole name in a paper about somebody stands there without a word of work.
    ``names``: all of the line."""
    text = common_form(plain(together(name.text)))
    first, _, given = text.partition(" ")
    if not given:
        return _written_close(line, names, name, by)
    if len(first) + len(given) < _SHORTEST or _PARTICLES.fullmatch(given):
        return False
    if body(text) or line[name.start - 1 : name.start].isdigit():
        return False
    facts = judged([text, first, given])
    known = facts.full[0] or facts.likely[0] or (facts.given[2] and not facts.word[1])
    return known and not _at_work(line, names, name, by)


def _written_close(line: str, names: Sequence[Named], name: Named, by: Rules) -> bool:
    """Whether a known whole name without a blank is somebody in a sentence."""
    text = common_form(plain(name.text))
    before = line[: name.start][-1:]
    if len(text) < _CLOSE or body(text) or re.match(rf"[{HAN}]", before):
        return False
    return (
        judged([text]).full[0]
        and bool(_IN_SENTENCE.match(line, name.end))
        and not _at_work(line, names, name, by)
    )


def _at_work(line: str, names: Sequence[Named], name: Named, by: Rules) -> bool:
    """Whether words around a name tell of work, or of whom a letter is written to."""
    left = line[max(0, name.start - _REACH) : name.start]
    for other in names:
        left = left.replace(other.text, "")  # 支援員　青木 茂　石黒 明
    before = plain(left + "|")[:-1]
    near = before[-_NEAR:] + plain(line[name.end : name.end + _NEAR // 2])
    return bool(_WORKS.search(before) or by.office.search(near)) or _ends_to(line, name)


def _ends_to(line: str, name: Named) -> bool:
    """Whether a line ends with a title behind the name: it says who is written to."""
    return plain(line[name.end :]).strip() in ("様", "殿", "さん", "先生")
