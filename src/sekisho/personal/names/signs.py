"""Characters as numbers: what sort each is, and the runs of one sort they stand in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
_Value = TypeVar("_Value", bound=np.generic)
GAP = 4
"""Empty characters between two lines: no window of a feature reaches over them."""
KATAKANA, UPPER, LOWER, JOINER = 2, 5, 6, 7
SORTS = 12
TOP = 0x30000
"""Code points above are no letters of Japanese."""
_RANGES = (
    (0x3041, 0x309F, 1), (0x30A1, 0x30FF, KATAKANA), (0xFF66, 0xFF9F, KATAKANA),
    (0x3400, 0x4DBF, 3), (0x4E00, 0x9FFF, 3), (0xF900, 0xFAFF, 3), (0x3005, 0x3007, 3),
    (0x20000, 0x2FFFF, 3),
    (0x30, 0x39, 4), (0xFF10, 0xFF19, 4), (0x41, 0x5A, UPPER), (0xFF21, 0xFF3A, UPPER),
    (0x61, 0x7A, LOWER), (0xFF41, 0xFF5A, LOWER), (0xC0, 0x24F, LOWER),
)  # fmt: skip
_LISTED = (
    ("・=＝", JOINER),
    ("、。，．,.", 8),
    ("「『（(【[“‘〈《", 9),
    ("」』）)】]”’〉》", 10),
    (" \u3000", 11),
)


@cache
def _sorts() -> npt.NDArray[np.uint8]:
    table = np.zeros(TOP, np.uint8)
    for first, last, sort in _RANGES:
        table[first : last + 1] = sort
    for signs, sort in _LISTED:
        for sign in signs:
            table[ord(sign)] = sort
    return table


@cache
def _plain() -> Codes:
    """Full-width letters and digits, and compatibility kanji, as their ordinary selves."""
    table = np.arange(0x10000, dtype=np.uint32)
    for code in [*range(0xFF01, 0xFF5F), *range(0xF900, 0xFB00)]:
        flat = unicodedata.normalize("NFKC", chr(code))
        if len(flat) == 1:
            table[code] = ord(flat)
    return table


@dataclass(frozen=True)
class Signs:
    """The characters of many lines, with gaps. ``starts``, ``lengths``: where each line lies.

    ``first``, ``end``: of the run of one sort that a character stands in.
    """

    codes: Codes
    sorts: Hashes
    starts: Ints
    lengths: Ints
    first: Ints
    end: Ints


def signs_of(lines: Sequence[str]) -> Signs:
    """The characters of lines."""
    gap = "\0" * GAP
    raw = np.frombuffer((gap + gap.join([*lines, ""])).encode("utf-32-le", "replace"), "<u4")
    plain = np.where(raw < 0x10000, _plain()[np.minimum(raw, 0xFFFF)], raw).astype(np.uint32)
    sorts = _sorts()[np.minimum(plain, TOP - 1)].astype(np.uint64)
    lengths = np.array([len(line) for line in lines], np.int64)
    starts = GAP + np.concatenate([[0], np.cumsum(lengths + GAP)[:-1]]).astype(np.int64)
    first, end = _runs(plain, sorts)
    return Signs(plain, sorts, starts, lengths, first, end)


def _runs(codes: Codes, sorts: Hashes) -> tuple[Ints, Ints]:
    """A middle dot joins katakana, small letters join capitals; a gap joins nothing."""
    joined = np.where(sorts == JOINER, KATAKANA, np.where(sorts == LOWER, UPPER, sorts))
    joined = np.where(codes == 0, SORTS, joined)
    new = np.ones(len(joined), bool)
    new[1:] = joined[1:] != joined[:-1]
    begins = np.nonzero(new)[0]
    run = np.cumsum(new) - 1
    return begins[run], np.append(begins[1:], len(joined))[run]


def shifted(values: npt.NDArray[_Value], by: int) -> npt.NDArray[_Value]:
    """What stands ``by`` places to the right (left when negative), zero over the edge."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[:-by] = values[by:]
    elif by < 0:
        moved[-by:] = values[:by]
    else:
        moved[:] = values
    return moved


_ODD = np.uint64(0x9E3779B97F4A7C15)
_FOLD = np.uint64(29)


def mixed(hashes: Hashes | np.uint64, values: npt.NDArray[np.generic]) -> Hashes:
    """Each hash with one more value taken in (multiply and fold, after Knuth 6.4)."""
    product: Hashes = np.empty(values.shape, np.uint64)
    product[:] = hashes
    mix(product, values.astype(np.uint64))
    return product


def mix(hashes: Hashes, values: Hashes) -> None:
    """The same in place. ``values`` are lost."""
    hashes ^= values
    hashes *= _ODD
    np.right_shift(hashes, _FOLD, out=values)
    hashes ^= values
