"""Lines cut and judged: groups to columns, the first act that fits, what stays over."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sekisho.events.kinds import REMOTE
from sekisho.sources.contract import Events, Lines, Unread
from sekisho.sources.remote_tools.rows import Act, cut, judged, not_read, share_of, told

PATTERN = r"^(?P<at>\d+) (?:<(?P<who>\w*)> )?(?P<message>.+)$"


def lines(*texts: str) -> Lines:
    numbers = pa.array(range(1, len(texts) + 1), pa.int64())
    return Lines("log", numbers, pa.array(texts, pa.string()))


def test_lines_that_fit_and_lines_that_do_not() -> None:
    piece = cut(lines("1 <a> x", "y", "2 z"), PATTERN)
    assert len(piece) == 2
    assert piece.positions.to_pylist() == [1, 3]
    assert {name: column.to_pylist() for name, column in piece.groups.items()} == {
        "at": ["1", "2"],
        "who": ["a", None],
        "message": ["x", "z"],
    }
    assert piece.others.texts.to_pylist() == ["y"]


def test_the_first_act_that_fits_decides() -> None:
    acts = (
        Act("end", r"^bye (?P<peer>\d+)$", "success", {"way": "in"}),
        Act("outgoing", r"^bye"),
    )
    found = judged(pa.array(["bye 7", "bye", "hello"]), acts)
    assert {name: column.to_pylist() for name, column in found.items()} == {
        "event.action": ["end", "outgoing", "other"],
        "event.outcome": ["success", None, None],
        "peer": ["7", None, None],
        "way": ["in", None, None],
    }


def test_no_lines_are_no_trouble() -> None:
    found = judged(pa.array([], pa.string()), (Act("end", r"(?P<peer>\d+)"),))
    assert len(found["peer"]) == 0
    assert list(not_read(lines(), "unread.anydesk_line", r"^-+$")) == []


def test_groups_become_columns_or_fields() -> None:
    some = lines("a")
    columns = {"peer": pa.array(["7"]), "alias": pa.array(["x"]), "empty": pa.nulls(1, pa.string())}
    item = told("one", "Tool", some, some.positions, columns)
    assert isinstance(item, Events)
    assert item.kind is REMOTE
    (row,) = item.batch.to_pylist()
    assert (row["remote.peer"], row["remote.tool"], row["fields"]) == (
        "7",
        "Tool",
        [("alias", "x")],
    )
    assert row["event.dataset"] == "one.remote"


def test_a_rule_between_lines_is_no_loss() -> None:
    (item,) = not_read(lines("---", "lost"), "unread.anydesk_line", r"^-+$")
    assert isinstance(item, Unread)
    assert [(one["position"], one["raw"]) for one in item.batch.to_pylist()] == [(2, b"lost")]


@pytest.mark.parametrize(("some", "share"), [([], 0.0), (["1"], 1.0), (["1", "a"], 0.5)])
def test_how_much_of_it_fits(some: list[str], share: float) -> None:
    assert share_of(some, r"^\d$") == share
