"""Attachments as pictures of their pages: what a person may look at without opening anything.

PDF is drawn by PDFium (which is built without JavaScript); an Office document first becomes a PDF
in a LibreOffice with a profile of its own, macros off, without network and without rights. Each
file is drawn in a process of its own by whoever calls ``drawn``.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pypdfium2
from PIL import Image
from pypdfium2 import PdfiumError

from sekisho.gates.mail.real import ending_of
from sekisho.gates.programs import program

MOST = 20
"""Pages of one file that are drawn."""
WIDTH = 900
"""Picture elements across."""
PIXELS = 100_000_000
PATIENCE_S = 90.0
OFFICE = frozenset((
    ".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf", ".odt", ".xls", ".xlsx", ".xlsm", ".ods",
    ".ppt", ".pptx", ".pptm", ".odp",
))  # fmt: skip
_NOBODY = 65534
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""  # noqa: E501  (one setting a line)


@dataclass(frozen=True)
class Task:
    """One file to be drawn."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Drawn:
    """Pictures (PNG) of the first pages; ``more``: pages left out. Without pictures it cannot be
    drawn: its text is all there is."""

    pictures: tuple[bytes, ...] = field(repr=False, default=())
    more: int = 0


def drawn(task: Task) -> Drawn:
    """The pages of a PDF, an Office document or an image. Never raises for what stands in it."""
    ending = ending_of(task.name)
    try:
        if b"%PDF-" in task.data[:1024]:
            return _pages(task.data)
        if ending in OFFICE:
            made = _as_pdf(task.data, ending)
            return _pages(made) if made else Drawn()
        return _image(task.data)
    except (PdfiumError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Drawn()


def _pages(data: bytes) -> Drawn:
    document = pypdfium2.PdfDocument(data)
    try:
        count = len(document)
        pictures = []
        for at in range(min(count, MOST)):
            page = document[at]
            width, height = page.get_size()
            # a page may claim to be a wall: it is never drawn larger than a few screens
            scale = min(WIDTH / max(width, 1.0), 4 * WIDTH / max(height, 1.0))
            pictures.append(_png(page.render(scale=scale, may_draw_forms=False).to_pil()))
        return Drawn(tuple(pictures), count - len(pictures))
    finally:
        document.close()


def _image(data: bytes) -> Drawn:
    with Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > PIXELS:
            return Drawn()
        image.thumbnail((WIDTH, 4 * WIDTH))
        return Drawn((_png(image.convert("RGB")),))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _as_pdf(data: bytes, ending: str) -> bytes | None:
    """By LibreOffice; None where there is none, or nothing to shut it in."""
    office, unshare, setpriv = program("soffice"), program("unshare"), program("setpriv")
    if office is None or unshare is None or setpriv is None:
        return None
    root = getattr(os, "geteuid", lambda: 1)() == 0
    with tempfile.TemporaryDirectory(prefix="sekisho-pages-") as own:
        folder = Path(own)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8", newline="\n")
        source = folder / f"file{ending}"
        source.write_bytes(data)
        alone = [unshare, "-n"] if root else [unshare, "-rn"]
        rights = [setpriv, "--no-new-privs"]
        if root:
            rights += ["--reuid", str(_NOBODY), "--regid", str(_NOBODY), "--clear-groups"]
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, _NOBODY, _NOBODY)
        _quietly([
            *alone, *rights, office, "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", own, str(source),
        ], folder)  # fmt: skip
        made = folder / "file.pdf"
        return made.read_bytes() if made.is_file() else None


def _quietly(words: list[str], home: Path) -> None:
    """Ends with all its children after a while."""
    environment = {"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"}
    running = subprocess.Popen(  # noqa: S603  (fixed programs with a file of ours)
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment,
    )  # fmt: skip
    try:
        running.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        with suppress(psutil.NoSuchProcess):
            for one in psutil.Process(running.pid).children(recursive=True):
                one.kill()
        running.kill()
        running.wait()
