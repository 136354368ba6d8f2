"""A cell of people cut into names: several on one line, one a line, readings above or before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names, likely_names, surnames
from sekisho.personal.recognise.halves import surname_first
from sekisho.personal.writing import common_form, plain, reading_key

_PARTS = re.compile(r"[・･、,，/／;；&＆＋+]|(?<=[一-鿿々])と(?=[一-鿿])")
ASIDE = re.compile(r"[(（\[［〈【].*?[)）\]］〉】]|\d+[歳才名人]?|[歳才]")
TITLES = re.compile(r"(様|殿|さん|氏|君|くん|ちゃん|先生)$")
RELATION_BEFORE = re.compile(
    r"^(世帯主|本人|[長次]男の妻|妻|夫|父母?|母|祖父母?|祖母|[長二三四五次][男女]|子|孫|嫁|婿|"
    r"[兄弟姉妹]|[叔伯][父母]|おじ|おば|親[族戚類]|[知友]人|隣人)[:： ]\s*"
)
_READING_BEFORE = re.compile(
    r"([ァ-ヺー]+(?: [ァ-ヺー]+)?|[ぁ-ゖー]+(?: [ぁ-ゖー]+)?) *(?=[一-鿿々])"
)
_AGE_BEHIND = re.compile(r"\(\d{1,3}[歳才]?\)")
_AGED = re.compile(r"\(\d{1,3}[歳才]?\)$|\d[歳才]$")
_FIGURES = re.compile(
    r"\d{4}|\d番|\d丁目|\d+[-年月日.:]|\d,\d|\(\d+\)\d|"
    r"^\d+[個件戸枚部通冊組軒台円本箱袋]$"
)
"""Figures that no name has beside it; an age it may have."""
_BEHIND = re.compile(r" *\([^()]*(?:\(\d+\)[^()]*)?\)$")
"""What stands in brackets at the end of a cell; a telephone has brackets of its own."""
_NUMBER_BEHIND = re.compile(
    r" (?:携帯|電話|自宅|TEL|℡)?[: ]?(?:(?:0\d{1,4}[-(])?\d{1,4}[-)]\d{3,4}|0[789]0\d{8})$|"
    rf"{signs.PHONE.pattern}$"
)
"""A telephone behind a name (大西 早苗 090-1111-2201), one with its area code also right behind it,
where a line end was lost."""
_BELOW_ADDRESS = re.compile(
    rf".*\d(?:番地?|号|番地の\d+)?[^ ]* "
    rf"((?:[{signs.HAN}]{{1,4}} )?[{signs.HAN}ぁ-ゖァ-ヺー]{{1,6}})$"
)
"""A name behind an address in one cell."""
_BROKEN_AT_DOT = re.compile(r"(?<=[ァ-ヺー])(?: *\n)? *([・･]) *(?:\n *)?(?=[ァ-ヺー])")
"""The dot of a foreign name, where the width of the column broke its line."""
_IN_BRACKETS = re.compile(r"[(（][^()（）\n]{1,12}\n[^()（）\n]{1,12}[)）]")
"""What the width of a column broke within brackets."""
_WITH_WHOM = re.compile(
    rf"([{signs.HAN}]{{1,4}} ?[{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}) ?方(?: ?\(| [^ ]*\d)"
)
"""With whom somebody stays, and what follows (助川 フミ方（祖母）　大中町55)."""
_COMMA = re.compile(r"[、,，]")
_GIVEN = re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}")


def apart(cell: str, family: str) -> str:
    """A cell of members with commas between those whom only blanks part: given names side by
    side, or whole names of the family."""
    return "\n".join(_line_apart(line, family) for line in cell.split("\n"))


def _line_apart(line: str, family: str) -> str:
    pieces = plain(line).split(" ")
    if len(pieces) < 2 or any(RELATION_BEFORE.match(f"{piece} ") for piece in pieces):
        return line
    if not all(_GIVEN.fullmatch(piece) for piece in pieces):
        return line
    surname, given = names_as(pieces)
    if len(pieces) == 2:
        return "、".join(pieces) if family not in ("", pieces[0]) and all(given) else line
    if len(pieces) % 2 == 0 and all(surname[::2]) and (pieces[0] == family or not all(given[::2])):
        pairs = zip(pieces[::2], pieces[1::2], strict=True)
        return "、".join(" ".join(pair) for pair in pairs)
    return "、".join(pieces)


def names_as(words: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Which words are known as surnames, and which as given names."""
    after = full_names([f"佐藤 {common_form(word)}" for word in words])
    return surnames([common_form(word) for word in words]), after


