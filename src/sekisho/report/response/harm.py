"""被害の状況及び影響: what was checked and by whom, and the voices that came, as numbers."""

from __future__ import annotations

from collections import Counter

from sekisho.case.sheet.entries import Damage, Sheet
from sekisho.report import pending
from sekisho.report.model import Block, Bullets, Line, Section, Span
from sekisho.report.response.publishable import said, sentence
from sekisho.report.when import told
from sekisho.report.writer import Writer

_KINDS = ("complaint", "question", "request", "damage", "other")
_WAYS = ("telephone", "mail", "visit", "letter", "other")


def harm(writer: Writer, *, public: bool) -> Section:
    """Damage as confirmed or not, each with its time; voices counted, never quoted in public."""
    sheet = writer.case.sheet
    if sheet is None or not (sheet.damage or sheet.voices):
        return pending.harm(writer)
    as_of = writer.words.as_of(writer.case.now)
    blocks: list[Block] = [writer.paragraph("report.harm.unknown", as_of=as_of)]
    made = tuple(checked(writer, one, public=public) for one in sheet.damage)
    blocks += [Bullets(made)] if made else []
    missing = [] if sheet.damage else ["harm"]
    blocks.append(pending.undecided(writer, *missing, "complaint"))
    parts = (_voices(writer, sheet, public=public),)
    return Section("damage", writer.text("report.part.damage", as_of=as_of), tuple(blocks), parts)


def checked(writer: Writer, one: Damage, *, public: bool) -> Line:
    """One check for harm: found or not confirmed, as of when, how, and by whom."""
    code = "response.harm.found" if one.found else "response.harm.not_confirmed"
    at = told(writer.words, one.at)
    text = said(writer, sentence(writer, one.text), marked=one.public, public=public)
    by = () if public else (Span(writer.text("response.harm.by", by=one.by)),)
    return (*writer.line(code, at=at), *text, *by)


def _voices(writer: Writer, sheet: Sheet, *, public: bool) -> Section:
    """How many, by kind and way; their words only for the office."""
    as_of = writer.words.as_of(writer.case.now)
    title = writer.text("response.voices", as_of=as_of)
    if not sheet.voices:
        return Section("voices", title, (pending.undecided(writer, "voices"),))
    total = sum(one.count for one in sheet.voices)
    count = writer.words.number(total)
    lines: list[Line] = [writer.line("response.voices.total", count=count, as_of=as_of)]
    kinds, ways = Counter[str](), Counter[str]()
    for one in sheet.voices:
        kinds[one.kind] += one.count
        ways[one.by] += one.count
    lines += [_split(writer, "kind", kinds, _KINDS), _split(writer, "way", ways, _WAYS)]
    if not public:
        lines += [
            writer.line(
                "response.voices.said",
                at=told(writer.words, one.at),
                kind=writer.text(f"response.voice.kind.{one.kind}"),
                text=one.text,
            )
            for one in sheet.voices
            if one.text
        ]
    return Section("voices", title, (Bullets(tuple(lines)),))


def _split(writer: Writer, by: str, counted: Counter[str], order: tuple[str, ...]) -> Line:
    """The total once more, by kind or by way: numbers that add up."""
    parts = [
        writer.text(
            "response.voices.of",
            what=writer.text(f"response.voice.{by}.{one}"),
            count=writer.words.number(counted[one]),
        )
        for one in order
        if counted[one]
    ]
    names = writer.text("report.list.comma").join(parts)
    return writer.line(f"response.voices.by_{by}", parts=names)
