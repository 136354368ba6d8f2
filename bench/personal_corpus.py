"""Persons, households, names and false alarms over the corpus of office papers.

The product is run by its command line only: ``sekisho personal scan`` for what it counts,
``sekisho personal text`` for what it recognises. Of the held-out half only totals are printed,
unless ``--open-held-out`` says that tuning is over for good.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from measure import machine  # noqa: E402
from office_corpus.convert import available  # noqa: E402
from office_corpus.make import make  # noqa: E402
from office_corpus.truth import HELD_OUT, TUNING, Truth, read  # noqa: E402
from personal_score import (  # noqa: E402
    KINDS,
    LISTS,
    PAGES,
    Counted,
    Recall,
    Span,
    alarms,
    check,
    exactness,
    inventory_of,
    named,
    recall,
)

SEKISHO = [sys.executable, "-m", "sekisho.cli.main"]


def scan(folder: Path, truths: Sequence[Truth], command: Sequence[str]) -> dict[str, Counted]:
    """What ``personal scan`` counts. Raises RuntimeError when it writes no inventory."""
    with tempfile.TemporaryDirectory() as out:
        words = [*command, "personal", "scan", str(folder), "--out", out]
        done = subprocess.run(words, capture_output=True, check=False)
        inventory = Path(out) / "inventory.jsonl"
        if not inventory.is_file():
            said = done.stderr.decode(errors="replace").strip()
            raise RuntimeError(f"personal scan ended with {done.returncode}: {said[-500:]}")
        rows = [json.loads(line) for line in inventory.read_bytes().splitlines() if line]
    return inventory_of(truths, rows)


def spans(truths: Sequence[Truth], command: Sequence[str]) -> dict[str, list[Span]]:
    """What ``personal text`` recognises. Raises RuntimeError when it fails."""
    lines = [json.dumps({"id": each.id, "text": each.text}, ensure_ascii=False) for each in truths]
    words = [*command, "personal", "text"]
    given = ("\n".join(lines) + "\n").encode()
    done = subprocess.run(words, input=given, capture_output=True, check=False)
    if done.returncode not in (0, 3):
        said = done.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"personal text ended with {done.returncode}: {said[-500:]}")
    found: dict[str, list[Span]] = {each.id: [] for each in truths}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        found[row["id"]].append(Span(row["kind"], row["start"], row["end"]))
    return found


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def row(*cells: object) -> None:
    """A line of a table in Markdown."""
    print("| " + " | ".join(map(str, cells)) + " |")


def heading(*cells: str) -> None:
    """The heading of a table, a blank line before it."""
    print()
    row(*cells)
    print("|---" * len(cells) + "|")


def counts_table(
    title: str, key: Callable[[Truth], str], truths: Sequence[Truth], found: Mapping[str, Counted]
) -> None:
    """Persons and households, a line for each value of ``key``."""
    heading(title, "documents", "counted", "persons exact %", "within %", "width %",
            "households exact %", "within %")  # fmt: skip
    for group in sorted({key(each) for each in truths}):
        mine = [each for each in truths if key(each) == group]
        counted = sum(1 for each in mine if each.id in found and found[each.id].persons)
        persons = exactness(mine, found, "persons")
        homes = exactness(mine, found, "households")
        row(group, len(mine), counted,
            percent(persons.exact, persons.documents), percent(persons.within, persons.documents),
            f"{persons.width:.0f}",
            percent(homes.exact, homes.documents),
            percent(homes.within, homes.documents))  # fmt: skip


def recall_table(
    title: str,
    key: Callable[[Truth], str],
    truths: Sequence[Truth],
    found: Mapping[str, list[Span]],
) -> dict[str, Recall]:
    """Recall by kind, a line for each value of ``key``; gives the sums."""
    heading(title, *[f"{kind}: whole % (touched %) of" for kind in KINDS])
    every = {kind: Recall() for kind in KINDS}
    for group in sorted({key(each) for each in truths if each.facts}):
        mine = [recall(each, found[each.id]) for each in truths if key(each) == group]
        sums = {kind: sum((one[kind] for one in mine), Recall()) for kind in KINDS}
        every = {kind: every[kind] + sums[kind] for kind in KINDS}
        row(group, *[_recall(sums[kind]) for kind in KINDS])
    row("**all**", *[_recall(every[kind]) for kind in KINDS])
    return every


def _recall(one: Recall) -> str:
    if not one.true:
        return "–"
    whole, touched = percent(one.whole, one.true), percent(one.touched, one.true)
    return f"{whole} ({touched}) of {one.true}"


def kinds_table(truths: Sequence[Truth], found: Mapping[str, Counted]) -> None:
    """Of the documents that hold a kind: how many the inventory says it of; and of those with
    people that do not."""
    heading("kind named in the inventory", "documents that hold it", "named %",
            "with people, without it", "named all the same %")  # fmt: skip
    for kind in KINDS:
        holding, said = named(truths, found, kind)
        without, wrong = named(truths, found, kind, held=False)
        row(kind, holding, percent(said, holding), without, percent(wrong, without))


def alarms_table(truths: Sequence[Truth], found: Mapping[str, Counted]) -> None:
    """Documents without private persons, by genre."""
    heading("without private persons", "documents", "pages", "with false alarm",
            "of a hundred documents", "persons wrongly found", "certain ones",
            "persons on a hundred pages")  # fmt: skip
    for genre in sorted({each.genre for each in truths if each.nothing}):
        one = alarms((each for each in truths if each.genre == genre), found)
        row(genre, one.documents, one.pages, one.wrong, percent(one.wrong, one.documents),
            one.persons, one.certain, percent(one.persons, one.pages))  # fmt: skip


def aims(
    truths: Sequence[Truth], found: Mapping[str, Counted], recalled: Mapping[str, Recall] | None
) -> None:
    """The aims and whether they are reached."""
    lists = [each for each in truths if each.genre in LISTS]
    persons, homes = (exactness(lists, found, what) for what in ("persons", "households"))
    forms = alarms((each for each in truths if each.genre == "empty form"), found)
    pages = alarms((each for each in truths if each.genre in PAGES), found)
    heading("aim", "measured", "reached")
    for kind, one in (recalled or {}).items():
        _aim(f"{kind}: recall at least 98 %", one.whole, one.true, at_least=98)
    _aim("persons exact in at least 95 % of lists", persons.exact, persons.documents, at_least=95)
    _aim("households exact in at least 95 % of lists", homes.exact, homes.documents, at_least=95)
    _most("at most 1 false alarm in a hundred empty forms", forms.wrong, forms.documents, 1)
    _most("at most 2 in a hundred pages of minutes and circulars", pages.persons, pages.pages, 2)
    row("certain ones among these false alarms, persons", f"{forms.certain} in forms, "
        f"{pages.certain} on pages", "–")  # fmt: skip


def _aim(text: str, part: int, whole: int, *, at_least: float) -> None:
    _say(text, part, whole, ok=whole > 0 and 100 * part / whole >= at_least)


def _most(text: str, part: int, whole: int, most: float) -> None:
    _say(text, part, whole, ok=whole > 0 and 100 * part / whole <= most)


def _say(text: str, part: int, whole: int, *, ok: bool) -> None:
    row(text, f"{percent(part, whole)} ({part} of {whole})", "yes" if ok else "**no**")


def wrong_ones(
    truths: Iterable[Truth], found: Mapping[str, Counted], spans_of: Mapping[str, list[Span]]
) -> None:
    """A line for each document that is not exact, or of whose names not all were found whole."""
    heading("document", "layout", "persons", "found", "households", "found", "names not whole")
    for each in truths:
        one = found.get(each.id, Counted("not in the inventory", None, None))
        names = recall(each, spans_of[each.id])["name"] if spans_of else Recall()
        persons = one.persons is not None and one.persons.exact(each.persons)
        homes = each.households is None or (
            one.households is not None and one.households.exact(each.households)
        )
        if not (persons and homes and names.true == names.whole):
            row(each.path, each.layout, each.persons, one.persons or one.status,
                each.households, one.households or "–", names.true - names.whole)  # fmt: skip


def report(half: str, corpus: Path, command: Sequence[str], *, details: bool, by: str) -> None:
    """All tables of one half."""
    truths = read(corpus / f"{half}.truth.jsonl")
    print(f"\n## {half}: {len(truths)} documents, {sum(each.pages for each in truths)} pages, "
          f"{sum(each.persons for each in truths)} persons")  # fmt: skip
    found = scan(corpus / half, truths, command)
    counts_table("genre", lambda each: each.genre, truths, found)
    marked: dict[str, list[Span]] = {}
    recalled = None
    if by != "counts":
        marked = spans(truths, command)
        recalled = recall_table("genre", lambda each: each.genre, truths, marked)
    kinds_table(truths, found)
    alarms_table(truths, found)
    if details:
        counts_table("layout", lambda each: f"{each.genre}: {each.layout}", truths, found)
        counts_table("format", lambda each: each.format, truths, found)
        if marked:
            recall_table("layout", lambda each: f"{each.genre}: {each.layout}", truths, marked)
        wrong_ones(truths, found, marked)
    aims(truths, found, recalled)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="of python bench/office_corpus --out")
    parser.add_argument("--documents", type=int, default=800, help="made when no corpus is given")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--half", choices=[TUNING, HELD_OUT, "both"], default="both")
    parser.add_argument(
        "--details", action="store_true", help="by layout and format, wrong documents"
    )
    parser.add_argument(
        "--open-held-out", action="store_true", help="details of the held-out half too"
    )
    parser.add_argument(
        "--only", choices=["all", "counts"], default="all", help="counts: no recall"
    )
    parser.add_argument("--command", help="the program to run, in place of sekisho")
    parser.add_argument("--self-check", action="store_true", help="check the judging, then end")
    given = parser.parse_args()
    command = shlex.split(given.command) if given.command else SEKISHO
    check()
    if given.self_check:
        print("the judging is sound")
        return
    print(machine())
    with tempfile.TemporaryDirectory(prefix="sekisho-bench-") as name:
        corpus = given.corpus or Path(name)
        if not given.corpus:
            make(corpus, range(given.documents), given.shared, office=available())
        for half in (TUNING, HELD_OUT) if given.half == "both" else (given.half,):
            details = given.details and (half == TUNING or given.open_held_out)
            if given.details and not details:
                print("\nThe held-out half gives totals only (--open-held-out shows it, for good)")
            report(half, corpus, command, details=details, by=given.only)


if __name__ == "__main__":
    main()
