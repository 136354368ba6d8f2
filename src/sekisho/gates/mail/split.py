"""Split archives among the attachments of a mail, or among the files of an archive in it: the parts
put together, so that the whole is judged, and those that are missing by name."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import partial

from sekisho.gates.mail.unpacked import Inner, can_open
from sekisho.intake.joined import join
from sekisho.intake.member import NotOpenedError
from sekisho.intake.packed import HEAD
from sekisho.intake.parts import Split, part_of, splits

_CLOSED = {"not_read.archive_part": "part", "not_read.archive_too_many": "limit"}


def behind_parts(files: Sequence[Inner]) -> Mapping[int, tuple[Inner, ...]]:
    """For each file that is a part of a split archive (by its place) what is told behind it: behind
    the one by which the archive is known the archive, behind the first what is missing."""
    if all(part_of(one.name) is None for one in files):
        return {}
    found: dict[int, tuple[Inner, ...]] = {}
    names = [one.name for one in files]
    for split in splits(names, lambda at: files[at].data[:HEAD], can_open):
        found.update(dict.fromkeys(split.all, ()))
        if split.parts:
            found[split.head] += (_whole(split, files),)
        first = split.all[0]
        found[first] += tuple(Inner(name, 0, closed="part") for name in split.missing)
    return found


def siblings(names: Sequence[str], wanted: frozenset[str]) -> frozenset[str]:
    """The names wanted, and those of all other parts of the same archives."""
    kinds = {(part.whole.casefold(), part.way) for one in wanted if (part := part_of(one))}
    more = {
        one for one in names
        if (part := part_of(one)) and (part.whole.casefold(), part.way) in kinds
    }  # fmt: skip
    return wanted | more


def _whole(split: Split, files: Sequence[Inner]) -> Inner:
    out = io.BytesIO()
    name = split.whole.rpartition("/")[2]
    try:
        join(split.way, [partial(io.BytesIO, files[at].data) for at in split.parts], out)
    except NotOpenedError as error:
        return Inner(name, 0, closed=_CLOSED.get(error.code, "format"))
    data = out.getvalue()
    return Inner(name, len(data), data)
