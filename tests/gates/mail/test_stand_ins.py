"""The page that keeps stand-ins loaded shows a character in each font and brings none of them."""

from __future__ import annotations

from pypdfium2 import raw

from sekisho.gates.mail.stand_ins import kept


def test_it_is_one_page_with_a_character_in_each_font_that_is_not_embedded() -> None:
    document, page = kept()
    assert kept() == (document, page)
    shown = [raw.FPDFTextObj_GetFont(one.raw) for one in page.get_objects()]
    assert [raw.FPDFFont_GetIsEmbedded(font) for font in shown] == [0] * 8
    text = page.get_textpage()
    assert [chr(raw.FPDFText_GetUnicode(text.raw, at)) for at in range(8)] == ["あ"] * 8
