"""A held mail as a page: what can be drawn is drawn, of the rest the text is read."""

from __future__ import annotations

import io
import stat
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from sekisho.cli.mail_pages import write_pages
from sekisho.cli.voice import voice_for
from sekisho.gates.mail.opened import opened
from tests.gates.mail import mail, zipped


def test_pictures_and_texts_stand_in_a_private_page(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "black").save(out, "PNG")
    inner = zipped(("中.csv", "佐藤,1".encode()))
    whole = opened(mail(("絵.png", out.getvalue()), ("a.zip", inner)))
    page = tmp_path / "page.html"
    now = datetime(2026, 11, 28, tzinfo=UTC)
    write_pages(whole, "4AbC", page, voice_for("ja", json=False), now)
    text = page.read_text(encoding="utf-8")
    assert text.count("<img ") == 1
    assert "佐藤,1" in text
    assert "a.zip/中.csv" in text
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
