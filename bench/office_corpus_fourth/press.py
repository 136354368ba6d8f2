"""From layouts to files: which paper a seed gives, in which kind of file, and the truth beside it.

Holds neither layouts nor words, so that authors may share it without seeing each other's papers.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from corpus_command import say
from office_corpus.convert import available, convert
from office_corpus.truth import HELD_OUT, TUNING, Truth, half_of, write

from office_corpus_fourth import pages, sheets
from office_corpus_fourth.marks import Break, Marked

HOUSEHOLDS, PERSONS, EMPTY, FILLED = "household list", "person list", "empty form", "filled form"
FORMATS = {
    "table": (
        "xlsx",
        "xlsx",
        "xlsx",
        "csv",
        "csv",
        "ods",
        "sheet-pdf",
        "docx",
        "odt",
        "pdf",
        "eml-xlsx",
    ),
    "frame": ("xlsx", "xlsx", "ods", "sheet-pdf", "docx", "docx", "odt", "pdf", "pptx"),
    "text": ("docx", "txt", "txt", "odt", "pdf", "eml"),
    "form": ("docx", "docx", "docx", "odt", "pdf", "pdf"),
    "sheet": ("xlsx", "xlsx", "ods", "sheet-pdf"),
    "minutes": ("docx", "docx", "odt", "pdf", "txt"),
    "circular": ("docx", "docx", "odt", "pdf", "pptx"),
    "letter": ("docx", "docx", "odt", "pdf", "txt", "eml"),
    "record": ("docx", "docx", "odt", "pdf"),
    "mail": ("eml", "eml", "eml", "txt"),
}
"""By how a paper is kept; ``sheet-pdf`` is a workbook printed, ``eml-xlsx`` one sent by mail."""
FROM = {"odt": "docx", "doc": "docx", "pdf": "docx", "ods": "xlsx", "xls": "xlsx", "sheet-pdf": "xlsx"}  # fmt: skip
"""What LibreOffice makes, and of what."""
CHARSETS = ("cp932", "cp932", "cp932", "utf-8", "utf-8-sig")
ROWS, SIGNS, TRIES = 38, 40, 100


@dataclass(frozen=True)
class Layout:
    """``kept`` says in which kind of file: a table, a text, a frame, a form, a sheet, prose, mail."""

    name: str
    genre: str
    kept: str
    write: Callable[[Any], None]


def deal(layouts: Iterable[Layout], genre: str, half: str) -> tuple[Layout, ...]:
    """Of a genre, in the order of the SHA-256 of their names: every other one is held out. A form
    is in the same half empty and filled."""
    mine = sorted(
        (each for each in layouts if each.genre == genre),
        key=lambda each: hashlib.sha256(each.name.encode()).hexdigest(),
    )
    return tuple(mine[{TUNING: 0, HELD_OUT: 1}[half] :: 2])


@dataclass(frozen=True)
class Author:
    """``round``: the genres of each half, over and over. ``pool``: the layouts of a genre in a
    half. ``blank``: an empty paper. ``cover``: the mail that brings a paper to the office.
    ``formats``: in which files a paper of each kind is kept."""

    name: str
    round: tuple[str, ...]
    pool: Callable[[str, str], tuple[Layout, ...]]
    blank: Callable[[Random], Marked]
    cover: Callable[[Random, Any], Marked]
    formats: Mapping[str, tuple[str, ...]] = field(default_factory=FORMATS.copy)


@dataclass(frozen=True)
class Plan:
    author: Author
    seed: int
    half: str
    layout: Layout

    def random(self, what: str) -> Random:
        """Its own dice for each question, so that one answer does not change the next."""
        return Random(f"{self.author.name} {what} {self.seed}")


def plan(author: Author, seed: int) -> Plan:
    """What a seed gives: each half goes round the genres and the layouts of each."""
    half, number = half_of(seed), seed // 2
    turn, at = divmod(number, len(author.round))
    genre = author.round[at]
    nth = turn * author.round.count(genre) + author.round[:at].count(genre)
    choices = author.pool(genre, half)
    return Plan(author, seed, half, choices[nth % len(choices)])


def compose(one: Plan) -> Marked:
    """The paper, made anew until its truth is sound. Raises RuntimeError when it never is."""
    for number in range(TRIES):
        paper = one.author.blank(Random(f"{one.author.name} paper {one.seed} {number}"))
        one.layout.write(paper)
        if paper.sound():
            return paper
    raise RuntimeError(f"seed {one.seed}, {one.layout.name}: no sound paper in {TRIES} tries")


def format_of(one: Plan, paper: Marked, *, office: bool) -> str:
    """A sign that the fonts of a PDF lack (𠮷) keeps a paper out of it."""
    choices = list(one.author.formats[one.layout.kept])
    if max(paper.text) > "\uffff":
        choices = [each for each in choices if not each.endswith("pdf")]
    if not office:
        choices = [each for each in choices if each not in FROM]
    return one.random("format").choice(choices)


def charset_of(one: Plan, text: str, among: tuple[str, ...]) -> str:
    """An encoding that has all the signs of the text."""
    chosen = one.random("charset").choice(among)
    try:
        text.encode(chosen)
    except UnicodeEncodeError:
        return "utf-8-sig" if chosen == "cp932" else "utf-8"
    return chosen


def save(one: Plan, paper: Marked, kind: str, path: Path) -> tuple[str, str]:
    """Writes what needs no LibreOffice; gives the text of the whole and the charset."""
    text = paper.text
    if kind in ("csv", "txt"):
        charset = charset_of(one, text, CHARSETS)
        path.write_bytes(
            sheets.separated(paper, charset) if kind == "csv" else pages.txt(paper, charset)
        )
        return text, charset
    if kind.startswith("eml"):
        mail = paper if one.layout.genre == "mail" else one.author.cover(one.random("cover"), paper)
        attached = None
        if kind == "eml-xlsx":
            with tempfile.TemporaryDirectory() as folder:
                sheets.xlsx(paper, Path(folder) / "a.xlsx")
                attached = (f"{paper.title}.xlsx", (Path(folder) / "a.xlsx").read_bytes())
            text = f"{mail.text}\n{text}"
        elif mail is not paper:
            text = f"{mail.text}\n{text}"
            mail = sent(mail, paper)
        charset = charset_of(one, mail.text, ("iso-2022-jp", "iso-2022-jp", "utf-8"))
        path.write_bytes(pages.mail(mail, charset, attached))
        return text, charset
    {"xlsx": sheets.xlsx, "docx": pages.docx_file, "pptx": pages.pptx_file}[kind](paper, path)
    return text, "utf-8"


def sent(cover: Marked, paper: Marked) -> Marked:
    """One mail of the cover's lines and the paper's."""
    return Marked(blocks=[*cover.blocks, *paper.blocks], facts=paper.facts)


def pages_of(paper: Marked) -> int:
    """A4 pages, from breaks and from lines as they wrap."""
    breaks = sum(isinstance(each, Break) for each in paper.blocks[1:])
    rows = sum(max(1, -(-len(line) // SIGNS)) for line in paper.text.split("\n"))
    return max(1 + breaks, -(-rows // ROWS))


def ending_of(kind: str) -> str:
    return {"sheet-pdf": "pdf", "eml-xlsx": "eml"}.get(kind, kind)


def file_name(one: Plan, paper: Marked, kind: str) -> str:
    """Held-out files bear numbers alone, the others their title."""
    title = re.sub(r"[^\w（）・]+", "", paper.title)[:20]
    stem = f"{one.seed:05d}" if one.half == HELD_OUT else f"{one.seed:05d}_{title}"
    return f"{stem}.{ending_of(kind)}"


def make(author: Author, out: Path, seeds: Iterable[int], *, office: bool) -> list[Truth]:
    """Writes ``tuning/``, ``held-out/`` and the truth beside each; gives the truths. Without
    ``office`` no format that LibreOffice makes. Raises RuntimeError when it fails to."""
    truths: list[Truth] = []
    waiting: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for half in (TUNING, HELD_OUT):
        (out / half).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"corpus-{author.name}-") as name:
        for seed in seeds:
            one = plan(author, seed)
            paper = compose(one)
            kind = format_of(one, paper, office=office)
            path = out / one.half / file_name(one, paper, kind)
            if kind in FROM:
                source = Path(name) / kind / f"{path.stem}.{FROM[kind]}"
                source.parent.mkdir(exist_ok=True)
                waiting[kind, one.half].append(source)
                text, charset = save(one, paper, FROM[kind], source)
            else:
                text, charset = save(one, paper, kind, path)
            facts = tuple(dict.fromkeys(paper.facts))
            truths.append(Truth(f"{seed:05d}", path.relative_to(out).as_posix(), one.half, one.layout.genre, one.layout.name,
                                ending_of(kind), charset, pages_of(paper), paper.persons, paper.homes, facts, text))  # fmt: skip
        for (kind, half), files in sorted(waiting.items()):
            convert(files, ending_of(kind), out / half)
    for half in (TUNING, HELD_OUT):
        write(out / f"{half}.truth.jsonl", [each for each in truths if each.half == half])
    return truths


def run(author: Author, given: Any) -> None:
    """Makes the corpus that the words of the command ask for, and says what is in it."""
    office = available() and not given.without_office
    if not office:
        print("LibreOffice does not run here: odt, ods and PDF are left out")
    seeds = range(given.first, given.first + given.documents)
    truths = make(author, given.out, seeds, office=office)
    say(truths)
