"""Copies, moves and mass reading on a file server: what fires, and its twin that stays silent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sekisho.detect.copies import COPIED, MANY, MOVED, READ_MANY, share_findings

START = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
LIST = "/srv/gikai/名簿.xlsx"
COPY = "/srv/somu/名簿.xlsx"


def act(
    at: int, what: str, path: str, who: str = "seki", target: str | None = None, **more: Any
) -> Any:
    return {
        "kind": "share",
        "columns": {
            "@timestamp": (START + timedelta(seconds=at)).isoformat(),
            "observer.name": "fs01",
            "host.name": "pc-1",
            "user.name": who,
            "share.name": path.split("/")[2],
            "file.path": path,
            "file.target_path": target,
            "event.action": what,
            "event.outcome": "success",
            **more,
        },
    }


def opened(at: int, share: str, path: str, mask: str, **more: str) -> Any:
    fields = {
        "ShareName": f"\\\\*\\{share}", "RelativeTargetName": path, "AccessMask": mask,
        "SubjectUserName": "seki", **more,
    }  # fmt: skip
    columns = {
        "@timestamp": (START + timedelta(seconds=at)).isoformat(), "host.name": "fs02",
        "EventID": 5145, "event.outcome": "success",
    }  # fmt: skip
    return {"kind": "windows", "columns": columns, "fields": fields}


def found(made: Any, *lines: Any) -> list[tuple[str, int]]:
    return sorted((one.rule_id, one.position) for one in share_findings(made(lines)))


FIRES: dict[str, tuple[list[Any], list[int]]] = {
    "read here, written there": ([act(0, "read", LIST), act(9, "write", COPY)], [1, 2]),
    "within the same second": ([act(0, "read", LIST), act(0, "create", COPY)], [1, 2]),
    "to another folder of the share": (
        [act(0, "read", LIST), act(5, "write", "/srv/gikai/持出/名簿.xlsx")], [1, 2],
    ),
    "as another spelling of the account": (
        [act(0, "read", LIST, "TOWN\\Seki"), act(5, "write", COPY)], [1, 2],
    ),
    "many lines of one copy": (
        [one for at in range(3) for one in (act(at, "read", LIST), act(at, "write", COPY))],
        [1, 2],
    ),
    "to a Windows server": (
        [act(0, "read", LIST), opened(60, "kyoyu", "持出\\名簿.xlsx", "0x120116")],
        [1, 2],
    ),
}  # fmt: skip
SILENT: dict[str, list[Any]] = {
    "written long after": [act(0, "read", LIST), act(301, "write", COPY)],
    "written before": [act(9, "read", LIST), act(0, "write", COPY)],
    "by somebody else": [act(0, "read", LIST), act(9, "write", COPY, "maki")],
    "another name": [act(0, "read", LIST), act(9, "write", "/srv/somu/控え.xlsx")],
    "saved where it was": [act(0, "read", LIST), act(9, "write", LIST)],
    "two files of one name edited side by side": [
        act(0, "read", LIST), act(5, "read", COPY), act(9, "write", COPY),
    ],
    "refused": [act(0, "read", LIST), act(9, "write", COPY, **{"event.outcome": "failure"})],
    "an editor's lock file": [
        act(0, "read", "/srv/a/~$x.xlsx"), act(1, "write", "/srv/b/~$x.xlsx"),
    ],
    "a computer's own account": [act(0, "read", LIST, "PC1$"), act(9, "write", COPY, "PC1$")],
    "nobody named": [
        act(0, "read", LIST, **{"user.name": None}), act(9, "write", COPY, **{"user.name": None}),
    ],
    "only its attributes": [act(0, "attributes", LIST), act(9, "write", COPY)],
}  # fmt: skip


@pytest.mark.parametrize("name", FIRES)
def test_a_copy_points_to_its_reading_and_its_writing(name: str, made: Any) -> None:
    lines, positions = FIRES[name]
    assert found(made, *lines) == [(COPIED, at) for at in positions]


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_copy(name: str, made: Any) -> None:
    assert found(made, *SILENT[name]) == []


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("/srv/gikai/持出/名簿.xlsx", [(MOVED, 1)]),
        ("/srv/gikai/名簿2.xlsx", []),
        (None, []),
    ],
)
def test_a_move_is_not_a_new_name(target: str | None, wanted: Any, made: Any) -> None:
    assert found(made, act(0, "rename", LIST, target=target)) == wanted


@pytest.mark.parametrize(
    ("count", "seconds", "wanted"),
    [(MANY, 6, 1), (MANY - 1, 6, 0), (MANY, 12, 0), (3 * MANY, 2, 1)],
)
def test_many_files_in_a_short_time(count: int, seconds: int, wanted: int, made: Any) -> None:
    lines = [act(at * seconds, "read", f"/srv/gikai/{at}.txt") for at in range(count)]
    assert found(made, *lines) == [(READ_MANY, 1)] * wanted


def test_one_file_read_in_many_pieces_is_one(made: Any) -> None:
    assert found(made, *(act(at, "read", LIST) for at in range(3 * MANY))) == []


def test_a_finding_says_that_it_is_inferred(made: Any) -> None:
    one, _ = share_findings(made([act(0, "read", LIST), act(9, "write", COPY)]))
    ja, _, en = one.title.partition(" / ")
    assert "疑い" in ja
    assert "perhaps" in en
    assert (one.host, one.time, one.level) == ("pc-1", START, "medium")
