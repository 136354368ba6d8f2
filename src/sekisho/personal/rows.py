"""One row of a list: the people it names and what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sekisho.personal import signs
from sekisho.personal.carried import surname_of
from sekisho.personal.columns import kind_of_heading
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.lists import Cells, Listing
from sekisho.personal.names.known import full_names, surnames
from sekisho.personal.writing import common_form, plain, reading_key

_BESIDE: frozenset[Kind] = frozenset({"age", "birth", "relation", "reading", "phone", "sex"})
"""Columns that may stand beside each member in a row that holds a whole household."""
_PARTS = re.compile(r"[・･、,，/／;；&＆＋+]|(?<=[一-鿿々])と(?=[一-鿿])")
_ASIDE = re.compile(r"[(（\[［〈【].*?[)）\]］〉】]|\d+[歳才名人]?|[歳才]")
_TITLES = re.compile(r"(様|殿|さん|氏|君|くん|ちゃん|先生)$")
_RELATION_BEFORE = re.compile(
    r"^(世帯主|本人|[長次]男の妻|妻|夫|父母?|母|祖父母?|祖母|[長二三四五次][男女]|子|孫|嫁|婿|"
    r"[兄弟姉妹]|[叔伯][父母]|おじ|おば|親[族戚類]|[知友]人|隣人)[:： ]\s*"
)


_READING_BEFORE = re.compile(
    r"([ァ-ヺー]+(?: [ァ-ヺー]+)?|[ぁ-ゖー]+(?: [ぁ-ゖー]+)?) *(?=[一-鿿々])"
)
_AGE_BEHIND = re.compile(r"\(\d{1,3}[歳才]?\)")
_AGED = re.compile(r"\(\d{1,3}[歳才]?\)$|\d[歳才]$")
_FIGURES = re.compile(r"\d{4}|\d番|\d丁目|\d+[-年月日.:]|\d,\d|\(\d+\)\d")
"""Figures that no name has beside it; an age it may have."""
_BEHIND = re.compile(r" *\([^()]*(?:\(\d+\)[^()]*)?\)$")
"""What stands in brackets at the end of a cell; a telephone has brackets of its own."""
_BELOW_ADDRESS = re.compile(
    rf".*\d(?:番地?|号|番地の\d+)?[^ ]* "
    rf"((?:[{signs.HAN}]{{1,4}} )?[{signs.HAN}ぁ-ゖァ-ヺー]{{1,6}})$"
)
"""A name behind an address in one cell."""
_GIVEN = re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}")


@dataclass
class Draft:
    """A name in a cell, with what stands beside it; ``kind`` is the kind of its column. ``own``:
    only what belongs to this name tells about its holder, not the rest of the row."""

    name: str
    kind: Kind
    values: dict[Kind, str] = field(default_factory=dict)
    certain: bool = True
    own: bool = False


@dataclass
class Row:
    """The people of a row and its other cells by kind."""

    drafts: list[Draft]
    cells: dict[Kind, str]


def is_data(listing: Listing, cells: Cells) -> bool:
    """Not an example, a total, the name of a section, or a note that runs over the row."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or signs.example(cells) or signs.total(cells):
        return False
    if sum(bool(cell.strip()) for cell in cells[len(listing.kinds) :]) > 1:
        return False  # a row of another table drawn below
    if len(set(filled)) > 1:
        return True
    columns = [index for index, cell in enumerate(cells) if cell.strip()]
    kinds = {listing.kinds[index] for index in columns if index < len(listing.kinds)}
    alone = kinds <= PEOPLE and len(columns) == 1
    if not alone or len(listing.kinds) == 1 or kinds == {"member"}:
        return alone
    name = plain(_named_only(filled[0]))
    if signs.section(name) or signs.ROLE_BEFORE.match(name):
        return False
    return bool(signs.NAME_WITH_BLANK.fullmatch(name)) or full_names([common_form(name)])[0]


def row_of(listing: Listing, cells: Cells) -> Row:
    """The people of a row, each with what stands beside the name, and the rest of the row."""
    row = Row([], {})
    surname = ""
    several = _beside(listing)
    groups = listing.groups or (0,) * len(listing.kinds)
    subject = _subject(listing.kinds, groups) or None
    owned = {groups[at] for at, kind in enumerate(listing.kinds) if kind in PEOPLE} - {
        subject or 0,
        0,
    }
    latest: list[Draft] = []
    many = listing.kinds.count("member") > 1
    for kind, group, cell in zip(listing.kinds, groups, cells, strict=False):
        text = cell.strip()
        if kind == "surname":
            surname = text
        elif kind in PEOPLE:
            whole = f"{surname} {text}".strip() if kind == "given" and text else text
            if kind == "member" and not many:
                whole = _apart(whole, next((surname_of(one.name) for one in row.drafts), ""))
            latest = list(_drafts(kind, whole, one=many or kind in ("given", "contact")))
            for draft in latest:
                draft.own = group in owned or kind == "contact"
            row.drafts += latest
        elif text and latest and (group in owned or (kind in several and group != subject)):
            if len(latest) == 1:
                latest[0].values.setdefault(kind, text)
        elif text:
            _put(row.cells, kind, text)
    if surname and "given" not in listing.kinds:
        row.drafts += _drafts("name", surname, one=True)
    return row


