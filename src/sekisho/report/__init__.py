"""Facts to documents: the internal version (内部版) and the public version (公表版).

Both are written from the same ``Case`` and say the same numbers. ``model`` is the document
apart from its format; ``html``, ``word``, ``pdf`` and ``cms`` are its formats.
"""

from __future__ import annotations

from collections.abc import Sequence

from sekisho.case.facts import Case
from sekisho.case.notices.register import Told
from sekisho.report import office, residents
from sekisho.report.cms import cms
from sekisho.report.formats import formats
from sekisho.report.html import html
from sekisho.rulebook import Rulebook
from sekisho.text import Language

__all__ = ["internal", "papers", "public"]


def internal(case: Case, language: Language, rulebook: Rulebook) -> bytes:
    """``report-internal.html``: for the office, with exhibits. One self-contained HTML file
    (UTF-8); the same case, language and rulebook give the same bytes."""
    return html(office.document(case, language, rulebook))


def public(case: Case, language: Language, rulebook: Rulebook) -> bytes:
    """``report-public.html``: for the public, without host, user, address, path, hash or
    private person. One self-contained HTML file (UTF-8), deterministic as ``internal``."""
    return html(residents.document(case, language, rulebook))


def papers(
    case: Case, language: Language, rulebook: Rulebook, notices: Sequence[Told] = ()
) -> dict[str, bytes]:
    """Every file of both versions by name: HTML, Word and PDF of each, and of the public one the
    page for the town's content management system. ``notices``: the register (周知). Deterministic
    as ``internal``."""
    inside = office.document(case, language, rulebook, notices)
    outside = residents.document(case, language, rulebook)
    return {
        **formats("report-internal", inside),
        **formats("report-public", outside),
        "report-public-cms.html": cms(outside),
    }
