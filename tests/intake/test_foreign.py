"""Archives through libarchive: names in Japanese, bounds, locks, links, nothing that crashes."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sekisho.engine.aside import end
from sekisho.engine.worker import Lost
from sekisho.events.evidence import Evidence
from sekisho.intake import foreign
from sekisho.intake.member import Member, NotOpenedError
from sekisho.intake.packed import HEAD, opener_for
from tests.intake.foreign_archives import (
    LH5,
    NAME,
    SEVEN,
    SEVEN_HIDDEN,
    SEVEN_LOCKED,
    TEXT,
    cab,
    lzh,
    rar4,
    rar5,
)  # fmt: skip

OLD = NAME.encode("cp932")
needs_library = pytest.mark.skipif(not foreign.available(), reason="libarchive is not installed")


@pytest.fixture(autouse=True, scope="module")
def _ended() -> Iterator[None]:
    yield
    end()


def opened(path: Path, data: bytes, most: int = 10**7) -> list[tuple[Member, bytes | None]]:
    path.write_bytes(data)
    opener = opener_for(data[:HEAD])
    assert opener is not None
    found = []
    for member in opener(Evidence(path.name, path, len(data), "0" * 64), most, ()):
        content = None
        if callable(member.content):
            with member.content() as file:
                content = file.read()
        found.append((member, content))
    return found


@needs_library
@pytest.mark.parametrize(
    "data",
    [
        lzh(OLD, TEXT, 0), lzh(OLD, TEXT, 1, LH5), lzh(OLD, TEXT, 2, LH5),
        lzh(NAME.encode(), TEXT, 2), rar4(OLD, TEXT), rar5(NAME, TEXT), cab(OLD, TEXT),
        cab(NAME.encode(), TEXT, 0xA0), SEVEN,
    ],
    ids=["lzh0", "lzh1", "lzh2", "lzh-utf8", "rar4", "rar5", "cab", "cab-utf8", "7z"],
)  # fmt: skip
def test_japanese_names_and_bytes_are_as_they_were_packed(tmp_path: Path, data: bytes) -> None:
    """The letters 表 and ソ have a second byte 0x5C, the sign between folders of Windows."""
    member, content = opened(tmp_path / "a", data)[-1]
    assert (member.name, content) == (NAME, TEXT)


@needs_library
def test_letters_beyond_the_old_ones_and_times_stay(tmp_path: Path) -> None:
    names = [member.name for member, _ in opened(tmp_path / "a.7z", SEVEN)]
    assert names == ["表", "世帯𠮷髙.txt", NAME]
    ((member, _),) = opened(tmp_path / "b.lzh", lzh(OLD, TEXT, 2))
    assert member.modified is not None
    assert member.modified.year == 2016


@needs_library
def test_an_lzh_whose_names_are_in_no_known_letters(tmp_path: Path) -> None:
    ((member, content),) = opened(tmp_path / "a.lzh", lzh(b"\xfd\xfe1.txt", TEXT, 2))
    assert (member.name, content) == ("ýþ1.txt", TEXT)


@needs_library
@pytest.mark.parametrize("form", ["iso9660", "cpio_newc"])
def test_images_and_cpio(tmp_path: Path, form: str) -> None:
    import libarchive

    out = tmp_path / "made"
    with libarchive.file_writer(str(out), form) as archive:
        archive.add_file_from_memory(NAME, len(TEXT), TEXT)
    assert (NAME, TEXT) in [(one.name, data) for one, data in opened(out, out.read_bytes())]


@needs_library
def test_locked_members_and_locked_archives(tmp_path: Path) -> None:
    found = opened(tmp_path / "a.7z", SEVEN_LOCKED)
    assert (found[-1][0].name, found[-1][0].content) == (NAME, "not_read.encrypted_member")
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_encrypted"):
        opened(tmp_path / "b.7z", SEVEN_HIDDEN)
    locked = opened(tmp_path / "c.rar", rar4(OLD, TEXT, 4))
    assert locked[0][0].content == "not_read.encrypted_member"


@needs_library
def test_links_lead_nowhere(tmp_path: Path) -> None:
    import libarchive
    from libarchive.entry import FileType

    out = tmp_path / "made"
    with libarchive.file_writer(str(out), "cpio_newc") as archive:
        archive.add_file_from_memory("go", 0, b"", FileType.SYMBOLINK_LINK, 0o777,
                                     linkpath="/etc/passwd")  # fmt: skip
        archive.add_file_from_memory("pipe", 0, b"", FileType.NAMED_PIPE)
        archive.add_file_from_memory("../../out.txt", 3, b"out")
    found = [(one.name, data or one.content) for one, data in opened(out, out.read_bytes())]
    assert found == [("go", "not_read.link"), ("pipe", "not_read.not_a_file"), ("out.txt", b"out")]


@needs_library
def test_names_that_mislead_are_kept_as_they_are(tmp_path: Path) -> None:
    name = "見積\n書\u202efdp.exe"
    ((member, _),) = opened(tmp_path / "a.rar", rar5(name, b"x"))
    assert member.name == name


@needs_library
def test_no_more_comes_out_than_is_allowed(tmp_path: Path) -> None:
    import libarchive

    out = tmp_path / "made.7z"
    with libarchive.file_writer(str(out), "7zip") as archive:
        archive.add_file_from_memory("zeros", 30_000_000, [b"\0" * 10**6] * 30)
        archive.add_file_from_memory("small", 1, b"x")
    assert out.stat().st_size < 100_000
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_too_large"):
        opened(out, out.read_bytes(), 1_000_000)
    assert [len(data or b"") for _, data in opened(out, out.read_bytes(), 40_000_000)] == [
        30_000_000, 1,
    ]  # fmt: skip


def test_without_the_library_it_is_told_as_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    assert not foreign.available()
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_format"):
        opened(tmp_path / "a.7z", SEVEN)


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ("died", "not_read.archive_damaged"),
        ("too_long", "not_read.too_long"),
        ("too_much_work", "not_read.too_much_work"),
        ("too_much_memory", "not_read.archive_too_large"),
    ],
)
def test_a_process_that_was_lost_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str, code: str
) -> None:
    monkeypatch.setattr(foreign, "available", lambda: True)
    monkeypatch.setattr(foreign, "aside", lambda _work, task, _limits: Lost(task, why))
    with pytest.raises(NotOpenedError) as caught:
        opened(tmp_path / "a.7z", SEVEN)
    assert caught.value.code == code


@needs_library
@pytest.mark.slow
def test_mutated_archives_end_with_an_answer(tmp_path: Path) -> None:
    """Bytes turned, cut and repeated: members, a reason, and the next archive is opened."""
    chance = random.Random(20160603)
    good = [SEVEN, SEVEN_LOCKED, lzh(OLD, TEXT, 1, LH5), lzh(OLD, TEXT, 2), rar4(OLD, TEXT),
            rar5(NAME, TEXT), cab(OLD, TEXT)]  # fmt: skip
    ended: dict[str, int] = {}
    for number in range(600):
        data = bytearray(good[number % len(good)])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        if chance.random() < 0.2:
            data = data[: chance.randrange(40, len(data))]
        try:
            found = opened(tmp_path / "a", bytes(data), 1_000_000)
            assert sum(len(content or b"") for _, content in found) <= 1_000_000
            ended["opened"] = ended.get("opened", 0) + 1
        except NotOpenedError as error:
            ended[error.code] = ended.get(error.code, 0) + 1
    assert sum(ended.values()) == 600
    assert ended["opened"] > 50
    assert ended["not_read.archive_damaged"] > 50
    assert opened(tmp_path / "a", SEVEN)[-1][1] == TEXT
