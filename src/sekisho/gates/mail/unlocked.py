"""Documents that a password opens, as they are behind it: Office (old and new) and PDF.

References: [MS-OFFCRYPTO] 2.3 (all its kinds, by msoffcrypto); ISO 32000-2 7.6. A document says
itself how dear each try is, so tries run in a process beside this one, which is ended in time.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import msoffcrypto
import pypdf
from msoffcrypto.format.ooxml import OOXMLFile

from sekisho.engine.aside import aside
from sekisho.engine.worker import AWAITED, Limits, Lost

MOST = 12
"""Passwords that are tried on one document."""
_NONE = ("",)
"""Many PDF are encrypted so that nobody prints them: anybody reads those."""
_LIMITS = Limits(20.0, 1024**3, AWAITED)
_PDF = b"/Encrypt"


def may_be_locked(data: bytes, real: str) -> bool:
    """Whether it is worth asking: a compound file, or a PDF that speaks of encryption."""
    return real == "compound" or (real == "pdf" and _PDF in data)


_Task = tuple[bytes, str, tuple[str, ...]]


def unlocked(data: bytes, real: str, keys: tuple[str, ...]) -> bytes | Lost[_Task] | None:
    """What lies behind the first password that opens it; None where none does or it is not
    locked; lost where trying took too long."""
    every = (*(_NONE if real == "pdf" else ()), *keys[:MOST])
    return aside(_tried, (data, real, every), _LIMITS) if every else None


def _tried(given: _Task) -> bytes | None:
    """Runs beside."""
    data, real, keys = given
    opener: Callable[[bytes, str], bytes | None] = _pdf if real == "pdf" else _office
    for key in keys:
        try:
            found = opener(data, key)
        except Exception:  # noqa: BLE001, S112  (a wrong password, or a broken file: it stays shut)
            continue
        if found is not None:
            return found
    return None


def _office(data: bytes, key: str) -> bytes | None:
    office = msoffcrypto.OfficeFile(io.BytesIO(data))
    if not office.is_encrypted():
        return None
    # the older kinds look at once whether it is the right one
    if isinstance(office, OOXMLFile):
        office.load_key(password=key, verify_password=True)
    else:
        office.load_key(password=key)
    out = io.BytesIO()
    office.decrypt(out)
    return out.getvalue()


def _pdf(data: bytes, key: str) -> bytes | None:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if not reader.is_encrypted or not reader.decrypt(key):
        return None
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=reader).write(out)
    return out.getvalue()
