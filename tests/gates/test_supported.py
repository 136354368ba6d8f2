"""Remote support that was permitted in that hour is nobody's disturbance; a minute later it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.events import events
from sekisho.events.kinds import FIREWALL
from sekisho.gates.line.crossings import crossings
from sekisho.gates.line.crossings import judge as judge_line
from sekisho.gates.line.preview import preview as preview_line
from sekisho.gates.software.preview import preview as preview_software
from sekisho.gates.supported import host_names, one_of, ticket_sql
from sekisho.ledger.tables import of_batches
from tests.detect.conftest import connection_of
from tests.gates.line import loaded
from tests.gates.test_software import started

START = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
"""Nine in the morning of a Monday in Japan."""
SUPPORT = {"tool": "AnyDesk", "host": "PC-1", "ticket": "遠隔-'16-002",
           "since": "2026-06-01 09:00", "until": "2026-06-01 11:00"}  # fmt: skip
RULES: dict[str, Any] = {
    "version": 1,
    "zones": [
        {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24"]},
        {"name": "庁外", "kind": "庁外"},
    ],
    "assets": [
        {"name": "PC-1", "aliases": ["N16-ZE003"], "addresses": ["198.18.20.5"]},
        {"name": "PC-2", "addresses": ["198.18.20.6"]},
    ],
    "software": {"unlisted": "禁止", "settings": {"remote_tools": "禁止"}},
    "support": [SUPPORT],
}
LINES = {
    "permitted": ("198.18.20.5", "AnyDesk", None, 443, 1),
    "permitted_by_name": ("198.18.20.5", None, "relay-1.net.anydesk.com", 443, 2),
    "permitted_by_port": ("198.18.20.5", None, None, 6568, 3),
    "another_tool": ("198.18.20.5", "TeamViewer", None, 443, 4),
    "no_tool": ("198.18.20.5", "SSL", None, 443, 5),
    "another_computer": ("198.18.20.6", "AnyDesk", None, 443, 6),
    "before": ("198.18.20.5", "AnyDesk", None, 443, -1),
    "to_the_second": ("198.18.20.5", "AnyDesk", None, 443, 120),
}


def firewall() -> pa.RecordBatch:
    source, application, domain, port, minutes = zip(*LINES.values(), strict=True)
    columns = {
        "@timestamp": [START + timedelta(minutes=one) for one in minutes],
        "source.ip": list(source),
        "destination.ip": "203.0.113.9",
        "network.transport": "tcp",
        "network.application": list(application),
        "destination.domain": list(domain),
        "destination.port": list(port),
        "session.state": "close",
        "evidence": "fw.log",
        "position": list(range(len(LINES))),
        "unit": "line",
    }
    return events(FIREWALL, len(LINES), columns)


def test_the_line_gate_counts_what_was_permitted_apart(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    pointers = pa.table({
        "evidence": ["fw.log"] * len(LINES), "position": range(len(LINES)),
        "unit": ["line"] * len(LINES),
    })  # fmt: skip
    with of_batches([firewall()]) as connection:
        told = preview_line(connection, rulebook)
        each = judge_line(connection, rulebook, pointers).to_pylist()
        tickets = crossings(connection, rulebook)["ticket"].drop_null().to_pylist()
    names = list(LINES)
    assert {names[one["position"]] for one in each if not one["refused"]} == {
        "permitted", "permitted_by_name", "permitted_by_port",
    }  # fmt: skip
    assert (told.judged, told.refused) == (len(LINES), len(LINES) - 3)
    assert sum(one.count for one in told.refusals) == told.refused
    assert told.permitted == {SUPPORT["ticket"]: 3}
    assert set(tickets) == {SUPPORT["ticket"]}


def test_without_a_permission_all_of_it_is_refused(tmp_path: Path) -> None:
    rulebook = loaded({**RULES, "support": []}, tmp_path)
    with of_batches([firewall()]) as connection:
        told = preview_line(connection, rulebook)
    assert (told.refused, told.permitted) == (len(LINES), {})


TOOL = "C:\\Users\\seki-j\\Downloads\\AnyDesk.exe"


def test_the_software_gate_counts_what_was_permitted_apart(tmp_path: Path) -> None:
    runs = [
        started(TOOL, "00:10:00"),
        started(TOOL, "00:20:00", host="n16-ze003"),
        started(TOOL, "02:00:00"),
        started(TOOL, "00:30:00", host="PC-2"),
        started(TOOL.replace("AnyDesk", "TeamViewer"), "00:40:00"),
        started("C:\\Users\\seki-j\\x.exe", "00:50:00"),
    ]
    with connection_of(runs) as connection:
        told = preview_software(connection, loaded(RULES, tmp_path))
    assert told.permitted == {SUPPORT["ticket"]: 2}
    assert (told.judged, told.refused) == (6, 4)
    assert {(one.host, one.to, one.count) for one in told.refusals} == {
        ("PC-1", TOOL.lower(), 1), ("PC-2", TOOL.lower(), 1),
        ("PC-1", TOOL.lower().replace("anydesk", "teamviewer"), 1),
        ("PC-1", "c:\\users\\seki-j\\x.exe", 1),
    }  # fmt: skip


HOURS = st.sampled_from([None, {"start": "9:00", "end": "17:15"}, {"start": "0:00", "end": "9:00"}])
ENDS = st.integers(-3, 3)


@settings(max_examples=60, deadline=None)
@given(
    hours=HOURS, since=ENDS, lasts=st.integers(1, 4), own=st.sampled_from(["PC-1", "n16-ze003"]),
    asked=st.lists(st.integers(-4 * 86400, 4 * 86400), min_size=1, max_size=20),
)  # fmt: skip
def test_the_question_says_what_the_rulebook_says(
    hours: dict[str, str] | None, since: int, lasts: int, own: str, asked: list[int],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    """One record at a time, the SQL and ``Rulebook.support_for`` agree."""
    begins = (START + timedelta(days=since)).date()
    entry: dict[str, Any] = {"tool": "ANY-DESK", "host": own, "ticket": "T", "since": str(begins),
             "until": str(begins + timedelta(days=lasts))}  # fmt: skip
    entry |= {"hours": hours} if hours else {}
    rulebook = loaded({**RULES, "support": [entry]}, tmp_path_factory.mktemp("rules"))
    moments = [START + timedelta(seconds=one) for one in asked]
    table = pa.table({"moment": pa.array(moments, pa.timestamp("us", "UTC")),
                      "host": ["pc-1"] * len(asked)})  # fmt: skip
    sql = ticket_sql(
        rulebook, "moment", lambda *one: one_of("host", host_names(*one)), lambda _tool: ["true"]
    )
    with duckdb.connect() as connection:
        connection.register("records", table)
        said = [row[0] for row in connection.sql(f"SELECT {sql} FROM records").fetchall()]
    assert said == [rulebook.support_for("AnyDesk", "PC-1", one, one) for one in moments]
