"""Archives that were split into several files: which files belong together, and which are missing.

Told by their names, as the packers write them: ``a.7z.001`` (7-Zip, HJSplit: cut anywhere),
``a.part1.rar`` and, older, ``a.rar`` with ``a.r00`` (WinRAR), ``a.z01`` with ``a.zip`` at the end
(WinZip, Info-ZIP; APPNOTE.TXT 8). A name alone is not enough: what does not begin as such a part
does is none, so that logs called ``fw.log.001`` stay logs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Way = Literal["cut", "rar", "old_rar", "zip"]
"""``cut``: the parts one behind the other are the archive; ``rar``, ``old_rar``: volumes;
``zip``: cut, and its table of contents counts from the beginning of a part."""
ARCHIVE = re.compile(
    r"\.(?:7z|zip|rar|tar|gz|tgz|bz2|tbz2?|xz|txz|lzh|lha|cab|iso|cpio)$", re.IGNORECASE
)
_NAMES: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("rar", re.compile(r"(?P<whole>.+)\.part(?P<number>\d{1,5})\.rar", re.IGNORECASE | re.DOTALL)),
    ("cut", re.compile(r"(?P<whole>.+)\.(?P<number>\d{3})", re.DOTALL)),
    ("old_rar", re.compile(r"(?P<whole>.+)\.r(?P<number>\d\d)", re.IGNORECASE | re.DOTALL)),
    ("old_rar", re.compile(r"(?P<whole>.+)\.(?P<first>rar)", re.IGNORECASE | re.DOTALL)),
    ("zip", re.compile(r"(?P<whole>.+)\.z(?P<number>\d{2,3})", re.IGNORECASE | re.DOTALL)),
    ("zip", re.compile(r"(?P<whole>.+)\.(?P<last>zip)", re.IGNORECASE | re.DOTALL)),
)
_RAR = b"Rar!\x1a\x07"
_LAST = 100_000
"""The number of the part that is always the last."""


@dataclass(frozen=True)
class Part:
    """What a name says: ``whole``: of what it is a part; ``number``: from 1 on."""

    whole: str
    way: Way
    number: int
    digits: int = 0


@dataclass(frozen=True)
class Split:
    """``whole``: the name of the archive; ``head``: the file by which it is known, ``parts``: those
    that can be put together, from the first on up to a gap, ``all``: every one that is there (as
    places in the sequence asked about); ``missing``: names of those that are not there, of many
    in a row the first and the last."""

    whole: str
    way: Way
    head: int
    parts: tuple[int, ...]
    all: tuple[int, ...]
    missing: tuple[str, ...]


def part_of(name: str) -> Part | None:
    """What a file would be a part of by its name; None where no packer names a part so."""
    for way, pattern in _NAMES:
        if (match := pattern.fullmatch(name)) is None:
            continue
        said = match.groupdict()
        if said.get("first"):
            return Part(f"{said['whole']}.rar", way, 1)
        if said.get("last"):
            return Part(name, way, _LAST)
        number, digits = int(said["number"]), len(said["number"])
        if way == "old_rar":
            return Part(f"{said['whole']}.rar", way, number + 2, digits)
        if number:
            ending = {"rar": ".rar", "zip": ".zip"}.get(way, "")
            return Part(said["whole"] + ending, way, number, digits)
    return None


def splits(
    names: Sequence[str], begins: Callable[[int], bytes], is_archive: Callable[[bytes], bool]
) -> list[Split]:
    """The archives that were split into files of these names. ``begins``: the first bytes of one;
    ``is_archive``: whether bytes begin like an archive."""
    sets: dict[tuple[str, Way], dict[int, int]] = {}
    digits: dict[tuple[str, Way], int] = {}
    written: dict[tuple[str, Way], str] = {}
    for place, name in enumerate(names):
        part = part_of(name)
        if part is not None:
            key = part.whole.casefold(), part.way
            sets.setdefault(key, {}).setdefault(part.number, place)
            digits[key] = max(digits.get(key, 0), part.digits)
            written.setdefault(key, part.whole)
    found = []
    for key, places in sets.items():
        whole, way = written[key], key[1]
        if digits[key] and _fits(way, whole, places, begins, is_archive):
            found.append(_split(whole, way, places, digits[key]))
    return found


def _fits(
    way: Way, whole: str, places: dict[int, int], begins: Callable[[int], bytes],
    is_archive: Callable[[bytes], bool],
) -> bool:  # fmt: skip
    """Whether the files begin as parts of this kind do."""
    if way in ("rar", "old_rar"):
        mark = begins(places[min(places)])[: len(_RAR) + 1]
        others = [number for number, at in places.items() if not begins(at).startswith(mark)]
        for number in others if mark.startswith(_RAR) else list(places):
            del places[number]  # what is none is read as what it is
        return bool(places) and (way == "rar" or set(places) != {1})
    first = is_archive(begins(places[1])) if 1 in places else False
    if way == "zip":
        return _LAST in places or first
    later = any(is_archive(begins(at)) for number, at in places.items() if number != 1)
    return (first or bool(ARCHIVE.search(whole))) and not later


def _split(whole: str, way: Way, places: dict[int, int], digits: int) -> Split:
    numbers = sorted(places)
    counted = [number for number in numbers if number != _LAST]
    gaps = sorted(set(range(1, max(counted) + 1)) - places.keys())
    missing = list(_names(whole, way, gaps, digits))
    ends = way != "zip" or _LAST in places
    if not ends:
        missing.append(whole)
    before = min(gaps, default=_LAST + 1)
    parts = tuple(places[number] for number in numbers if number < before)
    if way == "zip" and missing:
        parts = ()  # the table of contents counts from parts that are not there
    head = places[numbers[-1] if way == "zip" and ends else numbers[0]]
    present = tuple(places[number] for number in numbers)
    return Split(whole, way, head, parts, present, tuple(missing))


def _names(whole: str, way: Way, numbers: Sequence[int], digits: int) -> Iterator[str]:
    """Names of parts, of many in a row the first and the last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        shown = run if len(run) < 3 else (run[0], run[-1])
        names = [_name(whole, way, number, digits) for number in shown]
        yield from names if len(run) < 3 else ["–".join(names)]


def _name(whole: str, way: Way, number: int, digits: int) -> str:
    stem = whole[: -len(".rar")]
    if way == "rar":
        return f"{stem}.part{number:0{digits}}.rar"
    if way == "old_rar":
        return whole if number == 1 else f"{stem}.r{number - 2:02}"
    return f"{stem}.z{number:0{digits}}" if way == "zip" else f"{whole}.{number:03}"
