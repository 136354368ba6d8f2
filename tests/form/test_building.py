"""Canonical content to typed values."""

from __future__ import annotations

from datetime import date, datetime, time
from ipaddress import IPv4Address, IPv6Network

import pytest

from sekisho.events.time import JAPAN
from sekisho.form.building import build
from sekisho.form.values import Address, Column, Network
from sekisho.rulebook.entries import (
    Flow,
    Interval,
    NamedDate,
    Reader,
    Support,
    Zone,
)


@pytest.mark.parametrize(
    ("kind", "value", "built"),
    [
        (time, "08:30", time(8, 30)),
        (Address, "198.18.1.1", IPv4Address("198.18.1.1")),
        (Network, "2001:db8::/32", IPv6Network("2001:db8::/32")),
        (int | None, "2024", 2024),
        (bool | None, False, False),
        (tuple[str, ...], ["a", "b"], ("a", "b")),
        (NamedDate, {"date": "2026-06-03"}, NamedDate(date=date(2026, 6, 3))),
        (
            Zone,
            {"name": "甲", "kind": "office", "allow": [{"to": "乙"}]},
            Zone(name="甲", kind="office", allow=(Flow(to="乙"),)),
        ),
        (
            Reader,
            {"source": "ifilter", "columns": {"c-ip": "8", "cs-host": "Host"}},
            Reader(
                source="ifilter",
                columns=(Column(field="c-ip", at=8), Column(field="cs-host", at="Host")),
            ),
        ),
        (
            Support,
            {
                "tool": "T",
                "host": "P",
                "ticket": "1",
                "since": "2026-06-03T09:00:00+09:00",
                "hours": {"start": "09:00", "end": "10:00"},
            },
            Support(
                tool="T",
                host="P",
                ticket="1",
                since=datetime(2026, 6, 3, 9, tzinfo=JAPAN),
                hours=Interval(start=time(9), end=time(10)),
            ),
        ),
    ],
)
def test_build(kind: object, value: object, built: object) -> None:
    assert build(kind, value) == built
    assert type(build(kind, value)) is type(built)


def test_content_that_was_not_checked_raises() -> None:
    with pytest.raises(TypeError):
        build(Zone, {"name": "甲"})
