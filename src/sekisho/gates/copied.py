"""The documents that a case proves to have been read, as findings to hold against the gates."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.facts import Case, Window
from sekisho.detect.findings import Finding, in_order

RULE_ID = "sekisho.exposure.proven"
TITLE = "操作時間帯に読み出された文書 / Document read while the PC was controlled"


def copied(case: Case) -> tuple[Finding, ...]:
    """A finding for each record by which a document is proven to have been read; its time and
    computer are those of the case's first window."""
    return in_order(_found(case, case.window)) if case.window else ()


def _found(case: Case, window: Window) -> Iterator[Finding]:
    for document in case.exposure:
        for one in document.evidence if document.verdict == "proven" else ():
            if one.position is None or one.unit is None:
                continue
            yield Finding(
                rule_id=RULE_ID,
                title=TITLE,
                level="high",
                time=window.start,
                host=window.host,
                evidence=one.evidence,
                position=one.position,
                unit=one.unit,
                tags=("attack.collection",),
                rule_file="case",
            )