def _put(cells: dict[Kind, str], kind: Kind, text: str) -> None:
    """Town, number and building in columns of their own are one address."""
    if kind == "address" and kind in cells and text not in cells[kind]:
        cells[kind] += " " + text
    else:
        cells.setdefault(kind, text)


def _subject(kinds: Sequence[Kind], groups: Sequence[int]) -> int:
    """The group of the person whom the row is about: the first that names anybody."""
    return next((group for kind, group in zip(kinds, groups, strict=False) if kind in PEOPLE), 0)


def _beside(listing: Listing) -> set[Kind]:
    """Kinds of columns that come again after each name of a row."""
    if sum(kind in PEOPLE for kind in listing.kinds) < 2:
        return set()
    return {kind for kind in _BESIDE if listing.kinds.count(kind) > 1}


def _drafts(kind: Kind, cell: str, *, one: bool) -> Iterator[Draft]:
    """The people that a cell names; several in a cell are several people, unless it is for
    ``one``."""
    for piece, reading, sure in _names(kind, cell, one=one):
        text = plain(signs.gathered(piece))
        relation = _RELATION_BEFORE.match(text)
        text = signs.ROLE_BEFORE.sub("", _RELATION_BEFORE.sub("", text))
        text = _TITLES.sub("", _ASIDE.sub("", text)).strip()
        if not text or signs.nothing(text) or signs.nothing(piece):
            continue
        if signs.body(text) or not signs.name_like(text) or _is_word(text):
            continue
        draft = Draft(text, kind, certain=sure and not signs.sample_name(text))
        if relation:
            draft.values["relation"] = relation[1]
        if reading:
            draft.values["reading"] = reading
        yield draft


def _apart(cell: str, family: str) -> str:
    """A cell of members with commas between those whom only blanks part: given names side by
    side, or whole names of the family."""
    return "\n".join(_line_apart(line, family) for line in cell.split("\n"))


def _line_apart(line: str, family: str) -> str:
    pieces = plain(line).split(" ")
    if len(pieces) < 2 or any(_RELATION_BEFORE.match(f"{piece} ") for piece in pieces):
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


def _is_word(text: str) -> bool:
    """Whether a text that looks like a name is a heading or the name of a section."""
    if kind_of_heading(text) is None and not signs.section(text):
        return False
    first, blank, _ = common_form(text).partition(" ")
    return not (full_names([common_form(text)])[0] or (blank and surnames([first])[0]))


def _names(kind: Kind, cell: str, *, one: bool) -> list[tuple[str, str, bool]]:
    """A cell cut into names, each with its reading and whether the cut is sure."""
    # between members what stands in brackets parts them: 和子(妻)一郎(長男); ages do anywhere
    several = kind == "name" and len(_AGE_BEHIND.findall(plain(cell))) > cell.count("\n") + 1
    parted = "、" if kind == "member" or several else ""
    named = map(_named_only, map(_below_address, cell.split("\n")))
    given = [line for line in named if not _FIGURES.search(plain(line))]
    whole = [_ASIDE.sub(parted, line) for line in given]
    if all(_AGED.search(plain(line)) for line in given):
        lines = [(line, "") for line in whole if line.strip()]  # each a person of an age
    else:
        lines = _with_readings([line for line in whole if line.strip()], kind)
    if not lines:
        return []
    if len(lines) == 1:
        text, reading = lines[0]
        return _in_line(text, reading, kind, one=one)
    wrapped = len(lines) == 2 and kind not in ("member", "head") and _wrapped(lines)
    if wrapped:
        return [("".join(text for text, _ in lines), "", True)]
    return [found for text, reading in lines for found in _in_line(text, reading, kind, one=one)]


def _named_only(line: str) -> str:
    """A line without the telephone or date in brackets behind a name of surname and given name."""
    text = plain(line)
    behind = _BEHIND.search(text)
    if behind is None or not _FIGURES.search(behind[0]):
        return line
    name = text[: behind.start()].strip()
    known = full_names([common_form(name)])[0] or signs.NAME_WITH_BLANK.fullmatch(name)
    return name if known else line


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
        if before and len(before[1]) >= signs.SHORTEST_READING:
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


def _in_line(text: str, reading: str, kind: Kind, *, one: bool) -> list[tuple[str, str, bool]]:
    """The names of one line. A foreign name in kana with dots is one person; among members the
    dots may part several."""
    pieces = [piece for piece in _PARTS.split(text) if piece.strip()]
    if signs.choices(text) and not _any_name(pieces):
        return []
    if len(pieces) < 2 or one:
        return [(pieces[0] if len(pieces) == 1 and kind == "member" else text, reading, True)]
    if signs.kana(_TITLES.sub("", plain(text))):
        whole = [(text, reading, True)]
        return whole if kind != "member" else whole + [(piece, "", False) for piece in pieces[1:]]
    return [(piece, "", True) for piece in pieces]
