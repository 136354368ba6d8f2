"""A Squid ``logformat`` string compiled to words: what stands between two blanks of a line.

Reference: http://www.squid-cache.org/Doc/config/logformat/ . A format is literal text and
codes ``%[quoting][-][width]{argument}code``. Squid encodes blanks inside values unless they
stand in quotes or brackets, so a line falls into words at the blanks outside of those; only
a line that does not needs the layout's ``pattern``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

COMMON_TIME = "%d/%b/%Y:%H:%M:%S %z"
"""What ``%tl`` and ``%tg`` write when the format gives no other form."""
EPOCH = "ts.tu"
"""``%ts.%03tu`` read as one value: seconds since the epoch with milliseconds."""
TIMES = (EPOCH, "ts", "tl", "tg")
"""The codes that say when the line was written."""
ANYTHING = r".*?"
WORD = r"\S+?"
_HOST = r"[0-9A-Za-z.:_%\[\]-]+"
_MIME = r"[^\s;]+(?:\s*;.*?)?"
_ADDRESS = ("ru", ">ru", "<ru")
_USER = ("un", "ul", "ui", "ue", "us")
_REPEATED = (">a", ">A", "<a", "<A", "rm", ">rm", "<rm", "mt", *_USER)
_NAME = r"[^\"\[\]/:]*?"
"""A user's name with blanks; without the signs that would let it run into what follows."""
_UNCHANGED: Mapping[str, str] = MappingProxyType({})
_TYPED = {
    **dict.fromkeys((">a", "<a", ">A", "<A", "la", ">la", "<la"), _HOST),
    "mt": _MIME,
    EPOCH: r"\d{1,10}\.\d{1,6}",
    "ts": r"\d{1,10}",
    "tS": r"\d{1,10}\.\d{1,6}",
    "tu": r"\d{1,6}",
    "tr": r"-?\d+|-",
    "<st": r"-?\d+|-",
    ">st": r"-?\d+|-",
    ">Hs": r"\d{1,3}|-",
    "<Hs": r"\d{1,3}|-",
    "Hs": r"\d{1,3}|-",
    "Ss": r"[A-Z][A-Z_]+|-",
    "Sh": r"[A-Z][A-Z_]+|-",
}
_TOKEN = re.compile(
    r"""%%|%["\[#'/]?-?(?:\d*(?:\.\d+)?)(?:\{(?P<before>[^}]*)\})?
    (?P<code>(?:[a-z_]+::)?(?:[<>]?(?:ha|Hs|pt|tt|st|sh|bs|eui|la|lp|rm|ru|rs|rd|rP|rp|rv|qos
    |nfmark|handshake|h|a|A|p)(?![a-z_])
    |err_code|err_detail|busy_time|t[sulgrS]|dt|un|ul|ui|us|ue|S[sh]|mt|rm|ru|rv|rp|et|ea|sn|st
    |[<>]?[A-Za-z_]+))
    (?:\{(?P<after>[^}]*)\})?""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Code:
    """One code of a format. ``closing``: the quote or bracket it stands in, if any."""

    name: str
    argument: str = ""
    closing: str = ""

    @property
    def key(self) -> str:
        """Its name in a line's values: ``>a``, ``{user-agent}>h``."""
        if self.name in ("tl", "tg") or not self.argument:
            return self.name
        return f"{{{self.argument.lower()}}}{self.name}"

    @property
    def time_form(self) -> str:
        """The strftime form of a time code."""
        return self.argument or COMMON_TIME

    @property
    def blanks(self) -> int:
        """How many blanks its value always holds."""
        return self.time_form.count(" ") if self.name in ("tl", "tg") else 0

    @property
    def repeats(self) -> bool:
        """Whether few different values are expected, each worth looking at only once."""
        return self.name in _REPEATED

    @property
    def pattern(self) -> str:
        """A regular expression (RE2) for its value."""
        if self.name in ("tl", "tg"):
            return r"\S+" + r"\s+\S+" * self.blanks
        if self.closing:
            return r'(?:[^"\\]|\\.)*?' if self.closing == '"' else r"[^\]]*"
        return _TYPED.get(self.name, WORD)


Piece = str | Code


@dataclass(frozen=True)
class Word:
    """Pieces that stand together, blanks only inside quotes or brackets (``enclosed``)."""

    pieces: tuple[Piece, ...]
    enclosed: bool = False

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The codes in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Code))

    @property
    def span(self) -> int:
        """How many blank-separated words of a line it takes."""
        return 1 if self.enclosed else 1 + sum(code.blanks for code in self.codes)

    @property
    def affixes(self) -> tuple[str, str] | None:
        """Literal text before and after, when the word holds exactly one code."""
        if len(self.codes) != 1:
            return None
        at = self.pieces.index(self.codes[0])
        before, after = self.pieces[:at], self.pieces[at + 1 :]
        return "".join(map(str, before)), "".join(map(str, after))

    @property
    def pattern(self) -> str:
        """A regular expression (RE2) with a group ``c0``, ``c1`` … a code."""
        return rf"^{_pattern(self.pieces)}$"

    @cached_property
    def inner(self) -> Layout | None:
        """The words inside double quotes, when there are several."""
        opening, closing = str(self.pieces[0]), str(self.pieces[-1])
        quoted = opening.startswith('"') and closing.endswith('"')
        if not self.enclosed or len(self.codes) < 2 or not quoted:
            return None
        inside = (opening[1:], *self.pieces[1:-1], closing[:-1])
        return Layout(tuple(_words(inside, enclosing=False)))


