"""The same person in two documents, told without keeping the person: keyed hashes.

HMAC (RFC 2104) with SHA-256. The key is the town's; without it the hashes say nothing, since
names are few enough to be tried one by one. What is hashed is the notation of ``writing``, so
that 髙橋 and 高橋, 全角 and 半角 give the same hash.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sekisho.personal.lists.records import Person
from sekisho.personal.people import People

KEY_BYTES = 32
_BINDING = ("birth", "phone", "address")
"""People of one name who share one of these are the same person."""


class KeyFileError(Exception):
    """A key file that holds no key."""


@dataclass(frozen=True)
class Token:
    """One person of one document. ``name``: hash of the name; ``birth``: of name and birth date,
    "" when none is known; ``binding``: of the name with birth date, telephone and address each;
    ``certain``: counted in the lower bound."""

    name: str
    birth: str
    binding: tuple[str, ...]
    certain: bool


def key_from(path: Path) -> bytes:
    """The key of a file. Raises KeyFileError, OSError."""
    data = path.read_bytes()
    try:
        key = bytes.fromhex(data.decode("ascii").strip())
    except (UnicodeDecodeError, ValueError):
        raise KeyFileError(str(path)) from None
    if len(key) != KEY_BYTES:
        raise KeyFileError(str(path))
    return key


def new_key(path: Path) -> None:
    """Writes a new key for its owner alone. Raises FileExistsError, OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(KEY_BYTES).hex().encode() + b"\n")


def fingerprint(key: bytes | None) -> str:
    """What tells two keys apart without telling the key; "" for none."""
    return "" if key is None else _hash(key, "fingerprint", "")[:16]


def tokens_of(found: People, key: bytes) -> tuple[Token, ...]:
    """The distinct people of a document as hashes, in an order that tells nothing."""
    return tuple(sorted((token_of(group, key) for group in found.likely), key=repr))


def token_of(group: Sequence[Person], key: bytes) -> Token:
    """The mentions of one person as a token."""
    name = group[0].key
    told = {(kind, value) for one in group for kind, value in one.attributes if kind in _BINDING}
    births = sorted(value for kind, value in told if kind == "birth")
    return Token(
        name=_hash(key, "name", name),
        birth=_hash(key, "birth", f"{name}\t{births[0]}") if births else "",
        binding=tuple(sorted(_hash(key, kind, f"{name}\t{value}") for kind, value in told)),
        certain=any(one.certain for one in group),
    )


def _hash(key: bytes, kind: str, text: str) -> str:
    return hmac.new(key, f"{kind}\t{text}".encode(), hashlib.sha256).hexdigest()


def to_json(token: Token) -> list[object]:
    """A token as a short list, for the journal."""
    return [token.name, token.birth, list(token.binding), token.certain]


def from_json(given: Sequence[object]) -> Token:
    """A token from its list. Raises TypeError, ValueError."""
    name, birth, binding, certain = given
    if not isinstance(binding, list):
        raise TypeError("binding")
    return Token(str(name), str(birth), tuple(map(str, binding)), bool(certain))
