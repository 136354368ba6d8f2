from __future__ import annotations

import pytest

from sekisho.case.limits import HOLDERS, Limit, kind_named, limit_of, limits
from sekisho.sources.registry import sources
from sekisho.text import LANGUAGES, say

DATASETS = {f"{source.name}.{kind.name}" for source in sources() for kind in source.kinds}


@pytest.mark.parametrize("limit", limits(), ids=lambda one: one.id)
def test_a_limit_says_what_why_and_what_to_do(limit: Limit) -> None:
    assert (limit.hours is None) != (limit.bytes is None)
    assert 0 < limit.sure <= 100
    assert limit.source
    assert limit.holder in HOLDERS
    for language in LANGUAGES:
        assert say(f"preserve.limit.{limit.id}", language)
        assert say(f"preserve.do.{limit.id}", language)


@pytest.mark.parametrize("limit", limits(), ids=lambda one: one.id)
def test_its_datasets_are_read_by_a_source(limit: Limit) -> None:
    for name in limit.datasets:
        assert any(dataset.startswith(name) for dataset in DATASETS), name


@pytest.mark.parametrize(
    ("dataset", "limit"),
    [
        ("squid.proxy", "squid"),
        ("syslog.share", "samba"),
        ("syslog.mail", "mail"),
        ("syslog.dhcp", "dhcpd"),
        ("syslog.syslog", "syslog"),
        ("fortigate.firewall", "fortigate"),
        ("fortigate.dhcp", "fortigate"),
        ("evtx.windows", "evtx"),
        ("collection.state", None),
        ("docx.document", None),
    ],
)
def test_the_nearest_name_decides(dataset: str, limit: str | None) -> None:
    found = limit_of(dataset)
    assert (found.id if found else None) == limit


def test_an_unknown_holder_is_refused() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        kind_named("neighbour")
