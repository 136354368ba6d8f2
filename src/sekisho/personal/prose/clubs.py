"""Who heads a hamlet or a club and writes to an office for it, and the officers whom such a paper
names: residents, whose post is no office's.

Such a letter says above or below to which office it goes, and is signed with the name of the club,
the post and the name (``神川自治会長　青木 茂``); corrections of a list of officers tell a post, a
name and what changes in lines of their own (``・会計　石黒 明　電話が変わりました``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN
from sekisho.personal.writing import plain

_NAME = rf"[{HAN}]{{1,4}} ?[{HAN}ぁ-ゖァ-ヺー]{{1,5}}"
_TO_OFFICE = re.compile(
    r"(?:[町市村]長|知事|役場|役所|[課係室局署]長?|議長|教育長|所長|校長|園長|館長|支所|委員会|推薦会|"
    r"協議会|会長|担当|センター)[^。]{0,14}(?:様|殿|御中|宛て?|あて|さん)$|"
    r"^(?:To|宛先) ?: ?\S+@\S+\.(?:lg|go)\.jp"
)
_CLUB = (
    r"(?:自治会|町内会|町会|区|地区|集落|部落|隣組|PTA|サロン|クラブ|サークル|グループ|チーム|有志|"
    r"[会団組班講座])"
)
_HEAD = r"(?:会長|区長|代表|団長|組長|班長|部長|総代|世話人|長)"
_SIGNED = re.compile(
    rf"[^ 。、:]{{1,18}}?{_CLUB} ?副?{_HEAD}(?:代[理行])? {_NAME}(?: ?[印㊞]| ?\(印\))?"
)
"""The name of a club or hamlet, the post in it, the name: a line of its own."""
_SPEAKS = re.compile(
    rf"(?:{_CLUB}の?副?{_HEAD}|会計|書記|監事|{_CLUB}の役員|(?:民生|児童|福祉)委員|保護司)の? ?"
    rf"{_NAME}(?:です|と申し|でございます)"
)
_POST = (
    r"(?:副?(?:会|区|班|組|部|団|委員)長|会計(?:監査)?|監[査事]|書記|幹事|理事|主事|顧問|相談役|委員|"
    r"[推協][進力]員|世話[人役]|代表|総代|役員|コーチ|マネージャー)"
)
_OFFICER = re.compile(
    rf"(?:[・○●◎◇◆*→-] ?|\(?\d{{1,2}}[.):、 ] ?|[①-⑳] ?)?"
    rf"[^ 。、:は]{{0,10}}?{_POST}(?:[は:]| ?:)? ?{_NAME}(?:さん|氏)?"
    rf"(?= |\(|→|$|[にへ、]|から).{{0,60}}"
)
"""A post, a name, and what changes, in a line of its own."""
_OF_OFFICE = re.compile(
    r"委員会|協議会|議会|審議会|教育会|商工|観光|社会福祉|農業|消防|分団|推薦会|公社|事業団|法人|会社|"
    r"\([株有]\)|組合|連盟|協会|大学|銀行|市[^ ]{1,3}区長"
)
"""Bodies of which nobody is the head in private."""
_FROM_OFFICE = re.compile(
    r"^(?:From|差出人|送信者) ?:.*\.(?:lg|go|co)\.jp|[課係]の[^ ]{1,8}です|[式限同]会社|\([株有]\)"
)
_FIRST, _LAST = 12, 6
"""Filled lines at the beginning and the end that may say to which office a paper goes."""
_LONGEST = 80


def in_clubs(lines: Sequence[str], by: Rules) -> Iterator[int]:
    """The lines of a paper to an office in which the head of a club or hamlet signs or says who
    they are, or its officers are told."""
    filled = [
        (at, plain(line)) for at, line in enumerate(lines) if line.strip() and len(line) <= _LONGEST
    ]
    ends = [text for _, text in (*filled[:_FIRST], *filled[-_LAST:])]
    if not any(map(_TO_OFFICE.search, ends)) or any(map(_FROM_OFFICE.search, ends)):
        return
    heads = [at for at, text in filled if _heads(text, by)]
    yield from heads
    if heads or any(word in text for text in ends for word in map(plain, by.private)):
        yield from (at for at, text in filled if _OFFICER.fullmatch(text) and _private(text, by))


def _heads(text: str, by: Rules) -> bool:
    told = _SIGNED.fullmatch(text) or (
        _SPEAKS.search(text) if "です" in text or "申" in text else None
    )
    return told is not None and _private(text, by)


def _private(text: str, by: Rules) -> bool:
    return not (_OF_OFFICE.search(text) or by.office.search(text))
