"""Exit codes: four ways to end, never mixed up, and one for a ledger that does not verify."""

from enum import IntEnum


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    """Done, and everything was read."""
    FAILED = 1
    """Could not be done."""
    BAD_INPUT = 2
    """What was given cannot be used; nothing was done."""
    NOT_ALL_READ = 3
    """Done, but something was not read; the account says what."""
    DIFFERENT = 4
    """A ledger is not as it was sealed."""


class BadInputError(Exception):
    """What the user gave cannot be used: a text code and the values of its places."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