@dataclass(frozen=True)
class Layout:
    """The words of a line."""

    words: tuple[Word, ...]

    @cached_property
    def span(self) -> int:
        """How many words a line of this layout has."""
        return sum(word.span for word in self.words)

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """All codes in order."""
        return tuple(code for word in self.words for code in word.codes)

    @cached_property
    def enclosing(self) -> bytes:
        """The characters that take blanks into a word."""
        marks = {code.closing for code in self.codes}
        return b"".join(mark for key, mark in (('"', b'"'), ("]", b"[]")) if key in marks)

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """Regular expressions (RE2) for a whole line, a group ``c0``, ``c1`` … a code.

        A blank that stands where none belongs is part of the address when nobody is logged in,
        else of the name of the user.
        """
        pieces: list[Piece] = []
        for word in self.words:
            pieces += [" ", *word.pieces] if pieces else word.pieces
        loose = (
            {**dict.fromkeys(_ADDRESS, ANYTHING), **dict.fromkeys(_USER, "-")},
            dict.fromkeys(_USER, ANYTHING),
        )
        return tuple(rf"^\s*{_pattern(pieces, changed)}\s*$" for changed in loose)


def _pattern(pieces: Sequence[Piece], changed: Mapping[str, str] = _UNCHANGED) -> str:
    """Pieces as a regular expression; a blank matches any run of blanks."""
    parts: list[str] = []
    number = 0
    for piece in pieces:
        if isinstance(piece, Code):
            free = changed.get(piece.name) if not piece.closing else None
            parts.append(f"(?P<c{number}>{free or piece.pattern})")
            number += 1
        else:
            parts.append(re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(piece)))
    return "".join(parts)


def compiled(format_string: str) -> Layout:
    """The layout of a ``logformat`` string (without its name).

    Raises ValueError for a format without codes.
    """
    layout = Layout(tuple(_words(_pieces(format_string.strip()))))
    if not layout.codes:
        raise ValueError(f"no codes in logformat {format_string!r}")
    return layout


def _pieces(text: str) -> list[Piece]:
    """Literal text and codes in turn; ``%ts.%03tu`` becomes one code."""
    end = 0
    found: list[Piece] = []
    for match in _TOKEN.finditer(text):
        if literal := text[end : match.start()]:
            found.append(literal)
        end = match.end()
        if match[0] == "%%":
            found.append("%")
        elif match["code"] == "tu" and _names(found[-2:]) == ("ts", "."):
            found[-2:] = [Code(EPOCH)]
        else:
            found.append(Code(match["code"], match["before"] or match["after"] or ""))
    if literal := text[end:]:
        found.append(literal)
    return found


def _names(pieces: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(piece.name if isinstance(piece, Code) else piece for piece in pieces)


def _words(pieces: Sequence[Piece], *, enclosing: bool = True) -> Iterator[Word]:
    """Cuts pieces at blanks outside quotes and, for values that hold blanks, brackets."""
    signs = [sign for piece in pieces for sign in ((piece,) if isinstance(piece, Code) else piece)]
    word: list[Piece] = []
    closing, enclosed = "", False
    for at, sign in enumerate(signs):
        if isinstance(sign, Code):
            word.append(replace(sign, closing=closing))
            continue
        if sign.isspace() and not closing:
            if word:
                yield Word(_merged(word), enclosed)
            word, enclosed = [], False
            continue
        word.append(sign)
        if closing:
            closing = "" if sign == closing else closing
        elif enclosing:
            closing = _closing(sign, signs[at + 1] if at + 1 < len(signs) else "")
            enclosed = enclosed or bool(closing)
    if word:
        yield Word(_merged(word), enclosed)


def _closing(sign: str, following: Piece) -> str:
    """The character that closes what ``sign`` opens, if it opens anything."""
    if sign == '"':
        return '"'
    headers = isinstance(following, Code) and following.name not in ("tl", "tg")
    return "]" if sign == "[" and headers else ""


def _merged(word: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a word with neighbouring literal signs joined."""
    merged: list[Piece] = []
    for piece in word:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return tuple(merged)
