from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.case.hosts import Names, host_key, prepare


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("PC101", "pc101"),
        ("PC101.town.local", "pc101"),
        ("pc101.", "pc101"),
        (r"\\FS01", "fs01"),
        ("192.168.1.5", "192.168.1.5"),
        ("FE80::1", "fe80::1"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_one_computer_has_one_key(name: str | None, key: str | None) -> None:
    assert host_key(name) == key


@settings(deadline=None, max_examples=10)
@given(st.lists(st.one_of(st.none(), st.text("aZ09.:-_\\ 課", max_size=20)), max_size=60))
def test_sql_and_python_agree(names: list[str | None]) -> None:
    connection = duckdb.connect()
    prepare(connection)
    rows = connection.execute(
        "SELECT list_transform($1::VARCHAR[], lambda name: host_key(name))", [names]
    ).fetchall()
    assert rows == [([host_key(name) for name in names],)]


def test_the_first_spelling_is_shown() -> None:
    names = Names()
    names.tell(["GIKAI-PC01", None])
    names.tell(["gikai-pc01.town.local", "fs01.town.local", "192.168.1.1"])
    shown = [names.show(one) for one in ("gikai-pc01", "FS01", "192.168.1.1", "other", None)]
    assert shown == ["GIKAI-PC01", "fs01", "192.168.1.1", "other", None]
