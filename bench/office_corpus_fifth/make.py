"""What the fifth author gives the press: which genres, whose layouts, whose paper."""

from __future__ import annotations

from random import Random

from office_corpus_fourth.press import EMPTY, FILLED, HOUSEHOLDS, PERSONS, Author, Plan
from office_corpus_fourth.press import plan as planned

from office_corpus_fifth.folk import places
from office_corpus_fifth.halves import pool
from office_corpus_fifth.paper import Paper

ROUND = (PERSONS, FILLED, "minutes", HOUSEHOLDS, EMPTY, PERSONS, "circular", "letter", FILLED, PERSONS, HOUSEHOLDS, "minutes",
         EMPTY, PERSONS, "record", "circular", FILLED, HOUSEHOLDS, PERSONS, "mail", EMPTY, "minutes", PERSONS, FILLED,
         HOUSEHOLDS, "circular", "record", PERSONS, EMPTY, "letter", HOUSEHOLDS, "minutes", PERSONS, "circular", "mail", FILLED)  # fmt: skip
"""Genres of each half, over and over."""
COVER = ("From: {ham}区 <kucho@example.jp>", "To: somu@town.example.lg.jp", "Subject: {title}の送付", "",
         "ご担当者様", "", "標記の書類（{title}）を送付いたします。よろしくお願いします。", "")  # fmt: skip


def blank(rng: Random) -> Paper:
    return Paper(rng, rng.choice(places()))


def covering(rng: Random, paper: Paper) -> Paper:
    """The mail that brings a paper to the office; no person is named in it."""
    cover = Paper(rng, paper.place)
    for line in COVER:
        cover.line(line.format(ham=paper.place.hamlets[0], title=paper.title or "書類"))
    return cover


FIFTH = Author("fifth", ROUND, pool, blank, covering)


def plan(seed: int) -> Plan:
    return planned(FIFTH, seed)
