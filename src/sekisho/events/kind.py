"""What a kind of event is: a name, and the columns beside those that all kinds have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from sekisho.events.columns import FIELDS, HEAD, MOMENT

INTERVAL = [("event.start", MOMENT), ("event.end", MOMENT)]
"""When the thing recorded began and ended; ``@timestamp`` is when it was written down."""


@dataclass(frozen=True)
class Kind:
    """A kind of event. ``recorded`` is False for contents (documents), which no clock dates."""

    name: str
    columns: pa.Schema
    recorded: bool = True

    @cached_property
    def schema(self) -> pa.Schema:
        """Head, the kind's own columns, and the map of the remaining fields."""
        fields = [*HEAD, *self.columns, pa.field("fields", FIELDS)]
        return pa.schema(fields, metadata={"kind": self.name})
