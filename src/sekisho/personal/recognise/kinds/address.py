"""Addresses: prefecture, municipality, town, block and house number, building and room.

住居表示に関する法律 (昭和37年法律第119号) 第2条 (街区方式: 丁目, 番, 号) and 地番
(不動産登記規則第97条: 番地, the branch number after の). A municipality's own people leave out its
name; then 大字, 字 or a number with its word must show it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.numerals import SIGNS
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.places import places_in
from sekisho.personal.signs import HAN, NUMBER_OF_LETTER
from sekisho.personal.writing import address_key

_NUMBER = rf"(?:\d{{1,5}}|[{SIGNS}]{{1,5}})"
_UNIT = (
    r"(?:丁目|番地の?|番町|番|号室|号棟|号|地割|条(?=[東西南北]?\d|[東西南北][一二三四五六七八九十]+(?:丁目|線))|(?<=\d)[線丁]|"
    r"[-ーのノ之](?=[\d〇一二三四五六七八九十甲乙]))"
)
_BRANCH = rf"(?:{_NUMBER}{_UNIT}|\d{{1,5}}|[{SIGNS}]{{1,5}}(?![{HAN}]))"
_HOUSE = (
    rf"{_NUMBER}{_UNIT}(?:[甲乙丙東西南北]?[ ]?{_NUMBER}{_UNIT}){{0,6}}"
    rf"(?:[甲乙丙東西南北]?[ ]?(?:\d{{1,5}}|[{SIGNS}]{{1,5}}(?![{HAN}])))?"
)
_HOUSING = (
    r"荘|ハイツ|マンション|アパート|コーポ|住宅|団地|ビル|寮|ハウス|コート|レジデンス|棟|苑|館|"
    r"パレス|メゾン|プラザ"
)
_BUILDING = (
    rf"(?:[ ]?(?:[{HAN}ァ-ヺーA-Za-zぁ-ん・]{{0,14}}(?:{_HOUSING})"
    rf"[{HAN}ぁ-ゖァ-ヺーA-Za-z・]{{0,8}}|"
    rf"(?<=[\d号地 ])[ァ-ヺー・]{{3,14}}[{HAN}ぁ-ゖ]{{0,6}}(?=[ ]?[A-Z]?-?\d{{2,4}})|"
    rf"(?<=[\d号 ])[ァ-ヺー・]{{3,14}}[{HAN}]{{0,4}})"
    rf"(?:[ ]?(?!0\d{{1,4}}[- (]\d)(?:[A-Z]棟?)?-?\d{{1,4}}(?![\d.])"
    rf"(?:号室|号棟|号|棟|室|-\d{{1,4}})*|"
    rf"[ ]?[A-Z]棟|[ ][{SIGNS}]{{1,4}}(?:号室|号|室)?(?=[\n\0\t)]))*"
    rf"(?:[ ]?[{HAN}]{{1,4}}方(?![{HAN}]))?|"
    rf"[ ][{HAN}]{{1,4}}(?: ?[{HAN}ぁ-ゖァ-ヺ]{{1,4}})?様?方(?![{HAN}])|"
    rf"[ ]\d{{2,4}}号室?)?"
)
_TOWN = rf"[{HAN}ぁ-ゖァ-ヺー]{{0,16}}?(?:[ ]?[{HAN}ぁ-ゖァ-ヺー]{{1,12}}?)??[ ]?"
_PARTICLE = r"[はがをにでとものへや]"
_REST = re.compile(
    rf"(?!{_PARTICLE}[{HAN}\d])[ ]?{_TOWN}(?<!{_PARTICLE})"
    rf"(?:{_HOUSE}|\d{{1,5}}(?![\d年月日時分人件円名%歳回個万億千度位者戸台km.]))"
    rf"(?:字[{HAN}ァ-ヺぁ-ゖ]{{1,6}}\d{{1,5}})?(?:{_BUILDING})"
)
_TOWN_ONLY = re.compile(
    rf"[ ]?(?:大字)?[{HAN}ぁ-ゖァ-ヺー]{{1,12}}(?:町|字[{HAN}ぁ-ゖァ-ヺー]{{1,6}})"
)
_LOCAL = re.compile(
    rf"(?<![{HAN}ァ-ヺー])(?:(?:大字|字)[{HAN}ぁ-ゖァ-ヺー]{{1,12}}[ ]?|"
    rf"[{HAN}ヶケノ之]{{1,8}}(?:\d{{1,2}}[組区班線]|[ ]?))"
    rf"(?:(?:{_NUMBER}(?:丁目|番地|地割)){_UNIT}?(?:[ ]?{_BRANCH}){{0,3}}|"
    rf"(?<!第)\d{{1,4}}番\d{{1,4}}(?:号|(?![\d番時分人名回]))|"
    rf"\d{{1,3}}-\d{{1,3}}-\d{{1,4}}(?:-\d{{1,4}})?(?![\d-])|"
    rf"[1-9]\d{{0,2}}-\d{{4}}-\d{{1,3}}(?![\d-])|"
    rf"\d{{1,4}}(?:-\d{{1,4}})?"
    rf"(?=[ ][{HAN}ァ-ヺーA-Za-zぁ-ん]{{0,14}}(?:{_HOUSING})[{HAN}]{{0,6}}\d))"
    rf"(?:{_BUILDING})"
)
_LOCAL_BEGIN = re.compile(
    rf"[{HAN}ヶケノ之](?<![{HAN}ァ-ヺー].)(?=[{HAN}ヶケノ之ぁ-ゖァ-ヺー{SIGNS}]{{0,18}}"
    rf"(?: ?\d{{1,5}}(?:[-丁番地組区班線]| [{HAN}ァ-ヺーA-Za-zぁ-ん])|"
    rf"(?<=[{SIGNS}])(?:丁目|番地|地割)))",
    re.DOTALL,
)
_SECTION_SIGN = re.compile("字")
_DASHED = re.compile(
    rf"(?<![{HAN}ァ-ヺー])(?:大字|字)[{HAN}ぁ-ゖァ-ヺー]{{1,12}}[ ]?\d{{1,5}}(?:-\d{{1,4}})*"
    rf"(?:{_BUILDING})"
)
_CELL = re.compile(
    rf"([{HAN}ヶケノ之ぁ-ゖ]{{1,8}}[ ]?\d{{1,4}}-\d{{1,4}}(?:-\d{{1,4}})?)(?=[\0\n\t])"
)
_WITHIN = rf"(?:字[{HAN}ァ-ヺぁ-ゖ]{{1,6}}\d{{1,5}})?"
_HAMLET = (
    rf"[{HAN}ヶケノ之ぁ-ゖ]{{2,10}}(?:{_HOUSE}|\d{{1,4}})(?:-\d{{1,4}})*{_WITHIN}(?:{_BUILDING})"
)
_SHORT = re.compile(
    rf"(?<![^ \0\n\t]){_HAMLET}"
    rf"(?= {{1,3}}(?:[℡☎0(]|\d{{2,3}}-\d{{4}} *[\n\0])|[ ]?電話|\n[^\n\0]{{2,20}}[ ]?[様殿][\n\0])|"
    rf"(?:(?<=[ん様氏宅]\()|(?<=実家\()|(?<=[歳才][、 ,])){_HAMLET}(?=\))|"
    rf"(?<=〒\d{{3}}-\d{{4}}[ \n]){_HAMLET}"
)
"""A hamlet and a number right before a telephone, above an addressee, in brackets after one or
after a home, or behind a postal code."""
_SHORT_BEGIN = re.compile(
    rf"[{HAN}ヶケノ之ぁ-ゖ](?<![^ \0\n\t(、,].)(?=[{HAN}ヶケノ之ぁ-ゖ]{{1,9}}[\d{SIGNS}])",
    re.DOTALL,
)
_LABEL = (
    r"(?:住(?<![市区町村].) {0,4}所|居(?<![市区町村].) {0,4}所|住まい|お住まい|自宅|所在地?|方書|"
    r"本籍|転[居入出]先|送付先|届け?先|帰省先|連絡先|避難先|訪問先|"
    r"(?:設置|使用|利用|取付け?|給水|被害|発見|収集|伐採)(?:場所|[所先地]))"
    r"(?:\([^()\n\0]{1,8}\))?"
)
_LABEL_SIGN = re.compile(r"[所地在い宅書籍先)][ :\tは]")
"""The end of a label, and what stands behind it."""
_BESIDE = re.compile(rf"{_LABEL}(?:は[ 、]?|[ :\t]{{1,4}})({_HAMLET})(?=[ \t\n\0。、]|です|に)")
"""A hamlet and a number beside their label."""
_BESIDE_LABEL = re.compile(
    rf"(?<![^\0\n\t ]){_LABEL}[ :\t]{{1,4}}"
    rf"([{HAN}][{HAN}ァ-ヺーA-Zぁ-ゖ]{{0,14}}?\d[^\0\n\t 、。,/(:]{{0,18}})(?=[ \t\n\0(、])"
)
"""Whatever begins with kanji and has a number beside a label of addresses (西3線北12号)."""
_BETWEEN = re.compile(
    rf"[(、,/](?!(?:資料|別紙|別表|様式|議案|写真|添付|参考|図|表|注|第|問|項)\d)"
    rf"([{HAN}ヶケノ之]{{2,8}}\d{{1,4}}(?:-\d{{1,4}}){{1,3}})(?=[)、,/])"
)
"""A hamlet and numbers between the marks that part what is told of somebody."""
_WHERE = re.compile(r".{0,4}(?:場所|位置|現場)|(?:被害|設置|使用|発見)[地所先]|方書|所番地")
_WHOLE = re.compile(rf"{_HAMLET}")
"""All that stands in a cell under a heading that may speak of other places as well."""
_NO_PLACE = re.compile(
    r"^(?:同上|同じ|〃|″|々|なし|不明|-+)|に同じ|^(?:(?:固定|自宅)?電話|携帯|(?:緊急)?連絡先|氏名|勤務先)"
)
"""What stands in place of an address, or is the next label."""
_PHONE = re.compile(r"\d{2,4}-\d{4}(?!-)|\d{5,}")
_PLACE = re.compile(
    rf"[{HAN}](?:[{HAN}ァ-ヺヶぁ-ゖ]|(?<![明大昭平令満約第])\d)|[明大昭平令]\d{{1,5}}(?:-\d{{1,4}})?$"
)
_PHONE_BEHIND = re.compile(
    r" (?<=[\d号地室)].) {0,2}(?:(?:TEL|電話|携帯)[: ]?)?"
    r"(?:0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|0\d{9,10}|\d{2,4}-\d{4}) *$"
)
_LONGEST = 80
_POSTAL = re.compile(r"〒?[ ]?(?<!\d)\d{3}-\d{4}[ \t]{0,2}$")
_SECTION = re.compile(r"(?:大字|字)$")
_WORDS = re.compile(
    r"住所|居所|在所|住まい|自宅|本籍|所在|転居|在住|現住|A(?i:ddress)|a(?i:ddress)"
)
_NOT_A_TOWN = re.compile(r"^(第|同|各|約|計|延べ|全|午前|午後|平成|昭和|令和|大正)")


def _find(block: Block) -> Iterator[Find]:
    done = 0
    for start, end in places_in(block.text):
        if start < done:
            continue
        begin, stop, numbered = _whole(block.text, start, end)
        named = bool(_WORDS.search(block.before(begin, 12)))
        if numbered:
            done = stop
            yield _address(block, begin, stop, "numbered", 0.95 if named else 0.9)
        elif named:
            town = _TOWN_ONLY.match(block.text, stop)
            done = town.end() if town else stop
            yield _address(block, begin, done, "without_number", 0.7)
    yield from _local(block)
    yield from _headed(block)


def _headed(block: Block) -> Iterator[Find]:
    """Whole cells under a heading of addresses: there a hamlet alone is one (栄町, 谷口 5)."""
    for start, end, _ in block.under(lambda head: _WORDS.search(head.heading)):
        text = block.text[start:end]
        behind = _PHONE_BEHIND.search(text)  # 住所・電話 in one cell
        text = text[: behind.start()] if behind else text
        if len(text) <= _LONGEST and _PLACE.search(text) and not _NO_PLACE.search(text.strip()):
            yield _address(block, start, start + len(text), "headed", 0.92)
    for start, end, head in block.under(lambda head: _WHERE.fullmatch(head.label)):
        long = end - start > _LONGEST
        if (long or not _WORDS.search(head.heading)) and _WHOLE.fullmatch(block.text, start, end):
            yield _address(block, start, end, "headed", 0.8)


def _whole(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Start and end of the address that a place's name begins, and whether it has a number.

    A prefecture or county is followed by the next name; a postal code before it belongs to it.
    """
    section = _SECTION.search(text, max(0, start - 2), start)
    start = section.start() if section else start
    postal = _POSTAL.search(text, max(0, start - 12), start)
    begin = postal.start() if postal else start
    rest = _REST.match(text, end)
    if rest is None or NUMBER_OF_LETTER.fullmatch(text[begin : rest.end() + 1].rstrip("\n\0")):
        return begin, end, False
    return begin, rest.end(), True


