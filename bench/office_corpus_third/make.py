"""Which paper a seed gives, in which format; writes the corpus and its truth."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from office_corpus.truth import HELD_OUT, TUNING, Truth, half_of, write

from office_corpus_third import lists_groups, lists_homes, lists_odd, lists_town
from office_corpus_third.layouts import LAYOUTS, Layout
from office_corpus_third.office import FROM, convert
from office_corpus_third.paper import Grid, Page, Paper
from office_corpus_third.people import places
from office_corpus_third.template import Template, load, render
from office_corpus_third.write import WRITERS, csv_bytes, mail_bytes, txt_bytes

LIST_MODULES = (lists_homes, lists_town, lists_groups, lists_odd)
"""Imported for the layouts they register."""

EMPTY, FILLED, LIST = "empty form", "filled form", "list"
CYCLE = (EMPTY, LIST, FILLED, "minutes", LIST, "letter", EMPTY, LIST, FILLED, "circular", EMPTY, LIST,
         FILLED, "mail", LIST, EMPTY, FILLED, "minutes", LIST, "letter", EMPTY, LIST, FILLED, "circular")  # fmt: skip
"""Kinds of papers of each half, over and over."""
STEMS = {"minutes": "minutes", "letter": "letters", "mail": "mails", "circular": "circulars"}

SHEET = ("xlsx", "xlsx", "xls", "ods", "pdfx", "csv")
PAGE = ("docx", "docx", "doc", "odt", "rtf", "pdf", "html")
FORMATS = {"sheet": SHEET, "page": (*PAGE, "pptx"), "both": (*SHEET, *PAGE, "pptx"), "csv": ("csv", "csv", "csv", "xlsx", "txt"),
           "text": (*PAGE, "txt", "eml"), "mail": ("eml", "eml", "eml", "txt"), "vertical": ("docx", "docx", "doc", "odt", "pdf"),
           "form": (*PAGE, "pdf"), "form sheet": SHEET[:-1], "prose": (*PAGE, "txt"), "circular": (*PAGE, "txt", "pptx", "odp")}  # fmt: skip
CHARSETS = ("cp932", "cp932", "cp932", "utf-8", "utf-8-sig", "utf-16", "euc_jp")
ROWS_A_PAGE, SIGNS_A_ROW = 38, 40
TRIES = 200


@dataclass(frozen=True)
class Plan:
    """What a seed gives."""

    seed: int
    half: str
    genre: str
    what: Template | Layout


@cache
def pool(genre: str, half: str) -> tuple[Template | Layout, ...]:
    """The papers of a genre that a half may use, in an order of their own."""
    every: list[Template | Layout]
    if genre == LIST:
        every = list(LAYOUTS)
    elif genre in (EMPTY, FILLED):
        every = [one for one in load("forms") if genre == EMPTY or "sample" not in one.flags]
    else:
        every = list(load(STEMS[genre]))
    chosen = [one for one in every if half == HELD_OUT or not one.held]
    Random(f"order of {genre}").shuffle(chosen)
    return tuple(chosen)


def plan(seed: int) -> Plan:
    """Even seeds for tuning, odd held out; each half goes round :data:`CYCLE` and its papers."""
    half, number = half_of(seed), seed // 2
    genre = CYCLE[number % len(CYCLE)]
    before = CYCLE[: number % len(CYCLE)].count(genre)
    nth = number // len(CYCLE) * CYCLE.count(genre) + before
    choices = pool(genre, half)
    what = choices[nth % len(choices)]
    return Plan(seed, half, what.genre if isinstance(what, Layout) else genre, what)


def compose(one: Plan) -> Paper:
    """The paper, tried anew until every true value stands only where it was meant.

    Raises RuntimeError when that never happens."""
    for number in range(TRIES):
        rng = Random(f"third {one.seed} {number}")
        paper = Paper(rng, rng.choice([place for place in places() if place.name.endswith("町")]))
        if isinstance(one.what, Layout):
            one.what.write(paper)
        else:
            render(one.what, paper, filled=one.genre != EMPTY)
        if paper.sound():
            return paper
    raise RuntimeError(f"seed {one.seed}: no sound paper in {TRIES} tries")


def format_of(one: Plan, paper: Paper, *, office: bool) -> str:
    """Formats that a paper of this kind is kept in; hidden columns want a workbook, and a sign that
    free fonts lack (𠮷) would be missing from a PDF."""
    rng = Random(f"format {one.seed}")
    if isinstance(one.what, Layout):
        key = one.what.kind
    elif one.genre == "mail":
        key = "mail"
    elif "vertical" in one.what.flags:
        key = "vertical"
    elif "sheet" in one.what.flags:
        key = "form sheet"
    else:
        key = {EMPTY: "form", FILLED: "form", "circular": "circular"}.get(one.genre, "prose")
    choices = list(FORMATS[key])
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    if any(grid.hidden for grid in grids):
        choices = ["xlsx", "xls", "ods"]
    if max(paper.text()) > "\uffff":
        choices = [each for each in choices if each not in ("pdf", "pdfx")]
    if not office:
        choices = [each for each in choices if each not in FROM] or ["docx"]
    return rng.choice(choices)


def charset_of(seed: int, text: str) -> str:
    """An encoding that has all the signs of the text."""
    chosen = Random(f"charset {seed}").choice(CHARSETS)
    try:
        text.encode(chosen)
    except UnicodeEncodeError:
        return "utf-8-sig" if chosen == "cp932" else "utf-8"
    return chosen


def mail_charset(seed: int, text: str) -> str:
    try:
        text.encode("iso-2022-jp")
    except UnicodeEncodeError:
        return "utf-8"
    return Random(f"mail {seed}").choice(["iso-2022-jp", "utf-8"])


def covering(one: Plan, paper: Paper) -> Paper:
    """The mail around a list or a text that is sent to the office."""
    mail = Paper(Random(f"cover {one.seed}"), paper.place)
    for line in (
        "From: jimukyoku@group.example.com",
        "To: info@town.example.jp",
        f"Subject: {paper.title}の送付",
        "",
        "お世話になっております。",
        "標記の件を送ります。ご確認ください。",
        "",
    ):
        mail.line(line)
    return mail


def save(one: Plan, paper: Paper, kind: str, path: Path) -> tuple[str, str]:
    """Writes everything but what LibreOffice makes; gives text and charset."""
    text = paper.text()
    if kind == "csv":
        charset = charset_of(one.seed, text)
        path.write_bytes(csv_bytes(paper, charset, "\t" if charset == "utf-16" else ","))
        return text, charset
    if kind == "txt":
        charset = charset_of(one.seed, text)
        path.write_bytes(txt_bytes(paper, charset))
        return text, charset
    if kind == "eml":
        if one.genre != "mail":
            cover = covering(one, paper)
            cover.blocks += [*paper.blocks]
            text, paper = cover.text(), cover
        charset = mail_charset(one.seed, text)
        path.write_bytes(mail_bytes(paper, charset))
        return text, charset
    WRITERS[kind](paper, path)
    return text, "utf-8"


def attached(one: Plan, paper: Paper, path: Path, work: Path) -> str:
    """A mail that brings a list as a workbook; the text is the mail's and the list's."""
    book = work / f"{one.seed:05d}-attached.xlsx"
    WRITERS["xlsx"](paper, book)
    cover = covering(one, paper)
    path.write_bytes(mail_bytes(cover, "utf-8", (f"{paper.title}.xlsx", book.read_bytes())))
    return cover.text() + "\n" + paper.text()


def pages_of(paper: Paper) -> int:
    """A4 pages, from breaks and from lines as they wrap."""
    breaks = sum(isinstance(block, Page) for block in paper.blocks)
    rows = sum(max(1, -(-len(line) // SIGNS_A_ROW)) for line in paper.text().split("\n"))
    return max(1, breaks, -(-rows // ROWS_A_PAGE))


def file_name(one: Plan, paper: Paper, ending: str) -> str:
    """Held-out files bear numbers only; the others a title, as in an office."""
    title = re.sub(r"[\s/／\\.．:：【】<>?*|]+", "", paper.title)[:24]
    return (
        f"{one.seed:05d}.{ending}" if one.half == HELD_OUT else f"{one.seed:05d}_{title}.{ending}"
    )


def make(out: Path, seeds: Iterable[int], *, office: bool) -> list[Truth]:
    """Writes ``tuning/``, ``held-out/`` and a file of truth for each; gives the truths.

    ``office``: with the formats LibreOffice makes. Raises RuntimeError when it fails to."""
    truths: list[Truth] = []
    jobs: list[tuple[Path, str, Path]] = []
    for half in (TUNING, HELD_OUT):
        (out / half).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="corpus-third-") as name:
        work = Path(name)
        for seed in seeds:
            one = plan(seed)
            paper = compose(one)
            kind = format_of(one, paper, office=office)
            by_mail = (
                kind == "xlsx"
                and isinstance(one.what, Layout)
                and Random(f"by mail {seed}").random() < 0.2
            )
            ending = "eml" if by_mail else {"pdfx": "pdf"}.get(kind, kind)
            path = out / one.half / file_name(one, paper, ending)
            charset = "utf-8"
            if by_mail:
                text = attached(one, paper, path, work)
            elif kind in FROM:
                source = work / f"{seed:05d}.{FROM[kind]}"
                text, _ = save(one, paper, FROM[kind], source)
                jobs.append((source, kind, path))
            else:
                text, charset = save(one, paper, kind, path)
            truths.append(Truth(f"{seed:05d}", path.relative_to(out).as_posix(), one.half, one.genre, one.what.name, ending, charset,
                                pages_of(paper), len(paper.named), paper.households, tuple(paper.facts), text))  # fmt: skip
        if jobs:
            convert(jobs)
    for half in (TUNING, HELD_OUT):
        write(out / f"{half}.truth.jsonl", [each for each in truths if each.half == half])
    return truths
