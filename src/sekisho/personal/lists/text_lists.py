"""Lists written as plain lines: number, name, address and telephone one after the other.

A line is taken apart at its blanks; what each piece is shows by itself. Lines of one shape one
below the other are a list, as certain as a table without headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.columns.spread import together
from sekisho.personal.dates import birth_key
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.aligned import names_by_place
from sekisho.personal.lists.families import family_behind, members_below
from sekisho.personal.lists.household import goes_round
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.pieces import (
    columns_of,
    kind_of,
    known_among,
    one_phone,
    pieces_of,
    says_alone,
    unlabelled,
    with_surname,
)
from sekisho.personal.names.bracketed import families as families_in_brackets
from sekisho.personal.names.known import surnames
from sekisho.personal.writing import common_form, phone_key, plain

LEAST = 3
"""Lines that make a list."""
_APART = 2
"""Lines of something else that may stand between two of a list: a squad's name, a page's title."""
_LONGEST = 120
_CUE = re.compile(
    r"世帯主|\(\d|\d[-()]\d|\d{9}|\d番|丁目|\d年|[\d十百一二三四五六七八九][歳才]|[ぁ-ヺ一-鿿]\d|"
    r"\([^()]{1,20}[・、,][^()]{1,40}\)"
)
_GIVEN = re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}")
_HOME = re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺ](?:さん|様|氏)?宅(?![{signs.HAN}])")
_MOST = 4
"""Of so many rows one may lack what the others say."""
_HOUSE = re.compile(rf"[【\[■●○◆〔]?([{signs.HAN}]{{1,4}})(?:家|方|様方|宅)[】\]〕]? ?:? ?(.*)")
_LABELLED = re.compile(r"(?:世帯主|戸主|氏名|[^ ]{1,4}者|[^ ]{1,3}人)(?:の?氏名)?[ :]")
"""A line of a form beside a table: whom its label names."""
_SENTENCE = re.compile(r"[。「」?!]|です|ます")
_ORDER: tuple[Kind, ...] = (
    "number",
    "name",
    "member",
    "relation",
    "sex",
    "address",
    "phone",
    "birth",
    "age",
)
_TELLING: frozenset[Kind] = frozenset({"address", "phone", "birth", "age"})


@dataclass
class Line:
    """A line that may be a row of a list. ``values``: its pieces by kind; ``sure``: whether the
    name is a known one; ``beside``: pieces of no known kind (a title); ``at``: its number;
    ``below``: the lines under it that go on with the family."""

    at: int
    values: dict[Kind, str]
    beside: list[str] = field(default_factory=list)
    sure: bool = False
    below: list[int] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The number of its last line."""
        return self.below[-1] if self.below else self.at

    @property
    def shape(self) -> frozenset[Kind]:
        """The kinds that tell one list from another."""
        return frozenset(self.values.keys() & _TELLING)


def text_lists(
    lines: Sequence[str], office: re.Pattern[str], *, beside_lists: bool
) -> tuple[list[Listing], set[int]]:
    """The lists among the lines of a document and the numbers of the lines they took.

    ``office``: what marks an office's own line. ``beside_lists``: the document has lists of
    people as tables, so that a single line of the same make belongs to them.
    """
    rows = _rows(lines, office)
    lists: list[Listing] = []
    taken: set[int] = set()
    for run in _runs(rows):
        alone = beside_lists and all(
            _mobile(one) and not _LABELLED.match(plain(lines[one.at])) for one in run
        )
        if len(run) + sum(len(one.below) for one in run) < LEAST and not alone:
            continue
        if sum(one.sure for one in run) * 2 < len(run):
            continue
        _without_other_dates(run)
        above = lines[max(0, run[0].at - 4) : run[0].at]
        heads = any("世帯主" in line or goes_round(line) for line in above) or _of_homes(run, lines)
        found = _listing(run, headed_by_heads=heads)
        found.above = next((line for line in reversed(above) if line.strip()), "")
        lists.append(found)
        taken |= {at for one in run for at in (one.at, *one.below)}
    return lists, taken


