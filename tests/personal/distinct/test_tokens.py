from __future__ import annotations

import os
from pathlib import Path

import pytest

from sekisho.personal.distinct.tokens import (
    KeyFileError,
    Token,
    fingerprint,
    from_json,
    key_from,
    new_key,
    to_json,
    tokens_of,
)
from sekisho.personal.lists.records import Person
from sekisho.personal.people import people

KEY, OTHER = bytes(32), bytes([1]) * 32


def document(*persons: tuple[str, dict[str, str]], certain: bool = True) -> tuple[Token, ...]:
    """A list with people of a name and what stands beside it."""
    found = [
        Person(name, "list", None, certain, tuple(sorted(values.items())))  # type: ignore[arg-type]
        for name, values in persons
    ]
    return tokens_of(people(found), KEY)


def test_nothing_plain_is_in_a_token() -> None:
    (token,) = document(("青木茂", {"phone": "0770000001", "birth": "1950-01-02"}))
    written = repr(to_json(token))
    assert "青木" not in written
    assert "0770" not in written
    assert "1950" not in written
    assert from_json(to_json(token)) == token


def test_another_key_gives_other_tokens() -> None:
    found = people([Person("青木茂", "list", None, certain=True)])
    assert tokens_of(found, KEY) != tokens_of(found, OTHER)
    assert fingerprint(KEY) != fingerprint(OTHER)
    assert fingerprint(None) == ""


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "town.key"
    new_key(path)
    key = key_from(path)
    assert len(key) == 32
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        new_key(path)
    assert key_from(path) == key


@pytest.mark.parametrize("content", [b"", b"short", b"ff" * 31, b"\xff\xfe", b"zz" * 32])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "town.key"
    path.write_bytes(content)
    with pytest.raises(KeyFileError):
        key_from(path)
