"""Files that are parts of a split archive, told among those of a folder, an archive or a mail.

The file by which the whole is known gets all parts, so that it is opened there, once; the others
are marked as parts and not read by themselves. A part that is not there is told by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sekisho.events.evidence import Evidence, Whole
from sekisho.intake.folder import NotReceived
from sekisho.intake.packed import HEAD, opener_for
from sekisho.intake.parts import Split, part_of, splits

MISSING = "not_read.archive_part_missing"
Found = Evidence | NotReceived
_SECOND: Mapping[str, tuple[str, ...]] = {"zip": (".z01", ".Z01"), "old_rar": (".r00", ".R00")}
"""What lies beside a .zip or .rar that was split; most were not, and their folder is not listed."""


def marked(found: Sequence[Found]) -> list[Found]:
    """The same files in their order, parts marked; behind the first part that is there stand those
    that are not."""
    if not any(map(_may_be, found)):
        return list(found)
    paths = [one.path if isinstance(one, Evidence) else None for one in found]
    out: list[list[Found]] = [[one] for one in found]
    for split in splits([one.name for one in found], _beginnings(paths), _is_archive):
        for place in split.all:
            if isinstance(one := found[place], Evidence):
                out[place][0] = replace(one, whole=_whole(split, place, paths))
        first = split.all[0]
        out[first] += [NotReceived(name, MISSING) for name in split.missing]
    return [one for each in out for one in each]


def with_parts(found: Found) -> list[Found]:
    """A file of a folder, marked where it and others beside it are parts, and those missing where
    it is the first."""
    if not isinstance(found, Evidence) or (part := part_of(found.path.name)) is None:
        return [found]
    alone = not part.digits and not any(
        found.path.with_suffix(one).exists() for one in _SECOND[part.way]
    )
    if alone:
        return [found]
    try:
        others = sorted(
            one for one in found.path.parent.iterdir()
            if (other := part_of(one.name)) is not None
            and (other.whole.casefold(), other.way) == (part.whole.casefold(), part.way)
            and one.is_file() and not one.is_symlink()
        )  # fmt: skip
    except OSError:
        return [found]
    folder, step, _ = found.name.rpartition("/")
    for split in splits([one.name for one in others], _beginnings(others), _is_archive):
        own = [place for place in split.all if others[place] == found.path]
        if own:
            names = split.missing if own[0] == split.all[0] else ()
            missing = [NotReceived(f"{folder}{step}{name}", MISSING) for name in names]
            return [replace(found, whole=_whole(split, own[0], others)), *missing]
    return [found]


def _may_be(found: Found) -> bool:
    return part_of(found.name) is not None


def _whole(split: Split, place: int, paths: Sequence[Path | None]) -> Whole:
    parts = [paths[at] for at in split.parts] if place == split.head else []
    name = split.whole.rpartition("/")[2]
    return Whole(name, split.way, tuple(one for one in parts if one is not None))


def _beginnings(paths: Sequence[Path | None]) -> Callable[[int], bytes]:
    def begins(place: int) -> bytes:
        path = paths[place]
        if path is None:
            return b""
        try:
            with path.open("rb") as file:
                return file.read(HEAD)
        except OSError:
            return b""

    return begins


def _is_archive(head: bytes) -> bool:
    return opener_for(head) is not None
