"""Whether a sentence of the case sheet may stand in the public version.

A person marks it for that; a name of the register, a computer, an address or a file in it keeps
it out all the same, and says so to the office.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath

from sekisho.case.tally import lots
from sekisho.report.model import Line, Span
from sekisho.report.writer import Writer

SHORTEST = 3
"""Shorter names (a surname of one sign) are found in half the words of a language."""


def sentence(writer: Writer, text: str) -> str:
    """The text closed as a sentence."""
    return writer.text("report.sentence", text=text.strip().rstrip("。."))


def said(writer: Writer, text: str, *, marked: bool, public: bool) -> Line:
    """The text; for the public 未定 in place of one that is not marked, or that identifies."""
    if not public:
        return (Span(text),)
    if not marked:
        return writer.undecided("response.not_marked")
    if identifies(writer, text):
        return writer.undecided("response.identifies")
    return (Span(text),)


def identifies(writer: Writer, text: str) -> bool:
    """Whether a text holds a name that leads to somebody or something."""
    return any(name in text for name in names(writer))


def names(writer: Writer) -> Iterator[str]:
    """All that could lead to a private person, a computer or a file: of the rulebook's staff
    and register, of the case's sessions and documents. The head signs with his name."""
    return (name for name in _all(writer) if name and len(name) >= SHORTEST)


def _all(writer: Writer) -> Iterator[str]:
    for person in writer.rulebook.people:
        yield from (person.name, person.name.replace(" ", ""), *person.accounts, *person.mail)
    for asset in writer.rulebook.assets:
        yield from (asset.name, *asset.aliases, *map(str, asset.addresses), *asset.macs)
    for session in writer.case.sessions:
        yield from (session.host or "", session.user or "", session.address or "")
    for document in writer.case.exposure:
        yield PureWindowsPath(document.original_path or document.path or "").name
    for lot in lots(writer.case):
        yield from (lot.host or "", lot.folder)
