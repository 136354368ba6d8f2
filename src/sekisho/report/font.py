"""The fonts of a report: cut down to the characters a document uses, embedded, never fetched.

Noto Serif JP (明朝) for running text and Noto Sans JP (ゴシック) for headings, tables and
pictures, as Japanese offices set them; both come with a package (docs/decisions/0005).
"""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Iterable
from functools import cache
from typing import Literal

import pylopdf_fonts_jp
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

Face = Literal["serif", "sans"]
FACES: tuple[Face, ...] = ("serif", "sans")
_PATHS = {"serif": pylopdf_fonts_jp.serif_path, "sans": pylopdf_fonts_jp.sans_path}


@cache
def available() -> frozenset[int]:
    """The code points that every face has."""
    faces = [_open(face, lazy=True) for face in FACES]
    try:
        return frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces))
    finally:
        for face in faces:
            face.close()


def _open(face: Face, *, lazy: bool) -> TTFont:
    # The time of the run must not enter the bytes; the whole font's metrics fit its subset.
    return TTFont(_PATHS[face](), lazy=lazy, recalcTimestamp=False, recalcBBoxes=False)


def woff2(face: Face, characters: Iterable[str]) -> bytes:
    """A WOFF2 font (W3C) of one face with exactly these characters: same set, same bytes."""
    options = Options()
    options.flavor = "woff2"
    # Nothing is set vertically, nothing in proportional widths: each sign keeps its own place.
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GPOS", "GSUB"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]  # what it is and its licence stay with it
    options.ignore_missing_unicodes = True
    font = _open(face, lazy=True)
    try:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted({ord(sign) for sign in characters}))
        subsetter.subset(font)
        font.flavor = "woff2"
        target = io.BytesIO()
        font.save(target, reorderTables=True)
    finally:
        font.close()
    return target.getvalue()


def data_url(font: bytes) -> str:
    """The font as it stands in a style sheet (RFC 2397)."""
    return "data:font/woff2;base64," + base64.b64encode(font).decode("ascii")


logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
