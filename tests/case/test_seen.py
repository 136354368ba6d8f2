"""The ledger beside the records: by name, by MAC address, by fixed address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sekisho.case.seen import seen
from sekisho.events.kinds import KINDS
from sekisho.ledger.tables import of_batches
from sekisho.rulebook import Rulebook, load

START = datetime(2016, 6, 3, tzinfo=UTC)
BOOK = """version: 1
zones:
  - {name: 行政系, kind: 行政系, networks: [192.168.1.0/24]}
  - {name: 庁外, kind: 庁外}
assets:
  - {name: PC1, aliases: [old1], macs: [02-00-5E-00-53-01], addresses: [192.168.1.21]}
  - {name: PC2}
"""


def batch(kind: str, *rows: dict[str, Any]) -> pa.RecordBatch:
    """Records of a kind, an hour apart."""
    known = next(one for one in KINDS if one.name == kind).schema
    given = [
        {"@timestamp": START + timedelta(hours=at), "evidence": "e", "position": at, **row}
        for at, row in enumerate(rows)
    ]
    return pa.RecordBatch.from_pylist(given, schema=known)


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    path = tmp_path / "r.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("kind", "row", "listed", "strangers"),
    [
        ("windows", {"host.name": "pc1.town.example"}, ["PC1"], []),
        ("windows", {"host.name": "OLD1"}, ["PC1"], []),
        ("windows", {"host.name": "PC9"}, [], ["PC9"]),
        ("share", {"observer.name": "fs01"}, [], ["fs01"]),
        ("dhcp", {"client.name": "renamed", "client.mac": "02:00:5e:00:53:01"}, ["PC1"], []),
        ("dhcp", {"client.mac": "02:00:5e:00:53:99"}, [], ["02:00:5e:00:53:99"]),
        ("proxy", {"source.ip": "192.168.1.21"}, ["PC1"], []),
        ("proxy", {"source.ip": "192.168.1.99"}, [], ["192.168.1.99"]),
        ("firewall", {"source.ip": "203.0.113.5"}, [], []),  # from outside: no computer of ours
        ("firewall", {"source.ip": "10.9.9.9"}, [], []),  # in no zone: nothing is said of it
    ],
)
def test_who_a_record_is_about(
    book: Rulebook, kind: str, row: dict[str, Any], listed: list[str], strangers: list[str]
) -> None:
    found = seen(of_batches([batch(kind, row)]), book, book.assets)
    assert [asset.name for asset, one in found.listed if one] == listed
    assert [one.name for one in found.strangers] == strangers


def test_first_and_last_over_all_kinds(book: Rulebook) -> None:
    rows = ({"host.name": "PC1"}, {"host.name": "PC1"}, {"host.name": "PC1"})
    tables = of_batches([batch("windows", *rows), batch("proxy", {"source.ip": "192.168.1.21"})])
    (_, one), (_, none) = seen(tables, book, book.assets).listed
    assert none is None
    assert one is not None
    assert (one.first, one.last) == (START, START + timedelta(hours=2))
    assert one.sources == ("proxy", "windows")


def test_a_lease_explains_an_address(book: Rulebook) -> None:
    lease = batch("dhcp", {"client.name": "PC2", "client.ip": "192.168.1.99"})
    tables = of_batches([lease, batch("proxy", {"source.ip": "192.168.1.99"})])
    assert seen(tables, book, book.assets).strangers == ()


def test_nothing_seen_is_said_of_each(book: Rulebook) -> None:
    found = seen(of_batches([]), book, book.assets)
    assert [one for _, one in found.listed] == [None, None]
    assert found.strangers == ()
