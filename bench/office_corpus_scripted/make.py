"""What an author gives the press: which genres, whose layouts, whose paper."""

from __future__ import annotations

from functools import partial
from random import Random

from office_corpus_fourth.press import EMPTY, FILLED, HOUSEHOLDS, PERSONS, Author, Plan
from office_corpus_fourth.press import plan as planned

from office_corpus_scripted.folk import places
from office_corpus_scripted.halves import pool
from office_corpus_scripted.paper import Paper

ROUND = (PERSONS, EMPTY, FILLED, "circular", HOUSEHOLDS, PERSONS, "mail", EMPTY, "minutes", FILLED, PERSONS, "record",
         "letter", EMPTY, PERSONS, "circular", HOUSEHOLDS, FILLED, EMPTY, PERSONS, "minutes", "mail", PERSONS, EMPTY,
         "letter", FILLED, "circular", HOUSEHOLDS, PERSONS, "record", EMPTY, PERSONS, "mail", FILLED, "circular", PERSONS,
         "minutes", "letter", EMPTY, HOUSEHOLDS, PERSONS, "record", FILLED, EMPTY, "circular", PERSONS, HOUSEHOLDS, "mail",
         "minutes", "letter", "record", "circular")  # fmt: skip
"""Genres of each half, over and over."""
DOCUMENTS = 8 * len(ROUND)
"""Four rounds of each half."""
FORMATS = {
    "table": ("xlsx", "xlsx", "xlsx", "xls", "csv", "csv", "ods", "sheet-pdf", "docx", "pdf", "eml-xlsx"),
    "export": ("csv", "csv", "csv", "xlsx", "xlsx"),
    "frame": ("xlsx", "xlsx", "xls", "docx", "docx", "doc", "pdf", "sheet-pdf"),
    "boxes": ("xlsx", "xlsx", "xls", "docx", "docx", "doc", "pdf"),
    "text": ("docx", "docx", "txt", "doc", "pdf", "eml"),
    "form": ("docx", "docx", "docx", "doc", "odt", "pdf", "pdf", "pdf"),
    "squared": ("xlsx", "xlsx", "xlsx", "xls", "ods", "sheet-pdf", "sheet-pdf"),
    "prose": ("docx", "docx", "docx", "doc", "odt", "pdf", "pdf", "txt"),
    "mail": ("eml", "eml", "eml", "eml", "txt"),
}  # fmt: skip
"""As an office saves them, older ones as xls and doc. Boxes have several lines in a field, whose
height LibreOffice does not fit when it prints a sheet."""
COVER = ("From: {hamlet}区長 <kucho@example.jp>", "To: soumu@town.example.lg.jp", "Subject: {title}", "", "総務課　担当者様", "",
         "お世話になっております。「{title}」をお送りします。ご査収ください。", "")  # fmt: skip


def blank(rng: Random) -> Paper:
    return Paper(rng, rng.choice(places()))


def covering(rng: Random, paper: Paper) -> Paper:
    """The mail that brings a paper to the office; nobody is named in it."""
    cover = Paper(rng, paper.place)
    for line in COVER:
        cover.line(line.format(hamlet=rng.choice(paper.place.hamlets), title=paper.title))
    return cover


def author(name: str) -> Author:
    """One of those whose papers are scripts."""
    return Author(name, ROUND, partial(pool, name), blank, covering, FORMATS)


def plan(name: str, seed: int) -> Plan:
    return planned(author(name), seed)
