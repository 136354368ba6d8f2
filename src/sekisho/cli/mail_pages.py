"""A held mail as a page without anything active: each file drawn or read in its own process."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sekisho.cli.voice import Voice
from sekisho.engine.pool import Limits, Lost, run
from sekisho.gates.mail.likeness import likeness
from sekisho.gates.mail.opened import File, Opened
from sekisho.gates.mail.pages import PATIENCE_S, Drawn, Task, drawn
from sekisho.gates.mail.real import ending_of
from sekisho.intake.documents import Document, read_documents
from sekisho.intake.documents import File as Given
from sekisho.intake.tasks import MEMORY
from sekisho.ledger.private import write_private
from sekisho.personal.inventory.measured import lines_of
from sekisho.sources.contract import Context


def write_pages(mail: Opened, name: str, path: Path, voice: Voice, now: datetime) -> None:
    """Writes the page for its owner alone. Raises OSError."""
    files = {one.sha256: one for one in mail.files if one.data and not one.closed}
    tasks = [Task(one.name, one.data) for one in files.values()]
    pictures: dict[str, Drawn] = {}
    done = run(drawn, tasks, 1, lambda _task: Limits(2 * PATIENCE_S, MEMORY))
    for digest, made in zip(files, done, strict=True):
        pictures[digest] = Drawn() if isinstance(made, Lost) else made
    rest = [one for digest, one in files.items() if not pictures[digest].pictures]
    made_page = likeness(mail, name, pictures, _texts(rest, now), voice.language)
    write_private(path, made_page.page)
    voice.say("cli.mail.pages_written", path=path, pages=made_page.pages, texts=made_page.texts,
              none=made_page.none)  # fmt: skip


def _texts(files: Sequence[File], now: datetime) -> dict[str, str]:
    """What our own readers make of files that cannot be drawn."""
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        given = []
        for number, one in enumerate(files):
            path = Path(folder) / f"{number}{ending_of(one.name)}"
            path.write_bytes(one.data)
            given.append(Given(path, path.name, one.size))
        work = Path(folder) / "work"
        work.mkdir()
        read = read_documents(given, text_of, work, Context(now), 1)
        for one, texts in zip(files, read, strict=True):
            found[one.sha256] = texts[0] if texts else ""
    return found


def text_of(document: Document) -> str:
    """The lines of one document."""
    lines = ("\t".join(cells) if cells else line for *_, cells, line in lines_of(document.content))
    return "\n".join(lines)
