"""What a line says somebody is: a word for a part in front (要望者　青木 茂), themselves
(青木 茂です), a pupil's class, a child of whom a parent writes (青木 葵の母)."""

from __future__ import annotations

import re

from sekisho.personal.names.known import full_names
from sekisho.personal.names.vocabulary import KIN, WHO
from sekisho.personal.prose.ascribed import Named, introduced
from sekisho.personal.prose.honoured import begun, surely_whole
from sekisho.personal.recognise.placed import may_be_rare
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form, name_key, plain

_AT_WORK = (
    r"担当|責任|技術|作成|記入|記載|記録|受付|受理|説明|報告|管理|施工|施行|工事|事業|設計|監理|従事|発言|出席|"
    r"欠席|受賞|入賞|優勝|主催|共催|後援|編集|発行|発信|送信|受信|差出|取扱|対応|応対|応答|処理|調査|点検|"
    r"検査|審査|入力|聴取|起案|決裁|承認|確認|引率|指導|監督|当直|日直|宿直|引継|代表|講|司会|立候補|"
    r"候補|当選|執行|学識経験|有識|専門|医療関係|関係|落札|入札|応札|受注|発注|委託|受託|請負|販売|製造|"
    r"登壇|出演|出張|出展|評価|選考|選任|監査|会計|会議|面接|面談|相談対応|支援|運営|業|職|著|訳|"
    r"記|司|労働|従業|現場|代理店|開催|議長|取材|撮影|投稿"
)
"""Whoever has such a part has it for an office, a firm, or in public."""
_NOT_AT_WORK = rf"(?<![{HAN}])(?![{HAN}]{{0,3}}(?:{_AT_WORK})[者人員])"
_PART = re.compile(rf"{_NOT_AT_WORK}{WHO}(?:の?(?:お?名前|氏名|名))?")
_WORKS = re.compile(rf"[{HAN}]{{0,3}}(?:{_AT_WORK})[者人員](?:の?(?:氏名|名))?")
_CLUB = r"(?:副?(?:班|組|区|部|分?団|会)長|民生(?:児童)?委員|総代|世話[人役]|団員|会員)"
"""What somebody is in a club or hamlet, between the word for their part and the name."""
_ROLE = re.compile(
    rf"(?:{_NOT_AT_WORK}{WHO}|[うくすつぶむるた][者方人]|お子(?:さま|さん|様)?|ご(?:本人|家族))"
    r"(?:の?(?:お?名前|氏名|氏 名|署名|自署))?"
    rf"(?:(?:代表|本人)?)(?:[(][^()]{{1,12}}[)])?(?:\d{{0,2}}[\]】〕]| ?[:\t ])[: ]{{0,30}}"
    rf"(?:({_CLUB})[: ]{{1,9}})?$"
)
_MAY_HAVE_ROLE = re.compile(
    r"[者人童徒児生告員主方ま子族様][^。、]{0,16}?[:：\t \u3000\]】〕］]"
    r"[ \u3000]{0,30}[^\s:：]{1,6}(?:[ \u3000(（]|$)"
)
_PUPIL = re.compile(
    r"(?:学校 ?(?:第?\d学年|[\d一二三四五六]年)|[\d一二三四五六]年 ?(?:\d{1,2}|[A-Za-z一二三])組|"
    r"\d年生|年[少中長]児?|[年歳]児)(?: ?\d{1,2}番)?[ :の]{1,3}$"
)
_MAY_BE_PUPIL = re.compile(r"(?:組|年生?|児|番)[ \u3000の]")
_AT_HOME = re.compile(rf" ?(?:さん|様|氏)?[宅方](?![{HAN}])")
_MAY_BE_AT_HOME = re.compile(rf"[{HAN}ぁ-ヺー](?:さん|様|氏)?[宅方](?![{HAN}])")
_PARENT = re.compile(
    r"[ \u3000]?(?:[(（][^()（）]{1,14}[)）])?の"
    rf"(?:{KIN}|母親|父親|保護者|家族|子|娘|息子)(?![{HAN}])"
)
_COUPLE = re.compile(rf"[・、と][{HAN}ぁ-ゖァ-ヺー]{{1,4}}ご?夫[妻婦]")
_BEHIND = re.compile(rf"[ \u3000]?[(（](?:続柄[:：]?)?(?:{KIN}|本人|世帯主|子)[)）]")
_LEARNS = re.compile(r"[ \u3000]?[(（](?:[小中高] ?\d(?: ?年生?)?|年[少中長]児?)[)）]")
"""A year at school in brackets behind the whole name of a child."""
_MEMBERS = re.compile(
    r"(?:メンバー|参加者|選手|出場者|同行者|同乗者|補欠)(?:\([^()]{1,8}\))? ?: ?"
    r"(?:[^:。]{0,40}[、,・/])? ?$"
)
"""Names in a row behind a word for those who take part."""
_MAY_BE_MEMBER = re.compile(r"(?:メンバー|参加者|選手|出場者|同行者|同乗者|補欠)[^:：]{0,10}[:：]")
_SAYS = re.compile(r"My name is|です|でございます|と申し|といいま|と言いま")
SPOKEN_OF = re.compile(r"[ \u3000]*[のはがをにとへも]")
"""What follows a name in a sentence, not in a form (申請者 石黒 明 は欠席)."""
_SPEAKS = re.compile(r"と申し|といいます|と言います")
_SURNAME = 2
"""Characters of a surname alone, which is no whole name."""
_FIRM = re.compile(
    r"株式会社|有限会社|合同会社|\([株有]\)|[㈱㈲]|法人|事務所|協会|組合|銀行|病院|商店|新聞|放送|大学|"
    r"役場|役所|[課係室局部]の|センター"
)
_REACH = 48


