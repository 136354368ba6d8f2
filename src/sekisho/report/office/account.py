"""みなしたこと and 作成の記録: what was taken for granted, and what made the report."""

from __future__ import annotations

from sekisho.report.model import Line, Pairs, Section, Span
from sekisho.report.writer import Writer


def account(writer: Writer) -> Section:
    """Assumptions, versions and hashes: with these the same report can be made again."""
    made = writer.case.made_by
    none = writer.text("report.made.none")
    libraries: tuple[Line, ...] = tuple(
        (Span(f"{name} {version}", "code"),) for name, version in sorted(made.libraries.items())
    )
    rows = (
        (writer.text("report.made.program"), ((Span(f"{made.program} {made.version}"),),)),
        (writer.text("report.made.now"), ((Span(writer.words.moment(writer.case.now)),),)),
        (writer.text("report.made.evidence"), ((Span(made.evidence_sha256, "code"),),)),
        (writer.text("report.made.rulebook"), ((Span(made.rulebook_sha256 or none, "code"),),)),
        (writer.text("report.made.rules"), ((Span(made.rules_sha256 or none, "code"),),)),
        (writer.text("report.made.libraries"), libraries or ((Span(none),),)),
    )
    assumed = writer.bullets(writer.case.assumptions, "report.assumptions.none")
    parts = (
        Section("assumptions", writer.text("report.assumptions.title"), (assumed,)),
        Section("made", writer.text("report.made.title"), (Pairs(rows),)),
    )
    return Section("account", writer.text("report.account.title"), (), parts)
