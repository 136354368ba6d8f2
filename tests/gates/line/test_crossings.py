"""Columns judge as the model does; the preview says what and when."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings

from sekisho.events import events
from sekisho.events.kinds import FIREWALL
from sekisho.gates.between import Between
from sekisho.gates.line.crossings import crossings
from sekisho.gates.line.matrix import INSIDE, Matrix, Packet
from sekisho.ledger.tables import of_batches
from tests.gates.line import loaded, packets, rulebooks

START = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)


def seen(sent: list[Packet], states: list[str] | None = None) -> pa.RecordBatch:
    rows = len(sent)
    columns = {
        "@timestamp": [START + timedelta(minutes=number) for number in range(rows)],
        "source.ip": [str(one.source) for one in sent],
        "destination.ip": [str(one.destination) for one in sent],
        "network.transport": [one.transport for one in sent],
        "destination.port": [one.port for one in sent],
        "session.state": states or ["close"] * rows,
        "evidence": "fw.log",
        "position": list(range(1, rows + 1)),
        "unit": "line",
    }
    return events(FIREWALL, rows, columns)


def rows(table: pa.Table) -> list[dict[str, Any]]:
    return list(table.to_pylist())


@settings(max_examples=40, deadline=None)
@given(content=rulebooks(), sent=packets())
def test_columns_and_model_agree(
    content: dict[str, Any], sent: list[Packet], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    matrix = Matrix(rulebook)
    with of_batches([seen(sent)]) as connection:
        found = rows(crossings(connection, rulebook))
    total = sum(row["connections"] for row in found)
    assert total == len(sent)
    for row in found:
        packet = Packet(
            ip_address(row["source"]), ip_address(row["destination"]), row["transport"], row["port"]
        )
        said = matrix.judge(packet)
        assert (row["code"], row["refused"]) == (said.code, not said.allowed)


RULES = {
    "version": 1,
    "zones": [
        {
            "name": "行政系",
            "kind": "LGWAN接続系",
            "networks": ["198.18.20.0/24"],
            "allow": [{"to": "公開系", "ports": ["tcp/3128"], "destinations": ["198.18.50.10"]}],
        },
        {"name": "住民情報系", "kind": "マイナンバー利用事務系", "networks": ["198.18.30.0/24"]},
        {"name": "公開系", "kind": "DMZ", "networks": ["198.18.50.0/24"]},
    ],
}


def packet(source: str, destination: str, port: int) -> Packet:
    return Packet(ip_address(source), ip_address(destination), "tcp", port)


def test_a_connection_is_counted_once_and_points_to_its_record(tmp_path: Any) -> None:
    sent = [
        packet("198.18.20.1", "198.18.50.10", 3128),
        packet("198.18.20.1", "198.18.30.9", 445),
        packet("198.18.20.1", "198.18.30.9", 445),
        packet("198.18.20.1", "198.18.30.9", 445),
        packet("198.18.20.1", "198.18.20.7", 445),
    ]
    states = ["close", "interim", "close", "close", "close"]
    with of_batches([seen(sent, states)]) as connection:
        found = rows(crossings(connection, loaded(RULES, tmp_path)))
    refused = [row for row in found if row["refused"]]
    assert [(row["code"], row["connections"]) for row in refused] == [("L-行政系-住民情報系", 2)]
    assert (refused[0]["evidence"], refused[0]["position"]) == ("fw.log", 3)
    allowed = {row["code"] for row in found if not row["refused"]}
    assert allowed == {INSIDE, "L-行政系-公開系-許可1"}


def test_only_the_time_asked_for(tmp_path: Any) -> None:
    sent = [packet("198.18.20.1", "198.18.30.9", 445)] * 10
    between = Between(START + timedelta(minutes=3), START + timedelta(minutes=5))
    with of_batches([seen(sent)]) as connection:
        found = rows(crossings(connection, loaded(RULES, tmp_path), between))
    assert [row["connections"] for row in found] == [2]
    assert found[0]["first"] == START + timedelta(minutes=3)


@pytest.mark.parametrize("text", ["", "unknown", "198.18.020.1", "198.18.20.256", "198.18.20"])
def test_what_is_no_address_is_not_judged(text: str, tmp_path: Any) -> None:
    batch = seen([packet("198.18.20.1", "198.18.30.9", 445)])
    at = batch.schema.get_field_index("source.ip")
    odd = batch.set_column(at, batch.schema.field(at), pa.array([text]))
    with of_batches([odd.replace_schema_metadata(batch.schema.metadata)]) as connection:
        (row,) = rows(crossings(connection, loaded(RULES, tmp_path)))
    assert (row["code"], row["refused"], row["connections"]) == (None, None, 1)


def test_a_name_with_a_quote_stays_a_name(tmp_path: Any) -> None:
    content = json.loads(json.dumps(RULES, ensure_ascii=False).replace("公開系", "公'開"))
    with of_batches([seen([packet("198.18.20.1", "198.18.50.9", 80)])]) as connection:
        (row,) = rows(crossings(connection, loaded(content, tmp_path)))
    assert row["code"] == "L-行政系-公'開"
