"""Files without their active content, a file each for the forms that this is possible for."""

from __future__ import annotations

from sekisho.gates.mail.disarmed import office, pdf
from sekisho.gates.mail.opened import File
from sekisho.rulebook import Rulebook


def disarmed(file: File, rulebook: Rulebook) -> bytes | None:
    """The file without active content, or None where that cannot be vouched for: then it is left
    out and named."""
    if file.closed:
        return None
    if file.document:
        return office.disarmed(file, rulebook)
    return pdf.disarmed(file.data) if file.real == "pdf" else None


def renamed(name: str) -> str:
    """The name that fits a file without active content."""
    return office.renamed(name)
