"""What the fourth author gives the press: which genres, whose layouts, whose paper."""

from __future__ import annotations

from random import Random

from office_corpus_fourth import press
from office_corpus_fourth.folk import places
from office_corpus_fourth.halves import pool
from office_corpus_fourth.paper import Paper
from office_corpus_fourth.press import EMPTY, FILLED, HOUSEHOLDS, PERSONS, Author, Plan

ROUND = (PERSONS, EMPTY, HOUSEHOLDS, FILLED, "circular", PERSONS, "letter", PERSONS, "minutes", EMPTY, FILLED, HOUSEHOLDS,
         PERSONS, "record", "mail", PERSONS, EMPTY, FILLED, PERSONS, HOUSEHOLDS, "circular", PERSONS, EMPTY, FILLED,
         "letter", PERSONS, "record", HOUSEHOLDS, "minutes", PERSONS, EMPTY, "mail", FILLED, PERSONS, HOUSEHOLDS, "circular")  # fmt: skip
"""Genres of each half, over and over."""
COVER = ("From: {ward}区 <kucho@example.ne.jp>", "To: soumu@town.example.lg.jp", "Subject: {title}", "",
         "担当者様", "", "お世話になります。{title}をお送りします。ご確認ください。", "")  # fmt: skip


def blank(rng: Random) -> Paper:
    return Paper(rng, rng.choice(places()))


def covering(rng: Random, paper: Paper) -> Paper:
    """The mail that brings a paper to the office; no person is named in it."""
    cover = Paper(rng, paper.place)
    for line in COVER:
        cover.line(line.format(ward=paper.folk.wards[0], title=paper.title or "書類"))
    return cover


FOURTH = Author("fourth", ROUND, pool, blank, covering)


def plan(seed: int) -> Plan:
    return press.plan(FOURTH, seed)
