"""The model of a document: what is said, apart from how a format shows it.

A renderer (``html``, ``cms``, ``word``, ``pdf``) turns a ``Document`` into bytes. Texts are
final sentences of one language; nothing here knows of markup, and nothing computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sekisho.report.drawing import Drawing
from sekisho.text import Language

Role = Literal["plain", "strong", "undecided", "code", "muted"]
"""``undecided`` is 未定: for a person to decide or fill in. ``code``: a name as recorded."""
Kind = Literal["text", "word", "number", "moment", "code", "reason", "cited"]
"""How a column is set: ``word`` and ``moment`` are never broken, ``number`` stands right,
``code`` (names as recorded) may be broken anywhere, ``reason`` holds sentences."""
Verdict = Literal["proven", "possible", "excluded", "unknown"]


@dataclass(frozen=True)
class Span:
    """A stretch of text in one role."""

    text: str
    role: Role = "plain"


@dataclass(frozen=True)
class Mark:
    """A verdict or judgement: a sign of its own form beside its word, never colour alone."""

    code: str
    sign: str
    text: str


@dataclass(frozen=True)
class Link:
    """A reference to another section of the same document."""

    text: str
    section: str


@dataclass(frozen=True)
class Citation:
    """Exhibits by number, and how many more there are beside those named."""

    numbers: tuple[int, ...]
    more: int = 0


Inline = Span | Mark | Link | Citation
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    line: Line
    note: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Pairs:
    """Names with what is said of each."""

    rows: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True)
class Figure:
    """A number for the first page: what it counts, the number, a word on it."""

    label: Line
    value: str
    note: str = ""


@dataclass(frozen=True)
class Figures:
    items: tuple[Figure, ...]


@dataclass(frozen=True)
class Column:
    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Cell:
    """Lines of one cell; ``key`` is what the column sorts by where the text would mislead."""

    lines: tuple[Line, ...]
    key: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a caption; ``empty`` is said in place of rows that are not there."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: Line = ()
    sortable: bool = True


@dataclass(frozen=True)
class Picture:
    """A drawing; ``description`` says in words what it shows."""

    title: str
    description: str
    drawing: Drawing


@dataclass(frozen=True)
class Exhibit:
    """証: a place in one evidence file."""

    number: int
    place: str


@dataclass(frozen=True)
class ExhibitFile:
    """An evidence file with its hash and the places cited from it."""

    evidence: str
    sha256: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True)
class Exhibits:
    """The list of exhibits."""

    columns: tuple[str, str, str]
    files: tuple[ExhibitFile, ...]
    empty: Line


@dataclass(frozen=True)
class Box:
    """Blocks set apart: the finding itself, what is to be decided, what is doubtful."""

    tone: Literal["fact", "decide", "doubt"]
    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Bullets | Pairs | Figures | Table | Picture | Exhibits | Box


@dataclass(frozen=True)
class Section:
    """A numbered part of a document; ``name`` is stable and serves as the link's target.

    Depth numbers it as offices do: 1, (1), ア, (ア) (``numbering``). ``folded``: on a page it is
    shut until the reader opens it, and printed only if it is open.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    parts: tuple[Section, ...] = ()
    folded: bool = False


@dataclass(frozen=True)
class Cover:
    """かがみ: the first page of an official letter, in the form of an office.

    ``number``: 文書番号, empty until the office gives one; ``date``: in era form;
    ``addressees`` and ``sender``: one line each (post, then name); ``title`` ends in
    （報告）, （依頼） or the like; ``body`` stands before 記; ``items`` after it, closed by
    以上; ``annexes`` are named below; ``contact``: department, person, telephone, hours.
    """

    number: str
    date: str
    addressees: tuple[str, ...]
    sender: tuple[Line, ...]
    title: str
    body: tuple[Line, ...]
    items: tuple[Block, ...] = ()
    annexes: tuple[str, ...] = ()
    contact: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Handling:
    """取扱い of a paper inside the office.

    ``approvers``: the posts of the 決裁欄, the highest first, a box each; ``classification``:
    取扱区分 (自治体機密性3A, 3B, 3C or 2); ``retention``: 保存年限.
    """

    approvers: tuple[str, ...]
    classification: Line
    retention: Line


@dataclass(frozen=True)
class Document:
    """One document. ``stamp`` says which version this is (内部版, 公表版); ``head`` are the
    lines above the title's sections (date, sender); ``opening`` is the first page; ``face`` the
    form of running text: 明朝 (serif) or ゴシック (sans); ``cover`` makes it a letter;
    ``handling`` stands on the first page of a paper for the office; ``annexes`` (資料) follow the
    sections on a new page; ``moment`` (aware) is the time the document speaks
    of, for formats that carry a date, and ``author`` the body that speaks."""

    language: Language
    title: str
    stamp: str
    head: tuple[Line, ...]
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    contents: bool = False
    face: Literal["serif", "sans"] = "sans"
    cover: Cover | None = None
    handling: Handling | None = None
    annexes: tuple[Section, ...] = ()
    moment: datetime | None = None
    author: str = ""


def is_letter_alone(document: Document) -> bool:
    """Whether nothing follows the covering page: then it is the whole paper."""
    follows = document.opening or document.sections or document.annexes
    return document.cover is not None and not follows


def classification(document: Document) -> str:
    """取扱区分 as the head of every page carries it; nothing for a document without."""
    if document.handling is None:
        return ""
    said = [one for one in document.handling.classification if isinstance(one, Span)]
    return "".join(one.text for one in said if one.role != "undecided")
