"""README.txt beside settings: which file is for what, who applies it, what it closes."""

from __future__ import annotations

from collections.abc import Iterable

from sekisho.case.ready import Remedy
from sekisho.report.ready.saying import Assessment
from sekisho.text import Language


def index(remedies: Iterable[Remedy], language: Language) -> bytes:
    """The list of settings files (UTF-8 with a mark, so that every Notepad shows it right)."""
    saying = Assessment(language)
    lines = [
        saying.text("readiness.settings.title"),
        "",
        saying.text("readiness.settings.note"),
        "",
    ]
    for one in remedies:
        if one.files:
            lines.append(f"■ {saying.what(one)}")
            lines.append(f"   {saying.who(one)}")
            lines += [f"   {name}" for name in one.files]
            lines.append("")
    return "\r\n".join(lines).encode("utf-8-sig")
