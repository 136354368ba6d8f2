from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sekisho.intake.documents import File
from sekisho.personal.inventory import catalogue as module
from sekisho.personal.inventory.catalogue import Catalogue, Listed, catalogue
from sekisho.personal.inventory.journal import Filed

LATE = 2**63 + 5
"""A time after 2262, in nanoseconds."""


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Catalogue]:
    with catalogue(tmp_path / "files") as made:
        yield made


def file(name: str, size: int = 1) -> File:
    return File(Path(name), name, size)


def test_files_come_in_the_order_of_their_names_however_many(
    files: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 2)
    names = ["/い", "/a", "/𠮷", "/B", "/a b", "/ア"]
    assert all(files.add(file(name), 7) for name in names)
    assert [one.file.name for one in files.listed()] == sorted(names)


def test_of_one_name_the_later_stands(files: Catalogue) -> None:
    assert files.add(file("/a", 1), 1)
    assert not files.add(file("/a", 2), LATE)
    assert list(files.listed()) == [Listed(file("/a", 2), LATE, None)]


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_leads_to_its_file(files: Catalogue) -> None:
    path = Path(os.fsdecode(b"/\x83\x65"))
    files.add(File(path, "/\\x83e", 0), 0)
    assert [one.file for one in files.listed()] == [File(path, "/\\x83e", 0)]


def test_what_has_a_line_waits_no_longer(files: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE", 2)
    for name in "abcde":
        files.add(file(name), 0)
    files.put("b", 10)
    found = []
    for one in files.waiting():
        found.append(one.file.name)
        files.put(one.file.name, 20)
    assert found == ["a", "c", "d", "e"]
    assert [one.place for one in files.listed()] == [20, 10, 20, 20, 20]


def test_the_last_that_is_known_of_a_file_holds(files: Catalogue) -> None:
    for name in "ab":
        files.add(file(name), 3)
    files.know(Filed("a", 1, 2, ()), 10)
    files.know(Filed("a", 1, LATE, ()), 20)
    files.know(Filed("gone", 1, 2, ()), 30)
    (_, known), (_, unknown) = files.compared()
    assert known is not None
    assert (known.modified_ns, known.sha256, known.place) == (LATE, "", 20)
    assert unknown is None


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    with pytest.raises(OSError, match="disk is full"), catalogue(tmp_path / "files"):
        raise full
