"""The parts of Windows events, column by column, as every form of them is first taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

COLUMNS = (
    "time",
    "provider",
    "provider_guid",
    "source_name",
    "code",
    "qualifiers",
    "version",
    "level",
    "task",
    "opcode",
    "keywords",
    "record_id",
    "process_id",
    "thread_id",
    "activity_id",
    "channel",
    "computer",
    "user_sid",
    "observer",
)
"""Text columns of ``Parts.system``, named after the elements of ``System``. ``observer``: the
computer that collected the event, where it is another one."""


@dataclass(frozen=True)
class Parts:
    """Events taken apart, one row each.

    ``system``: the text columns ``COLUMNS`` and ``moment`` (UTC, null when the time is no time).
    ``names``, ``values``: the event data, lists of equal length; a value of an element without
    text is null. ``data``: the unnamed data, null where there are none.
    """

    system: Mapping[str, pa.Array]
    names: pa.ListArray
    values: pa.ListArray
    data: pa.ListArray

    @staticmethod
    def of(
        told: Mapping[str, pa.Array],
        moments: pa.Array,
        names: pa.ListArray,
        values: pa.ListArray,
        data: pa.ListArray,
    ) -> Parts:
        """With the columns a form does not tell as null, and without what it tells besides."""
        missing = pa.nulls(len(moments), pa.string())
        system = {name: told.get(name, missing) for name in COLUMNS}
        return Parts({**system, "moment": moments}, names, values, data)
