"""Pages that play a warning and ask to telephone, told by where they lie and what they are called.

The signs are those of the project's own detection rule, so that what is found afterwards and what
is refused beforehand is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

RULE = "fake_support_words.yml"


@dataclass(frozen=True, slots=True)
class Scam:
    """Endings of hosts that anybody can rent for an hour, and words of a played warning."""

    endings: tuple[str, ...]
    words: tuple[str, ...]

    def rented(self, host: str) -> bool:
        """Whether anybody can rent a host there."""
        return f".{host}".endswith(self.endings)

    def fits(self, host: str, path: str) -> bool:
        """Whether a page looks like one. The path as ``plain_path`` gives it."""
        return self.rented(host) and any(w in f"{host}{path}" for w in self.words)


@cache
def scam() -> Scam:
    """The signs of the rule ``fake_support_words``."""
    text = files("sekisho.detect").joinpath("rules", RULE).read_text(encoding="utf-8")
    found = yaml.safe_load(text)["detection"]
    endings, words = found["host"]["cs-host|endswith"], found["words"]["c-uri|contains"]
    return Scam(tuple(map(str.lower, endings)), tuple(map(str.lower, words)))
