"""The town's policy as data: one form, checked by one schema, the same for gates and findings.

``load(path)`` gives a ``Rulebook`` or raises ``RulebookError`` with every mistake and its
place; ``template()`` gives a file to start from. The form is ``schema.json``, a file of
``sections/`` for each section; every key is described in ``docs/guide/*/rulebook.md``.
"""

from sekisho.form.mistakes import Mistake, Place
from sekisho.form.notations import zone_named
from sekisho.form.values import Address, Column, Network
from sekisho.rulebook.book import Assumption, Rulebook
from sekisho.rulebook.entries import (
    Asset,
    Category,
    Clock,
    Clocks,
    Device,
    Flow,
    GateStage,
    Interval,
    Kept,
    Mail,
    MailRule,
    NamedDate,
    NeverRefused,
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
from sekisho.rulebook.hours import Hours, Span, State, YearEnd
from sekisho.rulebook.loading import RulebookError, load, schema, template

__all__ = [
    "Address",
    "Asset",
    "Assumption",
    "Category",
    "Clock",
    "Clocks",
    "Column",
    "Device",
    "Flow",
    "GateStage",
    "Hours",
    "Interval",
    "Kept",
    "Mail",
    "MailRule",
    "Mistake",
    "NamedDate",
    "Network",
    "NeverRefused",
    "Person",
    "Place",
    "Program",
    "Reader",
    "Retention",
    "Rulebook",
    "RulebookError",
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
