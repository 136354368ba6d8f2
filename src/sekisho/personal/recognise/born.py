"""Where a text tells birth dates: behind or below 生年月日 and the like, before 生, beside people.
What stands at other dates (受付, 発行, 入居, 資格取得) speaks against it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sekisho.personal.dates import ANY_DATE, DATE, DATE_BEGIN, dated
from sekisho.personal.names.vocabulary import KIN
from sekisho.personal.recognise.block import Block

LABEL = re.compile(
    r"[生誕出せうたｾバBbD생Nn](?:(?<=生) {0,4}年(?: {0,4}月(?: {0,4}日)?)?|"
    r"(?<=生)ま?れ(?!変|た?ての|育)|(?<=生)月日|"
    r"(?<=誕)生(?:年月)?日?(?![祝会証])|(?<=出)生(?:の?年月日|日)?(?![届地数率順証時前後児児体一])|"
    r"(?<=[生う])まれた(?:年月)?日|(?<=た)んじょう[びひ]|(?<=생)년월일|(?<=N)gày sinh|"
    r"(?<=n)(?:asciment|aciment|aissanc)[oe]|(?<=[Bb])orn\b(?: on)?|"
    r"(?<=う)まれ|(?<=せ)いねんがっぴ|(?<=ｾ)ｲﾈﾝｶﾞｯﾋﾟ|(?<=バ)ースデー|"
    r"(?<=[Bb])(?i:irth)(?i: ?(?:day|date))?(?!(?i: ?(?:place|cert)))|(?<=D)\.? ?O\.? ?B\b\.?)"
)
"""What says that a date beside or below it is one of birth."""
BEHIND = re.compile(
    r" {0,2}(?:[)）〕]|\([^()\n\0]{1,8}\))? ?"
    r"(?:生ま?れ|うまれ|ｳﾏﾚ|誕生(?!日)|出生(?!届)|に生まれ|"
    r"生(?![命産活徒存涯き物前ま誕地協化鮮成年月計育徒]))"
)
"""What says so behind a date."""
OTHER = re.compile(
    r"受付|受理|発[行送令足症売注生]|交[付通]|届[け出]?|申[請込告]|適用|"
    r"[入退][居所園学院会団校寮社店庁]|"
    r"入[金札国電居]|卒業|資格|取得|喪失|認定|有効|期限|満了|満期|開[始催設館会]|終[了期]|"
    r"完[了成]|[着起竣]工|施行|"
    r"改[正訂定]|[制判決策認選指確査算協]定|締結|契約|異動|[転編][入出居]|死[亡去]|逝去|享年|没|"
    r"婚姻|結婚|離[婚職]|就[職任労学]|採用|"
    r"退[職任]|任[期命用]|[作編]成|記[入載録]|[提供]出|予[約定]|接種|[受初検健往再]診|診[断察]|"
    r"手術|発病|支[払給出]|納[付期入税品]|"
    r"[振繰]込|引落|通[知報告]|訪問|[相商面懇]談|面接|調[査製]|実施|登[録記]|更新|変更|廃[止業]|"
    r"加入|脱退|現在|設[立置]|建[築設]|"
    r"購入|貸[出付]|返[却納還]|[帰入出]国|許可|在留|期間|年度|撮影|基準|起算|採[取血]|報告|回答|"
    r"送付|配[布達]|掲示|公[告布表示]|"
    r"締切|集計|印刷|処[理分]|点検|検査|確認|交換|停止|解[除約]|徴収|課税|賦課|訂正|抹消|除籍|"
    r"入籍|分籍|養子|編製|消除|失効|事故|災害|罹災|"
    r"[ぁ-ん一-龥]日 ?[:：]|[月期]日|(?<!誕生)(?<!出生)(?<!生年月)[^生 \t]{2}日[ \t]*$|"
    r"付け?[ \t)）]*$|から|まで|以[降前後]|より|時点"
)
"""What says at a date that it is another one."""
_AT_ONCE = re.compile(
    r" {0,2}[(（]? ?(?:現在|付け?|受付|発行|交付|届出|申請|転[入出居]|死亡|逝去|没|就任|退任|"
    r"採用|退職|入[居所園学院会]|"
    r"退[居所園学院会]|登録|取得|認定|締切|必着|施行|改正|から|まで|以[降前後]|より|[~～〜]|"
    r"に(?!生)|開[始催])"
)
"""What says so behind it."""
_FIELD = re.compile(
    r"住所|居所|番地|電話|携帯|TEL|Tel|FAX|番号|氏名|名前|郵便|〒|職業|勤務|本籍|備考|続柄|口座|"
    r"時刻|時間|金額|面積|身長|体重"
)
"""Labels of something else."""
_CODES = re.compile(r"[1-5][.: 、)]?(?=[明大昭平令MTSHR])|\d{1,3} ?[歳才]|満 ?\d{1,3}(?!\d)")
"""Figures that may stand between the word and the date: numbers of eras, an age."""
_NO_GAP = re.compile(r"[\d。をに]")
_BELOW = re.compile(
    r"[ \t:()西和暦元号年月日・,/明治大正昭平成令MTSHR○◯□☑]*\n[ \t]{0,20}[ \t:()・○◯□☑■]{0,4}"
)
"""From a word at the end of its line to what stands in the next one."""
_BORN_AT = re.compile(r"ま?れ$")
_IS = re.compile(r"(?:年月日)?[はが: 、の\t)]{0,3}(?:西暦|和暦)?[ (]?$")
_ALSO = re.compile(rf"{KIN}|保護者|児童|本人|世帯主|配偶者|[、,・/と&]")
_DATED = r"[\d月日ちか元)年一二三四五六七八九十]"
_BORN = re.compile(
    rf"[生うｳ誕に](?:(?<={_DATED}.)|(?<={_DATED} .)|(?<={_DATED}  .))"
    r"(?:(?<=生)(?!年)|(?<=う)まれ|(?<=ｳ)ﾏﾚ|(?<=誕)生|(?<=に)生まれ)"
)
"""Where something like a date may end before a word of birth."""
_ERA_HEADING = re.compile(r"元号|年号|和暦|生年元号|時代")
_IN_CELLS = re.compile(
    r"(?:明治?|大正?|昭和?|平成?|令和?|[MTSHR㍾㍽㍼㍻㋿])[\t,]\d{1,2}[\t,]\d{1,2}[\t,]\d{1,2}(?!\d)"
)
_GAP, _ALSO_GAP, _WINDOW, _BEFORE_BORN = 48, 24, 96, 64
_SHORTEST = 4
"""Characters of a date, less one or two, at least."""


class Told(NamedTuple):
    """A birth date: start, end, value; ``packed`` when it is written as bare figures."""

    start: int
    end: int
    value: str
    packed: bool


class Window(NamedTuple):
    """Where birth dates are told: a cell below their heading, or what follows their label.
    ``words``: the heading or label; ``loose``: whether dates without an era count there, too."""

    start: int
    end: int
    words: str
    cell: bool
    loose: bool = True


def windows(block: Block) -> Iterator[Window]:
    """All places of a block where birth dates are told."""
    if LABEL.search(block.context):
        for start, end in block.lines:
            yield Window(start, end, block.context, cell=True)
        return
    yield from _joined(
        Window(start, end, head.heading, True, not _FIELD.search(head.heading))
        for start, end, head in sorted(
            block.under(lambda head: LABEL.search(head.heading)), key=lambda cell: cell[0]
        )
    )
    for start, _, _ in block.under(lambda head: _ERA_HEADING.fullmatch(head.label)):
        found = _IN_CELLS.match(block.text, start)  # 元号 | 年 | 月 | 日
        if found:
            yield Window(start, found.end(), found[0], cell=True)
    text = block.text
    for found in LABEL.finditer(text):
        start = found.end()
        _, end = block.line_at(start)
        end = min(end, start + _WINDOW)
        below = _BELOW.match(text, start)
        if below and not DATE.search(text, start, end):
            end = block.line_at(below.end())[1]
            yield Window(below.end(), end, text[found.start() : below.end()], cell=True)
        else:
            yield Window(start, end, found[0], cell=False)


def _joined(cells: Iterable[Window]) -> Iterator[Window]:
    """Cells side by side (era, year, month, day) as one."""
    last: Window | None = None
    for one in cells:
        if last is not None and one.start == last.end + 1 and one.loose and last.loose:
            last = last._replace(end=one.end)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


class Dates:
    """All dates with their year in a block, in order of place, found once."""

    def __init__(self, block: Block) -> None:
        self.text = block.text
        self.all = list(block.begun(DATE, DATE_BEGIN))
        self._ends = [one.end() for one in self.all]

    def next(self, at: int, end: int, *, loose: bool) -> re.Match[str] | None:
        """The next date between two places, its era perhaps before them: with its year, or
        (``loose``) in the clearest of its readings."""
        index = bisect_right(self._ends, at)
        one = self.all[index] if index < len(self.all) and self._ends[index] <= end else None
        if loose and (one.start() - 1 if one else end) - at >= _SHORTEST:
            return ANY_DATE.search(self.text, at, one.start() if one else end) or one
        return one


def told(block: Block, window: Window, dates: Dates) -> Iterator[Told]:
    """The birth dates in a window, in order of place."""
    text, at, last = block.text, window.start, window.start
    floor = block.line_at(at)[0] if window.cell else at
    first = True
    while found := dates.next(at, window.end, loose=window.loose):
        start, value = dated(text, found, floor, window.words)
        gap = text[last:start]
        if not window.cell and not _goes_on(gap, window.words, first=first):
            return
        if value is None:
            at = max(at, found.start()) + 1
            continue
        at = last = floor = found.end()
        first = False
        if not _AT_ONCE.match(text, at, at + 12) and not (gap and OTHER.search(gap)):
            yield Told(start, at, value, _packed(found))


def behind(block: Block, dates: Dates) -> Iterator[Told]:
    """Dates right before 生, without an era or a day as well (45.6.11生, 昭和45年6月生)."""
    text = block.text
    for sign in _BORN.finditer(text):
        first, _ = block.line_at(sign.start())
        at, end = max(first, sign.start() - _BEFORE_BORN), sign.start() + 1
        while found := dates.next(at, end, loose=True):
            at = max(at, found.start()) + 1
            if BEHIND.match(text, found.end(), found.end() + 16):
                start, value = dated(text, found, first)
                if value is not None:
                    yield Told(start, found.end(), value, _packed(found))
                break


def _packed(found: re.Match[str]) -> bool:
    return found.re is ANY_DATE and bool(found["packed"])


def _goes_on(gap: str, words: str, *, first: bool) -> bool:
    """Whether a date belongs to the label: nothing between them speaks of something else."""
    if not first:
        return len(gap) <= _ALSO_GAP and bool(_ALSO.search(gap)) and not _NO_GAP.search(gap)
    if _BORN_AT.search(words):
        return bool(_IS.fullmatch(gap))
    clean = _CODES.sub("", gap)
    return len(gap) <= _GAP and not _NO_GAP.search(clean) and not _FIELD.search(clean)
