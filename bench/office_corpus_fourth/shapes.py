"""How a roster is laid out on paper or sheet."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from office_corpus_fourth.marks import LEFT, UP
from office_corpus_fourth.paper import Paper
from office_corpus_fourth.rosters import Ledger, Roster

SHAPES: dict[str, Callable[[Ledger], None]] = {}


def shape(draw: Callable[[Ledger], None]) -> Callable[[Ledger], None]:
    SHAPES[draw.__name__] = draw
    return draw


def render(roster: Roster, paper: Paper) -> None:
    """Title, lines above, the list in its shape, lines below."""
    ledger = Ledger(roster, paper)
    paper.head(ledger.filler.fill(roster.title))
    ledger.lines(roster.above)
    SHAPES[roster.shape](ledger)
    ledger.lines(roster.below)


@shape
def plain(ledger: Ledger) -> None:
    """One heading, a row a person."""
    rows = [ledger.row(ledger.entry()) for _ in range(ledger.size)]
    ledger.paper.table([ledger.heads(), *rows, *ledger.total(len(rows[0]))])


@shape
def pages(ledger: Ledger) -> None:
    """The heading again on each page, with the page's number below."""
    size = ledger.rng.choice([10, 12, 15])
    rows = [ledger.row(ledger.entry()) for _ in range(ledger.size)]
    for number, start in enumerate(range(0, len(rows), size), 1):
        if start:
            ledger.paper.page(f"{number}枚目")
        ledger.paper.table([ledger.heads(), *rows[start : start + size]])
        ledger.paper.line(f"－{number}－", "center")


@shape
def beside(ledger: Ledger) -> None:
    """Two blocks side by side, an empty column between; the right one may be shorter."""
    rows = [ledger.row(ledger.entry()) for _ in range(ledger.size)]
    half = (len(rows) + 1) // 2
    blank = [""] * len(rows[0])
    right = [*rows[half:], *[blank] * (2 * half - len(rows))]
    both = [[*one, "", *other] for one, other in zip(rows[:half], right, strict=True)]
    ledger.paper.table([[*ledger.heads(), "", *ledger.heads()], *both])


@shape
def bands(ledger: Ledger) -> None:
    """By ward, a merged row with its name above each group and its number in it."""
    entries = sorted((ledger.entry() for _ in range(ledger.size)), key=lambda each: each.home.ward)
    width, rows = len(ledger.heads()), [ledger.heads()]
    word = ledger.rng.choice(["◆ {}　{}名", "【{}】（{}人）", "{}地区　計{}"])
    for ward, group in groupby(entries, key=lambda each: each.home.ward):
        mine = [ledger.row(each) for each in group]
        rows += [[word.format(ward, len(mine)), *[LEFT] * (width - 1)], *mine]
    ledger.paper.table([*rows, *ledger.total(width)])


@shape
def merged(ledger: Ledger) -> None:
    """The ward stands once, in a field merged over its rows."""
    entries = sorted((ledger.entry() for _ in range(ledger.size)), key=lambda each: each.home.ward)
    rows: list[list[str]] = [["区", *ledger.heads()]]
    for ward, group in groupby(entries, key=lambda each: each.home.ward):
        for number, each in enumerate(group):
            rows.append([UP if number else ward, *ledger.row(each)])
    ledger.paper.table([*rows, *ledger.total(len(rows[0]))])


@shape
def ditto(ledger: Ledger) -> None:
    """The first field by 〃 where it is as above."""
    entries = sorted((ledger.entry() for _ in range(ledger.size)), key=lambda each: each.home.ward)
    rows, before = [["組", *ledger.heads()]], ""
    sign = ledger.rng.choice(["〃", "〃", "同上", "”"])
    for each in entries:
        rows.append([sign if each.home.ward == before else each.home.ward, *ledger.row(each)])
        before = each.home.ward
    ledger.paper.table([*rows, *ledger.total(len(rows[0]))])


@shape
def sheets(ledger: Ledger) -> None:
    """A sheet or page for each ward, its name above the table."""
    entries = sorted((ledger.entry() for _ in range(ledger.size)), key=lambda each: each.home.ward)
    for ward, group in groupby(entries, key=lambda each: each.home.ward):
        ledger.paper.page(ward)
        mine = [ledger.row(each) for each in group]
        ledger.paper.line(f"{ward}　{len(mine)}名", "head")
        ledger.paper.table([ledger.heads(), *mine])


@shape
def tworow(ledger: Ledger) -> None:
    """Two rows a person: the second half of the columns stands below the first."""
    heads = ledger.heads()
    half = (len(heads) + 1) // 2
    spare = [""] * (2 * half - len(heads))
    rows = [heads[:half], [*heads[half:], *spare]]
    for _ in range(ledger.size):
        row = ledger.row(ledger.entry())
        rows += [row[:half], [*row[half:], *spare]]
    ledger.paper.table(rows, head=2)


@shape
def twohead(ledger: Ledger) -> None:
    """Two heading rows: columns that belong together below a merged heading."""
    top: list[str] = []
    under: list[str] = []
    before = ""
    for column in ledger.roster.columns:
        for head in ledger.parted(column):
            top.append(LEFT if column.over and column.over == before else column.over or head)
            under.append(head if column.over else UP)
            before = column.over
    rows = [ledger.row(ledger.entry()) for _ in range(ledger.size)]
    ledger.paper.table([top, under, *rows, *ledger.total(len(top))], head=2)


@shape
def cards(ledger: Ledger) -> None:
    """A small table for each person, headings at its left."""
    heads = ledger.heads()
    for number in range(ledger.size):
        row = ledger.row(ledger.entry())
        pairs = [*zip(heads, row, strict=True)]
        if len(pairs) % 2:
            pairs.append(("", ""))
        ledger.paper.table([[*pairs[n], *pairs[n + 1]] for n in range(0, len(pairs), 2)], head=0)
        ledger.paper.line("" if number % 3 else "・・・・・・・・・・・・・・・・・・・・")


@shape
def across(ledger: Ledger) -> None:
    """Persons stand in columns, five at a time."""
    rows = [ledger.row(ledger.entry()) for _ in range(ledger.size)]
    for start in range(0, len(rows), 5):
        part = rows[start : start + 5]
        columns = [ledger.heads(), *part]
        ledger.paper.table([list(each) for each in zip(*columns, strict=True)], head=0)
        ledger.paper.line("")


@shape
def lines(ledger: Ledger) -> None:
    """No table: a line a person, parts apart by blanks."""
    for _ in range(ledger.size):
        ledger.paper.line("　".join(each for each in ledger.row(ledger.entry()) if each))


@shape
def labelled(ledger: Ledger) -> None:
    """No table: several short lines a person, each with its word and a colon."""
    for number in range(1, ledger.size + 1):
        ledger.paper.line(f"（{number}）")
        for head, text in zip(ledger.heads(), ledger.row(ledger.entry()), strict=True):
            if text:
                ledger.paper.line(f"　{head}：{text}")


@shape
def boxes(ledger: Ledger) -> None:
    """All of a person in one field, three persons a row, as on a sheet of badges."""
    cells = [
        "\n".join(each for each in ledger.row(ledger.entry()) if each) for _ in range(ledger.size)
    ]
    cells += [""] * (-len(cells) % 3)
    ledger.paper.table([cells[n : n + 3] for n in range(0, len(cells), 3)], head=0)
