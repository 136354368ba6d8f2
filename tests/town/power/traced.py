"""A command under strace(1): its calls, in the order in which they began and ended.

What a call does counts from when it has ended, what it promises (an answer on a socket) from when
it began, and an fsync(2) covers only what had ended when it began: whatever else may be true, this
is the least.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.town.power.disk import Disk

STRACE = shutil.which("strace")
ROOT = Path(__file__).resolve().parents[3]
CALLS = (
    "openat", "open", "creat", "write", "writev", "pwrite64", "pwritev", "pwritev2", "rename",
    "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat",
    "rmdir", "mkdir", "mkdirat", "fsync", "fdatasync", "sync", "syncfs", "sync_file_range",
    "truncate", "ftruncate", "fallocate", "copy_file_range", "sendfile", "sendto", "recvfrom",
)  # fmt: skip
_LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>(.*)|(\w+)\((.*))")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_OPENED = re.compile(r"(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")
_RESULT = re.compile(r"\) += (-?\d+)")
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True)
class Call:
    """A call, or how it begins: ``result`` None until it has ended. ``strings``: the texts and
    bytes among what it was given; ``opened``: what its descriptors are, the one it returns last."""

    who: int
    name: str
    text: str
    result: int | None = None

    @property
    def strings(self) -> list[bytes]:
        found = _STRING.findall(self.text)
        assert not any(more for _, more in found), "strace cut a string short"
        return [_bytes(one) for one, _ in found]

    @property
    def opened(self) -> list[str]:
        return [os.fsdecode(_bytes(one)) for _, one in _OPENED.findall(self.text)]


def words(record: Path, command: Sequence[str | Path]) -> list[str | Path]:
    """The command that runs a command under strace, which writes to ``record``."""
    assert STRACE is not None
    options = ["-f", "-y", "-xx", "-s", "100000000", "--seccomp-bpf", "-e", "signal=none"]
    return [STRACE, *options, "-e", f"trace={','.join(CALLS)}", "-o", record, *command]


def traced(record: Path, command: Sequence[str | Path]) -> subprocess.CompletedProcess[bytes]:
    """Runs a command to its end, where the tests can be imported."""
    return subprocess.run(words(record, command), capture_output=True, check=False, cwd=ROOT)


def read(record: Path) -> Iterator[Call]:
    """Each call once when it begins, and once when it has ended."""
    begun: dict[int, str] = {}
    with record.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.match(line.rstrip("\n"))
            if found is None:
                continue  # the end of a process
            who, name = int(found[1]), found[2] or found[4]
            if found[2]:
                text = begun.pop(who) + found[3]
            else:
                text = found[5]
                yield Call(who, name, text.removesuffix(_UNFINISHED))
                if text.endswith(_UNFINISHED):
                    begun[who] = text.removesuffix(_UNFINISHED)
                    continue
            result = _RESULT.search(text)
            if result is not None:  # "?": the process ended in it
                yield Call(who, name, text, int(result[1]))


def replayed(disk: Disk, calls: Iterable[Call]) -> Iterator[Call]:
    """Does to the model what the calls did, and gives each call before that is done."""
    syncs: dict[int, Callable[[], None]] = {}
    for call in calls:
        yield call
        if call.result is None:
            if call.name in ("fsync", "fdatasync") and _known(disk, call.opened[0]):
                syncs[call.who] = disk.syncing(call.opened[0])
            elif call.name in ("sync", "syncfs"):
                syncs[call.who] = disk.syncing_all()
        elif call.result >= 0:
            end = syncs.pop(call.who, None) if "sync" in call.name else None
            if end is not None:
                end()
            else:
                _done(disk, call)
        else:
            syncs.pop(call.who, None)


def _done(disk: Disk, call: Call) -> None:
    if call.name in ("openat", "open", "creat"):
        _opened(disk, call)
    elif call.name in ("write", "writev", "pwrite64"):
        path = call.opened[0] if call.opened else ""
        if _known(disk, path):
            offset = int(call.text.rpartition(")")[0].rpartition(", ")[2]) \
                if call.name == "pwrite64" else None  # fmt: skip
            disk.write(path, b"".join(call.strings)[: call.result], offset)
    elif call.name == "ftruncate":
        if _known(disk, call.opened[0]):
            disk.truncate(call.opened[0], int(call.text.partition(", ")[2].partition(")")[0]))
    elif call.name not in ("sendto", "recvfrom", "fsync", "fdatasync", "sync", "syncfs"):
        _named(disk, call)


def _opened(disk: Disk, call: Call) -> None:
    path = call.opened[-1]
    if not disk.holds(path):
        return
    if "O_CREAT" in call.text and not disk.there(path):
        disk.create(path)
    elif "O_TRUNC" in call.text:
        disk.truncate(path, 0)


def _named(disk: Disk, call: Call) -> None:
    """What changes names; paths are told absolute by all of Sekisho."""
    paths = _paths(call)
    inside = [disk.holds(path) for path in paths]
    if not any(inside):
        return
    assert all(inside), call
    if call.name in ("mkdir", "mkdirat"):
        disk.mkdir(paths[0])
    elif call.name in ("unlink", "unlinkat", "rmdir"):
        disk.remove(paths[0])
    elif call.name in ("rename", "renameat", "renameat2"):
        disk.rename(*paths)
    elif call.name in ("link", "linkat"):
        disk.link(*paths)
    elif call.name == "truncate":
        disk.truncate(paths[0], int(call.text.rpartition(", ")[2].partition(")")[0]))
    else:
        raise AssertionError(f"the model knows nothing of {call.name}")


def _paths(call: Call) -> list[str]:
    """The paths given, those of the ``…at`` calls in their folders."""
    folders = call.opened if call.name.endswith(("at", "at2")) else []
    given = [os.fsdecode(one) for one in call.strings]
    if call.name in ("copy_file_range", "sendfile", "fallocate", "sync_file_range"):
        return call.opened
    folders += [""] * (len(given) - len(folders))
    return [str(Path(at) / one) for at, one in zip(folders, given, strict=False)]


def _known(disk: Disk, path: str) -> bool:
    """Whether it is a file or folder of the disk: what has lost its name is none any more."""
    return disk.holds(path) and disk.there(path)


def _bytes(told: str) -> bytes:
    return bytes.fromhex(told.replace("\\x", ""))
