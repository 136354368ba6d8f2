"""The model of a disk, by what POSIX promises and what it does not; and strace's lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.town.power.disk import (
    BLOCK,
    EVERYTHING,
    EXTREMES,
    PIECES,
    Disk,
    chance,
    fate,
    laid_out,
)
from tests.town.power.traced import Call, read, replayed

NOTHING = fate(names=False, pieces="lost")
NAMES = fate(names=True, pieces="lost")


def written(data: bytes = b"new") -> Disk:
    disk = Disk("/d")
    disk.create("/d/a")
    disk.write("/d/a", data)
    return disk


def test_bytes_without_their_name_and_a_name_without_its_bytes() -> None:
    disk = written()
    assert disk.kept(EVERYTHING) == {"a": b"new"}
    assert disk.kept(NOTHING) == {}
    assert disk.kept(NAMES) == {"a": b""}
    disk.sync("/d/a")
    assert disk.kept(NOTHING) == {}
    assert disk.kept(NAMES) == {"a": b"new"}
    disk.sync("/d")
    assert disk.kept(NOTHING) == {"a": b"new"}


def test_a_sync_covers_what_was_there_when_it_began() -> None:
    disk = written(b"one")
    disk.sync("/d")
    end = disk.syncing("/d/a")
    disk.write("/d/a", b"two")
    end()
    assert disk.kept(NOTHING) == {"a": b"one"}


def test_a_rename_is_done_or_not() -> None:
    disk = written(b"old")
    disk.sync_all()
    disk.create("/d/b")
    disk.write("/d/b", b"new")
    disk.rename("/d/b", "/d/a")
    assert disk.kept(NOTHING) == {"a": b"old"}
    assert disk.kept(NAMES) == {"a": b""}  # nobody waited for its bytes
    disk.sync("/d/a")
    assert disk.kept(NAMES) == {"a": b"new"}
    seen = {tuple(sorted(disk.kept(chance(seed)).items())) for seed in range(50)}
    assert seen == {(("a", b"old"),), (("a", b"new"),), (("a", b"old"), ("b", b"new"))}


def test_pieces_of_a_write() -> None:
    disk = written(b"x" * (BLOCK + 10))
    disk.sync("/d")
    shown = {piece: disk.kept(fate(names=True, pieces=piece))["a"] for piece in PIECES}
    assert shown == {
        "kept": b"x" * (BLOCK + 10),
        "lost": b"",
        "zeros": bytes(BLOCK + 10),
        "torn": b"x" * (BLOCK // 2) + bytes(BLOCK // 2) + b"x" * 5,
    }


def test_what_was_taken_away_may_come_back() -> None:
    disk = written()
    disk.mkdir("/d/f")
    disk.sync_all()
    disk.remove("/d/a")
    disk.link("/d/f", "/d/g")
    assert disk.kept(EVERYTHING) == {"f": None, "g": None}
    assert disk.kept(NOTHING) == {"a": b"new", "f": None}


@given(st.lists(st.tuples(st.integers(0, 3 * BLOCK), st.integers(0, 2 * BLOCK))), st.integers())
def test_what_was_synced_is_there_by_any_fate(writes: list[tuple[int, int]], seed: int) -> None:
    disk = Disk("/d")
    disk.create("/d/a")
    true = bytearray()
    for number, (offset, size) in enumerate(writes):
        data = bytes([number % 251 + 1]) * size
        disk.write("/d/a", data, offset)
        true.extend(bytes(max(0, offset + size - len(true))) if size else b"")
        true[offset : offset + size] = data if size else b""
    disk.sync_all()
    disk.write("/d/a", b"more")
    for what in (*EXTREMES, chance(seed)):
        found = disk.kept(what)["a"]
        assert found is not None
        assert found[: len(true)] == true


def test_laid_out(tmp_path: Path) -> None:
    disk = written()
    disk.mkdir("/d/e")
    disk.rename("/d/a", "/d/e/b")
    back = laid_out(disk.kept(EVERYTHING), tmp_path / "back")
    assert [path.name for path in back.iterdir()] == ["e"]
    assert (back / "e" / "b").read_bytes() == b"new"


def hexed(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_lines_of_strace_that_were_interrupted(tmp_path: Path) -> None:
    """Two processes at a time: a call counts when it has ended, a sync from when it began."""
    a, d, cwd = hexed("/d/あ"), hexed("/d"), hexed("/")
    lines = [
        f'7 openat(AT_FDCWD<{cwd}>, "{a}", O_WRONLY|O_CREAT|O_EXCL, 0600) = 3<{a}>',
        f'7 write(3<{a}>, "{hexed("one")}", 3) = 3',
        f"7 fsync(3<{a}> <unfinished ...>",
        f'8 write(4<{a}>, "{hexed("two")}", 3 <unfinished ...>',
        "8 <... write resumed>) = 3",
        "7 <... fsync resumed>) = 0",
        f"7 fsync(5<{d}>) = 0",
        f'7 openat(AT_FDCWD<{cwd}>, "{a}", O_RDONLY) = -1 EACCES (Permission denied)',
        "8 +++ exited with 0 +++",
    ]
    path = tmp_path / "calls"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    disk = Disk("/d")
    ended = [call for call in replayed(disk, read(path)) if call.result is not None]
    assert [(call.who, call.name, call.result) for call in ended] == [
        (7, "openat", 3), (7, "write", 3), (8, "write", 3), (7, "fsync", 0), (7, "fsync", 0),
        (7, "openat", -1),
    ]  # fmt: skip
    assert disk.kept(NOTHING) == {"あ": b"one"}
    assert disk.kept(EVERYTHING) == {"あ": b"onetwo"}


def test_what_the_model_does_not_know_stops_it() -> None:
    disk = written()
    call = Call(1, "fallocate", f"3<{hexed('/d/a')}>, 0, 0, 10) = 0", 0)
    with pytest.raises(AssertionError, match="fallocate"):
        list(replayed(disk, [call]))
