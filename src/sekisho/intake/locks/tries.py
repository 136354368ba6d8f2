"""The passwords of one archive, and what trying them may cost.

An archive says itself how dear each try is: so the rounds of hashing are counted, whatever it says,
and the bytes that are unpacked only to see whether a password is the right one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from sekisho.intake.locks.spliced import Spliced
from sekisho.intake.locks.sums import Entry

ROUNDS = 2**25
"""Rounds of hashing for one archive: 64 tries of a 7z as 7-Zip makes it, or of a RAR 5."""
TRIED = 1024**3
"""Bytes that are unpacked for tries alone."""
LONGEST = 127
"""Letters of a password; no packer takes more."""
_LEAST = 2**12
"""Rounds that every key costs, for an archive may have a salt of its own for each member."""
Found = TypeVar("Found")


class TooDearError(Exception):
    """The passwords were not all tried: what the tries may cost is used up."""


class Trial(Protocol):
    """Whether the first member of an archive comes out as it was packed, in at most so many
    bytes; and how many bytes were unpacked to know."""

    def __call__(self, stream: Spliced, entry: Entry, most: int, /) -> tuple[bool, int]:
        """See above. Never raises for what stands in the archive."""


@dataclass
class Tries:
    """``words``: the passwords, the one that opened something last first; ``trial``: how a member
    is unpacked; ``untried``: whether any try had to be left out."""

    words: list[str] = field(repr=False)
    trial: Trial = field(repr=False)
    rounds: int = ROUNDS
    room: int = TRIED
    untried: bool = False
    _keys: dict[tuple[object, ...], bytes] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.words = [one for one in dict.fromkeys(self.words) if 0 < len(one) <= LONGEST]

    def first(self, opened: Callable[[str], Found | None]) -> Found | None:
        """What the first password opens that opens anything; None where none does."""
        for word in tuple(self.words):
            try:
                found = opened(word)
            except TooDearError:
                self.untried = True
                return None
            if found is not None:
                self.words.remove(word)
                self.words.insert(0, word)
                return found
        return None

    def derived(self, what: tuple[object, ...], rounds: int, made: Callable[[], bytes]) -> bytes:
        """A key that costs so many rounds, made once for ``what``. Raises TooDearError."""
        if what not in self._keys:
            cost = max(rounds, _LEAST)
            if cost > self.rounds:
                raise TooDearError
            self.rounds -= cost
            self._keys[what] = made()
        return self._keys[what]

    def opens(self, stream: Spliced, entry: Entry) -> bool:
        """Whether a member comes out right. Raises TooDearError."""
        if entry.size > self.room:
            raise TooDearError
        right, used = self.trial(stream, entry, entry.size)
        self.room -= used
        return right

    @property
    def shut(self) -> str:
        """The code of a member that no password opened."""
        return "not_read.encrypted_untried" if self.untried else "not_read.encrypted_member"