def _of_homes(run: Sequence[Line], lines: Sequence[str]) -> bool:
    """Whether most rows tell whose home they are about: 大西 勝宅　52-1101　2人."""
    homes = sum(bool(_HOME.search(plain(lines[one.at]))) for one in run)
    return homes * _MOST >= len(run) * (_MOST - 1)


def _mobile(line: Line) -> bool:
    return bool(signs.MOBILE.fullmatch(phone_key(line.values.get("phone", ""))))


def _rows(lines: Sequence[str], office: re.Pattern[str]) -> list[Line]:
    texts: dict[int, str] = {}
    for at, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        text = one_phone(plain(together(line)))
        if _CUE.search(text) and not _SENTENCE.search(text) and not office.search(text):
            texts[at] = text
    bracketed = families_in_brackets(texts)
    told = {at: bracketed.get(at) or family_behind(text) for at, text in texts.items()}
    pieces = {at: pieces_of(own) for at, (own, _) in told.items()}
    known = known_among(pieces)
    placed = names_by_place(pieces, known)
    parts = [
        row
        if at not in placed or (row and row.sure)
        else _placed(at, tokens, placed[at], told[at][1])
        for at, tokens in pieces.items()
        for part in columns_of(tokens, known)
        for row in (_row(at, part, known, told[at][1]),)
    ]
    rows = [row for row in parts if row is not None and not _is_label(row, texts[row.at])]
    rows += _houses(lines, {row.at for row in rows if row is not None})
    rows.sort(key=lambda row: row.at)
    return _with_families(lines, rows)


def _is_label(row: Line, text: str) -> bool:
    """Whether what seems to be the name in a row is a word before a colon (物件：南台3番地)."""
    return not row.sure and f"{row.values['name']}:" in text


def _houses(lines: Sequence[str], taken: AbstractSet[int]) -> Iterator[Line]:
    """Lines that only name a house (【大西家】 南台12-3) above its people by given name: the first
    of them is its head."""
    for at, line in enumerate(lines):
        found = _HOUSE.fullmatch(plain(line)) if at not in taken else None
        if found is None or not surnames([common_form(found[1])])[0]:
            continue
        members = list(members_below(lines, at, found[1]))
        if members and all(" " not in name for _, name in members):
            names = [f"{found[1]} {name}" for _, name in members]
            values: dict[Kind, str] = {"name": names[0], "member": "、".join(names[1:])}
            values |= {"address": found[2]} if signs.address_like(found[2]) else {}
            yield Line(at, values, sure=True, below=sorted({below for below, _ in members}))


def _with_families(lines: Sequence[str], rows: Sequence[Line]) -> list[Line]:
    """The rows, members in lines below their head put into its own."""
    found: list[Line] = []
    for row in rows:
        beside = found and row.at == found[-1].at and not found[-1].below
        if found and row.at <= found[-1].end and not beside:
            continue
        if row.below:  # a house with its people
            found.append(row)
            continue
        family = surname_of(row.values["name"])
        members = list(members_below(lines, row.at, family))
        row.sure = row.sure or (
            bool(members) and all(name.startswith(f"{family} ") for _, name in members)
        )
        if row.sure and members:
            row.below = [at for at, _ in members]
            own = [row.values["member"]] if "member" in row.values else []
            row.values["member"] = "、".join([*own, *(name for _, name in members)])
        if row.shape or "member" in row.values:
            found.append(row)
    return found


def _row(
    at: int, tokens: Sequence[str], known: frozenset[str], family: Sequence[str]
) -> Line | None:
    """The line as a row, or None when it is none. ``family``: whom it names at its end."""
    line = Line(at, {})
    name_at = 0
    index = 0
    members = list(family)
    while index < len(tokens):
        token = unlabelled(tokens[index])
        pair = f"{token} {tokens[index + 1]}" if index + 1 < len(tokens) else ""
        if "name" not in line.values and pair in known:
            line.values["name"], line.sure, name_at = pair, True, len(line.beside)
            index += 1
        elif "name" not in line.values and token in known:
            name = with_surname(line.beside[-1] if line.beside else "", token)
            line.beside = line.beside[: len(line.beside) - (name != token)]
            line.values["name"], line.sure, name_at = name, True, len(line.beside)
        elif _member(line, token, known):
            members.append(token)
        elif token and not signs.ditto(token) and not says_alone(token):
            _put(line, token, first=index == 0)
        index += 1
    if "name" not in line.values:
        _unknown_name(line)
        name_at = sum(not piece.isdigit() for piece in line.beside)
    if members:
        line.values["member"] = "、".join(members)
    if not line.sure and _HOUSE.fullmatch(line.values.get("name", "")):
        return None  # 大西家 above its people
    told = line.shape or members or line.values.get("relation") in signs.HEADS
    if "name" not in line.values or not told or len(line.beside) > 1 or name_at > 1:
        return None
    return None if any(map(signs.section, line.beside)) else line


