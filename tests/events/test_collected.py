from __future__ import annotations

from sekisho.events.collected import COLLECTION, FILE, STATE
from sekisho.events.kinds import KINDS


def test_only_states_are_records_of_a_moment() -> None:
    assert {kind.name: kind.recorded for kind in (STATE, FILE, COLLECTION)} == {
        "state": True, "file": False, "collection": False,
    }  # fmt: skip
    assert {STATE, FILE, COLLECTION} <= set(KINDS)


def test_a_copy_is_told_by_the_same_columns_as_a_file() -> None:
    shared = {"file.path", "file.size", "file.hash.sha256"}
    assert shared <= set(FILE.schema.names) & set(COLLECTION.schema.names)