def names_of(kind: Kind, cell: str, *, one: bool) -> list[tuple[str, str, bool]]:
    """A cell cut into names, each with its reading and whether the cut is sure."""
    cell = cell if kind == "member" else _BROKEN_AT_DOT.sub(r"\1", cell)
    # between members what stands in brackets parts them: 和子(妻)一郎(長男); ages do anywhere
    several = kind == "name" and len(_AGE_BEHIND.findall(plain(cell))) > cell.count("\n") + 1
    parted = "、" if kind == "member" or several else ""
    cell = _IN_BRACKETS.sub(lambda found: found[0].replace("\n", ""), cell)
    lines = _unwrapped(cell.split("\n")) if kind == "member" else cell.split("\n")
    named = map(named_only, map(_below_address, map(signs.unnumbered, lines)))
    given = [line for line in named if not _FIGURES.search(plain(line))]
    whole = [ASIDE.sub(parted, line) for line in given]
    if all(_AGED.search(plain(line)) for line in given):
        read = [(line, "") for line in whole if line.strip()]  # each a person of an age
    else:
        read = _with_readings([line for line in whole if line.strip()], kind)
    if not read:
        return []
    if len(read) == 1:
        text, reading = read[0]
        return _in_line(text, reading, kind, one=one)
    wrapped = len(read) == 2 and kind not in ("member", "head") and _wrapped(read)
    if wrapped:
        return [("".join(text for text, _ in read), "", True)]
    return [found for text, reading in read for found in _in_line(text, reading, kind, one=one)]


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines of a cell of members parted by commas, one that the width of the column broke within a
    name as one: what stands at its end or at the beginning of the next is no given name, both
    together are or might be."""
    found = [line.strip() for line in lines]
    if len(found) < 2 or not any(_COMMA.search(line) for line in found):
        return list(lines)
    for at in range(len(found) - 1, 0, -1):
        ends, begins = _COMMA.split(found[at - 1])[-1], _COMMA.split(found[at])[0]
        pieces = ends.strip(), begins.strip()
        if not all(map(_GIVEN.fullmatch, pieces)):
            continue
        one, two, both = names_as([*pieces, "".join(pieces)])[1]
        short = min(map(len, pieces)) == 1
        if not (one and two) or (short and both):
            found[at - 1 : at + 1] = [found[at - 1] + found[at]]
    return found


def named_only(line: str) -> str:
    """A line without the telephone or date in brackets behind a name of surname and given name."""
    text = plain(line)
    with_whom = _WITH_WHOM.match(text)
    if with_whom and full_names([common_form(with_whom[1])])[0]:
        return with_whom[1]
    behind = _BEHIND.search(text) or _NUMBER_BEHIND.search(text)
    if behind is None or not _FIGURES.search(behind[0]):
        return line
    name = text[: behind.start()].strip()
    return name if _may_be_name(name) else line


def _may_be_name(name: str) -> bool:
    """Whether what a telephone or a date stands behind may be a name, known or not."""
    names = [common_form(name)]
    blank = signs.NAME_WITH_BLANK.fullmatch(name)
    return bool(likely_names(names)[0] or blank or surname_first(names)[0])


def _below_address(line: str) -> str:
    """The name that ends a line which begins with an address; other lines as they are."""
    found = _BELOW_ADDRESS.match(plain(line))
    if found is None:
        return line
    return found[1] if full_names([common_form(found[1])])[0] else line


def _with_readings(lines: Sequence[str], kind: Kind) -> list[tuple[str, str]]:
    """Lines of a cell, one that is the reading of the next joined to it."""
    found: list[tuple[str, str]] = []
    waiting = ""
    for line in lines:
        text = plain(line)
        if waiting and (not signs.kana(text) or _same_kana(waiting, text)):
            found.append((line, waiting))
            waiting = ""
            continue
        if waiting:
            found.append((waiting, ""))
            waiting = ""
        if _may_be_reading(text, kind):
            waiting = text
            continue
        before = _READING_BEFORE.match(text)
        named = before is not None and len(text) - before.end() > 1 and not signs.body(text)
        if before and named and len(before[1]) >= signs.SHORTEST_READING:
            found.append((text[before.end() :], before[1]))
        else:
            found.append((line, ""))
    return [*found, (waiting, "")] if waiting else found


def _may_be_reading(text: str, kind: Kind) -> bool:
    """Kana long enough for a whole name; among members, where given names are in kana, with its
    blank."""
    return signs.reading_like(text) and (kind != "member" or " " in text)


def _same_kana(one: str, other: str) -> bool:
    first, second = (reading_key(text).replace("・", "") for text in (one, other))
    return first == second


def _wrapped(lines: Sequence[tuple[str, str]]) -> bool:
    """Whether two lines are one name: surname above, given name below."""
    texts = [plain(text) for text, _ in lines]
    if any(" " in text or len(text) > 3 for text in texts):
        return False
    return not all(full_names([common_form(text) for text in texts]))


def _any_name(pieces: Sequence[str]) -> bool:
    """Whether one of some words is a known name or given name."""
    given = names_as([plain(one) for one in pieces])[1]
    return any(given) or any(full_names([common_form(one) for one in pieces]))


def _given_side_by_side(kind: Kind, pieces: Sequence[str]) -> bool:
    """Whether a cell of members names several by given names in kanji (子 over 亮介・早苗)."""
    texts = [plain(piece) for piece in pieces]
    return kind == "member" and not any(map(signs.kana, texts)) and all(names_as(texts)[1])


def _in_line(text: str, reading: str, kind: Kind, *, one: bool) -> list[tuple[str, str, bool]]:
    """The names of one line. A foreign name in kana with dots is one person; among members the
    dots may part several."""
    pieces = [piece for piece in _PARTS.split(text) if piece.strip()]
    if signs.choices(text) and not _any_name(pieces):
        return []
    if len(pieces) < 2 or (one and not _given_side_by_side(kind, pieces)):
        return [(pieces[0] if len(pieces) == 1 and kind == "member" else text, reading, True)]
    if signs.kana(TITLES.sub("", plain(text))):
        whole = [(text, reading, True)]
        return whole if kind != "member" else whole + [(piece, "", False) for piece in pieces[1:]]
    return [(piece, "", True) for piece in pieces]
