"""Lists in lines of text that hold nothing but names: below a title (会員名簿) one or several a
line, and chains of calls (班長 大西 勝（52-1101）→ 黒川 勇（52-1102）→ …)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.listing import Listing
from sekisho.personal.names.known import judged, surnames
from sekisho.personal.names.vocabulary import POST, TITLE
from sekisho.personal.recognise.halves import ALONE, half_known
from sekisho.personal.writing import common_form, plain

LEAST = 3
"""Names that make a list."""
OF_PEOPLE = re.compile(
    r"名簿|当番|順番|連絡網|参加者|芳名|回覧順|対象者|受講[者生]|会員|利用者|登録者|受給者|"
    r"[配送届]布?付?先|"
    r"[班組団部隊]員|世帯主|住民|メンバー|申込者|希望者|加入者|名寄せ|選手|"
    r"寄[附付]者?|御花|奉[納賀]|協賛|\d年\d*組|学級|クラス|児童|生徒|園児|"
    r"家の?並び|家並|部屋割|授与者|(?:卒業|卒園|修了|入学|新入|成人)[者生]|(?:受賞|合格|被災|避難|未納|転[入出])者"
)
"""Titles of lists of people."""
_LEAST = 3
"""Twice as many names of a line, at least, that rare ones may stand among."""
_RARE = 6
"""Characters of a name that is not known, at most."""
_ABOVE = 3
"""Lines above a list in which its title stands."""
_LONGEST = 120
_ARROW = re.compile(r" *(?:[→⇒➡➜►▶]|-+>|=>) *")
_NUMBER = re.compile(r"^[(\[]?\d{1,3}[)\].、:]?[ 　]+|^[・○●◎◆■□▲△*＊\-–—①-⑳]+[ 　]*")
_WHEN = re.compile(
    r"^(?:第?[\d０-９一二三四五六七八九十]{1,3}(?:月(?:[\d０-９]{1,2}日)?|[週日班組区回番部])|[上中下]旬|[東西南北上中下]?[班組])"
    r"(?:[(（].{1,3}[)）])?[: 　]+"
)
"""A month, day or squad before the names of a line."""
_AMOUNT = re.compile(
    r"^(?:一[、,.]? ?)?金?[ 　]*[\d０-９,，壱弐参肆伍拾佰仟萬一二三四五六七八九十百千万]+"
    r"[ 　]*円也?[ 　]+|"
    r"[ 　]+(?:金)?[\d０-９,，]+[ 　]*円也?$"
)
_COMMAS = re.compile(r"[、,，/\t]|\s{2,}")
_LABEL = re.compile(
    r"(?:[【\[〔<＜(（][^】\]〕>＞)）]{1,10}[】\]〕>＞)）][ 　]*)?"
    r"(?:(?:監督|コーチ|選手|主将|補欠|[団部班組隊会]員|生徒|児童|参加者|当番)[:：　 ]+)?"
)
"""A quarter in brackets, and what those behind it are: no office's and no firm's people."""
_BESIDE = re.compile(r" ?(?:\(([\d\- ()]{6,16})\)|(\(?\d[\d()-]{5,14}))?$")
_ROLE = re.compile(
    rf"^(?:(?:副?{POST}|連絡員|世話役|役員|発信|起点|[1-9]班|第[1-9]班)[: ]*)+(?=[^\d])"
)
_HONOUR = re.compile(rf"[ 　]*{TITLE}(?:[ 　]*[(（][{signs.HAN}ヶケノ]{{1,6}}[)）])?$")


def bare_lists(
    lines: Sequence[str], office: re.Pattern[str]
) -> Iterator[tuple[Listing, frozenset[int]]]:
    """The lists and the numbers of the lines they took. ``office``: marks an office's own line."""
    yield from _chains(lines, office)
    run: list[tuple[int, list[str]]] = []
    for at, line in enumerate((*lines, "")):
        names = (_names(line) or _numbered(line)) if line.strip() and at < len(lines) else []
        if names:
            run.append((at, names))
        elif line.strip() or at == len(lines):
            if sum(len(one) for _, one in run) >= LEAST and len(run) > 1:
                title = _title(lines, run[0][0], office)
                if title:
                    rows = [(name,) for _, one in run for name in one]
                    took = frozenset(number for number, _ in run)
                    yield _listing(("name",), rows, took, title)
            run = []


