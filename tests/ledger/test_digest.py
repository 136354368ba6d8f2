"""SHA-256 of files, against published values."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sekisho.ledger.digest import sha256_of

MILLION = b"a" * 1_000_000


@pytest.mark.parametrize(
    ("content", "digest"),
    [
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (MILLION, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        (b"a\r\nb", hashlib.sha256(b"a\r\nb").hexdigest()),
    ],
    ids=["empty", "fips_180_one_block", "fips_180_million", "line_ends_stay"],
)
def test_the_digest_is_that_of_the_bytes(tmp_path: Path, content: bytes, digest: str) -> None:
    (tmp_path / "名簿.bin").write_bytes(content)
    assert sha256_of(tmp_path / "名簿.bin") == digest


def test_what_cannot_be_opened_is_raised(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sha256_of(tmp_path / "gone")
    with pytest.raises(OSError, match=r"."):
        sha256_of(tmp_path)
