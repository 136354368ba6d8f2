"""The town's policy as data: one form, checked by one schema, the same for gates and findings.

``load(path)`` gives a ``Rulebook`` or raises ``RulebookError`` with every mistake and its
place; ``template()`` gives a file to start from. The form is ``schema.json``; every key is
described in ``docs/guide/*/rulebook.md``.
"""

from sekisho.rulebook.book import Assumption, Rulebook
from sekisho.rulebook.entries import (
    Asset,
    Category,
    Clock,
    Clocks,
    Column,
    Device,
    Flow,
    Interval,
    Kept,
    Mail,
    NamedDate,
    Person,
    Program,
    Reader,
    Retention,
    Share,
    Software,
    Support,
    Town,
    Web,
    WebException,
    Zone,
)
from sekisho.rulebook.files import RulebookFile
from sekisho.rulebook.form import schema
from sekisho.rulebook.hours import Hours, Span, State, YearEnd
from sekisho.rulebook.loading import load
from sekisho.rulebook.mistakes import Mistake, Place, RulebookError
from sekisho.rulebook.notations import zone_named
from sekisho.rulebook.template import template

__all__ = [
    "Asset",
    "Assumption",
    "Category",
    "Clock",
    "Clocks",
    "Column",
    "Device",
    "Flow",
    "Hours",
    "Interval",
    "Kept",
    "Mail",
    "Mistake",
    "NamedDate",
    "Person",
    "Place",
    "Program",
    "Reader",
    "Retention",
    "Rulebook",
    "RulebookError",
    "RulebookFile",
    "Share",
    "Software",
    "Span",
    "State",
    "Support",
    "Town",
    "Web",
    "WebException",
    "YearEnd",
    "Zone",
    "load",
    "schema",
    "template",
    "zone_named",
]
