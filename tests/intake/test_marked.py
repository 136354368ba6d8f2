"""Parts told in folders, archives and mails, and read as the archive they make."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.documents import File, documents
from sekisho.intake.folder import NotReceived, receive_file
from sekisho.intake.marked import marked, with_parts
from sekisho.intake.road import take_in
from sekisho.sources.contract import Context
from tests.intake.test_joined import FILES, SEVEN_ZIP, laid, needs_seven

NOW = datetime(2026, 4, 1, tzinfo=UTC)
MISSING = "not_read.archive_part_missing"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the parts of a 7z."""
    source, out = tmp_path / "source", tmp_path / "folder"
    source.mkdir()
    out.mkdir()
    made = [SEVEN_ZIP, "a", "-v64k", str(out / "表.7z"), *laid(source)]
    subprocess.run(made, cwd=source, check=True, capture_output=True)
    return out


def taken(root: Path, place: Path) -> dict[str, tuple[str, str | None]]:
    for name in ("ledger", "work"):
        (place / name).mkdir()
    manifest = take_in(root, place / "ledger", place / "work", Context(NOW))
    return {one.name: (one.status, one.reason) for one in manifest.entries}


@needs_seven
def test_a_folder_with_all_parts_is_read(folder: Path, tmp_path: Path) -> None:
    found = taken(folder, tmp_path)
    assert found.pop("表.7z.001!/表.7z!/予算.txt") == ("read", None)
    assert found.pop("表.7z.001!/表.7z!/b.bin") == ("not_read", "not_read.unknown_format")
    names = {*(f"表.7z.00{one}" for one in (1, 2, 3, 4)), "表.7z.001!/表.7z"}
    assert found == dict.fromkeys(names, ("archive", None))


@needs_seven
@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ([2], {"表.7z.002": MISSING, "表.7z.001!/表.7z!/…": "not_read.archive_part"}),
        ([1], {"表.7z.001": MISSING}),
        ([4], {"表.7z.001!/表.7z!/…": "not_read.archive_part"}),
    ],
)
def test_what_is_missing_is_named(
    folder: Path, tmp_path: Path, gone: list[int], told: dict[str, str]
) -> None:
    for one in gone:
        (folder / f"表.7z.00{one}").unlink()
    found = taken(folder, tmp_path)
    assert {name: why for name, (status, why) in found.items() if status != "archive"} == told


@needs_seven
def test_parts_within_an_archive_and_of_a_file_alone(folder: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    parts = sorted(folder.iterdir())
    packed = [SEVEN_ZIP, "a", "-tzip", str(outer / "o.zip"), *map(str, parts)]
    subprocess.run(packed, check=True, capture_output=True)
    assert taken(outer, tmp_path)["o.zip!/表.7z.001!/表.7z!/予算.txt"] == ("read", None)
    (tmp_path / "w").mkdir()
    given = [File(one, one.name, one.stat().st_size) for one in parts]
    found = [one.name for each in given for one in documents(each, tmp_path / "w", Context(NOW))]
    assert found.count("表.7z.001!/表.7z!/予算.txt") == 1
    assert len(found) == len(parts) + 1 + len(FILES)


def test_what_belongs_to_nothing_stays_as_it_is(tmp_path: Path) -> None:
    names = ("fw.log.001", "fw.log.002", "a.zip", "b.rar", "c.txt")
    for name in names:
        (tmp_path / name).write_bytes(b"PK\x03\x04" if name == "a.zip" else b"2026-04-01 text")
    found = [receive_file(tmp_path / name, name) for name in names]
    assert marked(found) == found
    assert [with_parts(one) for one in found] == [[one] for one in found]
    lost = NotReceived("a.7z.001", "not_read.link")
    assert with_parts(lost) == [lost]


def test_parts_are_told_once_and_opened_at_the_first(tmp_path: Path) -> None:
    for name, content in (("a.zip", b"end"), ("a.z01", b"PK\x03\x04"), ("a.z03", b"x")):
        (tmp_path / name).write_bytes(content)
    found = [receive_file(one, f"d/{one.name}") for one in sorted(tmp_path.iterdir())]
    for given in (marked(found), [one for each in found for one in with_parts(each)]):
        missing = [one for one in given if isinstance(one, NotReceived)]
        assert missing == [NotReceived("d/a.z02", MISSING)]
        parts = [one for one in given if isinstance(one, Evidence)]
        assert [one.name for one in parts] == ["d/a.z01", "d/a.z03", "d/a.zip"]
        assert all(one.whole and one.whole.name == "a.zip" for one in parts)
        assert all(one.whole and not one.whole.parts for one in parts)
