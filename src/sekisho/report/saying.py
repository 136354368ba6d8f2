"""Sentences of one language as lines and paragraphs: what everything that writes a paper can do."""

from __future__ import annotations

from functools import cached_property

from sekisho.report.model import Line, Paragraph, Span
from sekisho.report.words import Words
from sekisho.text import Language, say


class Saying:
    """Who writes in a ``language``; a dataclass that inherits this has it as a field."""

    language: Language

    @cached_property
    def words(self) -> Words:
        """Times, numbers and bounds of the language."""
        return Words(self.language)

    def text(self, code: str, /, **values: object) -> str:
        """The sentence of a code."""
        return say(code, self.language, **values)

    def line(self, code: str, /, **values: object) -> Line:
        """The sentence of a code as a line."""
        return (Span(self.text(code, **values)),)

    def paragraph(self, code: str, /, **values: object) -> Paragraph:
        """The sentence of a code as a paragraph."""
        return Paragraph(self.line(code, **values))

    def note(self, code: str, /, **values: object) -> Paragraph:
        """The sentence of a code as a small remark."""
        return Paragraph(self.line(code, **values), note=True)
