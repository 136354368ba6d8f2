"""Record batches of a kind: right columns, right types, nothing silently dropped."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.kinds import KINDS, PROXY
from sekisho.events.table import RAW_LIMIT, UNREAD, events, fields_map, unread


def test_columns_not_given_are_null_and_one_value_holds_for_all_rows() -> None:
    batch = events(PROXY, 2, {"evidence": "a.log", "position": [1, 2], "cs-method": "GET"})
    assert batch.schema == PROXY.schema
    assert batch["evidence"].to_pylist() == ["a.log", "a.log"]
    assert batch["cs-method"].to_pylist() == ["GET", "GET"]
    assert batch["c-uri"].null_count == 2


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such"):
        events(PROXY, 1, {"no-such": "x"})


def test_a_wrong_length_is_refused() -> None:
    with pytest.raises((ValueError, pa.ArrowInvalid)):
        events(PROXY, 2, {"position": [1]})


def test_one_name_has_one_type_in_every_kind() -> None:
    types: dict[str, pa.DataType] = {}
    for kind in KINDS:
        for field in kind.schema:
            assert types.setdefault(field.name, field.type) == field.type, field.name


ROWS = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "名"]), st.text(max_size=5)), min_size=1, max_size=20
)


@given(ROWS)
def test_the_map_holds_what_was_given_and_leaves_nulls_out(rows: list[dict[str, str]]) -> None:
    names = ["a", "b", "名"]
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    built = [dict(row) for row in fields_map(len(rows), columns).to_pylist()]
    assert built == rows


def test_unread_keeps_place_first_bytes_and_size() -> None:
    batch = unread("a.log", "line", [7], "unread.line_too_long", [b"x" * (RAW_LIMIT + 5)])
    assert batch.schema == UNREAD
    row = batch.to_pylist()[0]
    assert (row["position"], len(row["raw"]), row["raw_size"]) == (7, RAW_LIMIT, RAW_LIMIT + 5)
