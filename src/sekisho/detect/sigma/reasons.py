"""Why a rule was not applied: stable codes, each with a sentence in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LOG_SOURCE = "rule.log_source"
FIELD = "rule.field"
MODIFIER = "rule.modifier"
PLACEHOLDER = "rule.placeholder"
REGEX = "rule.regex"
VALUE = "rule.value"
BROKEN = "rule.broken"
UNREADABLE = "rule.unreadable"
TWICE = "rule.twice"
CORRELATION = "rule.correlation"
REFERENCE = "rule.reference"
FILTER = "rule.filter"

CODES = (
    LOG_SOURCE,
    FIELD,
    MODIFIER,
    PLACEHOLDER,
    REGEX,
    VALUE,
    BROKEN,
    UNREADABLE,
    TWICE,
    CORRELATION,
    REFERENCE,
    FILTER,
)


@dataclass(frozen=True)
class Skipped:
    """A rule that was not applied. ``values`` fill the places of the code's sentence."""

    file: str
    rule_id: str | None
    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class NotApplicableError(Exception):
    """A rule asks for something that cannot be asked of the events; carries the code."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
