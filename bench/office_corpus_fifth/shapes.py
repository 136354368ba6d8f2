"""How a list of persons is laid out."""

from __future__ import annotations

from collections.abc import Callable

from office_corpus_fourth.marks import LEFT, UP

from office_corpus_fifth.paper import Paper
from office_corpus_fifth.rolls import Roll, Written

SHAPES: dict[str, Callable[[Written], None]] = {}
TEXTS = {"lines", "fields"}
FRAMES = {"cards", "grid", "tree", "slips"}


def shape(draw: Callable[[Written], None]) -> Callable[[Written], None]:
    SHAPES[draw.__name__] = draw
    return draw


def render(roll: Roll, paper: Paper) -> None:
    written = Written(paper, roll)
    written.before()
    SHAPES[roll.shape](written)
    written.end()


def head_rows(heads: list[str]) -> list[list[str]]:
    """One row of headings, or two where some stand below one that they share."""
    if not any(">" in each for each in heads):
        return [heads]
    upper: list[str] = []
    lower: list[str] = []
    last = ""
    for each in heads:
        above, _, below = each.partition(">")
        upper.append(LEFT if below and above == last else above)
        lower.append(below or UP)
        last = above if below else ""
    return [upper, lower]


@shape
def table(one: Written) -> None:
    heads = head_rows(one.heads)
    one.paper.table([*heads, *map(one.cells, one.rows), *one.sums()], len(heads))


@shape
def blanks(one: Written) -> None:
    """Printed with more rows than there are people."""
    heads = head_rows(one.heads)
    numbers = [[str(len(one.rows) + nth + 1)] for nth in range(one.paper.rng.randint(2, 6))]
    one.paper.table([*heads, *map(one.cells, one.rows), *numbers], len(heads))


@shape
def bands(one: Written) -> None:
    """A row over the whole width before each group."""
    heads = head_rows(one.heads)
    rows = list(heads)
    for word, mine in one.groups:
        rows.append([f"{word}", *[LEFT] * (len(one.heads) - 1)])
        rows += map(one.cells, mine)
    one.paper.table([*rows, *one.sums()], len(heads))


@shape
def sides(one: Written) -> None:
    """The group in a field at the side, as high as its rows."""
    heads = head_rows(["区分" if one.roll.groups != ("hamlets",) else "地区", *one.heads])
    rows = list(heads)
    for word, mine in one.groups:
        rows += [[UP if nth else word, *one.cells(each)] for nth, each in enumerate(mine)]
    one.paper.table([*rows, *one.sums()], len(heads))


@shape
def subtotals(one: Written) -> None:
    """A sum below each group."""
    rows = [one.heads]
    for word, mine in one.groups:
        rows += map(one.cells, mine)
        rows.append([f"{word}　小計", f"{len(mine)}名", *[""] * (len(one.heads) - 2)])
    one.paper.table([*rows, *one.sums()])


@shape
def folded(one: Written) -> None:
    """Two rows a person: the first half of the columns over the other half."""
    heads, half = one.heads, -(-len(one.heads) // 2)
    rows = [["番号", *heads[:half]], [UP, *heads[half:]]]
    for nth, each in enumerate(one.rows):
        cells = one.cells(each)
        rows += [[str(nth + 1), *cells[:half]], [UP, *cells[half:]]]
    one.paper.table(rows, 2)


@shape
def beside(one: Written) -> None:
    """Two blocks side by side, read down the left one first."""
    rows, half = list(map(one.cells, one.rows)), -(-len(one.rows) // 2)
    spare = [""] * len(one.heads)
    right = [*rows[half:], *[spare] * (2 * half - len(rows))]
    one.paper.table([[*one.heads, "", *one.heads], *[[*a, "", *b] for a, b in zip(rows[:half], right, strict=True)]])  # fmt: skip


@shape
def leaves(one: Written) -> None:
    """A sheet or page for each group."""
    for nth, (word, mine) in enumerate(one.groups):
        if nth:
            one.paper.page(word)
        one.paper.line(f"■{word}（{len(mine)}名）", "head")
        one.paper.table([one.heads, *map(one.cells, mine)])


@shape
def ditto(one: Written) -> None:
    """〃 where a field but the first two says the same as the one above."""
    rows = [one.heads]
    last: list[str] = []
    for each in one.rows:
        cells = one.cells(each)
        rows.append([("〃" if n > 1 and last and text == last[n] and len(text) < 8 and text else text) for n, text in enumerate(cells)])  # fmt: skip
        last = cells
    one.paper.table(rows)


@shape
def cards(one: Written) -> None:
    """A small table for each person, labels beside values."""
    for each in one.rows:
        pairs = [list(pair) for pair in zip(one.heads, one.cells(each), strict=True)]
        odd = [["", ""]] if len(pairs) % 2 else []
        flat = [*pairs, *odd]
        one.paper.table([[*flat[n], *flat[n + 1]] for n in range(0, len(flat), 2)], 0)
        one.paper.line("")


@shape
def slips(one: Written) -> None:
    """Three people beside each other, labels down the left."""
    for start in range(0, len(one.rows), 3):
        columns = [one.cells(each) for each in one.rows[start : start + 3]]
        one.paper.table([[head, *[cells[n] for cells in columns]] for n, head in enumerate(one.heads)], 0)  # fmt: skip
        one.paper.line("")


@shape
def grid(one: Written) -> None:
    """Groups as columns, people below."""
    columns = [[" ".join(one.cells(each)) for each in mine] for _, mine in one.groups]
    high = max(map(len, columns))
    rows = [[column[n] if n < len(column) else "" for column in columns] for n in range(high)]
    one.paper.table([[word for word, _ in one.groups], *rows])


@shape
def tree(one: Written) -> None:
    """Who calls whom: a box for each person, a chain for each group."""
    chains = [["\n".join(one.cells(each)) for each in mine] for _, mine in one.groups]
    for (word, _), chain in zip(one.groups, chains, strict=True):
        boxes = [word]
        for box in chain[:4]:
            boxes += ["→", box]
        rest = [["", *[part for box in chain[n : n + 4] for part in ("→", box)]] for n in range(4, len(chain), 4)]  # fmt: skip
        one.paper.table([boxes, *rest], 0)
        one.paper.line("")


@shape
def lines(one: Written) -> None:
    """No table: fields apart by wide blanks."""
    for word, mine in one.groups:
        if word:
            one.paper.line("")
            one.paper.line(f"【{word}】")
        for each in mine:
            one.paper.line("　".join(cell for cell in one.cells(each) if cell))


@shape
def fields(one: Written) -> None:
    """Each person a paragraph of labelled fields."""
    for each in one.rows:
        for head, cell in zip(one.heads, one.cells(each), strict=True):
            one.paper.line(f"{head}：{cell}")
        one.paper.line("－" * 20)


@shape
def calendar(one: Written) -> None:
    """Duty by days: two people a day, then their fields."""
    rows = [["日", "曜", *one.heads, *one.heads]]
    month, first = one.paper.rng.choice([7, 8, 9, 11]), one.paper.rng.randint(0, 6)
    for nth in range(0, len(one.rows) - 1, 2):
        pair = [cell for each in one.rows[nth : nth + 2] for cell in one.cells(each)]
        day = nth // 2
        rows.append([f"{month}/{day + 1}", "月火水木金土日"[(first + day) % 7], *pair])
    if len(one.rows) % 2:
        rows.append(["予備", "", *one.cells(one.rows[-1])])
    one.paper.table(rows)
