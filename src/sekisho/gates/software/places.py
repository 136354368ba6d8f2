"""Paths as AppLocker writes them, and the folders that only administrators can write to.

Reference: *Understanding the path rule condition in AppLocker* (``*`` stands for any text,
``?`` for a sign; the variables below). Windows is taken to lie on drive C.
"""

from __future__ import annotations

from functools import cache
from itertools import product

_MEANS = {
    "%windir%": ("c:\\windows",),
    "%system32%": ("c:\\windows\\system32", "c:\\windows\\syswow64"),
    "%programfiles%": ("c:\\program files", "c:\\program files (x86)"),
    "%osdrive%": ("c:",),
}
TRUSTED = ("%WINDIR%\\*", "%PROGRAMFILES%\\*")
"""Where only administrators put programs."""
WRITABLE = (
    "%WINDIR%\\Temp\\*", "%WINDIR%\\Tasks\\*", "%WINDIR%\\Tracing\\*", "%WINDIR%\\Debug\\WIA\\*",
    "%WINDIR%\\Registration\\CRMLog\\*", "%SYSTEM32%\\Tasks\\*", "%SYSTEM32%\\FxsTmp\\*",
    "%SYSTEM32%\\com\\dmp\\*", "%SYSTEM32%\\spool\\PRINTERS\\*", "%SYSTEM32%\\spool\\SERVERS\\*",
    "%SYSTEM32%\\spool\\drivers\\color\\*", "%SYSTEM32%\\Microsoft\\Crypto\\RSA\\MachineKeys\\*",
)  # fmt: skip
"""Folders below ``%WINDIR%`` into which an ordinary user can write."""


@cache
def expanded(pattern: str) -> tuple[str, ...]:
    """A pattern with its variables filled in, in small letters; one with several meanings gives
    several."""
    text = pattern.lower().replace("/", "\\")
    found = [(name, means) for name, means in _MEANS.items() if name in text]
    answers = []
    for chosen in product(*(means for _, means in found)):
        filled = text
        for (name, _), meaning in zip(found, chosen, strict=True):
            filled = filled.replace(name, meaning)
        answers.append(filled)
    return tuple(answers)


def named(file: str) -> str:
    """The pattern of a file name in any folder."""
    return f"*\\{file}"
