"""Opening archives of every form that ``packed`` knows to a bounded depth and size.

Members are written as numbered files into the work folder, never under their own names, so no
archive leaves it. Every limit is checked against the bytes actually written, not against what
the archive says of itself.
"""

from __future__ import annotations

import errno
import io
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from sekisho.events.evidence import INSIDE, Evidence, Whole
from sekisho.intake.folder import NotReceived
from sekisho.intake.joined import join
from sekisho.intake.marked import marked
from sekisho.intake.member import PIECE, Member, NotOpenedError, Reader, inner_name
from sekisho.intake.packed import opener_for
from sekisho.ledger.digest import sha256_of
from sekisho.sources.contract import Content


@dataclass
class Allowance:
    """What opening archives may still take from the disk; shared by a whole intake.

    ``left``: bytes that may still be written in all; ``ratio``: how much larger than a file of
    the evidence folder all that comes out of it may be, archives within archives included
    (beyond ``free`` bytes that are always allowed); ``members``: files left; ``depth``:
    archives within archives; ``reserve``: bytes of disk never used. ``passwords``: those the user
    gave for encrypted members.
    """

    left: int = 64 * 1024**3
    ratio: int = 200
    free: int = 256 * 1024**2
    members: int = 200_000
    depth: int = 4
    reserve: int = 2 * 1024**3
    passwords: tuple[str, ...] = field(default=(), repr=False)
    count: int = field(default=0, init=False)
    _budgets: dict[str, int] = field(default_factory=dict, init=False)

    def budget(self, archive: Evidence) -> int:
        """Bytes that may still come out of the outermost archive that holds this one."""
        outermost = archive.name.partition(INSIDE)[0]
        return self._budgets.setdefault(outermost, self.free + archive.size * self.ratio)

    def joined(self, part: Evidence, size: int) -> None:
        """Takes a whole that was put together from its parts from what is left on the disk; what
        comes out of it is measured by all of them."""
        self.left -= size
        if INSIDE not in part.name:
            self._budgets[part.name] = self.free + size * self.ratio

    def take_over(self, used: Allowance) -> None:
        """Goes on from a copy that was used elsewhere."""
        self.left, self.count, self._budgets = used.left, used.count, used._budgets

    def written(self, archive: Evidence, size: int) -> None:
        """Takes bytes that came out of an archive from what is left."""
        self.left -= size
        self._budgets[archive.name.partition(INSIDE)[0]] = self.budget(archive) - size


def is_archive(head: bytes) -> bool:
    """Whether the bytes begin like an archive that can be opened here."""
    return opener_for(head) is not None


