"""A member that goes on in further volumes of a RAR comes out whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.intake.locks.spliced import Joined, Kept
from sekisho.intake.locks.volumes import Block, joined
from tests.intake.locks.packers import Rar4, Rar5
from tests.intake.test_locks import WORD, needs_library, opened

DATA = bytes(range(251)) * 9
PACKED = {
    "rar4": Rar4(), "rar4 packed": Rar4(packed=True), "rar4 locked": Rar4(WORD, packed=True),
    "rar4 names": Rar4(WORD, packed=True, hidden=True), "rar5": Rar5(),
    "rar5 packed": Rar5(packed=True), "rar5 locked": Rar5(WORD, packed=True),
    "rar5 stored": Rar5(WORD), "rar5 blake": Rar5(WORD, packed=True, blake=True),
    "rar5 names": Rar5(WORD, packed=True, hidden=True),
}  # fmt: skip


@needs_library
@pytest.mark.parametrize("case", PACKED)
def test_volumes_one_behind_the_other_are_one_archive(tmp_path: Path, case: str) -> None:
    """Pieces end within a block of the cipher, too."""
    volumes = PACKED[case].volumes("文書.txt", DATA, 3)
    assert opened(tmp_path / "a.rar", b"".join(volumes), ("no", WORD)) == [("文書.txt", DATA)]


@needs_library
@pytest.mark.parametrize("case", PACKED)
@pytest.mark.parametrize("left", [(0,), (0, 1), (1, 2), (0, 2)])
def test_without_one_of_them_nothing_is_given(
    tmp_path: Path, case: str, left: tuple[int, ...]
) -> None:
    volumes = PACKED[case].volumes("a.txt", DATA, 3)
    found = opened(tmp_path / "a.rar", b"".join(volumes[one] for one in left), (WORD,))
    codes = {content for _, content in found}
    damaged = {"not_read.archive_part", "not_read.member_damaged", "not_read.encrypted_member"}
    assert codes
    assert codes <= damaged
    assert left == (0, 2) or codes == {"not_read.archive_part"}


def _block(flags: int, at: int, kind: int = 2) -> Block:
    return Block(kind, flags, b"", at, 10)


def test_pieces_are_one_block_and_what_has_no_end_keeps_its_flag() -> None:
    blocks = [_block(16, 0), _block(0, 3, kind=1), _block(24, 20), _block(8, 40), _block(0, 60),
              _block(8, 80), _block(16, 90), _block(0, 100), _block(16, 110)]  # fmt: skip
    found = [(one.kind, one.flags, one.content) for one in joined(blocks, 2, 8, 16)]
    assert found == [
        (1, 0, Kept(3, 10)),
        (2, 0, Joined((Kept(0, 10), Kept(20, 10), Kept(40, 10)))),
        (2, 0, Kept(60, 10)),
        (2, 8, Kept(80, 10)),
        (2, 16, Kept(90, 10)),
        (2, 0, Kept(100, 10)),
        (2, 16, Kept(110, 10)),
    ]


def test_what_breaks_behind_a_piece_does_not_hide_it() -> None:
    def broken() -> object:
        yield _block(16, 0)
        raise EOFError

    given = joined(broken(), 2, 8, 16)  # type: ignore[arg-type]
    assert next(given).flags == 16
    with pytest.raises(EOFError):
        next(given)


@needs_library
@pytest.mark.parametrize("kind", [Rar4, Rar5])
@pytest.mark.parametrize("between", [b"", b"\0" * 40, b"Rar!" * 99])
def test_an_end_hides_nothing(tmp_path: Path, kind: type[Rar4 | Rar5], between: bytes) -> None:
    """What calls itself the second volume may be opened by itself."""
    data = kind().made([("a.txt", b"harmless")]) + between + kind().made([("b.exe", DATA)])
    found = opened(tmp_path / "a.rar", data)
    assert found == [("a.txt", b"harmless"), ("b.exe", DATA)]


@needs_library
@pytest.mark.parametrize("case", PACKED)
def test_a_last_volume_that_is_missing_is_told(tmp_path: Path, case: str) -> None:
    """Also where no member goes on in it."""
    kind = PACKED[case]
    first = kind.volumes("a.txt", DATA, 2)[0]
    found = opened(tmp_path / "a.rar", first, (WORD,))
    assert {code for _, code in found} == {"not_read.archive_part"}
