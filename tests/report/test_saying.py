from __future__ import annotations

from dataclasses import dataclass

import pytest

from sekisho.report.model import Paragraph, Span
from sekisho.report.saying import Saying
from sekisho.text import Language, say


@dataclass(frozen=True)
class Speaker(Saying):
    language: Language


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_sentence_as_line_paragraph_and_remark(language: Language) -> None:
    speaker = Speaker(language)
    text = say("report.count.unknown", language)
    assert speaker.text("report.count.unknown") == text
    assert speaker.line("report.count.unknown") == (Span(text),)
    assert speaker.paragraph("report.count.unknown") == Paragraph((Span(text),))
    assert speaker.note("report.count.unknown") == Paragraph((Span(text),), note=True)
    assert speaker.words.language == language
