"""Who signs a letter with the name alone, and who stands beside a label in a paper of text.

Letters of residents end with the name below the closing word (敬具), the date or the last
sentence, or begin with it above whom they are written to; no address need stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KIN, KIN_SPOKEN
from sekisho.personal.prose.ascribed import Named, without_reading
from sekisho.personal.prose.former import former_head
from sekisho.personal.prose.honoured import begun, surely_whole
from sekisho.personal.recognise.halves import given_last, without_place
from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN, NUMBER_OF_LETTER, foreign, sample_name
from sekisho.personal.writing import common_form, plain

_BLANKS_OF_LABEL = re.compile(r" ")
_AT_WORK = re.compile(r"担当|責任|作成|記入者|受付|職員|医師|代表者|法人|犬|団体")
"""Labels of names that are not those of residents."""
_LETTER = re.compile(
    r"拝[啓復]|前略|謹啓|敬具|草々|早々|かしこ|敬白|お世話に|お願い(?:いた|申|し)|ください|下さい|ありがとう|"
    r"申し上げます|存じます|思います|ております|いたします|届$|願$|始末書|誓約|報告します|(?:ます|です|ません)か(?:[。？?]|$)"
)
_TO = re.compile(r"(?:様|殿|御中|先生|宛て?|あて|さんへ|様へ|皆[様さ]ま?へ?|各位|みなさ[まん]へ?)$")
_CLOSED = re.compile(r"^(?:敬具|草々|早々|かしこ|敬白|以上)$|(?:より|拝|拝上)$")
_WRITTEN_TO = re.compile(r"([^ ]{1,8}(?: [^ ]{1,5})?) ?(?:様|殿)")
_BEFORE = 2
"""Filled lines above whom a letter is written to that may say of which firm they are."""
_LAST_WORDS = re.compile(
    rf"[ぁ-ゖ。!?！？)）][ \u3000]+([{HAN}]{{1,4}}[ \u3000]?[{HAN}ぁ-ゖァ-ヺー]{{1,5}})"
    r"(?:より|拝)?[ \u3000]*$"
)
"""Who signs behind the last sentence (お電話ください　　青木茂)."""
_ASKS = re.compile(r"(?:返事|返信|電話|連絡|回答|対応|お願い)[^。]{0,8}(?:ください|下さい|ます)")
"""What residents ask for in their last sentence."""
_MAIL = re.compile(r"^(?:To|From|Subject|宛先|差出人|送信者|件名) ?[:：]")
_SUFFIX = re.compile(r"(?: ?(?:より|拝上?|[印㊞]|\(印\)))+$")
_LAST = 6
"""Filled lines at the end of a letter in which it is signed."""
_FIRST = 6
"""Filled lines at the beginning in which it says whom it is written to."""
_AROUND = 3
"""Filled lines around a name that may say of which office or firm its holder is."""
_LONGEST = 14
_BLANK = " "
_LABEL = re.compile(
    r"(?<!代表者)(?<!担当者)(?<!責任者)(?<!技術者)(?<!作成者)(?<!記入者)(?<!受付者)(?<!説明者)(?<!職員)"
    r"(?<![職師員])(?:氏[ \u3000]{0,4}名|名[ \u3000]{0,4}前|姓[ \u3000]{0,4}名|宛[ \u3000]{0,2}名)"
    r"(?:[(（][^()（）]{1,12}[)）])?[)）】\]］〕]?[ \u3000\t]*"
    r"(?:[:：】\]］〕_＿]|[ \u3000\t]|(?<=[)）]))[ \u3000\t]*(?=[^\s:：])"
)
_CALLS = (
    rf"(?:{KIN}|{KIN_SPOKEN}|子|さん|様|氏)[(（]|(?<![{HAN}])(?:{KIN}|子)の?|"
    rf"(?<![{HAN}]){KIN_SPOKEN}の"
)
_AKIN = re.compile(rf"(?:{_CALLS}|(?<![{HAN}])私)[ \u3000]?[:：、,]?[ \u3000]?$")
_BEFORE_NAME = re.compile(
    rf"(?:{_CALLS}|(?<![{HAN}])私)[ \u3000]?[:：、,]?[ \u3000]?"
    rf"(?:[{HAN}]{{1,4}}(?=[{HAN} \u3000])|[ァ-ヺー]{{2,12}}[ ・])"
)
_LABEL_ALONE = re.compile(
    r"(?:[(\[【<]?)(?:.{0,8}(?:氏名|お?名前|姓名)|"
    r".{0,12}(?:[うくすつぶむるたな]方|[者人]|児童生徒|ご?家族|世帯員))"
    r"(?:\(.{1,12}\))?[)\]】>]?[ :]?"
)
"""A label that is a line of its own; the name stands below it."""
_BETWEEN = re.compile(r"[(\[【].{1,14}[)\]】]|[ぁ-ゖー ]{3,16}|[ァ-ヺー ]{3,16}")
"""What may stand between them: a note (自署), the reading."""
_ITEM = re.compile(r"^(?:[(]?\d{1,2}[).、: ]{0,2}|[・○●-] ?)")
_DATED = re.compile(
    r"^(?:(?:令和|平成|R|H)?[\d元〇一二三四五六七八九十]{1,4}[年./-])?"
    r"[\d一二三四五六七八九十]{1,3}[月./-][\d一二三四五六七八九十]{1,3}日? ?"
)
_PLACE = re.compile(rf"[{HAN}ぁ-ゖァ-ヺ0-9-]{{1,12}}(?:[町区]|丁目|番地|集落|地区|[組班]|\d)")
_HAMLET = re.compile(rf"[{HAN}ヶケノ]{{1,6}}")
_OF_HAMLET = re.compile(r"[区組班]長|総代")
_SUBJECT = re.compile(r"(?:について|の件)$")
"""How a title ends that says what a letter is about, not who it is written to."""
_FIRM = re.compile(r"株式|有限|合同会社|法人|\([株有]\)|社$|組合|商店|病院|医院")


def may_be_labelled(line: str) -> bool:
    """Whether a line is worth looking for a name beside its label (氏名　石黒 明), or a word for
    kin."""
    if _BEFORE_NAME.search(line):
        return True
    return len(line) <= _LONGEST * 6 and bool(_LABEL.search(line))


def akin(line: str, name: Named) -> bool:
    """Whether a word for kin stands right before a whole name, or a surname with its title before
    one in brackets: 妻の青木 和子, 妻（青木 和子）, 青木さん（青木 茂）."""
    if not _AKIN.search(line, 0, name.start):
        return False
    return _whole(name.text) or begun(name) or surely_whole(name)


def ends_with(line: str, name: Named, by: Rules) -> bool:
    """Whether a short line says where somebody comes from, and then the name (新町 石黒 明)."""
    text = plain(line)
    place = plain(line[: name.start])
    hamlet = _PLACE.fullmatch(place) or _HAMLET.fullmatch(place)
    ends = line.rstrip(" \u3000印㊞").endswith(name.text) and bool(hamlet)
    return ends and len(text) <= _LONGEST * 2 and _whole(name.text) and not by.office.search(text)


def heads_club(line: str, name: Named, by: Rules) -> bool:
    """Whether a line is the signature of who heads a hamlet, a club: its name, a post, theirs."""
    text = plain(line)
    ends = line.rstrip(" \u3000印㊞").endswith(name.text)
    home = _OF_HAMLET.search(text) or any(plain(one) in text for one in by.private)
    return ends and len(text) <= _LONGEST * 2 and bool(home)


def labelled(line: str, name: Named) -> bool:
    """Whether a label stands right before a name that is surely one."""
    if not any(found.end() == name.start for found in _LABEL.finditer(line)):
        return False
    return _whole(name.text) or surely_whole(name) or given_last([common_form(name.text)])[0]


def _whole(text: str) -> bool:
    """Whether a text is a whole name, known or set apart by its blank."""
    written = plain(together(text))
    known = judged([common_form(written)])
    return known.full[0] or (known.likely[0] and _BLANK in written) or foreign(written)


def signatures(lines: Sequence[str], by: Rules) -> Iterator[int]:
    """The lines of a letter that are the name of who writes it and nothing else."""
    filled = [(at, plain(line)) for at, line in enumerate(lines) if line.strip()]
    letter = any(_LETTER.search(text) for _, text in filled)
    if letter or any(NUMBER_OF_LETTER.fullmatch(text) for _, text in filled[:_FIRST]):
        yield from _addressed(filled, by)
    if not letter:
        return
    ends = (*filled[:_FIRST], *filled[-_LAST:])
    addressed = any(_TO.search(text) or _MAIL.search(text) for _, text in ends)
    last = len(filled) - _LAST
    for number, (at, text) in enumerate(filled):
        behind = _LAST_WORDS.search(lines[at])
        name = plain(behind[1]) if behind else _alone(text)
        if number < max(last, 1) or len(name) > _LONGEST or not name or sample_name(name):
            continue
        closed = _CLOSED.search(text) or _CLOSED.search(filled[number - 1][1])
        asks = behind and _ASKS.search(text)
        if not (addressed or closed or asks) or not (_whole(name) or _whole(_without_place(name))):
            continue
        around = filled[max(0, number - _AROUND) : number + 1 + _AROUND]
        if not any(_of_work(near, by) for _, near in around):
            yield at


def _alone(text: str) -> str:
    """A line without its date, and what follows the name."""
    return _DATED.sub("", _SUFFIX.sub("", without_reading(text)).strip())


def _without_place(text: str) -> str:
    """What follows a hamlet, a quarter or where somebody works (新町 石黒 明, 営農部 石黒明)."""
    first, _, name = text.partition(" ")
    if not _HAMLET.fullmatch(first):
        return ""
    return name if " " in name or without_place([common_form(text)])[0] else ""


def below_labels(lines: Sequence[str]) -> Iterator[int]:
    """The lines that are a whole name alone, below a line that is its label alone."""
    filled = [(at, plain(together(line))) for at, line in enumerate(lines) if line.strip()]
    for number, (_, text) in enumerate(filled):
        label = _BLANKS_OF_LABEL.sub("", text)
        if len(text) > _LONGEST * 2 or not _LABEL_ALONE.fullmatch(label) or _AT_WORK.search(label):
            continue
        below = filled[number + 1 : number + 4]
        skipped = 0
        while skipped + 1 < len(below) and _BETWEEN.fullmatch(below[skipped][1]):
            skipped += 1
        for at, name in filled[number + 1 + skipped :]:
            one = _SUFFIX.sub("", _ITEM.sub("", without_reading(name)))
            if not _whole(one) or sample_name(one):
                break
            yield at
            if one == name:
                break  # no item of a list


def _addressed(filled: Sequence[tuple[int, str]], by: Rules) -> Iterator[int]:
    """The line at the head of a letter that only names whom it is written to: a resident, where
    neither office nor firm stands above."""
    for number, (at, text) in enumerate(filled[:_FIRST]):
        found = _WRITTEN_TO.fullmatch(text)
        above = [
            line
            for line in filled[max(0, number - _BEFORE) : number]
            if not NUMBER_OF_LETTER.fullmatch(line[1]) and not _SUBJECT.search(line[1])
        ]
        resident = found and _whole(found[1]) and not sample_name(found[1])
        if resident and not any(_of_work(near, by) for _, near in above):
            yield at
            for signed, below in filled[number + 1 : number + 2]:
                if _whole(former_head(below)):
                    yield signed


def _of_work(text: str, by: Rules) -> bool:
    """Whether a line near a name says of which office or firm its holder is; whom a letter is
    written to does not."""
    if _TO.search(text) or len(text) > _LONGEST * 3 or "。" in text:
        return False
    return bool(by.office.search(text) or by.officials.search(text) or _FIRM.search(text))
