"""The head of every event and what could not be read: names, types, and their pointers."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

import sekisho.events.columns as module
from sekisho.events.columns import FIELDS, HEAD, MOMENT, REPEATED, UNREAD

POINTER = ("evidence", "position", "unit")


def explained(name: str) -> str:
    """The text that stands below a name of the module."""
    assert module.__file__
    body = ast.parse(Path(module.__file__).read_text(encoding="utf-8")).body
    for one, after in pairwise(body):
        named = isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == name
        if named and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            return str(after.value.value)
    return ""


def test_every_name_occurs_once() -> None:
    assert len(set(HEAD.names)) == len(HEAD.names)
    assert len(set(UNREAD.names)) == len(UNREAD.names)


@pytest.mark.parametrize("schema", [HEAD, UNREAD], ids=["head", "unread"])
def test_a_pointer_leads_back_from_everything(schema: pa.Schema) -> None:
    assert set(POINTER) <= set(schema.names)
    assert [schema.field(name).type for name in POINTER] == [REPEATED, pa.int64(), REPEATED]


def test_what_head_and_unread_share_has_one_type() -> None:
    shared = set(HEAD.names) & set(UNREAD.names)
    assert all(HEAD.field(name).type == UNREAD.field(name).type for name in shared)


def test_a_moment_is_utc_in_microseconds() -> None:
    assert (MOMENT.unit, MOMENT.tz) == ("us", "UTC")
    assert HEAD.field("@timestamp").type == MOMENT
    assert HEAD.field("time.text").type == pa.string()


def test_fields_are_text_by_text() -> None:
    assert (FIELDS.key_type, FIELDS.item_type) == (pa.string(), pa.string())


def test_what_no_name_says_by_itself_is_explained() -> None:
    for name in ("@timestamp", "time.text", "host.name", "observer.name", "source.ip",
                 "destination.ip", "event.dataset", "event.outcome", *POINTER):  # fmt: skip
        assert f"``{name}``" in explained("HEAD"), name
    assert explained("UNREAD")
    assert explained("FIELDS")
