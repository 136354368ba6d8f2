from __future__ import annotations

import pyarrow as pa

from sekisho.events.columns import HEAD
from sekisho.events.kind import INTERVAL, Kind


def test_a_kind_is_head_own_columns_and_the_rest() -> None:
    kind = Kind("made", pa.schema(INTERVAL))
    assert kind.schema.names == [*HEAD.names, "event.start", "event.end", "fields"]
    assert kind.schema.metadata == {b"kind": b"made"}
    assert kind.recorded
