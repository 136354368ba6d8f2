"""Fields of an extended log as columns: which name wins, what is left, what is put together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.kinds import PROXY
from sekisho.events.table import events
from sekisho.sources.elff_columns import columns

AT = datetime(2016, 6, 3, 7, 3, 11, tzinfo=UTC)


def told(fields: dict[str, str]) -> dict[str, Any]:
    """The columns of one line that are not null."""
    values = {name: pa.array([text]) for name, text in fields.items()}
    (found,) = events(PROXY, 1, columns(values, 1, "Asia/Tokyo")).to_pylist()
    found["fields"] = dict(found["fields"])
    return {name: value for name, value in found.items() if value not in (None, {})}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"date": "2016-06-03", "time": "07:03:11"}, "2016-06-03 07:03:11"),
        ({"date-local": "2016-06-03", "time-local": "16:03:11"}, "2016-06-03 16:03:11"),
        ({"gmttime": "[03/Jun/2016:07:03:11 +0000]"}, "03/Jun/2016:07:03:11 +0000"),
        ({"localtime": "[03/Jun/2016:16:03:11 +0900]"}, "03/Jun/2016:16:03:11 +0900"),
        ({"timestamp": "1464937391"}, "1464937391"),
        ({"x-timestamp-unix": "1464937391"}, "1464937391"),
        (
            {"date": "2016-06-03", "time": "07:03:11", "timestamp": "1"},
            "2016-06-03 07:03:11",
        ),
    ],
    ids=lambda given: "+".join(given) if isinstance(given, dict) else "",
)
def test_time_by_the_fields_that_say_it_best(fields: dict[str, str], text: str) -> None:
    found = told(fields)
    assert (found["@timestamp"], found["event.end"], found["time.text"]) == (AT, AT, text)


def test_a_time_that_is_none_keeps_its_text() -> None:
    found = told({"date": "2016-06-31", "time": "07:03:11"})
    assert found == {"time.text": "2016-06-31 07:03:11"}


@pytest.mark.parametrize(
    ("taken", "start"),
    [
        ("1500", AT - timedelta(milliseconds=1500)),
        ("0", AT),
        ("-", None),
        ("-5", None),
    ],
)
def test_the_start_is_the_end_less_the_time_taken(taken: str, start: datetime | None) -> None:
    found = told({"date": "2016-06-03", "time": "07:03:11", "time-taken": taken})
    assert found.get("event.start") == start


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cs-username": "-", "cs-user": "mihon"}, {"user.name": "mihon"}),
        ({"cs-username": "a", "cs-user": "b"}, {"user.name": "a", "fields": {"cs-user": "b"}}),
        ({"cs-username": "-"}, {}),
        ({"sc-status": "404"}, {"sc-status": 404}),
        ({"sc-status": "-"}, {}),
        ({"sc-status": "4x4"}, {"fields": {"sc-status": "4x4"}}),
        ({"sc-status": str(2**31)}, {"fields": {"sc-status": str(2**31)}}),
        ({"sc-status": str(-(2**63))}, {"fields": {"sc-status": str(-(2**63))}}),
        ({"sc-bytes": str(2**40)}, {"sc-bytes": 2**40}),
        ({"c-ip": "192.0.2.3"}, {"source.ip": "192.0.2.3"}),
        ({"c-ip": "2001:db8::1"}, {"source.ip": "2001:db8::1"}),
        ({"c-ip": "pc-042"}, {"fields": {"c-ip": "pc-042"}}),
        ({"r-ip": "-", "s-supplier-ip": "192.0.2.9"}, {"destination.ip": "192.0.2.9"}),
        ({"x-own-field": "見本"}, {"fields": {"x-own-field": "見本"}}),
        ({"x-own-field": "-"}, {}),
    ],
)
def test_each_field_has_its_place(fields: dict[str, str], expected: dict[str, Any]) -> None:
    found = told(fields)
    kept = {key: found[key] for key in found if key not in ("event.action", "event.outcome")}
    assert kept == expected


@pytest.mark.parametrize(
    ("fields", "uri", "port"),
    [
        ({"cs-host": "A.example", "cs-uri-scheme": "http", "cs-uri-path": "/x"},
         "http://A.example/x", None),
        ({"cs-host": "a.example", "cs-uri-scheme": "http", "cs-uri-port": "80"},
         "http://a.example", 80),
        ({"cs-host": "a.example", "cs-uri-scheme": "http", "cs-uri-port": "8080"},
         "http://a.example:8080", 8080),
        ({"cs-host": "a.example", "cs-uri-scheme": "https", "cs-uri-path": "/x",
          "cs-uri-query": "?q=1"}, "https://a.example/x?q=1", None),
        ({"cs-host": "a.example", "cs-uri-path": "/x", "cs-uri-query": "q=1"},
         "a.example/x?q=1", None),
        ({"cs-host": "a.example", "cs-uri-port": "443", "cs-method": "CONNECT",
          "cs-uri-scheme": "tcp"}, "a.example:443", 443),
        ({"cs-uri": "http://B.example:8080/y", "cs-host": "a.example"},
         "http://B.example:8080/y", 8080),
    ],
)  # fmt: skip
def test_an_address_is_put_together(fields: dict[str, str], uri: str, port: int | None) -> None:
    found = told(fields)
    assert (found["c-uri"], found.get("destination.port")) == (uri, port)
    assert found["cs-host"] == "a.example"
    assert "fields" not in found


@pytest.mark.parametrize(
    ("fields", "action", "outcome"),
    [
        ({"sc-filter-result": "DENIED"}, "denied", "failure"),
        ({"sc-filter-result": "OBSERVED", "sc-status": "200"}, "allowed", "success"),
        ({"s-action": "TCP_DENIED", "sc-status": "403"}, "denied", "failure"),
        ({"action": "Blocked"}, "denied", "failure"),
        ({"x-exception-id": "policy_denied", "sc-status": "200"}, "denied", "failure"),
        ({"sc-status": "503"}, "allowed", "failure"),
        ({"sc-filter-result": "-"}, "allowed", None),
        ({"c-ip": "192.0.2.3"}, None, None),
    ],
)
def test_what_became_of_it(fields: dict[str, str], action: str | None, outcome: str | None) -> None:
    found = told(fields)
    assert (found.get("event.action"), found.get("event.outcome")) == (action, outcome)


VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=8)
NAMES = st.sampled_from(
    ["date", "time", "c-ip", "cs-uri", "cs-host", "sc-status", "time-taken", "cs-uri-port", "x-a"]
)


@given(st.dictionaries(NAMES, VALUES, max_size=9))
def test_no_value_breaks_the_others(fields: dict[str, str]) -> None:
    """And what no column takes stands in the fields as it was written."""
    found = told(fields)
    if fields.get("x-a", "-") not in ("", "-"):
        assert found["fields"]["x-a"] == fields["x-a"]
