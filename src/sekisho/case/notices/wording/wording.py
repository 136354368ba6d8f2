"""What a drill's mail says: subject, sender's name, body, the document, and the page behind it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sekisho.text import Language, say

THEMES = ("password", "payroll", "scan", "voice", "survey", "invoice")
"""Pretexts of everyday office work; the texts are ``notice.drill.mail.THEME…``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """``body`` holds ``{link}`` once, and ``{name}`` and ``{department}`` as wished; ``page``:
    paragraphs that the page shows after our own, as plain text."""

    subject: str
    sender: str
    body: str
    file: str
    document: str
    page: tuple[str, ...] = ()

    def mail(self, *, name: str, department: str, link: str) -> str:
        """The body as one person gets it. Nothing else is read as a place."""
        parts = {"{name}": name, "{department}": department, "{link}": link}
        text = self.body
        for at, place in enumerate(parts):
            text = text.replace(place, f"\0{at}\0")
        for at, value in enumerate(parts.values()):
            text = text.replace(f"\0{at}\0", value)
        return text

    @property
    def sha256(self) -> str:
        """Of all that it says."""
        said = (self.subject, self.sender, self.body, self.file, self.document, *self.page)
        return hashlib.sha256("\0".join(said).encode()).hexdigest()


def built_in(theme: str, language: Language = "ja") -> Wording:
    """One of ``THEMES``."""
    code = f"notice.drill.mail.{theme}"
    places = {"name": "{name}", "department": "{department}", "link": "{link}"}
    return Wording(
        subject=say(f"{code}.subject", language),
        sender=say(f"{code}.sender", language),
        body=say(f"{code}.body", language, **places),
        file=say(f"{code}.file", language),
        document=say(f"{code}.document", language),
    )


def example(theme: str, language: Language = "ja") -> str:
    """A built-in text as a file to change: YAML that ``load`` takes as it is."""
    one = built_in(theme, language)
    body = "".join(f"  {line}".rstrip() + "\n" for line in one.body.splitlines())
    return (
        f"{say('notice.drill.text.head', language)}version: 1\n"
        f"subject: {_quoted(one.subject)}\nsender: {_quoted(one.sender)}\nbody: |\n{body}"
        f"file: {_quoted(one.file)}\ndocument: {_quoted(one.document)}\n"
        f"{say('notice.drill.text.page', language)}"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
