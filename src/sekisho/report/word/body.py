"""The body of a Word file: the letter, the head, the sections and the annexes in their order."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document as WordDocument
from lxml.etree import _Element

from sekisho.report import model
from sekisho.report.numbering import tops
from sekisho.report.official import official
from sekisho.report.pdf import png
from sekisho.report.word.numbering import ANNEXES, BULLETS, HEADINGS, Lists, numbering
from sekisho.report.word.runs import Speech, section_mark, to
from sekisho.report.word.tables import Marks, Tables
from sekisho.report.word.xml import element, in_list, paragraph, run, tab

_PICTURE = 5900000
"""Width of a picture in EMU (164 mm)."""
_DEEPEST = 4


class Body:
    """Writes one document of the model into an empty Word document."""

    def __init__(self, made: WordDocument, document: model.Document) -> None:
        self.made = made
        self.document = document
        self.language = document.language
        self.end = made.element.body.sectPr
        lists = made.part.numbering_part.element
        lists.extend(numbering(document.language, len(document.annexes)))
        self.lists = Lists(lists)
        self.marks = Marks()
        look = "Table" if document.face == "serif" else "Dense"
        self.tables = Tables(look, document, self.marks)
        self.reading = Tables("Table", document, self.marks)
        self.speech = Speech(document)
        self.pictures = 0

    def write(self) -> None:
        """The whole document."""
        document = self.document
        if document.cover is not None:
            self._letter(document.cover)
        if not model.is_letter_alone(document):
            self._head()
        self.blocks(document.opening, 0)
        if document.contents:
            self._contents()
        for section in document.sections:
            self._section(section, 1, HEADINGS)
        for section in document.annexes:
            self._section(section, 1, ANNEXES)

    def put(self, *parts: _Element) -> None:
        """Further parts at the end."""
        for part in parts:
            self.end.addprevious(part)

    def said(self, style: str, line: model.Line, *, kept: bool = False) -> None:
        """A line as a paragraph in a style, kept with what follows or not."""
        properties = _with_next() if kept else ()
        self.put(paragraph(style, *self.speech.runs(line), properties=properties))

    def _text(self, code: str) -> str:
        return official(f"report.{code}", self.language)

    def _head(self) -> None:
        rows = [("Rightly", self.speech.runs(line)) for line in self.document.head]
        rows.append(("Title", [run(self.document.title)]))
        if self.document.stamp:
            rows.insert(0, ("Stamp", [run(self.document.stamp)]))
        for number, (style, runs) in enumerate(rows):
            begin = _new_page() if self.document.cover and not number else ()
            self.put(paragraph(style, *runs, properties=begin))
        if self.document.handling is not None and self.document.cover is None:
            self._handling(self.document.handling)

    def _handling(self, handling: model.Handling) -> None:
        rows = (
            (self._text("handling.classification"), (handling.classification,)),
            (self._text("handling.retention"), (handling.retention,)),
        )
        self.put(self.reading.boxes(handling.approvers), paragraph("TableEnd"))
        self.put(*self.reading.pairs(model.Pairs(rows)))

    def _letter(self, cover: model.Cover) -> None:
        """かがみ."""
        if self.document.handling is not None:
            self._handling(self.document.handling)
        number = cover.number or self._text("letter.number")
        self.put(paragraph("Rightly", run(number)), paragraph("Rightly", run(cover.date)))
        self.put(paragraph("LetterGap"))
        self.put(*(paragraph("LetterTo", run(one)) for one in cover.addressees))
        self.put(paragraph("LetterGap"))
        for line in cover.sender:
            self.said("LetterFrom", line)
        self.put(paragraph("LetterTitle", run(cover.title)))
        for line in cover.body:
            self.said("Body0", line)
        if cover.items:
            self.put(paragraph("LetterItems", run(self._text("letter.items"))))
            self.blocks(cover.items, 0)
            self.put(paragraph("Rightly", run(self._text("letter.end"))))
        self._enclosed(cover)

    def _enclosed(self, cover: model.Cover) -> None:
        """What goes with the letter, and whom to ask."""
        for number, one in enumerate(cover.annexes):
            name = self._text("letter.annexes") if number == 0 else ""
            self.put(paragraph("LetterAnnex", run(name), tab(), run(one)))
        if cover.contact:
            self.put(paragraph("LetterGap"))
            told = model.Pairs(((self._text("letter.contact"), cover.contact),))
            self.put(*self.reading.pairs(told))

    def _contents(self) -> None:
        """Chapters and annexes as links in one paragraph. Pages only the reader's program knows;
        it makes a table with pages from the headings when it is asked to."""
        said = [run(f"{self._text('contents')}　", "Strong")]
        for number, (sign, one) in enumerate(tops(self.document)):
            said += [run("　／　")] if number else []
            said.append(to(section_mark(one.name), run(f"{sign} {one.title}")))
        self.put(paragraph("Contents", *said))

    def _section(self, section: model.Section, depth: int, numbers: int) -> None:
        title = self.marks.around(section_mark(section.name), run(section.title))
        style, properties = self._heading(section, depth, numbers)
        self.put(paragraph(style, *title, properties=properties))
        self.blocks(section.blocks, depth)
        for part in section.parts:
            self._section(part, depth + 1, numbers)

    def _heading(
        self, section: model.Section, depth: int, numbers: int
    ) -> tuple[str, tuple[_Element, ...]]:
        """The style of a heading and what else it is part of."""
        if numbers == HEADINGS:
            return f"Heading{min(depth, _DEEPEST)}", ()
        if depth == 1:
            first = self.document.contents and section is self.document.annexes[0]
            return "AnnexHeading", _new_page() if first else ()
        # A part of an annex counts within the annex, not on from the last section.
        return f"Heading{min(depth, _DEEPEST)}", (in_list(ANNEXES, depth - 1),)

    def blocks(self, blocks: Sequence[model.Block], depth: int) -> None:
        """Blocks as they stand in a section of a depth."""
        for number, block in enumerate(blocks, 1):
            if isinstance(block, model.Paragraph):
                # A remark stands with what it remarks upon.
                style = f"{'Note' if block.note else 'Body'}{min(depth, _DEEPEST)}"
                self.said(style, block.line, kept=block.note and number < len(blocks))
            else:
                self._block(block, min(depth, _DEEPEST))

    def _block(self, block: model.Block, depth: int) -> None:
        if isinstance(block, model.Bullets):
            self._bullets(block, depth)
        elif isinstance(block, model.Pairs):
            self.put(*self.reading.pairs(block))
        elif isinstance(block, model.Figures):
            self.put(*self.tables.figures(block))
        elif isinstance(block, model.Table):
            self.put(*self.tables.sheet(block))
        elif isinstance(block, model.Exhibits):
            self.put(*self.tables.exhibits(block))
        elif isinstance(block, model.Picture):
            self._picture(block)
        elif isinstance(block, model.Box):
            self.put(paragraph("BoxTitle", run(block.title)))
            self.blocks(block.blocks, depth)

    def _bullets(self, block: model.Bullets, depth: int) -> None:
        level = min(depth, _DEEPEST - 1)
        place = (self.lists.begin(level), level) if block.numbered else (BULLETS, depth)
        style = f"List{'Number' if block.numbered else 'Bullet'}{depth}"
        for item in block.items:
            member = (in_list(*place),)
            self.put(paragraph(style, *self.speech.runs(item), properties=member))

    def _picture(self, block: model.Picture) -> None:
        """The drawing as an image that tells in words what it shows (代替テキスト)."""
        self.pictures += 1
        self.put(paragraph("Caption", run(block.title)))
        holder = self.made.add_paragraph(style=self.made.styles["図"])
        image = png(block.drawing, self.language)
        shown = holder.add_run().add_picture(io.BytesIO(image), width=_PICTURE)
        about = shown._inline.docPr  # noqa: SLF001 - python-docx offers no alternative text
        about.set("name", block.title)
        about.set("descr", block.description)
        about.set("id", str(self.pictures))
        self.said("Note0", (model.Span(block.description),))


def _with_next() -> tuple[_Element, ...]:
    return (element("keepNext"),)


def _new_page() -> tuple[_Element, ...]:
    return (element("pageBreakBefore"),)
