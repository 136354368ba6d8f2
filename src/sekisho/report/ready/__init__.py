"""Readiness on paper: one page for the head of section, the list for the officer, the card."""

from __future__ import annotations

from sekisho.case.ready import Readiness
from sekisho.report.html import html
from sekisho.report.ready import listing as _listing
from sekisho.report.ready import page as _page
from sekisho.report.ready.card import card
from sekisho.report.ready.index import index
from sekisho.rulebook import Rulebook
from sekisho.text import Language

__all__ = ["card", "index", "listing", "page"]


def page(readiness: Readiness, language: Language, rulebook: Rulebook) -> bytes:
    """``ready-page.html``: one A4 page. Deterministic, self-contained (UTF-8)."""
    return html(_page.page(readiness, language, rulebook))


def listing(readiness: Readiness, language: Language, rulebook: Rulebook) -> bytes:
    """``ready-list.html``: every question with its grounds. Deterministic, self-contained."""
    return html(_listing.listing(readiness, language, rulebook))