def _placed(at: int, tokens: Sequence[str], name: tuple[int, int], family: Sequence[str]) -> Line:
    """The row of a line whose name stands where those of the lines around it do."""
    start, end = name
    line = Line(at, {"name": " ".join(tokens[start:end])}, sure=True)
    for number, token in enumerate(tokens):
        if not start <= number < end:
            _put(line, unlabelled(token), first=number == 0)
    line.beside.clear()  # columns of something else
    if family:
        line.values["member"] = "、".join(family)
    return line


def _member(line: Line, token: str, known: frozenset[str]) -> bool:
    """Whether a piece is the given name of one of the family, before the telephone is told."""
    if "name" not in line.values or "phone" in line.shape or not _GIVEN.fullmatch(token):
        return False
    surname = surname_of(line.values["name"])
    return f"{surname} {token}" in known


def _put(line: Line, token: str, *, first: bool) -> None:
    kind = kind_of(token, first=first)
    if kind is None and "address" in line.values and "phone" not in line.values:
        kind = "address"  # the building after the number
    if kind == "address" and "address" in line.values:
        line.values["address"] += " " + token
    elif kind is None:
        line.beside.append(token)
    elif kind != "other":
        line.values.setdefault(kind, token.strip("()") if kind == "relation" else token)


def _unknown_name(line: Line) -> None:
    """A name that is not known: the one or two pieces of no kind, when they look like a name."""
    rest = [piece for piece in line.beside if not piece.isdigit()]  # an age behind the name
    for size in (2, 1):
        name = " ".join(rest[-size:])
        whole = signs.NAME_WITH_BLANK.fullmatch(name) or signs.foreign(name)
        fits = whole if size == 2 else signs.name_like(name)
        if len(rest) >= size and fits and not signs.body(name) and not signs.section(name):
            line.values["name"] = name
            line.sure = size == 2 and surnames(rest[-2:-1])[0]
            ages = [piece for piece in line.beside if piece.isdigit()]
            line.beside[:] = [*rest[:-size], *ages]
            return


def _runs(rows: Sequence[Line]) -> Iterator[list[Line]]:
    """Rows of one shape that stand close to each other."""
    run: list[Line] = []
    for row in rows:
        apart = row.at - run[-1].end if run else 0
        if run and (apart > _APART + 1 or (apart > 1 and not row.shape & run[0].shape)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _without_other_dates(run: Sequence[Line]) -> None:
    """Takes dates away that are no births (申込日): date and age do not add up to one year."""
    years = [
        int(born[:4]) + int(age)
        for one in run
        for born in (birth_key(one.values.get("birth", "")) or "",)
        for age in one.beside
        if born[:4].isdigit() and age.isdigit()
    ]
    if len(years) > _APART and max(years) - min(years) > _APART:
        for one in run:
            one.values.pop("birth", None)


def _listing(run: Sequence[Line], *, headed_by_heads: bool) -> Listing:
    present = {kind for one in run for kind in one.values}
    order = tuple(kind for kind in _ORDER if kind in present)
    kinds: tuple[Kind, ...] = tuple(
        "head" if kind == "name" and headed_by_heads and "relation" not in present else kind
        for kind in order
    )
    rows = [tuple(one.values.get(kind, "") for kind in order) for one in run]
    return Listing(("lines", *kinds), f"lines {run[0].at}", kinds, headed=False, rows=rows)