def part_of_somebody(word: str) -> bool:
    """Whether a word says what part somebody has who is not at work (来庁者, 届出人)."""
    return bool(_PART.fullmatch(word))


def at_work(word: str) -> bool:
    """Whether a word says what part somebody has at work (受付者, 当直者)."""
    return bool(_WORKS.fullmatch(word))


def may_be_said(line: str) -> bool:
    """Whether a line is worth looking for names of which it says who they are."""
    return bool(
        _SAYS.search(line)
        or _MAY_HAVE_ROLE.search(line)
        or _MAY_BE_PUPIL.search(line)
        or _PARENT.search(line)
        or _MAY_BE_AT_HOME.search(line)
        or _COUPLE.search(line)
        or _BEHIND.search(line)
        or _LEARNS.search(line)
        or _MAY_BE_MEMBER.search(line)
    )


def put_forward(line: str, name: Named) -> bool:
    """Whether a post stands between a word for a part and the name: 推薦者　班長　青木 茂."""
    before = plain(line[max(0, name.start - _REACH) : name.start] + "|")[:-1]
    role = _role(before)
    return bool(role and role[1]) and surely_whole(name)


def _role(before: str) -> re.Match[str] | None:
    """The word for a part with which a text ends, unless it is the end of another name
    (会長　川越 直人　副会長)."""
    role = _ROLE.search(before)
    if role is None:
        return None
    word, blank, _ = role[0].partition(" ")
    surname = before[: role.start()].rstrip().rpartition(" ")[2]
    named = full_names([common_form(one) for one in (word, f"{surname} {word}")])
    return None if blank and any(named) else role


def said(line: str, name: Named) -> bool:
    """Whether a line says of a whole name that it is somebody's in private."""
    before = plain(line[max(0, name.start - _REACH) : name.start] + "|")[:-1]
    after = line[name.end :]
    role = _role(before) and not SPOKEN_OF.match(after)
    told = bool(
        role
        or _MEMBERS.search(before)
        or _PUPIL.search(before)
        or _PARENT.match(after)
        or _AT_HOME.match(after)
    )
    told = told or bool(_COUPLE.match(after) or _BEHIND.match(after))
    told = told or (bool(_LEARNS.match(after)) and len(name_key(name.text)) > _SURNAME)
    if not told and introduced(line, name):
        told = not _FIRM.search(plain(line[: name.start]))
        if told and _SPEAKS.match(line, name.end) and may_be_rare([common_form(name.text)])[0]:
            return len(name.text) > _SURNAME
    if _PARENT.match(after) and begun(name):
        return True
    return told and surely_whole(name)
