"""What a person must decide, find out or write, as 未定: the same in both versions.

Nothing here is answered by records; a document that left these parts out would look finished.
"""

from __future__ import annotations

from sekisho.report.model import Block, Bullets, Paragraph, Section
from sekisho.report.writer import Writer


def open_part(writer: Writer, name: str, *codes: str) -> Section:
    """A section that holds only what is open; its title is ``report.part.<name>``."""
    return Section(name, writer.text(f"report.part.{name}"), (undecided(writer, *codes),))


def undecided(writer: Writer, *codes: str) -> Block:
    """What is open, point by point (``report.open.<code>``); a single point is a paragraph."""
    as_of = writer.words.as_of(writer.case.now)
    lines = tuple(writer.undecided(f"report.open.{code}", as_of=as_of) for code in codes)
    return Paragraph(lines[0]) if len(lines) == 1 else Bullets(lines)


def others(writer: Writer) -> Section:
    """捜査機関及び委託事業者による調査: theirs, with author, date and status, never ours."""
    return open_part(writer, "others", "police", "contractor")


def faults(writer: Writer) -> tuple[Section, ...]:
    """The town's own faults are the town's to name."""
    return (open_part(writer, "awareness", "awareness"), open_part(writer, "systems", "systems"))


def harm(writer: Writer) -> Section:
    """被害の状況及び影響: what records show of misuse, and what only the town can know."""
    as_of = writer.words.as_of(writer.case.now)
    said = writer.paragraph("report.harm.unknown", as_of=as_of)
    blocks = (said, undecided(writer, "harm", "complaint", "voices"))
    return Section("damage", writer.text("report.part.damage", as_of=as_of), blocks)


def discipline(writer: Writer) -> Section:
    """担当者及び関係者の処分."""
    return open_part(writer, "discipline", "discipline")


def ahead(writer: Writer) -> Section:
    """今後の対応: prevention, authorities, measures."""
    parts = (
        open_part(writer, "prevention", "prevention"),
        open_part(writer, "agencies", "agencies"),
        open_part(writer, "measures", "measures"),
    )
    return Section("ahead", writer.text("report.part.ahead"), (), parts)
