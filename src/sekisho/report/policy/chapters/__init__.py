"""The chapters of the paper: each asks the rulebook and gives its articles."""

from __future__ import annotations

from sekisho.report.policy.articles import Chapter
from sekisho.report.policy.chapters.assets import assets
from sekisho.report.policy.chapters.general import general, revision
from sekisho.report.policy.chapters.lines import lines
from sekisho.report.policy.chapters.operation import operation, records
from sekisho.report.policy.chapters.outward import mail, web
from sekisho.report.policy.chapters.permissions import permissions
from sekisho.report.policy.chapters.things import things
from sekisho.report.policy.desk import Desk

_ORDER = (general, assets, lines, things, web, mail, permissions, records, operation, revision)


def chapters(desk: Desk) -> tuple[Chapter, ...]:
    """All chapters that the rulebook says something for."""
    found = (write(desk) for write in _ORDER)
    return tuple(chapter for chapter in found if chapter.articles)