def members(
    archive: Evidence, head: bytes, work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    """The members of an archive, written to ``work`` and hashed, in the archive's order; of a part
    of a split archive the whole, put together there, if it is the one by which that is known.

    What cannot be opened (encrypted, damaged, beyond the limits) is answered with its reason.
    """
    if archive.whole is not None:
        yield from _whole(archive, archive.whole, work, allowance)
    else:
        yield from marked(list(_members(archive, head, work, allowance)))


def _members(
    archive: Evidence, head: bytes, work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    opener = opener_for(head)
    if opener is None:
        return
    if archive.name.count(INSIDE) >= allowance.depth:
        yield NotReceived(archive.name, "not_read.archive_too_deep", archive.size)
        return
    rest = f"{archive.name}{INSIDE}…"
    try:
        most = min(allowance.budget(archive), allowance.left)
        for member in opener(archive, most, allowance.passwords):
            taken = _taken(archive, member, work, allowance)
            if taken is not None:
                yield taken
    except NotOpenedError as limit:
        yield NotReceived(rest, limit.code)
    except Exception:  # noqa: BLE001  (any archive may be hostile; told with its place)
        yield NotReceived(rest, "not_read.archive_damaged")


def inside(
    evidence: Evidence, contents: Iterable[Content], work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    """The files inside an evidence that its source takes out (the attachments of mails), within
    the same limits as the members of an archive."""
    yield from marked(list(_inside(evidence, contents, work, allowance)))


def _inside(
    evidence: Evidence, contents: Iterable[Content], work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    rest = f"{evidence.name}{INSIDE}…"
    try:
        for content in contents:
            if evidence.name.count(INSIDE) >= allowance.depth:
                yield NotReceived(rest, "not_read.archive_too_deep")
                return
            reader = partial(io.BytesIO, content.data)
            member = Member(inner_name(content.name), len(content.data), None, reader)
            taken = _taken(evidence, member, work, allowance)
            if taken is not None:
                yield taken
    except NotOpenedError as limit:
        yield NotReceived(rest, limit.code)
    except Exception:  # noqa: BLE001  (told with its place; the evidence itself is read on)
        yield NotReceived(rest, "not_read.member_damaged")


def _whole(
    part: Evidence, whole: Whole, work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    """The parts put together, for the one by which the whole is known."""
    if not whole.parts:
        return
    name = f"{part.name}{INSIDE}{whole.name}"
    if part.name.count(INSIDE) >= allowance.depth:
        yield NotReceived(name, "not_read.archive_too_deep")
        return
    allowance.count += 1
    path = work / f"member-{allowance.count:06d}"
    try:
        size = _room(whole, work, allowance)
        with path.open("w+b") as out:
            join(whole.way, [partial(_read, one) for one in whole.parts], out)
    except NotOpenedError as limit:
        path.unlink(missing_ok=True)
        yield NotReceived(name, limit.code)
    except OSError as error:
        path.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        yield NotReceived(name, "not_read.disk_full" if full else "not_read.cannot_open")
    else:
        allowance.joined(part, size)
        yield Evidence(name, path, path.stat().st_size, sha256_of(path), part.modified)


def _read(path: Path) -> IO[bytes]:
    return path.open("rb")


def _room(whole: Whole, work: Path, allowance: Allowance) -> int:
    """Bytes of the parts. Raises OSError; NotOpenedError where there is no room for them."""
    size = sum(one.stat().st_size for one in whole.parts)
    if size > allowance.left:
        raise NotOpenedError("not_read.archive_too_large")
    if shutil.disk_usage(work).free < allowance.reserve + size:
        raise NotOpenedError("not_read.disk_full")
    return size


def _taken(
    archive: Evidence, member: Member, work: Path, allowance: Allowance
) -> Evidence | NotReceived | None:
    """One member; None for a folder, which holds nothing by itself."""
    allowance.count += 1
    if allowance.count > allowance.members:
        raise NotOpenedError("not_read.archive_too_many")
    name = f"{archive.name}{INSIDE}{member.name}"
    if isinstance(member.content, str):
        return NotReceived(name, member.content, member.size)
    if member.content is None:
        return None
    path = work / f"member-{allowance.count:06d}"
    try:
        size = _written(archive, member.content, path, allowance)
    except NotOpenedError:
        path.unlink(missing_ok=True)
        raise
    except Exception:  # noqa: BLE001  (told with its place; the other members go on)
        path.unlink(missing_ok=True)
        return NotReceived(name, "not_read.member_damaged", member.size)
    allowance.written(archive, size)
    return Evidence(name, path, size, sha256_of(path), member.modified)


def _written(archive: Evidence, content: Reader, path: Path, allowance: Allowance) -> int:
    """Writes a member out and gives its size. Raises NotOpenedError at a limit."""
    budget = min(allowance.budget(archive), allowance.left)
    size = 0
    with content() as inside, path.open("wb") as outside:
        while piece := inside.read(PIECE):
            size += len(piece)
            if size > budget:
                raise NotOpenedError("not_read.archive_too_large")
            if shutil.disk_usage(path.parent).free < allowance.reserve:
                raise NotOpenedError("not_read.disk_full")
            _put(piece, outside)
    return size


def _put(piece: bytes, outside: IO[bytes]) -> None:
    """A disk that is full is no fault of the archive."""
    try:
        outside.write(piece)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NotOpenedError("not_read.disk_full") from error
        raise
