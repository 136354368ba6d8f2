"""文書ごとの流出可能性: every document with its verdict, the grounds, whose data it holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from sekisho.case.facts import Count, Exposure
from sekisho.case.tally import verdicts
from sekisho.report.model import Block, Cell, Line, Paragraph, Section, Span, Table
from sekisho.report.office import summed
from sekisho.report.office.opening import VERDICTS
from sekisho.report.scope import scope
from sekisho.report.writer import Writer, cell

EACH = 200
"""More documents than this of one verdict are shown a line a folder, with their number."""
GROUPED = ("excluded", "unknown", "possible")
"""What is proven is always shown one by one."""


def documents(writer: Writer) -> Section:
    """A table for each verdict, the gravest first."""
    tables: list[Table] = []
    count = verdicts(writer.case)
    folded = False
    for verdict in VERDICTS:
        of_verdict = [one for one in writer.case.exposure if one.verdict == verdict]
        fold = verdict in GROUPED and len(of_verdict) > EACH
        folded = folded or fold
        if count[verdict]:
            rows = (
                _folders(writer, of_verdict)
                if fold
                else [_row(writer, (one,)) for one in of_verdict]
            )
            rows += summed.rows(writer, verdict)
            tables.append(_table(writer, verdict, count[verdict], rows))
    notes = [writer.note("report.documents.note")]
    notes += [writer.note("report.documents.folded", count=EACH)] if folded else []
    notes += summed.accounts(writer)
    none = Paragraph((Span(writer.text("report.documents.none", scope=scope(writer))),))
    blocks: tuple[Block, ...] = (*notes, *tables) if tables else (none,)
    return Section("documents", writer.text("report.part.information"), blocks)


def _table(writer: Writer, verdict: str, count: int, rows: list[tuple[Cell, ...]]) -> Table:
    mark = writer.mark(verdict)
    of = writer.text("report.unit.documents", count=writer.words.number(count))
    caption = writer.text("report.documents.of", verdict=f"{mark.sign} {mark.text}", count=of)
    columns = writer.columns("document", "persons", "households", "grounds")
    return Table(caption, columns, tuple(rows))


def _folders(writer: Writer, exposures: Sequence[Exposure]) -> list[tuple[Cell, ...]]:
    """A line a folder and reason; a folder above stands for those below it where the lines would
    still be too many to read."""
    depth = max(len(_folder(one).parts) for one in exposures)
    groups = _grouped(exposures, depth)
    while len(groups) > EACH and depth > 1:
        depth -= 1
        groups = _grouped(exposures, depth)
    return [_row(writer, tuple(members), folder) for (_, folder, _), members in groups]


_Group = tuple[str, str, tuple[str, ...]]


def _grouped(exposures: Sequence[Exposure], depth: int) -> list[tuple[_Group, list[Exposure]]]:
    """By computer, folder of at most so many parts, and reasons; in this order."""
    groups: dict[_Group, list[Exposure]] = {}
    for one in exposures:
        codes = tuple(reason.code for reason in one.reasons)
        folder = str(PureWindowsPath(*_folder(one).parts[:depth]))
        groups.setdefault((one.host or "", folder, codes), []).append(one)
    return sorted(groups.items())


def _folder(one: Exposure) -> PureWindowsPath:
    # A Windows path also reads the slashes of the other systems.
    return PureWindowsPath(one.original_path or one.path or "").parent


def _row(writer: Writer, members: tuple[Exposure, ...], folder: str = "") -> tuple[Cell, ...]:
    return (
        _names(writer, members, folder),
        _count(writer, [one.persons for one in members], "report.unit.persons"),
        _count(writer, [one.households for one in members], "report.unit.households"),
        Cell(_grounds(writer, members)),
    )


def _names(writer: Writer, members: tuple[Exposure, ...], folder: str) -> Cell:
    first = members[0]
    name = first.original_path or first.path or "–"
    if len(members) > 1:
        inside = writer.text("report.documents.inside", count=writer.words.number(len(members)))
        return Cell(((Span(folder, "code"),), *_host(first), (Span(inside, "strong"),)), folder)
    lines: list[Line] = [(Span(name, "code"),), *_host(first)]
    if first.path is None:
        lines.append((Span(writer.text("report.documents.from_records"), "muted"),))
    elif first.path != name and all(ref.evidence != first.path for ref in first.evidence):
        shown = writer.text("report.documents.evidence", path=first.path)
        lines.append((Span(shown, "muted"),))
    return Cell(tuple(lines), name)


def _host(one: Exposure) -> tuple[Line, ...]:
    """Where it lay, unless its name says so (a share's begins with its server)."""
    named = one.host is None or (one.original_path or "").startswith(f"\\\\{one.host}\\")
    return () if named else ((Span(str(one.host), "muted"),),)


def _count(writer: Writer, counts: Sequence[Count | None], unit: str) -> Cell:
    known = [one for one in counts if one is not None]
    if not known:
        return cell(writer.text("report.count.unknown"), "muted", key="-1")
    total = Count(sum(one.low for one in known), sum(one.high for one in known))
    return cell(writer.words.counted(total, unit), key=str(total.high))


def _grounds(writer: Writer, members: tuple[Exposure, ...]) -> tuple[Line, ...]:
    first = members[0]
    lines = list(writer.reasons(first.reasons))
    if len(members) == 1 and first.count_reason is not None:
        reason = writer.reason(first.count_reason)
        lines.append((Span(writer.text("report.documents.counting"), "muted"), *reason))
    cited = {ref for reason in first.reasons for ref in reason.evidence}
    others = [ref for one in members for ref in one.evidence if ref not in cited]
    if others and len(members) == 1:
        lines.append(writer.cite(others, 3))
    return tuple(dict.fromkeys(line for line in lines if line))
