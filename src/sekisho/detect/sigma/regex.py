"""Regular expressions of rules, checked by the engine that will run them (RE2, inside Arrow)."""

from __future__ import annotations

import re
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc
from sigma.policy import SigmaPolicy
from sigma.policy.regex_engine import RegexEngine, RegexPattern

_FLAGS = ((re.IGNORECASE, "i"), (re.MULTILINE, "m"), (re.DOTALL, "s"))


def check(pattern: str) -> None:
    """Raises re.error for a pattern that RE2 does not know (it knows no looking ahead)."""
    try:
        pc.match_substring_regex(pa.array([""]), pattern)
    except pa.ArrowInvalid as error:
        raise re.error(str(error), pattern) from error


class ArrowEngine(RegexEngine):
    """pySigma's own engine would write its complaints to the terminal."""

    def compile(self, pattern: str, flags: int = 0) -> RegexPattern:
        """Checks a pattern; what is returned serves pySigma for names of detections only."""
        letters = "".join(letter for flag, letter in _FLAGS if flags & flag)
        check(f"(?{letters}){pattern}" if letters else pattern)
        try:
            return cast("RegexPattern", re.compile(pattern, flags))
        except re.error:  # RE2's own spelling, which no pattern for names has
            return cast("RegexPattern", re.compile(re.escape(pattern), flags))

    @property
    def error(self) -> type[Exception]:
        """What ``compile`` raises."""
        return re.error


POLICY = SigmaPolicy(regex_engine=ArrowEngine())
"""Rules come from anywhere: no template variables, no files or addresses of their own."""