def _local(block: Block) -> Iterator[Find]:
    """Addresses within the town: 谷口3番地, 大字山田字上12-1, 栄町2-3-4."""
    for forms in (block.begun(_LOCAL, _LOCAL_BEGIN), block.matches(_DASHED, _SECTION_SIGN)):
        for found in forms:
            if _NOT_A_TOWN.match(found[0]):
                continue
            named = bool(_WORDS.search(block.before(found.start(), 12)))
            score = 0.9 if named else 0.6
            yield _address(block, *found.span(), "local", score)
    yield from _among_others(block)
    score = 0.8 if _WORDS.search(block.context) else 0.35
    for found in block.in_cells(_CELL):
        yield _address(block, *found.span(1), "local", score)


def _among_others(block: Block) -> Iterator[Find]:
    """Hamlets with numbers that only their surroundings make addresses."""
    for found in block.begun(_SHORT, _SHORT_BEGIN):
        if not _NOT_A_TOWN.match(found[0]):
            yield _address(block, *found.span(), "local", 0.6)
    for pattern in (_BESIDE, _BESIDE_LABEL):
        for found in block.matches(pattern, _LABEL_SIGN):
            if not _NO_PLACE.search(found[1]) and not _PHONE.search(found[1]):
                yield _address(block, *found.span(1), "local", 0.9)
    for found in _BETWEEN.finditer(block.text):
        yield _address(block, *found.span(1), "local", 0.6)


def _address(block: Block, start: int, end: int, ground: str, score: float) -> Find:
    text = block.text[start:end]
    blank = len(text) - len(text.rstrip())
    lead = len(text) - len(text.lstrip())
    return Find("address", start + lead, end - blank, "", score, reason("address", ground))


RECOGNISER = Recogniser(
    "address",
    "住居表示に関する法律 第2条, 不動産登記規則第97条",
    ("numbered", "without_number", "local", "headed"),
    _find,
    claim=4,
    key=address_key,
)
