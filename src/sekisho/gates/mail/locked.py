"""Files that only a password opens: a document itself, or all others in a zip.

References: ECMA-376 / [MS-OFFCRYPTO] 2.3.4.10 (agile encryption, AES-256) for Office; ISO 32000-2
7.6 (AES-256, revision 6) for PDF; WinZip AE-2 (AES-256) for zip, names in UTF-8 (APPNOTE 4.4.4,
bit 11). The names inside a zip stay readable: that is how the format is.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import PurePosixPath

import msoffcrypto
import pypdf
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile
from pypdf.errors import PyPdfError

from sekisho.events.time import JAPAN

_OFFICE = frozenset((".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm"))
_PACKAGE = "[Content_Types].xml"


def document(data: bytes, name: str, password: str) -> bytes | None:
    """The document itself encrypted; None for one that has no such form or cannot be read."""
    made = _FORMS.get(PurePosixPath(name.casefold()).suffix)
    return made(data, password) if made else None


def archive(files: Sequence[tuple[str, bytes]], password: str, at: datetime) -> bytes:
    """A zip with AES-256 of all files; ``at`` (aware) is the time that stands in it."""
    out = io.BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as made:
        made.setpassword(password.encode("ascii"))
        for name, (_, content) in zip(_names(files), files, strict=True):
            info = made.zipinfo_cls(name, at.astimezone(JAPAN).timetuple()[:6])
            info.compress_type = pyzipper.ZIP_DEFLATED
            made.writestr(info, content)
    return out.getvalue()


def is_locked(data: bytes) -> bool:
    """Whether nobody reads it without a password: a document, or every file of a zip."""
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as whole:
                files = [one for one in whole.infolist() if not one.is_dir()]
                return bool(files) and all(one.flag_bits & 1 for one in files)
        if data[:1024].find(b"%PDF-") >= 0:
            return _pdf_locked(data)
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:  # noqa: BLE001  (what is broken counts as open: it is encrypted once more)
        return False


def _pdf_locked(data: bytes) -> bool:
    """Many PDF are encrypted with an empty password, only so that nobody prints them."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    return reader.is_encrypted and not reader.decrypt("")


def _pdf(data: bytes, password: str) -> bytes | None:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return None
        writer = pypdf.PdfWriter(clone_from=reader)
        writer.encrypt(user_password=password, algorithm="AES-256")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError):
        return None


def _office(data: bytes, password: str) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if _PACKAGE not in package.namelist():
                return None
        out = io.BytesIO()
        OOXMLFile(io.BytesIO(data)).encrypt(password, out)
        # the library spoils packages of less than a few kB: what does not come back is no form
        again = OOXMLFile(io.BytesIO(out.getvalue()))
        again.load_key(password=password)
        back = io.BytesIO()
        again.decrypt(back)
        return out.getvalue() if back.getvalue() == data else None
    except Exception:  # noqa: BLE001  (what the library lets through of odd files has no end)
        return None


_FORMS: dict[str, Callable[[bytes, str], bytes | None]] = {
    ".pdf": _pdf,
    **dict.fromkeys(_OFFICE, _office),
}


def _names(files: Sequence[tuple[str, bytes]]) -> list[str]:
    """Names as every unpacker takes them: composed (NFC), no folders, none twice."""
    seen: Counter[str] = Counter()
    found = []
    for given, _ in files:
        name = unicodedata.normalize("NFC", given)
        name = "".join("_" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign
                       for sign in name).strip(". ") or "_"  # fmt: skip
        seen[name.casefold()] += 1
        count = seen[name.casefold()]
        path = PurePosixPath(name)
        found.append(name if count == 1 else f"{path.stem} ({count}){path.suffix}")
    return found
