"""What the prefix of a logging rule says."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sekisho.sources.netfilter import Prefixes, transport


@pytest.mark.parametrize(
    ("prefix", "rule", "action", "state"),
    [
        ("enforce L-行政系-庁外 ", "L-行政系-庁外", "denied", "denied"),
        ("warn L-行政系-庁外 ", "L-行政系-庁外", "allowed", "open"),
        ("observe L-行政 系-庁外 ", "L-行政 系-庁外", "allowed", "open"),
        ("[UFW BLOCK] ", "[UFW BLOCK]", "denied", "denied"),
        ("[UFW AUDIT] ", "[UFW AUDIT]", "allowed", "open"),
        ("DROP-INPUT: ", "DROP-INPUT:", "denied", "denied"),
        ("droplet: ", "droplet:", None, "open"),
        ("enforce ", "enforce", None, "open"),
        (None, None, None, "open"),
    ],
)
def test_prefixes(prefix: str | None, rule: str | None, action: str | None, state: str) -> None:
    said = Prefixes(pa.array([prefix], pa.string()))
    found = [one.to_pylist()[0] for one in (said.rule, said.action, said.state)]
    assert found == [rule, action, state]


def test_protocols_by_number_or_name() -> None:
    given = pa.array(["6", "TCP", "ICMPv6", "58", "47", None])
    assert transport(given).to_pylist() == ["tcp", "tcp", "ipv6-icmp", "ipv6-icmp", "47", None]
