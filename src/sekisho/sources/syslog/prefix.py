"""The prefix that smb.conf puts before every line of Samba's full_audit, and finding it out.

Reference: vfs_full_audit(8), smb.conf(5) "VARIABLE SUBSTITUTIONS".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.syslog.cut import matches

DEFAULT = "%u|%I"
HINT = "samba.full_audit.prefix"
REST = r"(?P<operation>[a-z][a-z0-9_]*)\|(?P<result>ok|fail \([^|]*?\))(?:\|(?P<arguments>.*))?$"
GENERIC = r"^(?P<prefix>.*?)\|" + REST
_VARIABLE = re.compile(r"%(\$\([^)]*\)|[A-Za-z])")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]+(?:\.\d+)*")
_CLOCK = re.compile(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d")
_FITS = 0.5
Ground = Literal["configured", "default", "inferred"]


@dataclass(frozen=True)
class Prefix:
    """A prefix as smb.conf writes it, and where it was taken from."""

    form: str
    ground: Ground

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The letters of its variables (``u``, ``I`` …), those known by letter only, once each."""
        letters = (name for name in _VARIABLE.findall(self.form) if len(name) == 1)
        return tuple(dict.fromkeys(letters))

    @cached_property
    def pattern(self) -> str:
        """A pattern of a whole message with a group ``v<letter>`` for each variable."""
        parts: list[str] = []
        seen: set[str] = set()
        end = 0
        for found in _VARIABLE.finditer(self.form):
            parts.append(re.escape(self.form[end : found.start()]))
            letter, end = found[1], found.end()
            named = len(letter) == 1 and letter not in seen
            parts.append(f"(?P<v{letter}>[^|]*?)" if named else "[^|]*?")
            seen.add(letter)
        parts.append(re.escape(self.form[end:]))
        return f"^{''.join(parts)}\\|{REST}"

    def fit(self, messages: pa.Array) -> float:
        """Which part of the messages it explains, with addresses where it says addresses."""
        pattern = self.pattern.replace("(?P<vI>[^|]*?)", f"(?P<vI>{_ADDRESS.pattern})")
        return float(pc.mean(matches(messages, pattern)).as_py() or 0)


def chosen(messages: pa.Array, configured: Sequence[str]) -> Prefix:
    """The prefix of these messages: a configured one that fits, the default, or inferred."""
    known = [Prefix(form, "configured") for form in configured]
    for prefix in sorted(known, key=lambda item: -item.fit(messages)):
        if prefix.fit(messages) >= _FITS:
            return prefix
    default = Prefix(DEFAULT, "default")
    if default.fit(messages) >= _FITS:
        return default
    return Prefix(_inferred(messages), "inferred")


def _inferred(messages: pa.Array) -> str:
    """Address by its form, share by what ``connect`` names, then user and machine in order."""
    found = pc.extract_regex(messages, pattern=GENERIC).drop_null().to_pylist()
    rows = [(*item["prefix"].split("|"), item) for item in found]
    widths = Counter(len(row) - 1 for row in rows)
    if not widths:
        return DEFAULT
    width = widths.most_common(1)[0][0]
    rows = [row for row in rows if len(row) - 1 == width]
    letters: list[str | None] = [None] * width
    for column in range(width):
        values = [row[column] for row in rows]
        if _mostly(values, _ADDRESS):
            letters[column] = "I" if "I" not in letters else "i"
        elif _mostly(values, _CLOCK):
            letters[column] = "T"
    connects = [row for row in rows if row[-1]["operation"] == "connect"]
    for column in range(width):
        if letters[column] is None and connects:
            same = sum(row[column] == row[-1]["arguments"] for row in connects)
            letters[column] = "S" if same == len(connects) else None
    names = iter("um" if "S" in letters else "umS")
    return "|".join(f"%{letter or next(names, 'x')}" for letter in letters)


def _mostly(values: list[str], form: re.Pattern[str]) -> bool:
    return sum(form.fullmatch(value) is not None for value in values) > len(values) / 2
