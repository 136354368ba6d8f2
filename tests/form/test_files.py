"""Files found, decoded and laid together."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sekisho.form import files as files_module
from sekisho.rulebook import RulebookError, load

TOWN = "version: 1\ntown:\n  name: 関町\n"


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        *(("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig")),
        *(("utf-16", "utf-16"), ("cp932", "cp932")),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, reported: str) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_bytes(TOWN.replace("\n", "\r\n").encode(encoding))
    book = load(path)
    assert book.town.name == "関町"
    assert [file.encoding for file in book.files] == [reported]
    assert book.files[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    doubted = "rulebook.assumed.encoding" in [entry.code for entry in book.assumptions]
    assert doubted == (reported == "cp932")


def test_a_saved_cp932_file(data: Path) -> None:
    assert load(data / "rulebook" / "saved_as_cp932.yaml").people[0].name == "髙﨑 花子"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"version: 1\na: \xff\xff", (2, 4)),
        (b"version: 1\na: \x83", (2, 4)),
        (b"\xff\xfea", (1, 3)),
    ],
)
def test_neither_encoding(tmp_path: Path, content: bytes, place: tuple[int, int]) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_bytes(content)
    with pytest.raises(RulebookError) as raised:
        load(path)
    (found,) = raised.value.mistakes
    assert (found.code, (found.line, found.column)) == ("rulebook.encoding", place)


def test_a_folder_is_one_rulebook(data: Path) -> None:
    book = load(data / "rulebook" / "folder")
    assert [file.name for file in book.files] == ["10-zones.yaml", "assets/a.yml", "assets/b.yaml"]
    assert [asset.name for asset in book.assets] == ["PC-A", "PC-B"]
    assert book.hours.start.isoformat() == "08:30:00"
    assert book.hours.end.isoformat() == "17:00:00"


def test_files_that_contradict_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("version: 1\nhours: {end: 17:00}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("version: 1\nhours: {end: 17:15}\n", encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        load(tmp_path)
    (found,) = raised.value.mistakes
    assert (found.file, found.line, found.column) == ("b.yaml", 2, 9)
    assert found.code == "rulebook.given_twice"
    assert dict(found.values)["first_file"] == "a.yaml"


def test_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("version: 1\nzoness: []\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"\xff")
    (tmp_path / "c.yaml").write_text("hours: {start: 8.30}\n", encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        load(tmp_path)
    assert [found.file for found in raised.value.mistakes] == ["a.yaml", "b.yaml", "c.yaml"]


@pytest.mark.parametrize(("name", "code"), [("none", "no_such_path"), ("empty", "empty_folder")])
def test_no_rulebook_there(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "note.txt").write_text("x", encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        load(tmp_path / name)
    assert [found.code for found in raised.value.mistakes] == [f"rulebook.{code}"]


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "_LARGEST", 100)
    path = tmp_path / "rulebook.yaml"
    path.write_bytes(b"#" * 101)
    with pytest.raises(RulebookError) as raised:
        load(path)
    assert [found.code for found in raised.value.mistakes] == ["rulebook.too_large"]
