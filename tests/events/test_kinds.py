"""Kinds of events: one name, one type, one meaning; every kind and its acts explained."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

import sekisho.events.kinds as module
from sekisho.events import collected, devices, judged
from sekisho.events.columns import FIELDS, HEAD, MOMENT, UNREAD
from sekisho.events.kinds import KINDS, Kind, kind_named

ECS = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z0-9]+(_[a-z0-9]+)*)*")
SIGMA = re.compile(r"(c|cs|sc|s|r)-[a-z]+(-[a-z]+)*|EventID|Data")


@cache
def explained() -> dict[str, str]:
    """The text that stands below every kind in its module, by the name of the kind."""
    found = {}
    for part in (module, collected, devices, judged):
        assert part.__file__
        body = ast.parse(Path(part.__file__).read_text(encoding="utf-8")).body
        for one, after in pairwise(body):
            if not isinstance(one, ast.Assign) or not isinstance(after, ast.Expr):
                continue
            kind = getattr(part, ast.unparse(one.targets[0]))
            if isinstance(kind, Kind) and isinstance(after.value, ast.Constant):
                found[kind.name] = " ".join(str(after.value.value).split())
    return found


def named(kind: Kind) -> str:
    return kind.name


def test_every_kind_of_the_module_is_listed_once() -> None:
    here = {one.name for one in vars(module).values() if isinstance(one, Kind)}
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names))
    assert set(names) == here


def test_a_kind_is_found_by_its_name() -> None:
    assert all(kind_named(kind.name) is kind for kind in KINDS)
    with pytest.raises(KeyError):
        kind_named("no such kind")


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_kind_can_name_a_table_and_a_folder(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+", kind.name)
    assert kind.name not in {"unread", "select", "table", "order", "group"}


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_every_kind_is_explained(kind: Kind) -> None:
    assert len(explained()[kind.name]) > 15


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_head_first_the_rest_last(kind: Kind) -> None:
    names = kind.schema.names
    assert names[: len(HEAD)] == HEAD.names
    assert names[-1] == "fields"
    assert len(names) == len(set(names)), "a kind must not have a column of the head again"
    assert kind.schema.field("fields").type == FIELDS
    assert kind.schema.metadata == {b"kind": kind.name.encode()}


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_names_follow_ecs_or_sigma(kind: Kind) -> None:
    for name in kind.columns.names:
        assert ECS.fullmatch(name) or SIGMA.fullmatch(name), name


def test_names_that_differ_only_in_case_do_not_exist() -> None:
    """Questions in SQL do not tell them apart."""
    names = {name for kind in KINDS for name in kind.schema.names} | set(UNREAD.names)
    assert len({name.lower() for name in names}) == len(names)


def test_one_name_has_one_type_everywhere() -> None:
    types: dict[str, pa.DataType] = {}
    for schema in (UNREAD, *(kind.schema for kind in KINDS)):
        for field in schema:
            assert types.setdefault(field.name, field.type) == field.type, field.name


def test_moments_and_sizes_say_so_by_their_type() -> None:
    for kind in KINDS:
        for field in kind.columns:
            last = field.name.rpartition(".")[2]
            if last in ("start", "end"):
                assert field.type == MOMENT, field.name
            if last in ("size", "bytes", "sc-bytes", "cs-bytes") and not pa.types.is_list(
                field.type
            ):
                assert field.type == pa.int64(), field.name


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_columns_named_in_an_explanation_exist(kind: Kind) -> None:
    mentioned = re.findall(r"``([a-z]+(?:[.-][a-z_]+)+)``", explained()[kind.name])
    assert [name for name in mentioned if name not in kind.schema.names] == []
