"""A file is put in place whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from sekisho.ledger.put import (
    NEW,
    add_line,
    new_folder,
    put,
    put_among,
    put_new,
    putting,
    settle,
    settle_files,
)


def test_content_is_replaced_and_nothing_lies_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    put(path, b"old")
    put(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_and_no_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    put(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_content_in_pieces_is_put_in_place_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    put(path, b"old")
    with putting(path, 0o600) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
        file.write(b"er")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"newer", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_who_stops_between_two_pieces_leaves_the_old_and_no_half(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    put(path, b"old")

    def stop() -> None:
        with putting(path) as file:
            file.write(b"ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_bits_of_its_own_from_the_first_moment_on(tmp_path: Path) -> None:
    path = tmp_path / "a"
    put(path, b"old", 0o640)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    (tmp_path / f"a{NEW}").write_bytes(b"what a killed process left")
    put(path, b"new", 0o600)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False])
def test_what_was_issued_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Also on a stick, where a file has one name only."""

    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", none)
    path = tmp_path / "a"
    put_new(path, b"first")
    with pytest.raises(FileExistsError):
        put_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_torn_line_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    add_line(path, b"1\n")
    with path.open("ab") as file:
        file.write(b"2 and no en")
    add_line(path, b"3\n")
    assert path.read_bytes() == b"1\n2 and no en\n3\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders and files that went to the disk, in order."""
    seen: list[Path] = []
    real = os.fsync

    def seeing(number: int) -> None:
        real(number)
        seen.append(Path(f"/proc/self/fd/{number}").readlink())

    monkeypatch.setattr(os, "fsync", seeing)
    return seen


needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs Linux")


@needs_proc
def test_a_folder_is_settled_from_the_first_that_was_not_there(
    tmp_path: Path, settled: list[Path]
) -> None:
    new_folder(tmp_path / "a" / "b" / "c")
    assert settled == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    settled.clear()
    new_folder(tmp_path / "a" / "b" / "c")  # somebody may have made it and been killed
    assert settled == [tmp_path / "a" / "b"]


@needs_proc
def test_files_of_libraries_and_every_name_down_to_them(
    tmp_path: Path, settled: list[Path]
) -> None:
    root = tmp_path / "ledger"
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "b" / "one").write_bytes(b"1")
    settle_files(root, [root / "a" / "b" / "one"])
    assert settled == [root / "a" / "b" / "one", tmp_path, root, root / "a", root / "a" / "b"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_a_file_system_that_settles_no_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A disk's error is one; a file system that knows no such call is none."""

    def fails(_number: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    if number == errno.EINVAL:
        settle(tmp_path)
    else:
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            settle(tmp_path)


def test_what_several_write_is_one_of_theirs_and_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "a"
    contents = [bytes([at]) * 50_000 for at in range(8)]
    threads = [Thread(target=put_among, args=(path, one, 0o400)) for one in contents]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert path.read_bytes() in contents
    assert [one.name for one in tmp_path.iterdir()] == ["a"]
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o400