def _title(lines: Sequence[str], at: int, office: re.Pattern[str]) -> str:
    """The title right above a list, when it is one of people."""
    above = [line for line in lines[max(0, at - _ABOVE) : at] if line.strip()]
    said = [line for line in above if OF_PEOPLE.search(line) and "。" not in line]
    return said[-1] if said and not office.search(said[-1]) else ""


def _names(line: str) -> list[str]:
    """The names of a line that holds nothing else but a word before them (監督　大西 勝)."""
    if len(line) > _LONGEST:
        return []
    text = _HONOUR.sub("", _NUMBER.sub("", _WHEN.sub("", _AMOUNT.sub("", line.strip()))))
    if "。" in text:
        return []
    labelled = _LABEL.match(text)
    behind = text[labelled.end() :] if labelled and labelled.end() else ""
    return _listed(text) or (_listed(behind, said=True) if behind else [])


def _numbered(line: str) -> list[str]:
    """The name of a line that is a number and a name of two parts, of which one is known."""
    text = line.strip()
    name = plain(together(_HONOUR.sub("", signs.unnumbered(text))))
    if name == plain(text) or len(line) > _LONGEST:
        return []
    return [name] if half_known([common_form(name)], called=ALONE)[0] else []


def _listed(text: str, *, said: bool = False) -> list[str]:
    """The names of which a text is nothing but a list. ``said``: a word before it says so."""
    if any(sign in text for sign in ":：「（("):
        return []
    pieces = [plain(together(piece)) for piece in _pieces(text)]
    if len(pieces) == 1 and pieces[0].count(" ") > 1:
        words = pieces[0].split(" ")
        if len(words) % 2:
            return []
        pieces = [" ".join(pair) for pair in zip(words[::2], words[1::2], strict=True)]
    return _known([_HONOUR.sub("", signs.unmarked(piece)) for piece in pieces], said=said)


def _pieces(text: str) -> Iterator[str]:
    """Cut between names; dots within a name in kana alone part nothing."""
    for piece in _COMMAS.split(text):
        if signs.foreign(piece.strip()):
            yield piece
        else:
            yield from (one for one in piece.split("・") if one.strip())


def _known(pieces: Sequence[str], *, said: bool = False) -> list[str]:
    """The pieces when all of them are known names, else none; where a word says what they are, or
    among several, rare and foreign ones as well."""
    if not pieces or any(signs.body(one) or signs.section(one) for one in pieces):
        return []
    full = judged([common_form(one) for one in pieces]).full
    rest = [piece for piece, known in zip(pieces, full, strict=True) if not known]
    if rest and not said and not sum(full) * 3 >= 2 * len(pieces) > _LEAST:
        return []
    return list(pieces) if all(signs.foreign(one) or _rare(one) for one in rest) else []


def _rare(text: str) -> bool:
    """Whether a text that is no known name begins with a surname and may go on with a given one."""
    first = surname_of(text)
    return 1 < len(text) <= _RARE and len(first) < len(text) and surnames([common_form(first)])[0]


def _chains(
    lines: Sequence[str], office: re.Pattern[str]
) -> Iterator[tuple[Listing, frozenset[int]]]:
    rows: list[tuple[str, str]] = []
    took: set[int] = set()
    for at, line in enumerate(lines):
        if len(line) <= _LONGEST and _ARROW.search(line) and not office.search(line):
            chain = _chain(line)
            rows += chain
            took |= {at} if chain else set()
    if len(rows) >= LEAST:
        title = _title(lines, min(took), office)
        if title or all(phone for _, phone in rows):
            yield _listing(("name", "phone"), rows, frozenset(took), title)


def _chain(line: str) -> list[tuple[str, str]]:
    """Names and telephones of a line of a chain; empty when a piece is something else."""
    pieces = [plain(together(piece)) for piece in _ARROW.split(line)]
    found = [_BESIDE.search(piece) for piece in pieces if piece]
    phones = [(one[1] or one[2] or "") if one else "" for one in found]
    bare = [one.string[: one.start()] if one else "" for one in found]
    names = [_HONOUR.sub("", _ROLE.sub("", signs.unmarked(one.strip()))) for one in bare]
    return list(zip(_known(names), phones, strict=False)) if len(names) > 1 else []


def _listing(
    kinds: tuple[Kind, ...], rows: Sequence[tuple[str, ...]], took: frozenset[int], title: str
) -> tuple[Listing, frozenset[int]]:
    layout = ("lines", *kinds)
    listing = Listing(layout, f"lines {min(took)}", kinds, headed=False, rows=list(rows))
    listing.above = title
    return listing, took
