"""The same person in two documents, told without keeping the person: keyed hashes.

HMAC (RFC 2104) with SHA-256. The key is the town's; without it the hashes say nothing, since
names are few enough to be tried one by one. What is hashed is the notation of ``writing``, so
that 髙橋 and 高橋, 全角 and 半角 give the same hash.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from sekisho.personal.bounds import Bounds
from sekisho.personal.people import People
from sekisho.personal.records import Person

KEY_BYTES = 32
_BINDING = ("birth", "phone", "address")
"""People of one name who share one of these are the same person."""


_LEAST_COPIED = 5
"""Names that must all stand in another document; fewer may be namesakes by chance."""


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


def distinct(documents: Iterable[Sequence[Token]]) -> Bounds:
    """Distinct people over all documents.

    High: people are one only where name and birth date, telephone or address agree, or where all
    names of a document stand together in another one (a copy in another format, an extract).
    Low: people of one name are one unless their birth dates differ or one document tells them
    apart.
    """
    given = [tokens for tokens in documents if tokens]
    copies = copies_among([{token.name for token in tokens} for tokens in given])
    named: dict[str, list[Sequence[Token]]] = defaultdict(list)
    counted: dict[str, list[Sequence[Token]]] = defaultdict(list)
    for at, tokens in enumerate(given):
        by_name: dict[str, list[Token]] = defaultdict(list)
        for token in tokens:
            by_name[token.name].append(token)
        for name, group in by_name.items():
            named[name].append(group)
            if at not in copies or _other_births(group, given[copies[at]]):
                counted[name].append(group)
    low = sum(_at_least(groups) for groups in named.values())
    high = sum(_at_most(groups) for groups in counted.values())
    return Bounds(low, max(low, high))


def copies_among(names: Sequence[AbstractSet[str]]) -> dict[int, int]:
    """Documents all of whose names stand in another one, with that one; of two with the same
    names the later is the copy."""
    holding: dict[str, set[int]] = defaultdict(set)
    found: dict[int, int] = {}
    for at in sorted(range(len(names)), key=lambda one: (-len(names[one]), one)):
        if len(names[at]) >= _LEAST_COPIED:
            fewest = sorted((holding[name] for name in names[at]), key=len)
            others = set.intersection(*fewest) if fewest[0] else set()
            if others:
                found[at] = min(others)
                continue
        for name in names[at]:
            holding[name].add(at)
    return found


def _other_births(group: Sequence[Token], original: Sequence[Token]) -> bool:
    """Whether the birth dates of a name's holders are others than in the original."""
    births = {one.birth for one in group if one.birth}
    known = {one.birth for one in original if one.name == group[0].name and one.birth}
    return len(group) > sum(one.name == group[0].name for one in original) or (
        bool(known) and bool(births - known)
    )


def _at_least(groups: Sequence[Sequence[Token]]) -> int:
    certain = [[one for one in group if one.certain] for group in groups]
    births = {one.birth for group in certain for one in group if one.birth}
    return max([len(births), *(len(group) for group in certain)])


def _at_most(groups: Sequence[Sequence[Token]]) -> int:
    """Components of the tokens that share a binding hash."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    alone = 0
    for group in groups:
        for token in group:
            if not token.binding:
                alone += 1
            for name in token.binding:
                parent.setdefault(name, name)
                parent[root(name)] = root(token.binding[0])
    together = alone + sum(root(name) == name for name in parent)
    return max(together, *(len(group) for group in groups))


def to_json(token: Token) -> list[object]:
    """A token as a short list, for the journal."""
    return [token.name, token.birth, list(token.binding), token.certain]


def from_json(given: Sequence[object]) -> Token:
    """A token from its list. Raises TypeError, ValueError."""
    name, birth, binding, certain = given
    if not isinstance(binding, list):
        raise TypeError("binding")
    return Token(str(name), str(birth), tuple(map(str, binding)), bool(certain))


def across(found: Mapping[str, Sequence[Token]]) -> Bounds:
    """Distinct people of documents by their hash; copies of the same bytes are one document."""
    return distinct(found.values())
